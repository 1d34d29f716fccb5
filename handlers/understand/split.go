package understand

import (
	"moneytrail/handlers/understand/script"
	"moneytrail/handlers/understand/wording"
)

// Split is how a message wants figures split, or that it asks what does not tie.
type Split string

// Splits. NoSplit is every other message.
const (
	NoSplit    Split = ""
	ByShop     Split = "shop"
	ByAcquirer Split = "acquirer"
	Gaps       Split = "gaps" // what does not tie, however split
)

// The words of splits: who clears, whose figures, what is amiss with them, and what
// may follow "each shop" where its figures are asked for.
const (
	acquirersZh = `(?:收单(?:机构|行|方|公司)?|机构|渠道|通道|支付公司|支付机构)`
	shopsZh     = `(?:门店|分店|店铺|店|铺)`
	amissZh     = `(?:少|没到|未到|没齐|没收到|差|有问题|异常|不对|对不上|短)`
	figuresZh   = `的?(?:对账|情况|数|账|[到入进]账|[到入进]了?多少|收了?多少|多少|各|$)`
	acquirersEn = `(?:acquirer|acquiring bank|processor|provider|psp|channel|payment company|payment companie)s?`
	shopsEn     = `(?:shop|store|branch|outlet|location)(?:s|es)?`
	amissEn     = `\b.{0,16}\b(?:short|missing|less|not (?:been )?paid|behind|late|wrong|off|problems?|didn'?t)\b`
	figuresEn   = `(?:[ ,.?!]*$|,| (?:for|of|on|in|last|this|yesterday|today|please|and)\b)`
)

// splits are how people ask, the more special first.
var splits = []struct {
	split Split
	form  *wording.Form
}{
	{ByAcquirer, wording.MustCompile(`(?:按|分)(?:个|家|照)?` + acquirersZh + `|(?:各|每)(?:个|家)?` + acquirersZh + figuresZh + `|哪(?:几|些)?(?:家|个|一家)?` + acquirersZh + `.{0,6}` + amissZh + `|` +
		`\b(?:by|per|each|every|split by) ` + acquirersEn + figuresEn + `|\bwhich ` + acquirersEn + amissEn)},
	{ByShop, wording.MustCompile(`(?:按|分)(?:个|家|照)?` + shopsZh + `(?:分|看|列|统计|拆|的|多少|对账|情况|$)|(?:各|每)(?:个|家)?` + shopsZh + figuresZh + `|` +
		`哪几?家` + shopsZh + `?(?:的|钱|款|账|还|也|都|是|又|到现在|昨天|今天|前天)*` + amissZh + `|哪(?:几|些)?(?:个|间)?` + shopsZh + `.{0,6}` + amissZh + `|` +
		`\b(?:by|per|split by|each|every) ` + shopsEn + figuresEn + `|\bwhich (?:` + shopsEn + `|ones?)` + amissEn)},
	{Gaps, wording.MustCompile(`对账.{0,8}(?:差|不平|平不平|平了|平吗|对不上|结果|怎么样|异常|有没有问题)|账.{0,3}(?:对不上|不平|对不平|平不平|平吗)|(?:差异|差额|缺口|长短款).{0,4}(?:多少|是|有|清单|明细|在哪)|(?:有|有没有|多少)(?:差异|差额|缺口)|` +
		`\breconcil\w*|\bdiscrepanc\w*|\b(?:does|do) (?:it|the (?:books|numbers|figures|accounts)) (?:tie|balance|add up|match)\b|\bwhat (?:does not|doesn'?t) (?:tie|match|add up)\b`)},
}

// otherFigures are what else may be asked by shop or of an acquirer: fees and
// rates, things, and customers' refunds.
var otherFigures = wording.MustCompile(`手续费|费率|费用|扣率|终端|机器|机子|设备|快递|员工|客户|客人|顾客|\b(?:fees?|rates?|terminals?|machines?|staff|customers?|guests?)\b`)

// SplitAsked tells how a message wants the merchant's figures split.
func SplitAsked(text string) Split {
	s := script.Plain(text)
	if otherFigures.MatchString(s) {
		return NoSplit
	}
	for _, x := range splits {
		if x.form.MatchString(s) {
			return x.split
		}
	}
	return NoSplit
}
