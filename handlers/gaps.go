package handlers

import (
	"fmt"
	"slices"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/session"
	"moneytrail/handlers/understand"
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// gapDays is how many whole days back are looked at where none is named.
const gapDays = 7

// gaps answers what does not tie, and who asks for figures by shop or by
// acquirer: of a chain for all its shops. done is false where none of that is
// asked, or a payment is named.
func (t *turn) gaps(text string, r understand.Reading) (done bool, err error) {
	s := session.Of(r)
	by := understand.SplitAsked(text)
	b, ok := t.Books.(BreakdownBook)
	if by == understand.NoSplit || !ok || !onlyDays(s) || r.Future {
		return false, nil
	}
	t.session.Misses = 0
	if !t.scope.Totals() {
		t.reply(t.voice().notForRole())
		return true, nil
	}
	one := *t
	if by == understand.ByShop {
		if err := one.widen(); err != nil {
			return false, err
		}
	}
	c := answer.Chain{From: t.today() - gapDays, To: t.today() - 1}
	if len(s.Dates) > 0 {
		c.From, c.To = s.Dates[0].From, s.Dates[0].To
	}
	shops := []record.Merchant{one.merchant}
	if one.chain != nil {
		shops = one.chain.shops
	}
	for _, m := range shops {
		parts, err := b.Breakdown(t.ctx, one.scope, m.ID, c.From, c.To)
		if err != nil {
			return false, fmt.Errorf("read breakdown: %w", err)
		}
		c.Shops = append(c.Shops, answer.ChainShop{Merchant: m, Parts: parts})
	}
	o, err := one.open()
	if err != nil {
		return false, err
	}
	o.Trails = slices.DeleteFunc(o.Trails, func(tr trail.Trail) bool { return tr.Business < c.From || tr.Business > c.To })
	o.Payouts = slices.DeleteFunc(o.Payouts, func(p trail.PayoutView) bool { return !ofDays(p, c.From, c.To) })
	var asOf trail.Freshness
	newest, _, err := t.Books.Trails(t.ctx, one.scope, Query{MerchantID: one.merchant.ID, From: c.From, To: c.To, Limit: 1})
	if err != nil {
		return false, fmt.Errorf("read trails: %w", err)
	}
	if len(newest) > 0 {
		asOf = newest[0].AsOf
	}
	s.Intent = understand.Statement
	t.flow.Slots, t.flow.Asked, t.flow.About = s, text, ""
	t.answer(t.book.Gaps(one.voice().a, c, o.Trails, o.Payouts, asOf))
	return true, nil
}

// ofDays tells whether a payout pays sales of some days; of one without lines, whether it was sent then.
func ofDays(p trail.PayoutView, from, to calendar.Date) bool {
	if len(p.Lines) == 0 {
		return from <= p.SentOn && p.SentOn <= to
	}
	return slices.ContainsFunc(p.Lines, func(l trail.PayoutLine) bool { return from <= l.SwipedOn && l.SwipedOn <= to })
}

// widen makes a turn for one shop of a chain a turn for the whole chain, where the
// person sees the sums of several.
func (t *turn) widen() error {
	if t.chain != nil || len(t.members) < 2 {
		return nil
	}
	all, err := t.chains(t.members)
	if err != nil {
		return err
	}
	for _, c := range all {
		if slices.ContainsFunc(c.shops, func(m record.Merchant) bool { return m.ID == t.merchant.ID }) {
			t.seeWhole(c)
			return nil
		}
	}
	return nil
}
