package answer

import (
	"slices"
	"strings"

	"moneytrail/handlers/outbox"
	"moneytrail/handlers/press"
	"moneytrail/handlers/understand"
	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// shown is how many entries a list inside a message has.
const shown = 8

// advice names the texts that belong to a question which names no transaction.
var advice = map[understand.Intent]string{
	understand.TerminalProblem:    "ask.terminal",
	understand.Refund:             "ask.refund",
	understand.DisputeChargeback:  "ask.dispute",
	understand.DeclinedButDebited: "ask.declined",
	understand.DuplicateCharge:    "ask.duplicate",
	understand.ShortPayment:       "ask.short",
}

// Open is what the general picture is drawn from.
type Open struct {
	// From and To are the days that were asked about, 0 all there are.
	From, To calendar.Date
	// Trails have not arrived yet; More: there are others.
	Trails []trail.Trail
	More   bool
	// Payouts are those in trouble, known whole.
	Payouts []trail.PayoutView
	// Arrived is how many beside Trails were asked about and are settled.
	Arrived int
	// Latest are offered to tap where nothing is open.
	Latest []trail.Trail
	// Since is the first day that was looked through for what went wrong, 0 not told.
	Since calendar.Date
	// Gathers is the balance where some of Trails wait for the smallest payout, nil else.
	Gathers *Balance
	// Page of the troubles; from the second on they stand alone.
	Page int
}

// General answers a question that names no transaction. One about something
// that went wrong gets the words that belong to it and what o has of that kind; any
// other what has not arrived yet: every trouble once, what the merchant has to
// do first, then what is on its way by day.
func (b *Book) General(a Audience, intent understand.Intent, o Open) Reply {
	p := b.page(a)
	troubled, coming, sent := p.split(o.Trails)
	all := p.troubles(troubled, o.Payouts)
	if o.Page > 0 {
		p.more(all, o.Page, openPart)
		return p.done()
	}
	if intent == understand.FundsHeld {
		return p.held(o.Trails)
	}
	if id := advice[intent]; id != "" {
		if none := "ask.none_" + string(intent); o.Since != 0 && len(o.Trails)+len(o.Latest)+len(o.Payouts) == 0 && p.known(none) {
			p.say(none, values{"Since": p.Date(o.Since)})
		}
		p.say(id, nil)
		if intent == understand.TerminalProblem {
			p.troubleLines(p.troubles(o.Trails, nil), 0, openPart)
			return p.done()
		}
		p.gap()
		p.offer(append(slices.Clone(o.Trails), o.Latest...), o.Payouts)
		return p.done()
	}
	if len(all)+len(coming)+len(sent) == 0 {
		p.shop()
		if a.totals() {
			p.say("open.none", nil)
		} else {
			p.say("open.none_today", nil)
		}
		p.taps(o.Latest)
		return p.done()
	}
	days := ""
	if o.From != 0 {
		days = p.days(o.From, o.To)
	}
	p.say("open.title", values{"Days": days})
	p.shop()
	if o.More {
		p.say("open.more", nil)
	}
	p.troubleLines(all, 0, openPart)
	if a.totals() {
		p.coming(p.gathering(coming, o.Gathers))
		p.sentUnseen(sent)
	} else if n := len(coming) + len(sent); n > 0 { // no sums for who sees single swipes only
		p.say("open.coming_count", values{"Count": n, "More": len(all) > 0})
	}
	p.openShops(o.Trails)
	p.gap()
	if o.Arrived > 0 {
		p.say("open.arrived", values{"Count": o.Arrived})
	}
	if days != "" {
		p.say("open.these_days", nil)
	}
	p.say("open.which", nil)
	p.gap()
	p.asOf(oldest(o.Trails))
	if a.Shops == nil {
		p.taps(coming[:min(len(coming), max(0, shown-len(p.buttons)))])
	}
	return p.done()
}

// oldest is the oldest source that the trails rest on.
func oldest(list []trail.Trail) trail.Freshness {
	var f trail.Freshness
	for _, t := range list {
		if t.AsOf.Covers != 0 && (f.Covers == 0 || t.AsOf.Covers < f.Covers) {
			f = t.AsOf
		}
	}
	return f
}

// offer asks whether it is one of these, a button each.
func (p *page) offer(list []trail.Trail, payouts []trail.PayoutView) {
	if len(list)+len(payouts) == 0 {
		return
	}
	p.say("open.one_of", nil)
	for _, v := range payouts[:min(len(payouts), shown)] {
		p.row(p.payoutButton(v))
	}
	p.taps(list[:min(len(list), shown)])
}

// Alike lists the open swipes that one line of the general picture stands for.
func (b *Book) Alike(a Audience, open []trail.Trail, g Alike) Reply {
	p := b.page(a)
	troubled, _, _ := p.split(open)
	return p.alikeList(troubled, g, openPart)
}

// more is a further page of troubles.
func (p *page) more(all []trouble, at int, part func(int, ...string) string) {
	if at*shown >= len(all) {
		p.say("open.gone", nil)
		return
	}
	p.troubleLines(all, at, part)
}

// Held lists what is on hold, with the warning that belongs to it.
func (b *Book) Held(a Audience, open []trail.Trail) Reply { return b.page(a).held(open) }

func (p *page) held(open []trail.Trail) Reply {
	var held []trail.Trail
	for _, t := range open {
		if t.State == trail.Held {
			held = append(held, t)
		}
	}
	if len(held) == 0 {
		p.say("held.none", nil)
		return p.done()
	}
	p.say("held.title", values{"Count": len(held)})
	for _, t := range held[:min(len(held), shown)] {
		p.line(p.entry(t, p.hold(t.HoldReason)))
	}
	p.gap()
	p.say("held.warn", nil)
	p.taps(held[:min(len(held), shown)])
	return p.done()
}

// split tells what needs a look from what is on its way as usual.
// Money that was sent to an account nobody here sees is neither: its way cannot be followed further.
func (p *page) split(open []trail.Trail) (troubled, coming, sent []trail.Trail) {
	for _, t := range open {
		switch {
		case t.Shares != 0: // its original speaks
		case evened(t): // nothing is to come
		case Unseen(t):
			sent = append(sent, t)
		case Usual(t) && !(t.Due.On != 0 && p.passed(t.Due)):
			coming = append(coming, t)
		default:
			troubled = append(troubled, t)
		}
	}
	return troubled, coming, sent
}

// Unseen tells whether money went out as usual to an account whose credits
// cannot be seen from here.
func Unseen(t trail.Trail) bool { return t.State == trail.PaidOut && !t.BankSeen && Usual(t) }

// lately is how many payouts to an unseen account the general picture lists at
// least; those that should show on the statement by a day still to come are all listed.
const lately = 3

// sentUnseen lists the newest payouts to an account whose credits cannot be
// seen, each with the day by which the statement should show it, and sums up the older ones.
func (p *page) sentUnseen(list []trail.Trail) {
	all := p.troubles(slices.DeleteFunc(slices.Clone(list), func(t trail.Trail) bool { return !inPayout(t) }), nil)
	slices.SortStableFunc(all, func(a, b trouble) int { return int(dayOf(*b.payout)) - int(dayOf(*a.payout)) })
	if len(all) == 0 {
		return
	}
	p.gap()
	p.say("open.sent", nil)
	n := 0
	for n < min(len(all), shown) && (n < lately || all[n].payout.CheckBy >= p.to.today()) {
		p.line(p.troubleLine(all[n]) + p.showsBy(all[n].payout.CheckBy))
		p.row(p.payoutButton(*all[n].payout))
		n++
	}
	if rest := all[n:]; len(rest) > 0 {
		var older []trail.PayoutView
		for _, x := range rest {
			older = append(older, *x.payout)
		}
		p.say("open.sent_rest", values{"Count": len(older), "Amount": p.sums(credited(older)), "Days": p.days(dayOf(older[len(older)-1]), dayOf(older[0]))})
	}
}

// showsBy tells by when the statement should show a payout, behind what is told
// of it; "" where that is not known.
func (p *page) showsBy(on calendar.Date) string {
	switch {
	case on == 0:
		return ""
	case on < p.to.today():
		return comma(p.Texts) + p.Say("open.by_past", values{"Day": p.Date(on)})
	}
	return comma(p.Texts) + p.Say("open.by", values{"Day": p.Date(on)})
}

// Usual tells whether nothing but time is needed.
func Usual(t trail.Trail) bool {
	if t.Arithmetic.Unexplained != 0 || !(t.State == trail.Captured || t.State == trail.Cleared || t.State == trail.PaidOut) {
		return false
	}
	for _, r := range t.Reasons {
		switch r {
		case trail.InCycle, trail.BeforeCutOff, trail.Holiday, trail.PayoutPending, trail.FeeDeducted, trail.RefundNetted, trail.CarriedOver, trail.MinPayout:
		default:
			return false
		}
	}
	return true
}

// entry is one transaction in a line.
func (p *page) entry(t trail.Trail, status string) string {
	return p.prefix(t.MerchantID) + p.Say("open.entry", values{"Time": p.Time(t.Time), "Amount": p.Money(t.Signed(), t.Currency), "Card": p.Card(t.Last4), "Status": status})
}

// brief tells state and main reason in few words.
func (p *page) brief(t trail.Trail) string {
	state := p.short(t)
	if id := "hold." + t.HoldReason; t.State == trail.Held && p.main(t) == trail.RiskHold && p.known(id) {
		return state + p.bracket(p.phrase(p.Say(id, nil)))
	}
	if r := p.main(t); r != "" && p.tells(r) {
		if word := p.Say(ofReason(t, r)+".short", nil); !strings.EqualFold(word, state) {
			return p.join(state, word)
		}
	}
	return state
}

// coming sums what is on its way by the day it is due, in each currency by itself.
func (p *page) coming(list []trail.Trail) {
	days := comingDays(list)
	if len(days) == 0 {
		return
	}
	p.gap()
	p.say("open.coming", nil)
	for _, d := range days {
		p.comingLine(d)
	}
	if slices.ContainsFunc(days, func(d ComingDay) bool { return d.Unpriced }) {
		p.say("open.before_fees", nil)
	}
}

// Swipes gives a button for each transaction, to be put under another reply.
func (b *Book) Swipes(a Audience, list []trail.Trail) [][]outbox.Button {
	p := b.page(a)
	p.taps(list)
	return p.buttons
}

// dayButton gives the button that shows the summary of a day.
func (p *page) dayButton(d calendar.Date) outbox.Button {
	return outbox.Button{Text: p.Say("button.day", values{"Day": short(d)}), Data: press.Data(press.Day, d.String())}
}
