package handlers

import (
	"cmp"
	"slices"
	"strings"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/press"
	"moneytrail/handlers/understand"
	"moneytrail/recon/calendar"
)

// daysSubject names days as what a message is about.
func daysSubject(from, to calendar.Date) string {
	return press.Data(press.Day, from.String(), to.String())
}

// bears makes the next message to the person tell of things that its buttons
// do not name.
func (t *turn) bears(subjects ...string) { t.bearing = append(t.bearing, subjects...) }

// subjectsOf tells what a reply is about by its buttons: the one swipe or payout
// that they are all for, else the days and those that it offers to tap.
func subjectsOf(r answer.Reply) (all []string) {
	var own, days, offered []string
	for _, row := range r.Buttons {
		for _, b := range row {
			switch p := press.Parse(b.Data); p.Verb {
			case press.Person, press.Proof:
				if a, ok := pressedAbout(p); ok {
					own = append(own, a.key())
				}
			case press.Swipe, press.Payout:
				if a, ok := subjectFrom(b.Data); ok && p.Arg(1) == "" {
					offered = append(offered, a.key())
				}
			case press.Sheet:
				if from, to, ok := daysOf(p, 0); ok {
					days = append(days, daysSubject(from, to))
				}
			}
		}
	}
	if len(own) > 0 {
		return own[:1]
	}
	return append(days, offered...)
}

// subjectsOfCase are the swipes and payouts that a case is about.
func subjectsOfCase(c cases.Case) (all []string) {
	for _, row := range c.Transactions {
		all = append(all, about{row: row}.key())
	}
	for _, row := range c.Payouts {
		all = append(all, about{payout: true, row: row}.key())
	}
	return all
}

// telling keeps with a message to a chat what it is about: what is known of
// it, and what its buttons name.
func (t *turn) telling(it outbox.Item, r answer.Reply, known ...string) outbox.Item {
	return t.tellingOf(t.owner(), it, r, known...)
}

// tellingOf is telling for the money of a merchant, or of a whole chain.
func (t *turn) tellingOf(owner string, it outbox.Item, r answer.Reply, known ...string) outbox.Item {
	var all, rest []string
	for _, s := range known {
		if isDays(s) {
			all = append(all, s)
		} else {
			rest = append(rest, s)
		}
	}
	for _, s := range slices.Concat(all, subjectsOf(r), rest) { // as they stand on the screen
		if !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	if len(all) > 0 {
		it.About = &outbox.About{Merchant: owner, Subjects: all[:min(len(all), outbox.MostSubjects)], Unasked: t.ev.Network == inbox.System}
	}
	return it
}

// owner names whose money the turn speaks of, as sessions hold it.
func (t *turn) owner() string {
	switch {
	case t.merchant.ID != "":
		return t.merchant.ID
	case t.chain != nil:
		return whole + t.chain.group
	case t.merchant.Group != "":
		return whole + t.merchant.Group
	}
	return t.session.MerchantID
}

// ownSubjects are what a reply to the person is about beside what its buttons
// name: what it said of itself, and what is talked about now where that is shown.
func (t *turn) ownSubjects(r answer.Reply) []string {
	known := t.bearing
	t.bearing = nil
	named, now := subjectsOf(r), subjectsOfKey(t.flow.About)
	if slices.ContainsFunc(named, func(s string) bool { return !slices.Contains(now, s) }) || len(known) > 0 && len(named) == 0 {
		return known
	}
	return append(known, now...)
}

// subjectsOfKey reads what Flow.About holds.
func subjectsOfKey(key string) []string {
	if rows, ok := strings.CutPrefix(key, listRows); ok {
		return slices.DeleteFunc(strings.Split(rows, ","), func(k string) bool { return k == "+" })
	}
	if days, ok := strings.CutPrefix(key, listDays); ok {
		return []string{string(press.Day) + ":" + days}
	}
	if _, ok := subjectFrom(key); ok {
		return []string{key}
	}
	return nil
}

// arrivalSubject names the days on which money arrived.
func arrivalSubject(from, to calendar.Date) string {
	return daysSubject(from, to) + ":" + string(understand.OfArrival)
}

// daysIn reads what daysSubject and arrivalSubject wrote.
func daysIn(subject string) (d understand.DateRange, ok bool) {
	p := press.Parse(subject)
	if p.Verb != press.Day {
		return d, false
	}
	d.From, d.To, ok = daysOf(p, 0)
	d.Of = understand.About(cmp.Or(p.Arg(2), string(understand.OfUnknown)))
	return d, ok
}
