package handlers_test

import (
	"strings"
	"testing"
)

// The second message in a row whose wish is not clear makes no case where it
// names money that is found.
func TestASecondUnclearMessageWithFactsIsLookedUp(t *testing.T) {
	for _, second := range []string{"昨天晚上收了个3500 卡里没有啊", "收了3500没有啊", "got 3500 by card, where"} {
		w, li, _ := shop(t)
		w.reads()
		li.says("那个什么来着")
		li.says(second)
		if len(w.cases) > 0 || !strings.Contains(li.last.Text, "3,500.00") {
			t.Errorf("%q: %d cases\n%s", second, len(w.cases), li.last.Text)
		}
	}
}
