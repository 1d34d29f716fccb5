package understand_test

import (
	"testing"

	"moneytrail/handlers/understand"
)

// Who tells in everyday words that something was taken in and is not there asks
// where it is: of these, all read so or asked about, most acted on at once.
// The first look, before anything was made for them: 17 of 31 acted on.
func TestEverydayTellings(t *testing.T) {
	texts := []string{
		"昨天晚上收了个8800 卡里没有啊",
		"收了2680 没进账",
		"刷了三千五 卡里没动静",
		"扫了一百二 没看到钱",
		"昨天刷了个6000 到现在银行卡里没有",
		"上午收了900 没有进来",
		"收了他1500 账上没看见",
		"今天刷了3500，没看到钱",
		"昨晚卖了五百多 钱没见",
		"收了一笔8800 银行没短信",
		"我刷了2000块钱 手机银行没有",
		"中午扫了88 没进",
		"昨天收的1280 卡上没有",
		"刷了一下 3500 卡里查不到",
		"客人付了600 我卡里没有",
		"昨日收咗8800 張卡冇錢",
		"收了8800没有啊",
		"昨天收了8800 没有",
		"I took 8800 last night, nothing in my account",
		"swiped 3500 today and nothing came",
		"charged a guy 600 yesterday, not in my bank",
		"took 1200 on Tuesday, don't see it",
		"customer tapped 45 yesterday, my bank shows nothing",
		"sold 300 worth, no money",
		"rang up 3500 and it's not on my card",
		"got 250 by card yesterday, where",
		"昨天收了个8800",
		"收了8800",
		"昨天晚上有个8800 卡里没有",
		"我收了个客人的钱 卡里没有啊",
		"刚收了一单350 银行卡没钱进来",
	}
	reader, acted := understand.New(), 0
	for _, text := range texts {
		r := reader.Read(text, friday)
		switch {
		case r.Decision == understand.Act && r.Intent == understand.WhereIsMyMoney:
			acted++
		case r.Decision != understand.Ask && r.Intent != understand.ProvideDetails:
			t.Errorf("%q: %s %s", text, r.Decision, r.Intent)
		default:
			t.Logf("%q: %s %s %v", text, r.Decision, r.Intent, r.Choices)
		}
	}
	if acted < 25 {
		t.Errorf("%d of %d are acted on", acted, len(texts))
	}
	for text, not := range map[string]understand.Intent{"客人说他卡里没有钱，刷不了": understand.WhereIsMyMoney, "不是我刷的，卡里没有这笔": understand.WhereIsMyMoney} {
		if r := reader.Read(text, friday); r.Decision == understand.Act && r.Intent == not {
			t.Errorf("%q is taken for a payment that did not come", text)
		}
	}
}
