package steer

import (
	"moneytrail/handlers/understand/script"
	"moneytrail/handlers/understand/wording"
)

const (
	anyShop = `(?:门店|分店|连锁店|店铺|商铺|店面|门市|店|铺头|铺|家|间)`
	many    = `(?:[2-9二两俩三四五六七八九十]|[1-9]\d)`
	english = `(?:shops?|stores?|branch(?:es)?|outlets?|locations?|restaurants?|cafes?)`
)

var (
	ownMany  = wording.MustCompile(`(?:我|我们|咱|咱们|俺|本)(?:一共|总共)?(?:有|开了?)` + many + `[家间个]|\b(?:i|we) (?:have|own|run) (?:the |my |our )?\w+ shops?\b`)
	allShops = wording.MustCompile(`(?:每一?|各|各个|所有|全部|全体|整个|几)(?:的)?[家间个]?` + anyShop + `|` + many + `[家间个](?:门店|分店|店铺|店|铺)|` + many + `[家间](?:一共|总共|合计|加起来|加一起|合起来|都|各|分别|分开|一起|比|呢|的)|` +
		`(?:哪|哪一|哪几|哪些|边)(?:[家间个些])?(?:门店|分店|店铺|店|铺)|(?:哪|边)一?[家间](?:的|今天|昨天|还|没|有|收|卖|被|最|到|钱|生意|手续费)|` +
		`(?:分别|分开|按)(?:看|列|算|是)?(?:门店|分店|店)|(?:门店|分店|店)(?:之间|分别|分开|对比|排名|排行|排个?名)|整个连锁|连锁(?:一共|总共|合计)|` +
		`\b(?:all|every|each|both|per|by|which|what|across|between)(?: (?:of )?(?:the |my |our |your )?(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+)?)? ?(?:of (?:the |my |our )?)?` + english + `\b|` +
		`\b(?:the |my |our )?(?:two|three|four|five|six|seven|eight|nine|ten|[2-9]|[1-9]\d) ` + english + `\b|\b(?:whole|entire) (?:chain|group)\b|\ball (?:three|four|five|six|seven|eight|nine|ten) (?:of them|together|in total)\b`)
	notShops = wording.MustCompile(`(?:各|每)家(?:银行|各)|国家|大家|人家|别家|到家|专家`)
	which    = wording.MustCompile(`(?:哪|边)(?:一|几)?(?:[家间个些])?` + anyShop + `|(?:哪|边)一?[家间]|\b(?:which|what) (?:one )?(?:of (?:the |my |our )?)?` + english + `\b`)
)

// OfAllShops tells whether a message is plainly of all shops of who acts for several:
// "三家店", "哪家店", "每家", "which shop". That somebody has several is no question of all.
func OfAllShops(text string) bool {
	s := script.Plain(text)
	return allShops.MatchString(notShops.ReplaceAllString(ownMany.ReplaceAllString(s, " "), " "))
}

// WhichShop tells whether it is asked which of several shops.
func WhichShop(text string) bool { return which.MatchString(script.Plain(text)) }

// leftAlone is what may be left beside the words for all shops of a message that says
// nothing but that it is of all of them.
var leftAlone = wording.MustCompile(`^(?:那么?|这|呢|吗|的|一共|总共|合计|总计|加起来|加一起|合起来|全部|都|也|看看?|一下|给我|我要|怎么样|分别|分开|各|是|多少|钱|and|for|what|how|about|of|the|in|total|together|altogether|same|please|show|me|all|is|was|it|sum| )*$`)

// AllShopsAlone tells whether a message says nothing but that what was asked last is
// asked of all shops now: "那三家店一共".
func AllShopsAlone(text string) bool {
	s := plain(text)
	return allShops.MatchString(s) && leftAlone.MatchString(allShops.ReplaceAllString(s, " "))
}

// ShopAsk is what is asked of several shops, each by itself.
type ShopAsk string

// What may be asked. NoShopAsk is everything else.
const (
	NoShopAsk    ShopAsk = ""
	ShopsWithout ShopAsk = "without" // which took nothing
	ShopsHeld    ShopAsk = "held"    // at which money is held
	ShopsMost    ShopAsk = "most"    // which took most
	ShopsLeast   ShopAsk = "least"
)

var shopAsks = []struct {
	ask  ShopAsk
	form *wording.Form
}{
	{ShopsHeld, wording.MustCompile(`扣住|扣着|扣下|扣留|压着|押着|压住|暂缓|冻结|冻住|卡住|不放款|\b(?:held|hold|holding|holds|frozen|withheld|blocked)\b`)},
	{ShopsWithout, wording.MustCompile(`(?:没有?|冇|未|零|无)(?:开单|开张|生意|收款|收到?(?:一分|过)?钱|交易|刷(?:卡|过)?|进账|流水|营业|卖|做|记录|单|收入)|不(?:开门|营业)|` +
		`\b(?:no|zero|without(?: any)?) (?:sales?|payments?|takings|transactions?|swipes?|business|money taken|card)\b|\b(?:did ?nt|did not|has ?nt|has not|have ?nt|have not|took|sold|take) (?:yet )?(?:sold?|sell|taken?|take|open(?:ed)?|swiped?|made|make|had|have|nothing|a (?:single )?(?:sale|payment))\b`)},
	{ShopsLeast, wording.MustCompile(`(?:收|卖|生意|刷|做|赚|营业额|流水|业绩|进账)得?.{0,4}(?:最少|最低|最差|垫底|最惨)|^.{0,6}[家间个]?店?.{0,4}(?:最少|最差|最低|垫底)|\b(?:least|worst|lowest|fewest|weakest)\b`)},
	{ShopsMost, wording.MustCompile(`(?:收|卖|生意|刷|做|赚|营业额|流水|业绩|进账)得?.{0,4}(?:最多|最高|最好|排名|排行|第一|更多|多些)|^.{0,6}[家间个]?店?.{0,4}(?:最多|最好|最高|第一)|排名|排行|排个?名|\b(?:most|best|highest|top|rank\w*|more)\b`)},
}

// notTakings are matters by which shops are not ranked here.
var notTakings = wording.MustCompile(`手续费|费率|到账|入账|退款|退货|客人|顾客|投诉|差异|\b(?:fees?|rates?|arriv\w*|refunds?|customers?|payouts?)\b`)

// ShopAsked tells what a message asks of several shops.
func ShopAsked(text string) ShopAsk {
	s := plain(text)
	for _, x := range shopAsks {
		if x.form.MatchString(s) && (x.ask == ShopsHeld || !notTakings.MatchString(s)) {
			return x.ask
		}
	}
	return NoShopAsk
}

var beside = wording.MustCompile(`比|相比|对比|差(?:这么|那么|多|好多|距)|跟.*(?:差|比)|\b(?:than|vs|versus|compare[ds]?|against|difference|gap)\b`)

// SetsBeside tells whether a message that names two things sets one beside the other.
func SetsBeside(text string) bool { return beside.MatchString(plain(text)) }
