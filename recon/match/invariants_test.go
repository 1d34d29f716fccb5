package match

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// The search finds exactly the sets that trying all of them finds.
func TestSubsetsAgainstAllSets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		amounts := rapid.SliceOfN(rapid.Int64Range(1, 12), 0, 11).Draw(t, "amounts")
		target := rapid.Int64Range(0, 60).Draw(t, "target")
		var want, got []uint32
		for mask := range uint32(1) << len(amounts) {
			var sum int64
			for i, a := range amounts {
				if mask&(1<<i) != 0 {
					sum += a
				}
			}
			if sum == target {
				want = append(want, mask)
			}
		}
		var s subsets
		s.load(rapid.SliceOfN(rapid.Int64Range(1, 9), 0, 9).Draw(t, "what was there before"))
		s.load(amounts)
		s.each(target, func(mask uint32) bool { got = append(got, mask); return true })
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Fatalf("got %b, want %b", got, want)
		}
	})
}

// till is made-up payouts and bank entries, few amounts and days, so that they
// collide; with decisions of all kinds about them.
func till(t *rapid.T) (payouts []PayoutSide, entries []record.Entry, decisions Decisions) {
	accounts := []record.Account{{Key: "kA", Last4: "000A"}, {Key: "kB", Last4: "000B"}}
	currencies := []string{"CNY", "CNY", "CNY", "HKD"}
	monday := day("2026-11-16")
	for i := range rapid.IntRange(0, 7).Draw(t, "payouts") {
		p := payout(fmt.Sprintf("P%d", i), "2026-11-16", rapid.Int64Range(1, 9).Draw(t, "amount")*100+rapid.Int64Range(0, 1).Draw(t, "cents"))
		p.Row, p.On = int64(i+1), monday+calendar.Date(rapid.IntRange(0, 6).Draw(t, "sent"))
		p.Account, p.Currency = rapid.SampledFrom(accounts).Draw(t, "account"), rapid.SampledFrom(currencies).Draw(t, "currency")
		p.MerchantID, p.Source = rapid.SampledFrom([]string{"M1", "M2"}).Draw(t, "merchant"), rapid.SampledFrom([]string{"a", "b"}).Draw(t, "source")
		p.Status = rapid.SampledFrom([]record.PayoutStatus{record.PayoutSent, record.PayoutSent, record.PayoutReturned}).Draw(t, "status")
		payouts = append(payouts, p)
	}
	for i := range rapid.IntRange(0, 6).Draw(t, "entries") {
		e := entry(fmt.Sprintf("B%d", i), "2026-11-16", rapid.Int64Range(1, 20).Draw(t, "amount")*100+rapid.Int64Range(0, 2).Draw(t, "cents"), "")
		if len(payouts) > 0 && rapid.Bool().Draw(t, "sum of some") {
			e.Amount = 0
			for range rapid.IntRange(1, 3).Draw(t, "some") {
				e.Amount += rapid.SampledFrom(payouts).Draw(t, "payout").Amount
			}
		}
		e.Row, e.BookedOn = int64(101+i), monday+calendar.Date(rapid.IntRange(0, 9).Draw(t, "booked"))
		e.Account, e.Currency = rapid.SampledFrom(accounts).Draw(t, "account"), rapid.SampledFrom(currencies).Draw(t, "currency")
		e.Memo = rapid.SampledFrom([]string{"", "", "", "退票", "P1", "P1 P2"}).Draw(t, "memo")
		if rapid.IntRange(0, 4).Draw(t, "debit") == 0 {
			e.Direction = record.Debit
		}
		if rapid.IntRange(0, 3).Draw(t, "payer") == 0 {
			ofPayer(&e)
		}
		entries = append(entries, e)
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "decisions") {
		d := Decision{ID: fmt.Sprintf("D%d", i), Kind: rapid.SampledFrom([]DecisionKind{Confirm, Confirm, Reject, WriteOff}).Draw(t, "kind"),
			Entry: Key{ID: fmt.Sprintf("B%d", rapid.IntRange(0, 6).Draw(t, "entry"))}}
		if d.Kind != WriteOff {
			d.Payout = Key{rapid.SampledFrom([]string{"a", "b"}).Draw(t, "source"), fmt.Sprintf("P%d", rapid.IntRange(0, 7).Draw(t, "payout"))}
		}
		decisions = append(decisions, d)
	}
	return payouts, entries, decisions
}

// byEntry gathers links by entry.
func byEntry(links []EntryLink) map[int64][]EntryLink {
	out := map[int64][]EntryLink{}
	for _, l := range links {
		out[l.Entry] = append(out[l.Entry], l)
	}
	return out
}

// The same rows and decisions in any order, in used room or new: the same end.
func TestEntriesInAnyOrder(t *testing.T) {
	cals := calendar.Builtin()
	var used Matcher
	rapid.Check(t, func(t *rapid.T) {
		payouts, entries, decisions := till(t)
		one := new(Matcher).Entries(payouts, entries, cals, decisions)
		other := used.Entries(rapid.Permutation(payouts).Draw(t, "p"), rapid.Permutation(entries).Draw(t, "e"), cals, rapid.Permutation(decisions).Draw(t, "d"))
		if diff := cmp.Diff(byEntry(one.Links), byEntry(other.Links)); diff != "" {
			t.Fatalf("links (-one order +another):\n%s", diff)
		}
		if diff := cmp.Diff(one.Suggestions, other.Suggestions); diff != "" {
			t.Fatalf("suggestions (-one order +another):\n%s", diff)
		}
		if diff := cmp.Diff(one.Conflicts, other.Conflicts); diff != "" {
			t.Fatalf("conflicts (-one order +another):\n%s", diff)
		}
	})
}

// An entry is all of what it is linked to and nothing twice; what was found by
// details adds up exactly, in one currency and account.
func TestEntriesAddUp(t *testing.T) {
	cals := calendar.Builtin()
	var m Matcher
	rapid.Check(t, func(t *rapid.T) {
		payouts, entries, decisions := till(t)
		res := m.Entries(payouts, entries, cals, decisions)
		type movement struct {
			payout int64
			side   side
		}
		byDetails := map[movement]int64{}
		var order []int64
		for entry, links := range byEntry(res.Links) {
			e := &entries[entry-101]
			var sum int64
			for _, l := range links {
				sum += l.Amount
				if l.Payout == 0 {
					continue
				}
				p := &payouts[l.Payout-1]
				if p.Currency != e.Currency {
					t.Fatalf("two currencies: %+v", l)
				}
				if l.Rule == ByDetails {
					byDetails[movement{l.Payout, sideOf(e)}] += l.Amount
					if p.Account != merchantAccount(e) {
						t.Fatalf("another account: %+v", l)
					}
				}
			}
			if links[0].Payout != 0 && sum != e.Amount {
				t.Fatalf("entry of %d is linked with %d: %+v", e.Amount, sum, links)
			}
		}
		for x, sum := range byDetails {
			if want := payouts[x.payout-1].Amount; sum%want != 0 { // more than once only where it came back between
				t.Fatalf("payout of %d got %d by details on side %d", want, sum, x.side)
			}
		}
		for _, l := range res.Links {
			if len(order) == 0 || order[len(order)-1] != l.Entry {
				order = append(order, l.Entry)
			}
		}
		if len(order) != len(entries) {
			t.Fatalf("%d entries, told in the order %v", len(entries), order)
		}
	})
}

// A suggestion speaks only of what is open, adds up where it is a cover, and
// closes its entries when it is accepted; accepted it changes no reference.
func TestSuggestionsClose(t *testing.T) {
	cals := calendar.Builtin()
	var m Matcher
	rapid.Check(t, func(t *rapid.T) {
		payouts, entries, _ := till(t)
		res := m.Entries(payouts, entries, cals, nil)
		was := byEntry(res.Links)
		for _, s := range res.Suggestions {
			for _, e := range s.Entries {
				if was[e][0].Payout != 0 {
					t.Fatalf("entry %d has its payout: %+v", e, s)
				}
			}
			if (s.Kind == SuggestCover || s.Kind == SuggestParts) && s.Open != 0 {
				t.Fatalf("does not add up: %+v", s)
			}
			after := m.Entries(payouts, entries, cals, s.Accept("D"))
			now := byEntry(after.Links)
			if len(after.Conflicts) == 0 {
				for _, e := range s.Entries {
					if now[e][0].Rule != ByConfirmed || len(now[e]) != len(s.Payouts) {
						t.Fatalf("accepted %+v, got %+v", s, now[e])
					}
				}
			}
			for e, links := range was {
				if links[0].Rule == ByReference && !cmp.Equal(links, now[e]) {
					t.Fatalf("accepting %+v changed a reference:\n%s", s, cmp.Diff(links, now[e]))
				}
			}
			for _, again := range m.Entries(payouts, entries, cals, Decisions{s.Decline("D")}).Suggestions {
				if again.ID == s.ID {
					t.Fatalf("declined and made again: %+v", s)
				}
			}
		}
	})
}

// Taking a row away changes nothing on other accounts, nor what memos told.
func TestTakingAnEntryAway(t *testing.T) {
	cals := calendar.Builtin()
	var m Matcher
	rapid.Check(t, func(t *rapid.T) {
		payouts, entries, _ := till(t)
		if len(entries) == 0 {
			return
		}
		was := byEntry(m.Entries(payouts, entries, cals, nil).Links)
		gone := rapid.IntRange(0, len(entries)-1).Draw(t, "gone")
		left := slices.Delete(slices.Clone(entries), gone, gone+1)
		now := byEntry(m.Entries(payouts, left, cals, nil).Links)
		touched := map[string]bool{merchantAccount(&entries[gone]).Key: true}
		for _, p := range payouts { // a memo ties accounts together
			if entries[gone].Memo != "" && (p.ID == "P1" || p.ID == "P2") {
				touched[p.Account.Key] = true
			}
		}
		for _, e := range left {
			if !touched[merchantAccount(&e).Key] && !cmp.Equal(was[e.Row], now[e.Row]) {
				t.Fatalf("entry %s of another account changed:\n%s", e.ID, cmp.Diff(was[e.Row], now[e.Row]))
			}
			if was[e.Row][0].Rule == ByReference && now[e.Row][0].Rule != ByReference {
				t.Fatalf("entry %s lost what its memo says: %+v", e.ID, now[e.Row])
			}
		}
	})
}
