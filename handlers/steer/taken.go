package steer

import "moneytrail/handlers/understand/wording"

var (
	taken = wording.MustCompile(`(?:谁|什么|为什么|为啥|怎么|凭什么|哪|啥|干嘛).{0,10}(?:扣|收了?我)|(?:扣|收(?:了|走|去)?我|收(?:走|去)|收.{0,8}费)(?:了|的|掉|我|走|去|除)*.{0,14}(?:谁|什么|为什么|为啥|哪来|哪里|啥|干嘛|怎么回事|咋回事)|是(?:个)?(?:什么|啥)(?:费|扣款)|` +
		`\b(?:who|what|why|which)\b.{0,30}\b(?:took|take|taken|deduct\w*|charged? (?:me|us)|withheld|fee|cut)\b|\b(?:took|taken|deduct\w*|charged (?:me|us)|withheld)\b.{0,30}\b(?:who|what for|why)\b`)
	ofPayers = wording.MustCompile(`客|顾客|买家|他|她|人家|对方|卡里|押金|预授权|\b(?:customers?|clients?|guests?|he|she|his|her|their|cardholder|buyer)\b`)
)

// AsksTaken tells whether a message asks who took a sum off, or what for: "是谁扣的88". What a
// customer was charged is something else.
func AsksTaken(text string) bool {
	s := plain(text)
	return taken.MatchString(s) && !ofPayers.MatchString(s)
}
