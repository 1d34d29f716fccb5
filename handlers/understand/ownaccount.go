package understand

import (
	"moneytrail/handlers/understand/script"
	"moneytrail/handlers/understand/wording"
)

// ownAccount is how people name the account that they are paid into, apart from a customer's card.
var ownAccount = wording.MustCompile(`(?:我|咱|我们|店里|公司|收款|结算|对公|提现|入账)的?(?:银行)?(?:卡|账户|帐户|账号|帐号)|(?:卡|账户|帐户|账号|帐号)(?:里|上|号)?.{0,4}(?:没到账|没收到|没到|未到|没进账|没入账|没钱进)|(?:打到|打进|进到|转到|付到|汇到|打给)|` +
	`\b(?:my|our) (?:own )?(?:bank )?(?:card|account)\b|\b(?:paid?|sent|transfer\w*|go(?:es)?) (?:in)?to\b|\b(?:account|card)\b.{0,40}\b(?:not received|has not received|did not get|got nothing|no money)\b`)

// customerCard names a card that was charged, or whose it is.
var customerCard = wording.MustCompile(`客户|客人|顾客|持卡人|刷的?卡|刷了|\b(?:customers?|guests?|clients?|cardholders?|swiped?|charged)\b`)

// SpeaksOfOwnAccount tells whether a number in a message is the account of the merchant's own.
func SpeaksOfOwnAccount(text string) bool {
	s := script.Plain(text)
	return ownAccount.MatchString(s) && !customerCard.MatchString(s)
}
