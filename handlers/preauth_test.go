package handlers_test

import (
	"strings"
	"testing"

	"moneytrail/recon/trail"
)

// Who asks about pre-authorisations as such hears who releases the money and how
// one is completed, without a figure of days; open ones are there to tap.
func TestPreauthorisationsAsSuch(t *testing.T) {
	w, li := talk(t)
	for _, text := range []string{"预授权什么时候解冻", "预授权完成", "預授權撤銷怎麼做"} {
		got := li.says(text)[0].Text
		if !strings.Contains(got, "银行") && !strings.Contains(got, "銀行") || strings.Contains(got, "30") {
			t.Errorf("%s is answered with\n%s", text, got)
		}
	}
	w.books.trails[0].State, w.books.trails[0].Reasons = trail.Unknown, []trail.Reason{trail.NotCaptured}
	li.expect(li.says("when is the hold on the customer's card released?"), "own bank releases the money", "tap one")
	li.expect(li.presses("3,500.00"), "CNY 3,500.00")
	li.expect(li.says("777没到"), "是哪一天刷的")
	li.expect(li.says("预授权什么时候解冻"), "发卡银行", "是哪一天刷的") // and the question comes back
	if len(w.cases) != 0 {
		t.Fatal("a question opened a case")
	}
}
