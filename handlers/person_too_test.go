package handlers_test

import (
	"strings"
	"testing"

	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// Who asks of money and wishes for a person in one breath gets both: what is
// known, and a case about that money with the words.
func TestAWishForAPersonBesideAQuestionIsHeard(t *testing.T) {
	for _, text := range []string{"昨天打款退回来了我要找人", "昨天打款退回來了，幫我轉人工", "yesterday's payout came back, I want to talk to a person"} {
		w, li := talk(t)
		w.books.payouts = append(w.books.payouts, trail.PayoutView{PayoutRef: trail.PayoutRef{Row: 61, ID: "P61", Account: "6001", State: trail.PayoutReturned, SentOn: calendar.DateOf(noon) - 1, Amount: 874700},
			MerchantID: "M0001", Currency: "CNY", Reasons: []trail.Reason{trail.PayoutWasReturned}})
		got := li.says(text)[0].Text
		c := w.only()
		if !strings.Contains(got, "8,747.00") || !strings.Contains(got, c.Number()) || c.Amount != 874700 || !strings.Contains(c.Words, text) {
			t.Errorf("%s: a case of %d with %q\n%s", text, c.Amount, c.Words, got)
		}
	}
}

// Who says they come to our place and make a scene is heard at once.
func TestASceneIsUrgent(t *testing.T) {
	for _, text := range []string{"去你们公司闹", "再不到账我明天去你們總部拉橫幅", "I will come to your office and make a scene", "我要去你们公司放火"} {
		w, li := talk(t)
		if li.says(text); len(w.cases) != 1 || !w.only().Urgent {
			t.Errorf("%s: %d cases\n%s", text, len(w.cases), li.last.Text)
		}
	}
}
