package handlers_test

import (
	"strings"
	"testing"
	"time"

	"moneytrail/handlers/press"
	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// A general question about a day names the day, and does not pass for one about
// all that has not arrived.
func TestAnAnswerAboutADayNamesIt(t *testing.T) {
	w, li := talk(t)
	for i := range 9 {
		tr := swipe(int64(100+i), "M0001", "T10"+press.Value(int64(i)), noon.Add(-26*time.Hour+time.Duration(i)*time.Minute), int64(1000+i), "6001")
		tr.State = trail.Arrived
		if i == 0 {
			tr.State = trail.Held
		}
		w.books.trails = append(w.books.trails, tr)
	}
	li.expect(li.says("我的钱呢 昨天的"), "2026-11-19 周四（昨天）的交易，还没到账的情况：", "已经到账或了结", "要看全部没到账的")
	li.expect(li.says("where is my money from yesterday"), "of the payments of 2026-11-19 (Thu, yesterday)", "about these days only")
}

// That nothing comes close is said where all was looked at, and of an amount that
// was named exactly alone.
func TestNothingNearIsSaidOfWhatWasLookedAt(t *testing.T) {
	const none = "没有日期和金额都相近的"
	for _, c := range []struct {
		swipes int
		asks   string
		said   bool
	}{{3, "昨天77777那笔呢", true}, {250, "昨天77777那笔呢", false}, {3, "昨天大于77777的那笔呢", false}} {
		w, li := talk(t)
		for i := range c.swipes {
			tr := swipe(int64(100+i), "M0001", "T10"+press.Value(int64(i)), noon.Add(-26*time.Hour+time.Duration(i)*time.Second), int64(1000+i), "6001")
			w.books.trails = append(w.books.trails, tr)
		}
		got := li.says(c.asks)[0].Text
		if !strings.Contains(got, "没有查到") || strings.Contains(got, none) != c.said {
			t.Errorf("%s of %d swipes:\n%s", c.asks, c.swipes, got)
		}
	}
}

// Who reads 9,850.14 says 9850: a payout is found by its whole units, where none is
// of that very amount.
func TestAPayoutIsFoundByItsWholeUnits(t *testing.T) {
	w, li := talk(t)
	w.books.payouts = append(w.books.payouts, trail.PayoutView{MerchantID: "M0001", Currency: "CNY",
		PayoutRef: trail.PayoutRef{Row: 71, ID: "P71", State: trail.PayoutReturned, SentOn: calendar.DateOf(noon) - 1, Amount: 985014, Account: "6001"}})
	li.expect(li.says("9850那笔钱呢"), "¥9,850.14")
	li.expect(li.says("9850.5那笔"), "没有查到：¥9,850.50")
}
