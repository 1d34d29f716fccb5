package match

import (
	"fmt"
	"testing"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// sizes are a small merchant, the common case of an import, and a huge one; in rows of each kind.
var sizes = []int{100, 100_000}

// perRow runs work on rows many rows and tells nanoseconds and allocations for each.
func perRow(b *testing.B, rows int, work func()) {
	b.Run(fmt.Sprint(rows), func(b *testing.B) {
		work() // the room is made once
		b.ReportAllocs()
		for b.Loop() {
			work()
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(rows), "ns/row")
	})
}

// BenchmarkLines links the lines of a merchant; rows are lines.
func BenchmarkLines(b *testing.B) {
	var m Matcher
	for _, n := range sizes {
		w := newWorld(1, n)
		perRow(b, len(w.lines), func() { m.Lines(w.txns, w.lines, shanghai, nil) })
	}
}

// BenchmarkJoins joins two witnesses of every sale.
func BenchmarkJoins(b *testing.B) {
	var m Matcher
	for _, n := range sizes {
		w := newWorld(1, n/2)
		for i := range w.txns {
			o := w.txns[i]
			o.Source, o.Row, o.ID, o.OrderID = "wechat", o.Row+5_000_000, "W"+o.ID, "O"+o.ID
			w.txns = append(w.txns, o)
			w.txns[i].OrderID = o.OrderID
		}
		perRow(b, len(w.txns), func() { m.Joins(w.txns) })
	}
}

// BenchmarkOriginals finds the originals of a merchant's refunds and reversals.
func BenchmarkOriginals(b *testing.B) {
	var m Matcher
	for _, n := range sizes {
		w := newWorld(1, n)
		perRow(b, len(w.txns), func() { m.Originals(w.txns) })
	}
}

// BenchmarkEntries links bank entries: most by their memo, some by details, some to nothing; rows are entries.
func BenchmarkEntries(b *testing.B) {
	var m Matcher
	cals := calendar.Builtin()
	for _, n := range sizes {
		payouts, entries := account40(n)
		perRow(b, len(entries), func() { m.Entries(payouts, entries, cals, nil) })
	}
}

// account40 is n payouts to one account, forty a day, and its bank entries.
func account40(n int) (payouts []PayoutSide, entries []record.Entry) {
	for i := range n {
		p := payout(fmt.Sprintf("PO20%08d", i), "2024-01-02", int64(100_000+i*7919%9_000_000))
		p.Row, p.On = int64(i+1), p.On+calendar.Date(i/40)
		payouts = append(payouts, p)
		e := entry(fmt.Sprintf("B%08d", i), "2024-01-02", p.Amount, "ACME SETTLEMENT "+p.ID)
		e.Row, e.BookedOn = int64(10_000_000+i), p.On+1
		switch i % 10 {
		case 7:
			e.Memo = "ACME SETTLEMENT"
		case 8:
			e.Amount, e.Memo = e.Amount+1, "RENT"
		case 9:
			continue
		}
		entries = append(entries, e)
	}
	return payouts, entries
}

// BenchmarkCovers is the worst case of the search: on every day as many open
// payouts and unexplained entries as are searched at all, and nothing fits.
func BenchmarkCovers(b *testing.B) {
	var m Matcher
	cals := calendar.Builtin()
	const days = 25
	var payouts []PayoutSide
	var entries []record.Entry
	for d := range days {
		for i := range mostMembers {
			p := payout(fmt.Sprintf("P%d-%d", d, i), "2024-01-02", int64(2_000_000+2*(d*7919+i*104_729)%1_000_000))
			p.Row, p.On = int64(len(payouts)+1), p.On+calendar.Date(d*14)
			payouts = append(payouts, p)
		}
		for i := range mostOfADay {
			e := entry(fmt.Sprintf("B%d-%d", d, i), "2024-01-02", int64(20_000_001+2*i), "")
			e.Row, e.BookedOn = int64(1_000_000+len(entries)), e.BookedOn+calendar.Date(d*14+1)
			entries = append(entries, e)
		}
	}
	perRow(b, len(entries), func() { m.Entries(payouts, entries, cals, nil) })
}
