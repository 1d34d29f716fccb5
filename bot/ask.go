package main

import (
	"bufio"
	"fmt"
	"log/slog"
	"strings"

	"moneytrail/handlers"
	"moneytrail/handlers/access"
)

type askCmd struct {
	Merchant string   `required:"" help:"Merchant id, or the id of a group of merchants." placeholder:"ID"`
	Role     string   `enum:"owner,finance,cashier" default:"owner" help:"owner, finance or cashier."`
	Lang     string   `help:"zh-Hans, zh-Hant or en (default: what the text is written in)." placeholder:"LANG"`
	Playbook string   `help:"Walk through this playbook, about the payment that the message finds. Each line of standard input is an answer: a label, its number, or words; @later is the day on which it comes back." placeholder:"NAME"`
	Text     []string `arg:"" optional:"" help:"The message."`
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
	text, err := c.answer(a, desk, access.For(access.Role(c.Role), ids...))
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(a.out, text)
	return err
}

func (c *askCmd) answer(a *app, desk *handlers.Desk, scope access.Scope) (string, error) {
	said := strings.Join(c.Text, " ")
	if c.Playbook == "" {
		if said == "" {
			return "", usageError("ask what? give a message, or --playbook NAME")
		}
		return desk.Ask(a.ctx, scope, c.Lang, said)
	}
	var says []string
	lines := bufio.NewScanner(a.in)
	for lines.Scan() {
		if line := strings.TrimSpace(lines.Text()); line != "" {
			says = append(says, line)
		}
	}
	if err := lines.Err(); err != nil {
		return "", fmt.Errorf("read standard input: %w", err)
	}
	return desk.Try(a.ctx, scope, c.Lang, c.Playbook, said, says)
}
