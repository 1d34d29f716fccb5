package handlers_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"moneytrail/handlers/cases"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/press"
	"moneytrail/recon/trail"
)

// notOurs is a day on which 李老板 does not know one payment of three; the newest
// of all is of today and in order. He walks through the list to the case.
func notOurs(t *testing.T) (*world, *user) {
	w, li, _ := shop(t)
	yesterday := noon.Add(-26 * time.Hour)
	w.books.trails = append(w.books.trails, swipe(21, "M0001", "T21", yesterday, 12000, "2121"),
		swipe(22, "M0001", "T22", yesterday.Add(10*time.Minute), 98000, "2222"), swipe(23, "M0001", "T23", yesterday.Add(20*time.Minute), 4500, "2323"))
	li.pressesRaw(press.Data(press.Guide, "verify_with_customer"))
	li.expect(li.says("昨天"), "45.00")
	li.expect(li.presses("金额不对"), "980.00")
	li.expect(li.presses("不是我们的"), "120.00")
	li.expect(li.presses("没错"), "C-1001")
	return w, li
}

// The card of a case about payments that are not the shop's shows those, how
// they were marked, what they come to, and who finished which step when.
func TestTheCardShowsThePaymentsThatWereMarked(t *testing.T) {
	w, _ := notOurs(t)
	c := w.only()
	if c.Subject != cases.Signs || c.Amount != 98000+4500 || c.Currency != "CNY" || len(c.Transactions) != 0 {
		t.Errorf("the case: %+v", c)
	}
	card := decode[outbox.SlackMessage](t, find(t, w.sent, outbox.SlackPost)).Card
	all := strings.Join(card.Parts, "\n")
	for _, want := range []string{"不是我们的 Not ours: 交易 Transaction: T22", "CNY 980.00", "金额不对 Wrong amount: 交易 Transaction: T23", "11-20 15:20 李老板 · 核对哪一天的收款", "没错：1"} {
		if !strings.Contains(all, want) {
			t.Errorf("the card does not say %q:\n%s", want, all)
		}
	}
	for _, other := range []string{"T01", "T21", "3,500.00"} {
		if strings.Contains(all, other) {
			t.Errorf("the card speaks of %s:\n%s", other, all)
		}
	}
	if !strings.Contains(card.Title, "CNY 1,025.00") {
		t.Errorf("title: %s", card.Title)
	}
}

// What becomes of a marked payment is told in the thread; its money landing closes nothing.
func TestAMarkedPaymentThatLandsKeepsItsCaseOpen(t *testing.T) {
	w, _ := notOurs(t)
	i := slices.IndexFunc(w.books.trails, func(tr trail.Trail) bool { return tr.Row == 22 })
	w.books.trails[i].State, w.books.trails[i].Reasons = trail.Arrived, nil
	items := w.turn(inbox.Event{Network: inbox.System, Kind: inbox.TrailsChanged, System: &inbox.SystemEvent{MerchantID: "M0001", Transactions: []int64{22}}})
	c := w.only()
	if !c.IsOpen() || !strings.Contains(c.Marked[1].Text, "arrived") {
		t.Errorf("%s: %+v", c.Status, c.Marked)
	}
	if got := strings.Join(posted(t, items), "\n"); !strings.Contains(got, "T22") || strings.Contains(got, "T01") {
		t.Errorf("the thread reads: %s", got)
	}
}

// Marks of a second walk join those of the first; what was marked again has the
// later mark, and none where it was right after all.
func TestALaterMarkTakesThePlaceOfAnEarlierOne(t *testing.T) {
	w, li := notOurs(t)
	li.says("算了")
	li.pressesRaw(press.Data(press.Guide, "verify_with_customer"))
	li.says("昨天")
	li.presses("没错")
	li.presses("金额不对")
	li.expect(li.presses("不是我们的"), "C-1001")
	c := w.only()
	var got []string
	for _, m := range c.Marked {
		got = append(got, m.Mark+" "+m.Text[strings.Index(m.Text, "T2"):][:3])
	}
	if want := []string{"金额不对 Wrong amount T22", "不是我们的 Not ours T21"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
