package understand

import (
	"moneytrail/handlers/understand/script"
	"moneytrail/handlers/understand/wording"
)

// What a slip is called, and what else ends in 票; how it is printed, which is not
// how money is paid (打款, 打给我) or a ticket is sold (出票).
const (
	slipZh    = `(?:小票|签购单|凭条|收据)`
	ticketZh  = `(?:票据|单子|(?:^|[^机车影门发船彩支钞股汇退饭])票)`
	printedZh = `(?:出来|打出|打印|打(?:[^款钱给到过电进来]|$)|出(?:[^款账去]|$)|吐)`
)

// noReceipt is how people say that the terminal gave no slip. A ticket alone is one
// where it opens the message, or where a machine is named (printer).
var (
	noReceipt = wording.MustCompile(slipZh + `.{0,6}(?:没|不|未)(?:有|能|给|见)?` + printedZh + `|` + slipZh + `.{0,4}(?:打印?不|出不|空白|是白的|是空的|卡住)|` +
		`(?:没|不|未)(?:有|能)?(?:打印|打出|打|出|吐)(?:出来)?.{0,3}(?:` + slipZh + `|票据|单子|票)|打(?:印)?不(?:出|了)(?:来)?.{0,3}(?:` + slipZh + `|票|单)|(?:补打|重打|重新打|再打)(?:印)?.{0,4}(?:` + slipZh + `|票|单)|(?:没纸了|卡纸).{0,12}(?:小票|钱|成功|刷|到)|` +
		`\b(?:receipts?|slips?)\b.{0,24}\b(?:not|didn'?t|did not|won'?t|wouldn'?t|never|doesn'?t|fail(?:ed|s)? to|isn'?t|wasn'?t)\b.{0,8}\b(?:print|come out|came out)|\b(?:receipts?|slips?)\b.{0,10}\b(?:came out blank|is blank|was blank)\b|\b(?:no|without a|any) (?:receipt|slip)\b.{0,16}\b(?:print(?:ed)?|came|come|out|from the (?:terminal|machine|printer|reader|pos))\b|` +
		`\b(?:not|didn'?t|did not|won'?t|wouldn'?t|doesn'?t|isn'?t|cannot|can'?t|never|stopped)\b.{0,4}\bprint(?:ing|ed)?\b.{0,16}\b(?:receipts?|slips?)\b|\breprint\b(?:.{0,16}\b(?:receipts?|slips?|tickets?|copy)\b|[ .?!]*$)|\bprint\b.{0,12}\b(?:receipt|slip)\b.{0,8}\bagain\b`)
	noTicket    = wording.MustCompile(ticketZh + `.{0,6}(?:没|不|未)(?:有|能|给|见)?` + printedZh)
	printer     = wording.MustCompile(`机器|机子|终端|pos|打印|刷卡|刷了|热敏|卷纸|没纸|^ *(?:单子|票)`)
	otherTicket = wording.MustCompile(`[机车影门发船彩支钞饭]票`)
)

// SaysNoReceipt tells whether a message says that the slip of a payment did not come out.
func SaysNoReceipt(text string) bool {
	s := script.Plain(text)
	if noReceipt.MatchString(s) {
		return !otherTicket.MatchString(s)
	}
	return noTicket.MatchString(s) && printer.MatchString(s)
}
