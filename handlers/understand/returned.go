package understand

import (
	"regexp"

	"moneytrail/handlers/understand/script"
)

// returned is how people say that a payout failed: the bank sent it back. What a
// terminal calls settlement (结算) fails at the terminal and is not meant.
var returned = regexp.MustCompile(`(?:出款|打款|提现|放款|拨款|划款|下款|代付).{0,4}(?:失败|没成功|不成功|未成功|没成|被退|退回|打回|退票)|退票|银行.{0,3}(?:退回|打回|退票|拒收)|` +
	`\bpayouts?\b.{0,24}\b(?:fail(?:ed|s)?|bounced?|returned|rejected|sent back|came back)\b|\b(?:failed|bounced|returned|rejected) payouts?\b|\bbank\b.{0,12}\b(?:returned|rejected|bounced|sent (?:it|them|the money|my money) back)`)

// SaysReturned tells whether a message says that a payout failed or came back.
func SaysReturned(text string) bool { return returned.MatchString(script.Plain(text)) }
