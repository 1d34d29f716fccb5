package match

import (
	"strings"
	"testing"

	"moneytrail/recon/record"
)

func TestDetails(t *testing.T) {
	unknown := func(t *record.Transaction) { t.Status = record.Unknown }
	declined := func(t *record.Transaction) { t.Status = record.Declined }
	tests := []struct {
		name    string
		txns    []record.Transaction
		lines   []record.Line
		want    []string
		explain string
	}{
		{
			name:  "terminal, amount and the minute",
			txns:  []record.Transaction{sale("T1", "2026-03-05 12:00:31", 8800, "R1"), sale("T2", "2026-03-05 12:10:00", 8800, "R2")},
			lines: []record.Line{line("S1", noon, 8800, "")}, want: []string{"S1: matched details T1"},
			explain: "no reference; same terminal and amount, the line's time -31 s from the swipe's",
		},
		{
			name: "60 s before the swipe fits, 61 s does not; 120 s after fits, 121 s does not",
			txns: []record.Transaction{sale("T1", noon, 100, "A"), sale("T2", noon, 200, "B"), sale("T3", noon, 300, "C"), sale("T4", noon, 400, "D")},
			lines: []record.Line{line("S1", "2026-03-05 11:59:00", 100, ""), line("S2", "2026-03-05 11:58:59", 200, ""),
				line("S3", "2026-03-05 12:02:00", 300, ""), line("S4", "2026-03-05 12:02:01", 400, "")},
			want:    []string{"S1: matched details T1", "S2: orphan none", "S3: matched details T3", "S4: orphan none"},
			explain: "no reference, and no transaction of its terminal, amount and time",
		},
		{
			name:  "another terminal, another amount, another currency",
			txns:  []record.Transaction{sale("T1", noon, 100, "A"), sale("T2", noon, 200, "B", func(t *record.Transaction) { t.Currency = "HKD" })},
			lines: []record.Line{line("S1", noon, 100, "", func(l *record.Line) { l.TerminalID = "K2" }), line("S2", noon, 101, ""), line("S3", noon, 200, "")},
			want:  []string{"S1: orphan none", "S2: orphan none", "S3: orphan none"},
		},
		{
			name:  "two sales of one amount in one minute: none is taken, both are named",
			txns:  []record.Transaction{sale("T1", noon, 8800, "R1"), sale("T2", "2026-03-05 12:00:40", 8800, "R2")},
			lines: []record.Line{line("S1", noon, 8800, "")}, want: []string{"S1: orphan none ?T1 ?T2"},
			explain: "fits T1 and T2 equally; none is taken",
		},
		{
			name:  "two lines and two sales that fit each other equally",
			txns:  []record.Transaction{sale("T1", noon, 8800, "R1"), sale("T2", "2026-03-05 12:00:40", 8800, "R2")},
			lines: []record.Line{line("S1", noon, 8800, ""), line("S2", noon, 8800, "")},
			want:  []string{"S1: orphan none ?T1 ?T2", "S2: orphan none ?T1 ?T2"},
		},
		{
			name:  "one of the two has a line by reference: the other is left",
			txns:  []record.Transaction{sale("T1", noon, 8800, "R1"), sale("T2", "2026-03-05 12:00:40", 8800, "R2")},
			lines: []record.Line{line("S1", noon, 8800, ""), line("S2", noon, 8800, "R1")},
			want:  []string{"S1: matched details T2", "S2: matched reference T1"},
		},
		{
			name: "a refund whose line carries its sale's reference is taken: a line without one is not its second",
			txns: []record.Transaction{sale("T1", "2026-03-01 12:00:00", 8800, "R1"),
				sale("T2", noon, 8800, "X2", typed(record.Refund), func(t *record.Transaction) { t.OriginalRRN = "R1" })},
			lines: []record.Line{
				line("S1", "", -8800, "R1", func(l *record.Line) { l.Type = record.LineRefund }),
				line("S2", noon, -8800, "", func(l *record.Line) { l.Type = record.LineRefund }),
			},
			want: []string{"S1: matched reference T2", "S2: orphan none"},
		},
		{
			name:  "equal lines in whatever order they come: the lowest id stands for the sale",
			txns:  []record.Transaction{sale("T1", noon, 8800, "R1")},
			lines: []record.Line{line("S3", noon, 8800, ""), line("S1", noon, 8800, ""), line("S2", noon, 8800, "")},
			want:  []string{"S3: duplicate details T1", "S1: matched details T1", "S2: duplicate details T1"},
		},
		{
			name:  "a line that fits one sale alone leaves the other to the next",
			txns:  []record.Transaction{sale("T1", noon, 8800, "R1"), sale("T2", "2026-03-05 12:02:30", 8800, "R2")},
			lines: []record.Line{line("S1", "2026-03-05 12:02:00", 8800, ""), line("S2", noon, 8800, "")},
			want:  []string{"S1: matched details T2", "S2: matched details T1"},
		},
		{
			name:    "two lines of different times for one sale: neither is taken",
			txns:    []record.Transaction{sale("T1", noon, 8800, "R1")},
			lines:   []record.Line{line("S1", noon, 8800, ""), line("S2", "2026-03-05 12:01:00", 8800, "")},
			want:    []string{"S1: orphan none ?T1", "S2: orphan none ?T1"},
			explain: "fits T1, and so does a line of another time; neither is taken",
		},
		{
			name:  "equal lines for one sale: the lowest id stands",
			txns:  []record.Transaction{sale("T1", noon, 8800, "R1")},
			lines: []record.Line{line("S2", noon, 8800, ""), line("S1", noon, 8800, "")},
			want:  []string{"S2: duplicate details T1", "S1: matched details T1"},
		},
		{
			name: "a line whose sales went to lines that fit nothing else",
			txns: []record.Transaction{sale("T1", noon, 8800, "R1"), sale("T2", "2026-03-05 12:02:00", 8800, "R2")},
			lines: []record.Line{line("S1", "2026-03-05 11:59:30", 8800, ""), line("S2", "2026-03-05 12:03:30", 8800, ""),
				line("S3", "2026-03-05 12:01:30", 8800, "")},
			want:    []string{"S1: matched details T1", "S2: matched details T2", "S3: orphan none"},
			explain: "T1 and T2",
		},
		{
			name: "declined, voided and reversed sales have no line",
			txns: []record.Transaction{sale("T1", noon, 100, "A", declined),
				sale("T2", noon, 200, "B"), sale("T3", "2026-03-05 12:00:30", 200, "B", typed(record.Void)),
				sale("T4", noon, 300, "C"), sale("T5", "2026-03-05 12:00:30", 300, "D", typed(record.Reversal), func(t *record.Transaction) { t.OriginalRRN = "C" })},
			lines: []record.Line{line("S1", noon, 100, ""), line("S2", noon, 200, ""), line("S3", noon, 300, "")},
			want:  []string{"S1: orphan none", "S2: orphan none", "S3: orphan none"},
		},
		{
			name:  "a void that was declined undoes nothing",
			txns:  []record.Transaction{sale("T2", noon, 200, "B"), sale("T3", "2026-03-05 12:00:30", 200, "B", typed(record.Void), declined)},
			lines: []record.Line{line("S1", noon, 200, "")}, want: []string{"S1: matched details T2"},
		},
		{
			name:  "the swipe without an answer, only where no approved one fits",
			txns:  []record.Transaction{sale("T1", noon, 100, "A", unknown), sale("T2", "2026-03-05 12:00:50", 100, "B"), sale("T3", noon, 200, "C", unknown)},
			lines: []record.Line{line("S1", noon, 100, ""), line("S2", noon, 200, "")},
			want:  []string{"S1: matched details T2", "S2: matched details T3"}, explain: "the terminal says UNKNOWN",
		},
		{
			name:  "refunds and chargebacks too; the chargeback finds a sale that is settled",
			txns:  []record.Transaction{sale("T1", noon, 100, "A"), sale("T2", noon, 40, "B", typed(record.Refund))},
			lines: []record.Line{line("S1", noon, 100, "A"), line("S2", noon, -40, ""), line("S3", noon, -100, "", chargeback)},
			want:  []string{"S1: matched reference T1", "S2: matched details T2", "S3: matched details T1"},
		},
		{
			name:  "no time or no terminal: nothing to go by",
			txns:  []record.Transaction{sale("T1", noon, 100, "A")},
			lines: []record.Line{line("S1", "", 100, ""), line("S2", noon, 100, "", func(l *record.Line) { l.TerminalID = "" })},
			want:  []string{"S1: orphan none", "S2: orphan none"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			numbered(tt.txns, tt.lines)
			links := Lines(tt.txns, tt.lines, shanghai)
			got := said(tt.txns, tt.lines, links)
			if strings.Join(got, "\n") != strings.Join(tt.want, "\n") {
				t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(tt.want, "\n  "))
			}
			if last := links[len(links)-1].Explanation; !strings.Contains(last, tt.explain) {
				t.Errorf("explained as %q, want %q in it", last, tt.explain)
			}
		})
	}
}

// A link by details is provisional: when the line by reference comes, the sale goes back to it.
func TestReferenceTakesTheSaleBack(t *testing.T) {
	txns := []record.Transaction{sale("T1", noon, 8800, "R1")}
	lines := []record.Line{line("S1", noon, 8800, "")}
	numbered(txns, lines)
	if got := Lines(txns, lines, shanghai)[0]; got.State != Matched || got.MatchedBy != ByDetails {
		t.Fatalf("before: %+v", got)
	}
	lines = append(lines, line("S2", noon, 8800, "R1"))
	numbered(txns, lines)
	links := Lines(txns, lines, shanghai)
	if links[0].State != Orphan || links[0].Transaction != 0 || links[1].State != Matched {
		t.Errorf("after: %+v", links)
	}
}

// A thousand sales of one amount in one minute are ambiguous, and quickly so.
func TestCrowdedMinute(t *testing.T) {
	var txns []record.Transaction
	var lines []record.Line
	for range 2000 {
		txns = append(txns, sale("T", noon, 100, ""))
		lines = append(lines, line("S", noon, 100, ""))
	}
	numbered(txns, lines)
	for _, l := range Lines(txns, lines, shanghai) {
		if l.State != Orphan || len(l.Candidates) != mostRivals || !strings.HasSuffix(l.Explanation, "(and more)") {
			t.Fatalf("%+v", l)
		}
	}
}
