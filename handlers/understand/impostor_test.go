package understand_test

import (
	"testing"

	"moneytrail/handlers/understand"
)

// Somebody who got in touch and wants money for a release, a code, a card, or the way
// into a telephone is warned of, and a person hears of it, in whatever words it is told.
func TestACallerWhoPosesAsOursIsWarnedOf(t *testing.T) {
	reader := understand.New()
	for _, text := range []string{
		"有人打电话说是你们公司的，给200就能解冻", "有人自称你们客服，说交500保证金就放款", "刚接到电话说能帮我解冻，要先转300", "一个微信加我说是平台的，花点钱可以加急到账", "你们公司的人说付100块就能提前到账，真的吗", "有个男的说他是银联的，让我转账",
		"客服打来问我要验证码", "自称风控的打电话要我报验证码", "有人说是你们的让我下载一个软件", "来电说是支付公司，让我共享屏幕", "陌生电话说我的钱被冻结了，要我提供卡号和密码", "短信说点链接就能解冻，要交200", "你们客服加我微信叫我装todesk", "說是你們公司的人，叫我過數500先放款",
		"有人打電話俾我話係你哋公司，俾200就可以解凍", "佢話係你哋客服，叫我俾驗證碼佢", "接到电话，对方说是你们财务，先交200放款费",
		"somone called saying he is from your company and can release the money for 200", "a guy on the phone says pay 200 to release the hold, is that you?", "someone from your company phoned, she wants 150 to unfreeze my payout", "got a call, they say they can unlock my money for a small fee",
		"a man called claiming to be from your support and asked for the sms code", "your agent texted me asking for my password", "someone called and told me to install anydesk to get my payout", "this guy says he is from your bank and wants me to transfer 500", "caller says he can speed up the payout for 100", "I got a text saying send 50 and my funds are released",
		"有个穿你们工服的人上门，要我报验证码", "戴你们工牌的人要看我银行卡卡号", "he showed me your badge and wants a code, is he yours", "a man came with a badge and asks for my password",
		"他说他是你们的，转他300就到账", "一个自称经理的说要先交押金", "some man rang, pay 99 and hold goes away", "is it true i must buy a gift card to unfreeze? someone from your team says so", "somebody on whatsapp says he works for you and needs my card number", "he called again from your company, should i pay him to get my money released",
	} {
		r := reader.Read(text, friday)
		if r.Decision != understand.HandOver || r.Intent != understand.Suspicious || !r.PayFirst {
			t.Errorf("%s: %s, %s, pay first %v", text, r.Intent, r.Decision, r.PayFirst)
		}
	}
}

// A call of ours, money that is released as ever, and what customers and machines ask for are none.
func TestACallIsNoFraudByItself(t *testing.T) {
	reader := understand.New()
	for _, text := range []string{
		"你们同事给我打电话说C-1005的事", "客服打电话让我补小票", "你们的人说周一把钱打给我", "有人说解冻要3天，是吗", "客服说放款以后给我打钱，什么时候到", "昨天你们来电说2400解冻了，到账没有", "客人打电话要退款，让我转账给他", "机器要我输密码", "登录要短信验证码收不到", "有人用微信付了200，到了吗",
		"客户说是银行要他提供卡号", "说是今天到账，500还没到", "安装师傅让我下载收款软件", "有个客人付了300，钱呢", "他们说手续费是多少",
		"your colleague called me about C-1005", "your agent said the hold of 2400 is released on monday", "someone called from your company about the papers, when do i get the 2400 released", "a customer called and wants a refund of 200", "the terminal asks for a pin", "the customer is asking for a code for pickup", "someone paid 300 yesterday, when is it released",
		"your colleague told me the money is released today", "they said it was released for payout on friday", "i got a message that 412 was paid to me", "support said you would send me 88",
	} {
		if r := reader.Read(text, friday); r.PayFirst {
			t.Errorf("%s: %s, %s", text, r.Intent, r.Decision)
		}
	}
}
