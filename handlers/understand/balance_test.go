package understand_test

import (
	"testing"

	"moneytrail/handlers/understand"
)

// Questions about the money that no payout paid yet, apart from a customer's
// balance and a terminal's deposit.
func TestBalanceAsked(t *testing.T) {
	for text, want := range map[string]understand.BalanceTopic{
		"还差多少": understand.Least, "还差多少钱才能到账": understand.Least, "最低多少": understand.Least, "最低多少才打款": understand.Least, "最低出款金额是多少": understand.Least, "要攒到多少才给我打": understand.Least,
		"多少起提": understand.Least, "離最低還差多少": understand.Least, "what is the minimum payout": understand.Least, "how much more do I need": understand.Least, "is there a minimum": understand.Least, "payout threshold": understand.Least,
		"为什么余额是负数": understand.Owed, "账上怎么变负了": understand.Owed, "我还欠你们多少": understand.Owed, "why is my balance negative": understand.Owed, "how much do I owe": understand.Owed, "negative balance": understand.Owed,
		"怎么提现": understand.Withdraw, "我要提现": understand.Withdraw, "提现在哪点": understand.Withdraw, "能自动提现吗": understand.Withdraw, "how do I withdraw": understand.Withdraw, "withdraw my money": understand.Withdraw,
		"保证金什么时候退": understand.Reserved, "为什么要留保证金": understand.Reserved, "when is the reserve released": understand.Reserved, "what is my reserve": understand.Reserved,
		"余额还有多少": understand.Gathered, "账上还有多少钱": understand.Gathered, "what is my balance": understand.Gathered,
		// something else
		"最少要几天到账": "", "起码最少多少天到账": "", "最低几天结算": "", "what is the minimum settlement time": "", "提现失败怎么办": "", "提现怎么还没到账": "", "提现没到账怎么办": "", "提现了怎么没收到": "", "how do I withdraw, it failed": "",
		"客户余额不足刷不了": "", "机器押金保证金怎么退": "", "全部加起来还有多少在路上": "", "加起来多少": "", "周末的一起打款吗": "", "从多少起打款": understand.Least, "最低手续费多少": "", "the customer has a negative balance": "", "我的钱呢": "", "昨天的3500到账了吗": "", "提现失败": "", "少了88": "", "where is my money": "", "insufficient balance": "",
	} {
		if got := understand.BalanceAsked(text); got != want {
			t.Errorf("%q reads %q, want %q", text, got, want)
		}
	}
}

func TestTheSmallestPayoutIsNamedByItsAmount(t *testing.T) {
	for text, want := range map[string]bool{
		"为什么要满200才打": true, "为啥非得攒够200才给我打钱": true, "不到两百就不打款是吗": true, "凭什么要到200块才出款": true, "最低出款是200吗": true, "为什么要滿200才付": true,
		"why do i have to reach 200": true, "why must it reach CNY 200 first": true, "is the minimum 200": true, "you only pay out once it reaches 200?": true, "less than 200 is not paid?": true,
		"昨天的200到了没": false, "昨天刷了200还没到": false, "200怎么还没打": false, "为什么少了200": false, "where is my 200": false, "满意": false,
		"minimum of 5 payments": false, "minimum 10 for card": false, "最低是5元刷卡吗": false, "until 3 pm i get to 300": false, "need to reach you at 12345": false, "满200才发货": false,
		"minimum 200 to be paid?": true, "you hold it until it gets to 200, why": true,
	} {
		if got := understand.NamesLeast(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
