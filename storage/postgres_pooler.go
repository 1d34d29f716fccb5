package storage

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// errPooled tells that what stands between this process and the server does not
// keep sessions: locks of a session, on which claims and roles rest, would be
// anybody's.
var errPooled = errors.New("the connection pooler before the server hands one session to several clients: " +
	"set it to keep sessions (pool_mode=session with PgBouncer), or connect to the server itself")

// keepsSessions refuses a pooler that hands a session of the server to others
// between two transactions. Who asks through one is answered by whatever session
// is free; so the session that answered the first asker answers the second too,
// or while the second keeps it the first is answered by another. A pooler that
// is found out later ends the process that serves: see beat.
func (p *postgres) keepsSessions(ctx context.Context, first *pgx.Conn) error {
	second, err := p.session(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = second.Close(context.WithoutCancel(ctx)) }()
	was, err := behind(ctx, first)
	if err != nil {
		return fmt.Errorf("open the database %s: %w", p.name, err)
	}
	t, err := second.Begin(ctx)
	if err != nil {
		return fmt.Errorf("open the database %s: %w", p.name, err)
	}
	defer func() { _ = t.Rollback(context.WithoutCancel(ctx)) }()
	others, err := behind(ctx, second)
	if err != nil {
		return fmt.Errorf("open the database %s: %w", p.name, err)
	}
	is := was
	if others != was {
		if is, err = behind(ctx, first); err != nil {
			return fmt.Errorf("open the database %s: %w", p.name, err)
		}
	}
	if others == was || is != was {
		return fmt.Errorf("database %s: %w", p.name, errPooled)
	}
	return nil
}

// behind gives the server's process that answers. It prepares no statement, which
// a pooler that does not keep sessions would not find again.
func behind(ctx context.Context, c *pgx.Conn) (pid int64, err error) {
	return pid, c.QueryRow(ctx, "SELECT pg_backend_pid()", pgx.QueryExecModeSimpleProtocol).Scan(&pid)
}
