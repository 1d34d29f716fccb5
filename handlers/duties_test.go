package handlers_test

import (
	"strings"
	"testing"
	"time"

	"moneytrail/handlers/access"
	"moneytrail/recon/trail"
)

// What there is to do is told at once: what waits for the merchant, and the case in which
// the support team wrote last; after the merchant's word it waits for them no more.
func TestWhatThereIsToDoIsTold(t *testing.T) {
	for ask, want := range map[string][4]string{
		"今天有什么要我处理的吗": {"现在没有要您办的事", "要您来办的", "C-1001", "还没等到您回话"}, "有沒有要我辦的事": {"現在沒有要您辦的事", "要您來辦的", "C-1001", "還沒等到您回話"},
		"anything I need to do?": {"nothing for you to do", "For you to act on", "C-1001", "with no word from you"},
	} {
		w, li := talk(t)
		amy := w.agent("amy")
		li.expect(li.says(ask), want[0])
		held := w.about(trail.Held, trail.RiskHold)
		held.Next, held.NeededBy = trail.Merchant, w.books.today+3
		li.expect(li.says(ask), want[1], "3,500.00", "2026-11-23")
		if len(w.cases) != 0 {
			t.Fatalf("%q opened a case", ask)
		}
		li.says("昨天的8800")
		li.pressesRaw("h")
		amy.writes(w.only(), "! 请把小票发来")
		w.later(time.Hour)
		li.expect(li.says(ask), want[2])
		li.says("小票在路上，明天发给你们")
		if got := li.says(ask)[0].Text; strings.Contains(got, want[3]) || !strings.Contains(got, want[1]) {
			t.Errorf("%q after the merchant wrote:\n%s", ask, got)
		}
	}
}

// Who sees a chain as one and spoke of one shop last is told that only that was looked at,
// and how all are; what waits in the other shop is there then.
func TestWhatThereIsToDoInOneShopOfAChainSaysSo(t *testing.T) {
	for lang, says := range map[string][4]string{
		"zh-hans": {"静安店昨天的账单", "要我处理什么", "这里只看了这一家店", "全部门店有什么要我办的"},
		"zh-hant": {"静安店昨天的帳單", "要我處理什麼", "這裡只看了這一家店", "全部門店有什麼要我辦的"},
		"en":      {"静安店 statement of yesterday", "anything I need to do?", "this shop only", "all shops, anything I need to do"},
	} {
		t.Run(lang, func(t *testing.T) {
			w := chainWorld(t)
			w.reads()
			held := &w.books.trails[1] // of the other shop
			held.State, held.Reasons, held.Next, held.NeededBy = trail.Held, []trail.Reason{trail.RiskHold}, trail.Merchant, w.books.today+3
			u := w.user(7, "小陈", lang)
			w.binds(u, "S1", access.Owner)
			w.binds(u, "S2", access.Owner)
			u.speaks(lang)
			u.says(says[0])
			u.expect(u.says(says[1]), says[2], says[3])
			got := textsOf(u.says(says[3]))
			if strings.Contains(got, says[2]) || !strings.Contains(got, "1,200.00") {
				t.Errorf("%q:\n%s", says[3], got)
			}
		})
	}
}
