package handlers_test

import (
	"context"
	"testing"

	"moneytrail/handlers/inbox"
	"moneytrail/recon/trail"
)

func TestPartsOfAQuestionWaitForTheRest(t *testing.T) {
	w, li := talk(t)
	pause := func(e inbox.TelegramEvent) bool {
		t.Helper()
		d, err := w.desk.Pause(context.Background(), li.event(inbox.Message, e))
		if err != nil {
			t.Fatal(err)
		}
		return d > 0
	}
	for _, part := range []string{"老板", "3500", "没到", "今天的", "在吗", "你好", "昨天", "尾号6688", "hi", "hello", "yesterday", "3500 yuan", "钱", "不对", "不是"} {
		if !pause(inbox.TelegramEvent{Text: part}) {
			t.Errorf("%q is answered at once", part)
		}
	}
	for _, whole := range []string{"我的钱呢", "今天3500没到", "3500没到", "还没到账", "没到？", "where is my money", "3500 not arrived", "转人工", "人工客服", "help", "谢谢", "好的", "是的", "/cases", "/start ABC",
		"手续费怎么算", "有人盗刷", "我要换卡", "My cases", "昨天的账", "取消", "刚才问什么", "Talk to a person", "today's total please", "今天3500\n没到"} {
		if pause(inbox.TelegramEvent{Text: whole}) {
			t.Errorf("%q waits", whole)
		}
	}
	for _, e := range []inbox.TelegramEvent{{Media: &inbox.Media{Kind: "photo"}, Text: "3500"}, {Text: "3500", Forwarded: true}, {Text: "3500", ReplyTo: 3}, {What: "sticker"}, {Text: "****", Masked: 1}, {}} {
		if pause(e) {
			t.Errorf("%+v waits", e)
		}
	}
	li.expect(li.says("前天的没到"), "刷了多少钱")
	if pause(inbox.TelegramEvent{Text: "3500"}) {
		t.Error("the answer to an open question waits")
	}
	li.expect(li.says("算了"), "不查了")
	w.about(trail.Unknown, trail.DeclinedButDebited)
	li.expect(li.begins(w, "declined_but_debited"), "客户还在店里等着吗")
	li.expect(li.presses("不在了"), "扣款短信")
	for _, part := range []string{"老板", "3500", "昨天"} {
		if !pause(inbox.TelegramEvent{Text: part}) {
			t.Errorf("%q beside a playbook's question is answered at once", part)
		}
	}
	for _, answer := range []string{"有", "没有", "是", "不是", "没"} {
		if pause(inbox.TelegramEvent{Text: answer}) {
			t.Errorf("%q waits though it answers", answer)
		}
	}
}

func TestFourMessagesAreOneQuestion(t *testing.T) {
	_, li := talk(t)
	li.expect(li.says("老板\n3500\n没到\n今天的"), "查到了：¥3,500.00")
	li.expect(li.says("boss\n3500\nnot arrived\ntoday"), "CNY 3,500.00")
}
