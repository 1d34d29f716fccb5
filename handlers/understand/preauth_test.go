package understand_test

import (
	"testing"

	"moneytrail/handlers/understand"
)

func TestQuestionsAboutPreauthorisations(t *testing.T) {
	for text, want := range map[string]bool{
		"预授权什么时候解冻": true, "預授權完成怎麼做": true, "预授权完成": true, "客户问预授权的钱多久退": true, "押金什么时候解冻": true,
		"how do I complete a pre-auth": true, "when does the preauthorisation expire": true, "when is the hold on the customer's card released": true, "guest's card hold is not released": true,
		"when will the hold on our guest's card drop": true, "the customer's card still shows a hold, when is it released": true,
		"客人的押金什么时候退回去": true, "什么时候放开客人的押金": true,
		"POS机押金什么时候退回来": false, "机器押金一直没退": false, "押金什么时候退": false, "终端押金什么时候解除": false, "客户的POS机押金没退": false,
		"My card payments are on hold, when will they be released?":                         false,
		"My payout is on hold because a customer disputed, when will it be released":        false,
		"our settlement funds are on hold for a customer dispute, when is it released":      false,
		"my money is on hold for the card payments of last week, when will it be released?": false,
		"我的钱什么时候解冻": false, "why is my account on hold": false, "when is my money released": false, "授权书要签吗": false, "要先交押金才放款吗": false,
	} {
		if got := understand.AsksPreauth(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
