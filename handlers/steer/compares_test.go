package steer_test

import (
	"testing"

	"moneytrail/handlers/steer"
)

// Days are set beside other days in many ways; what is compared with anything else is not it.
func TestWhoSetsDaysBesideDays(t *testing.T) {
	for _, text := range []string{"上周和这周比呢", "跟上周比怎么样？", "和上個月比呢", "比上周多还是少", "这周比上周", "本月跟上月对比", "昨天跟前天比", "环比", "比昨天呢", "compared with last week?", "this week vs last week", "is it more than last week", "compare this month to last month", "week over week", "how does that compare to yesterday", "up on last week?"} {
		if !steer.Compares(text) {
			t.Errorf("%q compares", text)
		}
	}
	for _, text := range []string{"为什么比昨天少", "昨天到账跟流水对不上", "比我刷的少", "why is it less than yesterday", "less than I sold", "这笔比合同费率高", "上周的账", "yesterday's 3500", "无比生气", "比例是多少"} {
		if steer.Compares(text) {
			t.Errorf("%q compares no days", text)
		}
	}
}
