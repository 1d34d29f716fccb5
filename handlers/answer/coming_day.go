package answer

import (
	"cmp"
	"slices"

	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// ComingDay is what is on its way as usual and due on one day, in one currency.
type ComingDay struct {
	On       calendar.Date // 0 not known
	Currency string
	Amount   int64
	Trails   []trail.Trail
	// Unpriced: of some the fee is not taken off yet.
	Unpriced bool
}

// ComingDays gives, for each day, what the list of what is on its way sums up.
func (b *Book) ComingDays(a Audience, l Listed) []ComingDay {
	_, coming, _ := b.page(a).split(l.Trails)
	return comingDays(coming)
}

func comingDays(list []trail.Trail) (days []ComingDay) {
	for _, t := range list {
		if t.Shares != 0 || !waits(t.State) {
			continue
		}
		i := slices.IndexFunc(days, func(d ComingDay) bool { return d.On == t.Due.On && d.Currency == t.Currency })
		if i < 0 {
			i = len(days)
			days = append(days, ComingDay{On: t.Due.On, Currency: t.Currency})
		}
		n, before := toCome(t)
		days[i].Amount += n
		days[i].Unpriced = days[i].Unpriced || before
		days[i].Trails = append(days[i].Trails, t)
	}
	slices.SortFunc(days, func(a, b ComingDay) int {
		return cmp.Or(cmp.Compare(a.On, b.On), cmp.Compare(a.Currency, b.Currency))
	})
	return days
}

// comingLine tells such a day in a line.
func (p *page) comingLine(d ComingDay) {
	id := "open.day"
	if d.On == 0 {
		id = "open.undated"
	}
	p.say(id, values{"Day": p.Day(d.On, p.to.today()), "Amount": p.Money(d.Amount, d.Currency), "Count": len(d.Trails)})
}

// ComingOn tells of one such day: what it comes from, each payment a tap.
func (b *Book) ComingOn(a Audience, d ComingDay) Reply {
	p := b.page(a)
	p.say("total.day", nil)
	p.shop()
	p.comingLine(d)
	p.say(fees(d), nil)
	p.gap()
	p.asOf(oldest(d.Trails))
	p.taps(d.Trails[:min(len(d.Trails), shown)])
	return p.done()
}

// fees names the sentence that tells whether the fees are taken off.
func fees(d ComingDay) string {
	switch all := !slices.ContainsFunc(d.Trails, func(t trail.Trail) bool { return t.Arithmetic.Priced }); {
	case all:
		return "total.before_fees"
	case d.Unpriced:
		return "open.before_fees"
	}
	return "total.after_fees"
}
