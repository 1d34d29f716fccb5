package understand_test

import (
	"testing"

	"moneytrail/handlers/understand"
)

func TestAPayoutThatFailedIsSaid(t *testing.T) {
	for text, want := range map[string]bool{
		"出款失败了": true, "打款失敗": true, "提现没成功": true, "退票了怎么办": true, "被银行退回了": true, "钱被银行打回来了": true, "payout failed": true,
		"My payout bounced": true, "the payout was returned by the bank": true, "the bank sent it back": true, "you have a failed payout of mine": true,
		"银行说钱退了": true, "你们打的钱被退回了": true, "转账退了": true, "钱被收款银行退了": true, "my money was sent back by the bank": true, "the bank refused the transfer": true, "payout bounced": true,
		"货款退了": true, "客户的货款退了": false, "打过来的款退了客人": false, "the deposit was returned to the customer": false,
		"有没有被退回来的打款": true, "最近有退回的出款吗": true, "失败的那笔提现": true, "被退的打款有几笔": true, "打款有没有被退": true, "出款是不是被银行退了": true,
		"退款打款到哪张卡": false, "退了的款": false, "退货打款给客人": false,
		"刷卡失败": false, "客户的钱退了吗": false, "银行说客户要退款": false, "the bank sent me a letter": false, "结算失败了": false, "退款到了吗": false, "客户要退货": false, "终端显示失败": false, "the payment failed": false, "when is the next payout": false, "bank account": false,
	} {
		if got := understand.SaysReturned(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestMoneyThatWentBackMayBeAPayout(t *testing.T) {
	for text, want := range map[string]bool{
		"昨天有笔钱退回去了": true, "钱又退回来了": true, "那笔款打回去了": true, "my money went back": true, "it bounced": true,
		"客户的钱退回去了": false, "退款退回来了吗": false, "钱到了": false, "the customer's money went back": false, "退货的钱退了": false,
	} {
		if got := understand.MaybeReturned(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestTheFeeOfARefundIsAskedFor(t *testing.T) {
	for text, want := range map[string]bool{
		"退款的话手续费退吗": true, "退款手续費怎麼算": true, "手续费会退吗": true, "when a payment is refunded is the fee returned": true, "do you keep the fee on refunds": true, "is the fee kept": true,
		"I refunded last month's sale, did you keep the fee?": true, "退款到了吗": false, "手续费多少": false, "where is my refund": false, "把468退给客人": false,
	} {
		if got := understand.AsksRefundFee(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
