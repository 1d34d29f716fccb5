package patterns_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"moneytrail/recon/calendar"
	"moneytrail/recon/patterns"
	"moneytrail/recon/record"
)

// story is something that happens in the ordinary shop, and the rules that speak.
type story struct {
	name string
	do   func(s *shop)
	want []patterns.Rule
}

// run tells stories of a shop with thirty days of past.
func run(t *testing.T, stories []story) {
	t.Helper()
	for _, st := range stories {
		t.Run(st.name, func(t *testing.T) {
			s := ordinary(30)
			st.do(s)
			if diff := cmp.Diff(st.want, rules(s.found())); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func only(r ...patterns.Rule) []patterns.Rule { return r }

func TestTerminals(t *testing.T) {
	run(t, []story{
		{"an ordinary day is no sign", func(*shop) {}, nil},
		{"a terminal that was opened", func(s *shop) { s.event("TAMPER", friday, "22:30") }, only(patterns.TerminalTampered)},
		{"and used afterwards", func(s *shop) { s.event("TAMPER", friday, "09:30") }, only(patterns.TerminalTampered, patterns.SwipesAfterTamper)},
		{"and released by staff", func(s *shop) { s.event("TAMPER", friday, "09:30"); s.event("RELEASE", friday, "10:00") }, nil},
		{"used two days after it was opened", func(s *shop) { s.event("TAMPER", friday-2, "22:30") }, only(patterns.SwipesAfterTamper)},
		{"used a week after it was opened", func(s *shop) { s.event("TAMPER", friday-7, "22:30") }, nil},
		{"a terminal that was moved", func(s *shop) { s.event("MOVED", friday, "03:00") }, only(patterns.TerminalMoved)},
		{"a log-in that failed twice", func(s *shop) { s.event("LOGIN_FAILED", friday, "10:00"); s.event("LOGIN_FAILED", friday, "10:01") }, nil},
		{"log-ins that failed three times over the day", func(s *shop) {
			for _, at := range []string{"10:00", "14:00", "19:00"} {
				s.event("LOGIN_FAILED", friday, at)
			}
		}, nil},
		{"log-ins that failed three times at once", func(s *shop) {
			for _, at := range []string{"10:00", "10:04", "10:11"} {
				s.event("LOGIN_FAILED", friday, at)
			}
		}, only(patterns.LoginFailures)},
		{"a shop that mistypes every morning", func(s *shop) {
			for on := friday - 5; on <= friday; on++ {
				for _, at := range []string{"10:00", "10:04", "10:11"} {
					s.event("LOGIN_FAILED", on, at)
				}
			}
		}, nil},
		{"an older firmware", func(s *shop) {
			s.event("FIRMWARE", friday-9, "04:00").Reference = "v2.10.0"
			s.event("FIRMWARE", friday, "04:00").Reference = "2.9.7"
		}, only(patterns.FirmwareOlder)},
		{"a newer firmware", func(s *shop) {
			s.event("FIRMWARE", friday-9, "04:00").Reference = "v2.9"
			s.event("FIRMWARE", friday, "04:00").Reference = "v2.9.0"
			s.event("FIRMWARE", friday, "05:00").Reference = "v2.10"
		}, nil},
		{"a terminal never seen", func(s *shop) { s.sale(friday, "12:00", 3300).TerminalID = "K666" }, only(patterns.TerminalNew)},
		{"a terminal that signed in a week ago", func(s *shop) {
			s.event("SIGN_IN", friday-7, "09:00").TerminalID = "K002"
			s.sale(friday, "12:00", 3300).TerminalID = "K002"
		}, nil},
		{"a chain to which terminals come all the time", func(s *shop) {
			for i := range 4 {
				s.sale(friday-calendar.Date(3*i), "12:00", 3300).TerminalID = fmt.Sprint("K10", i)
			}
		}, nil},
		{"a terminal at another place", func(s *shop) { s.sale(friday, "12:00", 3300).Place = "广州市天河区" }, only(patterns.TerminalElsewhere)},
		{"a terminal that travels", func(s *shop) {
			for i := range s.Transactions {
				s.Transactions[i].Place = fmt.Sprint("站点", i%3)
			}
			s.sale(friday, "12:00", 3300).Place = "站点9"
		}, nil},
		{"a place where the merchant is known", func(s *shop) {
			for on := friday - 29; on < friday; on += 2 {
				t := s.sale(on, "12:00", 3300)
				t.TerminalID, t.Place = "K002", "上海市浦东新区"
			}
			s.sale(friday, "12:00", 3300).Place = "上海市浦东新区"
		}, nil},
	})
}

func TestRefundsAndCards(t *testing.T) {
	decline := func(s *shop, at string) {
		d := s.sale(friday, at, 3300)
		d.Status, d.Last4 = record.Declined, "4321"
	}
	run(t, []story{
		{"a refund at three in the night", func(s *shop) { s.refundOf(friday, "03:00", s.find(friday-1, 3)) }, only(patterns.RefundOutsideHours)},
		{"a refund half an hour after closing", func(s *shop) { s.refundOf(friday, "22:30", s.find(friday, 3)) }, nil},
		{"a refund at night that was voided", func(s *shop) {
			r := *s.refundOf(friday, "03:00", s.find(friday-1, 3))
			v := s.swipe(record.Void, friday, "03:01", r.Amount)
			v.OriginalID, v.Last4 = r.ID, r.Last4
		}, nil},
		{"refunds entered at night by habit", func(s *shop) {
			for on := friday - 9; on <= friday; on += 3 {
				s.refundOf(on, "03:00", s.find(on-1, 3))
			}
		}, nil},
		{"open past midnight", func(s *shop) {
			s.Merchant.Opens, s.Merchant.Closes = "18:00", "02:00"
			s.refundOf(friday, "01:30", s.find(friday-1, 3))
		}, nil},
		{"no hours declared: the past tells them", func(s *shop) {
			s.Merchant.Opens, s.Merchant.Closes = "", ""
			s.refundOf(friday, "03:00", s.find(friday-1, 3))
		}, only(patterns.RefundOutsideHours)},
		{"a refund to a card that bought nothing", func(s *shop) { s.swipe(record.Refund, friday, "15:00", 4200).Last4 = "0001" }, only(patterns.RefundWithoutSale)},
		{"a refund that names a sale of long ago", func(s *shop) {
			r := s.swipe(record.Refund, friday, "15:00", 4200)
			r.Last4, r.OriginalRRN = "0001", "123456789012"
		}, nil},
		{"a refund to a card that bought before", func(s *shop) {
			o := s.find(friday-3, 4)
			s.swipe(record.Refund, friday, "15:00", o.Amount).Last4 = o.Last4
		}, nil},
		{"files that never name the sale", func(s *shop) {
			for i := range s.Transactions {
				if s.Transactions[i].Type == record.Refund {
					s.Transactions[i].OriginalRRN, s.Transactions[i].Last4 = "", "9999"
				}
			}
			s.swipe(record.Refund, friday, "15:00", 4200).Last4 = "0001"
		}, nil},
		{"one operator, four refunds within the hour", func(s *shop) {
			for i, at := range []string{"15:00", "15:10", "15:20", "15:55"} {
				r := s.refundOf(friday, at, s.find(friday-1, i))
				r.Operator, r.Amount = "03", 500
			}
		}, only(patterns.RefundBurst)},
		{"four refunds by four operators", func(s *shop) {
			for i, at := range []string{"15:00", "15:10", "15:20", "15:55"} {
				r := s.refundOf(friday, at, s.find(friday-1, i))
				r.Operator, r.Amount = fmt.Sprint("0", i), 500
			}
		}, nil},
		{"a third of the day given back", func(s *shop) {
			for i, at := range []string{"13:00", "15:10", "17:20"} {
				r := s.refundOf(friday, at, s.find(friday-9, i*3))
				r.Amount = 9000
			}
		}, only(patterns.RefundShare)},
		{"three small refunds", func(s *shop) {
			for i, at := range []string{"13:00", "15:10", "17:20"} {
				s.refundOf(friday, at, s.find(friday-9, i*3)).Amount = 900
			}
		}, nil},
		{"a card declined five times, then approved", func(s *shop) {
			for i := range 5 {
				decline(s, fmt.Sprint("13:0", i))
			}
			s.sale(friday, "13:10", 3300).Last4 = "4321"
		}, only(patterns.CardTested)},
		{"a card declined five times and no more", func(s *shop) {
			for i := range 5 {
				decline(s, fmt.Sprint("13:0", i))
			}
		}, nil},
		{"a card declined three times, then approved", func(s *shop) {
			for i := range 3 {
				decline(s, fmt.Sprint("13:0", i))
			}
			s.sale(friday, "13:10", 3300).Last4 = "4321"
		}, nil},
	})
}

// What a finding tells: figures, the past beside them, and the rows.
func TestAFindingTellsItsFiguresAndItsRows(t *testing.T) {
	s := ordinary(30)
	for i, at := range []string{"02:10", "02:14", "02:41"} {
		s.refundOf(friday, at, s.find(friday-1, i)).Amount = 200000
	}
	found := s.found()
	f := found[0]
	if f.Rule != patterns.RefundOutsideHours || f.Audience != patterns.Owner || f.Strength != patterns.Strong || f.Count != 3 || f.Terminal != "K001" ||
		f.Usual.Days != 30 || f.From.Format("15:04") != "02:10" || f.To.Format("15:04") != "02:41" || f.Past {
		t.Errorf("%+v", f)
	}
	if diff := cmp.Diff([]patterns.Sum{{Currency: "CNY", Amount: 600000}}, f.Sums); diff != "" {
		t.Error(diff)
	}
	if r := f.Rows[0]; r.File != "transactions.csv" || r.Line == 0 || r.What != "REFUND" || r.Amount != 200000 {
		t.Errorf("%+v", r)
	}
	if f.Key() != "M0001 refund_outside_hours K001//// 2026-11-20" {
		t.Error(f.Key())
	}
	s.Past = map[int64]bool{2: true}
	for _, f := range s.found() {
		if !f.Past {
			t.Errorf("%s is news though its file was the first", f.Rule)
		}
	}
	s.Transactions[len(s.Transactions)-1].FileID = 9 // one row that came later makes it news
	if f := s.found()[0]; f.Past {
		t.Error("news is told as past")
	}
}

// What led up to an alarm stands before it, in order.
func TestAnAlarmTellsWhatLedUpToIt(t *testing.T) {
	s := ordinary(30)
	for _, at := range []string{"22:10", "22:12", "22:13"} {
		s.event("LOGIN_FAILED", friday, at)
	}
	s.event("FIRMWARE", friday, "22:20").Reference = "1.0"
	s.event("TAMPER", friday, "22:30")
	found := s.found()
	if diff := cmp.Diff(only(patterns.TerminalTampered, patterns.LoginFailures), rules(found)); diff != "" {
		t.Fatal(diff)
	}
	var kinds []string
	for _, r := range found[0].Rows {
		kinds = append(kinds, r.What)
	}
	if diff := cmp.Diff([]string{"LOGIN_FAILED", "LOGIN_FAILED", "LOGIN_FAILED", "FIRMWARE", "TAMPER"}, kinds); diff != "" || found[0].Count != 1 {
		t.Errorf("%d %s", found[0].Count, diff)
	}
}
