package main

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"

	"moneytrail/storage"
)

type eraseCmd struct {
	User        int64 `xor:"who" help:"Telegram's number of the person (merchant show --json tells it)." placeholder:"ID"`
	NoCompact   bool  `name:"no-compact" help:"Leave the file as large as it is: what was deleted can be in its free parts until the next compaction." xor:"compact"`
	CompactOnly bool  `name:"compact-only" help:"Forget nobody, rewrite the file: for an erasure whose compaction could not be done." xor:"compact,who"`
}

// Run forgets a person and, unless told not to, rewrites the file.
func (c *eraseCmd) Run(a *app) error {
	if c.User <= 0 && !c.CompactOnly {
		return usageError("--user is Telegram's number of a person, like 700000123")
	}
	db, err := a.store(slog.LevelWarn)
	if err != nil {
		return err
	}
	if c.CompactOnly {
		if err := db.Compact(a.ctx); err != nil {
			return err
		}
		fmt.Fprintln(a.out, "Rewritten: nothing that was deleted is left in free parts")
		return nil
	}
	e, err := db.Erase(a.ctx, c.User, "cli")
	if errors.Is(err, storage.ErrNobody) {
		return fmt.Errorf("nothing is known of user %d: nothing was changed", c.User)
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(a.out, "The person is person:%d from now on: %d places with merchants ended, %d messages, %d files and %d dialogues gone, %d things told forgotten; %d cases and %d audit lines name the number\n",
		e.Number, e.Places, e.Messages, e.Files, e.Dialogues, e.Told, e.Cases, e.AuditLines)
	if len(e.Held) > 0 {
		var names []string
		for _, id := range e.Held {
			names = append(names, fmt.Sprintf("C-%d", id))
		}
		fmt.Fprintf(a.out, "A hold keeps %s as they are; the rest follows by itself when it is released\n", strings.Join(names, ", "))
	}
	fmt.Fprintln(a.out, "Not in this database, and not changed: Telegram's chat, what was posted to Slack, and backups made before")
	if c.NoCompact {
		return nil
	}
	if err := db.Compact(a.ctx); err != nil {
		return fmt.Errorf("the person is erased, but free parts of the file may still hold what was deleted (erase --compact-only rewrites them): %w", err)
	}
	return nil
}
