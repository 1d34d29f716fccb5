package handlers

import (
	"fmt"
	"strings"
	"time"

	"moneytrail/handlers/access"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/decisions"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/press"
	"moneytrail/recon/match"
	"moneytrail/recon/record"
)

// kindTexts say what a suggestion of each kind is, rowTexts what its rows are called.
var (
	kindTexts = map[match.SuggestionKind]string{match.SuggestLine: "desk.suggested.line", match.SuggestEntry: "desk.suggested.entry",
		match.SuggestCover: "desk.suggested.cover", match.SuggestParts: "desk.suggested.parts", match.SuggestGroup: "desk.suggested.group"}
	rowTexts = map[record.Kind]string{record.Entries: "desk.suggested.of_entry", record.Payouts: "desk.suggested.of_payout",
		record.Lines: "desk.suggested.of_line", record.Transactions: "desk.suggested.of_transaction"}
)

// suggestionCard asks whether a suggestion is right. outcome tells of a
// decision that was taken back.
func (t *turn) suggestionCard(c cases.Case, g *match.Suggestion, outcome string) (outbox.Card, error) {
	s := press.Suggested{Case: c.ID, Suggestion: g.ID}
	members, err := t.suggestedRows(g)
	if err != nil {
		return outbox.Card{}, err
	}
	card := outbox.Card{Title: t.label("desk.suggested.title"), Fields: t.suggestedSums(g.Amount, g.Open, g.Currency),
		Parts:   []string{joinLines(append([]string{t.staff(kindTexts[g.Kind], nil)}, members...))},
		Context: []string{t.label("desk.suggested.why") + ": " + g.Why},
		Buttons: []outbox.CardButton{
			{Text: t.label("desk.suggested.accept"), Action: string(press.Accept), Value: s.Value(), Style: "primary"},
			{Text: t.label("desk.suggested.decline"), Action: string(press.Decline), Value: s.Value(), Style: "danger"},
		}}
	if outcome != "" {
		card.Context = append([]string{outcome}, card.Context...)
	}
	return card, nil
}

// suggestedSums are what a suggestion explains, and where that is not all what stays open.
func (t *turn) suggestedSums(amount, open int64, currency string) []outbox.Field {
	catalog := t.Texts.For("en")
	out := []outbox.Field{{Label: t.label("desk.suggested.amount"), Value: catalog.Money(amount, currency)}}
	if open != 0 {
		out = append(out, outbox.Field{Label: t.label("desk.suggested.open"), Value: catalog.Money(open, currency)})
	}
	return out
}

// suggestedRows tells the rows that a suggestion is about: what each is, its
// reference, its day and its amount.
func (t *turn) suggestedRows(g *match.Suggestion) ([]string, error) {
	staff, en := access.StaffScope(), t.Texts.For("en")
	var out []string
	add := func(what record.Kind, parts ...string) {
		out = append(out, "· "+t.label(rowTexts[what])+" "+strings.Join(filled(parts), ", "))
	}
	for _, row := range g.Entries {
		if book, ok := t.Books.(EntryBook); ok {
			found, err := book.BankEntries(t.ctx, staff, EntryQuery{Row: row})
			if err != nil {
				return nil, fmt.Errorf("read bank entry: %w", err)
			}
			for _, e := range found {
				add(record.Entries, e.ID, e.BookedOn.String(), en.Money(e.Amount, e.Currency), clip(e.Memo, 80))
			}
		}
	}
	for _, row := range g.Payouts {
		p, ok, err := t.Books.Payout(t.ctx, staff, row)
		if err != nil {
			return nil, fmt.Errorf("read payout: %w", err)
		}
		if ok {
			add(record.Payouts, p.ID, p.SentOn.String(), en.Money(p.Amount, p.Currency), p.BankReference)
		}
	}
	for _, p := range g.Pairs {
		if p.Line != (match.Key{}) {
			add(record.Lines, p.Line.ID, p.Line.Source)
		}
	}
	for _, row := range g.Transactions {
		tr, ok, err := t.Books.Trail(t.ctx, staff, row)
		if err != nil {
			return nil, fmt.Errorf("read trail: %w", err)
		}
		if ok {
			card := ""
			if tr.Last4 != "" {
				card = "··" + tr.Last4
			}
			add(record.Transactions, tr.TransactionID, tr.Time.Format("2006-01-02 15:04"), en.Money(tr.Amount, tr.Currency), card, tr.TerminalID)
		}
	}
	return out, nil
}

func filled(parts []string) []string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return out
}

// byName is who decided, as colleagues know them.
func byName(by string) string {
	name, _, _ := strings.Cut(by, " (slack:")
	return name
}

// decidedAt is when something was decided, on the operator's wall.
func (d *Desk) decidedAt(at time.Time) string { return at.In(d.Zone).Format("2006-01-02 15:04") }

// verdict says how a decision went, with who and when.
func (t *turn) verdict(d *decisions.Decision) string {
	id, by, at := "desk.suggested.accepted", d.By, d.At
	switch {
	case d.IsUndone():
		id, by, at = "desk.suggested.undone", d.Undone.By, d.Undone.At
	case d.Kind == decisions.Decline:
		id = "desk.suggested.declined"
	}
	return t.staff(id, map[string]any{"By": byName(by), "At": t.decidedAt(at)})
}

// refusal says to an agent why their press did nothing.
func (t *turn) refusal(no decisions.RefusedError) string {
	switch {
	case no.Was != nil && no.Cause == decisions.Rivalled:
		return t.staff("desk.suggested.no_rival", map[string]any{"Verdict": t.verdict(no.Was)})
	case no.Was != nil:
		return t.staff("desk.suggested.no_decided", map[string]any{"Verdict": t.verdict(no.Was)})
	case no.Cause == decisions.Gone:
		return t.staff("desk.suggested.no_gone", nil)
	case no.Cause == decisions.Changed:
		return t.staff("desk.suggested.no_again", nil)
	}
	return t.staff("desk.suggested.no", map[string]any{"Why": no.Error()})
}
