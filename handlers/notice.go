package handlers

import (
	"context"
	"fmt"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/press"
	"moneytrail/recon/trail"
)

// mostNotices is how many notices one import may bring one person; the rest is
// told as one line with the number.
const mostNotices = 3

// notices tells the merchant's owners and finance of money that was returned,
// held, came short, or arrived after they had asked for it. told are
// transactions that a case already spoke of, anew what a correction did.
func (t *turn) notices(e *inbox.SystemEvent, told map[int64]bool, anew corrected) error {
	payouts, trails, err := t.worthTelling(e, told)
	if err != nil || len(payouts)+len(trails) == 0 {
		return err
	}
	team, err := t.Rolls.Team(t.ctx, e.MerchantID)
	if err != nil {
		return fmt.Errorf("read team: %w", err)
	}
	for _, m := range team {
		if !m.Reachable() || !m.Wants("notices") || !m.SeesTotals() {
			continue
		}
		v, lang, err := t.voiceOf(m)
		if err != nil {
			return err
		}
		var all []answer.Reply
		for _, p := range payouts {
			if anew.has(m.User, press.Row(press.Payout, p.Row)) {
				continue
			}
			all = append(all, v.payoutNotice(p))
			t.assurePayout(m.User, m.Chat, p)
		}
		for _, tr := range trails {
			if anew.has(m.User, press.Row(press.Swipe, tr.Row)) {
				continue
			}
			all = append(all, v.notice(tr))
			t.assureTrail(m.User, m.Chat, tr)
		}
		for i, r := range all {
			if i == mostNotices {
				var rest []string
				for _, r := range all[i:] {
					rest = append(rest, subjectsOf(r)...)
				}
				r = v.moreNotices(len(all) - i)
				t.send(t.telling(t.toChat(m.Chat, lang, r, 0), r, rest...))
				break
			}
			t.send(t.telling(t.toChat(m.Chat, lang, r, 0), r))
		}
	}
	return nil
}

// worthTelling gives the changed payouts and swipes that people want to hear
// of unasked. A swipe inside such a payout is not told a second time.
func (t *turn) worthTelling(e *inbox.SystemEvent, told map[int64]bool) ([]trail.PayoutView, []trail.Trail, error) {
	var payouts []trail.PayoutView
	inside := map[int64]bool{}
	for _, row := range e.Payouts {
		p, ok, err := t.Books.Payout(t.ctx, t.scope, row)
		if err != nil {
			return nil, nil, fmt.Errorf("read payout: %w", err)
		}
		if ok && (p.State == trail.PayoutReturned || p.State == trail.PayoutShort) {
			payouts, inside[row] = append(payouts, p), true
		}
	}
	moved, err := t.movedTrails(e)
	if err != nil {
		return nil, nil, err
	}
	var trails []trail.Trail
	for _, tr := range moved {
		if told[tr.Row] || tr.Payout != nil && inside[tr.Payout.Row] {
			continue
		}
		trails = append(trails, tr)
	}
	return payouts, trails, nil
}

// manyMoved is how many changed swipes are read one by one; of more, the open
// ones are read at once.
const manyMoved = 500

// movedTrails gives the changed swipes that are news: returned, held, or
// arrived after somebody was told a date.
func (t *turn) movedTrails(e *inbox.SystemEvent) ([]trail.Trail, error) {
	var out []trail.Trail
	if len(e.Transactions) > manyMoved {
		open, _, err := t.Books.Trails(t.ctx, t.scope, Query{MerchantID: e.MerchantID, Open: true, Limit: openDeep})
		if err != nil {
			return nil, fmt.Errorf("read open trails: %w", err)
		}
		changed := map[int64]bool{}
		for _, row := range e.Transactions {
			changed[row] = true
		}
		for _, tr := range open {
			if changed[tr.Row] && (tr.State == trail.Returned || tr.State == trail.Held) {
				out = append(out, tr)
			}
		}
		return out, nil
	}
	for _, row := range e.Transactions {
		tr, ok, err := t.Books.Trail(t.ctx, t.scope, row)
		if err != nil {
			return nil, fmt.Errorf("read trail: %w", err)
		}
		if !ok {
			continue
		}
		news := tr.State == trail.Returned || tr.State == trail.Held
		if tr.State == trail.Arrived {
			if news, err = t.promised(row); err != nil {
				return nil, err
			}
		}
		if news {
			out = append(out, tr)
		}
	}
	return out, nil
}

// PromiseBook is a Rolls that can also tell which dates were told of a swipe.
// Without it nobody is told unasked that money arrived.
type PromiseBook interface {
	Promises(ctx context.Context, transaction int64) ([]Promise, error)
}

// promised tells whether somebody asked about a swipe and was told a date.
func (t *turn) promised(row int64) (bool, error) {
	b, ok := t.Rolls.(PromiseBook)
	if !ok {
		return false, nil
	}
	list, err := b.Promises(t.ctx, row)
	if err != nil {
		return false, fmt.Errorf("read promises: %w", err)
	}
	return len(list) > 0, nil
}
