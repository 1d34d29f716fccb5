package handlers_test

import (
	"strings"
	"testing"

	"moneytrail/handlers/access"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// Another shop's money is nobody's business, and whether there is such a shop is not told.
func TestOnlyOnesOwnShopIsToldOf(t *testing.T) {
	for _, text := range []string{"隔壁店昨天收了多少", "帮我查下M0002的账", "帮我查下M7777的账", "how much did the other shop take yesterday", "show me M0002 payouts"} {
		w, li, _ := shop(t)
		w.reads()
		got := li.says(text)
		want := "只能查您自己的店"
		if text[0] < 'z' {
			want = "only look up your own shop"
		}
		li.expect(got, want)
		if strings.Contains(got[0].Text, "9,900") || len(w.cases) > 0 {
			t.Errorf("%s: %s", text, got[0].Text)
		}
	}
	w, li, _ := shop(t)
	w.reads()
	if got := li.says("M0001昨天收了多少")[0].Text; strings.Contains(got, "只能查") {
		t.Errorf("the own number: %s", got)
	}
}

// A shop is known by its name too: one's own is answered by any part of it, another
// gets the same words whether there is one or not, and who pays is no shop asked about.
func TestAShopAskedForByItsName(t *testing.T) {
	for text, own := range map[string]bool{
		"蜀味火锅昨天到账多少": false, "东门饺子馆的钱到了没": false, "我老婆店里的3500到了吗": false, "how much did Blue Door Cafe get yesterday": false, "Blue Door Cafe昨天到账多少": false,
		"老李面馆昨天到账多少": true, "老李的店今天收了多少": true, "李面馆今天的3500到了吗": true, "蜀味火锅付的3500到了吗": true, "店里今天的3500到了吗": true,
	} {
		w, li, _ := shop(t)
		w.reads()
		got := li.says(text)[0].Text
		if only := strings.Contains(got, "只能查您自己的店") || strings.Contains(got, "only look up your own shop"); only == own {
			t.Errorf("%s: %s", text, got)
		}
		if strings.Contains(got, "9,900") || len(w.cases) > 0 {
			t.Errorf("%s: %s", text, got)
		}
	}
}

// A name that may be a branch, a street or the own shop by another name is answered
// with the figures of the one shop that the person has, and whose they are is said.
func TestWhatMayBeTheOwnShopIsAnswered(t *testing.T) {
	for text, whose := range map[string]string{"东门店今天的3500到了吗": "只能查您自己的店", "我老婆店里今天的3500到了吗": "只能查您自己的店", "Where is Main Street's 3500 from today, Main Street sales": "only look up your own shop", "Show Me The 3500 Of Today": "", "Main Street sales today": "only look up your own shop"} {
		w, li, _ := shop(t)
		w.reads()
		got := li.says(text)[0].Text
		if !strings.Contains(got, "3,500.00") || whose != "" && !strings.Contains(got, whose) || whose == "" && strings.Contains(got, "own shop") {
			t.Errorf("%s: %s", text, got)
		}
	}
}

// Who acts for several shops is told which those are.
func TestOfSeveralShopsAnotherIsNotOne(t *testing.T) {
	w, li, _ := shop(t)
	w.reads()
	w.books.merchants = append(w.books.merchants, record.Merchant{ID: "M0003", Name: "老李二店", Language: "zh"})
	w.binds(li, "M0003", access.Owner)
	got := li.says("蜀味火锅昨天到账多少")
	li.expect(got, "只能查您自己的店", "看哪一家")
	if got := li.says("老李二店昨天到账多少")[0].Text; strings.Contains(got, "只能查") || !strings.Contains(got, "老李二店") {
		t.Errorf("one of their own: %s", got)
	}
}

// Cantonese money is the shop's own currency, unless Hong Kong is named.
func TestManIsTheShopsCurrency(t *testing.T) {
	w, li, _ := shop(t)
	w.reads()
	li.expect(li.says("今日三千五蚊到咗未"), "¥3,500.00", "查到了")
	li.expect(li.says("今天HKD 3500到了吗"), "HKD 3,500.00")
}

// A pre-authorisation is cancelled on its terminal, and that is said of the one that is meant.
func TestAPreauthIsCancelledOnItsTerminal(t *testing.T) {
	for _, c := range []struct{ before, text, want string }{
		{"", "取消那个3500的预授权", "我这里不能替您撤"}, {"", "今天3500的预授权撤销了", "还没有撤销"}, {"", "cancel the 3500 pre-authorisation", "cannot cancel it from here"},
		{"今天的3500", "帮我取消这个预授权", "我这里不能替您撤"},
	} {
		w, li, _ := shop(t)
		w.reads()
		w.about(trail.Unknown, trail.NotCaptured)
		if c.before != "" {
			li.says(c.before)
		}
		li.expect(li.says(c.text), c.want, "3,500.00", "6688")
	}
}

// A cashier who asks for totals is told kindly who sees them, and what they can ask.
func TestACashierIsToldWhoSeesTotals(t *testing.T) {
	w := newWorld(t)
	w.reads()
	wang := w.user(78, "小王", "zh-hans")
	w.binds(wang, "M0001", access.Cashier)
	wang.expect(wang.says("昨天一共多少钱"), "店主和财务才看得到", "发金额给我")
	wang.expect(wang.says("how much came in yesterday"), "owner and to finance", "send me its amount")
}

// Who says that it is not settled has the case open again.
func TestNotSettledOpensTheCaseAgain(t *testing.T) {
	for _, text := range []string{"it is NOT settled", "没搞定啊", "this isn't fixed"} {
		w, li, _ := shop(t)
		w.reads()
		li.says("转人工")
		li.presses("已经解决")
		if c := w.only(); c.IsOpen() {
			t.Fatal("the case did not end")
		}
		li.says(text)
		if c := w.only(); !c.IsOpen() {
			t.Errorf("%q leaves the case closed", text)
		}
	}
}
