package steer

import "moneytrail/handlers/understand/wording"

// How people set days beside other days.
const (
	dayZh = `(?:上上?|这|本|前|去|今|昨|同期|之前|以前)(?:个)?(?:周|星期|礼拜|月|天|日|年|期)?`
	dayEn = `(?:last|previous|prior|this|the) (?:week|month|day|one|period)|yesterday|today|(?:week|month|day) before`
)

var (
	compares = wording.MustCompile(`比较|对比|相比|比起|环比|同比|比一比|比一下|(?:和|跟|与|同).{1,12}比|^(?:那|那么|请问)?(?:比|较)` + dayZh + `|` + dayZh + `.{0,8}(?:比|对)` + dayZh +
		`|\b(?:compar(?:e|ed|es|ing|ison)|versus|vs)\b|\bagainst (?:` + dayEn + `)\b|\b(?:more|less|better|worse|higher|lower|up|down) (?:than|from|on|over) (?:` + dayEn + `)\b|\b(?:week|month|day) (?:over|on) (?:week|month|day)\b`)
	askedWhy = wording.MustCompile(`为什么|为啥|怎么(?:会|回事|少|多|没|不|还|这么|那么|变)|咋(?:会|回事|少|没)|凭什么|原因|对不上|对得上|流水|小票|合同|费率|\b(?:why|how come|reason|statement of the bank|contract|rate)\b`)
)

// Compares tells whether a message sets the sums of some days beside those of others:
// "上周和这周比呢", "compared with last week?". Who asks why one is less asks something else.
func Compares(text string) bool {
	s := plain(text)
	return compares.MatchString(s) && !askedWhy.MatchString(s)
}
