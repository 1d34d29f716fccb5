package handlers_test

import (
	"strings"
	"testing"

	"moneytrail/handlers/access"
)

// Who is not let in yet reaches a person with an emergency, hears what an agent
// writes, and sees nothing of the shop.
func TestAnEmergencyOfWhoIsNotLetInYet(t *testing.T) {
	for text, words := range map[string]string{
		"机器把客人的卡吞了": "别硬拉", "the terminal swallowed a customer's card": "do not pull", "店里被抢劫了": "110", "有人冒充客服问我要密码": "不要给密码", "客人的卡是盗刷的": "店主",
	} {
		w, _, amy := shop(t)
		w.reads()
		wang := w.user(2, "小王", "zh-hans")
		wang.expect(wang.says("/start "+w.invite("M0001", access.Cashier, false)), "核实")
		wang.says("今天的3500到了吗")
		if len(w.cases) != 0 {
			t.Fatal("a question about money opened a case")
		}
		sent := len(w.sent)
		got := wang.says(text)
		wang.expect(got, words, "C-1001")
		if c := w.only(); !c.Urgent || c.MerchantID != "M0001" || c.Subject != "person:2" {
			t.Fatalf("%+v", c)
		}
		if told := strings.Join(posted(t, w.sent[sent:]), "\n"); !strings.Contains(told, "has not been let in yet") {
			t.Errorf("the thread reads %s", told)
		}
		if b := got[0].Buttons; len(b) == 0 {
			t.Error("no way to a person")
		}
		if wang.pressesRaw("h"); len(w.cases) != 1 {
			t.Errorf("%d cases", len(w.cases))
		}
		amy.presses("claim", 1001)
		sent = len(w.sent)
		wang.expect(wang.gets(amy.writes(w.only(), "! 看住机器，我们马上打电话给店里")), "看住机器")
		got = wang.says("好的，3500也没到")
		wang.expect(got, "C-1001")
		if told := strings.Join(posted(t, w.sent[sent:]), "\n"); !strings.Contains(told, "3500也没到") {
			t.Errorf("the thread reads %s", told)
		}
		for _, m := range got {
			if strings.Contains(m.Text, "6688") || strings.Contains(m.Text, "3,500") {
				t.Errorf("told of money: %s", m.Text)
			}
		}
	}
}

// Who waits to be let in is told once how that goes, and then only that it goes on.
func TestWhoWaitsIsNotToldTheSameTwice(t *testing.T) {
	for lang, want := range map[string][3]string{"zh-hans": {"今天刷的钱到了吗", "怎么还没批啊", "还没核实好"}, "zh-hant": {"今天刷的錢到了嗎", "怎麼還沒批啊", "還沒核實好"}, "en": {"did todays money arrive", "why is it taking so long", "not checked yet"}} {
		w, _, _ := shop(t)
		w.reads()
		wang := w.user(2, "小王", lang)
		first := wang.says("/start " + w.invite("M0001", access.Cashier, false))
		for _, says := range want[:2] {
			got := wang.says(says)
			if wang.expect(got, want[2]); got[0].Text == first[0].Text || len(got[0].Buttons) == 0 {
				t.Errorf("%s: told again\n%s", says, got[0].Text)
			}
		}
	}
}
