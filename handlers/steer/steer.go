// Package steer reads the few words that steer a conversation rather than ask
// for something: what was the question, one step back, skip this, never mind,
// and "no, I mean ...".
package steer

import (
	"strings"
	"unicode"

	"moneytrail/handlers/understand/script"
	"moneytrail/handlers/understand/wording"
)

// Word is what a message wants of the conversation itself.
type Word string

// Words. None is every other message.
const (
	None   Word = ""
	Repeat Word = "repeat"
	Back   Word = "back"
	Skip   Word = "skip"
	Cancel Word = "cancel"
)

// whole are messages of nothing else, without punctuation, simplified and in small letters.
var whole = map[Word]string{
	Repeat: "什么问题|啥问题|刚刚问什么|刚才问什么|刚才问啥|你问什么|你问啥|问的什么|你刚才问什么|刚才问的什么|你问的什么|您问什么|再说一遍|再说一次|再问一遍|重复一下|没看清|什么来着|问到哪了|" +
		"what was the question|whats the question|what was your question|what did you ask|what did you ask me|what did you just ask|what did you just ask me|what were you asking|what was your last question|say that again|say again|repeat|repeat that|repeat the question|repeat please|come again|what question|what was that|again please|pardon",
	Back: "上一步|返回|返回上一步|后退|回上一步|上一题|上一个|back|go back|previous|one step back|step back|previous question",
	Skip: "跳过|跳过这个|跳过这步|不知道|不清楚|不记得|不记得了|忘了|忘记了|想不起来|不晓得|我也不知道|我也不清楚|不确定|我也不确定|不太确定|说不准|拿不准|不好说|没注意|没有小票|没小票|小票丢了|下一个|下一步|" +
		"skip|skip this|skip it|skip that|dont know|i dont know|dunno|i dunno|no idea|not sure|not really sure|im not sure either|im not certain|hard to say|im not sure|i am not sure|cant remember|i cant remember|i dont remember|dont remember|i forgot|forgot|next|i have no slip|no slip",
	Cancel: "取消|算了|不查了|不用查了|不用了|退出|停|停止|别问了|作罢|没事了|" +
		"cancel|never mind|nevermind|nvm|stop|forget it|quit|abort|leave it|exit|no more questions",
}

// words is whole the other way round.
var words = func() map[string]Word {
	out := map[string]Word{}
	for w, list := range whole {
		for phrase := range strings.SplitSeq(list, "|") {
			out[phrase] = w
		}
	}
	return out
}()

// Of reads a message.
func Of(text string) Word {
	s := plain(text)
	for _, form := range []string{s, cut(s, strings.CutPrefix, leads), cut(s, strings.CutSuffix, tails), cut(cut(s, strings.CutPrefix, leads), strings.CutSuffix, tails)} {
		if w, ok := words[form]; ok {
			return w
		}
	}
	return None
}

// denials are whole messages that say no and end nothing.
var denials = map[string]bool{"没有": true, "没": true, "还没": true, "还没有": true, "没有啊": true, "都没有": true, "不是": true, "都不是": true, "不是这个": true,
	"不对": true, "否": true, "不": true, "no": true, "nope": true, "nah": true, "none": true, "none of them": true, "none of these": true, "neither": true,
	"not that": true, "wrong": true, "i dont have one": true, "i dont have it": true, "i have none": true, "not yet": true, "dont have it": true}

// Denies tells a plain no: "没有" answers a question, it does not end it as Cancel does.
func Denies(text string) bool {
	s := plain(text)
	return denials[s] || denials[cut(s, strings.CutSuffix, tails)]
}

// Echoes answers a question that can be said yes or no to in its own words:
// "办好了吗" by "办好了" or "还没办", "Did it work?" by "it worked".
func Echoes(question, answer string) (yes, no bool) {
	q, a := plain(question), plain(answer)
	if a == "" || len([]rune(a)) > 6 && !strings.Contains(a, " ") {
		return false, false
	}
	for _, not := range []string{"还没有", "还没", "没有", "没", "未", "不"} {
		if rest, is := strings.CutPrefix(a, not); is {
			return false, rest == "" || strings.Contains(q, strings.TrimSuffix(rest, "了"))
		}
	}
	switch done := strings.TrimSuffix(a, "了"); {
	case a == "done" || a == "it worked" || a == "it works" || a == "did it" || a == "i did":
		return true, false
	case a == "it did not" || a == "it didnt" || a == "i did not" || a == "i didnt":
		return false, true
	case done != a && done != "":
		return strings.Contains(q, done), false
	}
	return false, false
}

// What may stand before and after such words.
var (
	leads = []string{"please ", "ok ", "sorry ", "那就", "请", "那", "哦", "呃", "好", "麻烦"}
	tails = []string{" please", " thanks", "来着", "谢谢", "吧", "了", "啊", "呢", "呀"}
)

// cut takes the first of the ends that there is off.
func cut(s string, from func(s, end string) (string, bool), ends []string) string {
	for _, end := range ends {
		if rest, ok := from(s, end); ok {
			return strings.TrimSpace(rest)
		}
	}
	return s
}

// plain gives a message in small letters, simplified, without punctuation.
func plain(text string) string {
	var b strings.Builder
	for _, r := range script.Plain(text) {
		switch {
		case r == '\'' || r == '’':
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(r)
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// Corrections: what is meant stands in one group, what is not meant in the other.
var corrections = []struct {
	form  *wording.Form
	meant int
}{
	{wording.MustCompile(`(?i)^(?:no|nope|sorry|oops|wait|actually)?[\s,.!:;-]*(?:it is |it's |it was |i meant? |make it )?(.*\d.*?)[\s,]+(?:and )?(?:not|rather than|instead of) +\S+(?: \S+)?\s*[.!]*$`), 1},
	{wording.MustCompile(`(?i)^(?:no|nope|sorry|oops|wait|actually)?[\s,.!:;-]*not +\S+(?: \S+)?[\s,;]+(?:but|it is|it's|it was|i meant?|make it) +(.+)$`), 1},
	{wording.MustCompile(`^(?:不对|错了|不|说错了|写错了|打错了|搞错了|哦不)?[\s，,。！!：:]*(?:不是|不|非)\s*([^，,。；;]+?)[\s，,；;]*(?:而)?是(.+)$`), 2},
	{wording.MustCompile(`^(?:不对|错了|不|说错了|写错了|打错了|搞错了|哦不)?[\s，,。！!：:]*(?:应该)?是(.+?)[\s，,；;]*(?:不是|而不是|并不是)(.+)$`), 1},
	{wording.MustCompile(`(?i)^(?:no|nope|not that|wrong|sorry|oops|wait|correction|actually|i meant?|my mistake|typo)\b[\s,.!:;-]*(?:sorry|wait|actually)?[\s,.!:;-]*(?:it is|it's|it was|i meant?|make it|should be|that should be|the)?\s*(.+)$`), 1},
	{wording.MustCompile(`^(?:不对不对|不对|错了|不是[\s，,。！!：:、]|说错了|写错了|打错了|搞错了|哦不|更正一下|更正|我是说|我说的是|应该是)[\s，,。！!：:、]*(?:了)?[\s，,]*(?:应该是|我说的是|我是说|是)?\s*(.+)$`), 1},
}

// Corrected gives what a correction means, without what it takes back: of "no,
// 350 not 3500" the 350. ok is false for what corrects nothing.
func Corrected(text string) (meant string, ok bool) {
	text = strings.TrimSpace(text)
	// as long as the text, byte for byte: what is meant is given as it was written
	folded := strings.Map(func(r rune) rune { r, _ = script.Simplify(r); return r }, text)
	for _, c := range corrections {
		if m := c.form.FindStringSubmatchIndex(folded); m != nil && m[2*c.meant] >= 0 {
			if meant = strings.TrimSpace(text[m[2*c.meant]:m[2*c.meant+1]]); meant != "" {
				return meant, true
			}
		}
	}
	return "", false
}

// asks is how questions begin or end.
var asks = wording.MustCompile(`[?？]|(?:吗|呢|么|多少|多少钱)[\s。！!～~]*$|怎么办|(?:^|[，,。！!\s])(?:怎么|为什么|什么|啥|哪|多少|几时)|(?i:^\s*(?:when|where|what|why|how|who|which|can|could|do|does|did|is|are|was|were|will|has|have)\b)`)

// Asks tells whether a message has the form of a question.
func Asks(text string) bool { return asks.MatchString(script.Plain(text)) }

// asksLoosely are questions without their form: the word that asks stands within
// them, or is run together with the next.
var asksLoosely = wording.MustCompile(`去哪|在哪|到哪|什么时候|啥时候|几时|为什么|为啥|怎么|多久|哪一?[天笔家台个]|谁[扣拿收]|是什么|什么意思|(?i:^\s*(?:(?:hi|hello|hey|ok|so|and|but|then|well|or) )*(?:whats|wheres|whos|hows|whens|when|where|what|why|how|who|which|can|could|does|did|is|are|was|were|will)\b|\b(?:why|when|where|who|how much|how long|how come|which one|what for)\s*[.!]*$)`)

// AsksLoosely tells whether a message asks anything, in the form of a question or not.
func AsksLoosely(text string) bool { return Asks(text) || asksLoosely.MatchString(script.Plain(text)) }

// Words of who only asks whether there is anything, and of who says that there is.
var (
	wonders = wording.MustCompile(`有没有|有无|是否有|有什么.*吗|有异常吗|正常吗|安全吗|查一下|查查|检查|看看|帮我看|\b(?:any|is there|are there|were there|was there|have you seen|did you (?:see|notice|find)|do you see|check (?:for|if|whether)|look for|anything)\b`)
	claims  = wording.MustCompile(`不是我|我没|没有刷|盗刷了|被盗|被偷|被骗|偷了|骗了|报警|丢了|多了一笔|冒充|\b(?:stolen|stole|not mine|isnt mine|i did ?nt|i did not|i never|didnt make|robbed|hacked|cheated|scammed|someone|somebody)\b`)
)

// Wonders tells whether a message only asks whether something is wrong, and
// does not say that something is.
func Wonders(text string) bool {
	s := plain(text)
	return wonders.MatchString(s) && !claims.MatchString(s)
}

// Words of who asks whether somebody was at a terminal.
var (
	touched  = wording.MustCompile(`(?:动|碰|摸|拆|换|改|打开)(?:过|了)|动手脚|\b(?:touch\w*|opened|moved|tamper\w*|messed|swapped|replaced|interfered)\b`)
	whether  = wording.MustCompile(`有没有|有无|是否|是不是|(?:吗|没有|没|么)$|^(?:has|have|did|was|were|is|are|could|can you)\b`)
	terminal = wording.MustCompile(`终端|机器|机子|pos|刷卡机|机具|设备|\b(?:terminals?|reader|machines?|devices?|pinpad)\b`)
)

// WondersOfTerminal tells whether a message only asks whether somebody was at a
// terminal, and does not say that somebody was.
func WondersOfTerminal(text string) bool {
	s := plain(text)
	return terminal.MatchString(s) && touched.MatchString(s) && whether.MatchString(s)
}
