package understand

import (
	"moneytrail/handlers/understand/script"
	"moneytrail/handlers/understand/wording"
)

// Questions about the money of a shop that is not the merchant's: another one is
// named as such, and its figures are asked for. Money of the merchant's own that
// went there is another matter.
var (
	otherShop = wording.MustCompile(`(?:别家|别人家|别人|隔壁|其他|其它|别的|人家|对面|旁边)(?:的|那家|那个)?.{0,2}(?:店|商户|商家|店铺|门店|铺|餐厅|饭店|超市)|` +
		`\b(?:other|another|different|neighbou?r(?:ing)?|next[- ]door|someone else|somebody else|competitor)(?:'?s)?\b.{0,12}\b(?:shops?|stores?|merchants?|restaurants?|cafes?|business)\b|\bshop next door\b`)
	shopFigures = wording.MustCompile(`多少|查|看|账|流水|生意|汇总|营业额|到了|到账|收了|\b(?:how much|check|show|see|look|payouts?|takings|sales|money|revenue|turnover|earn|made|took|take|make)\b`)
	// compared tells a message that speaks of others to ask for the merchant's own:
	// theirs came, mine did not.
	compared = wording.MustCompile(`我的|我(?:们|家|店|这|这边|这里)*(?:怎么|为什么|为啥|咋|还|却|就|没|呢)|就我|只有我|咱|\b(?:mine|ours|not me|not us|i (?:do not|dont|don't|did not|didn't|have not|haven't)|we (?:do not|don't|did not|didn't|have not|haven't))\b`)
	strayed  = wording.MustCompile(`我的(?:钱|款)|打到|打进|进了|转到|转进|付到|付给|结到|结给|刷到|记到|记在|绑|错|\b(?:my|our) (?:money|payout|funds|payment)|\b(?:went|goes|sent|paid|gone|credited|deposited|settled|wrong|mistake|instead)\b`)
)

// AsksOtherShop tells whether a message asks for the figures of a shop that is
// not the merchant's own.
func AsksOtherShop(text string) bool {
	s := script.Plain(text)
	return otherShop.MatchString(s) && shopFigures.MatchString(s) && !strayed.MatchString(s) && !compared.MatchString(s)
}
