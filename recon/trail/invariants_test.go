package trail_test

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// Whatever happened, the equation ties for the whole and for every subset,
// subsets add up, and its terms are what was made: nothing hides in another.
func TestEquationTies(t *testing.T) {
	cals := calendar.Builtin()
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t)
		f := w.Facts
		f.Now, f.Calendars = atIn(w.now, w.Zone.String()), cals
		trails := trail.Build(f, cals, f.Now)
		all := trail.SumSwipes(f, trails, "CNY")
		if all.Left() != all.Right() {
			t.Fatalf("all: left %d, right %d: %+v", all.Left(), all.Right(), all)
		}
		for name, pair := range map[string][2]int64{
			"unexplained": {all.Unexplained, w.unexplained}, "arrived": {all.Arrived, w.banked},
			"sales": {all.Sales, w.sales}, "refunds": {all.Refunds, w.refunds},
		} {
			if pair[0] != pair[1] {
				t.Fatalf("%s %d, made %d: %+v", name, pair[0], pair[1], all)
			}
		}
		var some, rest []trail.Trail
		for _, tr := range trails {
			if rapid.Bool().Draw(t, "in the subset") {
				some = append(some, tr)
			} else {
				rest = append(rest, tr)
			}
			if a := tr.Arithmetic; a.Net != a.Gross-a.Fee+a.Adjustments {
				t.Fatalf("%s: %+v does not tie", tr.TransactionID, a)
			}
		}
		bare := f
		bare.Lines = nil
		a, b := trail.SumSwipes(bare, some, "CNY"), trail.SumSwipes(f, rest, "CNY")
		if a.Left() != a.Right() || b.Left() != b.Right() {
			t.Fatalf("subsets do not tie: %+v and %+v", a, b)
		}
		if sum := add(a, b); sum != all {
			t.Fatalf("subsets do not add up:\n%s", cmp.Diff(all, sum))
		}
	})
}

// add sums two equations, term by term.
func add(a, b trail.Equation) trail.Equation {
	sum := a
	s, o := reflect.ValueOf(&sum).Elem(), reflect.ValueOf(b)
	for i := range s.NumField() {
		if s.Field(i).CanInt() {
			s.Field(i).SetInt(s.Field(i).Int() + o.Field(i).Int())
		}
	}
	return sum
}

// standingOf is what a store has to keep of a trail.
func standingOf(f trail.Facts, t trail.Trail, trails []trail.Trail) trail.Standing {
	s := trail.Standing{Row: t.Row, State: t.State, Lands: t.Due.On, LastMove: t.Business}
	for _, h := range t.Hops {
		s.LastMove = max(s.LastMove, h.On)
		if h.Name == trail.HopArrived {
			s.Lands = h.On
		}
	}
	if t.State == trail.Voided || t.State == trail.Reversed {
		if undo := undoing(f, t); undo != 0 {
			i := slices.IndexFunc(trails, func(u trail.Trail) bool { return u.Row == undo })
			s.Lands = trails[i].Business
		}
	}
	return s
}

// What a store keeps is what the trails tell, found without them.
func TestStandingsAreThoseOfTrails(t *testing.T) {
	cals := calendar.Builtin()
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t)
		now := atIn(w.now, w.Zone.String())
		var want []trail.Standing
		trails := trail.Build(w.Facts, cals, now)
		for _, tr := range trails {
			want = append(want, standingOf(w.Facts, tr, trails))
		}
		if diff := cmp.Diff(want, trail.Standings(w.Facts, cals, now), cmpopts.EquateEmpty()); diff != "" {
			t.Fatal(diff)
		}
	})
}

// What is told of trails on one line each is what the trails themselves tell.
func TestOutlinesAreThoseOfTrails(t *testing.T) {
	cals := calendar.Builtin()
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t)
		if diff := outlined(w.Facts, cals, atIn(w.now, w.Zone.String())); diff != "" {
			t.Fatal(diff)
		}
	})
}

// outlined tells where Outlines differs from Build.
func outlined(f trail.Facts, cals *calendar.Set, now time.Time) string {
	var want, got []trail.Outline
	for _, tr := range trail.Build(f, cals, now) {
		o := trail.Outline{Row: tr.Row, TransactionID: tr.TransactionID, MerchantID: tr.MerchantID, State: tr.State, Reasons: tr.Reasons,
			MatchedBy: tr.MatchedBy, LineID: tr.LineID, EntryID: tr.EntryID}
		if tr.Payout != nil {
			o.PayoutID = tr.Payout.ID
		}
		want = append(want, o)
	}
	err := trail.Outlines(f, cals, now, func(o *trail.Outline) error {
		got = append(got, *o)
		return nil
	})
	if err != nil {
		return err.Error()
	}
	return cmp.Diff(want, got)
}

// The order in which rows come changes nothing.
func TestOrderOfRowsDoesNotMatter(t *testing.T) {
	cals := calendar.Builtin()
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t)
		now := atIn(w.now, w.Zone.String())
		want := byID(trail.Build(w.Facts, cals, now))
		g := w.Facts
		g.Sales = rapid.Permutation(g.Sales).Draw(t, "sales")
		g.Lines = rapid.Permutation(g.Lines).Draw(t, "lines")
		g.Payouts = rapid.Permutation(g.Payouts).Draw(t, "payouts")
		if diff := cmp.Diff(want, byID(trail.Build(g, cals, now))); diff != "" {
			t.Fatal(diff)
		}
	})
}

func byID(list []trail.Trail) []trail.Trail {
	slices.SortFunc(list, func(a, b trail.Trail) int { return int(a.Row - b.Row) })
	return list
}

// A payout is its lines, carry and fee; its difference with the bank is said.
func TestPayoutViewsTie(t *testing.T) {
	cals := calendar.Builtin()
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t)
		now := atIn(w.now, w.Zone.String())
		for i, v := range trail.BuildPayouts(w.Facts, cals, now) {
			if v.Row != w.Payouts[i].Row {
				t.Fatalf("view %d is of %s", i, v.ID)
			}
			if got := v.LinesNet + v.CarriedIn - v.CarriedOut - v.Fee + v.Unexplained; got != v.Amount {
				t.Fatalf("%s makes %d, amount %d: %+v", v.ID, got, v.Amount, v)
			}
			var net int64
			for _, l := range v.Lines {
				net += l.Net
			}
			if net != v.LinesNet || v.Gross-v.LineFees != net {
				t.Fatalf("%s: lines come to %d, said %d", v.ID, net, v.LinesNet)
			}
			if v.State == trail.PayoutArrived && (v.Difference != 0 || v.Banked != v.Amount) {
				t.Fatalf("%s arrived, with a difference of %d", v.ID, v.Difference)
			}
			if v.State == trail.PayoutShort && v.Difference >= 0 {
				t.Fatalf("%s is short by %d", v.ID, v.Difference)
			}
		}
	})
}

// What was open, plus new, minus arrived, minus closed, is open; and the end
// of one day is the beginning of the next.
func TestRollForwardTies(t *testing.T) {
	cals := calendar.Builtin()
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t)
		now := atIn("2026-11-20", w.Zone.String())
		on := day("2026-10-22") + calendar.Date(rapid.IntRange(0, 20).Draw(t, "day"))
		today, next := trail.BuildDay(w.Facts, on, cals, now), trail.BuildDay(w.Facts, on+1, cals, now)
		for _, d := range []trail.Day{today, next} {
			if r := d.Open; r.Before+r.New-r.Arrived-r.Closed != r.After {
				t.Fatalf("%s does not roll: %+v", d.On, r)
			}
			if d.Sold.Left() != d.Sold.Right() {
				t.Fatalf("%s does not tie: %+v", d.On, d.Sold)
			}
			var due int64
			for _, u := range d.Upcoming {
				due += u.Amount
			}
			if due != d.Sold.Due {
				t.Fatalf("%s: upcoming %d, due %d", d.On, due, d.Sold.Due)
			}
		}
		if today.Open.After != next.Open.Before {
			t.Fatalf("after %d, before the next day %d", today.Open.After, next.Open.Before)
		}
	})
}
