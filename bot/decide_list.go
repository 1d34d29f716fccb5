package main

import (
	"io"
	"time"

	"github.com/jedib0t/go-pretty/v6/table"

	"moneytrail/handlers/decisions"
	"moneytrail/recon/money"
	"moneytrail/storage"
)

func printDecisions(w io.Writer, list []storage.Standing, zone *time.Location) {
	if len(list) == 0 {
		return
	}
	t := titled(w, "decisions", "decision", "merchant", "by", "on", "what", "note", "effect")
	for _, d := range list {
		effect := "holds"
		switch {
		case d.IsUndone():
			effect = "taken back by " + d.Undone.By + " on " + d.Undone.At.In(zone).Format("2006-01-02")
			if d.Undone.Note != "" {
				effect += ": " + d.Undone.Note
			}
		case d.Idle != "":
			effect = "without effect: " + d.Idle
		}
		t.AppendRow(table.Row{d.Name(), d.MerchantID, d.By, d.At.In(zone).Format("2006-01-02"), d.Text(), d.Note, effect})
		t.AppendSeparator()
	}
	t.Render()
}

type openJSON struct {
	Breaks      []breakJSON      `json:"breaks"`
	Suggestions []suggestionJSON `json:"suggestions"`
	Decisions   []decisionJSON   `json:"decisions"`
}

type breakJSON struct {
	Kind        string   `json:"kind"`
	ID          string   `json:"id"`
	Source      string   `json:"source"`
	MerchantID  string   `json:"merchant_id"`
	Amount      string   `json:"amount"`
	Currency    string   `json:"currency"`
	AgeDays     int      `json:"age_days"`
	Age         string   `json:"age"`
	Explanation string   `json:"explanation"`
	Closes      string   `json:"closes"`
	Suggestions []string `json:"suggestions"`
}

type rowJSON struct {
	Kind   string `json:"kind"`
	Source string `json:"source"`
	ID     string `json:"id"`
}

type suggestionJSON struct {
	ID         string    `json:"id"`
	Kind       string    `json:"kind"`
	MerchantID string    `json:"merchant_id"`
	Links      []rowJSON `json:"links"`
	Amount     string    `json:"amount"`
	Open       string    `json:"open"`
	Currency   string    `json:"currency"`
	Why        string    `json:"why"`
}

type decisionJSON struct {
	ID            string     `json:"id"`
	Kind          string     `json:"kind"`
	MerchantID    string     `json:"merchant_id"`
	Break         *string    `json:"break"`
	Subject       *rowJSON   `json:"subject"`
	Suggestion    *string    `json:"suggestion"`
	On            *string    `json:"on"`
	Amount        string     `json:"amount"`
	Currency      string     `json:"currency"`
	By            string     `json:"by"`
	At            time.Time  `json:"at"`
	Note          string     `json:"note"`
	UndoneBy      *string    `json:"undone_by"`
	UndoneAt      *time.Time `json:"undone_at"`
	UndoneNote    *string    `json:"undone_note"`
	WithoutEffect *string    `json:"without_effect"`
}

// orNull gives nil for an empty text.
func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func rowOf(r decisions.Row) rowJSON { return rowJSON{string(r.What), r.Source, r.ID} }

func openItemsJSON(items storage.OpenItems) openJSON {
	out := openJSON{[]breakJSON{}, []suggestionJSON{}, []decisionJSON{}}
	for _, b := range items.Breaks {
		out.Breaks = append(out.Breaks, breakJSON{string(b.Kind), b.ID, b.Source, b.MerchantID, money.Format(b.Amount, b.Currency), b.Currency,
			b.AgeDays, b.Bucket, b.Explanation, b.Closes, append([]string{}, b.Suggested...)})
	}
	for _, g := range items.Suggestions {
		x := suggestionJSON{ID: g.ID, Kind: string(g.Kind), MerchantID: g.MerchantID, Amount: money.Format(g.Amount, g.Currency),
			Open: money.Format(g.Open, g.Currency), Currency: g.Currency, Why: g.Why}
		for _, m := range g.Members() {
			x.Links = append(x.Links, rowOf(m))
		}
		out.Suggestions = append(out.Suggestions, x)
	}
	for i := range items.Decisions {
		d := &items.Decisions[i]
		x := decisionJSON{ID: d.Name(), Kind: string(d.Kind), MerchantID: d.MerchantID, Break: orNull(string(d.Break)), Suggestion: orNull(d.Suggestion),
			Amount: money.Format(d.Amount, d.Currency), Currency: d.Currency, By: d.By, At: d.At.Truncate(time.Second), Note: d.Note, UndoneBy: orNull(d.Undone.By),
			UndoneNote: orNull(d.Undone.Note), WithoutEffect: orNull(d.Idle)}
		if d.Subject != (decisions.Row{}) {
			r := rowOf(d.Subject)
			x.Subject = &r
		}
		if d.On != 0 {
			x.On = orNull(d.On.String())
		}
		if d.IsUndone() {
			at := d.Undone.At.Truncate(time.Second)
			x.UndoneAt = &at
		}
		out.Decisions = append(out.Decisions, x)
	}
	return out
}
