package steer_test

import (
	"testing"

	"moneytrail/handlers/steer"
)

func TestAskingWhetherAllCame(t *testing.T) {
	for _, yes := range []string{"上周的都到了吗", "上週的都到齊了沒有", "国庆有没有少结", "did last weeks takings all come in", "has everything of last week arrived?", "上周的钱全到账了吗"} {
		if !steer.AsksAllCame(yes) {
			t.Errorf("%q asks whether all came", yes)
		}
	}
	for _, no := range []string{"上周的账单", "昨天到账多少", "那笔到了吗", "all shops last week", "都没到", "did it come"} {
		if steer.AsksAllCame(no) {
			t.Errorf("%q does not ask whether all came", no)
		}
	}
	for text, want := range map[string]bool{"which ones didnt": true, "which ones didn't arrive?": true, "哪几笔没到": true, "是哪些没到账呢": true, "昨天哪几笔没到": false, "which shop did not": false, "哪几笔": false} {
		if got := steer.AsksWhichNot(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
