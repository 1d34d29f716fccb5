package match

import (
	"slices"
	"strings"
	"testing"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// A payout that the bank gives back (退票) and that is paid again: each sending has its own entries.
func TestPaidAgain(t *testing.T) {
	before := func(days ...string) func(*PayoutSide) {
		return func(p *PayoutSide) {
			for _, d := range days {
				p.SentBefore = append(p.SentBefore, day(d))
			}
		}
	}
	returned := status(record.PayoutReturned)
	tests := []struct {
		name    string
		payouts []PayoutSide
		entries []record.Entry
		want    []string
	}{
		{
			name: "credited, given back, credited again within the first window, no memo at all", payouts: []PayoutSide{payout("P1", "2026-11-16", 1000, returned)},
			entries: []record.Entry{entry("B1", "2026-11-17", 1000, ""), entry("B2", "2026-11-18", 1000, "", debit), entry("B3", "2026-11-19", 1000, "")},
			want:    []string{"B1: payout 1000 of P1 by details", "B2: return 1000 of P1 by details", "B3: payout 1000 of P1 by details"},
		},
		{
			name: "again after a week, the first two named", payouts: []PayoutSide{payout("P1", "2026-11-16", 1000)},
			entries: []record.Entry{entry("B1", "2026-11-17", 1000, "P1"), entry("B2", "2026-11-18", 1000, "退票 P1", debit), entry("B3", "2026-11-26", 1000, "")},
			want:    []string{"B1: payout 1000 of P1 by reference", "B2: return 1000 of P1 by reference", "B3: payout 1000 of P1 by details"},
		},
		{
			name: "not again after ten days: said only", payouts: []PayoutSide{payout("P1", "2026-11-16", 1000)},
			entries: []record.Entry{entry("B1", "2026-11-17", 1000, "P1"), entry("B2", "2026-11-18", 1000, "退票 P1", debit), entry("B3", "2026-11-30", 1000, "")},
			want:    []string{"B1: payout 1000 of P1 by reference", "B2: return 1000 of P1 by reference"},
		},
		{
			name: "not again before it came back: an equal credit is no second payment", payouts: []PayoutSide{payout("P1", "2026-11-16", 1000)},
			entries: []record.Entry{entry("B1", "2026-11-17", 1000, "P1"), entry("B2", "2026-11-20", 1000, "退票 P1", debit), entry("B3", "2026-11-19", 1000, "")},
			want:    []string{"B1: payout 1000 of P1 by reference", "B2: return 1000 of P1 by reference"},
		},
		{
			name: "the row was restated with the new day", payouts: []PayoutSide{payout("P1", "2026-11-23", 1000, before("2026-11-16"))},
			entries: []record.Entry{entry("B1", "2026-11-17", 1000, ""), entry("B2", "2026-11-18", 1000, "退票", debit), entry("B3", "2026-11-24", 1000, "")},
			want:    []string{"B1: payout 1000 of P1 by details", "B2: return 1000 of P1 by details", "B3: payout 1000 of P1 by details"},
		},
		{
			name: "given back twice", payouts: []PayoutSide{payout("P1", "2026-11-16", 1000)},
			entries: []record.Entry{entry("B1", "2026-11-17", 1000, "P1"), entry("B2", "2026-11-18", 1000, "RTN P1", debit), entry("B3", "2026-11-20", 1000, ""),
				entry("B4", "2026-11-23", 1000, "RTN P1", debit), entry("B5", "2026-11-25", 1000, "")},
			want: []string{"B1: payout 1000 of P1 by reference", "B2: return 1000 of P1 by reference", "B3: payout 1000 of P1 by details",
				"B4: return 1000 of P1 by reference", "B5: payout 1000 of P1 by details"},
		},
		{
			name: "both banks tell of one return; each sees the money once more", payouts: []PayoutSide{payout("P1", "2026-11-16", 1000, returned)},
			entries: []record.Entry{entry("X1", "2026-11-16", 1000, "", ofPayer, debit), entry("B1", "2026-11-17", 1000, ""),
				entry("B2", "2026-11-18", 1000, "退票", debit), entry("X2", "2026-11-18", 1000, "退票", ofPayer),
				entry("X3", "2026-11-20", 1000, "", ofPayer, debit), entry("B3", "2026-11-20", 1000, "")},
			want: []string{"X1: payout 1000 of P1 by details", "B1: payout 1000 of P1 by details", "B2: return 1000 of P1 by details",
				"X2: return 1000 of P1 by details", "X3: payout 1000 of P1 by details", "B3: payout 1000 of P1 by details"},
		},
		{
			name: "the merchant's bank never saw the first one", payouts: []PayoutSide{payout("P1", "2026-11-16", 1000)},
			entries: []record.Entry{entry("X2", "2026-11-20", 1000, "退票 P1", ofPayer), entry("B3", "2026-11-24", 1000, "")},
			want:    []string{"X2: return 1000 of P1 by reference", "B3: payout 1000 of P1 by details"},
		},
		{
			name: "nor did it, and the second came a day after", payouts: []PayoutSide{payout("P1", "2026-11-16", 1000)},
			entries: []record.Entry{entry("X2", "2026-11-17", 1000, "退票 P1", ofPayer), entry("B3", "2026-11-18", 1000, "")},
			want:    []string{"X2: return 1000 of P1 by reference", "B3: payout 1000 of P1 by details"},
		},
		{
			name:    "two payouts came back that day: which is paid again is not known",
			payouts: []PayoutSide{payout("P1", "2026-11-16", 1000), payout("P2", "2026-11-16", 1000)},
			entries: []record.Entry{entry("X1", "2026-11-18", 1000, "P1", ofPayer), entry("X2", "2026-11-18", 1000, "P2", ofPayer), entry("B3", "2026-11-20", 1000, "")},
			want:    []string{"X1: return 1000 of P1 by reference", "X2: return 1000 of P2 by reference"},
		},
		{
			name: "paid again under a new id", payouts: []PayoutSide{payout("P1", "2026-11-16", 1000, returned), payout("P2", "2026-11-20", 1000)},
			entries: []record.Entry{entry("B2", "2026-11-18", 1000, "退票 P1", debit), entry("B3", "2026-11-20", 1000, "P2")},
			want:    []string{"B2: return 1000 of P1 by reference", "B3: payout 1000 of P2 by reference"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, _ := outcome(tt.payouts, tt.entries, nil)
			got = slices.DeleteFunc(got, func(s string) bool { return strings.Contains(s, " ?") })
			if !slices.Equal(got, tt.want) {
				t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(tt.want, "\n  "))
			}
		})
	}
}

// Refunds and captures of one original, summed in its currency.
func TestChains(t *testing.T) {
	of := func(rrn string, more ...func(*record.Transaction)) func(*record.Transaction) {
		return func(t *record.Transaction) {
			t.OriginalRRN = rrn
			for _, m := range more {
				m(t)
			}
		}
	}
	declined := func(t *record.Transaction) { t.Status = record.Declined }
	txns := []record.Transaction{
		sale("T1", "2026-03-05 10:00:00", 1000, "R1"),
		sale("T2", "2026-03-05 11:00:00", 600, "R2", typed(record.Refund), of("R1")),
		sale("T3", "2026-03-05 12:00:00", 300, "R3", typed(record.Refund), of("R1")),
		sale("T4", "2026-03-05 12:10:00", 300, "R4", typed(record.Void), of("R3")), // takes T3 back
		sale("T5", "2026-03-05 13:00:00", 500, "R5", typed(record.Refund), of("R1")),
		sale("T6", "2026-03-05 13:30:00", 999, "R6", typed(record.Refund), of("R1", declined)),
		sale("T7", "2026-03-05 14:00:00", 10, "R7", typed(record.Refund), of("R1", func(t *record.Transaction) { t.Currency = "HKD" })),
		sale("A1", "2026-03-05 10:00:00", 1000, "RA", typed(record.PreAuth)),
		sale("A2", "2026-03-05 11:00:00", 700, "RB", typed(record.Capture), of("RA")),
		sale("V1", "2026-03-05 10:00:00", 50, "RV"), sale("V2", "2026-03-05 10:01:00", 50, "RV", typed(record.Void)),
		sale("N1", "2026-03-05 10:00:00", 50, "RN"), // nothing refers to it
	}
	numbered(txns, nil)
	slices.Reverse(txns)
	got := map[int64]Chain{}
	for _, c := range new(Matcher).Chains(txns) {
		got[c.Original] = c
	}
	if len(got) != 3 {
		t.Fatalf("%d chains: %+v", len(got), got)
	}
	c := got[1]
	if c.Refunded != 1100 || c.Over != 100 || c.Left() != 0 || !slices.Equal(c.Beyond, []int64{5}) || !slices.Equal(c.Foreign, []int64{7}) ||
		!slices.Equal(c.Followers, []int64{2, 3, 5, 6, 7}) || c.Undone {
		t.Errorf("refunds: %+v", c)
	}
	if c := got[8]; c.Captured != 700 || c.Left() != 300 || c.Over != 0 {
		t.Errorf("capture: %+v", c)
	}
	if c := got[10]; !c.Undone || c.Left() != 0 {
		t.Errorf("void: %+v", c)
	}
}

// Ids that all begin alike, and a statement text that all carry, cost nothing and name nothing wrong.
func TestIDsThatBeginAlike(t *testing.T) {
	var payouts []PayoutSide
	var entries []record.Entry
	for i := range 3000 {
		id := "PO-2026/" + strings.Repeat("0", 3-len(text(i/30))) + text(i/30) + "-" + text(i%30)
		p := payout(id, "2026-11-16", int64(1000+i), func(p *PayoutSide) { p.StatementText = "PO 2026 SETTLEMENT" })
		p.Row = int64(i + 1)
		payouts = append(payouts, p)
		e := entry("B"+id, "2026-11-17", int64(1000+i), "settlement "+strings.ToLower(id)+" thank you")
		e.Row = int64(10_001 + i)
		entries = append(entries, e)
	}
	for i, l := range Entries(payouts, entries, calendar.Builtin()) {
		if l.Payout != int64(i+1) || l.Rule != ByReference {
			t.Fatalf("%s: %+v", entries[i].Memo, l)
		}
	}
}

func text(i int) string { return string(rune('A'+i/26)) + string(rune('A'+i%26)) }
