package main

import (
	"fmt"
	"io"
	"log/slog"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"

	"moneytrail/handlers/decisions"
	"moneytrail/recon/calendar"
	"moneytrail/recon/money"
	"moneytrail/recon/trail"
	"moneytrail/storage"
)

type decideCmd struct {
	List     decideListCmd     `cmd:"" help:"Open breaks, what would close them, and the decisions that were made."`
	Accept   decideAcceptCmd   `cmd:"" help:"A suggestion is right: link its rows."`
	Decline  decideDeclineCmd  `cmd:"" help:"A suggestion is wrong: do not make it again."`
	WriteOff decideWriteOffCmd `cmd:"" help:"A break needs nothing any more: take it off the list of open ones."`
	Received decideReceivedCmd `cmd:"" help:"A payout arrived, although no bank entry shows it."`
	Undo     decideUndoCmd     `cmd:"" help:"Take a decision back."`
}

// decider is who decides, and why.
type decider struct {
	By   string `required:"" help:"Who decides: your name." placeholder:"NAME"`
	Note string `help:"Why, for staff." placeholder:"TEXT"`
}

// meant says which row, where several have one id.
type meant struct {
	Source   string `help:"The witness whose row it is, where several have that id." placeholder:"NAME"`
	Merchant string `help:"The merchant whose row it is, where several have that id." placeholder:"ID"`
}

type decideAcceptCmd struct {
	Suggestion string `arg:"" help:"The suggestion, as decide list and export breaks name it."`
	Merchant   string `help:"The merchant, where suggestions of several have that id." placeholder:"ID"`
	decider
}

// Run links the rows of a suggestion.
func (c *decideAcceptCmd) Run(a *app) error {
	return a.decide(decisions.Wish{Kind: decisions.Accept, Suggestion: c.Suggestion, MerchantID: c.Merchant, By: c.By, Note: c.Note})
}

type decideDeclineCmd decideAcceptCmd

// Run keeps a suggestion from being made again.
func (c *decideDeclineCmd) Run(a *app) error {
	return a.decide(decisions.Wish{Kind: decisions.Decline, Suggestion: c.Suggestion, MerchantID: c.Merchant, By: c.By, Note: c.Note})
}

type decideWriteOffCmd struct {
	Kind string `arg:"" help:"The kind of break, as export breaks names it."`
	ID   string `arg:"" name:"id" help:"The id of the break."`
	meant
	decider
}

// Run closes a break.
func (c *decideWriteOffCmd) Run(a *app) error {
	return a.decide(decisions.Wish{Kind: decisions.WriteOff, Break: trail.Reason(c.Kind), ID: c.ID, Source: c.Source,
		MerchantID: c.Merchant, By: c.By, Note: c.Note})
}

type decideReceivedCmd struct {
	Payout string `arg:"" help:"The id of the payout."`
	On     string `required:"" help:"The day on which the money arrived." placeholder:"YYYY-MM-DD"`
	meant
	decider
}

// Run notes that a payout arrived.
func (c *decideReceivedCmd) Run(a *app) error {
	on, err := calendar.ParseDate(c.On)
	if err != nil {
		return usageError("--on: " + err.Error())
	}
	return a.decide(decisions.Wish{Kind: decisions.Received, ID: c.Payout, On: on, Source: c.Source, MerchantID: c.Merchant, By: c.By, Note: c.Note})
}

// decide makes a decision and prints it.
func (a *app) decide(w decisions.Wish) error {
	db, err := a.store(slog.LevelWarn)
	if err != nil {
		return err
	}
	d, err := db.Decide(a.ctx, w)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.out, "%s: %s\n", d.Name(), d.Text())
	return err
}

type decideUndoCmd struct {
	Decision string `arg:"" help:"The decision, as decide list names it: D7."`
	decider
}

// Run takes a decision back.
func (c *decideUndoCmd) Run(a *app) error {
	id, ok := decisions.IDOf(c.Decision)
	if !ok {
		return usageError(fmt.Sprintf("%q is not a decision: decide list shows them, like D7", c.Decision))
	}
	db, err := a.store(slog.LevelWarn)
	if err != nil {
		return err
	}
	d, err := db.Undo(a.ctx, id, c.By, c.Note)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.out, "%s is taken back: %s\n", d.Name(), d.Text())
	return err
}

type decideListCmd struct {
	Merchant string `help:"Of this merchant alone." placeholder:"ID"`
	JSON     bool   `name:"json" help:"Print JSON."`
}

// Run shows what is open, what is suggested and what was decided.
func (c *decideListCmd) Run(a *app) error {
	db, err := a.store(slog.LevelWarn)
	if err != nil {
		return err
	}
	s, err := a.settings()
	if err != nil {
		return err
	}
	items, err := db.OpenItems(a.ctx, c.Merchant, shifted(s.Offset()).Now())
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(a.out, openItemsJSON(items))
	}
	if len(items.Breaks)+len(items.Suggestions)+len(items.Decisions) == 0 {
		_, err := fmt.Fprintln(a.out, "nothing is open, nothing was decided")
		return err
	}
	printBreaks(a.out, items.Breaks)
	printSuggestions(a.out, items.Suggestions)
	printDecisions(a.out, items.Decisions, s.Zone())
	return nil
}

// titled begins a table.
func titled(w io.Writer, title string, columns ...any) table.Writer {
	t := table.NewWriter()
	t.SetOutputMirror(w)
	t.SetStyle(table.StyleLight)
	t.Style().Title.Align = 0
	t.SetTitle(title)
	t.AppendHeader(columns)
	return t
}

func printBreaks(w io.Writer, list []trail.Break) {
	if len(list) == 0 {
		return
	}
	t := titled(w, "open breaks, by age in working days", "kind", "id", "merchant", "amount", "age", "explanation")
	for _, b := range list {
		text := b.Explanation + "\ncloses it: " + b.Closes
		if len(b.Suggested) > 0 {
			text += "\nor: decide accept " + strings.Join(b.Suggested, " | ")
		}
		t.AppendRow(table.Row{b.Kind, b.ID, b.MerchantID, sum(b.Amount, b.Currency), b.Bucket, text})
		t.AppendSeparator()
	}
	t.Render()
}

// mostLinks is how many rows the table of suggestions names for one of them.
const mostLinks = 12

func printSuggestions(w io.Writer, list []storage.Suggestion) {
	if len(list) == 0 {
		return
	}
	t := titled(w, "suggestions", "suggestion", "merchant", "links", "amount", "leaves open", "why")
	for _, g := range list {
		var links []string
		for _, m := range g.Members() {
			links = append(links, string(m.What)+" "+m.ID)
		}
		if n := len(links); n > mostLinks {
			links = append(links[:mostLinks], fmt.Sprintf("and %d more: --json has all", n-mostLinks))
		}
		t.AppendRow(table.Row{g.ID, g.MerchantID, strings.Join(links, "\n"), sum(g.Amount, g.Currency), sum(g.Open, g.Currency), g.Why})
		t.AppendSeparator()
	}
	t.Render()
}

func sum(amount int64, currency string) string {
	return money.Format(amount, currency) + " " + currency
}
