package patterns_test

import (
	"fmt"
	"testing"
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/patterns"
	"moneytrail/recon/record"
)

var shanghai = time.FixedZone("CST", 8*3600)

// friday is the day that the tests look at, late in its evening.
var (
	friday = calendar.NewDate(2026, 11, 20)
	late   = time.Date(2026, 11, 20, 23, 59, 0, 0, shanghai)
)

// shop is an ordinary noodle shop that grows by what a test adds: twelve sales a
// day between 11:00 and 21:00, 18.00 to 95.00, on one terminal, and one refund a week.
type shop struct {
	patterns.Activity
	row int64
}

// ordinary is a shop with days of past before friday, and an ordinary friday.
func ordinary(days int) *shop {
	s := &shop{Activity: patterns.Activity{Zone: shanghai, From: friday - 90,
		Merchant: record.Merchant{ID: "M0001", Opens: "10:00", Closes: "22:00", Currency: "CNY"}}}
	for on := friday - calendar.Date(days); on <= friday; on++ {
		s.ordinaryDay(on)
	}
	return s
}

func (s *shop) ordinaryDay(on calendar.Date) {
	for i := range 12 {
		n := int64(i)
		sale := s.sale(on, fmt.Sprintf("%02d:%02d", 11+i*10/12, i*7%60), 1800+(n*1931+int64(on)*373)%7700)
		sale.Last4 = fmt.Sprintf("%04d", (int64(on)*31+n*577)%9000+500)
	}
	if on%7 == 0 {
		s.refundOf(on, "15:30", s.find(on, 2))
	}
}

// clock gives a time on a day's wall.
func clock(on calendar.Date, hhmm string) time.Time {
	var h, m int
	if _, err := fmt.Sscanf(hhmm, "%d:%d", &h, &m); err != nil {
		panic(err)
	}
	return on.In(shanghai).Add(time.Duration(h*60+m) * time.Minute)
}

// swipe adds an approved row and gives it to be changed.
func (s *shop) swipe(kind record.TransactionType, on calendar.Date, hhmm string, amount int64) *record.Transaction {
	s.row++
	s.Transactions = append(s.Transactions, record.Transaction{
		Origin: record.Origin{Row: s.row, Source: "native", FileID: 2, File: "transactions.csv", Line: int(s.row) + 1},
		ID:     fmt.Sprint("T", s.row), MerchantID: s.Merchant.ID, TerminalID: "K001", Time: record.Stamp{Time: clock(on, hhmm)},
		Type: kind, Amount: amount, Currency: "CNY", Scheme: "UNIONPAY", Last4: "6688", RRN: fmt.Sprint(600000 + s.row), Status: record.Approved, Place: "上海市静安区"})
	return &s.Transactions[len(s.Transactions)-1]
}

func (s *shop) sale(on calendar.Date, hhmm string, amount int64) *record.Transaction {
	return s.swipe(record.Sale, on, hhmm, amount)
}

// find gives a copy of the nth sale of a day.
func (s *shop) find(on calendar.Date, n int) record.Transaction {
	for _, t := range s.Transactions {
		if t.Type == record.Sale && calendar.DateOf(t.Time.Time.In(shanghai)) == on {
			if n--; n < 0 {
				return t
			}
		}
	}
	panic("no such sale")
}

func (s *shop) refundOf(on calendar.Date, hhmm string, sale record.Transaction) *record.Transaction {
	r := s.swipe(record.Refund, on, hhmm, sale.Amount)
	r.OriginalRRN, r.Last4, r.TerminalID = sale.RRN, sale.Last4, sale.TerminalID
	return r
}

func (s *shop) event(kind string, on calendar.Date, hhmm string) *record.Event {
	s.row++
	s.Events = append(s.Events, record.Event{Origin: record.Origin{Row: s.row, FileID: 3, File: "events.csv", Line: int(s.row)},
		ID: fmt.Sprint("E", s.row), MerchantID: s.Merchant.ID, Time: record.Stamp{Time: clock(on, hhmm)}, Kind: kind, TerminalID: "K001"})
	return &s.Events[len(s.Events)-1]
}

// found looks at friday.
func (s *shop) found() []patterns.Finding {
	return patterns.Find(s.Activity, friday, friday, calendar.Builtin(), late)
}

// rules of findings, each once, in order.
func rules(found []patterns.Finding) []patterns.Rule {
	var out []patterns.Rule
	for _, f := range found {
		if len(out) == 0 || out[len(out)-1] != f.Rule {
			out = append(out, f.Rule)
		}
	}
	return out
}

// one gives the only finding.
func one(t *testing.T, found []patterns.Finding) patterns.Finding {
	t.Helper()
	if len(found) != 1 {
		t.Fatalf("%d findings: %v", len(found), rules(found))
	}
	return found[0]
}
