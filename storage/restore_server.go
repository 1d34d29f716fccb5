package storage

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/jackc/pgx/v5"
)

// restoreToServer is Restore into an empty database of a server. The backup is
// made a database in the folder for temporary files first, verified and held
// there; all of it comes to the server in one transaction. Killed in between,
// the server's database is empty, and the restore may be begun again.
func restoreToServer(ctx context.Context, url, file string, o Options) (r Restored, err error) {
	if err := emptyServer(ctx, url); err != nil {
		return r, fmt.Errorf("restore: %w", err)
	}
	fresh, err := tempFile(os.TempDir())
	if err != nil {
		return r, fmt.Errorf("restore: %w", err)
	}
	defer func() { err = errors.Join(err, remove(fresh)) }()
	if r, err = unpackHeld(ctx, file, fresh, o); err != nil {
		return r, fmt.Errorf("restore: %w", err)
	}
	from, err := Open(ctx, fresh, o)
	if err != nil {
		return r, fmt.Errorf("restore: %w", err)
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	to, err := Open(ctx, url, o)
	if err != nil {
		return r, fmt.Errorf("restore: %w", err)
	}
	defer func() { err = errors.Join(err, to.Close()) }()
	release, err := to.Alone(ctx)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, release()) }()
	if _, err := from.CopyTo(ctx, to); err != nil {
		return r, fmt.Errorf("restore: %w", err)
	}
	return r, nil
}

// emptyServer refuses a server's database that has something in it. Nothing
// there is changed, nor brought up to date.
func emptyServer(ctx context.Context, url string) (err error) {
	p, err := newPostgres(url)
	if err != nil {
		return err
	}
	session, err := p.session(ctx)
	if err != nil {
		return err
	}
	defer func(s *pgx.Conn) { _ = s.Close(context.WithoutCancel(ctx)) }(session)
	if err := p.examine(ctx, session); err != nil {
		return err
	}
	pool := p.pool(1, nil)
	defer func() { err = errors.Join(err, pool.Close()) }()
	db := &DB{dialect: p, path: p.name}
	return alone(ctx, pool, func(k link) error { return db.empty(ctx, conn{of: k, dialect: p}) })
}
