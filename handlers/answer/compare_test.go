package answer

import (
	"testing"

	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// Days beside days: each currency by itself, as many days of both, and nothing compared
// with what is older than the records.
func TestDaysBesideDays(t *testing.T) {
	part := func(on calendar.Date, currency string, sales, fees, arrived int64, n int) trail.Breakdown {
		return trail.Breakdown{On: on, Source: "native", Equation: trail.Equation{Currency: currency, Sales: sales, Fees: fees, Arrived: arrived, OnTheWay: sales - fees - arrived, SalesCount: n}}
	}
	last := Span{From: day(9), To: day(15), Parts: []trail.Breakdown{part(day(9), "CNY", 900000, 5400, 894600, 30), part(day(10), "HKD", 20000, 240, 19760, 1), part(day(15), "CNY", 300000, 1800, 0, 9)}}
	same := Span{From: day(9), To: day(13), Parts: last.Parts[:2]}
	now := Span{From: day(16), To: day(20), Parts: []trail.Breakdown{part(day(16), "CNY", 800000, 4800, 795200, 31), part(day(18), "USD", 5000, 150, 0, 1)}}
	golden(t, "compare", []scene{
		{"a week that is not over", func(b *Book, a Audience) Reply {
			return b.Compared(a, Compared{Before: last, After: now, Partly: true, Same: &same, AsOf: cleared(20)})
		}},
		{"two days", func(b *Book, a Audience) Reply {
			return b.Compared(a, Compared{Before: Span{From: day(18), To: day(18)}, After: Span{From: day(19), To: day(19), Parts: now.Parts[:1]}})
		}},
		{"as much", func(b *Book, a Audience) Reply {
			return b.Compared(a, Compared{Before: Span{From: day(18), To: day(18), Parts: now.Parts[:1]}, After: Span{From: day(19), To: day(19), Parts: now.Parts[:1]}})
		}},
		{"older than the records", func(b *Book, a Audience) Reply {
			return b.Compared(a, Compared{Before: last, After: now, Begin: day(11), AsOf: cleared(20)})
		}},
	})
}

// The days before a month are the month before; those after days that are over are the newest of their kind.
func TestTheDaysBeforeAndAfter(t *testing.T) {
	at := func(s string) calendar.Date {
		d, err := calendar.ParseDate(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, x := range []struct{ from, to, before, beforeTo, after, afterTo string }{
		{"2026-11-09", "2026-11-15", "2026-11-02", "2026-11-08", "2026-11-16", "2026-11-22"},
		{"2026-10-01", "2026-10-31", "2026-09-01", "2026-09-30", "2026-11-01", "2026-11-30"},
		{"2026-03-01", "2026-03-31", "2026-02-01", "2026-02-28", "2026-11-01", "2026-11-30"},
		{"2026-11-18", "2026-11-18", "2026-11-17", "2026-11-17", "2026-11-20", "2026-11-20"},
		{"2026-11-02", "2026-11-08", "2026-10-26", "2026-11-01", "2026-11-16", "2026-11-22"},
	} {
		s := Span{From: at(x.from), To: at(x.to)}
		if b := Preceding(s); b.From != at(x.before) || b.To != at(x.beforeTo) {
			t.Errorf("before %s: %s to %s", x.from, b.From, b.To)
		}
		if f := Following(s, at("2026-11-20")); f.From != at(x.after) || f.To != at(x.afterTo) {
			t.Errorf("after %s: %s to %s", x.from, f.From, f.To)
		}
	}
}
