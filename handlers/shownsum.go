package handlers

import (
	"cmp"
	"slices"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/follow"
	"moneytrail/handlers/session"
	"moneytrail/handlers/steer"
	"moneytrail/handlers/understand"
	"moneytrail/recon/money"
	"moneytrail/recon/trail"
)

// ofShown answers a question about a sum that the bot itself showed just now: what came
// short of a payout, its amount, what the bank credited, what was taken off it. That goes
// before a swipe of the same amount that nobody mentioned, which is offered beside it. A
// rough sum is the nearest one shown. done is false where the sum was not shown, or
// more is named than sums and days.
func (t *turn) ofShown(text string, r understand.Reading) (done bool, err error) {
	s := session.Of(r)
	if s.Last4 != "" || s.RRN != "" || s.Terminal != "" || s.Slip != "" || s.Reference != "" ||
		!asksOfSums(r) && !(r.Intent == understand.FeeQuestion && len(s.Amounts) == 2) || steer.NamesPayers(text) || steer.AsksTaken(text) || understand.AsksWhatArrived(text) {
		return false, nil
	}
	p, short, err := t.payoutShown(s)
	if err != nil {
		return false, err
	}
	if p == nil {
		return t.ofListed(s, text)
	}
	others, err := t.swipesBeside(s)
	if err != nil {
		return false, err
	}
	t.session.Misses = 0
	s.Intent = understand.WhereIsMyMoney
	t.flow.Slots, t.flow.Asked = s, text
	return true, t.together(func() error {
		if err := t.tellShown(*p, short, text); err != nil || len(others) == 0 {
			return err
		}
		v := t.voice()
		t.reply(answer.Reply{Text: v.say("payout.swipe_too", map[string]any{"Count": len(others), "Asked": t.book.Facts(v.a, v.asked(session.Slots{Amounts: s.Amounts[:1], Hour: -1}))}),
			Buttons: t.book.Swipes(v.a, others[:min(len(others), 2)])})
		return nil
	})
}

// tellShown tells of the payout: of what came short why, and when where that is asked, else all of it.
func (t *turn) tellShown(p trail.PayoutView, short bool, text string) error {
	about := about{payout: true, row: p.Row}
	if short {
		q := follow.Question{Aspect: follow.Why}
		if steer.AsksWhen(text) || steer.WantsToday(text) {
			q.Aspect = follow.When
		}
		reply, ok, err := t.followOne(about, q)
		if err != nil {
			return err
		}
		if ok {
			t.flow.About = about.key()
			t.replyTo(reply, t.asked())
			return nil
		}
	}
	return t.showPayout(p, t.asked())
}

// asksOfSums tells the questions, and the bare facts, that may be about a sum shown.
func asksOfSums(r understand.Reading) bool {
	fits := func(i understand.Intent) bool {
		switch i {
		case understand.WhereIsMyMoney, understand.TransactionStatus, understand.ShortPayment, understand.SettlementTiming, understand.FundsHeld, understand.ProvideDetails:
			return true
		}
		return false
	}
	return fits(r.Intent) || r.Decision == understand.Ask && slices.ContainsFunc(r.Choices, fits)
}

// payoutShown gives the payout of which the named sum was shown, nil where it was not or
// is that of several; of two sums one is what came short, and the other, where it is
// the payout's, need not have been shown. short tells that it is what came short.
func (t *turn) payoutShown(s session.Slots) (_ *trail.PayoutView, short bool, err error) {
	if !t.scope.Totals() || len(s.Amounts) == 0 || len(s.Amounts) > 2 {
		return nil, false, nil
	}
	shown, err := t.payoutsShown()
	if err != nil {
		return nil, false, err
	}
	if len(s.Amounts) == 2 {
		shown, err = t.payoutsIn([]understand.DateRange{{From: t.today() - shortDays, To: t.today()}}, t.currencyOf(s.Amounts[0]))
		if err != nil {
			return nil, false, err
		}
		shown = slices.DeleteFunc(shown, func(p trail.PayoutView) bool {
			return !t.pairOf(p, s.Amounts[0], s.Amounts[1]) && !t.pairOf(p, s.Amounts[1], s.Amounts[0])
		})
		if len(shown) != 1 {
			return nil, false, nil
		}
		return &shown[0], true, nil
	}
	named := s.Amounts[0]
	if named.Rough() {
		return t.nearestShown(shown, named), false, nil
	}
	for _, kind := range []func(trail.PayoutView) []int64{shortOf, wholesOf} {
		fit := slices.DeleteFunc(slices.Clone(shown), func(p trail.PayoutView) bool { return !t.isNamed(kind(p), named, p.Currency) })
		if len(fit) == 1 {
			return &fit[0], t.isNamed(shortOf(fit[0]), named, fit[0].Currency), nil
		}
	}
	return nil, false, nil
}

// payoutsShown are the payouts of the last answers.
func (t *turn) payoutsShown() (all []trail.PayoutView, err error) {
	keys := []string{t.flow.About}
	for _, told := range slices.Backward(t.flow.Said) {
		keys = append(keys, told.About)
	}
	for _, key := range once(keys, func(key string) string { return key }) {
		if a, one := subjectFrom(key); one {
			if !a.payout {
				continue
			}
			p, ok, err := t.payoutIn(a.row)
			if err != nil {
				return nil, err
			}
			if ok {
				all = append(all, p)
			}
			continue
		}
		l, ok, err := t.listedIn(key, true)
		if err != nil {
			return nil, err
		}
		if ok {
			all = append(all, l.Payouts...)
		}
	}
	return once(all, func(p trail.PayoutView) int64 { return p.Row }), nil
}

// shortOf are the sums by which a payout came short, wholesOf what it came to.
func shortOf(p trail.PayoutView) []int64  { return []int64{-p.Difference, -p.Unexplained} }
func wholesOf(p trail.PayoutView) []int64 { return []int64{p.Amount, p.Banked} }

// isNamed tells whether a named sum is one of some, exactly or but for what follows the point.
func (t *turn) isNamed(sums []int64, named understand.Amount, currency string) bool {
	one := []understand.Amount{named}
	return slices.ContainsFunc(sums, func(n int64) bool {
		return n > 0 && (t.oneOf(one, n, currency) || t.wholeOf(one, n, currency))
	})
}

// pairOf tells whether of two sums one is what a payout came to, and the other what came short of it.
func (t *turn) pairOf(p trail.PayoutView, whole, lost understand.Amount) bool {
	return !whole.Rough() && !lost.Rough() && t.isNamed(wholesOf(p), whole, p.Currency) && t.isNamed(shortOf(p), lost, p.Currency)
}

// nearestShown gives the payout shown that is nearest to a rough sum, within its bounds and
// nearer than any other that was shown.
func (t *turn) nearestShown(shown []trail.PayoutView, named understand.Amount) *trail.PayoutView {
	far := func(p trail.PayoutView) int64 {
		value := minor(named.Value, p.Currency)
		if value == nil {
			return 0
		}
		least := money.Abs(p.Amount - *value)
		if p.Banked > 0 {
			least = min(least, money.Abs(p.Banked-*value))
		}
		return least
	}
	fit := slices.DeleteFunc(slices.Clone(shown), func(p trail.PayoutView) bool {
		return !slices.ContainsFunc(wholesOf(p), func(n int64) bool { return n > 0 && t.oneOf([]understand.Amount{named}, n, p.Currency) })
	})
	slices.SortStableFunc(fit, func(a, b trail.PayoutView) int { return cmp.Compare(far(a), far(b)) })
	if len(fit) == 0 || len(fit) > 1 && far(fit[0]) == far(fit[1]) {
		return nil
	}
	return &fit[0]
}

// swipesBeside are the swipes of exactly the sum that is named, or nearest to it, which may be meant as well.
func (t *turn) swipesBeside(s session.Slots) ([]trail.Trail, error) {
	if len(s.Amounts) != 1 {
		return nil, nil
	}
	f, err := t.byGross(s, Query{MerchantID: t.merchant.ID, From: t.today() - shortDays, To: t.today() + 1, Limit: pageSize})
	if err != nil {
		return nil, err
	}
	found := originals(f.trails)
	if s.Amounts[0].Rough() {
		found = found[:min(len(found), 1)]
	}
	return found, nil
}
