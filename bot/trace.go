package main

import (
	"fmt"
	"io"
	"log/slog"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"

	"moneytrail/handlers"
	"moneytrail/handlers/access"
	"moneytrail/recon/calendar"
	"moneytrail/recon/money"
	"moneytrail/recon/trail"
	"moneytrail/storage"
)

type traceCmd struct {
	Reference string `arg:"" optional:"" help:"Transaction id, RRN or order id; or the id or bank reference of a payout, or the id of a bank entry."`
	Merchant  string `help:"Merchant id." placeholder:"ID"`
	Date      string `help:"Business day of the swipe." placeholder:"YYYY-MM-DD"`
	Amount    string `help:"Amount of the swipe." placeholder:"DECIMAL"`
	Last4     string `name:"last4" help:"Last four digits of the card."`
	Terminal  string `help:"Terminal number."`
	Slip      string `help:"Slip number (凭证号)."`
	Payout    string `help:"Backwards: the swipes of this payout." placeholder:"ID"`
	Entry     string `help:"Backwards: the swipes of this bank entry." placeholder:"ID"`
	Limit     int    `default:"100" help:"At most so many trails."`
	JSON      bool   `name:"json" help:"Print JSON."`
}

// Run shows trails to staff. Nothing found is not a failure: it is an answer.
func (c *traceCmd) Run(a *app) error {
	db, err := a.store(slog.LevelWarn)
	if err != nil {
		return err
	}
	var back backed
	trails, more, err := c.find(a, db, &back)
	if err != nil {
		return err
	}
	if c.JSON {
		out := make([]any, 0, len(trails))
		for _, t := range trails {
			out = append(out, t.JSON())
		}
		return printJSON(a.out, out)
	}
	if len(trails) == 0 && len(back.payouts)+len(back.entries) == 0 {
		_, err := fmt.Fprintln(a.out, "nothing found")
		return err
	}
	back.print(a.out)
	if len(trails) == 0 {
		return nil
	}
	printTrails(a.out, trails)
	if more {
		_, err = fmt.Fprintf(a.out, "only the newest %d; narrow the search or raise --limit\n", c.Limit)
	}
	return err
}

func (c *traceCmd) find(a *app, db *storage.DB, back *backed) (_ []trail.Trail, more bool, err error) {
	staff := access.StaffScope()
	if c.Payout != "" || c.Entry != "" {
		if c.Reference != "" || c.Payout != "" && c.Entry != "" {
			return nil, false, usageError("trace takes one of a reference, --payout and --entry")
		}
		*back, err = c.backwards(a, db, c.Payout, c.Entry)
		return back.trails, false, err
	}
	q := handlers.Query{MerchantID: c.Merchant, Reference: c.Reference, Last4: c.Last4, Terminal: c.Terminal, Slip: c.Slip, Limit: c.Limit}
	if c.Date != "" {
		day, err := calendar.ParseDate(c.Date)
		if err != nil {
			return nil, false, usageError("--date: " + err.Error())
		}
		q.From, q.To = day, day
	}
	if c.Amount != "" {
		currency, err := c.currency(a, db)
		if err != nil {
			return nil, false, err
		}
		m, err := money.Parse(c.Amount, currency)
		if err != nil {
			return nil, false, usageError("--amount: " + err.Error())
		}
		q.AmountMin, q.AmountMax, q.Currency = &m, &m, currency
	}
	if q == (handlers.Query{Limit: c.Limit}) {
		return nil, false, usageError("trace needs a reference, --merchant, --date, --amount, --last4, --terminal, --slip, --payout or --entry")
	}
	trails, more, err := db.Trails(a.ctx, staff, q)
	if err != nil || len(trails) > 0 || q != (handlers.Query{MerchantID: c.Merchant, Reference: c.Reference, Limit: c.Limit}) {
		return trails, more, err
	}
	for _, of := range [][2]string{{c.Reference, ""}, {"", c.Reference}} {
		if *back, err = c.backwards(a, db, of[0], of[1]); err != nil || len(back.payouts)+len(back.entries) > 0 {
			break
		}
	}
	return back.trails, false, err
}

func (c *traceCmd) currency(a *app, db *storage.DB) (string, error) {
	s, err := a.settings()
	if err != nil {
		return "", err
	}
	m, ok, err := db.Merchant(a.ctx, access.StaffScope(), c.Merchant)
	if err != nil || !ok || m.Currency == "" {
		return s.Currency, err
	}
	return m.Currency, nil
}

// printTrails shows a table: one row a trail, then the evidence of each hop.
func printTrails(w io.Writer, trails []trail.Trail) {
	t := table.NewWriter()
	t.SetOutputMirror(w)
	t.SetStyle(table.StyleLight)
	t.AppendHeader(table.Row{"transaction", "merchant", "time", "type", "amount", "state", "reason", "due", "next", "evidence"})
	for _, x := range trails {
		var proof []string
		for _, h := range x.Hops {
			for _, e := range h.Evidence {
				if e.Kind == trail.ByPerson {
					proof = append(proof, fmt.Sprintf("%s: confirmed by a person (%s)", h.Name, e.ID))
					continue
				}
				proof = append(proof, fmt.Sprintf("%s: %s %s:%d", h.Name, e.ID, e.File, e.Line))
			}
		}
		if x.Explanation != "" {
			proof = append(proof, x.Explanation)
		}
		due := x.Due.On.String()
		if x.Due.Estimated {
			due += " (estimate)"
		}
		t.AppendRow(table.Row{x.TransactionID, x.MerchantID, x.Time.Format("2006-01-02 15:04:05"), x.Type,
			money.Format(x.Amount, x.Currency) + " " + x.Currency, x.State, trail.JoinReasons(x.Reasons), strings.TrimSpace(due + " " + x.Due.By), x.Next, strings.Join(proof, "\n")})
		t.AppendSeparator()
	}
	t.Render()
}
