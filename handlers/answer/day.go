package answer

import (
	"moneytrail/handlers/press"
	"moneytrail/handlers/understand"
	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// Day is the settlement summary of one business day: what was sold and where
// it is, what arrived and what it consists of, exceptions, files that are late.
func (b *Book) Day(a Audience, d trail.Day) Reply { return b.day(a, d, false, false) }

// Summary is the day as it is sent unasked; late: it was caught up after the hour.
// Its last button but one stops the summaries.
func (b *Book) Summary(a Audience, d trail.Day, late bool) Reply { return b.day(a, d, late, true) }

func (b *Book) day(a Audience, d trail.Day, late, unasked bool) Reply {
	p := b.page(a)
	if !a.totals() {
		p.say("daily.cashier", nil)
		return p.done()
	}
	p.say("daily.title", values{"Merchant": dayMerchant(d), "Day": p.Date(d.On)})
	if late {
		p.say("daily.late", nil)
	}
	all := p.troubles(d.Exceptions, d.Troubled)
	if len(all) == 0 {
		p.gap()
		p.say("daily.quiet", nil)
	}
	p.troubleLines(all, 0, dayPart(d.On))
	p.sold(d)
	p.got(d)
	p.roll(d.Open, d.Proved)
	p.lateFiles("daily.files", d.Late)
	p.gap()
	p.asOf(d.AsOf)
	said := map[int64]bool{}
	for _, x := range all[:min(len(all), shown)] {
		if x.payout != nil {
			said[x.payout.Row] = true
		}
	}
	for _, v := range d.Arrived[:min(len(d.Arrived), shown)] {
		if !said[v.Row] {
			p.row(p.payoutButton(v))
		}
	}
	if d.Sold.SalesCount+d.Sold.RefundCount > 0 {
		p.files(d.On, d.On, a.Shop)
	}
	if unasked {
		p.row(p.button("mute_summary", press.Data(press.Mute, "summary", "on")))
	}
	return p.done()
}

// DayTroubles is a further page of what needs a look in the summary of a day.
func (b *Book) DayTroubles(a Audience, d trail.Day, at int) Reply {
	p := b.page(a)
	if !a.totals() {
		p.say("daily.cashier", nil)
		return p.done()
	}
	p.say("daily.title", values{"Merchant": dayMerchant(d), "Day": p.Date(d.On)})
	p.more(p.troubles(d.Exceptions, d.Troubled), at, dayPart(d.On))
	return p.done()
}

// DayAlike lists the swipes that one line of a day's summary stands for.
func (b *Book) DayAlike(a Audience, d trail.Day, g Alike) Reply {
	return b.page(a).alikeList(d.Exceptions, g, dayPart(d.On))
}

func dayMerchant(d trail.Day) string {
	if d.MerchantName != "" {
		return d.MerchantName
	}
	return d.MerchantID
}

// sold tells what was sold, and where that money is.
func (p *page) sold(d trail.Day) {
	p.gap()
	if d.Sold.SalesCount == 0 && d.Sold.RefundCount == 0 && d.Sold.Left() == 0 {
		p.say("daily.nothing_sold", nil)
		return
	}
	p.saleLines(d.Sold)
	p.whereLines(d.Sold, d.Proved)
	if len(d.Upcoming) > 0 {
		p.gap()
		p.say("daily.upcoming", nil)
		for _, u := range d.Upcoming[:min(len(d.Upcoming), shown)] {
			id := "daily.upcoming_day"
			if u.On == 0 {
				id = "open.undated"
			}
			p.say(id, values{"Day": p.Day(u.On, p.to.today()), "Amount": p.Money(u.Amount, d.Sold.Currency), "Count": u.Count})
		}
	}
}

// saleLines is the left side of the equation.
func (p *page) saleLines(e trail.Equation) {
	p.say("daily.sold", values{"Count": e.SalesCount, "Amount": p.Money(e.Sales, e.Currency)})
	if e.Refunds != 0 || e.RefundCount != 0 {
		p.say("daily.refunds", values{"Count": e.RefundCount, "Amount": p.Money(-e.Refunds, e.Currency)})
	}
	p.unless0("daily.chargebacks", -e.Chargebacks, e.Currency)
	p.unless0("daily.fees", -e.Fees, e.Currency)
	p.unless0("daily.adjustments", e.Adjustments, e.Currency)
	p.say("daily.net", values{"Amount": p.Money(e.Left(), e.Currency)})
	if e.BeforeFees > 0 {
		p.say("daily.before_fees", values{"Count": e.BeforeFees})
	}
}

// whereLines is the right side of the equation.
func (p *page) whereLines(e trail.Equation, proved bool) {
	p.gap()
	p.say("daily.where", nil)
	way := "on_the_way"
	if !proved {
		way = "on_the_way_unseen"
	}
	for _, part := range []struct {
		id string
		n  int64
	}{
		{"arrived", e.Arrived}, {way, e.OnTheWay}, {"due", e.Due}, {"overdue", e.Overdue}, {"held", e.Held},
		{"reserved", e.Reserved}, {"returned", e.Returned}, {"unexplained", e.Unexplained},
	} {
		p.unless0("daily."+part.id, part.n, e.Currency)
	}
}

func (p *page) unless0(id string, n int64, currency string) {
	if n != 0 {
		p.say(id, values{"Amount": p.Money(n, currency)})
	}
}

// got tells what arrived on the day, or was sent where no bank file exists,
// and what it consists of.
func (p *page) got(d trail.Day) {
	p.gap()
	title, none := "daily.got", "daily.got_none"
	if !d.Proved {
		title, none = "daily.got_sent", "daily.got_none_sent"
	}
	if len(d.Arrived) == 0 {
		p.say(none, values{"Day": p.Date(d.On)})
		return
	}
	p.say(title, values{"Day": p.Date(d.On)})
	for i, v := range d.Arrived {
		if i == shown {
			p.say("daily.got_more", values{"Count": len(d.Arrived) - i})
			return
		}
		p.say("daily.got_one", values{"Amount": p.Money(amountAtBank(v), v.Currency), "Status": p.payoutShort(v.PayoutRef), "Parts": p.consists(v)})
	}
}

// consists tells in one line which days' sales a payout is made of.
func (p *page) consists(v trail.PayoutView) string {
	if len(v.Lines) == 0 {
		return ""
	}
	from, to := calendar.Date(0), calendar.Date(0)
	for _, l := range v.Lines {
		if l.SwipedOn != 0 && (from == 0 || l.SwipedOn < from) {
			from = l.SwipedOn
		}
		to = max(to, l.SwipedOn)
	}
	days := ""
	if from != 0 {
		days = p.days(from, to)
	}
	return p.Say("daily.consists", values{"Days": days, "Count": len(v.Lines), "Gross": p.Money(v.Gross, v.Currency), "Fees": p.Money(v.LineFees, v.Currency)})
}

// roll ties the open amount of the day before to today's.
func (p *page) roll(r trail.RollForward, proved bool) {
	if r == (trail.RollForward{Currency: r.Currency}) {
		return
	}
	n := func(x int64) string { return p.Number(x, r.Currency) }
	p.gap()
	id := "daily.roll"
	if !proved {
		id = "daily.roll_sent"
	}
	rest := "" // with its sign
	switch {
	case r.Unexplained > 0:
		rest = "- " + n(r.Unexplained)
	case r.Unexplained < 0:
		rest = "+ " + n(-r.Unexplained)
	}
	p.say(id, values{"Before": n(r.Before), "New": n(r.New), "Arrived": n(r.Arrived), "Closed": n(r.Closed - r.Unexplained), "Unexplained": rest,
		"After": p.Money(r.After, r.Currency)})
}

// NoRecords tells that nothing is known of the days, because the records begin later.
func (b *Book) NoRecords(a Audience, from, to, begin calendar.Date) Reply {
	p := b.page(a)
	p.say("daily.no_records", values{"Days": p.days(from, to), "Begin": p.Date(begin)})
	p.row(p.button("menu", press.Data(press.Menu, "help")))
	return p.done()
}

// Partly adds that the records begin within the days that a reply tells of.
func (b *Book) Partly(a Audience, r Reply, begin calendar.Date) Reply {
	p := b.page(a)
	r.Text += "\n\n" + p.Say("daily.partly", values{"Begin": p.Date(begin)})
	return r
}

// Period is the equation by swipes over several days; asOf is how old its data
// is, zero where it has none.
func (b *Book) Period(a Audience, merchant string, e trail.Equation, from, to calendar.Date, asOf trail.Freshness) Reply {
	p := b.page(a)
	if !a.totals() {
		p.say("daily.cashier", nil)
		return p.done()
	}
	p.say("daily.title", values{"Merchant": merchant, "Day": p.days(from, to)})
	p.gap()
	if e.SalesCount == 0 && e.RefundCount == 0 && e.Left() == 0 {
		p.say("daily.nothing_period", nil)
	} else {
		p.saleLines(e)
		p.whereLines(e, true)
		if e.Overdue != 0 || e.Held != 0 || e.Returned != 0 || e.Unexplained != 0 { // which ones, and who acts
			p.row(p.ask("where", understand.WhereIsMyMoney))
		}
		p.files(from, to, a.Shop)
	}
	p.gap()
	p.asOf(asOf)
	if yesterday := a.today() - 1; from <= yesterday && yesterday <= to {
		p.row(p.dayButton(yesterday))
	}
	p.row(p.button("menu", press.Data(press.Menu, "help")))
	return p.done()
}
