package trail_test

import (
	"fmt"
	"testing"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// busy is a shop's books of that many sales over thirty days: a line for most,
// a payout a day, a refund or void now and then, some declined, some still to
// be settled, two dozen cards; and a terminal that closes its batch every night.
func busy(sales int) *shop {
	s := open(func(s *shop) { s.Merchant.CutOff = "23:00" })
	schemes := []string{"UNIONPAY", "VISA", "WECHAT"}
	for d := range 30 {
		on := (day("2026-10-20") + calendar.Date(d)).String()
		s.event(on+" 22:00", "BATCH_CLOSE", terminal("K1"))
		first, last := d*sales/30, (d+1)*sales/30
		for i := first; i < last; i++ {
			id, minute := fmt.Sprintf("T%07d", i), 8*60+(i-first)*14*60/(last-first)
			kind := func(t *record.Transaction) {
				t.Last4, t.Scheme = fmt.Sprintf("%04d", i%24), schemes[i%len(schemes)]
			}
			when := fmt.Sprintf("%s %02d:%02d", on, minute/60, minute%60)
			amount := int64(1000 + i%997)
			switch {
			case i%50 == 49:
				s.swipe(id, when, amount, kind, status(record.Declined))
				continue
			case i%50 == 48:
				row := s.swipe(id, when, int64(1000+(i-1)%997), kind, as(record.Refund, fmt.Sprintf("T%07d", i-1)))
				s.line("L"+id, on, row, -int64(1000+(i-1)%997), 0, "P"+on)
				continue
			}
			row := s.swipe(id, when, amount, kind)
			if i%50 != 47 {
				s.line("L"+id, on, row, amount, (amount*60+5000)/10000, "P"+on)
			}
		}
		s.pay("P"+on, on+" 23:00", record.PayoutSent)
		s.bank("B"+on, on, "P"+on, "payout", s.payoutOf("P"+on).Amount)
	}
	return s
}

// sizes are a small shop's month and a chain's.
var sizes = []int{100, 100_000}

func benchmark(b *testing.B, work func(trail.Facts, *calendar.Set)) {
	for _, n := range sizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			s, cals := busy(n), calendar.Builtin()
			b.ReportAllocs()
			for b.Loop() {
				work(s.Facts, cals)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/row")
		})
	}
}

func BenchmarkBuild(b *testing.B) {
	now := at("2026-11-25")
	benchmark(b, func(f trail.Facts, cals *calendar.Set) {
		if len(trail.Build(f, cals, now)) != len(f.Sales) {
			b.Fatal("a trail is missing")
		}
	})
}

func BenchmarkStandings(b *testing.B) {
	now := at("2026-11-25")
	benchmark(b, func(f trail.Facts, cals *calendar.Set) {
		if len(trail.Standings(f, cals, now)) != len(f.Sales) {
			b.Fatal("a standing is missing")
		}
	})
}

func BenchmarkBuildPayouts(b *testing.B) {
	now := at("2026-11-25")
	benchmark(b, func(f trail.Facts, cals *calendar.Set) {
		if len(trail.BuildPayouts(f, cals, now)) != len(f.Payouts) {
			b.Fatal("a payout is missing")
		}
	})
}

func BenchmarkDay(b *testing.B) {
	now := at("2026-11-25")
	benchmark(b, func(f trail.Facts, cals *calendar.Set) {
		if d := trail.BuildDay(f, day("2026-11-10"), cals, now); d.Sold.SalesCount == 0 {
			b.Fatal("nothing was sold")
		}
	})
}

func BenchmarkBreaks(b *testing.B) {
	now := at("2026-11-25")
	benchmark(b, func(f trail.Facts, cals *calendar.Set) {
		if len(trail.BreaksOf(f, trail.Build(f, cals, now), cals, now)) == 0 {
			b.Fatal("no breaks")
		}
	})
}
