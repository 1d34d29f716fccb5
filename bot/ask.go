package main

import (
	"fmt"
	"log/slog"
	"strings"

	"moneytrail/handlers/access"
)

type askCmd struct {
	Merchant string   `required:"" help:"Merchant id, or the id of a group of merchants." placeholder:"ID"`
	Role     string   `enum:"owner,finance,cashier" default:"owner" help:"owner, finance or cashier."`
	Lang     string   `help:"zh-Hans, zh-Hant or en (default: what the text is written in)." placeholder:"LANG"`
	Text     []string `arg:"" help:"The message."`
}

// Run prints the answer as the merchant would read it, its buttons on the last line.
func (c *askCmd) Run(a *app) error {
	db, err := a.store(slog.LevelWarn)
	if err != nil {
		return err
	}
	s, err := a.settings()
	if err != nil {
		return err
	}
	shops, err := groupOf(a, db, c.Merchant)
	if err != nil {
		return err
	}
	ids := []string{c.Merchant}
	if len(shops) > 0 {
		ids = ids[:0]
		for _, m := range shops {
			ids = append(ids, m.ID)
		}
	}
	desk, err := newDesk(a, s, db, "", a.log(slog.LevelError))
	if err != nil {
		return err
	}
	text, err := desk.Ask(a.ctx, access.For(access.Role(c.Role), ids...), c.Lang, strings.Join(c.Text, " "))
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(a.out, text)
	return err
}
