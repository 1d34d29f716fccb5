package handlers

import (
	"fmt"
	"slices"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/session"
	"moneytrail/handlers/understand"
	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// shortDays is how far back payouts are looked through for a shortage of which
// no day is named.
const shortDays = calendar.Date(30)

// shortBy answers a question that says by how much money came short: with what
// was shown last where that explains it; with the
// payout that the bank credited so much less of, or of which so much was taken off;
// with the swipe of that amount that has not come. done is false where none is
// and nothing was said of an amount too little, or where more is named.
func (t *turn) shortBy(s session.Slots, text string) (done bool, err error) {
	if s.Intent != understand.ShortPayment && !asksWhere(s.Intent) || !t.scope.Totals() || len(s.Amounts) != 1 ||
		s.Last4 != "" || s.RRN != "" || s.Terminal != "" || s.Slip != "" || s.Reference != "" || !understand.SaysShortBy(text) {
		return false, nil
	}
	currency := t.currencyOf(s.Amounts[0])
	by := minor(s.Amounts[0].Value, currency)
	if s.Amounts[0].Op != understand.Eq || by == nil || *by <= 0 {
		return false, nil
	}
	if len(s.Dates) == 0 {
		if done, err := t.shortOfShown(*by, currency); done || err != nil {
			return done, err
		}
	}
	lately := []understand.DateRange{{From: t.today() - shortDays, To: t.today()}}
	days := arrivals(s).Dates
	if len(days) == 0 {
		days = lately
	}
	list, err := t.payoutsIn(days, currency)
	if err != nil {
		return false, err
	}
	for _, fits := range []func(trail.PayoutView) bool{
		func(p trail.PayoutView) bool { return p.Difference == -*by },
		func(p trail.PayoutView) bool { return tookOff(p, *by) },
	} {
		found := slices.DeleteFunc(slices.Clone(list), func(p trail.PayoutView) bool { return !fits(p) })
		switch {
		case len(found) == 1:
			return true, t.showPayout(found[0], t.asked())
		case len(found) > 1:
			t.list(finding{payouts: found}, s, 0)
			return true, nil
		}
	}
	if len(s.Dates) > 0 { // the day may not be the one that was named
		all, err := t.payoutsIn(lately, currency)
		if err != nil {
			return false, err
		}
		all = slices.DeleteFunc(all, func(p trail.PayoutView) bool { return p.Difference != -*by })
		if len(all) == 1 {
			return true, t.together(func() error {
				v := t.voice()
				t.reply(answer.Reply{Text: v.say("payout.short_then", map[string]any{"Asked": t.book.Facts(v.a, v.asked(s))})})
				return t.showPayout(all[0], t.asked())
			})
		}
	}
	return t.noShortage(s, list)
}

// shortOfShown answers with the swipe or payout that was shown last, where that
// explains the shortage; done is false where it does not.
func (t *turn) shortOfShown(by int64, currency string) (done bool, err error) {
	a, shown := subjectFrom(t.flow.About)
	if !shown {
		return false, nil
	}
	if a.payout {
		p, ok, err := t.payoutIn(a.row)
		if err != nil || !ok || p.Currency != currency || p.Difference != -by && p.Unexplained != -by && !tookOff(p, by) {
			return false, err
		}
		return true, t.showPayout(p, t.asked())
	}
	tr, ok, err := t.Books.Trail(t.ctx, t.scope, a.row)
	if err != nil || !ok || tr.Currency != currency || !swipeLost(tr.Arithmetic, by) {
		return false, err
	}
	return true, t.showTrail(tr, t.asked())
}

// swipeLost tells whether an amount is what a swipe came to less by: its fee, what
// was not settled or was given back of it, or all of that together.
func swipeLost(a trail.Arithmetic, by int64) bool {
	return slices.Contains([]int64{a.Fee, -a.Adjustments, a.Unsettled, a.Unexplained, a.Refunded, a.ChargedBack, a.Fee + a.Unsettled}, by)
}

// payoutsIn reads the payouts of some days in a currency, each once.
func (t *turn) payoutsIn(days []understand.DateRange, currency string) ([]trail.PayoutView, error) {
	var list []trail.PayoutView
	for _, d := range days {
		found, err := t.Books.Payouts(t.ctx, t.scope, PayoutQuery{MerchantID: t.merchant.ID, From: d.From, To: d.To, Limit: deep})
		if err != nil {
			return nil, fmt.Errorf("read payouts: %w", err)
		}
		list = append(list, found...)
	}
	return slices.DeleteFunc(once(list, func(p trail.PayoutView) int64 { return p.Row }), func(p trail.PayoutView) bool { return p.Currency != currency }), nil
}

// noShortage answers where no payout is short by the amount: with the one swipe
// of that amount that has not arrived, else plainly, with the payouts themselves.
func (t *turn) noShortage(s session.Slots, list []trail.PayoutView) (done bool, err error) {
	f, err := t.search(s)
	if err != nil {
		return false, err
	}
	open := slices.DeleteFunc(originals(f.trails), func(tr trail.Trail) bool { return !isOpen(tr.State) })
	switch {
	case len(open) == 1:
		return true, t.showTrail(open[0], t.asked())
	case len(open) > 1 || s.Intent != understand.ShortPayment || len(list) == 0:
		return false, nil
	}
	newest := list[:min(len(list), lately)]
	v := t.voice()
	t.flow.About = ""
	t.answer(t.book.NotShortBy(v.a, v.asked(session.Slots{Amounts: s.Amounts, Hour: -1}), newest))
	return true, nil
}

// tookOff tells whether an amount was taken off a payout as one of the terms of its sum.
func tookOff(p trail.PayoutView, by int64) bool {
	if p.LineFees == by || p.Fee == by || p.CarriedIn == -by || p.CarriedOut == by {
		return true
	}
	return slices.ContainsFunc(p.Lines, func(l trail.PayoutLine) bool { return l.Net == -by || l.Gross == -by })
}
