package trail_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/terms"
	"moneytrail/recon/trail"
)

// Due days are kept and used again; each is what the terms would have given
// for the swipe alone.
func TestDueDaysAreThoseOfTheTerms(t *testing.T) {
	cals := calendar.Builtin()
	rapid.Check(t, func(t *rapid.T) {
		s := open()
		clock := rapid.SampledFrom([]string{"", "22:00", "23:00", "24:00", "02:00"})
		cycle := rapid.SampledFrom([]string{"", "T+1", "T+2", "D+1", "T+0", "T+7"})
		for range rapid.IntRange(0, 6).Draw(t, "terms") {
			s.Terms = append(s.Terms, record.Terms{
				Origin: s.origin("terms.csv"), MerchantID: rapid.SampledFrom([]string{"*", "M1"}).Draw(t, "merchant"),
				Scheme:    rapid.SampledFrom([]string{"*", "VISA", "UNIONPAY"}).Draw(t, "scheme"),
				CardType:  rapid.SampledFrom([]string{"", "DEBIT"}).Draw(t, "card type"),
				ValidFrom: calendar.Date(rapid.SampledFrom([]int{0, 0, int(day("2026-09-28")), int(day("2026-10-09"))}).Draw(t, "from")),
				Cycle:     cycle.Draw(t, "cycle"), CutOff: clock.Draw(t, "cut-off"), FallbackCycle: cycle.Draw(t, "fallback"),
				Calendar:   rapid.SampledFrom([]string{"", "CN", "none", "weekends", "elsewhere"}).Draw(t, "calendar"),
				WindowFrom: "07:00", WindowTo: rapid.SampledFrom([]string{"", "22:00"}).Draw(t, "window"),
			})
		}
		for i := range rapid.IntRange(1, 30).Draw(t, "swipes") {
			on := day("2026-09-22") + calendar.Date(rapid.IntRange(0, 25).Draw(t, "day"))
			when := fmt.Sprintf("%s %02d:%02d", on, rapid.IntRange(0, 23).Draw(t, "hour"), rapid.SampledFrom([]int{0, 59}).Draw(t, "minute"))
			s.swipe(fmt.Sprint("T", i), when, int64(100+i), func(t2 *record.Transaction) {
				t2.Scheme = rapid.SampledFrom([]string{"VISA", "UNIONPAY", "visa"}).Draw(t, "of")
				t2.CardType = rapid.SampledFrom([]string{"", "DEBIT"}).Draw(t, "kind")
			})
		}
		now := at("2026-09-20") // before all: no window is over
		for i, got := range trail.Build(s.Facts, cals, now) {
			row := s.Sales[i]
			c := terms.For(s.Merchant, s.Terms, row.Scheme, row.CardType, calendar.DateOf(got.Time))
			want := c.DueAfter(got.Time, row.Amount, 0, cals)
			if got.Due != want || got.Business != want.BusinessDay {
				t.Fatalf("%s at %s is due %+v, by the terms %+v", row.ID, got.Time, got.Due, want)
			}
		}
	})
}
