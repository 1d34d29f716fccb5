package handlers_test

import (
	"strings"
	"testing"
	"time"

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
