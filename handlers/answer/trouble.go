package answer

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"moneytrail/handlers/outbox"
	"moneytrail/handlers/press"
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// alike is from how many swipes on those that stop for one reason are said in one line.
const alike = 4

// trouble is one thing that needs a look, said once: a payout with every swipe
// in it, one swipe, or many swipes that stop for the same reason.
type trouble struct {
	payout   *trail.PayoutView // nil: the swipes' own trouble
	swipes   []trail.Trail
	amount   int64 // of the payout, else the swipes' sum
	currency string
	next     trail.Actor
}

// rank orders what the merchant has to do before what we have to, and what only waits last.
func (x trouble) rank() int {
	switch x.next {
	case trail.Merchant:
		return 0
	case trail.Operator, trail.Risk:
		return 1
	}
	return 2
}

// ofPayouts are the reasons that a swipe has only because of its payout.
var ofPayouts = map[trail.Reason]bool{
	trail.PayoutIsShort: true, trail.PayoutIsOver: true, trail.PayoutIsMissing: true, trail.PayoutWasReturned: true,
	trail.PaidButNotSeen: true, trail.AccountChanged: true, trail.AccountLimit: true, trail.KYCExpired: true,
	trail.BankIncident: true, trail.NotKnownYet: true, trail.FileLate: true,
	trail.InCycle: true, trail.BeforeCutOff: true, trail.Holiday: true, trail.PayoutPending: true,
	trail.FeeDeducted: true, trail.RefundNetted: true, trail.CarriedOver: true, trail.MinPayout: true,
}

// inPayout tells whether nothing is wrong with a swipe but its payout.
func inPayout(t trail.Trail) bool {
	if t.Payout == nil || t.Payout.Row == 0 || t.State == trail.Held {
		return false
	}
	for _, r := range t.Reasons {
		if r == trail.AmountMismatch && t.Arithmetic.Unsettled == 0 { // the payout's sum, not the swipe's
			continue
		}
		if !ofPayouts[r] {
			return false
		}
	}
	return true
}

// Troubled tells whether something is wrong with a payout itself: its amount
// at the bank, its way there, or its own sum.
func Troubled(v trail.PayoutView) bool { return v.Troubled() }

// troubles gathers what needs a look, each thing once. payouts are the ones in
// trouble that are known whole; of others the swipes tell.
func (p *page) troubles(swipes []trail.Trail, payouts []trail.PayoutView) []trouble {
	var all []trouble
	at := map[int64]int{}
	if p.to.totals() {
		for _, v := range payouts {
			if _, twice := at[v.Row]; !twice {
				at[v.Row] = len(all)
				all = append(all, trouble{payout: &v, amount: v.Amount, currency: v.Currency, next: v.Next})
			}
		}
	}
	var own []trail.Trail
	for _, t := range swipes {
		if !p.to.totals() || !inPayout(t) {
			own = append(own, t)
			continue
		}
		i, known := at[t.Payout.Row]
		if !known {
			i = len(all)
			at[t.Payout.Row] = i
			v := trail.PayoutView{PayoutRef: *t.Payout, MerchantID: t.MerchantID, Currency: t.Currency, Reasons: t.Reasons, Next: t.Next}
			all = append(all, trouble{payout: &v, amount: v.Amount, currency: v.Currency, next: v.Next})
		}
		all[i].swipes = append(all[i].swipes, t)
	}
	all = append(all, p.byReason(own)...)
	slices.SortStableFunc(all, func(a, b trouble) int {
		return cmp.Or(cmp.Compare(a.rank(), b.rank()), cmp.Compare(size(b.amount), size(a.amount)))
	})
	return all
}

// byReason puts many swipes that stop for one reason together.
func (p *page) byReason(list []trail.Trail) []trouble {
	type key struct {
		state    trail.State
		reason   trail.Reason
		currency string
	}
	of := func(t trail.Trail) key { return key{t.State, p.main(t), t.Currency} }
	count, at := map[key]int{}, map[key]int{}
	for _, t := range list {
		count[of(t)]++
	}
	var all []trouble
	for _, t := range list {
		k := of(t)
		i, begun := at[k]
		if !begun || count[k] < alike {
			i = len(all)
			at[k] = i
			all = append(all, trouble{currency: t.Currency, next: t.Next})
		}
		all[i].swipes, all[i].amount = append(all[i].swipes, t), all[i].amount+t.Signed()
	}
	return all
}

func size(n int64) int64 { return max(n, -n) }

// sections name the ranks.
var sections = [...]string{"open.yours", "open.ours", "open.waiting"}

// troubleLines writes one page of troubles under the headings of who acts, a
// button each. part gives the data of a button that shows a page of all of them, or
// of the swipes that stop for one reason.
func (p *page) troubleLines(all []trouble, at int, part func(at int, args ...string) string) {
	from := min(at*shown, len(all))
	to := min(from+shown, len(all))
	last := -1
	for _, x := range all[from:to] {
		if x.rank() != last {
			last = x.rank()
			p.gap()
			p.say(sections[last], nil)
		}
		p.line(p.troubleLine(x))
		p.row(p.troubleButton(x, part))
	}
	if n := len(all) - to; n > 0 {
		p.gap()
		p.say("open.rest", values{"Count": n})
		p.row(p.button("more", part(at+1)))
	}
}

func (p *page) troubleLine(x trouble) string {
	switch {
	case x.payout != nil:
		return p.prefix(x.payout.MerchantID) + p.Say("open.payout", values{"Day": p.Date(dayOf(*x.payout)), "Amount": p.Money(x.amount, x.currency), "Count": x.count(), "Status": p.wrong(x)})
	case len(x.swipes) > 1:
		return p.Say("open.alike", values{"Count": len(x.swipes), "Amount": p.Money(x.amount, x.currency), "Status": p.brief(x.swipes[0])})
	}
	return p.entry(x.swipes[0], p.brief(x.swipes[0]))
}

// count is how many swipes are in a payout, as far as that is known.
func (x trouble) count() int {
	n := 0
	for _, l := range x.payout.Lines {
		if l.TransactionRow != 0 || l.Type == string(record.LineSale) || l.Type == string(record.LineRefund) {
			n++
		}
	}
	return max(n, len(x.swipes))
}

// wrong tells in few words what is wrong with a payout.
func (p *page) wrong(x trouble) string {
	v := *x.payout
	if !Troubled(v) && len(x.swipes) > 0 { // what is told of its swipes
		return p.brief(x.swipes[0])
	}
	said := p.payoutShort(v.PayoutRef)
	switch {
	case v.State == trail.PayoutReturned && v.FailureCode != "" && p.known("failure."+strings.ToUpper(v.FailureCode)):
		said = p.join(said, p.phrase(p.Say("failure."+strings.ToUpper(v.FailureCode), nil)))
	case v.State == trail.PayoutShort && v.Difference != 0:
		said = p.Say("open.short", values{"Amount": p.Money(size(v.Difference), v.Currency)})
	case v.State == trail.PayoutOver && v.Difference != 0:
		said = p.Say("open.over", values{"Amount": p.Money(size(v.Difference), v.Currency)})
	}
	if v.Unexplained != 0 {
		said = p.join(said, p.Say("open.sum_wrong", values{"Amount": p.Money(size(v.Unexplained), v.Currency)}))
	}
	return said
}

// phrase makes a sentence part of a line.
func (p *page) phrase(sentence string) string {
	s := strings.TrimSuffix(sentence, p.stop())
	for i, r := range s {
		return string(unicode.ToLower(r)) + s[i+len(string(r)):]
	}
	return s
}

func (p *page) troubleButton(x trouble, part func(at int, args ...string) string) outbox.Button {
	switch {
	case x.payout != nil:
		return p.payoutButton(*x.payout)
	case len(x.swipes) > 1:
		first := x.swipes[0]
		return outbox.Button{Text: p.Say("open.alike_button", values{"Count": len(x.swipes), "Amount": p.Money(x.amount, x.currency),
			"Status": p.short(first)}), Data: part(0, string(first.State), string(p.main(first)))}
	}
	return p.tap(x.swipes[0])
}

// openPart gives the data of a button that shows more of the general picture.
func openPart(at int, args ...string) string {
	return press.Data(press.Open, append([]string{fmt.Sprint(at)}, args...)...)
}

// dayPart gives the data of a button that shows more of a day's troubles.
func dayPart(on calendar.Date) func(int, ...string) string {
	return func(at int, args ...string) string {
		return press.Data(press.Day, append([]string{on.String(), fmt.Sprint(at)}, args...)...)
	}
}

// Alike are the swipes in one state for one reason.
type Alike struct {
	State  trail.State
	Reason trail.Reason
	Page   int
}

// pick gives the swipes that a group's button stands for.
func (g Alike) pick(p *page, list []trail.Trail) []trail.Trail {
	var out []trail.Trail
	for _, t := range list {
		if t.State == g.State && p.main(t) == g.Reason && !(p.to.totals() && inPayout(t)) {
			out = append(out, t)
		}
	}
	return out
}

// alikeList lists the swipes of a group, a button each.
func (p *page) alikeList(list []trail.Trail, g Alike, part func(int, ...string) string) Reply {
	all := g.pick(p, list)
	if len(all) == 0 {
		p.say("open.gone", nil)
		return p.done()
	}
	from := min(g.Page*shown, len(all))
	to := min(from+shown, len(all))
	p.say("open.alike_title", values{"Count": len(all), "Status": p.brief(all[0])})
	p.taps(all[from:to])
	if to < len(all) {
		p.say("open.rest", values{"Count": len(all) - to})
		p.row(p.button("more", part(g.Page+1, string(g.State), string(g.Reason))))
	}
	return p.done()
}
