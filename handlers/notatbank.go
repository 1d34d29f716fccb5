package handlers

import (
	"slices"

	"moneytrail/handlers/session"
	"moneytrail/handlers/steer"
	"moneytrail/handlers/understand"
	"moneytrail/recon/trail"
)

// notAtBank answers who says that the bank does not have some money: of the payout that is
// named, or was shown last, or alone was not found there, with what comes after looking.
// done is false where that is not said, or the payout is none that was not found.
func (t *turn) notAtBank(text string, r understand.Reading) (done bool, err error) {
	s := session.Of(r)
	if !t.scope.Totals() || !steer.SaysNotAtBank(text) || steer.NamesPayers(text) || s.Last4 != "" || s.RRN != "" || s.Reference != "" || len(s.Dates) > 0 || len(s.Amounts) > 1 {
		return false, nil
	}
	list, err := t.payoutsIn([]understand.DateRange{{From: t.today() - shortDays, To: t.today()}}, t.currency(t.merchant))
	if err != nil {
		return false, err
	}
	list = slices.DeleteFunc(slices.Clone(list), func(p trail.PayoutView) bool {
		return p.State != trail.PayoutMissing || len(s.Amounts) > 0 && !t.isNamed(wholesOf(p), s.Amounts[0], p.Currency)
	})
	if a, shown := subjectFrom(t.flow.About); shown && len(s.Amounts) == 0 {
		list = slices.DeleteFunc(list, func(p trail.PayoutView) bool { return !a.payout || p.Row != a.row })
	}
	if len(list) != 1 {
		return false, nil
	}
	about := about{payout: true, row: list[0].Row}
	t.flow.About = about.key()
	return true, t.follows(t.guided(t.book.NotAtBank(t.voice().a, list[0]), list[0].Reasons, about), text)
}
