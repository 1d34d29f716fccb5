package handlers

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"moneytrail/handlers/session"
	"moneytrail/handlers/understand"
	"moneytrail/handlers/understand/script"
	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// nearDays is how far from the named day the same amount is near; of an amount
// that was perhaps mistyped it is one day.
const nearDays = calendar.Date(7)

// near gives swipes that somebody may mean who names facts that nothing fits:
// the same amount on another day not far off, and on the named days, or lately, an
// amount or the last digits of a card that a slip of the finger makes of what was
// named. Whatever else happened on that day is not near. all is false where there
// were more swipes than were looked at, or no exact amount was named.
func (t *turn) near(s session.Slots) (list []trail.Trail, all bool, err error) {
	days := s.Dates
	if len(days) == 0 {
		days = []understand.DateRange{{From: t.today() - nearDays, To: t.today()}}
	}
	var same, slipped []trail.Trail
	all = !slices.ContainsFunc(s.Amounts, func(a understand.Amount) bool { return a.Op != understand.Eq || a.Rough() })
	for _, d := range days {
		if len(s.Amounts) > 0 {
			f, err := t.byGross(s, Query{MerchantID: t.merchant.ID, From: d.From - nearDays, To: d.To + nearDays, Limit: pageSize})
			if err != nil {
				return nil, false, err
			}
			same = append(same, f.trails...)
		}
		found, more, err := t.Books.Trails(t.ctx, t.scope, Query{MerchantID: t.merchant.ID, From: d.From - 1, To: d.To + 1, Limit: deep})
		if err != nil {
			return nil, false, fmt.Errorf("read trails: %w", err)
		}
		all = all && !more
		for _, tr := range found {
			if t.mistyped(s, tr) {
				slipped = append(slipped, tr)
			}
		}
	}
	list = originals(once(append(same, slipped...), func(tr trail.Trail) int64 { return tr.Row }))
	return list[:min(len(list), pageSize)], all, nil
}

// mistyped tells whether a swipe is what was named but for a slip of the finger
// in its amount, or, where no amount was named, in the last digits of its card.
func (t *turn) mistyped(s session.Slots, tr trail.Trail) bool {
	if len(s.Amounts) == 0 {
		return s.Last4 != "" && tr.Last4 != "" && oneSlip(s.Last4, tr.Last4)
	}
	if s.Last4 != "" && s.Last4 != tr.Last4 {
		return false
	}
	for _, a := range s.Amounts {
		value := minor(a.Value, tr.Currency)
		if a.Op == understand.Eq && !a.Rough() && value != nil && (a.Currency == "" || a.Currency == tr.Currency) && slipOfAmount(*value, tr.Amount) {
			return true
		}
	}
	return false
}

// slipOfAmount tells whether two amounts in minor units of one currency differ
// by one slip: a decimal point or a nought, two digits swapped, one digit wrong,
// missing or doubled. Of few digits a wrong one makes another amount.
func slipOfAmount(a, b int64) bool {
	if a <= 0 || b <= 0 || a == b {
		return false
	}
	x, y := strconv.FormatInt(a, 10), strconv.FormatInt(b, 10)
	for strings.HasSuffix(x, "0") && strings.HasSuffix(y, "0") {
		x, y = x[:len(x)-1], y[:len(y)-1]
	}
	if strings.TrimRight(x, "0") == strings.TrimRight(y, "0") { // 35.00, 350.00, 3,500.00
		return max(len(x), len(y))-min(len(x), len(y)) <= 2
	}
	return oneSlip(x, y)
}

// oneSlip tells whether two numbers differ by two neighbouring digits swapped or,
// from three digits on, by one that is wrong, from four on, by one too many.
func oneSlip(x, y string) bool {
	switch {
	case !script.OneSlip(x, y):
		return false
	case len(x) != len(y):
		return max(len(x), len(y)) >= 4
	}
	return len(x) >= 3 || len(x) == 2 && x[0] == y[1] && x[1] == y[0]
}
