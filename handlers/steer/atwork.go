package steer

import (
	"strings"
	"unicode/utf8"

	"moneytrail/handlers/understand/script"
	"moneytrail/handlers/understand/wording"
)

// longestAtWork is the most characters of a message that asks no more than who is at work.
const longestAtWork = 60

var (
	atWork = wording.MustCompile(`(?:同事|工作人员|客服|人工|你们|专员|坐席)[^我钱]{0,10}(?:上班|上不上班|下班|值班|值不值班|在岗|当班|在班|休息|放假|休假|请假|在公司)|(?:今天|明天|周末|周[一二三四五六日天]|星期.|节假日|现在|晚上|几点|什么时候).{0,6}(?:同事|工作人员|客服|人工|你们).{0,4}(?:在|上班|值班|休息)|` +
		`\b(?:colleagues?|agents?|support|team|staff|human|you guys)\b.{0,24}\b(?:working|works?|on duty|at work|on shift|available|online|in the office|off|on holiday|on leave|in) ?(?:today|now|right now|tomorrow|tonight|this week|on weekends?|at weekends?|this weekend|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|already|still)*$|` +
		`\b(?:your|support|team) (?:office |working |support )?hours\b|\bwhat (?:hours|time) (?:do|are) (?:you|your|the) (?:guys |team |support |colleagues? |agents? |staff )*(?:work|open|start|on|there)`)
	workAsked = wording.MustCompile(`吗|么|没有|呢$|不|几|什么|谁|何|多久|哪|^(?:so |and |hi |hello |btw |ok |but ){0,3}(?:is|are|does|do|when|who|what|which|how|will|can)\b`)
	otherWork = wording.MustCompile(`银行|网点|柜台|门店|本店|我们店|店里|装机|机器|终端|\b(?:bank|branch|shop|store|terminal|pos|machine)\b`)
)

// AsksAtWork tells whether a message asks if the support team is at work, or one of
// it by name. The hours of a bank or a shop are something else.
func AsksAtWork(text string, names ...string) bool {
	for _, n := range names {
		if n = script.Plain(strings.TrimSpace(n)); n != "" {
			text = strings.ReplaceAll(script.Plain(text), n, " colleague 客服 ")
		}
	}
	s := plain(text)
	if utf8.RuneCountInString(s) > longestAtWork || HasFigure(s) || otherWork.MatchString(s) || !atWork.MatchString(joinChinese(s)) && !atWork.MatchString(s) {
		return false
	}
	return strings.ContainsAny(text, "?？") || workAsked.MatchString(s)
}

// joinChinese takes the blanks out of a message, for forms of Chinese words.
func joinChinese(s string) string { return strings.ReplaceAll(s, " ", "") }
