package handlers

import (
	"fmt"
	"slices"

	"moneytrail/handlers/session"
	"moneytrail/handlers/understand"
	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// preauthDays is how far back open pre-authorisations are offered to tap.
const preauthDays = calendar.Date(60)

// preauth answers a question about pre-authorisations as such: who gives the
// customer's money free, and how one is completed. Those of the merchant that are
// open are offered to tap. False where one is named by its facts, or where the
// message is about something else.
func (t *turn) preauth(text string, r understand.Reading) (done bool, err error) {
	if done, err := t.preauthCancel(text, r); done || err != nil {
		return done, err
	}
	if !understand.AsksPreauth(text) || session.Of(r).Any() || r.Intent == understand.ChangeAccount || r.PayFirst {
		return false, nil
	}
	t.session.Misses = 0
	open, _, err := t.Books.Trails(t.ctx, t.scope, Query{MerchantID: t.merchant.ID, From: t.today() - preauthDays, To: t.today(), Open: true, Limit: deep})
	if err != nil {
		return false, fmt.Errorf("read open trails: %w", err)
	}
	open = slices.DeleteFunc(slices.Clone(open), func(tr trail.Trail) bool { return !tr.Has(trail.NotCaptured) })
	t.flow.Slots, t.flow.Asked, t.flow.About = session.Slots{Hour: -1}, text, ""
	reply := t.voice().plain("ask.preauth", map[string]any{"Open": len(open)})
	reply.Buttons = append(t.book.Swipes(t.voice().a, open[:min(len(open), pageSize)]), reply.Buttons[len(reply.Buttons)-1])
	t.answer(reply)
	return true, nil
}

// preauthCancel answers who wants a pre-authorisation cancelled that its facts
// name, or that was shown last: on the terminal, not here. done is false where
// none is meant, or several are.
func (t *turn) preauthCancel(text string, r understand.Reading) (done bool, err error) {
	if !understand.CancelsPreauth(text) || r.PayFirst {
		return false, nil
	}
	s := session.Of(r)
	var found []trail.Trail
	if a, shown := subjectFrom(t.flow.About); shown && !a.payout && !s.Any() {
		tr, ok, err := t.Books.Trail(t.ctx, t.scope, a.row)
		if err != nil {
			return false, fmt.Errorf("read trail: %w", err)
		}
		if ok {
			found = append(found, tr)
		}
	} else if s.Any() {
		f, err := t.search(s)
		if err != nil {
			return false, err
		}
		found = f.trails
	}
	found = slices.DeleteFunc(slices.Clone(found), func(tr trail.Trail) bool { return !tr.Has(trail.NotCaptured) })
	if len(found) != 1 {
		return false, nil
	}
	t.session.Misses = 0
	t.flow.Slots, t.flow.Asked, t.flow.About = session.Slots{Intent: understand.Refund, Hour: -1}, text, about{row: found[0].Row}.key()
	t.replyTo(t.guided(t.book.PreauthCancel(t.voice().a, found[0]), found[0].Reasons, about{row: found[0].Row}), t.asked())
	return true, nil
}
