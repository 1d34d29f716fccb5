package understand_test

import (
	"testing"

	"moneytrail/handlers/understand"
)

// A plain word of fraud reaches a person, whatever else is asked in the same breath.
func TestAWordOfFraudReachesAPerson(t *testing.T) {
	reader := understand.New()
	for _, text := range []string{
		"刚才那笔感觉是盗刷的 钱什么时候到",
		"盗刷的那笔为什么没到",
		"昨天那笔是盗刷吗，钱到账了没有",
		"客人说卡被盗刷了 手续费退不退",
		"有人盗刷 1200 这笔钱到了吗",
		"怀疑盗刷，那笔500的状态是什么",
		"那笔盗刷的能退款吗",
		"盗刷的钱会不会被扣手续费",
		"被盗刷的那几笔什么时候结算",
		"诈骗的那笔钱什么时候到账",
		"我怕是诈骗 那笔3000怎么还没到",
		"骗子刷的那笔为什么少了",
		"昨天的账单里有一笔盗刷的",
		"被盗刷了 账单怎么看",
		"盜刷的那筆錢幾時到賬",
		"剛才那筆懷疑是盜刷，錢什麼時候到",
		"盜刷那筆點解未到數",
		"呢筆係咪盜刷嚟㗎，幾時入數",
		"有人用偷嚟嘅卡碌咗，啲錢幾時到",
		"懷疑詐騙，嗰筆1200到咗未",
		"俾人呃咗，嗰筆錢點解少咗",
		"盜刷嗰筆手續費幾多",
		"that stolen card payment, when does it arrive",
		"when will the money from the stolen card sale settle",
		"fraud on the 412 sale, has it been paid out",
		"i think the last one was a stolen card, when do i get the money",
		"why has the fraudulent payment not arrived",
		"can i refund the stolen card payment",
		"what fee do i pay on the fraud transaction",
		"scammer paid 300 yesterday where is the money",
		"the customer used a stolen card, what is the status of the 88 payment",
		"suspect fraud, show me yesterday's statement",
	} {
		if r := reader.Read(text, friday); r.Decision != understand.HandOver || r.Intent != understand.Suspicious {
			t.Errorf("%s: %s, %s", text, r.Intent, r.Decision)
		}
	}
}

// Who says that it was no fraud is asked, or answered, and brings nobody.
func TestNoFraudBringsNobody(t *testing.T) {
	reader := understand.New()
	for _, text := range []string{"不是盗刷，就问昨天3500什么时候到", "说清楚不是诈骗，钱什么时候到", "it is not fraud, when does yesterday's money arrive"} {
		if r := reader.Read(text, friday); r.Decision == understand.HandOver {
			t.Errorf("%s: %s, %s", text, r.Intent, r.Decision)
		}
	}
}
