package understand_test

import (
	"testing"

	"moneytrail/handlers/understand"
)

func TestQuestionsAboutPreauthorisations(t *testing.T) {
	for text, want := range map[string]bool{
		"预授权什么时候解冻": true, "預授權完成怎麼做": true, "预授权完成": true, "客户问预授权的钱多久退": true, "押金什么时候解冻": true,
		"how do I complete a pre-auth": true, "when does the preauthorisation expire": true, "when is the hold on the customer's card released": true, "guest's card hold is not released": true,
		"我的钱什么时候解冻": false, "why is my account on hold": false, "when is my money released": false, "授权书要签吗": false, "要先交押金才放款吗": false,
	} {
		if got := understand.AsksPreauth(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
