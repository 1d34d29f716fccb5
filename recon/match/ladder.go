package match

import (
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

// rungOf tells which rung a naming stands for.
var rungOf = [...]rung{ownID: idRung, ownRRN: rrnRung, ownOrder: orderRung, ownSlip: slipRung}

// references gives what a line names its transaction by, the surest first;
// zeros are left out.
func (d *desk) references(l *record.Line) []reference {
	refs := d.refs[:0]
	for _, r := range [...]reference{{by: ownID, text: l.TransactionID}, {by: ownRRN, text: record.PlainRRN(l.RRN)}, {by: ownOrder, text: l.OrderID}} {
		if !blank(r.text) {
			refs = append(refs, r)
		}
	}
	if r, ok := slipOf(l.TerminalID, l.BatchNo, l.SlipNo); ok {
		refs = append(refs, r)
	}
	d.refs = refs
	return refs
}

// fits says whether the days of a line and a row go together. A provider's id
// stands alone; other references come round again. A line that prints the
// swipe's time must name its day, a day's slack given for midnight.
func (d *desk) fits(l *record.Line, row int32, r rung) bool {
	day := d.briefs[row].day
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
	day, on := d.briefs[row].day, max(d.day(l.Time), l.SettledOn)
	return day == 0 || on == 0 || (on-day >= -1 && on-day <= disputeDays)
}

func near(a, b calendar.Date) bool { return a-b >= -1 && a-b <= 1 }

// tests are what tells rows of one reference apart, in this order.
const tests = 9

func (d *desk) passes(test int, line, row int32, r rung, printed calendar.Date) bool {
	l, t := &d.lines[line], &d.txns[row]
	switch test {
	case 0:
		return r != idRung || t.Source == l.Source
	case 1:
		return printed == 0 || d.briefs[row].day == printed
	case 2:
		return l.TerminalID == "" || t.TerminalID == l.TerminalID
	case 3:
		return l.OrderID == "" || t.OrderID == l.OrderID
	case 4:
		return l.RRN == "" || record.PlainRRN(t.RRN) == record.PlainRRN(l.RRN)
	case 5:
		return t.Status == record.Approved
	case 6:
		return t.Amount == l.Gross || t.Amount == -l.Gross
	case 7:
		return t.Source == l.Source
	}
	return !d.word.rejected(line, d.target(row))
}

// narrow gives the transactions that the rows found speak of, fewest first by
// evidence: each test that some row passes drops the rows that do not, until
// one transaction is left. What is left after all tests fits equally. The
// result is in order of provider ids; found is reused for it.
func (d *desk) narrow(line int32, r rung, found []int32) []int32 {
	if len(found) > 1 {
		printed := d.day(d.lines[line].Time)
		for test := 0; test < tests && !d.one(found); test++ {
			pass := func(row int32) bool { return d.passes(test, line, row, r, printed) }
			if slices.ContainsFunc(found, pass) {
				found = slices.DeleteFunc(found, func(row int32) bool { return !pass(row) })
			}
		}
	}
	for i, row := range found {
		found[i] = d.target(row)
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
