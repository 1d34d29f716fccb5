package understand_test

import (
	"testing"

	"moneytrail/handlers/understand"
)

func TestAnAccountOfTheMerchantsOwnIsNamed(t *testing.T) {
	for text, want := range map[string]bool{
		"****0017这个卡没到账, 昨天的8800": true, "我的卡****5702没收到昨天的8800": true, "8800打到****5702了吗": true, "my account ****5702 has not received yesterday's 8800": true,
		"客户的卡****5702刷了8800没到": false, "****5702昨天刷的8800到了没": false, "the customer's card ****5702, 8800": false, "尾号5702的8800": false,
	} {
		if got := understand.SpeaksOfOwnAccount(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
