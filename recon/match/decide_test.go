package match

import (
	"slices"
	"strings"
	"testing"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

func confirmed(id, entry, payout string) Decision {
	return Decision{ID: id, Kind: Confirm, Entry: Key{ID: entry}, Payout: Key{ID: payout}}
}

// after says that a decision was the nth.
func after(n int64, d Decision) Decision {
	d.Seq = n
	return d
}

func TestDecisionsOnEntries(t *testing.T) {
	const thursday, friday = "2026-11-19", "2026-11-20"
	two := func() []PayoutSide {
		return []PayoutSide{payout("P1", thursday, 1000), payout("P2", thursday, 1000)}
	}
	reject := func(id, entry, payout string) Decision {
		d := confirmed(id, entry, payout)
		d.Kind = Reject
		return d
	}
	tests := []struct {
		name      string
		payouts   []PayoutSide
		entries   []record.Entry
		decisions Decisions
		want      []string
	}{
		{
			name: "of two that fit equally a person takes one, which leaves the other to the next", payouts: two(),
			entries:   []record.Entry{entry("B1", friday, 1000, ""), entry("B2", friday, 1000, "")},
			decisions: Decisions{confirmed("D1", "B1", "P2")},
			want:      []string{"B1: payout 1000 of P2 by confirmed", "B2: payout 1000 of P1 by details"},
		},
		{
			name: "one is rejected, the other is left", payouts: two(),
			entries: []record.Entry{entry("B1", friday, 1000, "")}, decisions: Decisions{reject("D1", "B1", "P2")},
			want: []string{"B1: payout 1000 of P1 by details"},
		},
		{
			name: "confirmed with another amount: short, as a person saw", payouts: []PayoutSide{payout("P1", thursday, 1000)},
			entries: []record.Entry{entry("B1", "2026-12-11", 950, "")}, decisions: Decisions{confirmed("D1", "B1", "P1")},
			want: []string{"B1: payout 950 of P1 by confirmed"},
		},
		{
			name: "one entry confirmed for two: each gets what it expects, the last what is left", payouts: two(),
			entries: []record.Entry{entry("B1", friday, 1900, "")}, decisions: Decisions{confirmed("D1", "B1", "P2"), confirmed("D1", "B1", "P1")},
			want: []string{"B1: payout 1000 of P1 by confirmed", "B1: payout 900 of P2 by confirmed"},
		},
		{
			name: "the memo says otherwise: it stands, and the contradiction is named", payouts: two(),
			entries: []record.Entry{entry("B1", friday, 1000, "P1")}, decisions: Decisions{confirmed("D1", "B1", "P2")},
			want: []string{"B1: payout 1000 of P1 by reference", "!D1 against_reference"},
		},
		{
			name: "the memo says the same: no more than that", payouts: two(),
			entries: []record.Entry{entry("B1", friday, 1000, "P1")}, decisions: Decisions{confirmed("D1", "B1", "P1")},
			want: []string{"B1: payout 1000 of P1 by reference"},
		},
		{
			name: "another entry names the payout in full", payouts: []PayoutSide{payout("P1", thursday, 1000)},
			entries:   []record.Entry{entry("B1", friday, 1000, ""), entry("B2", friday, 1000, "P1")},
			decisions: Decisions{confirmed("D1", "B1", "P1")},
			want:      []string{"B2: payout 1000 of P1 by reference", "!D1 against_reference"},
		},
		{
			name: "another entry names a part of it", payouts: []PayoutSide{payout("P1", thursday, 1000)},
			entries:   []record.Entry{entry("B1", friday, 400, ""), entry("B2", friday, 600, "P1")},
			decisions: Decisions{confirmed("D1", "B1", "P1")},
			want:      []string{"B1: payout 400 of P1 by confirmed", "B2: payout 600 of P1 by reference"},
		},
		{
			name: "a memo that cannot be told is decided by a person", payouts: two(),
			entries: []record.Entry{entry("B1", friday, 1000, "P1 P2")}, decisions: Decisions{confirmed("D1", "B1", "P2")},
			want: []string{"B1: payout 1000 of P2 by confirmed"},
		},
		{
			name: "confirmed and rejected at once: neither", payouts: two(),
			entries:   []record.Entry{entry("B1", friday, 1000, "")},
			decisions: Decisions{confirmed("D1", "B1", "P1"), reject("D2", "B1", "P1")},
			want:      []string{"B1: payout 1000 of P2 by details", "!D1 against_decision"},
		},
		{
			name: "two entries for one payout: the earlier decision holds, in whatever order they are told", payouts: two()[:1],
			entries:   []record.Entry{entry("B1", friday, 1000, ""), entry("B2", friday, 1000, "")},
			decisions: Decisions{after(2, confirmed("D2", "B1", "P1")), after(10, confirmed("D10", "B2", "P1"))},
			want:      []string{"B1: payout 1000 of P1 by confirmed", "!D10 against_decision"},
		},
		{
			name: "the same, decided the other way round", payouts: two()[:1],
			entries:   []record.Entry{entry("B1", friday, 1000, ""), entry("B2", friday, 1000, "")},
			decisions: Decisions{after(10, confirmed("D10", "B1", "P1")), after(2, confirmed("D2", "B2", "P1"))},
			want:      []string{"B2: payout 1000 of P1 by confirmed", "!D10 against_decision"},
		},
		{
			name: "two parts that are no more than the payout stand beside each other", payouts: two()[:1],
			entries:   []record.Entry{entry("B1", friday, 400, ""), entry("B2", friday, 600, "")},
			decisions: Decisions{after(1, confirmed("D1", "B1", "P1")), after(2, confirmed("D2", "B2", "P1"))},
			want:      []string{"B1: payout 400 of P1 by confirmed", "B2: payout 600 of P1 by confirmed"},
		},
		{
			name: "two payouts for one entry, by two people", payouts: two(),
			entries:   []record.Entry{entry("B1", friday, 1000, "")},
			decisions: Decisions{after(1, confirmed("D1", "B1", "P2")), after(2, confirmed("D2", "B1", "P1"))},
			want:      []string{"B1: payout 1000 of P2 by confirmed", "!D2 against_decision"},
		},
		{
			name: "a set of which one payout was decided before is followed in nothing", payouts: two(),
			entries: []record.Entry{entry("B1", friday, 1000, ""), entry("B2", "2026-12-20", 2000, "")},
			decisions: Decisions{after(1, confirmed("D1", "B1", "P1")), after(2, confirmed("D2", "B2", "P1")),
				after(2, confirmed("D2", "B2", "P2"))},
			want: []string{"B1: payout 1000 of P1 by confirmed", "!D2 against_decision"},
		},
		{
			name: "less came than two payouts need: the last has nothing, not a link over nothing", payouts: two(),
			entries:   []record.Entry{entry("B1", friday, 900, "")},
			decisions: Decisions{confirmed("D1", "B1", "P1"), confirmed("D1", "B1", "P2")},
			want:      []string{"B1: payout 900 of P1 by confirmed"},
		},
		{
			name: "two currencies", payouts: []PayoutSide{payout("P1", thursday, 1000, func(p *PayoutSide) { p.Currency = "HKD" })},
			entries: []record.Entry{entry("B1", friday, 1000, "")}, decisions: Decisions{confirmed("D1", "B1", "P1")},
			want: []string{"!D1 impossible"},
		},
		{
			name: "the payout's file was taken back; decisions about other rows wait", payouts: two(),
			entries:   []record.Entry{entry("B1", friday, 77, "")},
			decisions: Decisions{confirmed("D1", "B1", "P9"), confirmed("D2", "B8", "P9")},
			want:      []string{"!D1 row_missing"},
		},
		{
			name: "written off: nothing is taken, nothing suggested", payouts: two(),
			entries: []record.Entry{entry("B1", friday, 1000, ""), entry("B2", friday, 2000, "")},
			decisions: Decisions{{ID: "D1", Kind: WriteOff, Entry: Key{ID: "B1"}}, {ID: "D2", Kind: WriteOff, Payout: Key{ID: "P2"}},
				{ID: "D3", Kind: WriteOff, Entry: Key{ID: "B2"}}},
		},
		{
			name: "written off, but the memo names it", payouts: two(),
			entries:   []record.Entry{entry("B1", friday, 1000, "P1")},
			decisions: Decisions{{ID: "D1", Kind: WriteOff, Entry: Key{ID: "B1"}}, {ID: "D2", Kind: WriteOff, Payout: Key{ID: "P1"}}},
			want:      []string{"B1: payout 1000 of P1 by reference", "!D1 against_reference", "!D2 against_reference"},
		},
		{
			name: "rejected, but the memo names it", payouts: two(),
			entries: []record.Entry{entry("B1", friday, 1000, "P1")}, decisions: Decisions{reject("D1", "B1", "P1")},
			want: []string{"B1: payout 1000 of P1 by reference", "!D1 against_reference"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, _ := outcome(tt.payouts, tt.entries, tt.decisions)
			got = slices.DeleteFunc(got, func(s string) bool { return strings.Contains(s, " ?") })
			if !slices.Equal(got, tt.want) {
				t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(tt.want, "\n  "))
			}
		})
	}
}

// A suggestion is accepted by its id; declined it is not made again; and its
// id outlives withdrawal and another import, which give other store keys.
func TestAcceptAndDecline(t *testing.T) {
	payouts := []PayoutSide{payout("P1", "2026-11-19", 1001), payout("P2", "2026-11-19", 2002), payout("P3", "2026-11-19", 4004)}
	entries := []record.Entry{entry("B1", "2026-11-19", 5005, "")}
	_, res := outcome(payouts, entries, nil)
	s := res.Suggestions[0]
	if len(res.Suggestions) != 1 || len(s.ID) != 10 || s.Amount != 5005 || s.Open != 0 || s.Currency != "CNY" {
		t.Fatalf("%+v", res.Suggestions)
	}
	got, _ := outcome(payouts, entries, s.Accept("D1"))
	want := []string{"B1: payout 1001 of P1 by confirmed", "B1: payout 4004 of P3 by confirmed"}
	if !slices.Equal(got, want) {
		t.Errorf("accepted: got %q, want %q", got, want)
	}
	if got, _ := outcome(payouts, entries, Decisions{s.Decline("D2")}); got != nil {
		t.Errorf("declined: got %q", got)
	}
	slices.Reverse(payouts)
	entries = append([]record.Entry{entry("B0", "2026-11-19", 1, "")}, entries...)
	if _, res := outcome(payouts, entries, nil); res.Suggestions[0].ID != s.ID {
		t.Errorf("the id was %s and is %s", s.ID, res.Suggestions[0].ID)
	}
	whole := []record.Entry{entry("B1", "2026-11-19", 7007, "")}
	_, taken := outcome(payouts, whole, nil)
	if len(taken.Links) != 3 {
		t.Fatalf("%+v", taken.Links)
	}
	declined := Suggestion{ID: nameOf(SuggestCover, []Pair{{Entry: Key{ID: "B1"}, Payout: Key{ID: "P1"}},
		{Entry: Key{ID: "B1"}, Payout: Key{ID: "P2"}}, {Entry: Key{ID: "B1"}, Payout: Key{ID: "P3"}}})}
	if got, _ := outcome(payouts, whole, Decisions{declined.Decline("D3")}); got != nil {
		t.Errorf("a complete cover that was declined: got %q", got)
	}
}

func TestDecisionsOnLines(t *testing.T) {
	pair := func(kind DecisionKind, line, txn string) Decision {
		return Decision{ID: "D1", Kind: kind, Line: Key{"native", line}, Transaction: Key{"native", txn}}
	}
	both := func() []record.Transaction {
		return []record.Transaction{sale("T1", noon, 8800, "R1"), sale("T2", "2026-03-05 12:00:40", 8800, "R2")}
	}
	tests := []struct {
		name      string
		txns      []record.Transaction
		lines     []record.Line
		decisions Decisions
		want      []string
		conflicts []ConflictKind
	}{
		{
			name: "of two that fit equally", txns: both(), lines: []record.Line{line("S1", noon, 8800, "")},
			decisions: Decisions{pair(Confirm, "S1", "T2")}, want: []string{"S1: matched confirmed T2"},
		},
		{
			name: "and the line after it gets the other", txns: both(), lines: []record.Line{line("S1", noon, 8800, ""), line("S2", "2026-03-05 12:01:00", 8800, "")},
			decisions: Decisions{pair(Confirm, "S1", "T2")}, want: []string{"S1: matched confirmed T2", "S2: matched details T1"},
		},
		{
			name: "one of two is rejected", txns: both(), lines: []record.Line{line("S1", noon, 8800, "")},
			decisions: Decisions{pair(Reject, "S1", "T2")}, want: []string{"S1: matched details T1"},
		},
		{
			name: "two of one RRN, one rejected", txns: []record.Transaction{sale("T1", noon, 8800, "R1"), sale("T2", noon, 8800, "R1")},
			lines: []record.Line{line("S1", noon, 8800, "R1")}, decisions: Decisions{pair(Reject, "S1", "T2")},
			want: []string{"S1: matched reference T1"},
		},
		{
			name: "confirmed with another amount is a mismatch still", txns: both(), lines: []record.Line{line("S1", "", 8000, "R9")},
			decisions: Decisions{pair(Confirm, "S1", "T2")}, want: []string{"S1: mismatch confirmed T2"},
		},
		{
			name: "the reference says otherwise", txns: both(), lines: []record.Line{line("S1", noon, 8800, "R1")},
			decisions: Decisions{pair(Confirm, "S1", "T2")}, want: []string{"S1: matched reference T1"}, conflicts: []ConflictKind{AgainstReference},
		},
		{
			name: "later the line by reference comes: the sale goes back to it", txns: both(),
			lines:     []record.Line{line("S1", "", 8800, ""), line("S2", noon, 8800, "R2")},
			decisions: Decisions{pair(Confirm, "S1", "T2")},
			want:      []string{"S1: orphan none", "S2: matched reference T2"}, conflicts: []ConflictKind{AgainstReference},
		},
		{
			name: "a fee is no sale's", txns: both(), lines: []record.Line{line("S1", noon, -5, "", func(l *record.Line) { l.Type = record.LineFee })},
			decisions: Decisions{pair(Confirm, "S1", "T2")}, want: []string{"S1: account none"}, conflicts: []ConflictKind{Impossible},
		},
		{
			name: "one line, two sales", txns: both(), lines: []record.Line{line("S1", "", 8800, "")},
			decisions: Decisions{pair(Confirm, "S1", "T1"), pair(Confirm, "S1", "T2")},
			want:      []string{"S1: orphan none"}, conflicts: []ConflictKind{AgainstDecision, AgainstDecision},
		},
		{
			name: "one line, two sales by two people: the earlier decision holds", txns: both(), lines: []record.Line{line("S1", "", 8800, "")},
			decisions: Decisions{after(2, pair(Confirm, "S1", "T1")), after(1, Decision{ID: "D0", Kind: Confirm, Line: Key{"native", "S1"}, Transaction: Key{"native", "T2"}})},
			want:      []string{"S1: matched confirmed T2"}, conflicts: []ConflictKind{AgainstDecision},
		},
		{
			name: "two lines, one sale: the lower stands", txns: both(), lines: []record.Line{line("S1", "", 8800, ""), line("S2", "", 8800, "")},
			decisions: Decisions{pair(Confirm, "S2", "T1"), pair(Confirm, "S1", "T1")},
			want:      []string{"S1: matched confirmed T1", "S2: duplicate confirmed T1"},
		},
		{
			name: "written off", txns: both()[:1], lines: []record.Line{line("S1", noon, 8800, "")},
			decisions: Decisions{{ID: "D1", Kind: WriteOff, Line: Key{"native", "S1"}}}, want: []string{"S1: orphan none"},
		},
		{
			name: "the sale is not there", txns: both(), lines: []record.Line{line("S1", "", 8800, "")},
			decisions: Decisions{pair(Confirm, "S1", "T9")}, want: []string{"S1: orphan none"}, conflicts: []ConflictKind{RowMissing},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			numbered(tt.txns, tt.lines)
			res := new(Matcher).Lines(tt.txns, tt.lines, shanghai, tt.decisions)
			if got := said(tt.txns, tt.lines, res.Links); !slices.Equal(got, tt.want) {
				t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(tt.want, "\n  "))
			}
			var conflicts []ConflictKind
			for _, c := range res.Conflicts {
				if c.Why == "" {
					t.Errorf("no reason: %+v", c)
				}
				conflicts = append(conflicts, c.Kind)
			}
			if !slices.Equal(conflicts, tt.conflicts) {
				t.Errorf("conflicts %v, want %v", conflicts, tt.conflicts)
			}
		})
	}
}

// What is suggested for lines closes them when it is accepted.
func TestSuggestionsForLines(t *testing.T) {
	txns := []record.Transaction{
		sale("T1", noon, 8800, "R1"), sale("T2", "2026-03-05 12:00:40", 8800, "R2"), // either fits S1
		sale("T3", noon, 100, "R3"), // S2 has a reference that nobody knows
		sale("T4", noon, 200, "R4"), // S3 has neither reference nor time
		sale("T5", noon, 300, "R5"), sale("T6", noon, 300, "R6", typed(record.Void), func(t *record.Transaction) { t.OriginalRRN = "R5" }),
	}
	lines := []record.Line{line("S1", noon, 8800, ""), line("S2", noon, 100, "X3"), line("S3", "", 200, ""), line("S4", noon, 300, "X5")}
	numbered(txns, lines)
	var m Matcher
	var got []string
	byID := map[int64]string{1: "T1", 2: "T2", 3: "T3", 4: "T4", 101: "S1", 102: "S2", 103: "S3", 104: "S4"}
	suggestions := m.Lines(txns, lines, shanghai, nil).Suggestions
	for _, s := range suggestions {
		got = append(got, s.Why)
		links := m.Lines(txns, lines, shanghai, s.Accept("D1")).Links
		if l := links[s.Lines[0]-101]; l.MatchedBy != ByConfirmed || l.Transaction != s.Transactions[0] || l.State != Matched {
			t.Errorf("%s to %s accepted: %+v", byID[s.Lines[0]], byID[s.Transactions[0]], l)
		}
	}
	want := []string{
		"line S1 may be of T1: fits as well as others do",
		"line S1 may be of T2: fits as well as others do",
		"line S2 may be of T3: same terminal and amount, the line's time 0 s from the swipe's; but its RRN X3 is not that transaction's",
		"line S3 may be of T4: same terminal and amount, swiped 1 days before it settled",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
	none := m.Lines(txns, lines, shanghai, Decisions{suggestions[2].Decline("D1"), suggestions[3].Decline("D2")}).Suggestions
	if len(none) != 2 {
		t.Errorf("declined, but %d are made", len(none))
	}
}

// A decision survives another import: other store keys, the payout told by its own row at last.
func TestDecisionOutlivesTheImport(t *testing.T) {
	implied := payout("P1", "2026-11-19", 0, func(p *PayoutSide) { p.Source, p.Implied, p.LinesNet = "lines", true, 1000 })
	told := payout("P1", "2026-11-19", 1000, func(p *PayoutSide) { p.Source = "payer" })
	decisions := Decisions{{ID: "D1", Kind: Confirm, Entry: Key{ID: "B1"}, Payout: keyOfPayout(&implied)}}
	for _, p := range []PayoutSide{implied, told} {
		p.Row = 77
		e := entry("B1", "2026-12-19", 900, "")
		e.Row = 99
		links := new(Matcher).Entries([]PayoutSide{p}, []record.Entry{e}, calendar.Builtin(), decisions).Links
		if links[0].Payout != 77 || links[0].Rule != ByConfirmed {
			t.Errorf("%s: %+v", p.Source, links)
		}
	}
}
