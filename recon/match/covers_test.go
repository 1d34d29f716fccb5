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

// outcome writes links as "entry: role amount of payout by rule" and
// suggestions as "entries ?kind payouts".
func outcome(payouts []PayoutSide, entries []record.Entry, decisions Decisions) (got []string, res EntryResult) {
	names := map[int64]string{}
	for i := range payouts {
		payouts[i].Row = int64(i + 1)
		names[payouts[i].Row] = payouts[i].ID
	}
	for i := range entries {
		entries[i].Row = int64(101 + i)
		names[entries[i].Row] = entries[i].ID
	}
	list := func(rows []int64) string {
		var ids []string
		for _, r := range rows {
			ids = append(ids, names[r])
		}
		return strings.Join(ids, "+")
	}
	res = new(Matcher).Entries(payouts, entries, calendar.Builtin(), decisions)
	for _, l := range res.Links {
		if l.Payout != 0 {
			got = append(got, fmt.Sprintf("%s: %s %d of %s by %s", names[l.Entry], l.Role, l.Amount, names[l.Payout], l.Rule))
		}
	}
	for _, s := range res.Suggestions {
		got = append(got, fmt.Sprintf("%s ?%s %s", list(s.Entries), s.Kind, list(s.Payouts)))
	}
	for _, c := range res.Conflicts {
		got = append(got, fmt.Sprintf("!%s %s", c.Decision, c.Kind))
	}
	return got, res
}

func owner(merchant, source string) func(*PayoutSide) {
	return func(p *PayoutSide) { p.MerchantID, p.Source = merchant, source }
}

func status(s record.PayoutStatus) func(*PayoutSide) {
	return func(p *PayoutSide) { p.Status = s }
}

func TestCovers(t *testing.T) {
	const thursday, friday, saturday, sunday, monday, tuesday = "2026-11-19", "2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23", "2026-11-24"
	tests := []struct {
		name    string
		payouts []PayoutSide
		entries []record.Entry
		want    []string
		why     string // part of the explanation of the last link, or of the first suggestion
	}{
		{
			name:    "one weekend credit for three days of sales",
			payouts: []PayoutSide{payout("P1", friday, 1001), payout("P2", saturday, 2002), payout("P3", sunday, 3004)},
			entries: []record.Entry{entry("B1", monday, 6007, "WEEKEND")},
			want:    []string{"B1: payout 1001 of P1 by details", "B1: payout 2002 of P2 by details", "B1: payout 3004 of P3 by details"},
			why:     "all open payouts of the account that are booked on this day together",
		},
		{
			name:    "all shops of the account on the day they were sent",
			payouts: []PayoutSide{payout("P1", thursday, 1001, owner("M1", "a")), payout("P2", thursday, 2002, owner("M2", "a")), payout("P3", friday, 5000)},
			entries: []record.Entry{entry("B1", thursday, 3003, "")},
			want:    []string{"B1: payout 1001 of P1 by details", "B1: payout 2002 of P2 by details"},
			why:     "all open payouts of the account sent on 2026-11-19 together",
		},
		{
			name: "two acquirers, one credit each",
			payouts: []PayoutSide{payout("P1", thursday, 1001, owner("M1", "a")), payout("P2", thursday, 2002, owner("M2", "a")),
				payout("Q1", thursday, 4010, owner("M1", "b")), payout("Q2", thursday, 8020, owner("M2", "b"))},
			entries: []record.Entry{entry("B1", thursday, 3003, ""), entry("B2", friday, 12030, "")},
			want: []string{"B1: payout 1001 of P1 by details", "B1: payout 2002 of P2 by details",
				"B2: payout 4010 of Q1 by details", "B2: payout 8020 of Q2 by details"},
			why: "all open payouts of the account from b",
		},
		{
			name:    "some of the day's payouts: said, not taken",
			payouts: []PayoutSide{payout("P1", thursday, 1001), payout("P2", thursday, 2002), payout("P3", thursday, 4004)},
			entries: []record.Entry{entry("B1", thursday, 5005, "")},
			want:    []string{"B1 ?cover P1+P3"},
			why:     "entry B1 is P1 and P3 to the minor unit; no other set is",
		},
		{
			name:    "complete, but a day late: said, not taken",
			payouts: []PayoutSide{payout("P1", thursday, 1001), payout("P2", thursday, 2002)},
			entries: []record.Entry{entry("B1", saturday, 3003, "")},
			want:    []string{"B1 ?cover P1+P2"},
		},
		{
			name:    "two complete covers: both said, none taken",
			payouts: []PayoutSide{payout("P1", thursday, 1001), payout("P2", thursday, 2002), payout("P3", friday, 1003), payout("P4", friday, 2000)},
			entries: []record.Entry{entry("B1", friday, 3003, "")},
			want:    []string{"B1 ?cover P1+P2", "B1 ?cover P3+P4"},
		},
		{
			name:    "a complete cover, and another set that adds up",
			payouts: []PayoutSide{payout("P1", thursday, 1001), payout("P2", thursday, 2002), payout("P3", friday, 1500), payout("P4", friday, 1503), payout("P5", friday, 9000)},
			entries: []record.Entry{entry("B1", friday, 3003, "")},
			want:    []string{"B1 ?cover P1+P2", "B1 ?cover P3+P4"},
		},
		{
			name:    "two entries for one complete set",
			payouts: []PayoutSide{payout("P1", thursday, 1001), payout("P2", thursday, 2002)},
			entries: []record.Entry{entry("B1", thursday, 3003, ""), entry("B2", friday, 3003, "")},
			want:    []string{"B1 ?cover P1+P2", "B2 ?cover P1+P2"},
		},
		{
			name:    "a member that fits another entry by itself",
			payouts: []PayoutSide{payout("P1", thursday, 1001), payout("P2", thursday, 2005)},
			entries: []record.Entry{entry("B1", thursday, 3006, ""), entry("B2", thursday, 1001, ""), entry("B3", friday, 1001, "")},
			want:    []string{"B1 ?cover P1+P2", "B2 ?entry P1", "B3 ?entry P1"},
		},
		{
			name:    "one payout in several entries of its day",
			payouts: []PayoutSide{payout("P1", thursday, 25000)},
			entries: []record.Entry{entry("B1", thursday, 10000, ""), entry("B2", thursday, 10000, ""), entry("B3", thursday, 5000, "")},
			want:    []string{"B1: payout 10000 of P1 by details", "B2: payout 10000 of P1 by details", "B3: payout 5000 of P1 by details"},
			why:     "are this payout together",
		},
		{
			name:    "in parts on two days, the limit of a day",
			payouts: []PayoutSide{payout("P1", friday, 15000)},
			entries: []record.Entry{entry("B1", friday, 10000, ""), entry("B2", monday, 5000, "")},
			want:    []string{"B1: payout 10000 of P1 by details", "B2: payout 5000 of P1 by details"},
		},
		{
			name:    "in parts beside what customers paid in: said, not taken",
			payouts: []PayoutSide{payout("P1", thursday, 15000)},
			entries: []record.Entry{entry("B1", thursday, 10000, ""), entry("B2", thursday, 5000, ""), entry("B3", thursday, 777, "rent")},
			want:    []string{"B1+B2 ?parts P1"},
		},
		{
			name:    "the rest of a payout of which a part is named",
			payouts: []PayoutSide{payout("P1", thursday, 15000)},
			entries: []record.Entry{entry("B1", thursday, 10000, "P1"), entry("B2", friday, 5000, "")},
			want:    []string{"B1: payout 10000 of P1 by reference", "B2 ?entry P1"},
			why:     "entry B2 is the rest of P1, of which CNY 100.00 is here",
		},
		{
			name:    "the operator's account too, but never both sides mixed",
			payouts: []PayoutSide{payout("P1", thursday, 1001), payout("P2", thursday, 2002)},
			entries: []record.Entry{entry("B1", thursday, 3003, "", ofPayer, debit), entry("B2", friday, 3003, "")},
			want: []string{"B1: payout 1001 of P1 by details", "B1: payout 2002 of P2 by details",
				"B2: payout 1001 of P1 by details", "B2: payout 2002 of P2 by details"},
		},
		{
			name:    "another currency, another account",
			payouts: []PayoutSide{payout("P1", thursday, 1001), payout("P2", thursday, 2002, func(p *PayoutSide) { p.Currency = "HKD" }), payout("P3", thursday, 2002, func(p *PayoutSide) { p.Account.Key = "other" })},
			entries: []record.Entry{entry("B1", thursday, 3003, "")},
		},
		{
			name:    "a memo that names both, and the amount is theirs together",
			payouts: []PayoutSide{payout("P1", thursday, 1001), payout("P2", thursday, 2002), payout("P3", thursday, 3003)},
			entries: []record.Entry{entry("B1", tuesday, 3003, "P1 + P2")},
			want:    []string{"B1: payout 1001 of P1 by reference", "B1: payout 2002 of P2 by reference"},
			why:     "the memo names P1 and P2, and the amount is theirs together",
		},
		{
			name:    "two payouts in two entries that are neither's: a group, to be confirmed",
			payouts: []PayoutSide{payout("P1", thursday, 1001), payout("P2", thursday, 2002)},
			entries: []record.Entry{entry("B1", friday, 1700, ""), entry("B2", friday, 1303, "")},
			want:    []string{"B1+B2 ?group P1+P2"},
		},
		{
			name:    "a group beside what is clear by itself",
			payouts: []PayoutSide{payout("P1", thursday, 1001), payout("P2", thursday, 2002), payout("P3", thursday, 5000), payout("P4", thursday, 777)},
			entries: []record.Entry{entry("B1", friday, 1700, ""), entry("B2", friday, 1303, ""), entry("B3", friday, 5000, "")},
			want:    []string{"B3: payout 5000 of P3 by details", "B1+B2 ?group P1+P2"},
		},
		{
			name:    "not where one of the entries was booked before a payout was sent, nor after its time",
			payouts: []PayoutSide{payout("P1", thursday, 1001), payout("P2", friday, 2002)},
			entries: []record.Entry{entry("B1", thursday, 1700, ""), entry("B2", friday, 1303, "")},
		},
		{
			name:    "not where a smaller set explains a part of it",
			payouts: []PayoutSide{payout("P1", thursday, 1001), payout("P2", thursday, 2002), payout("P3", thursday, 900)},
			entries: []record.Entry{entry("B1", friday, 3003, ""), entry("B2", "2026-12-18", 500, ""), entry("B3", "2026-12-18", 400, "")},
			want:    []string{"B1 ?cover P1+P2"},
		},
		{
			name:    "a memo that names both, but one is named alone as well: nothing could be accepted",
			payouts: []PayoutSide{payout("P1", thursday, 1001), payout("P2", thursday, 2002)},
			entries: []record.Entry{entry("B1", friday, 3003, "P1 + P2"), entry("B2", friday, 1001, "P1")},
			want:    []string{"B2: payout 1001 of P1 by reference"},
		},
		{
			name:    "a bundle that came back in one: said",
			payouts: []PayoutSide{payout("P1", thursday, 1001, status(record.PayoutReturned)), payout("P2", thursday, 2002, status(record.PayoutReturned))},
			entries: []record.Entry{entry("B1", tuesday, 3003, "退票", debit)},
			want:    []string{"B1 ?cover P1+P2"},
		},
		{
			name:    "the very amount, ten days late: said",
			payouts: []PayoutSide{payout("P1", "2026-11-09", 1001)},
			entries: []record.Entry{entry("B1", thursday, 1001, "")},
			want:    []string{"B1 ?entry P1"}, why: "booked 10 days after sending",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, res := outcome(tt.payouts, tt.entries, nil)
			if !slices.Equal(got, tt.want) {
				t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(tt.want, "\n  "))
			}
			why := res.Links[len(res.Links)-1].Explanation
			if len(res.Suggestions) > 0 {
				why = res.Suggestions[0].Why
			}
			if !strings.Contains(why, tt.why) {
				t.Errorf("said %q, want %q in it", why, tt.why)
			}
		})
	}
}

// What is open after a rest is accepted is what all of the payout's entries leave of it.
func TestARestLeavesNothingOpen(t *testing.T) {
	payouts := []PayoutSide{payout("P1", "2026-11-19", 15000)}
	_, res := outcome(payouts, []record.Entry{entry("B1", "2026-11-19", 10000, "P1"), entry("B2", "2026-11-20", 5000, "")}, nil)
	if len(res.Suggestions) != 1 || res.Suggestions[0].Amount != 5000 || res.Suggestions[0].Open != 0 {
		t.Errorf("suggested %+v", res.Suggestions)
	}
}

// Among many candidates some set nearly always adds up: only complete sets count, and two of them are one too many.
func TestCoversAmongMany(t *testing.T) {
	const thursday, friday = "2026-11-19", "2026-11-20"
	shops := func(n int, on string, from int64) (payouts []PayoutSide, sum int64) {
		for i := range n {
			p := payout(fmt.Sprintf("P%s%02d", on, i), on, from+int64(i), owner(fmt.Sprintf("M%s%02d", on, i), "a"))
			payouts, sum = append(payouts, p), sum+p.Amount
		}
		return payouts, sum
	}
	forty, sum := shops(40, thursday, 1000)
	got, res := outcome(forty, []record.Entry{entry("B1", friday, sum, "")}, nil)
	if len(got) != 40 || res.Links[39].Rule != ByDetails {
		t.Errorf("forty shops in one credit: %q", got)
	}
	if got, _ = outcome(forty, []record.Entry{entry("B1", friday, sum-1000, "")}, nil); len(got) != 0 {
		t.Errorf("thirty-nine of forty: %q", got)
	}
	one, sum := shops(8, thursday, 1000)
	two, _ := shops(8, friday, 1000)
	got, _ = outcome(append(one, two...), []record.Entry{entry("B1", friday, sum, "")}, nil)
	if len(got) == 0 || strings.Contains(got[0], "details") || !strings.HasPrefix(got[0], "B1 ?cover") {
		t.Errorf("two complete covers: %q", got)
	}
	var credits []record.Entry
	for i := range 16 { // eight on each of two days
		credits = append(credits, entry(fmt.Sprintf("B%02d", i), []string{thursday, friday}[i/8], int64(100+i%8), ""))
	}
	for i, want := range map[int]string{828: "", 1656: "B00: payout"} { // a day's, and both days'
		got, _ = outcome([]PayoutSide{payout("P1", thursday, int64(i))}, slices.Clone(credits), nil)
		took := len(got) > 0 && strings.Contains(got[0], "details")
		if took != (want != "") {
			t.Errorf("payout of %d: %q", i, got)
		}
	}
}

// What was paid in other pieces than it was sent in is found among others, and
// accepted it fills every payout to the unit.
func TestGroupsAreFoundAndFill(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var payouts []PayoutSide
		var total int64
		for i := range rapid.IntRange(2, 4).Draw(t, "payouts") {
			amount := rapid.Int64Range(100_000, 9_000_000).Draw(t, "amount")
			payouts = append(payouts, payout(fmt.Sprintf("P%d", i), "2026-11-19", amount))
			total += amount
		}
		var entries []record.Entry
		for i := range rapid.IntRange(1, 3).Draw(t, "pieces before the last") {
			part := rapid.Int64Range(1, total/5).Draw(t, "piece")
			entries = append(entries, entry(fmt.Sprintf("B%d", i), "2026-11-20", part, ""))
			total -= part
		}
		entries = append(entries, entry("B9", "2026-11-20", total, ""))
		_, res := outcome(payouts, entries, nil)
		at := slices.IndexFunc(res.Suggestions, func(s Suggestion) bool {
			return s.Kind == SuggestGroup && len(s.Entries) == len(entries) && len(s.Payouts) == len(payouts)
		})
		if len(res.Suggestions) == 0 {
			t.Fatalf("nothing is suggested for %+v in %+v", payouts, entries)
		}
		if at < 0 { // a smaller set adds up too
			t.Skip()
		}
		if s := res.Suggestions[at]; s.Open != 0 {
			t.Fatalf("it leaves %d open", s.Open)
		}
		_, res = outcome(payouts, entries, res.Suggestions[at].Accept("D1"))
		paid, given := map[int64]int64{}, map[int64]int64{}
		for _, l := range res.Links {
			if l.Rule != ByConfirmed || l.Amount <= 0 {
				t.Fatalf("%+v", l)
			}
			paid[l.Payout] += l.Amount
			given[l.Entry] += l.Amount
		}
		for i := range payouts {
			if paid[payouts[i].Row] != payouts[i].Amount {
				t.Fatalf("%s got %d of %d", payouts[i].ID, paid[payouts[i].Row], payouts[i].Amount)
			}
		}
		for i := range entries {
			if given[entries[i].Row] != entries[i].Amount {
				t.Fatalf("%s gave %d of %d", entries[i].ID, given[entries[i].Row], entries[i].Amount)
			}
		}
		if len(res.Suggestions)+len(res.Conflicts) != 0 {
			t.Fatalf("left over: %+v %+v", res.Suggestions, res.Conflicts)
		}
	})
}
