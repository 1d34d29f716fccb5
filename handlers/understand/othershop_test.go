package understand_test

import (
	"testing"

	"moneytrail/handlers/understand"
)

func TestAsksOtherShop(t *testing.T) {
	for text, want := range map[string]bool{
		"别家店昨天收了多少": true, "隔壁店的生意怎么样，帮我查查": true, "能查其他商户的流水吗": true, "對面餐廳一天收多少": true, "how much did the other shop take yesterday": true, "can you check another merchant for me": true,
		"show me my neighbour's shop sales": true, "how much does the shop next door make": true,
		"我的钱打到别家店去了": false, "小票上是别的商户，钱进了别家店": false, "my money went to another merchant": false, "昨天收了多少": false, "别人刷我的卡": false, "the payout was sent to a different shop": false, "其他的钱呢": false,
		"隔壁店的钱都到了，为什么我的没到": false, "隔壁店都到账了我怎么还没到": false, "别的店都到账了就我没到": false, "别家店都收到了，我们这边没有": false, "other shops got their payout, where is mine": false,
		"the shop next door got its money, why not me": false, "why do other shops get their money and I don't": false, "我想看看隔壁店的流水": true, "我能查别家店的账吗": true,
	} {
		if got := understand.AsksOtherShop(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
