package handlers_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"moneytrail/recon/trail"
)

// A sum that was taken off is looked up among what recent payouts took off, and the row
// that did is told; where none did, that is said, and nobody is accused.
func TestWhoTookASumOff(t *testing.T) {
	for _, x := range []struct{ ask, want, none string }{
		{"是谁扣的88", "扣掉的 ¥88.00 是“调整”", "没有查到正好"}, {"88塊是誰扣的", "扣掉的 ¥88.00 是「調整」", "沒有查到正好"}, {"who took 88 from me", "that was taken off is: adjustment", "no payout"},
	} {
		w, li := talk(t)
		pay := trail.PayoutView{PayoutRef: trail.PayoutRef{Row: 61, ID: "P61", State: trail.PayoutArrived, ArrivedOn: w.books.today - 1, SentOn: w.books.today - 1, Amount: 341200}, Banked: 341200, MerchantID: "M0001", Currency: "CNY", Itemised: true, Gross: 341200,
			Lines: []trail.PayoutLine{{LineID: "L1", Type: "SALE", Gross: 350000, Net: 350000, Currency: "CNY"}, {LineID: "ADJ7", Type: "ADJUSTMENT", Gross: -8800, Net: -8800, Currency: "CNY"}}}
		w.books.payouts = append(w.books.payouts, pay)
		li.expect(li.says(x.ask), x.want, "ADJ7", "2026-11-19", "3,412.00")
		if got := textsOf(li.says(strings.ReplaceAll(x.ask, "88", "77"))); strings.Contains(got, "ADJ7") || !strings.Contains(strings.ToLower(got), x.none) {
			t.Errorf("of another sum:\n%s", got)
		}
		other := pay
		other.Row, other.ID, other.Lines = 62, "P62", nil
		other.State, other.Difference, other.Banked = trail.PayoutShort, -8800, 332400
		w.books.payouts = append(w.books.payouts, other)
		li.expect(li.says(x.ask), x.want, "ADJ7", "3,412.00")
		if n := strings.Count(textsOf(li.says(x.ask)), "88.00"); n < 3 {
			t.Errorf("%q: only one of two payouts is told\n%s", x.ask, li.last.Text)
		}
		if len(w.cases) != 0 {
			t.Error("a case was opened")
		}
	}
}

// A swipe of exactly the sum that is asked after may be what is meant: where no payout took
// it off and its money is not there, it is shown as it stands.
func TestASwipeOfTheSumThatIsAskedAfter(t *testing.T) {
	for i, x := range []struct {
		ask   string
		state trail.State
		want  string
	}{
		{"扣了的520是怎么回事", trail.Unknown, "结果还不清楚"}, {"扣了的520是怎麼回事", trail.Unknown, "520.00"}, {"who took my 520", trail.Captured, "520.00"},
		{"why did you take 520", trail.Held, "On hold"}, {"今天收了520是哪里的", trail.Captured, "520.00"}, {"凭什么扣我520", trail.Held, "520.00"},
	} {
		w, li := talk(t)
		tr := swipe(41, "M0001", "T41", noon.Add(-time.Hour), 52000, fmt.Sprint(8100+i))
		tr.State = x.state
		w.books.trails = append(w.books.trails, tr)
		w.books.payouts = append(w.books.payouts, trail.PayoutView{PayoutRef: trail.PayoutRef{Row: 61, ID: "P61", State: trail.PayoutArrived, ArrivedOn: w.books.today - 1, SentOn: w.books.today - 1, Amount: 341200},
			Banked: 341200, MerchantID: "M0001", Currency: "CNY", Itemised: true, Gross: 341200})
		got := textsOf(li.says(x.ask))
		if !strings.Contains(got, tr.Last4) || !strings.Contains(got, x.want) || strings.Contains(got, "没有查到正好") || strings.Contains(got, "No payout came short") {
			t.Errorf("%q of a swipe that is %s:\n%s", x.ask, x.state, got)
		}
	}
}
