package steer_test

import (
	"testing"

	"moneytrail/handlers/steer"
)

func TestWhoWishesForAPersonBesides(t *testing.T) {
	for _, text := range []string{"昨天打款退回来了我要找人", "打款退回来了，帮我转人工", "3500还没到，请找个人跟我说一下", "錢沒到，我要找你們的人", "钱被扣了快叫你们经理来", "找人工", "我的钱呢 给我找个领导", "你们说今天到，我要找人",
		"客人的钱没到，我要找经理", "我要找人来处理", "my payout came back, I want to talk to a person", "where is my 3500? let me speak to someone", "still nothing, get me a manager", "the money is short, connect me to an agent", "I need a human"} {
		if !steer.WantsPerson(text) {
			t.Errorf("%q wishes for a person", text)
		}
	}
	for _, text := range []string{"昨天打款退回来了", "不用转人工", "先别找人，3500到了吗", "怎么找人工", "客人找我要钱", "有人找我退款", "客人要找老板退钱", "I do not want to talk to a person", "how do I talk to a person", "I want to speak English", "a person paid 3500 yesterday", "人工客服电话多少", "我要找昨天的3500", "我要换机器", "要找人来装机", "我要找人来修机器", "我要联系客人", "客户非要找你们经理", "客人说要找你们经理", "我要聯繫客戶"} {
		if steer.WantsPerson(text) {
			t.Errorf("%q wishes for none", text)
		}
	}
}
