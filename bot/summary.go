package main

import (
	"fmt"
	"log/slog"

	"moneytrail/bot/schedule"
	"moneytrail/handlers/access"
	"moneytrail/handlers/answer"
	"moneytrail/handlers/texts"
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
	"moneytrail/storage"
)

type summaryCmd struct {
	Date     string `help:"Business day (default: yesterday)." placeholder:"YYYY-MM-DD"`
	Merchant string `help:"Merchant id (default: all)." placeholder:"ID"`
	Send     bool   `help:"Deliver it to the merchants' people, once for each day."`
	JSON     bool   `name:"json" help:"Print JSON."`
}

// Run prints the summary of each merchant, or queues it for delivery.
func (c *summaryCmd) Run(a *app) error {
	db, err := a.store(slog.LevelWarn)
	if err != nil {
		return err
	}
	merchants, err := c.merchants(a, db)
	if err != nil {
		return err
	}
	catalog, err := texts.New()
	if err != nil {
		return err
	}
	book := answer.New(catalog)
	var days []any
	for _, m := range merchants {
		day, err := c.day(a, m)
		if err != nil {
			return err
		}
		if c.Send {
			if err := c.send(a, db, m, day); err != nil {
				return err
			}
			continue
		}
		d, err := db.Day(a.ctx, access.StaffScope(), m.ID, day)
		if err != nil {
			return err
		}
		if c.JSON {
			days = append(days, d.JSON())
			continue
		}
		if err := c.print(a, book, m, d); err != nil {
			return err
		}
	}
	if c.JSON && !c.Send {
		if days == nil {
			days = []any{}
		}
		return printJSON(a.out, days)
	}
	return nil
}

func (c *summaryCmd) merchants(a *app, db *storage.DB) ([]record.Merchant, error) {
	if c.Merchant == "" {
		return db.Merchants(a.ctx)
	}
	m, err := merchantOf(a, db, c.Merchant)
	return []record.Merchant{m}, err
}

// day gives the business day asked for, in the merchant's zone.
func (c *summaryCmd) day(a *app, m record.Merchant) (calendar.Date, error) {
	if c.Date != "" {
		d, err := calendar.ParseDate(c.Date)
		if err != nil {
			return 0, usageError("--date: " + err.Error())
		}
		return d, nil
	}
	now, err := localNow(a, m)
	return calendar.DateOf(now) - 1, err
}

func (c *summaryCmd) send(a *app, db *storage.DB, m record.Merchant, day calendar.Date) error {
	if yesterday, err := (&summaryCmd{}).day(a, m); err != nil || day > yesterday {
		if err == nil {
			err = usageError(fmt.Sprintf("--send: %s is not over for %s; people get the summary of a day once, and whole", day, m.ID))
		}
		return err
	}
	ev := schedule.Event(m.ID, day, false)
	queued, err := db.ClaimJob(a.ctx, schedule.Job, schedule.Key(m.ID, day), &ev)
	if err != nil {
		return err
	}
	word := "queued; serve delivers it"
	if !queued {
		word = "was queued before"
	}
	_, err = fmt.Fprintf(a.out, "%s %s: %s\n", m.ID, day, word)
	return err
}

func (c *summaryCmd) print(a *app, book *answer.Book, m record.Merchant, d trail.Day) error {
	now, err := localNow(a, m)
	if err != nil {
		return err
	}
	reply := book.Day(answer.Audience{Lang: m.Language, Role: access.Owner, Now: now}, d)
	_, err = fmt.Fprintf(a.out, "%s %s\n%s\n\n", m.ID, m.Name, reply.Text)
	return err
}
