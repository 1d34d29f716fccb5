package steer_test

import (
	"testing"

	"moneytrail/handlers/steer"
)

func TestAskingWhatIsInIt(t *testing.T) {
	for _, yes := range []string{"里面有哪几笔", "是哪几笔", "這筆出款裡面有哪些交易", "包括哪些", "哪几笔加起来的", "每一笔列出来", "which payments are in it", "what's in it", "what is in that payout", "list each payment"} {
		if !steer.AsksWithin(yes) {
			t.Errorf("%q asks what is in it", yes)
		}
	}
	for _, no := range []string{"哪几笔没到", "哪些钱被扣了", "里面少了多少", "which ones didn't come", "what is it", "昨天有哪几笔", "3500里面有哪几笔"} {
		if steer.AsksWithin(no) {
			t.Errorf("%q does not ask what is in it", no)
		}
	}
}
