package steer_test

import (
	"strings"
	"testing"

	"moneytrail/handlers/steer"
)

// Which network's rate is asked for, in whatever words; what was charged is another question.
func TestTheNetworkWhoseRateIsAskedFor(t *testing.T) {
	for text, want := range map[string]string{
		"how much % for amex": "AMEX", "what do you charge for american express": "AMEX", "visa fee?": "VISA", "whats the rate for mastercard and visa": "VISA MASTERCARD",
		"how many percent you take for wechat": "WECHAT", "commission on unionpay debit?": "UNIONPAY", "运通卡收几个点": "AMEX", "支付宝扣多少": "ALIPAY", "微信費率幾多": "WECHAT",
		"刷JCB手续费是多少": "JCB", "銀聯抽幾趴": "UNIONPAY", "你们万事达收百分之几": "MASTERCARD",
		"how much did i sell with visa": "", "visa yesterday total": "", "昨天微信手续费多少": "", "微信扣了我多少": "", "why is visa fee higher": "", "支付宝收了多少": "", "你们费率多少": "", "visa is not working": "", "微信退款扣手续费吗": "",
	} {
		if got := strings.Join(steer.RatesAsked(text), " "); got != want {
			t.Errorf("%q asks for %q, not %q", text, got, want)
		}
	}
}
