package answer

import (
	"slices"
	"strings"
	"time"

	"moneytrail/handlers/press"
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// Trail answers about one transaction: what was found, where it is, when it
// arrives and by which rule, why, the sum, what to tell the bank, what the
// merchant does, who acts next, and how old the data is.
func (b *Book) Trail(a Audience, t trail.Trail) Reply { return b.page(a).trail(t) }

// Beside is what is known besides a swipe's own trail.
type Beside struct {
	// RefundFee is what the contract makes of the fee of a sale that is refunded:
	// kept, returned, "" not known.
	RefundFee string
	// Payout is the swipe's payout where the bank credited less or more than that: the
	// difference is the payout's, and no swipe's share of it is known. Else nil.
	Payout *trail.PayoutView
	// Gathers is the balance of a swipe that waits for the smallest payout, nil else.
	Gathers *Balance
	// Said is what an agent last told the merchant in an open case about it, nil where none did.
	Said *Said
}

// Said are the words of an agent, as the merchant read them.
type Said struct {
	Case int64
	Name string    // the agent's
	At   time.Time // business time
	Text string
}

// TrailBeside is Trail with what is known besides.
func (b *Book) TrailBeside(a Audience, t trail.Trail, known Beside) Reply {
	p := b.page(a)
	p.beside = known
	return p.trail(t)
}

func (p *page) trail(t trail.Trail) Reply {
	p.say("trail.found", values{"Amount": p.Money(t.Amount, t.Currency)})
	p.identity(t)
	p.standing(t)
	return p.closing(t)
}

// identity is the line that tells which swipe it is.
func (p *page) identity(t trail.Trail) {
	p.line(p.join(p.Say("trail.what", values{"Time": p.Time(t.Time), "Did": p.did(t)}), p.Card(t.Last4), p.terminal(t.TerminalID)))
	if p.to.Several && t.MerchantName != "" {
		p.line(t.MerchantName)
	} else {
		p.shop()
	}
}

// standing is the body of the answer, from the state to the age of the data.
func (p *page) standing(t trail.Trail) {
	p.gap()
	p.say("trail.now", values{"State": p.state(t)})
	p.when(t)
	if t.Late != nil && !t.Has(trail.FileLate) {
		p.line(p.glue(p.late(*t.Late, t.Due.On), p.Say("file.calm", nil)))
	}
	p.whys(t)
	if t.State == trail.PaidOut && !t.BankSeen && p.to.totals() {
		p.unseen(t.Payout)
	}
	p.said()
	p.gap()
	p.sum(t)
	p.gap()
	p.references(t)
	p.gap()
	p.steps(t)
	p.forCustomer(t)
	p.gap()
	p.asOf(t.AsOf)
}

// said tells what an agent said of it, beside what the records say.
func (p *page) said() {
	s := p.beside.Said
	if s == nil {
		return
	}
	p.gap()
	p.say("trail.said", values{"Case": number(s.Case), "Name": clip(s.Name, 80), "When": p.Time(s.At), "Words": clip(strings.Join(strings.Fields(s.Text), " "), saidMost)})
	p.say("trail.said_beside", nil)
}

// AgentSaid tells what an agent last told the merchant.
func (b *Book) AgentSaid(a Audience, s Said) Reply {
	p := b.page(a)
	p.say("trail.said", values{"Case": number(s.Case), "Name": clip(s.Name, 80), "When": p.Time(s.At), "Words": clip(strings.Join(strings.Fields(s.Text), " "), saidMost)})
	return p.done()
}

// Date writes a day as the reader reads it.
func (b *Book) Date(a Audience, d calendar.Date) string { return b.page(a).Day(d, a.today()) }

// saidMost is how much of an agent's words is told again.
const saidMost = 300

// unseen says that the credit cannot be seen from here, and by when the bank's
// statement should show it.
func (p *page) unseen(r *trail.PayoutRef) {
	p.say("trail.unseen", nil)
	switch {
	case r == nil || r.CheckBy == 0:
	case r.CheckBy >= p.to.today():
		p.say("trail.unseen_by", values{"Day": p.Day(r.CheckBy, p.to.today())})
	default:
		p.say("trail.unseen_past", values{"Day": p.Day(r.CheckBy, p.to.today())})
	}
}

// forCustomer is a note that the merchant shows to the customer who was
// perhaps charged for a payment that did not happen: nothing else of the answer is for them.
func (p *page) forCustomer(t trail.Trail) {
	var said string
	switch {
	case t.Type != record.Sale:
		return
	case t.State == trail.Unknown:
		said = p.Say("customer.unknown", nil)
	case t.State == trail.Declined:
		said = p.Say("customer.declined", nil)
	case t.State == trail.Reversed:
		said = p.Say("customer.reversed", nil)
	default:
		return
	}
	p.gap()
	p.say("customer.title", nil)
	p.line(p.glue(p.Say("customer.which", values{"Merchant": t.MerchantName, "Time": p.Time(t.Time), "Amount": p.Money(t.Amount, t.Currency),
		"Card": p.Card(t.Last4), "RRN": t.RRN}), said))
}

// closing adds the buttons that fit the state.
func (p *page) closing(t trail.Trail) Reply {
	money := p.to.totals() && t.Type != record.Refund
	if money && (t.State == trail.PaidOut || t.State == trail.Arrived || t.State == trail.Returned) {
		p.row(p.button("seen", p.of(press.Seen, t.State == trail.PaidOut, t.Row)),
			p.button("not_seen", p.of(press.NotSeen, t.State == trail.Arrived || t.State == trail.PaidOut && !t.BankSeen, t.Row)))
	} else if t.Due.On != 0 && t.Due.On <= p.to.today() && waits(t.State) && money {
		p.row(p.button("seen", press.Of(press.Seen, press.Swipe, t.Row)))
	}
	if p.to.totals() {
		whole := p.button("payout", "")
		if t.Payout != nil && t.Payout.Row > 0 {
			whole.Data = press.Row(press.Payout, t.Payout.Row)
		}
		p.row(p.button("proof", p.of(press.Proof, len(t.Hops) > 0, t.Row)), whole)
	}
	return p.about(press.Swipe, t.Row)
}

// of gives the data of a button about a swipe, or none where it does not fit.
func (p *page) of(v press.Verb, fits bool, row int64) string {
	if !fits || row == 0 {
		return ""
	}
	return press.Of(v, press.Swipe, row)
}

// waits tells whether money in this state is still to come.
func waits(s trail.State) bool {
	return s == trail.Captured || s == trail.Cleared || s == trail.Held || s == trail.PaidOut
}

// state gives the sentence that tells how far the money went.
func (p *page) state(t trail.Trail) string {
	id := string(t.State)
	switch {
	case evened(t) && t.State == trail.Cleared:
		id = evenedIn(*t.Payout)
	case t.Type == record.Refund && p.known("state.refund_"+id):
		id = "refund_" + id
	case t.State == trail.Unknown && t.Has(trail.NotCaptured):
		id = "preauth"
	case t.State == trail.Captured && p.blind(t):
		id = "captured_unknown"
	case t.State == trail.PaidOut:
		id = "paid_out_" + p.sent(t)
	case t.State == trail.Arrived && t.Payout != nil && t.Payout.State == trail.PayoutShort:
		id = "arrived_short"
	case t.State == trail.Arrived && t.Payout != nil && t.Payout.State == trail.PayoutOver:
		id = "arrived_over"
	case t.State == trail.Arrived && t.Payout != nil && t.Payout.Word:
		id = "arrived_word"
	}
	v := values{"SentOn": "", "ArrivedOn": "", "ReturnedOn": "", "Account": p.Say("word.account_unnamed", nil)}
	if t.Payout != nil {
		v["SentOn"], v["ArrivedOn"] = p.Date(t.Payout.SentOn), p.Date(t.Payout.ArrivedOn)
		v["ReturnedOn"] = p.Date(t.Payout.ReturnedOn)
		if t.Payout.Account != "" && p.to.totals() {
			v["Account"] = p.account(t.Payout.Account)
		}
	}
	return p.Say("state."+id, v)
}

// sent tells apart money that left, that the bank accepted, and that is missing at the bank.
func (p *page) sent(t trail.Trail) string {
	switch {
	case slices.Contains(t.Reasons, trail.PayoutIsMissing):
		return "missing"
	case p.blind(t):
		return "unknown"
	case t.Payout != nil && t.Payout.State == trail.PayoutConfirmed:
		return "accepted"
	}
	return "sent"
}

// blind tells whether a file is missing without which nothing can be said of the next hop.
func (p *page) blind(t trail.Trail) bool {
	return t.Late != nil || t.Has(trail.FileLate) || t.Has(trail.NotKnownYet)
}

// did names what was done, as shopkeepers call it.
func (p *page) did(t trail.Trail) string {
	switch t.Type {
	case record.Refund:
		return p.Say("did.refund", nil)
	case record.Void:
		return p.Say("did.void", nil)
	case record.Reversal:
		return p.Say("did.reversal", nil)
	case record.PreAuth:
		return p.Say("did.preauth", nil)
	case record.Capture:
		return p.Say("did.capture", nil)
	}
	if s := strings.ToUpper(t.Scheme); t.Last4 == "" || strings.HasPrefix(s, "WECHAT") || strings.HasPrefix(s, "ALIPAY") {
		return p.Say("did.qr", nil)
	}
	return p.Say("did.card", nil)
}

func (p *page) terminal(id string) string {
	if id == "" {
		return ""
	}
	return p.Say("word.terminal", values{"Terminal": id})
}

func (p *page) account(last4 string) string {
	return p.Say("word.account", values{"Last4": last(last4)})
}

// last keeps the last four digits, whatever was given.
func last(number string) string {
	if len(number) > 4 {
		return number[len(number)-4:]
	}
	return number
}

// references are what the merchant's bank can search for.
func (p *page) references(t trail.Trail) {
	if t.RRN != "" {
		p.say("trail.rrn", values{"RRN": t.RRN})
	} else if t.OrderID != "" {
		p.say("trail.order", values{"Order": t.OrderID})
	}
	if t.Payout == nil || !p.to.totals() || !(t.State == trail.PaidOut || t.State == trail.Arrived || t.State == trail.Returned) {
		return
	}
	p.atBank(*t.Payout)
	net := t.Arithmetic.Net - t.Arithmetic.Unsettled // what was not settled is in no payout
	if t.Payout.Amount != net && t.Arithmetic.Priced && net > 0 && p.beside.Payout == nil {
		id := "trail.within"
		switch t.Payout.State {
		case trail.PayoutShort, trail.PayoutOver:
			id = "trail.within_not_all"
		case trail.PayoutReturned:
			id = "trail.within_returned"
		case trail.PayoutMissing:
			id = "trail.within_missing"
		}
		p.say(id, values{"Amount": p.Money(t.Payout.Amount, t.Currency), "Net": p.Money(net, t.Currency)})
	}
}

// atBank lists the references of a payout.
func (p *page) atBank(r trail.PayoutRef) {
	if r.ID != "" {
		p.say("trail.payout_id", values{"ID": r.ID})
	}
	if r.BankReference != "" {
		p.say("trail.bank_reference", values{"Reference": r.BankReference})
	}
	if r.StatementText != "" {
		p.say("trail.statement_text", values{"Text": r.StatementText})
	}
}
