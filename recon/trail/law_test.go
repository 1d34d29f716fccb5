package trail_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"moneytrail/recon/calendar"
	"moneytrail/recon/match"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// currencies of the law's books: nothing of one may show in another.
var currencies = []string{"CNY", "USD", "EUR"}

// The equation is a law: whatever files tell, in whatever state they leave the
// books, all three views tie to the minor unit after every step.
func TestTheEquationIsALaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := newBooks(t)
		first := b.today + 1
		for range rapid.IntRange(1, 7).Draw(t, "days") {
			b.nextDay()
			f := b.facts()
			trails := trail.Build(f, f.Calendars, f.Now)
			for _, c := range currencies {
				b.swipesTie(f, trails, c)
			}
			b.payoutsTie(f)
			b.entriesTie(f)
			b.standingsAgree(f, trails)
			b.nothingHides(f, trails)
		}
		b.daysRoll(first)
	})
}

// swipesTie: the view by swipes ties, for all and for any subset, is what a
// reckoning of the bare rows gives, and holds no other currency.
func (b *books) swipesTie(f trail.Facts, trails []trail.Trail, currency string) {
	all := trail.SumSwipes(f, trails, currency)
	if all.Left() != all.Right() {
		b.t.Fatalf("%s: left %d, right %d: %+v", currency, all.Left(), all.Right(), all)
	}
	want := reckon(f, currency)
	got := reckoned{all.Sales, all.Refunds, all.Chargebacks, all.Fees, all.Adjustments, all.Arrived, all.Right() - all.Unexplained}
	if got != want {
		b.t.Fatalf("%s: summed  %+v\nreckoned %+v\n%+v", currency, got, want, all)
	}
	var some, rest []trail.Trail
	for _, t := range trails {
		if rapid.Bool().Draw(b.t, "in the subset") {
			some = append(some, t)
		} else {
			rest = append(rest, t)
		}
	}
	bare := f
	bare.Lines = nil
	x, y := trail.SumSwipes(bare, some, currency), trail.SumSwipes(f, rest, currency)
	if x.Left() != x.Right() || y.Left() != y.Right() {
		b.t.Fatalf("%s: subsets do not tie: %+v and %+v", currency, x, y)
	}
	if sum := add(x, y); sum != all {
		b.t.Fatalf("%s: subsets do not add up:\n%s", currency, cmp.Diff(all, sum))
	}
	broken := trail.Equation{Currency: currency}
	for _, x := range trail.BreakDown(f, trails) {
		if x.Currency != currency {
			continue
		}
		if x.Left() != x.Right() {
			b.t.Fatalf("%s of %s: left %d, right %d: %+v", x.Source, x.On, x.Left(), x.Right(), x)
		}
		sum, ok := broken.Plus(x.Equation)
		if broken = add(broken, x.Equation); !ok || sum != broken {
			b.t.Fatalf("%s: Plus forgets something:\n%s", currency, cmp.Diff(broken, sum))
		}
	}
	if broken != all {
		b.t.Fatalf("%s: the breakdown does not add up:\n%s", currency, cmp.Diff(all, broken))
	}
}

// payoutsTie: each payout is its lines, carry and fee, in one currency.
func (b *books) payoutsTie(f trail.Facts) {
	for _, v := range trail.BuildPayouts(f, f.Calendars, f.Now) {
		var net, gross, fees int64
		for _, l := range v.Lines {
			net, gross, fees = net+l.Net, gross+l.Gross, fees+l.Fee
		}
		if v.Itemised && v.LinesNet+v.CarriedIn-v.CarriedOut-v.Fee+v.Unexplained != v.Amount {
			b.t.Fatalf("payout %s does not tie: %+v", v.ID, v)
		}
		if v.Itemised && (net != v.LinesNet || gross != v.Gross || fees != v.LineFees || gross-fees != net) {
			b.t.Fatalf("payout %s: its lines come to %d - %d = %d: %+v", v.ID, gross, fees, net, v)
		}
		if v.State == trail.PayoutArrived && v.Difference != 0 {
			b.t.Fatalf("payout %s arrived with a difference: %+v", v.ID, v)
		}
	}
}

// entriesTie: each bank entry is what its payouts are made of, to the unit.
func (b *books) entriesTie(f trail.Facts) {
	for _, e := range b.entries {
		v, ok := trail.BuildEntry(f, e.Row, f.Calendars, f.Now)
		if !ok {
			b.t.Fatalf("entry %s is not found", e.ID)
		}
		made := v.Sales - v.Refunds - v.Chargebacks - v.Fees + v.Adjustments - v.Reserved +
			v.CarriedIn - v.CarriedOut - v.PayoutFees + v.Unexplained - v.Elsewhere + v.Stray
		if v.Itemised && made != v.Amount {
			b.t.Fatalf("entry %s of %d is made of %d: %+v", v.ID, v.Amount, made, v)
		}
		if len(v.Payouts) > 0 && v.Stray != 0 || len(v.Payouts) == 0 && v.Stray != v.Amount {
			b.t.Fatalf("entry %s: %d of it is stray: %+v", v.ID, v.Stray, v)
		}
	}
}

// standingsAgree: what a store keeps is what the trails tell.
func (b *books) standingsAgree(f trail.Facts, trails []trail.Trail) {
	var want []trail.Standing
	for _, t := range trails {
		want = append(want, standingOf(f, t, trails))
	}
	if diff := cmp.Diff(want, trail.Standings(f, f.Calendars, f.Now), cmpopts.EquateEmpty()); diff != "" {
		b.t.Fatalf("standings:\n%s", diff)
	}
	if diff := outlined(f, f.Calendars, f.Now); diff != "" {
		b.t.Fatalf("one by one:\n%s", diff)
	}
}

// nothingHides: whatever is unexplained has a break that names its row.
func (b *books) nothingHides(f trail.Facts, trails []trail.Trail) {
	broken := map[string]bool{}
	for _, x := range trail.BreaksOf(f, trails, f.Calendars, f.Now) {
		broken[x.ID] = true
	}
	for _, t := range trails {
		for _, p := range t.Parts {
			inPayout := t.Payout != nil && broken[t.Payout.ID]
			if p.Unexplained != 0 && !broken[t.TransactionID] && !broken[p.LineID] && !inPayout && !b.payoutOfLineBroken(f, p.LineRow, broken) {
				b.t.Fatalf("%d of %s is unexplained, and no break tells of it: %s %v, %+v", p.Unexplained, t.TransactionID, t.State, t.Reasons, p)
			}
		}
	}
	for _, l := range f.Lines {
		if l.State == match.Orphan && !broken[l.ID] {
			b.t.Fatalf("line %s has no transaction and no break", l.ID)
		}
	}
	for _, e := range f.Orphans {
		if !broken[e.ID] {
			b.t.Fatalf("entry %s has no payout and no break", e.ID)
		}
	}
}

func (b *books) payoutOfLineBroken(f trail.Facts, row int64, broken map[string]bool) bool {
	i := slices.IndexFunc(f.Lines, func(l trail.LinkedLine) bool { return l.Row == row })
	return i >= 0 && broken[f.Lines[i].PayoutID]
}

// daysRoll: what was open, plus new, less arrived and closed, is open; each day
// ends as the next begins, and the days' swipes add up to all.
func (b *books) daysRoll(first calendar.Date) {
	f := b.facts()
	f.Merchant.Currency = "CNY"
	all := trail.SumSwipes(f, trail.Build(f, f.Calendars, f.Now), "CNY")
	sum := trail.Equation{Currency: "CNY"}
	var after int64 // nothing was open before the first day
	for on := first - 1; on <= b.today+1; on++ {
		d := trail.BuildDay(f, on, f.Calendars, f.Now)
		if r := d.Open; r.Before+r.New-r.Arrived-r.Closed != r.After || r.Before != after {
			b.t.Fatalf("%s does not roll from %d: %+v", on, after, r)
		}
		if d.Sold.Left() != d.Sold.Right() {
			b.t.Fatalf("%s does not tie: %+v", on, d.Sold)
		}
		after, sum = d.Open.After, add(sum, d.Sold)
	}
	open := all.Right() - all.Arrived - all.Unexplained
	if !b.bank {
		open -= all.OnTheWay
	}
	if after != open {
		b.t.Fatalf("at the end %d is open, by the days %d", open, after)
	}
	if sum != all {
		b.t.Fatalf("the days do not add up:\n%s", cmp.Diff(all, sum))
	}
}

// reckoned is what bare rows come to; money is all of it, wherever it is.
type reckoned struct{ sales, refunds, chargebacks, fees, adjustments, arrived, money int64 }

// reckon adds rows up without trails: every row that counts, once.
func reckon(f trail.Facts, currency string) (r reckoned) {
	originals := match.Originals(f.Sales)
	moving, shares := standingRows(f, originals)
	own := map[int64][]trail.LinkedLine{} // settlement lines by the row whose money they are
	for _, l := range f.Lines {
		owner := l.TransactionRow
		if l.Type == record.LineSale {
			owner = shares(l)
		}
		if l.Currency == currency {
			r.money += l.Net
			r.count(l, moving[owner])
		}
		if l.State != match.Duplicate && (l.Type == record.LineSale || l.Type == record.LineRefund && isRefund(f, owner)) {
			own[owner] = append(own[owner], l)
		}
	}
	for _, t := range f.Sales {
		if !moving[t.Row] {
			continue
		}
		into, sign := &r.sales, int64(1)
		if t.Type == record.Refund {
			into, sign = &r.refunds, -1
		}
		lines := own[t.Row]
		foreign := slices.ContainsFunc(lines, func(l trail.LinkedLine) bool { return l.Currency != t.Currency })
		switch {
		case len(lines) == 0 && t.Currency == currency && !failed(f, t):
			*into += t.Amount
			r.money += sign * t.Amount
		case len(lines) > 0 && !foreign && t.Currency == currency:
			*into += t.Amount
		case foreign:
			for _, l := range lines {
				if l.Currency == currency {
					*into += sign * l.Gross
				}
			}
		}
	}
	r.payouts(f, currency)
	return r
}
