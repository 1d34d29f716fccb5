package steer_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"moneytrail/handlers/steer"
)

// What says that something is over, of questions, of what is not over, and of a bare "never mind".
func TestEndsCase(t *testing.T) {
	for text, want := range map[string]steer.End{
		"取消C-1002": steer.EndNamed, "1001那个不用了": steer.EndNamed, "那个1006不用查了": steer.EndNamed, "close case 1002": steer.EndNamed, "C-1001 is settled": steer.EndNamed, "1003解决了": steer.EndNamed, "關掉C-1002": steer.EndNamed,
		"都取消吧": steer.EndAll, "全部不用查了": steer.EndAll, "cancel them all": steer.EndAll, "close all my cases": steer.EndAll, "所有工单都关了": steer.EndAll,
		"不用查了已经到账了": steer.EndArrive, "the money came, thanks": steer.EndArrive, "钱到了，谢谢": steer.EndArrive, "3500已经到账了": steer.EndArrive, "never mind, it arrived": steer.EndArrive, "got my money, thank you": steer.EndArrive, "錢收到了，唔該": steer.EndArrive, "刚刚到账了": steer.EndArrive,
		"问题解决了，谢谢": steer.EndThis, "it's solved now, thanks": steer.EndThis, "这个问题单不用查了": steer.EndThis, "搞定了": steer.EndThis,
		"取消": steer.NoEnd, "算了": steer.NoEnd, "不用了": steer.NoEnd, "never mind": steer.NoEnd, "钱到了吗": steer.NoEnd, "钱到了没": steer.NoEnd, "has the money arrived": steer.NoEnd, "还没到账": steer.NoEnd, "到账了但是少了100": steer.NoEnd,
		"the money came but it is short": steer.NoEnd, "取消那个3500的预授权": steer.NoEnd, "隔壁的钱都到了": steer.NoEnd, "没解决": steer.NoEnd, "it is not solved": steer.NoEnd, "等钱到了再说": steer.NoEnd, "谢谢": steer.NoEnd, "昨天到账多少": steer.NoEnd, "got it": steer.NoEnd, "收到": steer.NoEnd,
	} {
		if got := steer.EndsCase(text); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}

// A sentence that ends a case says so in every clause: a question, a doubt, what
// else came and what else is cancelled end nothing.
func TestOnlyWholeStatementsEnd(t *testing.T) {
	for text, want := range map[string]steer.End{
		"C-1002不用再查了": steer.EndNamed,
		"860不用查了":     steer.EndNamed, "那笔860不用再查了，谢谢": steer.EndNamed, "不用查860那笔了": steer.EndNamed, "八百六的不用查了": steer.EndNamed, "860那个不用管了": steer.EndNamed, "860那笔解決了": steer.EndNamed,
		"no need to check the 860": steer.EndNamed, "forget about the 860 please": steer.EndNamed, "the 860 is sorted, thanks": steer.EndNamed, "don't chase the 860 any more": steer.EndNamed,
		"那笔860的到了不用查了": steer.EndArrive, "860到账了别查了": steer.EndArrive,
		"结束吧": steer.EndThis, "可以关了": steer.EndThis, "關掉吧": steer.EndThis, "结案": steer.EndThis, "好的，结束吧，谢谢": steer.EndThis, "close it": steer.EndThis, "you can close it now": steer.EndThis, "ok close this one please": steer.EndThis,
		"ok it arrived, close it": steer.EndThis, "great, it came in, you can close it": steer.EndThis, "ok it arrived": steer.NoEnd, "ok it has not arrived, close it": steer.NoEnd,
		"两万到了": steer.EndArrive, "三千五到账了": steer.EndArrive, "收到一百二十": steer.NoEnd, "兩萬到帳了": steer.EndArrive,
		"1003的问题解决了":                        steer.EndNamed,
		"把1002关了吧":                          steer.EndNamed,
		"1002 is solved":                    steer.EndNamed,
		"cancel 1002 please":                steer.EndNamed,
		"my case 1002 is done":              steer.EndNamed,
		"全部取消":                              steer.EndAll,
		"都不用查了":                             steer.EndAll,
		"所有的工单都取消了吧":                        steer.EndAll,
		"两个工单都关掉":                           steer.EndAll,
		"both cases are solved":             steer.EndAll,
		"close all my tickets please":       steer.EndAll,
		"钱都到了，不用查了":                         steer.EndArrive,
		"昨天3500到了":                          steer.EndArrive,
		"货款到账了，感谢":                          steer.EndArrive,
		"收到钱了":                              steer.EndArrive,
		"1004到账了":                           steer.EndArrive,
		"1,288.00到账了，谢谢":                    steer.EndArrive,
		"the payout has arrived, thank you": steer.EndArrive,
		"3500 came in today":                steer.EndArrive,
		"my money has come through":         steer.EndArrive,
		"got paid, thanks!":                 steer.EndArrive,
		"I received my payout":              steer.EndArrive,
		"it's all sorted, thanks":           steer.EndThis,
		"已经解决了":                             steer.EndThis,
		"这个单子可以关了":                          steer.EndThis,
		"close my case please":              steer.EndThis,
	} {
		if got := steer.EndsCase(text); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
	for _, text := range []string{
		"现在到了几笔", "关了", "店关了吧", "关门了", "结束营业", "close the shop", "860不用退了", "860取消吧", "取消那笔860", "860不用查了吗", "cancel the 860", "860解决不了", "close my account", "close it for the night at 10", "两百块钱的手续费不用付了", "the 860 is wrong",
		"万到了", "百货款到了", "千货款到了", "萬到帳了", "收到了百货款",
		"刚收到了退件",
		"昨天收到的钱到了哪里",
		"钱到了一半",
		"到账了几笔",
		"3500到了哪",
		"钱到了哪家银行",
		"钱到了别的账户",
		"钱到了我老婆卡上",
		"钱到了两次",
		"多到了500元到账了两遍",
		"刚到账了1288是什么钱",
		"刚到了一笔500，是哪天的",
		"我刚收到了短信",
		"收到了你的消息",
		"客人收到了钱",
		"everything arrived twice",
		"payment received twice",
		"it came back",
		"the deposit has come back",
		"it has come to my attention that fee is high",
		"it has arrived damaged",
		"the machine that arrived is broken",
		"I got the payment link",
		"the money came in two parts",
		"money came in what is it for",
		"今天的单全部取消了",
		"两个终端都关了",
		"两张卡都取消",
		"cancel all payments",
		"close all terminals",
		"we close all shops on Monday",
		"drop everything",
		"昨天那笔取消了吗",
		"客人取消了订单，钱什么时候退",
		"这笔交易取消了，钱到了",
		"帮我把刚才那笔取消",
		"取消3500那笔",
		"取消预授权",
		"钱到账了但是金额不够",
		"老板说钱到了",
		"这个月到了多少钱",
		"今天到账了3笔谢谢",
		"取消所有订单",
		"店关了两天",
		"终端已经关闭了",
		"我的店已经结束营业了",
		"We got paid but less",
		"received 3000 from a customer",
		"cancel sale 1002 and give money back",
		"cancel payment 1001",
		"close my account",
		"deposit came in 60 lower than my receipts",
		"none of our three branches got paid today",
		"no payout received since the 12th",
		"钱到了对公户",
		"钱到了银行没到我卡",
		"钱到了没有短信",
		"货款到了工行",
		"收到了客人的钱",
		"钱退回来了",
		"钱到了又没了",
		"钱到了你们那里",
		"到了",
		"收到了",
		"it arrived",
		"the money came to the wrong account",
		"the payment came from Visa",
		"the money came back to the customer",
		"my payout came late again",
		"payment came in usd",
		"3500 came back",
		"1004 refunded",
		"1004这笔退了",
		"那笔1004取消了",
		"1004取消订单",
		"我的问题没人解决了",
		"问题都解决了就是钱没到",
		"all cases of wine paid",
		"close the shop 1002",
		"close at 1002",
		"取消自动打款",
		"关掉短信通知",
		"关掉小票打印",
		"都关了店",
		"全部退款",
		"全部取消打印",
		"都不用现金了",
		"不用了",
		"算了",
		"我的钱到了多少",
		"钱到了多少",
		"C-1002怎么取消",
		"钱到了吗",
		"钱到了没",
		"has the money arrived",
		"钱到账了没有短信",
		"货款到了3笔少1笔",
		"withdraw 1002",
		"刷卡机到了",
		"纸到了",
		"新机器到了怎么激活",
		"快递到了",
		"发票收到了",
		"短信收到了验证码",
		"客人说钱到了",
		"钱到了是不是要扣手续费",
		"钱到了卡里怎么提现",
		"this case of beer is sold",
		"close the batch now",
		"cancel the last charge please",
		"the receipt came out twice",
		"my new terminal arrived today",
		"the customer received the money",
		"the money arrived short by 60",
		"payment came in from an unknown person",
		"money arrived on a closed account",
		"3500 came twice",
		"all transactions are closed",
		"withdraw all",
		"cancel order 1002",
		"取消1004元那笔",
		"1002元的预授权取消",
		"房客取消了要把押金还人家",
		"凌晨三点有两笔刷卡，那会儿店都关了",
		"先不用了",
		"i close at 1am, which day is that",
		"商户被冻结了咋办",
		"今天到了几笔 都是哪几笔",
	} {
		if got := steer.EndsCase(text); got != steer.NoEnd {
			t.Errorf("%q: %d, ends nothing", text, got)
		}
	}
}

// No message of the sets that people were asked for says that a case is over.
func TestNoQuestionOfTheSetsEnds(t *testing.T) {
	names, err := filepath.Glob(filepath.Join("..", "understand", "testdata", "nlu_*.jsonl"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no sets: %v", err)
	}
	if shared := filepath.Join("..", "..", "..", "shared", "nlu", "dev.jsonl"); exists(shared) {
		names = append(names, shared)
	}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(b)) {
			var said struct{ Text string }
			if err := json.Unmarshal([]byte(line), &said); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if got := steer.EndsCase(said.Text); got != steer.NoEnd {
				t.Errorf("%q: %d", said.Text, got)
			}
		}
	}
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// The end of a numbered case is heard whatever reason is given for it.
func TestEndsNumbered(t *testing.T) {
	for text, want := range map[string]bool{
		"close C-1003, i did not ask to change account": true, "C-1003不用了，我没有要改账户": true, "取消1003，不是我要换卡": true,
		"i did not ask to change account": false, "C-1003是什么，我没有要改账户": false, "取消，我没刷": false,
	} {
		if got := steer.EndsNumbered(text); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}
