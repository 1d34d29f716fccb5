package patterns_test

import (
	"fmt"
	"slices"
	"testing"

	"moneytrail/recon/calendar"
	"moneytrail/recon/patterns"
	"moneytrail/recon/record"
)

func TestSuspects(t *testing.T) {
	limited := func(s *shop) {
		limit := int64(100000)
		s.Terms = []record.Terms{{MerchantID: "*", Scheme: "UNIONPAY", Cycle: "T+0", SingleCap: &limit}}
	}
	sales := func(s *shop, on calendar.Date, amounts ...int64) {
		for i, n := range amounts {
			s.sale(on, fmt.Sprintf("%d:%02d", 12+i%8, i*7%60), n).Last4 = fmt.Sprintf("%04d", 9600+i*7+int(on)%7)
		}
	}
	run(t, []story{
		{"three sales just under the limit", func(s *shop) { limited(s); sales(s, friday, 99000, 96500, 100000) }, only(patterns.UnderLimit, patterns.VolumeJump, patterns.TicketJump)},
		{"no limit in the terms", func(s *shop) { sales(s, friday, 99000/10, 96500/10, 99900/10) }, nil},
		{"a shop whose price is just under the limit", func(s *shop) {
			limited(s)
			for on := friday - 29; on <= friday; on++ {
				sales(s, on, 99000, 99000)
			}
			sales(s, friday, 99000, 99000)
		}, nil},
		{"one card five times", func(s *shop) {
			for i := range 5 {
				s.sale(friday, fmt.Sprintf("1%d:30", 2+i), 4200).Last4 = "1111"
			}
		}, only(patterns.CardAgain)},
		{"one code five times", func(s *shop) {
			for i := range 5 {
				t := s.sale(friday, fmt.Sprintf("1%d:30", 2+i), 4200)
				t.Last4, t.Scheme = "", "WECHAT"
			}
		}, nil},
		{"a regular who pays each drink", func(s *shop) {
			for on := friday - 4; on <= friday; on++ {
				for i := range 5 {
					s.sale(on, fmt.Sprintf("1%d:30", 2+i), 2100).Last4 = "1111"
				}
			}
		}, nil},
		{"many round amounts", func(s *shop) {
			for range 12 {
				sales(s, friday, 10000)
				s.Transactions[len(s.Transactions)-1].Last4 = fmt.Sprint(7000 + s.row)
			}
		}, only(patterns.RoundAmounts)},
		{"a shop with round prices", func(s *shop) {
			for i := range s.Transactions {
				s.Transactions[i].Amount = 10000
			}
		}, nil},
		{"five times a usual day", func(s *shop) {
			for i := range 60 {
				s.sale(friday, fmt.Sprintf("%d:%02d", 11+i/6, i%60), 4100+int64(i)).Last4 = fmt.Sprint(1000 + i)
			}
		}, only(patterns.VolumeJump)},
		{"twice a usual day", func(s *shop) {
			for i := range 13 {
				s.sale(friday, fmt.Sprintf("%d:%02d", 11+i/2, i%60), 4100+int64(i)).Last4 = fmt.Sprint(1000 + i)
			}
		}, nil},
		{"a holiday as good as the last one", func(s *shop) {
			for i := range 60 {
				at := fmt.Sprintf("%d:%02d", 11+i/6, i%60)
				s.sale(friday, at, 4100+int64(i)).Last4 = fmt.Sprint(1000 + i)
				s.sale(friday-20, at, 4100+int64(i)).Last4 = fmt.Sprint(1000 + i)
			}
		}, nil},
		{"a good day that is too long ago to count", func(s *shop) {
			for on := friday - 80; on < friday-29; on++ {
				s.ordinaryDay(on)
			}
			for i := range 60 {
				at := fmt.Sprintf("%d:%02d", 11+i/6, i%60)
				s.sale(friday, at, 4100+int64(i)).Last4 = fmt.Sprint(1000 + i)
				s.sale(friday-70, at, 4100+int64(i)).Last4 = fmt.Sprint(1000 + i)
			}
		}, only(patterns.VolumeJump)},
		{"a ticket of thirty usual ones", func(s *shop) { sales(s, friday, 158000) }, only(patterns.TicketJump)},
		{"a ticket that was seen before", func(s *shop) { sales(s, friday-12, 158000); sales(s, friday, 158000) }, nil},
		{"three sales at four in the morning", func(s *shop) {
			for i := range 3 {
				s.sale(friday, fmt.Sprintf("04:1%d", i), 3300).Last4 = fmt.Sprint(2000 + i)
			}
		}, only(patterns.OddHours)},
		{"one sale at four in the morning", func(s *shop) { s.sale(friday, "04:10", 3300) }, nil},
		{"two refunds to other cards", func(s *shop) {
			for i := range 2 {
				s.refundOf(friday, fmt.Sprintf("15:1%d", i), s.find(friday-2, i)).Last4 = "0007"
			}
		}, only(patterns.RefundOtherCard)},
		{"one refund to a new card", func(s *shop) { s.refundOf(friday, "15:10", s.find(friday-2, 1)).Last4 = "0007" }, nil},
		{"sales that are given back the same day", func(s *shop) {
			for i := range 6 {
				o := s.sale(friday, fmt.Sprintf("1%d:00", 2+i), 9000)
				o.Last4 = fmt.Sprint(3000 + i)
				s.refundOf(friday, fmt.Sprintf("2%d:1%d", i%2, i), *o)
			}
		}, only(patterns.RefundShare, patterns.SalesCancelled)},
	})
}

func TestAudiences(t *testing.T) {
	for _, r := range patterns.Rules(patterns.Owner) {
		for _, x := range patterns.Rules(patterns.Risk) {
			if r == x {
				t.Errorf("%s is told to both", r)
			}
		}
	}
	s := ordinary(30)
	s.event("TAMPER", friday, "22:30")
	for i := range 5 {
		s.sale(friday, fmt.Sprintf("1%d:30", 2+i), 4200).Last4 = "1111"
	}
	all := s.found()
	if f := one(t, patterns.For(all, patterns.Owner)); f.Rule != patterns.TerminalTampered {
		t.Error(f.Rule)
	}
	if f := one(t, patterns.For(all, patterns.Risk)); f.Rule != patterns.CardAgain || f.Card != "1111" || f.Count != 5 {
		t.Errorf("%+v", f)
	}
}

// Without a past there is no habit to compare with: only events and declared
// hours speak.
func TestWithoutAPast(t *testing.T) {
	s := ordinary(5)
	for i := range 9 {
		s.sale(friday, fmt.Sprintf("1%d:30", i), 990000).Last4 = "1111"
	}
	s.sale(friday, "12:00", 3300).TerminalID = "K666"
	s.refundOf(friday, "03:00", s.find(friday-1, 3))
	s.event("MOVED", friday, "03:00")
	got := rules(s.found())
	if len(got) != 2 || got[0] != patterns.TerminalMoved || got[1] != patterns.RefundOutsideHours {
		t.Error(got)
	}
}

// A shop that lives off its weekends is held against its weekends: a Saturday
// like two good ones together is no jump there, and one like four is.
func TestDaysOffAreHeldAgainstDaysOff(t *testing.T) {
	cals := calendar.Builtin()
	cn, _ := cals.Get(calendar.CN)
	saturday := friday + 1
	for times, want := range map[int]bool{12: false, 20: true} {
		s := ordinary(60)
		s.ordinaryDay(saturday)
		more := func(on calendar.Date, days int) {
			for i := range 12 * days {
				s.sale(on, fmt.Sprintf("%d:%02d", 11+i%10, i%60), 5600).Last4 = fmt.Sprint(1000 + i)
			}
		}
		for on := friday - 60; on < saturday; on++ {
			if working, _ := cn.Working(on); !working {
				more(on, 4)
			}
		}
		more(saturday, times-1)
		found := patterns.Find(s.Activity, saturday, saturday, cals, late.AddDate(0, 0, 1))
		if got := slices.Contains(rules(found), patterns.VolumeJump); got != want {
			t.Errorf("%d usual days on a Saturday: found %v", times, rules(found))
		}
	}
}
