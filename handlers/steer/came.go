package steer

import (
	"unicode/utf8"

	"moneytrail/handlers/understand/wording"
)

const (
	paperZh = `(?:照片|相片|图片|图|截图|截屏|文件|资料|材料|小票|签购单|凭证|发票|单据|附件)`
	paperEn = `\b(?:photos?|pictures?|pics?|images?|screenshots?|files?|documents?|papers?|slips?|receipts?|attachments?)\b`
)

var fileCame = wording.MustCompile(paperZh + `.{0,10}(?:收到|看到|拿到|收着)(?:了)?(?:吗|没有|没|么|不)|(?:收到|看到|拿到)(?:了)?(?:我|我的|我发的|我传的|刚才|刚刚|那张|那个|的){0,4}` + paperZh + `(?:了)?(?:吗|没有|没|么)|` +
	`(?:发|传|拍|寄)(?:过去|过来|给你|给你们|给您|给他|给她|上去|了){1,3} ?(?:你|你们|您|他|她|那边)?(?:有没有|到底)?(?:看到|收到|拿到)(?:了)?(?:吗|没有|没|么|不)?$|` +
	`\b(?:did|have|has|does|do|can|could) (?:you|u|he|she|they|your \w+|ur \w+|any\w+|some\w+|the \w+)\b.{0,8}\b(?:get|got|received?|see|seen)\b.{0,14}` + paperEn + `|` + paperEn + `.{0,16}\b(?:arrived?|received|come through|came through|go through|went through|reach(?:ed)? you)\b`)

// AsksFileCame tells whether a message asks if a photograph or a paper came that was sent.
func AsksFileCame(text string) bool {
	s := plain(text)
	return utf8.RuneCountInString(s) <= longestAtWork && !HasFigure(s) && fileCame.MatchString(s) && !sentByOthers.MatchString(s)
}

// sentByOthers are words of papers that nobody sent here: those of customers and banks, and questions of where they go.
var sentByOthers = wording.MustCompile(`银行|客户|客人|顾客|打印|怎么|哪里|\b(?:bank|customers?|clients?|where|how|printer|get me|send me|get my money)\b`)
