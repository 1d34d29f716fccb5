package understand

import (
	"strings"

	"moneytrail/handlers/understand/script"
)

// AsksWhatArrived tells whether a message asks what some money that arrived
// is: "182,345.60 到账了，这是什么钱", "what is this 182,345.60 that came in".
func AsksWhatArrived(text string) bool {
	s := script.Plain(text)
	has := func(words []string) bool {
		for _, w := range words {
			if strings.Contains(s, w) {
				return true
			}
		}
		return false
	}
	return has(arrivedWords) && has(whatWords) && !has(notArrivedWords)
}

var (
	arrivedWords = []string{"到账", "到帐", "到了", "收到", "进账", "进帐", "入账", "入帐", "进了", "进来", "打过来", "打来", "打进", "打到", "转进", "转来", "流水上有", "多了",
		"arrived", "received", "came in", "come in", "landed", "credited", "showed up", "shows up", "deposit", "got paid", "paid in", "on my statement", "in my account"}
	whatWords = []string{"什么钱", "是什么", "是啥", "什么款", "哪些", "哪几", "哪来的", "怎么来的", "怎么算", "哪笔", "哪一笔", "哪天的", "包括什么", "包含", "由什么", "明细",
		"what is", "what's", "whats", "what are", "what was", "what does", "which sales", "which payments", "which payout", "which days", "made up of", "made of", "consist", "where is it from", "where does it come from", "where did", "what for", "break down", "breakdown", "explain"}
	notArrivedWords = []string{"没到", "没有到", "还没", "未到", "不到", "没收到", "少了", "not arrived", "hasn't", "has not", "haven't", "didn't", "not received", "never", "missing", "not come", "not in my"}
)
