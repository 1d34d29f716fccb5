package attachment

import "testing"

func TestPapersAreNamedByTheirCaptions(t *testing.T) {
	for words, want := range map[string]string{
		"身份证": "identity", "这是我的身份证": "identity", "法人身份证正反面": "identity", "我的身份證照片": "identity", "身份证_正面.jpg": "identity", "护照首页": "", "护照照片": "identity", "老板的银行卡": "identity", "结算卡正面照": "identity",
		"This is my ID card": "identity", "passport.pdf": "identity", "My driver's license, front and back": "identity", "ID card front.jpg": "identity", "photo of my bank card": "identity", "手持身份证": "identity",
		"营业执照": "paper", "营业执照和租赁合同": "paper", "送货单": "paper", "business licence and lease": "paper", "营业执照和身份证": "", "这是营业执照副本": "paper", "門頭照": "paper", "租赁合同": "paper", "license.pdf": "paper", "Here is our business licence": "paper", "shop front photo": "paper", "营业执照2026.png": "paper",
		// Words about something else, and slips.
		"身份证过期了怎么办": "", "银行卡没收到钱": "", "这笔钱没到银行卡": "", "营业执照过期了": "", "小票": "", "昨天3500": "", "IMG_1234.jpg": "", "微信图片_20261120.jpg": "", "my bank card was charged twice": "", "the shop is closed": "", "合同里写的费率是0.38": "", "bank statement.csv": "", "": "", "id 12345": "", "my id": "identity", "身份证 [ID ***]": "identity",
	} {
		got := ""
		switch {
		case Identity(words):
			got = "identity"
		case Paper(words):
			got = "paper"
		}
		if got != want {
			t.Errorf("%q is %q, not %q", words, got, want)
		}
	}
}
