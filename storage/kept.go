package storage

import (
	"context"
	"database/sql/driver"
	"fmt"
	"strings"
)

// keeper opens connections that keep their statements: what is asked again is
// not parsed and planned again, which takes longer than most answers.
type keeper struct{ driver.Connector }

func (k keeper) Connect(ctx context.Context) (driver.Conn, error) {
	c, err := k.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	whole, ok := c.(sqliteConn)
	if !ok {
		return nil, fmt.Errorf("storage: a connection of type %T", c)
	}
	return &keptConn{sqliteConn: whole, stmts: map[string]*keptStmt{}}, nil
}

// sqliteConn is what SQLite's connections can do.
type sqliteConn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

// keptPerConn bounds the statements that a connection keeps.
const keptPerConn = 300

// keptConn is a connection with the statements it was asked. database/sql lets
// one goroutine at a time have it.
type keptConn struct {
	sqliteConn
	stmts map[string]*keptStmt
}

// keptStmt is a statement; busy while somebody still reads its rows.
type keptStmt struct {
	stmt interface {
		driver.StmtQueryContext
		driver.StmtExecContext
	}
	close func() error
	busy  bool
}

// keeps tells whether a statement is one that can be run again as it is.
func keeps(query string) bool {
	if ends(query) {
		return true
	}
	query = strings.TrimLeft(query, " \t\n")
	for _, verb := range []string{"SELECT", "WITH", "INSERT", "UPDATE", "DELETE"} {
		if strings.HasPrefix(query, verb) {
			return true
		}
	}
	return false
}

// kept gives the statement of a query, nil where it is to be run without.
func (c *keptConn) kept(ctx context.Context, query string) (*keptStmt, error) {
	if k := c.stmts[query]; k != nil {
		if k.busy {
			return nil, nil
		}
		return k, nil
	}
	if !keeps(query) {
		return nil, nil
	}
	if len(c.stmts) >= keptPerConn {
		if err := c.forget(); err != nil {
			return nil, err
		}
	}
	s, err := c.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	k := &keptStmt{close: s.Close}
	var ok bool
	if k.stmt, ok = s.(interface {
		driver.StmtQueryContext
		driver.StmtExecContext
	}); !ok {
		return nil, s.Close()
	}
	c.stmts[query] = k
	return k, nil
}

// forget closes the statements that nobody reads.
func (c *keptConn) forget() error {
	for q, k := range c.stmts {
		if k.busy {
			continue
		}
		delete(c.stmts, q)
		if err := k.close(); err != nil {
			return err
		}
	}
	return nil
}

func (c *keptConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	k, err := c.kept(ctx, query)
	if err != nil {
		return nil, err
	}
	if k == nil {
		return c.sqliteConn.QueryContext(ctx, query, args)
	}
	rows, err := k.stmt.QueryContext(ctx, args)
	if err != nil {
		return nil, err
	}
	k.busy = true
	return &keptRows{rows, k}, nil
}

func (c *keptConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	if len(args) == 0 && !ends(query) && !strings.Contains(query, " "+fed) { // scripts, and statements of one time
		return c.sqliteConn.ExecContext(ctx, query, args)
	}
	k, err := c.kept(ctx, query)
	if err != nil {
		return nil, err
	}
	if k == nil {
		return c.sqliteConn.ExecContext(ctx, query, args)
	}
	return k.stmt.ExecContext(ctx, args)
}

// ends tells whether a statement begins or ends a transaction, or a part of one.
func ends(query string) bool {
	switch query {
	case "BEGIN", "BEGIN IMMEDIATE", "COMMIT", "ROLLBACK", "SAVEPOINT apart", "RELEASE apart", "ROLLBACK TO apart":
		return true
	}
	return false
}

func (c *keptConn) Close() error {
	if err := c.forget(); err != nil {
		return err
	}
	return c.sqliteConn.Close()
}

// keptRows gives the statement back when they are closed.
type keptRows struct {
	driver.Rows
	of *keptStmt
}

func (r *keptRows) Close() error {
	r.of.busy = false
	return r.Rows.Close()
}
