package attachment

import (
	"path"
	"regexp"
	"strings"
	"unicode"

	"moneytrail/handlers/understand/script"
)

// What stands around the name of a paper in a caption or in the name of a file.
const (
	paperLead = `(?:这|这个|这张|这是|那是|是|给你|给您|发你|发您|发给你|发给您|先发|补|补发|补上|补交|附上|上传|提交|发|请看|请查收|新|新的|我|我的|我们|我们的|本人|老板|老板的|店主|店主的|法人|法人的|法定代表人|法定代表人的|客户|客户的|客人|客人的|股东|的|` +
		`this|this is|that is|here|here is|heres|its|it is|attached|attaching|sending|please find|my|the|our|a|an|new|owners|owner|customers|legal representatives|directors|of|photo of|picture of|copy of|scan of| )*`
	paperTail = `(?:的|正面|反面|背面|正反面|人像面|国徽面|两面|照片|图片|相片|照|原件|复印件|扫描件|截图|发你了|发了|来了|好了|在这|请查收|看一下|副本|正本|` +
		`front|back|side|both|sides|and|photo|photos|picture|copy|scan|here|attached|number|page|id| )*`
)

// Papers that are nobody's but their holder's, and those that a shop shows.
var (
	identity = regexp.MustCompile(`^` + paperLead + `(?:居民|二代|临时|手持|港澳)*(?:身份证|身份证件|证件照|护照|驾驶证|驾照|通行证|居住证|户口本|银行卡|储蓄卡|信用卡|借记卡|结算卡|` +
		`my id|our id|owners? id|id cards?|identity cards?|identification|identity papers?|passports?|driving licen[cs]e|drivers licen[cs]e|residence permit|bank card|debit card|credit card)(?:和|及|与|and)*` + paperTail + `$`)
	business = regexp.MustCompile(`^` + paperLead + `(?:(?:营业执照|执照|门头|门头照|门店|门店照|店内|店面|店铺|场所|场地|租赁合同|租房合同|合同|协议|开户许可证|开户证明|税务登记证|许可证|经营许可证|卫生许可证|食品经营许可证|授权书|授权委托书|发票|送货单|发货单|采购单|采购合同|购销合同|进货单|物流单|快递单|验收单|银行流水|情况说明|说明函|盖章件|` +
		`business licen[cs]e|trade licen[cs]e|licen[cs]e|shop ?front|store ?front|shop|premises|lease|rental contract|contract|agreement|permit|invoice|proof of (?:address|purchase|delivery)|authori[sz]ation letter|incorporation certificate|certificate of incorporation)(?:和|及|与|还有|以及|加|and|the|our|a| )*)+` + paperTail + `$`)
)

// Identity tells whether a caption, or the name of a file, says that this is a
// paper of a person or a card: an identity card, a passport, a bank card. Nobody
// keeps those, and none is asked for in a chat.
func Identity(words string) bool { return identity.MatchString(bare(words)) }

// Paper tells whether it says that this is a paper of the shop, such as its
// licence or a contract, and no slip.
func Paper(words string) bool { return business.MatchString(bare(words)) }

// bare are the words without signs, digits and the ending of a file's name, in
// small letters and simplified.
func bare(words string) string {
	words = strings.TrimSpace(words)
	if ext := path.Ext(words); len(ext) > 2 && len(ext) <= 5 && !strings.ContainsFunc(ext[1:], func(r rune) bool { return r > unicode.MaxASCII || r == ' ' }) {
		words = strings.TrimSuffix(words, ext)
	}
	var b strings.Builder
	for _, r := range script.Plain(words) {
		switch {
		case r == '\'' || r == '’':
		case unicode.IsLetter(r):
			b.WriteRune(r)
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
