package storage

import (
	"context"
	"database/sql"
)

// prepared is a transaction that keeps its statements: work that asks the same
// of one merchant after the other parses each of them once. Rows must be read
// to their end before the same statement is asked again.
type prepared struct {
	t     *tx
	stmts map[string]*sql.Stmt
}

// keptStatements bounds what a long transaction keeps.
const keptStatements = 200

// preparing gives q with its statements kept, where q is a transaction.
func preparing(q queryer) queryer {
	if t, ok := q.(*tx); ok {
		return newPrepared(t)
	}
	return q
}

func newPrepared(t *tx) *prepared { return &prepared{t: t, stmts: map[string]*sql.Stmt{}} }

func (p *prepared) stmt(ctx context.Context, q string) (*sql.Stmt, error) {
	if s := p.stmts[q]; s != nil {
		return s, nil
	}
	s, err := p.t.prepare(ctx, q)
	if err == nil && len(p.stmts) < keptStatements {
		p.stmts[q] = s
	}
	return s, err
}

func (p *prepared) query(ctx context.Context, q string, args ...any) (*sql.Rows, error) {
	s, err := p.stmt(ctx, q)
	if err != nil {
		return nil, err
	}
	return s.QueryContext(ctx, args...)
}

func (p *prepared) row(ctx context.Context, q string, args ...any) *sql.Row {
	s, err := p.stmt(ctx, q)
	if err != nil {
		return p.t.row(ctx, q, args...) // tells the error
	}
	return s.QueryRowContext(ctx, args...)
}

func (p *prepared) exec(ctx context.Context, q string, args ...any) (sql.Result, error) {
	s, err := p.stmt(ctx, q)
	if err != nil {
		return nil, err
	}
	return s.ExecContext(ctx, args...)
}

// patient gives a context for very many short statements: the driver starts a
// goroutine for every statement whose context can end. Who uses it looks
// between them whether ctx has ended.
func patient(ctx context.Context) context.Context { return context.WithoutCancel(ctx) }

// execer writes: a transaction, with or without its statements kept.
type execer interface {
	exec(ctx context.Context, q string, args ...any) (sql.Result, error)
}

// padded repeats the last key until the number of keys is one of a few, so
// that lists of keys make few different statements.
func padded(keys []any) []any {
	n := 1
	for n < len(keys) {
		n *= 4
	}
	for n = min(n, maxArgs); len(keys) > 0 && len(keys) < n; {
		keys = append(keys, keys[len(keys)-1])
	}
	return keys
}
