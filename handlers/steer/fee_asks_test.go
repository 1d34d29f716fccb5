package steer_test

import (
	"testing"

	"moneytrail/handlers/steer"
)

func TestWhatIsAskedOfFees(t *testing.T) {
	for _, x := range []struct {
		text  string
		about bool
		want  steer.FeeAsk
	}{
		{"怎么算的，看不懂", true, steer.FeeHow}, {"怎么算的，看不懂", false, steer.NoFeeAsk}, {"手续费怎么算的", false, steer.FeeHow}, {"點計㗎，看唔明", true, steer.FeeHow}, {"how is the fee calculated", false, steer.FeeHow}, {"I don't understand", true, steer.FeeHow},
		{"信用卡为什么比支付宝贵", false, steer.FeeDearer}, {"why are credit cards more expensive than alipay", false, steer.FeeDearer}, {"微信和信用卡费率为什么不一样", false, steer.FeeDearer}, {"信用卡怎么这么贵", true, steer.FeeDearer},
		{"能不能便宜点", true, steer.FeeCheaper}, {"能不能便宜点", false, steer.NoFeeAsk}, {"手续费能不能降一点", false, steer.FeeCheaper}, {"can I get a lower rate", false, steer.FeeCheaper}, {"手續費太高了", false, steer.FeeCheaper},
		{"手续费费率改了没通知我", false, steer.FeeChanged}, {"费率涨了吗", false, steer.FeeChanged}, {"nobody told me the rate went up", false, steer.FeeChanged}, {"費率跟合同不一樣", false, steer.FeeChanged},
		{"信用卡昨天收了多少", true, steer.NoFeeAsk}, {"换账户要手续费吗，改了没", true, steer.NoFeeAsk}, {"昨天手续费多少", true, steer.NoFeeAsk}, {"为什么比昨天少", true, steer.NoFeeAsk}, {"退款手续费怎么算", false, steer.NoFeeAsk},
	} {
		if got := steer.FeeAsked(x.text, x.about); got != x.want {
			t.Errorf("%q (fees told of: %v) asks %q, want %q", x.text, x.about, got, x.want)
		}
	}
}
