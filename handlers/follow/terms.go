package follow

import (
	"maps"
	"slices"
	"strings"

	"moneytrail/handlers/understand/script"
	"moneytrail/handlers/understand/wording"
)

// Term is a word of the trade that a text of the product may hold, and whose
// everyday meaning is asked for.
type Term string

// termWords are the ways to write each term, simplified and in small letters.
var termWords = map[Term]string{
	"clearing":   "清算|待清算|已清算|没清算|清算文件|清分|clearing|cleared|not cleared|not cleared yet",
	"settlement": "结算|结算款|结算周期|settlement|settled|settle",
	"payout":     "出款|打款|放款|拨款|payout|payouts|paid out|pay out",
	"cycle":      "t 1|t 0|d 1|t 2|t1|t0|d1|t2|t加1|t n",
	"cutoff":     "截止|截止时间|日切|cut off|cutoff|cut off time",
	"hold":       "风控|风险控制|暂缓|暂缓结算|风险审核|risk control|risk review|on hold|hold|held|under review",
	"reference":  "参考号|rrn|检索参考号|reference|reference number|ref number",
	"last4":      "尾号|后四位|卡尾号|last four|last 4|last four digits",
	"preauth":    "预授权|预授权完成|pre authorisation|pre authorization|preauthorisation|preauthorization|preauth|pre auth",
	"class2":     "二类卡|二类户|二类账户|ii类卡|ii类户|ii类账户|2类卡|2类户|二类|class 2 account|class ii account|class two account|type 2 account",
	"class1":     "一类卡|一类户|一类账户|i类户|1类卡|1类户|class 1 account|class i account|class one account",
	"retrieval":  "调单|retrieval|retrieval request",
	"chargeback": "拒付|chargeback|a chargeback",
	"returned":   "退票|退汇|returned payout|bounced|bounced payment",
	"reserve":    "保证金|风险准备金|留存|rolling reserve|reserve",
	"rate":       "费率|扣率|手续费率|rate|fee rate|mdr",
	"batch":      "批次|批次号|结批|批结算|batch|batch number|close batch|closing the batch",
	"terminal":   "终端|终端号|terminal number|terminal id|tid",
	"merchant":   "商户号|商编|商户编号|merchant number|merchant id|mid",
	"reversal":   "冲正|reversal|reversed",
	"one_sided":  "单边账|单边帐|declined but debited",
	"working":    "工作日|银行工作日|working day|business day|working days|business days",
	"carried":    "结转|carried over|carry over",
}

// termOf is termWords the other way round.
var termOf = func() map[string]Term {
	out := map[string]Term{}
	for term, words := range termWords {
		for w := range strings.SplitSeq(words, "|") {
			out[strings.ReplaceAll(w, " ", "")] = term
		}
	}
	return out
}()

// Terms lists all of them.
func Terms() []Term { return slices.Sorted(maps.Keys(termWords)) }

// ownFigures are words that name something of the merchant's own with its figures
// or its payments: bare "what is the rate" asks for these, not for the meaning.
var ownFigures = wordSet("费率|扣率|手续费率|rate|fee rate|mdr|截止|截止时间|日切|cut off|cutoff|cut off time|结算款|settlement|settle|cleared|not cleared|not cleared yet|" +
	"出款|打款|放款|拨款|payout|payouts|paid out|pay out|on hold|hold|held|under review|保证金|reserve|rolling reserve|退票|退汇|returned payout|bounced|bounced payment|reversed")

func wordSet(words string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.SplitSeq(words, "|") {
		out[strings.ReplaceAll(w, " ", "")] = true
	}
	return out
}

// The forms of a question for a word's meaning: those of meant ask for nothing
// else, those of bare only of words without figures of the merchant's own.
var (
	meant = []*wording.Form{
		wording.MustCompile(`^(?:请问|那|那个|这个|你说的|你们说的|上面的|上面说的)*(?:什么|啥|咩)(?:是|叫|叫做|叫作|系)(.+?)(?:啊|呀|呢|哦)*$`),
		wording.MustCompile(`^(?:请问|那|那个|这个|你说的|你们说的|上面的|上面说的)*(.+?)(?:到底|究竟)?(?:是|系|指)(?:个)?(?:什么|什|啥|乜|咩)(?:意思|东西|来的|玩意|概念)(?:啊|呀|呢|嚟|来|的)*$`),
		wording.MustCompile(`^(?:那|这个|那个)?(.+?)(?:什么意思|啥意思|怎么理解|怎么讲|指什么|指的是什么)(?:啊|呀|呢)*$`),
		wording.MustCompile(`^(?:and |but |so |sorry )*(?:what do you mean by|explain|meaning of|what is the meaning of|what is meant by|define) (?:a |an |the |this |that )*(.+?)(?: exactly| please)*$`),
		wording.MustCompile(`^(?:and |but |so |sorry )*(?:what is|whats|what are|what does) (?:a |an |the |this |that |by )*(.+?) (?:means?|stand for|supposed to mean)(?: exactly| please)*$`),
		wording.MustCompile(`^(?:and |but |so |sorry )*(?:what is|whats) (?:a|an) (.+?)(?: exactly| please)*$`),
	}
	bare = []*wording.Form{
		wording.MustCompile(`^(?:请问|那|那个|这个|你说的|你们说的|上面的|上面说的)*(.+?)(?:到底|究竟)?(?:是|系|指)(?:个)?(?:什么|什|啥|乜|咩)(?:啊|呀|呢|嚟|来|的)*$`),
		wording.MustCompile(`^(?:and |but |so |sorry )*(?:what is|whats|what are|what does) (?:the |this |that |by )*(.+?)(?: exactly| please)*$`),
	}
)

// termIn gives the term that a message asks the meaning of, "" none.
func termIn(text string) Term {
	said := strings.TrimSpace(script.Longhand(script.Words(script.Plain(text))))
	joined := said
	if strings.ContainsFunc(said, func(r rune) bool { return r > 0x2e80 }) {
		joined = strings.ReplaceAll(said, " ", "")
	}
	word := func(forms []*wording.Form, fits func(string) bool) Term {
		for _, form := range forms {
			if g := form.FindStringSubmatch(joined); g != nil {
				w := strings.ReplaceAll(g[1], " ", "")
				if t, ok := termOf[w]; ok && fits(w) {
					return t
				}
			}
		}
		return ""
	}
	if t := word(meant, func(string) bool { return true }); t != "" {
		return t
	}
	return word(bare, func(w string) bool { return !ownFigures[w] })
}
