package answer

import (
	"time"

	"moneytrail/handlers/outbox"
	"moneytrail/handlers/press"
	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// Correction is one thing that a person was told and that does not hold any
// more. Amounts are minor units of Currency, as they were given.
type Correction struct {
	Subject  string // as buttons name it
	Payout   bool   // a payout, else a swipe
	Currency string
	Gross    int64         // of the swipe or payout
	Day      calendar.Date // of the swipe or the sending
	// What was told, and when: that Amount had arrived on the day On; with Due
	// that it was due on that day; with Not that it was not seen any more.
	Told     time.Time
	Due, Not bool
	Amount   int64
	On       calendar.Date
	// What is so now; not Found: no record of it is left.
	Found     bool
	State     trail.State
	NowAmount int64
	NowOn     calendar.Date // of arrival, or when it is due
}

// correctionsShown is how many things one message corrects; of more the number is told.
const correctionsShown = 8

// Corrections tells what did not hold: what was said, what is so now and why,
// and what comes next.
func (b *Book) Corrections(a Audience, list []Correction) Reply {
	p := b.page(a)
	p.say("correction.title", nil)
	p.shop()
	waits, back := false, false
	for i, c := range list {
		if i == correctionsShown {
			p.gap()
			p.say("correction.more", values{"Count": len(list) - i})
			break
		}
		p.gap()
		p.correction(c)
		waits, back = waits || c.State != trail.Arrived, back || c.Found && c.State == trail.Returned
	}
	p.gap()
	switch {
	case back:
		p.say("correction.look", nil)
	case waits:
		p.say("correction.next", nil)
	default:
		p.say("correction.calm", nil)
	}
	for i, c := range list {
		if c.Found && i < shown {
			p.row(outbox.Button{Text: short(c.Day) + " " + p.Money(c.Gross, c.Currency), Data: c.Subject})
		}
	}
	if len(list) == 1 && list[0].Found {
		return p.about(press.Parse(list[0].Subject).Verb, press.Parse(list[0].Subject).Row(0))
	}
	return p.done()
}

// correction is one of them: what it is about, what was said, what is true.
func (p *page) correction(c Correction) {
	id := "correction.swipe"
	if c.Payout {
		id = "correction.payout"
	}
	p.say(id, values{"Amount": p.Money(c.Gross, c.Currency), "Day": p.Date(c.Day)})
	v := values{"Told": p.Date(calendar.DateOf(c.Told)), "On": p.Date(c.On), "Amount": p.Money(p.mine(c, c.Amount), c.Currency)}
	switch {
	case c.Not:
		p.say("correction.said_not", v)
	case c.Due:
		p.say("correction.said_due", v)
	default:
		p.say("correction.said_arrived", v)
	}
	v = values{"Amount": p.Money(p.mine(c, c.NowAmount), c.Currency), "On": p.Date(c.NowOn)}
	switch {
	case !c.Found:
		p.say("correction.gone", v)
	case c.State == trail.Returned:
		p.say("correction.returned", v)
	case c.State == trail.Arrived && c.Not:
		p.say("correction.arrived", v)
	case c.State == trail.Arrived:
		p.say("correction.less", v)
	case c.Due && c.NowOn != 0:
		p.say("correction.later", v)
	case c.Due:
		p.say("correction.no_day", v)
	default:
		p.say("correction.not_seen", v)
	}
}

// mine is the amount that a reader may hear of: without totals that of the swipe.
func (p *page) mine(c Correction, n int64) int64 {
	if !p.to.totals() {
		return c.Gross
	}
	return n
}

// DayCorrection is a summary that was wrong: what it said and what is so now.
type DayCorrection struct {
	Day                                                     calendar.Date
	Currency                                                string
	Sold, NowSold, Refunds, NowRefunds, Arrived, NowArrived int64
}

// DayCorrections tells which summaries were wrong, with both figures.
func (b *Book) DayCorrections(a Audience, list []DayCorrection) Reply {
	p := b.page(a)
	p.say("correction.days_title", nil)
	p.shop()
	for i, c := range list {
		if i == correctionsShown {
			p.gap()
			p.say("correction.more", values{"Count": len(list) - i})
			break
		}
		p.gap()
		p.say("correction.day", values{"Day": p.Date(c.Day)})
		for _, f := range []struct {
			id       string
			was, now int64
		}{{"correction.day_sold", c.Sold, c.NowSold}, {"correction.day_refunds", c.Refunds, c.NowRefunds}, {"correction.day_arrived", c.Arrived, c.NowArrived}} {
			if f.was != f.now {
				p.say(f.id, values{"Was": p.Money(f.was, c.Currency), "Now": p.Money(f.now, c.Currency)})
			}
		}
	}
	p.gap()
	p.say("correction.days_why", nil)
	for i, c := range list {
		if i < shown {
			p.row(outbox.Button{Text: short(c.Day), Data: press.Data(press.Day, c.Day.String())})
		}
	}
	return p.done()
}
