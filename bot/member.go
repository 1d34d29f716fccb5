package main

import (
	"errors"
	"fmt"
	"log/slog"

	"moneytrail/handlers"
	"moneytrail/handlers/inbox"
)

type memberCmd struct {
	End memberEndCmd `cmd:"" help:"End a person's access: the next thing they write or tap finds them a stranger."`
}

type memberEndCmd struct {
	User     int64  `required:"" help:"Telegram's number of the person (merchant show --json tells it)." placeholder:"ID"`
	Merchant string `help:"End only what binds them to this merchant or group; without it everything does." placeholder:"ID"`
}

// Run ends the bindings; the person and the owners are told by serve.
func (c *memberEndCmd) Run(a *app) error {
	if c.User <= 0 {
		return usageError("--user is Telegram's number of a person, like 700000123")
	}
	s, err := a.settings()
	if err != nil {
		return err
	}
	db, err := a.store(slog.LevelWarn)
	if err != nil {
		return err
	}
	desk, err := newDesk(a, s, db, "", slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	for {
		out, n, err := desk.EndMember(a.ctx, c.User, c.Merchant, "cli")
		switch {
		case err != nil:
			return err
		case n == 0 && c.Merchant != "":
			return fmt.Errorf("user %d is no member of %s: nothing was changed", c.User, c.Merchant)
		case n == 0:
			return fmt.Errorf("user %d is a member nowhere: nothing was changed", c.User)
		}
		if err := db.Commit(a.ctx, inbox.Event{}, out); errors.Is(err, handlers.ErrConflict) {
			continue // somebody changed it meanwhile: read again
		} else if err != nil {
			return err
		}
		_, err = fmt.Fprintf(a.out, "%d of user %d ended; they and the owners are told\n", n, c.User)
		return err
	}
}
