package main

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"strings"

	"moneytrail/storage"
)

type copyCmd struct {
	From string `arg:"" help:"Database to copy: a file, or postgres://..." placeholder:"FROM"`
	To   string `arg:"" help:"Empty database to copy it into: a file, or postgres://..." placeholder:"TO"`
}

// Run copies a whole installation into an empty database. Nobody may serve from
// either of the two meanwhile.
func (c *copyCmd) Run(a *app) (err error) {
	if !strings.Contains(c.From, "://") {
		if _, err := os.Stat(c.From); errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("there is no database %s", c.From)
		}
	}
	s, err := a.settings()
	if err != nil {
		return err
	}
	o, err := a.options(s, slog.LevelWarn)
	if err != nil {
		return err
	}
	var dbs [2]*storage.DB
	for i, url := range []string{c.From, c.To} {
		db, openErr := storage.Open(a.ctx, url, o)
		if openErr != nil {
			return openErr
		}
		defer func() { err = errors.Join(err, db.Close()) }()
		release, claimErr := db.Alone(a.ctx)
		if claimErr != nil {
			return claimErr
		}
		defer func() { err = errors.Join(err, release()) }()
		dbs[i] = db
	}
	tables, err := dbs[0].CopyTo(a.ctx, dbs[1])
	if err != nil {
		return err
	}
	rows := int64(0)
	for _, t := range tables {
		rows += t.Rows
	}
	_, err = fmt.Fprintf(a.out, "%d tables, %d rows copied; every table holds the same rows, by number and SHA-256\nNext: set MONEYTRAIL_DATABASE to the new one, and never serve from both.\n", len(tables), rows)
	return err
}
