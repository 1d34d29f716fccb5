package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/pressly/goose/v3"
)

// wholeSteps gives the migrations of a folder by their numbers, each carried out
// as one text: the database takes it apart, not goose, whose parser takes longer
// than the steps.
func wholeSteps(folder fs.FS) ([]*goose.Migration, error) {
	names, err := fs.Glob(folder, "*.sql")
	if err != nil || len(names) == 0 {
		return nil, errors.Join(errors.New("no migrations"), err)
	}
	all := make([]*goose.Migration, 0, len(names))
	for _, name := range names {
		n, err := goose.NumericComponent(name)
		if err != nil {
			return nil, fmt.Errorf("migration %s: %w", name, err)
		}
		text, err := fs.ReadFile(folder, name)
		if err != nil {
			return nil, err
		}
		all = append(all, goose.NewGoMigration(n, &goose.GoFunc{RunTx: func(ctx context.Context, t *sql.Tx) error {
			if _, err := t.ExecContext(ctx, string(text)); err != nil {
				return fmt.Errorf("%s: %w", path.Base(name), err)
			}
			return nil
		}}, nil))
	}
	return all, nil
}

// besideMark is the first line of a step that may be taken while processes of
// the version before serve: it only adds what they know nothing of, and needs
// nothing of them.
const besideMark = "-- +beside\n"

// besideFrom tells whether all steps after a version may be taken while others serve.
func besideFrom(steps fs.FS, at int64) (bool, error) {
	names, err := fs.Glob(steps, "*.sql")
	if err != nil {
		return false, err
	}
	for _, name := range names {
		n, err := goose.NumericComponent(name)
		if err != nil {
			return false, fmt.Errorf("migration %s: %w", name, err)
		}
		if n <= at {
			continue
		}
		text, err := fs.ReadFile(steps, name)
		if err != nil || !strings.HasPrefix(string(text), besideMark) {
			return false, err
		}
	}
	return true, nil
}
