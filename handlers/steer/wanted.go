package steer

import (
	"regexp"
	"strings"
	"unicode"

	"moneytrail/handlers/understand/script"
	"moneytrail/handlers/understand/wording"
)

// What an agent may ask a merchant for, and the words that bring it.
var sorts = []struct{ asked, brought *wording.Form }{
	{papers, papers},
	{wording.MustCompile(`公户|私户|对公|对私|账户|帐户|户口|户名|户主|开户|卡号|银行|支行|\b(?:accounts?|banks?|branch)\b`),
		wording.MustCompile(`公户|私户|对公|对私|公账|私账|账户|帐户|户口|户名|户主|法人户|开户|卡号|支行|(?:工|农|建|中|交|招|邮|浦发|中信|民生|兴业|光大|平安|华夏|广发|农商)行|银行|\b(?:accounts?|banks?|branch|personal|corporate|business)\b`)},
	{wording.MustCompile(`哪天|哪一天|哪日|几号|几时|什么时候|何时|日期|哪一?[周月年]|哪个(?:星期|礼拜|月)|哪段时间|\b(?:when|dates?|(?:which|what) (?:day|week|month|period)s?)\b`),
		wording.MustCompile(`今天|昨天|前天|明天|[上这下本]个?[周月]|[0-9一二三四五六七八九十]月|周[一二三四五六日天]|星期|礼拜|\d ?[号日]|\d-\d|\b(?:today|yesterday|tomorrow|(?:last|this) (?:week|month)|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september|october|november|december)\b`)},
	{wording.MustCompile(`哪一?[笔单个]|\bwhich (?:one|of|payment|payout|sale|swipe|transaction|order)s?\b`),
		wording.MustCompile(`[0-9一两二三四五六七八九十百千] ?[块元笔]|那[笔单个]|\d{2,}|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day|\b(?:the|that|this) [a-z0-9]+ one\b|\b(?:first|second|last|both|all of them)\b`)},
	{wording.MustCompile(`几台|几笔|几个|几张|多少[台笔个张]|\bhow many\b`),
		wording.MustCompile(`[0-9一两二三四五六七八九十] ?[台笔个张]|\b(?:one|two|three|four|five|both)\b`)},
	{wording.MustCompile(`参考号|单号|流水号|凭证号|终端号|订单号|编号|\b(?:reference|(?:order|slip|terminal|trace) (?:no|number|id))\b`),
		wording.MustCompile(`参考号|单号|流水号|凭证号|终端号|订单号|编号|[0-9a-z]*\d{6}|\b(?:reference|(?:order|slip|terminal|trace) (?:no|number|id))\b`)},
	{wording.MustCompile(`电话|手机|联系方式|\b(?:phone|mobile)\b`),
		wording.MustCompile(`电话|手机|座机|\b(?:phone|mobile|call me)\b`)},
}

// Papers that an agent may ask for, how they are asked for, and what says that
// they came or need not.
var (
	papers = wording.MustCompile(`小票|签购单|签单|单据|凭证|存根|送货单|发货单|物流单|验收单|发票|合同|协议|执照|照片|相片|拍照|拍张|拍一|拍个|图片|截图|扫描件|银行流水|流水单|资料|材料|证明|` +
		`\b(?:slips?|receipts?|invoices?|photos?|pictures?|proofs?|contracts?|agreements?|licen[cs]es?|documents?|papers?|paperwork|screenshots?|delivery notes?|scans?|bank statements?)\b`)
	asksFor = wording.MustCompile(`请|麻烦|发来|发我|发给|发一|发下|发过来|拍|传|提供|补|给我们|需要|要您|还差|还缺|有没有|有.*吗|\b(?:please|pls|send|need|could you|can you|do you have|share|upload|attach|provide|missing)\b`)
	hasCome = wording.MustCompile(`收到|看到了|已经有|不用|不需要|不必|无需|没必要|够了|齐了|\b(?:received|got (?:it|the|your)|have (?:it|your) now|no need|not needed|do not need|dont need|don't need|thanks for)\b`)
)

// Requests tells whether a line asks for something to be sent or told.
func Requests(line string) bool { return asksFor.MatchString(script.Plain(line)) }

// OnlyAsks tells whether a line is nothing but questions: it tells of nothing.
func OnlyAsks(line string) bool {
	rest := strings.TrimSpace(questions.ReplaceAllString(line, ""))
	return strings.ContainsAny(line, "?？") && (rest == "" || courtesy.MatchString(plain(rest)))
}

// questions are sentences that ask, with their mark.
var questions = regexp.MustCompile(`[^。.!！;；\n?？]*[?？]+`)

// WantsPapers tells whether an agent's words ask for a paper, a slip or a photograph.
func WantsPapers(line string) bool {
	if !asksFor.MatchString(script.Plain(line)) {
		return false
	}
	for clause := range strings.FieldsFuncSeq(script.Plain(line), func(r rune) bool { return strings.ContainsRune("。；;!！?？\n，,.", r) }) {
		if papers.MatchString(clause) && !hasCome.MatchString(clause) {
			return true
		}
	}
	return false
}

// Answers weighs how well words answer a line of an agent: what the line asks for
// and they bring, and what both name. Zero tells nothing.
func Answers(line, words string) (weight int) {
	line, words = script.Plain(line), script.Plain(words)
	for _, s := range sorts {
		if s.asked.MatchString(line) && s.brought.MatchString(words) {
			weight += 2
		}
	}
	own := terms(words)
	for term := range terms(line) {
		if own[term] {
			weight++
		}
	}
	return weight
}

// common are words that say nothing of what a line is about.
var (
	common = wording.MustCompile(`请问|请您|您好|你好|我们|你们|他们|咱们|您的|你的|我的|什么|怎么|时候|多少|可以|一下|一般|一个|一张|这个|那个|哪个|这笔|那笔|哪笔|的话|已经|还是|现在|今天|明天|没有|不是|就是|知道|谢谢|麻烦|[请您你我他它的了吗呢吧啊呀是有在就也都还和与或把被给要会能好那这哪很再先]`)
	small  = set(`the and for you your are was were has have had will would can could may might this that these those with from they them their what when which who how please pls hello dear thanks thank
		not but our its did does done send tell need want just now yes sure okay there here about been one day days today tomorrow yesterday payment payments money payout`)
	number = regexp.MustCompile(`\d[\d,]*(?:\.\d+)?`)
)

// terms are the words that name something: pairs of letters in Chinese, words of
// three letters and more, figures.
func terms(s string) map[string]bool {
	out := map[string]bool{}
	for _, n := range number.FindAllString(s, -1) {
		if n = strings.TrimSuffix(strings.ReplaceAll(n, ",", ""), ".00"); len(n) > 1 {
			out[n] = true
		}
	}
	s = common.ReplaceAllString(number.ReplaceAllString(s, " "), " ")
	for w := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) }) {
		letters := []rune(w)
		if letters[0] <= unicode.MaxASCII {
			if len(letters) > 2 && !small[w] {
				out[w] = true
			}
			continue
		}
		for i := range len(letters) - 1 {
			out[string(letters[i:i+2])] = true
		}
	}
	return out
}

var speaksTo = wording.MustCompile(`^(?:@\S|(?:您好|你好|老板|亲爱的|尊敬的|hi\b|hello\b|dear\b|good (?:morning|afternoon|evening)\b))|请.*[您你]|[您你].*请|\b(?:please|pls|could you|can you)\b.*\byour?\b|\byour?\b.*\bplease\b`)

// SpeaksToMerchant tells whether a line of an agent plainly speaks to the merchant.
func SpeaksToMerchant(line string) bool {
	return speaksTo.MatchString(strings.TrimSpace(script.Plain(line)))
}
