package trail_test

import (
	"fmt"
	"testing"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// BenchmarkBuild is a busy merchant's month: 20,000 sales in 30 payouts, and a
// terminal that closes its batch every night.
func BenchmarkBuild(b *testing.B) {
	s := open()
	for d := range 30 {
		on := (day("2026-10-20") + calendar.Date(d)).String()
		s.event(on+" 22:00", "BATCH_CLOSE", terminal("K1"))
		for i := range 666 {
			row := s.swipe(fmt.Sprintf("T%d-%d", d, i), fmt.Sprintf("%s %02d:%02d", on, 8+i/60, i%60), int64(100+i))
			s.line(fmt.Sprintf("L%d-%d", d, i), on, row, int64(100+i), 0, "P"+on)
		}
		s.pay("P"+on, on+" 23:00", record.PayoutSent)
		s.bank("B"+on, on, "P"+on, "payout", s.payoutOf("P"+on).Amount)
	}
	cals, now := calendar.Builtin(), at("2026-11-25")
	for b.Loop() {
		if n := len(trail.Build(s.Facts, cals, now)); n != 30*666 {
			b.Fatal(n)
		}
	}
}
