package match

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// oracle decides by trying every set which covers are to be taken, of one
// account whose entries have no memo.
type oracle struct {
	payouts []PayoutSide
	entries []record.Entry
	cal     *calendar.Calendar
	single  map[int64]bool // rows that were linked one to one
}

func (o *oracle) next(p *PayoutSide) calendar.Date { return o.cal.Add(p.On, 1).On }

func (o *oracle) inTime(p *PayoutSide, e *record.Entry) bool {
	return e.BookedOn >= p.On && (e.BookedOn <= p.On+3 || e.BookedOn <= o.next(p))
}

func (o *oracle) expected(p *PayoutSide, e *record.Entry) bool {
	return e.BookedOn == p.On || e.BookedOn == o.next(p)
}

// fitsOne says whether an entry is some payout by itself.
func (o *oracle) fitsOne(e *record.Entry) bool {
	return slices.ContainsFunc(o.payouts, func(p PayoutSide) bool { return p.Amount == e.Amount && o.inTime(&p, e) })
}

func (o *oracle) wanted(p *PayoutSide) bool {
	return slices.ContainsFunc(o.entries, func(e record.Entry) bool {
		return !o.single[e.Row] && p.Amount == e.Amount && o.inTime(p, &e)
	})
}

// among gives all sets of two and more of n that add up.
func among(n int, target int64, amount func(i int) int64) (sets []uint32) {
	for mask := range uint32(1) << n {
		var sum int64
		for i := range n {
			if mask&(1<<i) != 0 {
				sum += amount(i)
			}
		}
		if sum == target && mask&(mask-1) != 0 {
			sets = append(sets, mask)
		}
	}
	return sets
}

// bundles gives the complete covers of entries, written as "entry: payouts".
func (o *oracle) bundles() (covers [][]int64) {
	for i := range o.entries {
		e := &o.entries[i]
		if o.single[e.Row] || o.fitsOne(e) {
			continue
		}
		var items, window []*PayoutSide
		for k := range o.payouts {
			if p := &o.payouts[k]; !o.single[p.Row] && o.inTime(p, e) {
				window = append(window, p)
				if o.expected(p, e) {
					items = append(items, p)
				}
			}
		}
		if len(among(len(window), e.Amount, func(i int) int64 { return window[i].Amount })) != 1 {
			continue
		}
		sets := among(len(items), e.Amount, func(i int) int64 { return items[i].Amount })
		if len(sets) != 1 || !wholeSet(items, sets[0]) {
			continue
		}
		cover := []int64{e.Row}
		free := true
		for k, p := range items {
			if sets[0]&(1<<k) != 0 {
				cover = append(cover, p.Row)
				free = free && !o.wanted(p)
			}
		}
		if free {
			covers = append(covers, cover)
		}
	}
	return covers
}

// wholeSet says whether a set is all of everyone, of a source or of a merchant, of one day or of all days.
func wholeSet(items []*PayoutSide, set uint32) bool {
	in := func(i int) bool { return set&(1<<i) != 0 }
	one := slices.IndexFunc(items, func(p *PayoutSide) bool { return in(slices.Index(items, p)) })
	first := items[one]
	for _, of := range []func(p *PayoutSide) bool{
		func(*PayoutSide) bool { return true },
		func(p *PayoutSide) bool { return p.Source == first.Source },
		func(p *PayoutSide) bool { return p.MerchantID == first.MerchantID },
	} {
		for _, day := range []func(p *PayoutSide) bool{func(*PayoutSide) bool { return true }, func(p *PayoutSide) bool { return p.On == first.On }} {
			same := true
			for i, p := range items {
				same = same && in(i) == (of(p) && day(p))
			}
			if same {
				return true
			}
		}
	}
	return false
}

// parts gives the complete covers of payouts.
func (o *oracle) parts() (covers [][]int64) {
	for k := range o.payouts {
		p := &o.payouts[k]
		if o.single[p.Row] || o.wanted(p) {
			continue
		}
		var window []*record.Entry
		for i := range o.entries {
			if e := &o.entries[i]; !o.single[e.Row] && o.inTime(p, e) {
				window = append(window, e)
			}
		}
		sets := among(len(window), p.Amount, func(i int) int64 { return window[i].Amount })
		if len(sets) != 1 {
			continue
		}
		cover := []int64{p.Row}
		days := map[calendar.Date]bool{}
		for i, e := range window {
			if sets[0]&(1<<i) != 0 {
				cover, days[e.BookedOn] = append(cover, e.Row), true
			}
		}
		complete := true
		first, last := calendar.Date(1<<30), calendar.Date(0)
		for d := range days {
			complete = complete && (d == p.On || d == o.next(p))
			first, last = min(first, d), max(last, d)
		}
		for i, e := range window {
			if e.BookedOn >= first && e.BookedOn <= last {
				complete = complete && sets[0]&(1<<i) != 0
			}
			if sets[0]&(1<<i) != 0 && o.fitsOne(e) {
				complete = false
			}
		}
		if complete {
			covers = append(covers, cover)
		}
	}
	return covers
}

// The covers taken are those that trying every set finds, and no others.
func TestCoversAgainstAllSets(t *testing.T) {
	cals := calendar.Builtin()
	cal, _ := cals.Get("")
	taken := 0
	rapid.Check(t, func(t *rapid.T) {
		o := &oracle{cal: cal, single: map[int64]bool{}}
		for i := range rapid.IntRange(1, 7).Draw(t, "payouts") {
			p := payout(fmt.Sprintf("P%d", i), "2026-11-19", rapid.Int64Range(100, 130).Draw(t, "amount"))
			p.Row, p.On = int64(i+1), p.On+calendar.Date(rapid.IntRange(0, 4).Draw(t, "day"))
			p.Source, p.MerchantID = rapid.SampledFrom([]string{"a", "b"}).Draw(t, "source"), rapid.SampledFrom([]string{"M1", "M2"}).Draw(t, "merchant")
			o.payouts = append(o.payouts, p)
		}
		for i := range rapid.IntRange(1, 5).Draw(t, "entries") {
			e := entry(fmt.Sprintf("B%d", i), "2026-11-19", 0, "")
			e.Row, e.BookedOn = int64(101+i), e.BookedOn+calendar.Date(rapid.IntRange(0, 5).Draw(t, "day"))
			of := rapid.SampledFrom(o.payouts).Draw(t, "of")
			switch rapid.IntRange(0, 4).Draw(t, "kind") {
			case 0: // what somebody paid in
				e.Amount = rapid.Int64Range(30, 260).Draw(t, "amount")
			case 1: // a part
				e.Amount = rapid.Int64Range(10, 90).Draw(t, "amount")
				rest := e
				rest.ID, rest.Row, rest.Amount = e.ID+"r", e.Row+100, of.Amount-e.Amount
				o.entries = append(o.entries, rest)
			default: // all of its day, or of its source's
				for _, p := range o.payouts {
					if p.On == of.On || (i%2 == 0 && p.Source == of.Source) {
						e.Amount += p.Amount
					}
				}
				e.BookedOn = cal.Add(of.On, 1).On
			}
			o.entries = append(o.entries, e)
		}
		res := new(Matcher).Entries(o.payouts, o.entries, cals, nil)
		amounts := map[int64]int64{}
		for _, e := range o.entries {
			amounts[e.Row] = e.Amount
		}
		bundles, parts := map[int64][]int64{}, map[int64][]int64{}
		for _, l := range res.Links {
			switch {
			case l.Payout == 0:
			case l.Amount == o.payouts[l.Payout-1].Amount && l.Amount == amounts[l.Entry]:
				o.single[l.Entry], o.single[l.Payout] = true, true
			case l.Amount == amounts[l.Entry]:
				parts[l.Payout] = append(parts[l.Payout], l.Entry)
			default:
				bundles[l.Entry] = append(bundles[l.Entry], l.Payout)
			}
		}
		var got []string
		for one, many := range bundles {
			got = append(got, write(append([]int64{one}, many...)))
		}
		for one, many := range parts {
			got = append(got, write(append([]int64{one}, many...)))
		}
		taken += len(got)
		want := alone(slices.Concat(o.bundles(), o.parts()))
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Fatalf("took\n  %s\nright is\n  %s\n%v\n%v", strings.Join(got, "\n  "), strings.Join(want, "\n  "), res.Links, res.Suggestions)
		}
	})
	if taken == 0 {
		t.Error("no cover was taken at all: the tills are not what they should be")
	}
}

// alone drops covers that share a row with another.
func alone(covers [][]int64) (out []string) {
	uses := map[int64]int{}
	for _, c := range covers {
		for _, r := range c {
			uses[r]++
		}
	}
	for _, c := range covers {
		if !slices.ContainsFunc(c, func(r int64) bool { return uses[r] > 1 }) {
			out = append(out, write(c))
		}
	}
	return out
}

func write(cover []int64) string {
	many := slices.Clone(cover[1:])
	slices.Sort(many)
	return fmt.Sprint(cover[0], ": ", many)
}
