package handlers_test

import (
	"strings"
	"testing"
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// shortAndReturned is a shop of which one payout arrived 88.00 short and another came back.
func shortAndReturned(t *testing.T) (*world, *user, *staff) {
	t.Helper()
	w, li, amy := shop(t)
	w.reads()
	payout := func(row, amount, difference int64, state trail.PayoutState, reason trail.Reason) trail.PayoutView {
		p := trail.PayoutView{MerchantID: "M0001", Currency: "CNY", Difference: difference, Reasons: []trail.Reason{reason}}
		p.Row, p.ID, p.Amount, p.State, p.SentOn = row, "P", amount, state, calendar.DateOf(noon)-1
		return p
	}
	w.books.payouts = append(w.books.payouts, payout(61, 356151, -8800, trail.PayoutShort, trail.PayoutIsShort), payout(62, 985014, 0, trail.PayoutReturned, trail.PayoutWasReturned))
	return w, li, amy
}

// The amounts of the words choose what a case is about, not what was shown before.
func TestTheAmountsOfTheWordsChooseWhatACaseIsAbout(t *testing.T) {
	for _, x := range []struct{ lang, says, subject string }{
		{"zh-hans", "3561少的88什么时候补给我，转人工", "payout:61"}, {"zh-hant", "3561少的88幾時補給我，轉人工", "payout:61"},
		{"en", "i want a person about the 88 missing from the 3561", "payout:61"}, {"zh-hans", "9850退回来的那笔，转人工", "payout:62"},
	} {
		w, li, _ := shortAndReturned(t)
		li.speaks(x.lang)
		li.says("3500")
		li.says(x.says)
		if c := w.only(); c.Subject != x.subject {
			t.Errorf("%s: the case is about %s", x.says, c.Subject)
		}
	}
}

// Words with which another case was opened are not in the next.
func TestACaseHasNoWordsOfAnother(t *testing.T) {
	w, li, _ := shortAndReturned(t)
	li.says("今天3500没到")
	li.says("转人工")
	li.says("你们再不给钱我就去银监会告你们")
	if c := w.cases[1002]; len(w.cases) != 2 || strings.Contains(c.Words, "3500") || !strings.Contains(c.Words, "银监会") {
		t.Errorf("%d cases, %q", len(w.cases), c.Words)
	}
}

// Who says that the new account is with us already speaks of the payout that came
// back: it goes to its case, or opens that; nothing is said to be changed.
func TestAnAccountGivenBeforeIsOfThePayoutThatCameBack(t *testing.T) {
	for lang, says := range map[string][2]string{"zh-hans": {"新账号我前天已经发给你们同事了", "不在聊天里改"}, "en": {"i sent the new account number already to your colleague", "never changed in chat"}} {
		w, li, amy := shortAndReturned(t)
		li.speaks(lang)
		li.expect(li.says(says[0]), says[1], "C-1001")
		if c := w.only(); c.Subject != "payout:62" || c.Amount != 985014 || c.Urgent {
			t.Errorf("%s: %s %d", lang, c.Subject, c.Amount)
		}
		amy.presses("claim", 1001)
		w.later(time.Minute)
		before := len(w.sent)
		if li.expect(li.says(says[0]), says[1], "C-1001"); len(w.cases) != 1 || len(postedTo(t, w, before)) != 1 {
			t.Errorf("%s: %d cases", lang, len(w.cases))
		}
	}
	w, li, _ := shop(t) // nothing came back: it may be anybody who writes this
	w.reads()
	li.says("i sent the new account number already to your colleague")
	if c := w.only(); c.Subject != "account" || !c.Urgent {
		t.Errorf("%s", c.Subject)
	}
}
