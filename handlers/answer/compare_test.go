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
	now := Span{From: day(16), To: day(20), Parts: []trail.Breakdown{part(day(16), "CNY", 800000, 4800, 795200, 31), part(day(18), "USD", 5000, 150, 0, 1)}}
	open := part(day(20), "CNY", 79950, 0, 0, 8) // nothing of it is priced
	open.BeforeFees = 8
	week := SetBeside(last, Span{From: day(16), To: day(22)}, day(20))
	week.After.Parts = append(now.Parts, open)
	week.Over[0].Parts, week.Over[1].Parts = last.Parts[:2], now.Parts
	today := SetBeside(Span{From: day(19), To: day(19), Parts: now.Parts[:1]}, Span{From: day(20), To: day(20), Parts: []trail.Breakdown{open}}, day(20))
	older := SetBeside(last, now, day(23))
	older.Begin, older.AsOf = day(11), cleared(20)
	golden(t, "compare", []scene{
		{"a week that is not over", func(b *Book, a Audience) Reply {
			week.AsOf = cleared(20)
			return b.Compared(a, week)
		}},
		{"today", func(b *Book, a Audience) Reply { return b.Compared(a, today) }},
		{"two days", func(b *Book, a Audience) Reply {
			return b.Compared(a, SetBeside(Span{From: day(18), To: day(18)}, Span{From: day(19), To: day(19), Parts: now.Parts[:1]}, day(20)))
		}},
		{"as much", func(b *Book, a Audience) Reply {
			return b.Compared(a, SetBeside(Span{From: day(18), To: day(18), Parts: now.Parts[:1]}, Span{From: day(19), To: day(19), Parts: now.Parts[:1]}, day(20)))
		}},
		{"a day of the week itself", func(b *Book, a Audience) Reply {
			return b.Compared(a, SetBeside(Span{From: day(16), To: day(22), Parts: week.After.Parts}, Span{From: day(19), To: day(19)}, day(20)))
		}},
		{"older than the records", func(b *Book, a Audience) Reply { return b.Compared(a, older) }},
	})
}

// What is not over is compared with nothing whole: of both as many days that are.
func TestDaysThatAreNotOver(t *testing.T) {
	for _, x := range []struct {
		name                          string
		from, to, after, afterTo, now int // days of November
		apart                         bool
		over                          int // how many days of each are compared, 0 as they stand
		running                       bool
	}{
		{"today and yesterday", 19, 19, 20, 20, 20, false, 0, true},
		{"days that are over", 18, 18, 19, 19, 20, false, 0, false},
		{"a week on Friday", 9, 15, 16, 22, 20, false, 4, true},
		{"a week on Sunday", 9, 15, 16, 22, 22, false, 6, true},
		{"a week on Monday", 9, 15, 16, 22, 16, false, 0, true},
		{"the month, given up to today", -30, 0, 1, 20, 20, false, 19, true},
		{"the month", -30, 0, 1, 30, 20, false, 19, true},
		{"a day of the week", 16, 22, 19, 19, 20, true, 0, false},
		{"a week and a day", 9, 15, 19, 19, 20, true, 0, false},
		{"a day and a week", 13, 13, 16, 22, 20, true, 0, true},
	} {
		c := SetBeside(Span{From: day(x.from), To: day(x.to)}, Span{From: day(x.after), To: day(x.afterTo)}, day(x.now))
		over := 0
		if c.Over != nil {
			over = int(c.Over[0].days())
			if c.Over[1].days() != c.Over[0].days() || c.Over[1].To >= day(x.now) || c.Over[0].To > c.Before.To {
				t.Errorf("%s: %v is compared", x.name, *c.Over)
			}
		}
		if c.Apart != x.apart || over != x.over || c.After.Running != x.running || c.After.To > day(x.now) || c.Before.To > day(x.now) {
			t.Errorf("%s: %+v", x.name, c)
		}
	}
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
