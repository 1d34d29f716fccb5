package understand_test

import (
	"testing"

	"moneytrail/handlers/understand"
)

func TestASlipThatDidNotComeOutIsSaid(t *testing.T) {
	for text, want := range map[string]bool{
		"打印不出小票": true, "小票没出来": true, "小票打不出来，钱扣了吗": true, "没打小票": true, "签购单沒有打出來": true, "刚才那笔没出票": true, "怎么补打小票": true, "POS机卡纸了，3500刷成功没": true, "小票是空白的": true,
		"receipt did not print": true, "the slip didn't print": true, "no receipt came out": true, "terminal won't print the receipt": true, "how do I reprint the slip": true,
		"小票丢了": false, "没有小票": false, "要小票吗": false, "我拍了小票": false, "退票": false, "发票怎么开": false, "where is my receipt money": false, "I lost the slip": false, "出款单": false,
		"机器没吐票": true, "票没打出来": true, "单子打不出来": true, "单子没打出来，机器没纸": true, "reprint": true, "no slip from the terminal": true,
		"单子没打款": false, "单子没打给我": false, "小票没有打款记录": false, "机票没出票钱扣了": false, "车票没出来": false, "发票没打出来": false, "reprint statement": false, "is there any receipt from the 3500": false,
	} {
		if got := understand.SaysNoReceipt(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
