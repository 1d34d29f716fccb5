package storage

import (
	"slices"
	"time"

	"moneytrail/recon/match"
	"moneytrail/recon/record"
)

// mostNearDays is of how many days transactions are read at once: the others,
// if new rows may mean still more, are read when their turn comes.
const mostNearDays = 8

// daysMeant are the days under which transactions may be that new rows of a
// merchant could mean by terminal, amount and time.
type daysMeant struct{ hours keySet[int64] }

func (d *daysMeant) add(of mates) {
	const hour = 3600
	for h := of.from.Unix() / hour; h <= of.to.Unix()/hour && h <= of.from.Unix()/hour+1; h++ {
		d.hours.add(h)
	}
}

// last gives the days, no more than are read at once: the last ones.
func (d *daysMeant) last(of func(mates) (first, last int64)) []int64 {
	const hour = 3600
	var days keySet[int64]
	for _, h := range d.hours.list {
		first, last := of(mates{from: fromMillis(h * hour * 1000), to: fromMillis((h + 1) * hour * 1000)})
		for day := first; day <= last; day++ {
			days.add(day)
		}
	}
	slices.Sort(days.list)
	return days.list[max(0, len(days.list)-mostNearDays):]
}

// matesOfTxn are the transactions that a line may mean which means this one.
func matesOfTxn(t *record.Transaction) (of mates, there bool) {
	return mates{mate{t.TerminalID, t.Amount}, t.Time.Add(-match.DetailsWithin), t.Time.Add(match.DetailsWithin)}, t.TerminalID != ""
}

// matesOfLine are the transactions that a line may mean by terminal, amount and time.
func matesOfLine(l *record.Line) (of mates, there bool) {
	if l.TerminalID == "" || l.Gross == 0 {
		return of, false
	}
	of = mates{mate: mate{l.TerminalID, max(l.Gross, -l.Gross)}, from: l.Time.Add(-match.DetailsWithin), to: l.Time.Add(match.DetailsWithin)}
	if l.Time.IsZero() {
		if l.SettledOn == 0 {
			return of, false
		}
		day := l.SettledOn.In(time.UTC)
		of.from, of.to = day.AddDate(0, 0, -clearing), day.AddDate(0, 0, 2)
	}
	return of, true
}

// clearing is how many days before the day of a line without a time a swipe
// may be that is suggested for it, and a day's slack for zones.
const clearing = 7
