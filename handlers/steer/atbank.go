package steer

import "moneytrail/handlers/understand/wording"

var notThere = wording.MustCompile(`银行(?:的)?(?:流水|账单|对账单|明细|那边|那里|短信|app|说|讲|话)*(?:里面?|里头|上|中)?(?:也|都|就|根本|压根|明明|他们|根本就|到现在|还是|还)*(?:没有?|未|查不到|找不到|看不到|冇)(?:收到|看到|见到|查到|找到|入账|进账|这笔|那笔|这个|那个|\d|啊|呀|$)|(?:流水|对账单)(?:里面?|里头|上|中)(?:也|都|根本|还是|还)*(?:没有?|查不到|找不到|看不到|冇)|` +
	`\bbank\b.{0,12}\b(?:says?|said|told|tells?|claims?|insists?|confirms?|confirmed)\b.{0,24}\b(?:never|not|nothing|no|didnt|havent|hasnt|dont)\b.{0,16}\b(?:receiv\w*|got|get|seen?|see|find|found|have|there|such|come|came|arriv\w*|record)\b|\b(?:not|isnt|nothing|never|cant|cannot|dont|didnt|no)\b.{0,24}\b(?:on|in) (?:my |the |our )?(?:bank )?statement\b`)

// SaysNotAtBank tells whether a message says that the bank does not have some money, or that it
// is not on the bank's statement.
func SaysNotAtBank(text string) bool { return notThere.MatchString(plain(text)) }
