package understand_test

import (
	"testing"

	"moneytrail/handlers/understand"
)

// Who says that no person is needed gets none; who wants one instead of a bot does.
func TestNoPersonWhereNoneIsWanted(t *testing.T) {
	reader := understand.New()
	for _, text := range []string{"不用转人工，昨天的钱到了吗", "先别转人工，帮我查昨天3500到没到", "no need for a human, where is yesterday's money"} {
		if r := reader.Read(text, friday); r.Decision == understand.HandOver || r.Intent != understand.WhereIsMyMoney {
			t.Errorf("%s: %s, %s", text, r.Intent, r.Decision)
		}
	}
	for _, text := range []string{"别跟我机器人，转人工", "不要机器人给我转人工", "I do not need a bot, a human please"} {
		if r := reader.Read(text, friday); r.Decision != understand.HandOver || r.Intent != understand.TalkToHuman {
			t.Errorf("%s: %s, %s", text, r.Intent, r.Decision)
		}
	}
}

// A word of fraud, where the model holds it hardly possible and all else speaks
// for another thing, brings nobody; a wish for a person always does.
func TestAWordOfFraudIsWeighed(t *testing.T) {
	reader := understand.New()
	for text, want := range map[string]understand.Intent{"我查了网银没有这笔1366.5": understand.WhereIsMyMoney, "Payment ID 77120 shows cancelled, I didn't cancel it": understand.TransactionStatus} {
		if r := reader.Read(text, friday); r.Decision == understand.HandOver || r.Intent != want {
			t.Errorf("%s: %s, %s", text, r.Intent, r.Decision)
		}
	}
	if r := reader.Read("昨天3500没到，给我转人工", friday); r.Decision != understand.HandOver {
		t.Errorf("%s, %s", r.Intent, r.Decision)
	}
}

// The shop of somebody's father may be their own.
func TestAFathersShopIsNotSurelyAnothers(t *testing.T) {
	for _, shop := range understand.ShopsAsked("我爹的烟酒店 礼拜一卖的四条烟钱 咋还没回来", friday) {
		if shop.Sure {
			t.Errorf("%q is taken for another's", shop.Name)
		}
	}
}
