package steer_test

import (
	"testing"

	"moneytrail/handlers/steer"
)

func TestWhatWasDueOnADay(t *testing.T) {
	for text, want := range map[string]bool{"周一应该到的没到": true, "上周五该到的钱没到": true, "昨天本来要到的呢": true, "what was due on monday and did not come": true, "the money that should have arrived on Friday": true, "it was supposed to come yesterday": true,
		"昨天应该收到的没收到": true, "昨天本来要打给我的呢": true, "周三該入帳的呢": true, "昨天应该给我的钱呢": true, "昨天应该有一笔款": true, "the payout that was due to come on Monday": true, "what was due yesterday?": true, "yesterday I should have been paid": true,
		"昨天的单应该给客人退吗": false, "昨天应该有一笔刷卡没显示": false, "昨天那单本来要收现金的": false, "昨天應該有一筆刷卡沒顯示": false, "昨天本来要给客人退的": false, "昨天的账应该到哪里看": false, "昨天应该打电话给谁": false, "昨天客人应该到店的": false, "昨天应该有三单": false, "昨天该收的手续费": false,
		"yesterday's decline was due to a network error": false, "yesterday I was supposed to refund a customer": false, "yesterday's sale should have been 350": false, "there should have been a swipe yesterday": false,
		"周一到了多少": false, "周一应该到多少": false, "昨天的3500没到": false, "where is monday's money": false} {
		if got := steer.WasDue(text); got != want {
			t.Errorf("%q: %t", text, got)
		}
	}
	for text, want := range map[string]bool{"今天能到吗": true, "那今天到得了吗": true, "今天会不会到": true, "今日到帳嗎": true, "will it arrive today?": true, "is it coming today": true, "can it be here today": true,
		"今天": false, "今天的3500到了吗": false, "今天刷的": false, "is it open today": false, "today": false} {
		if got := steer.AsksToday(text); got != want {
			t.Errorf("%q: %t", text, got)
		}
	}
	for text, want := range map[string]bool{"礼拜天呢": true, "那周六能到吗": true, "星期一呢？": true, "and sunday?": true, "what about Monday": true, "周三": false, "上周三呢": false, "sunday": false, "周三的3500呢": false} {
		if got := steer.OrThatDay(text); got != want {
			t.Errorf("%q: %t", text, got)
		}
	}
}
