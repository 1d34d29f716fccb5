package understand

import (
	"regexp"

	"moneytrail/handlers/understand/script"
)

// noReceipt is how people say that the terminal gave no slip.
var noReceipt = regexp.MustCompile(`(?:小票|签购单|凭条|票据|单子|票|收据).{0,6}(?:没|不|未)(?:有|能|给|见)?(?:出来|打出|打印|打|出|吐)|(?:小票|签购单|凭条|收据).{0,4}(?:打印?不|出不|空白|是白的|是空的|卡住)|` +
	`(?:没|不|未)(?:有|能)?(?:打印|打出|打|出|吐)(?:出来)?.{0,3}(?:小票|签购单|凭条|票据|单子|票|收据)|打(?:印)?不(?:出|了)(?:来)?.{0,3}(?:小票|签购单|凭条|票|单|收据)|(?:补打|重打|重新打|再打)(?:印)?.{0,4}(?:小票|签购单|凭条|票|单|收据)|(?:没纸了|卡纸).{0,12}(?:小票|钱|成功|刷|到)|` +
	`\b(?:receipts?|slips?)\b.{0,24}\b(?:not|didn'?t|did not|won'?t|wouldn'?t|never|doesn'?t|fail(?:ed|s)? to|isn'?t|wasn'?t)\b.{0,8}\b(?:print|come out|came out)|\b(?:receipts?|slips?)\b.{0,10}\b(?:came out blank|is blank|was blank)\b|\b(?:no|without a|any) (?:receipt|slip)\b.{0,16}\b(?:print(?:ed)?|came|come|out|from the)\b|` +
	`\b(?:not|didn'?t|did not|won'?t|wouldn'?t|doesn'?t|isn'?t|cannot|can'?t|never|stopped)\b.{0,4}\bprint(?:ing|ed)?\b.{0,16}\b(?:receipts?|slips?)\b|\breprint\b|\bprint\b.{0,12}\b(?:receipt|slip)\b.{0,8}\bagain\b`)

// SaysNoReceipt tells whether a message says that the slip of a payment did not come out.
func SaysNoReceipt(text string) bool { return noReceipt.MatchString(script.Plain(text)) }
