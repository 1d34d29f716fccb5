package storage

import (
	"cmp"
	"context"
	"crypto/rand"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
)

// PostgreSQL gives what SQLite gives, by the same means: at most one
// transaction that writes is open at a time, over all processes. Each begins by
// taking an advisory lock that ends with it, and reads what is committed, so
// that transactions that write follow one another as if they were alone: the
// order of ids is the order of commits, the audit trail is one chain, two
// imports do not mingle, and nothing is to be run again because of a
// serialization failure or a deadlock. They are short (a turn, a batch of an
// import), and whoever hangs in one is cut off by the server. Readers wait for
// nobody: they see one committed state (REPEATABLE READ, read only).
//
// Several processes may serve: each holds the lock of Serve with the others,
// and one of its own number (process).
type postgres struct {
	name   string // for people: without user and password
	config *pgx.ConnConfig
	space  int64 // the schema that its tables are in: what its locks are of
}

// minPostgres is the oldest version of the server that the product is for.
const minPostgres = 130000

// Locks on a database, in the upper half of an advisory lock's key; the lower
// one is the schema.
const (
	lockWrite int64 = 0x6d740001 + iota
	lockMigrate
	lockServe
	lockJoin
)

func (p *postgres) lock(lock int64) int64 { return lock<<32 | p.space }

// half is the schema as the first half of a key of two: of processes by their
// numbers, and of roles.
func (p *postgres) half() int64 { return int64(int32(p.space)) }

// application is the name that all connections of this process bear, and no others.
func (p *postgres) application() string { return p.config.RuntimeParams["application_name"] }

// isPostgres tells whether a url is that of a server.
func isPostgres(url string) bool {
	return strings.HasPrefix(url, "postgres://") || strings.HasPrefix(url, "postgresql://")
}

func newPostgres(url string) (*postgres, error) {
	cfg, err := pgx.ParseConfig(url)
	if err != nil { // its text may hold a part of the password
		return nil, errors.New("the address of the database is not one of PostgreSQL: " +
			"it looks like postgres://user:password@host:5432/database, with special characters written as %XX")
	}
	name := cmp.Or(cfg.RuntimeParams["application_name"], "moneytrail")
	cfg.RuntimeParams["application_name"] = name[:min(len(name), longestName)] + " " + rand.Text()
	name = "postgres://" + net.JoinHostPort(cfg.Host, strconv.Itoa(int(cfg.Port))) + "/" + cfg.Database
	return &postgres{name: name, config: cfg}, nil
}

// longestName is what the server keeps of a connection's name, but for what
// tells processes apart.
const longestName = 63 - 1 - 26

func (db *DB) openPostgres(ctx context.Context, url string) error {
	p, err := newPostgres(url)
	if err != nil {
		return err
	}
	db.path, db.dialect = p.name, p
	session, err := p.session(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = session.Close(context.WithoutCancel(ctx)) }()
	if err := p.keepsSessions(ctx, session); err != nil {
		return err
	}
	if err := p.examine(ctx, session); err != nil {
		return err
	}
	db.write = p.pool(1, map[string]string{"idle_in_transaction_session_timeout": "120000"})
	if err := p.migrate(ctx, db, session); err != nil {
		if fault, ok := errors.AsType[*pgconn.PgError](err); ok && refusals[fault.Code] != "" {
			return p.refused(err)
		}
		return err
	}
	db.read = p.pool(readers, map[string]string{"default_transaction_read_only": "on"})
	return nil
}

// session opens a connection that is in no pool.
func (p *postgres) session(ctx context.Context) (*pgx.Conn, error) {
	c, err := pgx.ConnectConfig(ctx, p.config.Copy())
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, p.refused(err)
	}
	return c, nil
}

// examine refuses a server that cannot carry the product, and finds out where
// its tables are.
func (p *postgres) examine(ctx context.Context, c *pgx.Conn) error {
	var version int
	var encoding string
	var space *int64
	if err := c.QueryRow(ctx, `SELECT current_setting('server_version_num')::int, current_setting('server_encoding'),
		(SELECT oid::bigint FROM pg_namespace WHERE nspname = current_schema())`).Scan(&version, &encoding, &space); err != nil {
		return fmt.Errorf("open the database %s: %w", p.name, err)
	}
	switch {
	case version < minPostgres:
		return fmt.Errorf("database %s is PostgreSQL %d: version %d or later is needed", p.name, version/10000, minPostgres/10000)
	case encoding != "UTF8":
		return fmt.Errorf("database %s is encoded in %s: create it with ENCODING 'UTF8'", p.name, encoding)
	case space == nil:
		return fmt.Errorf("database %s has no schema that tables could be in: create the one that search_path names", p.name)
	}
	p.space = *space
	return nil
}

func (p *postgres) pool(conns int, settings map[string]string) *sql.DB {
	pool := sql.OpenDB(pgConnector{stdlib.GetConnector(*p.config.Copy(), stdlib.OptionAfterConnect(func(ctx context.Context, c *pgx.Conn) error {
		for name, value := range settings { // as statements: poolers refuse them among what a connection begins with
			if _, err := c.Exec(ctx, "SELECT set_config($1, $2, false)", name, value); err != nil {
				return err
			}
		}
		return nil
	})), p})
	pool.SetMaxOpenConns(conns)
	pool.SetMaxIdleConns(conns)
	return pool
}

func (p *postgres) beginLook() string { return "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" }

func (p *postgres) beginWrite(wait context.Context, c conn) error {
	k, ok := c.of.(*pgConn)
	if !ok {
		return fmt.Errorf("storage: a connection of type %T", c.of)
	}
	begin := fmt.Sprintf("BEGIN ISOLATION LEVEL READ COMMITTED; SELECT pg_advisory_xact_lock(%d)", p.lock(lockWrite))
	_, err := k.Conn.Conn().PgConn().Exec(wait, begin).ReadAll()
	return k.explain(err)
}

func (p *postgres) unique(err error) bool {
	fault, ok := errors.AsType[*pgconn.PgError](err)
	return ok && fault.Code == "23505"
}

func (p *postgres) full(err error) bool {
	fault, ok := errors.AsType[*pgconn.PgError](err)
	return ok && fault.Code == "53100"
}

func (p *postgres) numbers(ctx context.Context, c conn) (map[string]int64, error) {
	rows, err := c.query(ctx, `SELECT table_name, COALESCE(pg_sequence_last_value(CAST(pg_get_serial_sequence(table_name, 'id') AS regclass)), 0)
		FROM information_schema.columns WHERE table_schema = current_schema() AND is_identity = 'YES'`)
	return numbersOf(rows, err)
}

func (p *postgres) setNumbers(ctx context.Context, t *tx, last map[string]int64) error {
	own, err := p.numbers(ctx, t.conn)
	if err != nil {
		return err
	}
	for table, at := range own {
		var rows int64
		if err := t.row(ctx, "SELECT COALESCE(MAX(id), 0) FROM "+table).Scan(&rows); err != nil {
			return err
		}
		if n := max(at, last[table], rows); n > 0 {
			if err := t.row(ctx, "SELECT setval(pg_get_serial_sequence(?, 'id'), ?)", table, n).Scan(&n); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *postgres) bytes(ctx context.Context, db *DB) (database, _ int64) {
	if err := db.reads().row(ctx, "SELECT pg_database_size(current_database())").Scan(&database); err != nil {
		return 0, 0
	}
	return database, 0
}

func (p *postgres) tables(ctx context.Context, c conn) ([]string, error) {
	return texts(c.query(ctx, `SELECT tablename COLLATE "C" FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1`))
}

func (p *postgres) key(ctx context.Context, c conn, table string) ([]string, error) {
	return texts(c.query(ctx, `SELECT a.attname FROM pg_index i CROSS JOIN UNNEST(i.indkey) WITH ORDINALITY k (number, place)
		JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
		WHERE i.indrelid = CAST(CAST(? AS text) AS regclass) AND i.indisprimary ORDER BY k.place`, table))
}

func (p *postgres) schema() schema {
	return schema{goose.DialectPostgres, "migrations/postgres",
		"SELECT COUNT(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'goose_db_version'"}
}

// pgConnector opens the connections of a pool.
type pgConnector struct {
	driver.Connector
	of *postgres
}

func (c pgConnector) Connect(ctx context.Context) (driver.Conn, error) {
	dc, err := c.Connector.Connect(ctx)
	if err != nil {
		return nil, fmt.Errorf("database %s: %w", c.of.name, err)
	}
	plain, ok := dc.(*stdlib.Conn)
	if !ok {
		return nil, errors.Join(fmt.Errorf("storage: a connection of type %T", dc), dc.Close())
	}
	return &pgConn{plain, c.of.name}, nil
}

// pgConn is a connection to a server. pgx keeps its statements.
type pgConn struct {
	*stdlib.Conn
	name string
}

func (c *pgConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	rows, err := c.Conn.QueryContext(ctx, query, args)
	return rows, c.explain(err)
}

func (c *pgConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	if query == "COMMIT" && c.Conn.Conn().PgConn().TxStatus() == 'E' { // the server would roll back and call that success
		return nil, errors.New("a statement of the transaction had failed")
	}
	res, err := c.Conn.ExecContext(ctx, query, args)
	return res, c.explain(err)
}

// explain says so where an error is that the server is gone.
func (c *pgConn) explain(err error) error {
	if err != nil && c.Conn.Conn().IsClosed() {
		return fmt.Errorf("the connection to %s is lost: %w", c.name, err)
	}
	return err
}
