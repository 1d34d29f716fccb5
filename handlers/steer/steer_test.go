package steer

import "testing"

func TestWordsThatSteer(t *testing.T) {
	for text, want := range map[string]Word{
		"刚才问什么？": Repeat, "你问什么": Repeat, "你剛才問什麼": Repeat, "再说一遍": Repeat, "What was the question?": Repeat, "what did you just ask": Repeat, "刚刚问什么": Repeat, "sorry, what was that": Repeat, "repeat please": Repeat,
		"上一步": Back, "返回": Back, "go back": Back, "Back!": Back,
		"跳过": Skip, "不知道": Skip, "不记得了": Skip, "I don't know": Skip, "don’t remember": Skip, "skip": Skip, "不清楚啊": Skip,
		"取消": Cancel, "算了": Cancel, "那算了吧": Cancel, "不查了": Cancel, "never mind": Cancel, "Cancel.": Cancel, "forget it": Cancel,
		"我的钱呢": None, "3500没到": None, "取消的那笔退款到了吗": None, "cancel the payment of yesterday": None, "不知道钱去哪了": None, "": None, "???": None,
		"what was the fee": None, "back to the 3500": None, "next payout": None,
	} {
		if got := Of(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func TestAPlainNoEndsNothing(t *testing.T) {
	for text, want := range map[string]bool{"没有": true, "没有。": true, "沒有": true, "没有呢": true, "不是": true, "No.": true, "none of them": true, "Not yet": true,
		"没有小票": false, "算了": false, "没有到账": false, "no, Thursday": false, "no money": false, "": false} {
		if got := Denies(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestAnswersInTheQuestionsOwnWords(t *testing.T) {
	for _, x := range []struct {
		question, answer string
		yes, no          bool
	}{
		{"更新好了吗？", "更新好了", true, false}, {"办好了吗？", "办好了！", true, false}, {"辦好了嗎", "辦好了", true, false}, {"办好了吗？", "还没办", false, true}, {"办好了吗？", "没办好", false, true},
		{"终端停用了吗？", "停用了", true, false}, {"终端停用了吗？", "没有", false, true}, {"Is it updated?", "done", true, false}, {"Did it work?", "it didn't", false, true},
		{"办好了吗？", "钱到了", false, false}, {"办好了吗？", "没到账", false, false}, {"办好了吗？", "3500", false, false}, {"办好了吗？", "", false, false},
	} {
		if yes, no := Echoes(x.question, x.answer); yes != x.yes || no != x.no {
			t.Errorf("%s %s: %v %v", x.question, x.answer, yes, no)
		}
	}
}

func TestCorrectionsGiveWhatIsMeant(t *testing.T) {
	for text, want := range map[string]string{
		"不对，是周四": "周四", "不對，是週四": "週四", "错了，昨天": "昨天", "不是3500，是350": "350", "是350不是3500": "350", "说错了 350": "350", "应该是昨天": "昨天", "不是周三是周四": "周四", "不是，是周四": "周四", "不是 周四": "周四",
		"no, 350 not 3500": "350", "No, Thursday": "Thursday", "not 3500 but 350": "350", "sorry, I meant 350": "350", "actually it was Thursday": "Thursday",
		"i mean yesterday": "yesterday", "350, not 3500": "350", "no it's 350": "350", "wrong, Thursday": "Thursday",
	} {
		if got, ok := Corrected(text); !ok || got != want {
			t.Errorf("%q means %q %v, want %q", text, got, ok, want)
		}
	}
	for _, text := range []string{"3500没到", "where is yesterday's 3500", "不到账", "noon sales", "nothing arrived", "", "是的", "不对", "no", "不是今天的", "不是我刷的3500"} {
		if got, ok := Corrected(text); ok {
			t.Errorf("%q is taken for a correction to %q", text, got)
		}
	}
}

func TestWhoAsksWhetherAnythingIsWrongSaysNotThatSomethingIs(t *testing.T) {
	for text, want := range map[string]bool{
		"有没有可疑的交易": true, "有沒有可疑交易？": true, "最近有异常吗": true, "帮我看看有没有人盗刷": true, "any suspicious transactions?": true, "Is there anything suspicious": true,
		"did you notice anything strange on my terminal": true,
		"有人盗刷": false, "有没有搞错，这笔不是我刷的": false, "有没有人管，我被盗刷了": false, "somebody stole from me": false, "there are two payments I didn't make": false, "I see a suspicious payment": false, "": false,
	} {
		if got := Wonders(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestQuestionsHaveTheFormOfOne(t *testing.T) {
	for text, want := range map[string]bool{
		"昨天3500到了吗": true, "昨天3500到了嗎": true, "什么意思": true, "小票没有了，怎么办": true, "怎么还没到": true, "what does that mean": true, "Where is my money": true, "3500?": true,
		"昨晚店里没人，早上才发现": false, "客户自己提走了两箱酒": false, "Nobody was in the shop that night": false, "We moved to the new counter": false, "屏幕上说通讯失败": false, "": false,
	} {
		if got := Asks(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// Who asks whether somebody was at the terminal is told from who says so.
func TestWondersOfTerminal(t *testing.T) {
	for text, want := range map[string]bool{
		"有没有人动过我的终端": true, "有沒有人動過我的終端？": true, "机器被别人拆过没有": true, "我的POS机是不是被人动过手脚": true,
		"has somebody touched my terminal": true, "Has anyone tampered with my card reader?": true, "was my terminal opened?": true,
		"终端好像被人换过": false, "somebody swapped my terminal": false, "谁动了我的pos": false, "有没有可疑的交易": false, "终端能不能换": false,
	} {
		if got := WondersOfTerminal(text); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}
