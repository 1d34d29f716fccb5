package handlers

import (
	"slices"

	"moneytrail/handlers/session"
	"moneytrail/handlers/understand"
	"moneytrail/recon/trail"
)

// overcharged answers who says by how much too much was charged: with the payment
// whose fee is above the contract by that amount, with the payout that came short by
// it or that it was taken off as one of its terms, with the payment whose whole fee
// it is; else it says that there is none, and what the contract gives. done is false
// where no single amount is named, where not all payments could be looked through, and,
// where it may not be a fee at all (sure is false), where no fee is above by it.
func (t *turn) overcharged(s session.Slots, sure bool) (done bool, err error) {
	if len(s.Amounts) != 1 || s.Amounts[0].Op != understand.Eq || s.Last4 != "" || s.RRN != "" || s.Terminal != "" || s.Slip != "" || s.Reference != "" {
		return false, nil
	}
	currency := t.currencyOf(s.Amounts[0])
	by := minor(s.Amounts[0].Value, currency)
	if by == nil || *by <= 0 {
		return false, nil
	}
	from, to := t.today()-feeDays, t.today()
	if len(s.Dates) > 0 {
		from, to = s.Dates[0].From, s.Dates[0].To
	}
	var over, whole, all []trail.Trail
	looked, err := t.eachTrail(from, to, func(tr trail.Trail) {
		a := tr.Arithmetic
		if tr.Currency != currency || !a.Priced || tr.Shares != 0 {
			return
		}
		if a.FeeOver != 0 {
			all = append(all, tr)
		}
		switch {
		case a.FeeOver == *by:
			over = append(over, tr)
		case a.Fee == *by:
			whole = append(whole, tr)
		}
	})
	if err != nil {
		return false, err
	}
	if len(over) > 0 {
		t.flow.Slots.Intent = understand.FeeQuestion // what is shown answers that, not what was asked before
		return true, t.oneOrList(finding{trails: over}, s)
	}
	if !sure || !looked {
		return false, nil
	}
	t.flow.Slots.Intent = understand.FeeQuestion
	payouts, err := t.payoutsIn([]understand.DateRange{{From: from, To: to}}, currency)
	if err != nil {
		return false, err
	}
	payouts = slices.DeleteFunc(payouts, func(p trail.PayoutView) bool { return p.Difference != -*by && p.Unexplained != -*by && p.Fee != *by })
	if len(payouts) > 0 {
		return true, t.oneOrList(finding{payouts: payouts}, s)
	}
	if len(whole) > 0 && len(whole) <= pageSize {
		return true, t.oneOrList(finding{trails: whole}, s)
	}
	if t.chain != nil {
		return false, nil
	}
	list, err := t.contracts()
	if err != nil {
		return false, err
	}
	v := t.voice()
	t.flow.About = ""
	t.answer(t.book.NotOvercharged(v.a, v.asked(session.Slots{Amounts: s.Amounts, Hour: -1}), from, to, all, list))
	return true, nil
}

// oneOrList shows what was found where it is one, else lists it.
func (t *turn) oneOrList(f finding, s session.Slots) error {
	switch {
	case len(f.trails) == 1:
		return t.showTrail(f.trails[0], t.asked())
	case len(f.payouts) == 1:
		return t.showPayout(f.payouts[0], t.asked())
	}
	t.list(f, s, 0)
	return nil
}
