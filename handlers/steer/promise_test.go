package steer_test

import (
	"testing"

	"moneytrail/handlers/steer"
)

func TestWhoHoldsUpWhatWasPromised(t *testing.T) {
	for text, firm := range map[string]bool{
		"but you promised monday": true, "你们同事说今天会到的": false, "上次客服说周三处理": false, "你们不是说昨天就到吗": false, "客服说的周五怎么还没到": false, "your colleague told me it arrives today": false,
		"你答应我今天的": true, "妳們答應週一到帳的": true, "说好的今天到你们说话不算话": true, "you said it would be here yesterday": false, "support promised it by friday": true, "I was told it comes on Monday": false,
		"the agent said tomorrow": false, "你们保证过周五之前打款": true, "之前说好周一给我": true, "someone from support told us thursday": false, "you guys said monday!!": false,
	} {
		claims, is := steer.ClaimsPromise(text)
		if !claims || is != firm {
			t.Errorf("%q: %t %t, want true %t", text, claims, is, firm)
		}
	}
	for _, text := range []string{"怎么说", "我该跟客人怎么说", "银行说周三到", "客人说昨天付了", "can you tell me when it comes", "my bank said monday", "客服电话多少", "你们说一下什么时候到", "昨天的3500到了吗", "where is my money", "转人工，你们说了今天到", "I want to speak to someone, you said today", "the customer told me he paid yesterday", "周三到吗"} {
		if claims, _ := steer.ClaimsPromise(text); claims {
			t.Errorf("%q holds up no promise", text)
		}
	}
}

func TestAWeekdayOfAPromise(t *testing.T) {
	for text, want := range map[string]bool{"周三处理": true, "will be there on Monday": true, "禮拜五前到帳": true, "周三已经打了": false, "it was sent on Monday": false, "明天到账": false, "上周五打了款": false} {
		if got := steer.NamesWeekday(text); got != want {
			t.Errorf("%q: %t", text, got)
		}
	}
}
