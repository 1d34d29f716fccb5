package match

import (
	"strings"
	"testing"
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

var shanghai = time.FixedZone("CST", 8*3600)

func stamp(s string) record.Stamp {
	if s == "" {
		return record.Stamp{}
	}
	t, err := time.ParseInLocation("2006-01-02 15:04:05", s, shanghai)
	if err != nil {
		panic(err)
	}
	return record.Stamp{Time: t}
}

func day(s string) calendar.Date {
	d, err := calendar.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// sale makes a transaction of merchant M1 at terminal K1; change spoils or completes it.
func sale(id, at string, amount int64, rrn string, change ...func(*record.Transaction)) record.Transaction {
	t := record.Transaction{
		Origin: record.Origin{Source: "native"}, ID: id, MerchantID: "M1", TerminalID: "K1", Time: stamp(at),
		Type: record.Sale, Amount: amount, Currency: "CNY", RRN: rrn, Status: record.Approved,
	}
	for _, c := range change {
		c(&t)
	}
	return t
}

func typed(typ record.TransactionType) func(*record.Transaction) {
	return func(t *record.Transaction) { t.Type = typ }
}

func line(id, at string, gross int64, rrn string, change ...func(*record.Line)) record.Line {
	l := record.Line{
		Origin: record.Origin{Source: "native"}, ID: id, SettledOn: day("2026-03-06"), MerchantID: "M1", TerminalID: "K1",
		Time: stamp(at), Type: record.LineSale, Gross: gross, Net: gross, Currency: "CNY", RRN: rrn, Status: record.LinePaid,
	}
	if gross < 0 {
		l.Type = record.LineRefund
	}
	for _, c := range change {
		c(&l)
	}
	return l
}

func chargeback(l *record.Line) { l.Type = record.LineChargeback }

// numbered gives rows store keys: transactions from 1, lines from 101.
func numbered(txns []record.Transaction, lines []record.Line) {
	for i := range txns {
		txns[i].Row = int64(i + 1)
	}
	for i := range lines {
		lines[i].Row = int64(101 + i)
	}
}

// said writes links as "line: state by transaction", in order.
func said(txns []record.Transaction, lines []record.Line, links []LineLink) []string {
	txn, ln := map[int64]string{}, map[int64]string{}
	for _, t := range txns {
		txn[t.Row] = t.ID
	}
	for _, l := range lines {
		ln[l.Row] = l.ID
	}
	var out []string
	for _, l := range links {
		s := ln[l.Line] + ": " + l.State + " " + l.MatchedBy
		if l.Transaction != 0 {
			s += " " + txn[l.Transaction]
		}
		for _, c := range l.Candidates {
			s += " ?" + txn[c]
		}
		out = append(out, s)
	}
	return out
}

const noon = "2026-03-05 12:00:00"

func TestLines(t *testing.T) {
	tests := []struct {
		name    string
		txns    []record.Transaction
		lines   []record.Line
		want    []string
		explain string // part of the last line's explanation
	}{
		{
			name:  "the RRN on the day of the swipe",
			txns:  []record.Transaction{sale("T1", noon, 350000, "R1"), sale("T2", noon, 350000, "R2")},
			lines: []record.Line{line("S1", noon, 350000, "R2")}, want: []string{"S1: matched reference T2"},
			explain: "same RRN, merchant and day",
		},
		{
			name: "an RRN that came round again, a year before",
			txns: []record.Transaction{sale("T0", "2025-03-05 12:00:00", 350000, "R1"), sale("T1", noon, 350000, "R1")},
			lines: []record.Line{line("S1", noon, 350000, "R1"),
				line("S2", "", 350000, "R1", func(l *record.Line) { l.SettledOn = day("2025-03-06") })},
			want: []string{"S1: matched reference T1", "S2: matched reference T0"},
		},
		{
			name:  "an RRN of another day is not this sale's",
			txns:  []record.Transaction{sale("T1", "2026-03-02 12:00:00", 350000, "R1")},
			lines: []record.Line{line("S1", noon, 350000, "R1")}, want: []string{"S1: orphan none"},
			explain: "its RRN is that of T1 of 2026-03-02, too far from the line's day",
		},
		{
			name: "two acquirers gave one RRN on one day: the terminal tells",
			txns: []record.Transaction{sale("T1", noon, 350000, "R1"),
				sale("T2", noon, 350000, "R1", func(t *record.Transaction) { t.TerminalID = "K2" })},
			lines: []record.Line{line("S1", noon, 350000, "R1", func(l *record.Line) { l.TerminalID = "K2" })},
			want:  []string{"S1: matched reference T2"},
		},
		{
			name:  "nothing tells two apart: neither is taken",
			txns:  []record.Transaction{sale("T1", noon, 350000, "R1"), sale("T2", noon, 350000, "R1")},
			lines: []record.Line{line("S1", noon, 350000, "R1")}, want: []string{"S1: orphan none ?T1 ?T2"},
			explain: "fits T1 and T2 equally; none is taken",
		},
		{
			name:  "the provider's id goes before the RRN",
			txns:  []record.Transaction{sale("T1", noon, 350000, "R1"), sale("T2", noon, 350000, "R2")},
			lines: []record.Line{line("S1", noon, 350000, "R1", func(l *record.Line) { l.TransactionID = "T2" })},
			want:  []string{"S1: matched id T2"},
		},
		{
			name: "the order that was declined first and paid then",
			txns: []record.Transaction{
				sale("T1", noon, 350000, "", func(t *record.Transaction) { t.OrderID, t.Status = "O1", record.Declined }),
				sale("T2", noon, 350000, "", func(t *record.Transaction) { t.OrderID = "O1" })},
			lines: []record.Line{line("S1", noon, 350000, "", func(l *record.Line) { l.OrderID = "O1" })},
			want:  []string{"S1: matched reference T2"},
		},
		{
			name: "batch and slip of the terminal, zeros before them or not",
			txns: []record.Transaction{
				sale("T1", noon, 350000, "", func(t *record.Transaction) { t.BatchNo, t.SlipNo = "000012", "000345" }),
				sale("T2", "2026-01-05 12:00:00", 350000, "", func(t *record.Transaction) { t.BatchNo, t.SlipNo = "000012", "000345" })},
			lines: []record.Line{line("S1", "", 350000, "", func(l *record.Line) { l.BatchNo, l.SlipNo = "12", "345" })},
			want:  []string{"S1: matched reference T1"},
		},
		{
			name:  "the amounts differ",
			txns:  []record.Transaction{sale("T1", noon, 350000, "R1")},
			lines: []record.Line{line("S1", noon, 350100, "R1")}, want: []string{"S1: mismatch reference T1"},
			explain: "the line says CNY 3501.00, the transaction CNY 3500.00",
		},
		{
			name:  "the currencies differ",
			txns:  []record.Transaction{sale("T1", noon, 350000, "R1")},
			lines: []record.Line{line("S1", noon, 350000, "R1", func(l *record.Line) { l.Currency = "HKD" })},
			want:  []string{"S1: mismatch reference T1"}, explain: "the line says HKD 3500.00, the transaction CNY 3500.00",
		},
		{
			name:  "settled twice: the lowest id stands, by text",
			txns:  []record.Transaction{sale("T1", noon, 350000, "R1")},
			lines: []record.Line{line("S9", noon, 350000, "R1"), line("S10", noon, 350000, "R1")},
			want:  []string{"S9: duplicate reference T1", "S10: matched reference T1"},
		},
		{
			name: "a chargeback months later makes no duplicate",
			txns: []record.Transaction{sale("T1", noon, 350000, "R1")},
			lines: []record.Line{line("S1", noon, 350000, "R1"),
				line("S2", noon, -350000, "R1", chargeback, func(l *record.Line) { l.SettledOn = day("2026-06-20") }),
				line("S3", "2026-06-19 00:00:00", -350000, "R1", chargeback, func(l *record.Line) { l.SettledOn = day("2026-06-20") })},
			want: []string{"S1: matched reference T1", "S2: matched reference T1", "S3: duplicate reference T1"},
		},
		{
			name: "a chargeback, won, and lost again",
			txns: []record.Transaction{sale("T1", noon, 350000, "R1")},
			lines: []record.Line{line("S1", noon, -350000, "R1", chargeback), line("S2", noon, -350000, "R1", chargeback),
				line("S3", noon, 350000, "R1", chargeback)},
			want: []string{"S1: matched reference T1", "S2: matched reference T1", "S3: matched reference T1"},
		},
		{
			name: "a refund's line carries the refund's own RRN",
			txns: []record.Transaction{sale("T1", "2026-03-01 12:00:00", 350000, "R1"),
				sale("T2", noon, 50000, "R2", typed(record.Refund), func(t *record.Transaction) { t.OriginalRRN = "R1" })},
			lines: []record.Line{line("S1", noon, -50000, "R2")}, want: []string{"S1: matched reference T2"},
		},
		{
			name: "a refund's line carries the sale's RRN",
			txns: []record.Transaction{sale("T1", "2026-03-01 12:00:00", 350000, "R1"),
				sale("T2", noon, 50000, "R2", typed(record.Refund), func(t *record.Transaction) { t.OriginalRRN = "R1" })},
			lines: []record.Line{line("S1", noon, -50000, "R1")}, want: []string{"S1: matched reference T2"},
			explain: "names the original of this transaction",
		},
		{
			name: "of two refunds of a sale, the one whose line is not here yet",
			txns: []record.Transaction{sale("T1", "2026-03-01 12:00:00", 350000, "R1"),
				sale("T2", noon, 50000, "R2", typed(record.Refund), func(t *record.Transaction) { t.OriginalRRN = "R1" }),
				sale("T3", noon, 50000, "R3", typed(record.Refund), func(t *record.Transaction) { t.OriginalRRN = "R1" })},
			lines: []record.Line{line("S1", noon, -50000, "R1"), line("S2", noon, -50000, "R3")},
			want:  []string{"S1: matched reference T2", "S2: matched reference T3"},
		},
		{
			name:    "no refund transaction: the line goes to the sale, in parts up to its amount",
			txns:    []record.Transaction{sale("T1", "2026-01-02 12:00:00", 100000, "R1")},
			lines:   []record.Line{line("S1", noon, -40000, "R1"), line("S2", noon, -50000, "R1"), line("S3", noon, -50000, "R1"), line("S4", noon, -30000, "R1")},
			want:    []string{"S1: matched reference T1", "S2: matched reference T1", "S3: duplicate reference T1", "S4: mismatch reference T1"},
			explain: "more than is left of T1, CNY 100.00",
		},
		{
			name: "a pre-authorisation settles as its capture",
			txns: []record.Transaction{sale("T1", "2026-03-01 12:00:00", 350000, "R1", typed(record.PreAuth)),
				sale("T2", noon, 300000, "R2", typed(record.Capture), func(t *record.Transaction) { t.OriginalRRN = "R1" })},
			lines: []record.Line{line("S1", noon, 300000, "R1")}, want: []string{"S1: matched reference T2"},
		},
		{
			name:  "a void shares the RRN of its sale and has no line",
			txns:  []record.Transaction{sale("T1", noon, 350000, "R1"), sale("T2", "2026-03-05 12:01:00", 350000, "R1", typed(record.Void))},
			lines: []record.Line{line("S1", noon, 350000, "R1")}, want: []string{"S1: matched reference T1"},
		},
		{
			name:  "settled though the terminal says declined",
			txns:  []record.Transaction{sale("T1", noon, 350000, "R1", func(t *record.Transaction) { t.Status = record.Declined })},
			lines: []record.Line{line("S1", noon, 350000, "R1")}, want: []string{"S1: matched reference T1"},
			explain: "the terminal says DECLINED",
		},
		{
			name: "lines of the account",
			txns: []record.Transaction{sale("T1", noon, 350000, "R1")},
			lines: []record.Line{line("S1", noon, -100, "R1", func(l *record.Line) { l.Type = record.LineFee }),
				line("S2", noon, -100, "", func(l *record.Line) { l.Type = record.LineReserve }),
				line("S3", noon, -100, "", func(l *record.Line) { l.Type = record.LineAdjustment })},
			want: []string{"S1: account none", "S2: account none", "S3: account none"},
		},
		{
			name:  "a reference that nobody knows is no case for details",
			txns:  []record.Transaction{sale("T1", noon, 350000, "R1")},
			lines: []record.Line{line("S1", noon, 350000, "R7")}, want: []string{"S1: orphan none"}, explain: "no transaction has its RRN R7",
		},
		{
			name: "a row of another witness stands for the transaction it is joined to",
			txns: []record.Transaction{sale("T1", noon, 350000, "R1"),
				sale("W1", noon, 350000, "R9", func(t *record.Transaction) { t.Source, t.Joined = "wechat", 1 })},
			lines: []record.Line{line("S1", noon, 350000, "R9")}, want: []string{"S1: matched reference T1"},
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
