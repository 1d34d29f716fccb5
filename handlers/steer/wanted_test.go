package steer_test

import (
	"testing"

	"moneytrail/handlers/steer"
)

// A line of nothing but questions tells nothing; one that tells something does.
func TestALineThatOnlyAsks(t *testing.T) {
	for line, want := range map[string]bool{
		"请问新账户是公户还是私户？": true, "您好，请问是哪一天的？是哪台机器？": true, "Which payout do you mean?": true, "您好！请问是哪一笔？": true, "請問是公戶還是私戶？谢谢": true,
		"已经找到了。明天到，可以吗？": false, "明天到": false, "Found it. It arrives tomorrow, all right?": false, "": false, "请把小票发来": false,
	} {
		if got := steer.OnlyAsks(line); got != want {
			t.Errorf("%q: %v", line, got)
		}
	}
}
