package understand

import (
	"strings"
	"time"

	"moneytrail/handlers/understand/wording"
	"moneytrail/recon/calendar"
)

// What the names of shops end in, and the words of a kind of shop, which name none by themselves.
const (
	shopKinds = `夜宵|宵夜|大排档|饺子|包子|馒头|米粉|米线|凉皮|煎饼|卤味|烤鸭|寿司|面馆|饭馆|餐馆|茶馆|小馆|菜馆|酒馆|馆子|饭店|酒店|餐厅|酒楼|茶楼|火锅|烧烤|烤肉|烤鱼|串串|麻辣烫|早餐|早点|小吃|快餐|奶茶|茶饮|咖啡|面包|蛋糕|甜品|水果|生鲜|蔬菜|粮油|五金|服装|服饰|女装|男装|童装|鞋|药|花|书|文具|眼镜|手机|数码|电器|家具|建材|便利|美容|美发|理发|美甲|健身|洗车|修车|汽修|宠物|母婴|烟酒|杂货|百货|日用|批发|专卖|餐饮|零售|娱乐|个体|普通|小微|大型|小型|中型|实体|连锁|加盟|直营|旗舰|线上|线下|外卖|堂食|团购|网上|路边|街边|夜市|地摊|流动|充电宝|共享|美团|饿了么|淘宝|天猫|抖音|京东|拼多多|微信|支付宝`
	shopEnds  = `面馆|饭馆|餐馆|茶馆|小馆|菜馆|酒馆|饭店|酒店|餐厅|酒楼|茶楼|火锅|烧烤|烤肉|烤鱼|串串|麻辣烫|早餐|早点|小吃|奶茶|咖啡|五金|超市|药房|商行|摊子|摊位|铺子|店铺|商铺|[饼包面粉果菜肉鱼花点吃烤]摊|馆|店`
	// smallWords may stand before a shop without naming one; pays are what a customer does.
	smallWords = `我是|我们是|我开的是|请问|麻烦|帮我|帮忙|帮|给我|我想|想|查一下|查下|查查|查|看一下|看下|看看|看|问一下|问下|问|知道|告诉我|老板|你好|您好|喂|那么|那个|那|这个|这|还有|今儿|咱们|咱|我们|我|俺们|俺|你们|你|本|自己|自家|家里|家|的|了|下|一下|整个|全|各|每|哪|几|两|所有|全部|上午|中午|下午|晚上|早上|昨晚|今早|白天|半夜`
	pays       = `付|转给|转来|转过|转的|打给|打来|打过来给|汇款|汇来|汇给|给|扫|买|订|下单|消费|点的|刷的|刷了|退的|来的|客人|顾客|里的客`
)

var (
	shopNamed = wording.MustCompile(`(\p{Han}{2,12}?)(` + shopEnds + `)(?:店|馆|摊|铺)?(?:里面|里头|里|那边|那里|那儿|这边)?的?`)
	// ofShop is what is asked of a shop right after its name.
	ofShop    = wording.MustCompile(`^[ ,、的]*(?:一共|总共|大概|到底|还有|还)?(?:钱|款|账|流水|营业|生意|收入|收款|收|结算|回款|汇总|交易|账单|那笔|进账|入账|到账|到没|到了|到多少|赚|卖|做了|刷了多少|有多少|多少|(?:呢|怎么样|怎样|咋样)[?? 。!]*$)`)
	paidBy    = wording.MustCompile(`^[ ,、的]*(?:` + pays + `)`)
	leadWords = wording.MustCompile(`^(?:` + smallWords + `|` + shopKinds + `)+`)
	// notName is in what is a place, a doing or all shops, no name: "到店", "在…店里", "卖的各店".
	notName  = wording.MustCompile(`在|客人|顾客|(?:[到去来开关进出从给把和跟用有没被是卖]|我们?|咱们?|[各每哪几][家个间]?门?|[一二两三四五六七八九十\d][家个间]门?|所有|全部|` + pays + `)$`)
	kindLast = wording.MustCompile(`(?:` + shopKinds + `)$`)
	nearby   = wording.MustCompile(`隔壁|对面|旁边|楼上|楼下|邻居|竞争`)
	// family may have the own shop in their name.
	family   = wording.MustCompile(`(?i)^(?:老婆|老公|爱人|媳妇|妻子|丈夫|太太|先生|爸|妈|爸爸|妈妈|老爸|老妈|儿子|女儿|爹|娘|爹娘|岳父|岳母|公公|婆婆|爷爷|奶奶)(?:的\p{Han}{0,3})?$|(?i)^(?:wife|husband|mother|mum|mom|father|dad|son|daughter|partner)$`)
	kindOnly = wording.MustCompile(`^(?:` + shopKinds + `)+$`)

	englishShop = wording.MustCompile(`(?i)\bhow much (?:money )?(?:did|has|have|does|do|is|was|will) (?:the )?((?-i:\p{Lu})[\p{L}'&.-]*(?: (?:(?-i:\p{Lu})[\p{L}'&.-]*|&|of|and|the)){1,5}?)(?:'s)? (?:get|got|make|made|take|taken|took|earn|earned|receive|received|sell|sold|paid|getting|collect|collected)\b|` +
		`\b((?-i:\p{Lu})[\p{L}'&.-]*(?: (?:(?-i:\p{Lu})[\p{L}'&.-]*|&|of|and)){1,5}?)(?:'s|s')? (?:payouts?|takings|turnover|revenue|settlements?|sales)\b|` +
		`\b(?:did|has|have|is|was) (?:the )?((?-i:\p{Lu})[\p{L}'&.-]*(?: (?:(?-i:\p{Lu})[\p{L}'&.-]*|&|of|and)){1,5}?)(?:'s|s') (?:money|payouts?|takings|sales)\b`)
	englishTie = wording.MustCompile(`(?i)\b(?:money|payouts?|takings|sales|settlements?|turnover) (?:of|for|at) (?:the )?((?-i:\p{Lu})[\p{L}'&.-]*(?: (?:(?-i:\p{Lu})[\p{L}'&.-]*|&)){1,5})`)
	amongHan   = wording.MustCompile(`(\p{Lu}[\p{Latin}'&.-]*(?: \p{Lu}[\p{Latin}'&.-]*){1,4}) ?\p{Han}`)
	relation   = wording.MustCompile(`(?i)\bmy (wife|husband|brother|sister|mother|mum|mom|father|dad|friend|cousin|neighbou?r|uncle|aunt|son|daughter|partner)(?:'s|s|s')? (?:[\p{L}]+ )?(?:shop|store|cafe|restaurant|business|bar|stall|salon|bakery)\b`)
)

// Shop is a shop that a message names.
type Shop struct {
	// Name is as it stands in the message, without what kind of shop it is: of "老李面馆" "老李".
	Name string
	// Sure: what kind of shop it is stands there too, or that it is a neighbour's.
	// Without it the name may also be a branch, a place or a word for the own shop.
	Sure bool
}

// ShopsAsked gives the shops whose figures a message asks for. Whose shops they
// are is for who knows the person's own to tell.
func ShopsAsked(text string, now time.Time) []Shop {
	m := normalise(text)
	if compared.MatchString(m.text) {
		return nil
	}
	strays := strayed.MatchString(m.text)
	readRefs(m)
	readDays(m, clock{now: now, today: calendar.DateOf(now)})
	readHour(m)
	readAmounts(m)
	rest := strings.ReplaceAll(string(m.rest), string(rune(blank)), " ")
	var out []Shop
	for at := 0; at < len(rest) && !strays; {
		found := shopNamed.FindStringSubmatchIndex(rest[at:])
		if found == nil {
			break
		}
		name, ends, end := rest[at+found[2]:at+found[3]], rest[at+found[4]:at+found[5]], at+found[1]
		if named := shopName(name); named != "" && !paidBy.MatchString(rest[end:]) && asksOf(m, rest, end) {
			sure := ends != "店" && ends != "店铺" || kindLast.MatchString(named) || nearby.MatchString(named)
			out = append(out, Shop{named, sure && !family.MatchString(named)})
		}
		at = end
	}
	for _, found := range amongHan.FindAllStringSubmatchIndex(m.cased, -1) {
		if name := latinName(m.cased[found[2]:found[3]], ""); !strays && name != "" && asksOf(m, rest, found[3]) {
			out = append(out, Shop{name, true})
		}
	}
	for _, form := range []*wording.Form{englishShop, englishTie} {
		for _, found := range form.FindAllStringSubmatch(m.cased, -1) {
			before := strings.Join(found[1:], "")
			if name := latinName(before, strings.Replace(m.cased, before, " ", 1)); name != "" {
				out = append(out, Shop{name, latinKind.MatchString(name)})
			}
		}
	}
	for _, found := range relation.FindAllStringSubmatch(m.cased, -1) {
		out = append(out, Shop{found[1], !family.MatchString(found[1])})
	}
	return out
}

// asksOf tells whether what stands after the name of a shop asks for its figures:
// an amount that was read there is one.
func asksOf(m *message, rest string, end int) bool {
	after := strings.TrimLeft(rest[end:], " ,、的")
	gone := len(rest) - end - len(after)
	if ofShop.MatchString(after) {
		return true
	}
	for _, b := range m.rest[end : end+gone] {
		if b == blank {
			return shopFigures.MatchString(m.text[end:])
		}
	}
	return false
}

// shopName gives what names a shop in the words before its kind, "" where nothing does.
func shopName(before string) string {
	name := before
	for {
		cut := leadWords.ReplaceAllString(name, "")
		if cut == name {
			break
		}
		name = cut
	}
	name = strings.TrimRight(strings.TrimSuffix(name, "那个"), "的家")
	if len([]rune(name)) < 2 || kindOnly.MatchString(name) || notName.MatchString(name) {
		return ""
	}
	return name
}
