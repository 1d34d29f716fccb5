package main

import (
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"time"

	"moneytrail/storage"
)

type holdCmd struct {
	Case     string `help:"A case, like C-1002." xor:"what"`
	Merchant string `help:"A merchant: all its cases." xor:"what" placeholder:"ID"`
	Reason   string `help:"Why, for the audit trail." placeholder:"TEXT"`
	Release  bool   `help:"Let retention and erasures go on."`
}

// Run holds a case or the cases of a merchant, releases them, or without any
// lists what is held.
func (c *holdCmd) Run(a *app) error {
	db, err := a.store(slog.LevelWarn)
	if err != nil {
		return err
	}
	if c.Case == "" && c.Merchant == "" {
		if c.Release || c.Reason != "" {
			return usageError("name what: --case or --merchant")
		}
		return c.list(a, db)
	}
	subject := "merchant:" + c.Merchant
	if c.Case != "" {
		id, err := strconv.ParseInt(strings.TrimPrefix(strings.ToUpper(c.Case), "C-"), 10, 64)
		if err != nil {
			return usageError(fmt.Sprintf("--case %s is no case, like C-1002", c.Case))
		}
		if _, found, err := db.Case(a.ctx, id); err != nil {
			return err
		} else if !found && !c.Release {
			return fmt.Errorf("there is no case C-%d", id)
		}
		subject = "case:" + strconv.FormatInt(id, 10)
	} else if _, err := merchantOf(a, db, c.Merchant); err != nil && !c.Release {
		return err
	}
	if c.Release {
		if err := db.EndHold(a.ctx, subject, "cli"); err != nil {
			return err
		}
		_, err := fmt.Fprintf(a.out, "%s is released\n", subject)
		return err
	}
	if strings.TrimSpace(c.Reason) == "" {
		return usageError("--reason is needed: the audit trail tells why")
	}
	if err := db.PutHold(a.ctx, storage.LegalHold{Subject: subject, Reason: c.Reason, By: "cli"}); err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.out, "%s is held: nothing of it is forgotten until hold --release\n", subject)
	return err
}

func (c *holdCmd) list(a *app, db *storage.DB) error {
	all, err := db.LegalHolds(a.ctx)
	if err != nil {
		return err
	}
	for _, h := range all {
		fmt.Fprintf(a.out, "%s  since %s  %s\n", h.Subject, h.At.UTC().Format(time.RFC3339), h.Reason)
	}
	return nil
}
