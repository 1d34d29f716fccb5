package understand_test

import (
	"testing"
	"time"

	"moneytrail/handlers/understand"
)

// Who swears at us is no victim of a fraud; who was cheated by somebody else is,
// and what only sounds grave is a question like any other.
func TestGraveMessages(t *testing.T) {
	r := understand.New()
	now := time.Date(2026, 11, 20, 15, 20, 0, 0, time.UTC)
	for text, want := range map[string]understand.Grave{
		"骗子！！还我钱": understand.Insult, "你们是不是骗子公司": understand.Insult, "scammers give me my money": understand.Insult, "一群骗子": understand.Insult, "你们这帮强盗，钱呢": understand.Insult, "垃圾公司": understand.Insult,
		"you are thieves": understand.Insult, "you guys are nothing but crooks": understand.Insult, "fuck you": understand.Insult, "你们就是骗钱的": understand.Insult, "騙子，還錢": understand.Insult, "thieves! where is my money": understand.Insult, "操你妈": understand.Insult, "傻逼": understand.Insult,
		"我要投诉": understand.Complaint, "投诉你们": understand.Complaint, "i want to make a complaint": understand.Complaint, "我要正式投诉！": understand.Complaint, "I'd like to complain about your service": understand.Complaint,
		"我要报警": understand.Legal, "我要找警察": understand.Legal, "再不到账我就去法院告你们": understand.Legal, "I will sue you": understand.Legal, "I am calling the regulator": understand.Legal, "向人民银行投诉你们": understand.Legal, "我要打12363举报": understand.Legal,
		"see you in court": understand.Legal, "my lawyer will contact you": understand.Legal, "等着收律师函吧": understand.Legal, "再不给我就发抖音曝光": understand.Legal, "我要報警": understand.Legal,
		"再不给钱我就从楼上跳下去不活了": understand.SelfHarm, "我不想活了": understand.SelfHarm, "i want to die": understand.SelfHarm, "再不到账我就死在你们公司门口": understand.SelfHarm, "I will kill myself": understand.SelfHarm,
		"我要砍死你们": understand.Danger, "客人在店里动手打我": understand.Danger, "刚刚被抢劫了": understand.Danger, "a man with a knife robbed us": understand.Danger, "I will burn your office down": understand.Danger, "烧了你们公司": understand.Danger,
		"机器把客人的卡吞了": understand.CardKept, "the terminal swallowed the customer's card": understand.CardKept, "客人的卡插在机器里拔不出来": understand.CardKept, "his card is stuck in the machine": understand.CardKept, "卡片取不出来了": understand.CardKept,
		"机器卡住了": understand.NotGrave, "my card payment is stuck": understand.NotGrave, "你们把我的手续费吞了": understand.NotGrave,
		"客人说他要投诉我": understand.NotGrave, "被盗刷了要不要报警": understand.NotGrave, "有骗子打电话让我转账": understand.NotGrave, "刚才打电话的是不是骗子": understand.NotGrave, "遇到骗子客人了": understand.NotGrave, "i think i was scammed": understand.NotGrave,
		"妈的怎么还没到账": understand.NotGrave, "急死我了，3500到了没": understand.NotGrave, "气死我了": understand.NotGrave, "跳楼价的货刷了500": understand.NotGrave, "店都要活不下去了": understand.NotGrave, "烧烤店你们结算了吗": understand.NotGrave, "wtf where is my 3500": understand.NotGrave,
		"费率突然变高了怎么投诉": understand.NotGrave, "骗子把我的卡刷了3500": understand.NotGrave, "the customer is a scammer": understand.NotGrave, "昨天3500到账了吗": understand.NotGrave, "要报警吗": understand.NotGrave, "杀鱼的钱到了没": understand.NotGrave,
	} {
		if got := r.Read(text, now).Grave; got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]understand.Intent{"骗子！！还我钱": understand.TalkToHuman, "有骗子打电话让我转账": understand.Suspicious, "骗子把我的卡刷了3500": understand.Suspicious} {
		if got := r.Read(text, now); got.Intent != want || got.Decision != understand.HandOver {
			t.Errorf("%q: %s, %s", text, got.Intent, got.Decision)
		}
	}
}
