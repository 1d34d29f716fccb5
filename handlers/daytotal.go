package handlers

import (
	"moneytrail/handlers/answer"
	"moneytrail/handlers/session"
	"moneytrail/handlers/steer"
	"moneytrail/handlers/understand"
	"moneytrail/recon/money"
)

// dayTotal answers who holds a sum against all that arrived on a day, of one shop or of a
// chain: that it is that, or by how much another one differs, and the arrivals. Slips are
// no help with payouts. done is false where no such sum is named, where it is that of a
// payout or a swipe of its own, or is far from what arrived.
func (t *turn) dayTotal(text string, r understand.Reading) (done bool, err error) {
	s := session.Of(r)
	if !t.scope.Totals() || len(s.Amounts) == 0 || len(s.Amounts) > 2 || s.Last4 != "" || s.RRN != "" || s.Terminal != "" || s.Slip != "" || s.Reference != "" || r.Future || steer.NamesPayers(text) {
		return false, nil
	}
	d, ok, err := t.dayOfArrivals(s)
	if err != nil || !ok {
		return false, err
	}
	v, err := t.arrivals(d)
	if err != nil || len(v.Payouts) == openDeep {
		return false, err
	}
	sums, n := v.Credited(t.today())
	if len(sums) != 1 || n < 2 { // of a single payout the payout tells
		return false, nil
	}
	named, ok, err := t.againstTotal(s, sums[0].Amount, sums[0].Currency)
	if err != nil || !ok {
		return false, err
	}
	t.session.Misses = 0
	s.Intent = understand.Statement
	t.flow.Slots, t.flow.Asked = s, text
	return true, t.together(func() error {
		said := t.book.AgainstTotal(t.voice().a, d.From, d.To, sums[0].Amount, named, sums[0].Currency)
		t.reply(answer.Reply{Text: said.Text})
		t.each = true
		_, err := t.arrivedIn(d)
		return err
	})
}

// dayOfArrivals gives the day on which money arrived that a message names or, where it
// names none, of which the payouts were listed last.
func (t *turn) dayOfArrivals(s session.Slots) (d understand.DateRange, ok bool, err error) {
	if len(s.Dates) > 0 {
		d = s.Dates[0]
		ok = len(s.Dates) == 1 && d.Of != understand.OfSwipe
		d.Of = understand.OfArrival
		return d, ok, nil
	}
	l, listed, err := t.lastListed()
	if err != nil || !listed || len(l.Trails) > 0 || len(l.Payouts) < 2 {
		return d, false, err
	}
	for _, p := range l.Payouts {
		on := max(p.ArrivedOn, p.SentOn)
		if on == 0 || d.From != 0 && d.From != on {
			return d, false, nil
		}
		d.From, d.To = on, on
	}
	d.Of = understand.OfArrival
	return d, true, nil
}

// nearTotal is the part by which a sum may differ from all that arrived and still be held against that.
const nearTotal = 20 // a twentieth

// againstTotal gives the sum that is held against what arrived: all of it, or what
// another one says of it, which is no payout or swipe of those days.
func (t *turn) againstTotal(s session.Slots, total int64, currency string) (named int64, ok bool, err error) {
	var others []understand.Amount
	same := false
	for _, a := range s.Amounts {
		if a.Op != understand.Eq || a.Rough() {
			return 0, false, nil
		}
		if t.isNamed([]int64{total}, a, currency) {
			same = true
			continue
		}
		others = append(others, a)
	}
	if same && len(others) == 0 {
		return total, true, nil
	}
	if len(others) != 1 {
		return 0, false, nil
	}
	value := minor(others[0].Value, currency)
	if value == nil || others[0].Currency != "" && others[0].Currency != currency {
		return 0, false, nil
	}
	if !same {
		if money.Abs(total-*value) > total/nearTotal {
			return 0, false, nil
		}
		only := arrivals(s)
		if f, err := t.search(only); err != nil || !f.empty() {
			return 0, false, err
		}
	}
	return *value, true, nil
}
