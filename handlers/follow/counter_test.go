package follow_test

import (
	"testing"

	"moneytrail/handlers/follow"
)

// What a merchant asks to do while a customer stands there is told apart, in the words of
// three writings; what was done already, or is asked of something else, is none of it.
func TestWhatIsAskedAtTheCounter(t *testing.T) {
	for want, texts := range map[follow.Aspect][]string{
		follow.Cash: {"我退现金给他行不行", "要不要退现金给客人", "520那笔我先退现金给客人可以吗", "客人要退现金", "刚才520那个客人要退现金", "能不能给他现金", "给客人退现金行吗", "可以微信转给他吗", "用现金退给他可以吗", "我直接现金还给客户吧",
			"要唔要退返現金俾個客", "可唔可以俾返現金佢", "客人要我退到另一张卡", "should i refund the customer in cash for the 264", "can i give him cash back", "do i pay him back in cash?", "customer wants his money back in cash",
			"is it ok to refund her in cash", "may I return the money from the till", "he is demanding a cash refund", "can we give the lady cash", "shall I refund by bank transfer", "我先用现金赔给他行么", "錢退現金畀客人得唔得"},
		follow.Goods: {"客人急着走，我可以先给他货吗", "要不要先给货", "货能给他吗", "可以让他走吗", "能不能发货", "可唔可以俾貨佢先", "让客人先把东西拿走行吗", "should I give him the goods", "can I hand over the goods already", "is it safe to let him take the items", "can i let him go", "do we ship the order?",
			"可不可以先交货", "may I release the goods"},
		follow.Swipe:  {"让他再付一次吗", "我再让他刷一次行吗", "再叫客人扫一次可以吗", "要不要叫客人重新刷", "那让客户再扫一次行吗", "let him pay again?", "should he pay again", "can i charge the card once more", "need I swipe the 264 again", "我能再刷一次吗", "要唔要叫佢再付一次"},
		follow.Refund: {"要不要退给客人", "这笔我该退款吗", "需要退钱给他吗", "should I refund him", "can I give her money back", "do i refund this", "使唔使退返錢俾客人"},
		follow.None: {"我的钱呢", "520到了吗", "退款到账了吗", "怎么退款给客户", "我已经退了现金给他", "昨天退给客人现金了", "i refunded him in cash yesterday", "we already gave her cash back", "客人付现金", "customers pay in cash, how do I record it", "你们能退我现金吗", "pay me in cash",
			"can you send the order number", "给我发货单", "退款要手续费吗", "when will the refund reach him", "how do I refund a customer", "will I be charged again", "重新打款给我", "货款什么时候到", "你们的新机器可以发货了吗", "退款多久到他卡上", "客人换现金", "再付一次手续费吗", "pay out again?",
			"the customer paid in cash and card", "客户要退款怎么办", "支付宝那笔怎么退"},
	} {
		for _, text := range texts {
			if text == "" {
				continue
			}
			if got := follow.AtCounter(text); got != want {
				t.Errorf("%q reads %q, want %q", text, got, want)
			}
		}
	}
}
