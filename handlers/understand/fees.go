package understand

import (
	"moneytrail/handlers/understand/script"
	"moneytrail/handlers/understand/wording"
)

// namesFees is how people name what payments cost them; overcharged how they say
// that too much of it was taken, foreignCharge that it was a customer's money;
// givingBack that the merchant took it and wants to give it back, where no ownFees are named.
var (
	namesFees   = wording.MustCompile(`手续费|费用|服务费|佣金|交易费|(?:扣|收)(?:了|掉|我|我们)*(?:多少|几多|几)(?:钱|块)?(?:手续)?费|\bfees?\b|\bcommissions?\b|\bcharges? (?:me|us)\b|\b(?:was|were|am|are) (?:i|we) charged\b`)
	overcharged = wording.MustCompile(`(?:多|乱|错|白)(?:扣|收|算|付|交|要)(?:了|我|我们|掉|的|手续费|费|钱|走|去)*\s*(?:人民币|rmb|cny|¥|￥)?\s*[\d一二两三四五六七八九十百千]|(?:扣|收|算)(?:了|我|我们)*多(?:了|出)*\s*(?:¥|￥)?\s*[\d一二两三四五六七八九十百千]|` +
		`\bovercharg(?:e|ed|ing)\b.{0,16}\d|\d.{0,16}\bovercharg(?:e|ed)\b|\bcharged? (?:me|us|i was)?.{0,24}\d.{0,10}\btoo much\b|\btook \d[\d,.]*\b.{0,10}\btoo much\b|\b\d[\d,.]* too much\b.{0,16}\b(?:fees?|charged|taken|deducted)|\b(?:fees?|charged|taken|took|deducted)\b.{0,20}\b\d[\d,.]* (?:cny |rmb |yuan )?(?:too much|too high|extra|more than)`)
	givingBack    = wording.MustCompile(`怎么退|要退|退(?:款|钱|还|回)?给|退款|退钱|手滑|不小心|误(?:收|刷|操作)|供应商|供货商|\b(?:refund\w*|give (?:it |them |him |her )?back|accidentally|by mistake|supplier|i (?:over)?charged)\b`)
	ownFees       = wording.MustCompile(`手续费|费率|服务费|佣金|退(?:款|钱|还|回)?给?(?:我|咱)|还给我|收了我|扣了我|收我|扣我|\b(?:fees?|commissions?|rate|(?:charged|refund|overcharged|owe|give|pay) (?:me|us))\b`)
	foreignCharge = wording.MustCompile(`客户|客人|顾客|刷卡人|持卡人|他卡|她卡|\b(?:customers?|guests?|client|clients|cardholders?|their card)\b`)
)

// namesStatement is how people name the figures of days as a whole, fees among them.
var namesStatement = wording.MustCompile(`对账单|账单|对帐单|帐单|流水[、，,和及跟]|[、，,和及跟]流水|流水.{0,6}(?:发|导)|导出|\b(?:statements?|export)\b`)

// NamesStatement tells whether a message asks for the figures of days as a whole.
func NamesStatement(text string) bool { return namesStatement.MatchString(script.Plain(text)) }

// NamesFees tells whether a message speaks of what payments cost the merchant.
func NamesFees(text string) bool { return namesFees.MatchString(script.Plain(text)) }

// SaysOvercharged tells whether a message says by how much a fee was too high.
func SaysOvercharged(text string) bool {
	s := script.Plain(text)
	return overcharged.MatchString(s) && !foreignCharge.MatchString(s) && (!givingBack.MatchString(s) || ownFees.MatchString(s))
}
