package handlers_test

import (
	"strings"
	"testing"
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// shortWorld is a shop whose payout of 3,561.51 arrived 88.00 short, and that took 88.00 and
// 3,500.00 on other days.
func shortWorld(t *testing.T) (*world, *user) {
	w, li := talk(t)
	on := calendar.NewDate(2026, 11, 18)
	old := swipe(51, "M0001", "T51", noon.AddDate(0, 0, -3), 8800, "8151")
	old.State = trail.Arrived
	w.books.trails = append(w.books.trails, old)
	w.books.payouts = append(w.books.payouts,
		trail.PayoutView{PayoutRef: trail.PayoutRef{Row: 71, ID: "P71", State: trail.PayoutShort, SentOn: on, ArrivedOn: on, Amount: 356151, Account: "1234"},
			MerchantID: "M0001", Currency: "CNY", Itemised: true, Gross: 356151, LinesNet: 356151, Banked: 347351, Difference: -8800, Next: trail.Operator, Reasons: []trail.Reason{trail.PayoutIsShort}},
		trail.PayoutView{PayoutRef: trail.PayoutRef{Row: 72, ID: "P72", State: trail.PayoutMissing, SentOn: on - 2, Amount: 439105, Account: "1234"},
			MerchantID: "M0001", Currency: "CNY", Itemised: true, Gross: 439105, LinesNet: 439105, Next: trail.Operator, Reasons: []trail.Reason{trail.PayoutIsMissing}})
	return w, li
}

// A sum that the bot showed goes before a swipe of the same amount that nobody mentioned,
// which is offered beside it; what is asked next is of the payout.
func TestASumThatWasShownGoesBeforeASwipeNobodyMentioned(t *testing.T) {
	for _, x := range []struct{ list, ask, next, payout, swipe string }{
		{"我的钱呢", "88块去哪了", "那我要做什么", "¥3,561.51", "另外有 1 笔刷卡也是这个数：¥88.00"}, {"我的錢呢", "嗰88蚊去咗邊", "咁我要做乜", "3,561.51", "另外有 1 筆刷卡也是這個數"},
		{"where is my money", "and the 88?", "so what do i do now", "CNY 3,561.51", "1 payment is of that amount too: CNY 88.00"}, {"what has not arrived", "what about that 88.00", "who is handling it", "CNY 3,561.51", "1 payment is of that amount too"},
	} {
		w, li := shortWorld(t)
		li.says(x.list)
		got := textsOf(li.says(x.ask))
		if !strings.Contains(got, x.payout) || !strings.Contains(got, x.swipe) || strings.Index(got, x.payout) > strings.Index(got, x.swipe) {
			t.Errorf("%q:\n%s", x.ask, got)
		}
		if got := textsOf(li.says(x.next)); !strings.Contains(got, "3,561.51") || strings.Contains(got, "8151") {
			t.Errorf("%q after it:\n%s", x.next, got)
		}
		if len(w.cases) != 0 {
			t.Error("a case was opened")
		}
	}
}

// What was shown two answers ago is still on the screen; long after, or where nothing
// was shown, the swipe is what is found.
func TestASumIsOfTheLastAnswersOnly(t *testing.T) {
	_, li := shortWorld(t)
	if got := textsOf(li.says("88块去哪了")); !strings.Contains(got, "8151") || strings.Contains(got, "3,561.51") {
		t.Errorf("nothing was shown:\n%s", got)
	}
	w, li := shortWorld(t)
	li.says("我的钱呢")
	li.says("那8800的呢")
	li.expect(li.says("88块去哪了"), "3,561.51")
	li.says("我的钱呢")
	w.later(3 * time.Hour)
	if got := textsOf(li.says("88块去哪了")); strings.Contains(got, "3,561.51") {
		t.Errorf("hours later:\n%s", got)
	}
}

// A rough sum is the nearest that was shown.
func TestARoughSumIsTheNearestShown(t *testing.T) {
	for _, x := range []struct{ list, ask, want string }{{"我的钱呢", "3560左右那笔到底进了没", "出款"}, {"我的錢呢", "大概3560嗰筆到咗未", "3,561.51"}, {"where is my money", "the one of about 3560, did it come", "3,561.51"}, {"where is my money", "around 4400, where is it", "4,391.05"}} {
		_, li := shortWorld(t)
		li.says(x.list)
		got := textsOf(li.says(x.ask))
		li.expect(li.says(x.ask), x.want)
		if first, _, _ := strings.Cut(got, "\n"); strings.Contains(first, "3,500") {
			t.Errorf("%q:\n%s", x.ask, got)
		}
	}
}

// A person who is wanted for a sum that was shown gets the payout's case, not that of what was
// talked about before.
func TestACaseIsAboutTheSumThatIsNamed(t *testing.T) {
	for _, x := range []struct{ list, one, person string }{{"我的钱呢", "4391.05到了吗", "找个人来说3561.51那笔的事"}, {"where is my money", "where is the 4391.05", "i need a human about the 3561.51"}} {
		w, li := shortWorld(t)
		li.says(x.list)
		li.says(x.one)
		li.says(x.person)
		if c := w.only(); c.Subject != "payout:71" || c.Amount != 356151 {
			t.Errorf("%q: the case is about %s, %d", x.person, c.Subject, c.Amount)
		}
	}
}

// Two sums of which one came short of the other name the payout, shown or not; what
// follows, a case too, is about that one.
func TestASumAndWhatCameShortOfItNameThePayout(t *testing.T) {
	for _, x := range []struct{ before, ask, person string }{{"4391.05到了吗", "3561少的88什么时候补给我", "转人工"}, {"", "3561.51嗰筆爭我嘅88幾時補返", "轉人工"}, {"where is the 4391.05", "when do i get the 88 missing from the 3561", "i want to talk to a person"}} {
		w, li := shortWorld(t)
		if x.before != "" {
			li.says(x.before)
		}
		li.expect(li.says(x.ask), "3,561.51", "88.00")
		li.says(x.person)
		if c := w.only(); c.Subject != "payout:71" || c.Amount != 356151 {
			t.Errorf("%q: the case is about %s, %d", x.ask, c.Subject, c.Amount)
		}
	}
}
