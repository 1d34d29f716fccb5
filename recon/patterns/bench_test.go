package patterns_test

import (
	"fmt"
	"testing"

	"moneytrail/recon/calendar"
	"moneytrail/recon/patterns"
)

// A look through the last days of a shop of 1,000 sales a day, with sixty days of past.
func BenchmarkFind(b *testing.B) {
	s := ordinary(0)
	for on := friday - 60; on <= friday; on++ {
		for i := range 1000 {
			s.sale(on, fmt.Sprintf("%02d:%02d", 10+i*12/1000, i%60), 1800+int64(i*7919%7700)).Last4 = fmt.Sprintf("%04d", (int(on)*31+i*577)%10000)
		}
	}
	cals := calendar.Builtin()
	b.ResetTimer()
	for b.Loop() {
		patterns.Find(s.Activity, friday-3, friday, cals, late)
	}
	b.ReportMetric(float64(len(s.Transactions)), "rows/op")
}
