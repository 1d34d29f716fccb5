package steer_test

import (
	"testing"

	"moneytrail/handlers/steer"
)

func TestWhatWasDueOnADay(t *testing.T) {
	for text, want := range map[string]bool{"周一应该到的没到": true, "上周五该到的钱没到": true, "昨天本来要到的呢": true, "what was due on monday and did not come": true, "the money that should have arrived on Friday": true, "it was supposed to come yesterday": true,
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
