package understand_test

import (
	"testing"

	"moneytrail/handlers/understand"
)

// What merchants say, by what they want. A sentence counts as understood when
// its intent is read and it is acted on, or brings a person.
var said = map[understand.Intent][]string{
	understand.WhereIsMyMoney: {"the portal says paid, my bank says no", "后台说打款了，银行说没有", "昨天的账没到", "我的钱呢", "钱呢？", "昨天3500那笔怎么还没到", "周二晚上8800的钱去哪了", "没到", "钱到哪了", "今儿个刷的都没到", "怎么还没打款", "我前天下午收了一笔八百多的，到现在没见到账",
		"昨天的款到账没有", "前兩天刷的錢還沒到賬", "上個月嘅數未到", "錢去咗邊", "P20261119M0000001 到哪了", "参考号 631512345678 到账了吗", "差200没到", "你好，昨天的钱没到",
		"where is yesterday's payout", "the money from last friday is still not here", "Two sales on Monday, 500 and 800, never arrived", "we have not been paid since Tuesday", "no deposit in my bank today",
		"全部加起来还有多少在路上", "还有多少钱在路上", "一共还有多少没到", "在路上的有多少", "仲有幾多未入數", "how much is on its way in total", "how much money is pending", "how much am I still owed", "what is still outstanding",
		"why is it taking so long"},
	understand.SettlementTiming: {"什么时候放款", "周六刷的什么时候到账", "明天能到账吗", "今天刷的什么时候到", "你们是t1到账还是当天到", "国庆期间能到账吗", "晚上11点以后刷的算哪天", "几时到数", "when do weekend sales settle", "is today a settlement day", "how long until I get my payout"},
	understand.ShortPayment:     {"why was my payout short", "昨天的账少了", "19号到账怎么少了", "到账比刷卡少了200", "刷了500到账480", "老板娘说昨天的款少了二十", "19号收到的钱不对", "为什么19号的payout少了50", "my payout is short by 20", "got 2,940 instead of 3,000", "the deposit does not match my sales"},
	understand.FeeQuestion:      {"这个月扣了我多少手续费", "你们费率是多少", "手续费怎么算", "为什么扣我21块", "手續費點計", "what's my rate", "why did you deduct 60 from monday", "how much commission do you take"},
	understand.DuplicateCharge:  {"客户说付了两遍", "同一笔刷了两次", "重复扣款了", "same sale posted twice", "the customer was charged twice"},
	understand.DeclinedButDebited: {"刚刷的没反应但是客户扣钱了", "显示失败客户卡里钱没了", "第2次刷卡失败了但是扣款了", "customer was charged but terminal says declined",
		"terminal declined but the customers bank app shows the money gone"},
	understand.Refund:            {"我要退款300", "客户要退货怎么操作", "昨天退的款客户说没收到", "怎么撤销刚才那笔", "customer wants a refund for the 45.90", "refund 200 for order A1234567 from Tuesday"},
	understand.DisputeChargeback: {"银行发来调单怎么处理", "这笔被拒付了", "chargeback letter received", "a cardholder disputed Monday's sale"},
	understand.FundsHeld:         {"什么时候解冻", "我的钱被冻结了", "为什么我的钱被扣着不给", "my funds are frozen", "why is my account on hold"},
	understand.TerminalProblem:   {"机器签到失败", "POS显示通讯超时", "终端号 K0010001 今天打不出小票", "刷卡机提示请联系发卡行", "my card reader won't connect", "printer out of paper", "terminal 0012 is offline"},
	understand.Statement:         {"这周一共到了多少钱", "昨天的账", "今天的账", "昨日账", "yesterday's figures", "today's numbers", "今天营业额多少", "发我上周的流水", "三月份的对账单", "昨天到账多少", "账单", "我要一万二那笔的明细", "Statement for October please", "how much did i sell last week", "how much came in yesterday"},
	understand.TransactionStatus: {"这笔交易成功了吗", "刷卡失败怎么回事", "did the 88.80 go through", "status of K0010001 yesterday", "why was the payment declined"},
	understand.Suspicious:        {"有人说交500就给我解冻", "这单子上的商户号不是我的", "the slip shows another merchant's number", "the merchant number on the slip is not mine", "有人盗刷", "昨天那笔3500不是我们刷的", "someone is using my terminal at night", "解冻费要交多少", "要先交保证金才能解冻吗", "do I have to pay a deposit to release my money?", "they ask for an unfreezing fee", "I don't recognise a 900 sale at 3am", "staff is stealing"},
	understand.ChangeAccount:     {"我要换结算卡", "可以换成我老婆的卡收款吗", "把钱打到这个卡", "change my bank account", "please send payouts to another account"},
	understand.TalkToHuman:       {"转人工", "我要搵真人", "有没有人啊", "客服在吗", "我要投诉", "talk to a person", "agent please", "i need to speak to someone", "你们是骗子", "我要报警", "you guys are scammers", "I will call the police"},
	understand.ProvideDetails:    {"昨天", "3500", "尾号 4431", "11月19号", "超过1万的", "不对，是周四", "the 19th 3500", "between 500 and 800 yesterday", "RRN 631512345678", "terminal K001", "19号到账", "十九号晚上八点那笔八千八"},
	understand.OutOfScope:        {"今天天气怎么样", "讲个笑话", "怎么提高额度", "what's the weather", "tell me a joke", "can I get a loan", "I forgot my password"},
	understand.Greet:             {"老板", "在吗", "hello?", "anyone there?", "亲", "你好", "您好", "hello", "hi", "good morning"},
	understand.Thanks:            {"🙏", "👍🏻👍🏻", "❤️", "谢谢", "好的谢谢", "谢谢老板", "谢了啊", "thanks mate", "thank you so much"},
	understand.Help:              {"你是机器人吗", "are you a bot?", "帮助", "你能做什么", "help", "What can you do?"},
	understand.Affirm:            {"是的", "对", "好的", "嗯嗯", "ok", "yes", "exactly"},
	understand.CancelDeny:        {"不是", "取消", "算了", "不是这笔", "no", "cancel", "nope that's not it", "never mind"},
	understand.ChangeLanguage:    {"说中文", "English please", "切换语言", "speak english"},
}

func TestIntents(t *testing.T) {
	reader := understand.New()
	n := 0
	for intent, texts := range said {
		for _, text := range texts {
			n++
			r := reader.Read(text, friday)
			if r.Intent != intent || r.Decision == understand.Ask {
				t.Errorf("%s: want %s, read as %s (%s %v)", text, intent, r.Intent, r.Decision, r.Choices)
			}
			if !choicesFit(r) {
				t.Errorf("%s: %s with choices %v", text, r.Decision, r.Choices)
			}
		}
	}
	if n < 150 {
		t.Errorf("only %d sentences", n)
	}
}

// Pictures thank where all of them do; signs alone say nothing.
func TestPicturesThatDoNotThank(t *testing.T) {
	reader := understand.New()
	for _, text := range []string{"!", "。。。", "?", "😡", "😡🙏", "😂"} {
		if r := reader.Read(text, friday); r.Intent == understand.Thanks {
			t.Errorf("%q thanks", text)
		}
	}
}

// What may be two things is asked, with both among the choices.
func TestAsks(t *testing.T) {
	reader := understand.New()
	for text, among := range map[string][]understand.Intent{
		"款呢":                                   {understand.WhereIsMyMoney},
		"手续费什么时候到账":                            {understand.FeeQuestion, understand.SettlementTiming},
		"my money and my terminal offline fee": {understand.FeeQuestion, understand.TerminalProblem},
	} {
		r := reader.Read(text, friday)
		if r.Decision != understand.Ask {
			t.Errorf("%s: %s %s", text, r.Decision, r.Intent)
			continue
		}
		for _, want := range among {
			found := false
			for _, c := range r.Choices {
				found = found || c == want
			}
			if !found {
				t.Errorf("%s: choices %v lack %s", text, r.Choices, want)
			}
		}
	}
}
