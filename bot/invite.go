package main

import (
	"fmt"
	"log/slog"
	"time"

	"moneytrail/handlers"
	"moneytrail/handlers/access"
	"moneytrail/handlers/people"
	"moneytrail/storage"
)

type inviteCmd struct {
	Merchant string `arg:"" help:"Merchant id, or the id of a group of merchants: all of them, also those that join it later."`
	Role     string `required:"" enum:"owner,finance,cashier" help:"owner, finance or cashier."`
	Approved bool   `help:"Staff approve beforehand: whoever opens the link is in at once."`
}

// Run prints one line: the link. Its code is nowhere kept, only its hash is.
func (c *inviteCmd) Run(a *app) error {
	db, err := a.store(slog.LevelWarn)
	if err != nil {
		return err
	}
	shops, err := groupOf(a, db, c.Merchant)
	if err != nil {
		return err
	}
	name, err := c.botName(a, db)
	if err != nil {
		return err
	}
	code, invite := people.NewInvite(c.Merchant, access.Role(c.Role), c.Approved, time.Now())
	subject := "merchant:" + c.Merchant
	if len(shops) > 0 {
		code, invite = people.NewGroupInvite(c.Merchant, access.Role(c.Role), c.Approved, time.Now())
		subject = "group:" + c.Merchant
	}
	if err := db.CreateInvite(a.ctx, invite, handlers.Audit{Actor: "cli", Action: "invite", Subject: subject,
		Detail: fmt.Sprintf("role %s, approved %t", c.Role, c.Approved)}); err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.out, "https://t.me/%s?start=%s\n", name, code)
	return err
}

// botName gives the name that the link needs: as serve heard it, else as
// Telegram tells now. Where neither is to be had the code is good all the same.
func (c *inviteCmd) botName(a *app, db *storage.DB) (string, error) {
	name, err := db.BotName(a.ctx)
	if err != nil || name != "" {
		return name, err
	}
	s, err := a.settings()
	if err != nil {
		return "", err
	}
	if s.TelegramToken.Set() {
		tg, err := newTelegram(s, slog.New(slog.DiscardHandler), nil, nil)
		if err != nil {
			return "", err
		}
		if name, err = botName(a.ctx, db, tg); err == nil {
			return name, nil
		}
	}
	fmt.Fprintln(a.err, "moneytrail: the bot's name is not known yet (Telegram did not tell it): put it in the place of BOT")
	return "BOT", nil
}
