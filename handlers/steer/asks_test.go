package steer

import "testing"

func TestWhatIsAskedOfTheSupportTeam(t *testing.T) {
	for text, want := range map[string]CaseAsk{
		"还有人吗": CaseAnyone, "没人理我吗": CaseAnyone, "怎么没人啊": CaseAnyone, "没人管了是吧": CaseAnyone, "is there anyone": CaseAnyone, "anyone??": CaseAnyone, "hello? anybody": CaseAnyone, "someone?": CaseAnyone, "can anybody help me please": CaseAnyone, "is anybody reading this": CaseAnyone, "did anyone pay yesterday": NoCase, "anyone touched my terminal": NoCase, "hello": NoCase, "有人吗？": CaseAnyone, "喂，有人在吗": CaseAnyone, "人呢？": CaseAnyone, "客服呢": CaseAnyone, "怎么没人回我": CaseAnyone, "為什麼沒人理我": CaseAnyone,
		"anyone there?": CaseAnyone, "Hello, is anybody there?": CaseAnyone, "is anyone still here": CaseAnyone, "nobody answers": CaseAnyone, "Why is nobody answering me?": CaseAnyone, "Why hasn't anyone replied yet": CaseAnyone,
		"我的工单怎么样了": CaseNamed, "问题单进度": CaseNamed, "我的问题单呢": CaseNamed, "工单处理好了吗": CaseNamed, "把工单关掉": CaseNamed, "問題單有回覆嗎": CaseNamed,
		"any update on my case?": CaseNamed, "what happened with my ticket": CaseNamed, "How's my case going?": CaseNamed, "did anyone look at my case": CaseNamed,
		"有进展吗": CaseStands, "进展怎么样": CaseStands, "处理得怎么样了": CaseStands, "有人在处理吗": CaseStands, "谁在处理": CaseStands, "上次的问题解决了吗": CaseStands, "什么时候回复我": CaseStands, "多久能有人联系我": CaseStands, "结果呢": CaseStands, "處理了嗎": CaseStands,
		"any news?": CaseStands, "Any update yet?": CaseStands, "is anyone looking into it?": CaseStands, "who is handling this": CaseStands, "when will someone get back to me": CaseStands, "how long until someone answers": CaseStands, "what about my issue": CaseStands,
		// Nothing of this is about the support team's work.
		"解决了": NoCase, "已经处理好了": NoCase, "办好了": NoCase, "退款处理得怎么样了": NoCase, "3500那笔处理了吗": NoCase, "什么时候到账": NoCase, "多久能到": NoCase, "有没有人动过终端": NoCase,
		"有人退款吗": NoCase, "怎么没人来刷卡": NoCase, "钱呢": NoCase, "昨天的呢": NoCase, "just in case, what is the fee": NoCase, "I have a complaint about the fee": NoCase, "in that case, where is my money": NoCase, "in any case my money is not there": NoCase, "any payouts today?": NoCase,
		"when will you pay me": NoCase, "how long does it take": NoCase, "somebody swiped my card": NoCase, "is the terminal there": NoCase, "取消": NoCase, "转人工": NoCase,
	} {
		if got := AsksCase(text); got != want {
			t.Errorf("%s: %d, not %d", text, got, want)
		}
	}
}
