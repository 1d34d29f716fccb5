package understand

import (
	"moneytrail/handlers/understand/script"
	"moneytrail/handlers/understand/wording"
)

// sumArrived is how people ask how much money came to them: what was paid or
// came in, not what was taken at the till (收了多少).
var sumArrived = wording.MustCompile(`(?:到|进|入|打|付|转|汇|拨|收到|结算?|下)(?:了|过|来|进|给|账|帐|款|钱|我|我们|店里|卡里|账上|的是|一共|总共|共|有)*(?:多少|几多|几钱|几块|几万|几千)|(?:多少|几多)钱?(?:到账?|到帐|进账|入账|打过来|打来|打进来|进来)|` +
	`\b(?:how much|what)\b.{0,24}\b(?:came in|come in|arrived?|land(?:ed)?|credited|deposited|(?:been |was |were |got |get )?paid(?: out)?|receive[d]?|reach(?:ed)?|(?:i|we) (?:get|got))\b`)

// AsksSumArrived tells whether a message asks how much arrived.
func AsksSumArrived(text string) bool { return sumArrived.MatchString(script.Plain(text)) }
