package main

import (
	"errors"
	"fmt"
	"log/slog"
	"time"

	"moneytrail/storage"
)

type restoreCmd struct {
	File    string `arg:"" optional:"" help:"Backup to restore." placeholder:"FILE"`
	Release bool   `help:"After a restore: let messages go again. What may have been sent before is not sent."`
	Resend  bool   `help:"With --release: also send what may have been sent before, marked as a repetition."`
	Verify  bool   `help:"Only check that FILE is a good backup; nothing is changed."`
}

// Run verifies a backup and puts it in the place of the database, or lets
// messages go again afterwards.
func (c *restoreCmd) Run(a *app) error {
	switch {
	case c.Release && (c.File != "" || c.Verify):
		return usageError("restore --release takes no file: it lets the messages of the restored database go")
	case c.Resend && !c.Release:
		return usageError("--resend goes with --release")
	case c.Release:
		return c.release(a)
	case c.File == "":
		return usageError("restore FILE, or restore --release")
	case c.Verify:
		m, err := storage.ReadBackup(a.ctx, c.File)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(a.out, "%s is good: the database as of %s, made by %s, schema %d\n", c.File, m.TakenAt.Format(time.RFC3339), m.Version, m.Schema)
		return err
	}
	s, err := a.settings()
	if err != nil {
		return err
	}
	o, err := a.options(s, slog.LevelWarn)
	if err != nil {
		return err
	}
	r, err := storage.Restore(a.ctx, s.Database, c.File, o)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.out, "%s is now the database as of %s; every table holds what the backup's manifest says\n", s.DatabaseName(), r.TakenAt.Format(time.RFC3339))
	if r.Aside != "" {
		fmt.Fprintf(a.out, "what was there before is %s\n", r.Aside)
	}
	fmt.Fprintf(a.out, "Nothing is sent yet. %d messages waited when the backup was made, and %d that had come in were not answered; both may have been dealt with since.\n", r.Pending, r.Hold.Events)
	_, err = fmt.Fprint(a.out, `Next:
  1. import the files that came since the backup
  2. start serve: it takes messages in and answers none yet; look at doctor and audit verify
  3. moneytrail restore --release   sends the answers to what came in since the restore, and nothing that may have been sent before
People that were erased since the backup are in it again: erase them again.
`)
	return err
}

func (c *restoreCmd) release(a *app) error {
	db, err := a.store(slog.LevelWarn)
	if err != nil {
		return err
	}
	r, err := db.Release(a.ctx, c.Resend)
	if errors.Is(err, storage.ErrNotHeld) {
		return storage.ErrNotHeld
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.out, "%d messages go out (%d of them are first looked up in Slack), %d may have been sent before and are not sent\n", r.Queued, r.CheckedFirst, r.Dropped)
	return err
}
