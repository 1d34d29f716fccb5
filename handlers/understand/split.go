package understand

import (
	"regexp"

	"moneytrail/handlers/understand/script"
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

// splits are how people ask, the more special first.
var splits = []struct {
	split Split
	form  *regexp.Regexp
}{
	{ByAcquirer, regexp.MustCompile(`(?:按|分|各|每)(?:个|家|照)?(?:收单(?:机构|行|方|公司)?|机构|渠道|通道|支付公司|支付机构)|哪(?:家|个|一家)(?:收单(?:机构|行|方|公司)?|机构|渠道|通道|支付公司|支付机构)|` +
		`\b(?:by|per|each|every|which|split by) (?:acquirer|acquiring bank|processor|provider|psp|channel|payment company)s?\b`)},
	{ByShop, regexp.MustCompile(`(?:按|分|各|每)(?:个|家|照)?(?:门店|分店|店铺|店)(?:分|看|列|统计|拆|的|多少|对账|情况|$)|哪(?:些|几)?(?:家|个|间)(?:店|门店|分店|店铺)?.{0,6}(?:少|没到|未到|差|没齐|有问题|异常|不对|对不上|没收到|短)|` +
		`\b(?:by|per|split by|each) (?:shop|store|branch|outlet|location)(?:s|es)?\b|\bwhich (?:shops?|stores?|branch(?:es)?|outlets?|locations?|ones?)\b.{0,16}\b(?:short|missing|less|not (?:been )?paid|behind|late|wrong|off|problems?|didn'?t)\b`)},
	{Gaps, regexp.MustCompile(`对账.{0,8}(?:差|不平|平不平|平了|平吗|对不上|结果|怎么样|异常|有没有问题)|账.{0,3}(?:对不上|不平|对不平|平不平|平吗)|(?:差异|差额|缺口|长短款).{0,4}(?:多少|是|有|清单|明细|在哪)|(?:有|有没有|多少)(?:差异|差额|缺口)|` +
		`\breconcil\w*|\bdiscrepanc\w*|\b(?:does|do) (?:it|the (?:books|numbers|figures|accounts)) (?:tie|balance|add up|match)\b|\bwhat (?:does not|doesn'?t) (?:tie|match|add up)\b`)},
}

// SplitAsked tells how a message wants the merchant's figures split.
func SplitAsked(text string) Split {
	s := script.Plain(text)
	for _, x := range splits {
		if x.form.MatchString(s) {
			return x.split
		}
	}
	return NoSplit
}
