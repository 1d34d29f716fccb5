package handlers

import (
	"fmt"
	"slices"

	"moneytrail/handlers/access"
	"moneytrail/handlers/answer"
	"moneytrail/handlers/session"
	"moneytrail/handlers/steer"
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
	by := t.splitAsked(text, &s)
	b, ok := t.Books.(BreakdownBook)
	if by == understand.NoSplit || !ok || !onlyDays(s) || r.Future || r.Decision == understand.Act && slices.Contains(notFigures, r.Intent) {
		return false, nil
	}
	t.session.Misses = 0
	if !t.scope.Totals() {
		t.reply(t.voice().notForRole())
		return true, nil
	}
	if by == understand.ByShop && understand.AsksSumArrived(text) && len(s.Dates) == 1 && s.Dates[0].Of != understand.OfSwipe {
		return t.arrivedByShop(s, text)
	}
	if by == understand.Gaps && t.chain == nil && len(s.Dates) > 0 && !slices.ContainsFunc(s.Dates, func(d understand.DateRange) bool { return d.Of != understand.OfArrival }) {
		s.Intent = understand.ShortPayment // what arrived is held against what was paid out
		t.flow.Slots, t.flow.Asked = s, text
		if done, err := t.less(s); done || err != nil {
			return done, err
		}
	}
	one := *t
	if by == understand.ByShop {
		if err := one.widen(); err != nil {
			return false, err
		}
	}
	c := answer.Chain{From: t.today() - gapDays, To: t.today() - 1}
	if len(s.Dates) > 0 {
		c.From, c.To = s.Dates[0].From, min(s.Dates[0].To, t.today())
	}
	if done, err := t.beforeRecords(c.From, c.To); done || err != nil {
		return done, err
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
	c.Part = o.More
	asOf, err := t.restsOn(&c, one.scope, o.Trails)
	if err != nil {
		return false, err
	}
	s.Intent = understand.Statement
	t.flow.Slots, t.flow.Asked, t.flow.About = s, text, ""
	t.answer(t.book.Gaps(one.voice().a, c, o.Trails, o.Payouts, asOf))
	return true, nil
}

// splitAsked tells how figures are wanted, and whether it is asked what of some days did
// not come; where no days are named it is of those that were asked of last.
func (t *turn) splitAsked(text string, s *session.Slots) understand.Split {
	by := understand.SplitAsked(text)
	if by == understand.NoSplit && t.chain != nil && steer.OfAllShops(text) && understand.AsksSumArrived(text) {
		return understand.ByShop
	}
	which := steer.AsksWhichNot(text)
	if by != understand.NoSplit && !which {
		return by
	}
	if !which && !steer.AsksAllCame(text) || !t.scope.Totals() {
		return by
	}
	if len(s.Dates) == 0 {
		b := t.flow.Slots
		d, shown := t.daysShown()
		switch {
		case shown:
			s.Dates = []understand.DateRange{{From: d.From, To: d.To}}
		case onlyDays(b) && len(b.Dates) == 1:
			s.Dates = b.Dates
		default:
			return by
		}
	}
	if len(s.Dates) != 1 || s.Dates[0].From > t.today() || s.Dates[0].From == s.Dates[0].To && !which {
		return by
	}
	s.Dates = []understand.DateRange{{From: s.Dates[0].From, To: s.Dates[0].To}}
	return understand.Gaps
}

// arrivedByShop answers how much came to each shop in some days: what was paid in
// them, whenever it was sold.
func (t *turn) arrivedByShop(s session.Slots, text string) (done bool, err error) {
	chain, member, scope, merchant, now, id := t.chain, t.member, t.scope, t.merchant, t.now, t.session.MerchantID
	defer func() {
		t.chain, t.member, t.scope, t.merchant, t.now, t.session.MerchantID = chain, member, scope, merchant, now, id
	}()
	if err := t.widen(); err != nil {
		return false, err
	}
	s.Intent = understand.Statement
	s = arrivals(s)
	t.flow.Slots, t.flow.Asked = s, text
	return t.arrivedIn(s.Dates[0])
}

// notFigures are what is acted on before figures by shop or acquirer are told.
var notFigures = []understand.Intent{understand.FeeQuestion, understand.TerminalProblem, understand.Refund, understand.SettlementTiming}

// restsOn gives the oldest file that the figures of c rest on, and adds to c the
// files that should tell of its days and are not here; open are its open payments.
func (t *turn) restsOn(c *answer.Chain, scope access.Scope, open []trail.Trail) (asOf trail.Freshness, err error) {
	add := func(f trail.Freshness) {
		if !slices.ContainsFunc(c.Behind, func(x trail.Freshness) bool { return x.Source == f.Source && x.Kind == f.Kind }) {
			c.Behind = append(c.Behind, f)
		}
	}
	for _, tr := range open {
		if tr.Late != nil {
			add(*tr.Late)
		}
	}
	for _, shop := range c.Shops {
		newest, _, err := t.Books.Trails(t.ctx, scope, Query{MerchantID: shop.Merchant.ID, From: c.From, To: c.To, Limit: 1})
		if err != nil {
			return asOf, fmt.Errorf("read trails: %w", err)
		}
		if len(newest) > 0 && (asOf.Covers == 0 || newest[0].AsOf.Covers < asOf.Covers) {
			asOf = newest[0].AsOf
		}
		files, err := t.Books.Sources(t.ctx, shop.Merchant.ID)
		if err != nil {
			return asOf, fmt.Errorf("read sources: %w", err)
		}
		for _, f := range files {
			if owed, _ := f.Rule.Owed(f.Covers, f.Imported, t.now); len(owed) > 0 && owed[0] <= c.To && f.Covers >= t.today()-retiredAfter {
				add(f)
			}
		}
	}
	return asOf, nil
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
