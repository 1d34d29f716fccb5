package answer

import (
	"fmt"
	"slices"
	"strings"

	"moneytrail/handlers/outbox"
	"moneytrail/handlers/press"
	"moneytrail/handlers/understand"
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// Asked is what was looked for, to be said back in words. Zero fields were not named.
type Asked struct {
	From, To             calendar.Date
	Of                   understand.About // which day the dates are of
	AmountMin, AmountMax *int64           // minor units of Currency
	Currency             string
	Last4, RRN, Terminal string
	Slip, Reference      string
	Others               []Asked // further amounts that were named
}

// Facts says the facts of a question in words.
func (b *Book) Facts(a Audience, q Asked) string { return b.page(a).asked(q) }

// asked says what was looked for.
func (p *page) asked(q Asked) string {
	var days string
	if q.From != 0 || q.To != 0 {
		days = p.days(q.From, q.To)
		switch q.Of {
		case understand.OfSwipe:
			days = p.Say("asked.swiped", values{"Days": days})
		case understand.OfArrival:
			days = p.Say("asked.arrived", values{"Days": days})
		}
	}
	one := func(id, key, s string) string {
		if s == "" {
			return ""
		}
		return p.Say(id, values{key: s})
	}
	s := p.join(days, p.askedAmounts(q), one("asked.last4", "Last4", last(q.Last4)), one("asked.rrn", "RRN", q.RRN),
		p.terminal(q.Terminal), one("asked.slip", "Slip", q.Slip), one("asked.reference", "Reference", q.Reference))
	if s == "" {
		return p.Say("asked.nothing", nil)
	}
	return s
}

// askedAmounts says all amounts that were looked for.
func (p *page) askedAmounts(q Asked) string {
	said := []string{p.askedAmount(q)}
	for _, o := range q.Others {
		if s := p.askedAmount(o); s != "" && !slices.Contains(said, s) {
			said = append(said, s)
		}
	}
	if p.Chinese() {
		return strings.Join(said, "、")
	}
	return strings.Join(said, " and ")
}

func (p *page) askedAmount(q Asked) string {
	money := func(n *int64) string { return p.Money(*n, q.Currency) }
	switch {
	case q.AmountMin != nil && q.AmountMax != nil && *q.AmountMin == *q.AmountMax:
		return p.Say("asked.amount", values{"Amount": money(q.AmountMin)})
	case q.AmountMin != nil && q.AmountMax != nil:
		return p.Say("asked.between", values{"Min": money(q.AmountMin), "Max": money(q.AmountMax)})
	case q.AmountMin != nil:
		return p.Say("asked.at_least", values{"Amount": money(q.AmountMin)})
	case q.AmountMax != nil:
		return p.Say("asked.at_most", values{"Amount": money(q.AmountMax)})
	}
	return ""
}

// List is some of the transactions that fit a question.
type List struct {
	Asked  Asked
	Trails []trail.Trail
	// More: there are others, which the button with Page+1 asks for.
	More bool
	Page int
	// Hour is the time of day that was named, hh:mm, "" none: what is nearest comes
	// first. Nearest is how many are about as near as the first.
	Hour    string
	Nearest int
	Part    bool // a part of the day was named and no hour: the nearest to it stand first
}

// Trails lists transactions, a button each; tapping one shows it.
func (b *Book) Trails(a Audience, l List) Reply {
	p := b.page(a)
	id := "list.found"
	if l.More {
		id = "list.found_more"
	}
	p.say(id, values{"Count": len(l.Trails)})
	p.shop()
	if s := p.asked(l.Asked); s != p.Say("asked.nothing", nil) {
		p.say("list.asked", values{"Asked": s})
	}
	if l.Part && l.Page == 0 {
		p.say("list.near_part", nil)
	} else if l.Hour != "" && l.Page == 0 && l.Nearest > 1 {
		p.say("list.as_near", values{"Hour": l.Hour, "Count": l.Nearest})
	} else if l.Hour != "" && l.Page == 0 {
		p.say("list.near", values{"Hour": l.Hour})
	}
	p.taps(l.Trails)
	if l.More {
		p.row(p.button("more", press.Data(press.More, fmt.Sprint(l.Page+1))))
	}
	return p.done()
}

// taps adds a button for each transaction.
func (p *page) taps(list []trail.Trail) {
	same := map[string]int{}
	for _, t := range list {
		same[p.tap(t).Text]++
	}
	for _, t := range list {
		b := p.tap(t)
		if same[b.Text] > 1 { // told apart by the second
			b.Text = strings.Replace(b.Text, t.Time.Format("15:04"), t.Time.Format("15:04:05"), 1)
		}
		p.row(b)
	}
}

// tap gives the button of one transaction: "10-19 11:42 ¥3,500.00 ··6688 已到账".
func (p *page) tap(t trail.Trail) outbox.Button {
	s := p.prefix(t.MerchantID) + t.Time.Format("01-02 15:04") + " " + p.Money(t.Signed(), t.Currency)
	if t.Last4 != "" {
		s += " ··" + last(t.Last4)
	}
	return outbox.Button{Text: s + " " + p.short(t), Data: press.Row(press.Swipe, t.Row)}
}

// short tells in a word or two how far a transaction came.
func (p *page) short(t trail.Trail) string {
	if evened(t) {
		return p.Say("short.evened", nil)
	}
	if id := "short.refund_" + string(t.State); t.Type == record.Refund && p.known(id) {
		return p.Say(id, nil)
	}
	if t.State == trail.Unknown && t.Has(trail.NotCaptured) {
		return p.Say("short.preauth", nil)
	}
	return p.Say("short."+string(t.State), nil)
}

// TooMany asks for more facts where a list would be too long.
func (b *Book) TooMany(a Audience, asked Asked) Reply {
	p := b.page(a)
	p.say("list.too_many", nil)
	if s := p.asked(asked); s != p.Say("asked.nothing", nil) {
		p.say("list.asked", values{"Asked": s})
	}
	return p.done()
}

// nothing tells what was looked for and not found, and which files are late.
func (p *page) nothing(asked Asked, late []trail.Freshness) {
	p.say("nothing.found", values{"Asked": p.asked(asked)})
	p.shop()
	if !p.to.totals() {
		p.say("nothing.today_only", nil)
	}
	p.lateFiles("nothing.late", late)
}

// NothingFound tells what was looked for and not found, and what would help.
// near are the other swipes that may be meant, all whether those are all that
// come close; late the files that are missing, because of which nothing can be
// said for sure.
func (b *Book) NothingFound(a Audience, asked Asked, near []trail.Trail, all bool, late []trail.Freshness) Reply {
	p := b.page(a)
	p.nothing(asked, late)
	if len(near) > 0 {
		p.gap()
		p.say("nothing.near", nil)
		p.taps(near)
	} else if all && p.to.totals() && asked.AmountMin != nil && asked.From != 0 {
		p.say("nothing.none_near", nil)
	}
	p.gap()
	p.say("nothing.facts", nil)
	p.gap()
	if len(near) > 0 {
		p.say("nothing.then", nil)
	} else {
		p.say("nothing.ask", nil)
	}
	return p.done()
}

// LookFurther tells what would help to find what was not found, and who else looks.
func (b *Book) LookFurther(a Audience, asked Asked, late []trail.Freshness) Reply {
	p := b.page(a)
	p.say("nothing.further", values{"Asked": p.asked(asked)})
	p.shop()
	if !p.to.totals() {
		p.say("nothing.today_only", nil)
	}
	p.lateFiles("nothing.late", late)
	p.gap()
	p.say("nothing.handed", nil)
	return p.done()
}

// lateFiles names the files that are not here.
func (p *page) lateFiles(title string, late []trail.Freshness) {
	if len(late) == 0 {
		return
	}
	p.gap()
	p.say(title, nil)
	for _, f := range late {
		p.line(p.late(f, 0))
	}
}
