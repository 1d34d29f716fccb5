package handlers_test

import (
	"strings"
	"testing"
	"time"

	"moneytrail/handlers/outbox"
	"moneytrail/recon/terms"
	"moneytrail/recon/trail"
)

// returned sets that the bank sent the shop's 3,500.00 back: the account is closed.
func returned(w *world) {
	swiped11(trail.Returned, trail.PayoutWasReturned, paidOut(trail.PayoutReturned), func(tr *trail.Trail) {
		tr.Payout.FailureCode, tr.Next, tr.Due = "AC04", trail.Merchant, terms.Due{}
	})(w)
}

// What is asked next about what was shown is answered about that, alone, and
// opens no case.
func TestAFollowUpIsAboutWhatWasShown(t *testing.T) {
	for _, c := range []struct {
		ask  string
		says map[string]string // and what the answer must name
	}{
		{"今天的3500到哪了", map[string]string{"为啥退回": "销户", "要什么资料": "营业执照", "我账户没销户啊": "收款银行给的", "那什么时候到": "定不下来", "谁在处理": "需要您来办",
			"參考號多少": "632411420001", "点解": "销户"}},
		{"where is today's 3500", map[string]string{"why was it returned": "closed", "what papers do you need": "business licence", "my account is not closed": "receiving bank", "then when?": "cannot be told yet",
			"who is handling it": "Next: you", "what is the reference number": "632411420001"}},
	} {
		for text, want := range c.says {
			w, li, _ := shop(t)
			w.reads()
			returned(w)
			li.says(c.ask)
			got := li.says(text)
			li.expect(got, want, "3,500.00")
			if strings.Contains(got[0].Text, "查到了") || strings.Contains(got[0].Text, "Found:") || len(w.cases) > 0 {
				t.Errorf("%q is answered with the card again, or a case:\n%s", text, got[0].Text)
			}
		}
	}
}

// A follow-up needs something to follow on: nothing shown, or long ago, and the
// product asks what is meant; beside an open question it is answered, and that put again.
func TestAFollowUpNeedsWhatItFollows(t *testing.T) {
	w, li, _ := shop(t)
	w.reads()
	returned(w)
	nothing := func() {
		if got := li.says("为啥退回")[0].Text; strings.Contains(got, "3,500") {
			t.Errorf("nothing was shown, and this is answered:\n%s", got)
		}
	}
	nothing()
	li.says("今天的3500到哪了")
	w.later(3 * time.Hour)
	nothing()

	w, li = talk(t)
	w.about(trail.Unknown, trail.DeclinedButDebited)
	li.says("今天的3500")
	li.presses("一步一步办")
	said := li.says("为什么")
	li.expect(said, "您问的是", "3,500.00")
	li.expect([]outbox.TelegramMessage{said[len(said)-1]}, "客户还在店里等着吗")
}

// Why money does not come on the day itself is answered with the rule.
func TestWhyNotTheSameDayIsTheRule(t *testing.T) {
	for ask, follow := range map[string]string{"今天的3500到哪了": "为什么不是当天到账", "where is today's 3500": "why not the same day"} {
		w, li, _ := shop(t)
		w.reads()
		tr := w.about(trail.Captured, trail.InCycle)
		tr.Due = terms.Due{On: tr.Business + 3, Rule: "T+1", BusinessDay: tr.Business, Weekend: true}
		li.says(ask)
		got := li.says(follow)
		li.expect(got, "T+1", "3,500.00")
		if strings.Contains(got[0].Text, "查到了") || strings.Contains(got[0].Text, "Found:") {
			t.Errorf("the card again:\n%s", got[0].Text)
		}
	}
}

// Where nothing was found, what then is answered with what would help, and a
// person gets what was asked with it; a bare "do not know" opens no case.
func TestWhatHelpsWhereNothingWasFound(t *testing.T) {
	for _, x := range []struct{ asks, want, person string }{{"昨天的777去哪了", "¥777.00", "人工客服"}, {"where is yesterday's 777", "CNY 777.00", "Talk to a person"}} {
		for _, then := range map[bool][]string{true: {"那怎么办", "接下来呢", "那現在怎麼辦", "谁来查", "不知道"}, false: {"so what happens next", "what now", "what should I do", "I don't know"}}[x.asks[0] > 0x80] {
			w, li := talk(t)
			if then == "不知道" {
				if li.says(then); len(w.cases) != 0 {
					t.Error("not to know opened a case")
				}
			}
			li.says(x.asks)
			got := li.says(then)
			if text := got[0].Text; !strings.Contains(text, "777.00") || !strings.Contains(text, "12") || len(w.cases) != 0 {
				t.Errorf("%q, %q, %d cases:\n%s", x.asks, then, len(w.cases), text)
				continue
			}
			if li.presses(x.person); !strings.Contains(w.only().Words, "777") {
				t.Errorf("%q: the case has %q", then, w.only().Words)
			}
		}
	}
}

// What is sent of the slip then is looked for with what was asked before; where it
// finds another payment alone, that one is shown.
func TestWhatIsSentOfTheSlipJoinsWhatWasAsked(t *testing.T) {
	for _, x := range []struct{ asks, then, sends, want string }{
		{"昨天的777去哪了", "那怎么办", "尾号4321", "¥777.00"}, {"where is yesterday's 777", "so what happens next", "card 4321", "CNY 777.00"}, {"昨天的777去哪了", "那怎麼辦", "末四碼4321", "777.00"},
		{"昨天的777去哪了", "那怎么办", "尾号7000", "¥8,800.00"},
	} {
		_, li := talk(t)
		li.says(x.asks)
		li.says(x.then)
		if got := li.says(x.sends)[0].Text; !strings.Contains(got, x.want) {
			t.Errorf("%q, then %q:\n%s", x.asks, x.sends, got)
		}
	}
}
