package match

import (
	"iter"
	"slices"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// How many days may lie between a swipe and the day its line settled, where
// the line does not print the swipe's own time.
const (
	clearingDays = 120 // offline sales, holds
	slipDays     = 31  // batch and slip numbers start over soon
	disputeDays  = 550 // chargebacks, refunds long after
)

// step is one rung of the ladder for one line: the rows that share its reference.
type step struct {
	rung rung
	rows func(func(int32) bool)
}

// references gives the rungs that a line has a reference for, the surest first.
func (d *desk) references(l *record.Line) iter.Seq[step] {
	return func(yield func(step) bool) {
		_ = (l.TransactionID == "" || yield(step{idRung, d.ids.each(l.TransactionID)})) &&
			(l.RRN == "" || yield(step{rrnRung, d.rrns.each(l.RRN)})) &&
			(l.OrderID == "" || yield(step{orderRung, d.orders.each(l.OrderID)})) &&
			(l.SlipNo == "" || yield(step{slipRung, d.slips.each(slipKey(l.TerminalID, l.BatchNo, l.SlipNo))}))
	}
}

// hasReference says whether the line names its transaction in any way.
func hasReference(l *record.Line) bool {
	return l.TransactionID != "" || l.RRN != "" || l.OrderID != "" || slipKey(l.TerminalID, l.BatchNo, l.SlipNo) != ""
}

// fits says whether the days of a line and a row go together. A provider's id
// stands alone; other references come round again. A line that prints the
// swipe's time must name its day, a day's slack given for midnight.
func (d *desk) fits(l *record.Line, row int32, r rung) bool {
	day := d.days[row]
	if r == idRung || day == 0 {
		return true
	}
	if l.Type == record.LineChargeback {
		return d.later(l, row)
	}
	if printed := d.day(l.Time); printed != 0 {
		return near(printed, day)
	}
	most := calendar.Date(clearingDays)
	if r == slipRung {
		most = slipDays
	}
	return l.SettledOn == 0 || (l.SettledOn-day >= -1 && l.SettledOn-day <= most)
}

// later says whether a line may speak, long after, of the sale in row.
func (d *desk) later(l *record.Line, row int32) bool {
	day, on := d.days[row], max(d.day(l.Time), l.SettledOn)
	return day == 0 || on == 0 || (on-day >= -1 && on-day <= disputeDays)
}

func near(a, b calendar.Date) bool { return a-b >= -1 && a-b <= 1 }

// narrow gives the transactions that the rows found speak of, fewest first by
// evidence: each test that some row passes drops the rows that do not, until
// one transaction is left. What is left after all tests fits equally. The
// result is in order of provider ids; found is reused for it.
func (d *desk) narrow(l *record.Line, r rung, found []int32) []int32 {
	if len(found) > 1 {
		printed := d.day(l.Time)
		source := func(row int32) bool { return d.txns[row].Source == l.Source }
		tests := []func(row int32) bool{
			func(row int32) bool { return r != idRung || source(row) },
			func(row int32) bool { return printed == 0 || d.days[row] == printed },
			func(row int32) bool { return l.TerminalID == "" || d.txns[row].TerminalID == l.TerminalID },
			func(row int32) bool { return l.OrderID == "" || d.txns[row].OrderID == l.OrderID },
			func(row int32) bool { return l.RRN == "" || d.txns[row].RRN == l.RRN },
			func(row int32) bool { return d.txns[row].Status == record.Approved },
			func(row int32) bool { return d.txns[row].Amount == l.Gross || d.txns[row].Amount == -l.Gross },
			source,
		}
		for _, test := range tests {
			if d.one(found) {
				break
			}
			if slices.ContainsFunc(found, test) {
				found = slices.DeleteFunc(found, func(row int32) bool { return !test(row) })
			}
		}
	}
	for i, row := range found {
		found[i] = d.target[row]
	}
	d.order(found)
	return slices.Compact(found)
}

// one says whether all rows speak of one transaction.
func (d *desk) one(rows []int32) bool {
	for _, r := range rows {
		if d.row(r) != d.row(rows[0]) {
			return false
		}
	}
	return true
}
