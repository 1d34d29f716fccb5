package handlers

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"moneytrail/handlers/access"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/decisions"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/press"
	"moneytrail/recon/match"
)

// DecisionBook is a Books that can also tell what matching suggests, and keeps
// what agents decide of it: at once, with its own line of the audit trail, and
// once where a turn that decides is run again. Without it no card asks for it.
type DecisionBook interface {
	// Suggestions gives what matching suggests for rows of a merchant.
	Suggestions(ctx context.Context, merchant string) ([]match.Suggestion, error)
	// Decide and Undo give a decisions.RefusedError where a wish cannot be followed.
	Decide(ctx context.Context, w decisions.Wish) (decisions.Decision, error)
	Undo(ctx context.Context, id int64, by, note string) (decisions.Decision, error)
}

// mostSuggested is how many suggestions one case shows.
const mostSuggested = 3

// suggest puts into the thread of a case what would explain the money it is
// about, for the agent who claims it to accept or decline. What cannot be read
// is missing there; the claim stands.
func (t *turn) suggest(c cases.Case) {
	book, ok := t.Books.(DecisionBook)
	if !ok || c.MerchantID == "" {
		return
	}
	all, err := book.Suggestions(t.ctx, c.MerchantID)
	if err != nil {
		t.Log.Error("suggestions of a case", "case", c.Number(), "error", err)
	}
	if len(all) == 0 {
		return
	}
	concerns, err := t.concerned(c)
	if err != nil {
		t.Log.Error("what a case is about", "case", c.Number(), "error", err)
		return
	}
	shown := 0
	for i := range all {
		if concerns(&all[i]) && shown < mostSuggested {
			shown++
			if err := t.postSuggestion(c, &all[i]); err != nil {
				t.Log.Error("suggestion of a case", "case", c.Number(), "error", err)
			}
		}
	}
}

// concerned tells which suggestions are about what a case is about: its payout
// or transaction, and the payout of that. Cases about nothing of the books show all.
func (t *turn) concerned(c cases.Case) (func(*match.Suggestion) bool, error) {
	row, payout := c.Rows()
	if row != 0 {
		tr, found, err := t.Books.Trail(t.ctx, access.StaffScope(), row)
		if err != nil {
			return nil, fmt.Errorf("read trail: %w", err)
		}
		if found && tr.Payout != nil {
			payout = tr.Payout.Row
		}
	}
	return func(g *match.Suggestion) bool {
		return row == 0 && payout == 0 || slices.Contains(g.Transactions, row) || slices.Contains(g.Payouts, payout)
	}, nil
}

func suggestionRef(s press.Suggested) string {
	return s.Suggestion + ":" + press.Value(s.Case) + ":suggestion"
}

// postSuggestion posts the card about a suggestion.
func (t *turn) postSuggestion(c cases.Case, g *match.Suggestion) error {
	card, err := t.suggestionCard(c, g, "")
	if err != nil {
		return err
	}
	it := post(c.Lane(), outbox.SlackMessage{Thread: c.Ref(), Text: card.Title, Card: &card})
	it.Ref = suggestionRef(press.Suggested{Case: c.ID, Suggestion: g.ID})
	t.send(heard(it))
	return nil
}

// pressSuggestion does what a button of a suggestion's card says, and the card
// then tells what became of it.
func (t *turn) pressSuggestion(e *inbox.SlackEvent) error {
	s := press.ParseSuggested(e.Value)
	c, ok, err := t.Rolls.Case(t.ctx, s.Case)
	if err != nil {
		return fmt.Errorf("read case: %w", err)
	}
	book, keeps := t.Books.(DecisionBook)
	if !ok || !keeps {
		t.whisper(t.staff("desk.no_case", nil))
		return nil
	}
	var d decisions.Decision
	wish := decisions.Wish{Suggestion: s.Suggestion, MerchantID: c.MerchantID, By: e.UserName + " (" + agent(e) + ")", Note: c.Number()}
	switch press.Action(e.Action) {
	case press.Accept:
		wish.Kind = decisions.Accept
		d, err = book.Decide(t.ctx, wish)
	case press.Decline:
		wish.Kind = decisions.Decline
		d, err = book.Decide(t.ctx, wish)
	case press.Undo:
		d, err = book.Undo(t.ctx, s.Decision, wish.By, wish.Note)
	}
	var no decisions.RefusedError
	switch {
	case errors.As(err, &no):
		t.whisper(t.refusal(no))
		return nil
	case err != nil:
		return fmt.Errorf("decide on %s: %w", s.Suggestion, err)
	}
	card, err := t.decidedCard(book, c, s, &d)
	if err != nil {
		return err
	}
	if at := d.At; d.IsUndone() && d.Undone.At.Before(t.pressedAt()) || !d.IsUndone() && at.Before(t.pressedAt()) {
		t.whisper(t.staff("desk.suggested.done_before", map[string]any{"Verdict": t.verdict(&d)}))
	}
	t.send(outbox.New(c.Lane(), outbox.Edit, outbox.SlackUpdate,
		outbox.SlackMessage{Channel: e.Channel, Of: suggestionRef(s), Text: card.Title, Card: &card}))
	return nil
}

// pressedAt is when the button was pressed, as precisely as decisions are kept.
func (t *turn) pressedAt() time.Time { return t.now.Truncate(time.Millisecond) }

// decidedCard tells what was decided, with the button that takes it back; of a
// decision that was taken back, what is suggested again.
func (t *turn) decidedCard(book DecisionBook, c cases.Case, s press.Suggested, d *decisions.Decision) (outbox.Card, error) {
	outcome := t.verdict(d)
	if d.IsUndone() {
		all, err := book.Suggestions(t.ctx, c.MerchantID)
		if err != nil {
			return outbox.Card{}, err
		}
		if i := slices.IndexFunc(all, func(g match.Suggestion) bool { return g.ID == s.Suggestion }); i >= 0 {
			return t.suggestionCard(c, &all[i], outcome)
		}
	}
	card := outbox.Card{Title: t.label("desk.suggested.title"), Context: []string{outcome}, Fields: t.suggestedSums(d.Amount, 0, d.Currency)}
	for _, r := range d.Rows() {
		card.Parts = append(card.Parts, "· "+t.label(rowTexts[r.What])+" "+r.ID)
	}
	if len(card.Parts) > 0 {
		card.Parts = []string{joinLines(card.Parts)}
	}
	if !d.IsUndone() {
		s.Decision = d.ID
		card.Buttons = []outbox.CardButton{{Text: t.label("desk.suggested.undo"), Action: string(press.Undo), Value: s.Value()}}
	}
	return card, nil
}
