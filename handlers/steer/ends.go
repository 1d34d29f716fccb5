package steer

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// End is what a message says of the end of what the support team works on.
type End int

// Ends. A bare "never mind" is none of them: it ends a question, not a case.
const (
	NoEnd     End = iota
	EndNamed      // somebody says of something that it is over: "取消C-1002"; which, the message has to name
	EndThis       // it is settled, or not to be looked at any more, whatever it was
	EndArrive     // the money came
	EndAll        // all of it is over: "都取消吧"
)

var (
	endAll = regexp.MustCompile(`(?:都|全部|全都|统统|所有的?|两个|两张)(?:问题单|工单|单子|的)?(?:给我|帮我|可以|已经)?(?:取消|关掉|关了|关闭|撤销|撤了|不用了|不用查|不用办|不查了|解决了|处理好了|搞定了|结束|结掉)|(?:取消|关掉|关闭|撤销)(?:掉)?(?:所有|全部)|` +
		`\b(?:cancel|close|drop|forget|withdraw) (?:them all|all|everything|both)\b|\b(?:all|both)(?: of them| cases| tickets)?(?: are| is)? (?:settled|solved|resolved|done with|fixed|sorted)\b`)
	endWord = regexp.MustCompile(`取消|撤销|撤了|撤回|关掉|关闭|关了|结案|结了|不用(?:再)?(?:查|办|处理|管|跟进|看|麻烦)?了|不查了|不办了|不需要了|不必了|作罢|解决了|处理好了|搞定了|弄好了|办好了|没事了|到账了|到了|` +
		`\b(?:cancel|close|drop|withdraw|settled|solved|resolved|sorted|fixed|done|over|finished|no longer needed|not needed|no need|never mind|nevermind|forget)\b`)
	endCase = regexp.MustCompile(`工单|问题单|单子|这单|那单|(?:这|那)(?:张|个)单|\b(?:cases?|tickets?)\b`)
	endThis = regexp.MustCompile(`^(?:好了|好|ok|谢谢|那|你好|问题|事情|这件事|那件事|这个|那个|已经|现在|都|我的){0,4}(?:解决|处理好|搞定|弄好|办好|结束)了(?:谢谢|多谢|感谢|吧|啦|哈|不用管了|不用查了|您|你| ){0,4}$|` +
		`^(?:ok |okay |thanks |hi |great |all good )*(?:it is|its|thats|that is|the problem is|the issue is|my problem is|this is|everything is|problem|issue|case)(?: all| now| been)? (?:settled|solved|resolved|sorted|fixed|closed)(?: now| already| out| thanks| thank you| for me)*$`)
	endLook = regexp.MustCompile(`不用(?:再)?(?:查|办|处理|管|跟进)了|不查了|别查了|\b(?:no need|no longer need|dont need|do not need|never mind|nevermind|forget it)\b`)
	arrives = regexp.MustCompile(`(?:钱|款|款子|货款|那笔|这笔|工资|已经|终于|刚刚|刚才|刚|都|全|全部|现在|元|块|\d)(?:已经|都|也|刚|刚刚|终于|全|全部)*(?:到账|到帐|入账|入帐|进账|到卡里|到卡上|收到|到手|到)(?:了|啦|咯|喽)|(?:收到|到账)(?:钱|款|货款)?了|` +
		`\b(?:money|payment|payout|payouts|funds|deposit|it|everything|that|\d+)(?: has| have| s| is| did| just| now| finally| already| all| been){0,3} (?:came|come|arrived|landed|received|credited|is here|is in|turned up|showed up|came in|came through)\b|\b(?:got|received) (?:the|my|our) (?:money|payment|payout|funds)\b|\bgot paid\b`)
	// open is in what is not over, or asked, or said of others.
	stillOpen = regexp.MustCompile(`没|未|不对|少了|少|但|可是|不过|只|就|别人|隔壁|他们|为什么|怎么|什么时候|几时|多久|吗|么$|呢$|能不能|是不是|是否|如果|要是|等|才|再|又|预授权|订单|退款|退货|拒付|撤单|` +
		`\b(?:not|no money|never came|isnt|hasnt|havent|didnt|wasnt|but|only|less|short|wrong|missing|why|when|where|if|until|once|others?|preauth|pre|authorisation|authorization|order|refund|chargeback)\b|^(?:has|have|did|is|was|do|does|can|could|will)\b`)
	endLead = regexp.MustCompile(`不用(?:再)?|没事了|不查了|never mind|nevermind`)
)

// longestEnd is the most characters of a message that says no more than that it is over.
const longestEnd = 60

// EndsCase reads whether a message says that what the support team works on is
// over. Whether there is anything, and which it is, is for who asks to know.
func EndsCase(text string) End {
	s := plain(text)
	if utf8.RuneCountInString(s) > longestEnd || strings.ContainsAny(text, "?？") || Of(text) == Cancel {
		return NoEnd
	}
	if rest := endLead.ReplaceAllString(s, ""); stillOpen.MatchString(rest) {
		return NoEnd
	}
	switch {
	case endAll.MatchString(s):
		return EndAll
	case arrives.MatchString(s):
		return EndArrive
	case endThis.MatchString(s), endLook.MatchString(s) && endCase.MatchString(s):
		return EndThis
	case endWord.MatchString(s):
		return EndNamed
	}
	return NoEnd
}

// EndsLooking tells whether it is said that nobody needs to look any more.
func EndsLooking(text string) bool { return endLook.MatchString(plain(text)) }
