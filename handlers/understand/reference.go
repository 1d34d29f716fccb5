package understand

import (
	"bytes"
	"strings"

	"moneytrail/handlers/understand/wording"
)

// refs are the references of a message.
type refs struct {
	last4, rrn, terminal, slip, other string
}

const joint = `\s*(?:[:#.=]|是|为|号|no\.?|number|num|id|code|is|尾数)*\s*[:#]?\s*`

var (
	last4Forms = []*wording.Form{
		wording.MustCompile(`(?:后四位|后4位|末四位|末四码|末4位|末4码|尾四位|尾号|尾数|卡号|卡尾|last four(?: digits)?|last 4(?: digits)?|last4|ending(?: in| with)?|ends(?: in| with)|\bcard)` + joint + `[*x.\s]*(\d{4})\b`),
		wording.MustCompile(`(?:\b\d{4,6}[\s-]*)?(?:[*•]{2,}|x{3,})(?:[\s-]*[*•]{2,})*[\s-]*(\d{4})\b`),
		wording.MustCompile(`\b(\d{4})\s*(?:结尾|尾号|的卡\b|那张卡|这张卡|的那张卡|的尾号)`),
		wording.MustCompile(`\b(\d{4})的卡`),
	}
	rrnWord      = wording.MustCompile(`(?:系统参考号|交易参考号|参考号|参考码|检索号|检索参考号|\brrn\b|\bref(?:erence)?\b)` + joint + `([0-9a-z]{12})\b`)
	rrnBare      = wording.MustCompile(`\b\d{12}\b`)
	slipWord     = wording.MustCompile(`(?:凭证号|凭证|流水号|小票号|票号|\bslip\b|\bvoucher\b|\btrace\b|\bstan\b|\breceipt\b)` + joint + `(\d{4,8})\b`)
	batchWord    = wording.MustCompile(`(?:批次号?|\bbatch\b)` + joint + `(\d{1,8})\b`)
	authWord     = wording.MustCompile(`(?:授权码|授权号|\bauth(?:ori[sz]ation)?(?: code)?\b)` + joint + `([0-9a-z]{6})\b`)
	terminalWord = wording.MustCompile(`(?:终端编号|终端号|终端|机具号|机具|设备号|机器号|pos\s?机?号|机身号|\bterminal\b|\btid\b|\bpos\b|\bdevice\b)` + joint + `([a-z]{0,3}\d{3,10})\b`)
	terminalBare = wording.MustCompile(`\b[a-z]\d{3}(?:\d{4})?\b`)
	orderWord    = wording.MustCompile(`(?:订单编号|商户订单号|订单号|交易单号|交易号|单号|订单|打款号|编号|\border\b|\btransaction\b|\btxn\b|\bpayout\b|\bpayment\b|\binvoice\b)` + joint + `([a-z0-9][a-z0-9_-]{1,63})\b`)
	numberWord   = wording.MustCompile(`(?:采购单号?|采购订单号?|合同编?号|发票号码?|订单编?号|[^凭流]单号|^单号|\bpurchase order\b|\bp\.?o\.? (?:number|no)\b|\border (?:number|no)\b|\binvoice\b|\bcontract (?:number|no)\b)` + joint + `([a-z0-9][a-z0-9_-]{4,63})\b`)
	idWord       = wording.MustCompile(`\b[a-z0-9][a-z0-9_-]*\d[a-z0-9_-]*\b`)
	phoneWord    = wording.MustCompile(`(?:电话|手机号?|热线|\bphone\b|\bcall me\b|\bmobile\b|\bwechat\b|微信号)` + joint + `(\+?\d[\d -]{6,14}\d)`)
	cycleWord    = wording.MustCompile(`\b[td]\s?\+?\s?[0-3]\b`)
)

// readRefs takes the references out of the message: those named by a word
// first, then those that their form tells.
func readRefs(m *message) refs {
	var r refs
	if !bytes.ContainsAny(m.rest, "0123456789") {
		return r
	}
	m.first(phoneWord)
	r.rrn = m.first(rrnWord)
	for _, f := range last4Forms {
		if r.last4 == "" {
			r.last4 = m.first(f)
		}
	}
	r.terminal = m.first(terminalWord)
	r.slip = m.first(slipWord)
	m.first(batchWord)
	m.first(authWord)
	if r.rrn == "" {
		r.rrn = m.first(rrnBare)
	}
	for _, at := range cycleWord.FindAllIndex(m.rest, -1) {
		// T+1 and t1到账 are cycles; a T1 that stands for itself is an id.
		word := m.cased[at[0]:at[1]]
		if strings.Contains(word, "+") || word[0] >= 'a' || opens(m.after(at[1]), "到账", "到帐", "结算", "settl") {
			m.take(at[0], at[1])
		}
	}
	if r.other = m.first(orderWord, withDigit); r.other == "" {
		r.other = m.first(numberWord, m.number)
	}
	if r.terminal == "" {
		r.terminal = m.first(terminalBare, m.capital)
	}
	if r.other == "" {
		r.other = m.first(idWord, m.idLike)
	}
	return r
}

// first takes the first match of a form out of the message and gives its first
// group (all of it if it has none), in the person's own case.
func (m *message) first(form *wording.Form, allow ...func(from, to int, s string) bool) string {
	for _, at := range form.FindAllSubmatchIndex(m.rest, -1) {
		from, to := at[0], at[1]
		if len(at) > 2 {
			from, to = at[2], at[3]
		}
		s := m.cased[from:to]
		if len(allow) > 0 && !allow[0](from, to, s) {
			continue
		}
		m.take(at[0], at[1])
		if form != orderWord && form != idWord && form != numberWord {
			s = strings.ToUpper(s)
		}
		return s
	}
	return ""
}

func digitsIn(s string) (digits, letters int) {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			digits++
		case c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z':
			letters++
		}
	}
	return digits, letters
}

// withDigit: the word after "order" or "transaction" is an id if it is long
// enough in digits, or has letters and digits.
func withDigit(_, _ int, s string) bool {
	digits, letters := digitsIn(s)
	return digits >= 8 || digits > 0 && letters > 0 && !figureLike(s) && !ordinalLike(s)
}

// number: what is called a number is one from five digits on, where no currency follows.
func (m *message) number(_, to int, s string) bool {
	digits, _ := digitsIn(s)
	return digits >= 5 && !dateLike(s) && !moneyLike(s) && !opens(strings.TrimLeft(m.after(to), " "), "元", "块", "圆", "人民币", "rmb", "cny", "yuan")
}

// figureLike: 12k and 1w are amounts.
func figureLike(s string) bool {
	digits, letters := digitsIn(s)
	return letters == 1 && digits == len(s)-1 && strings.ContainsAny(s[len(s)-1:], "kKwW")
}

var unitWord = wording.MustCompile(`(?i)^\d+(?:st|nd|rd|th|am|pm|days?|d|h|hrs?|hours?|mins?|min|m|s|weeks?|wks?|months?|years?|rmb|cny|usd|hkd|eur|gbp|sgd|jpy|twd|mop|yuan|x|g|pcs|times|percent|bps)$`)

func ordinalLike(s string) bool { return unitWord.MatchString(s) }

// capital: K001 in capitals is a terminal.
func (m *message) capital(from, to int, s string) bool {
	return s[0] >= 'A' && s[0] <= 'Z' && s[0] != 'T' && s[0] != 'P' && s[0] != 'A' && from >= 0 && to <= len(m.cased)
}

// idLike tells whether a word of letters and digits is a reference by its form.
func (m *message) idLike(from, to int, s string) bool {
	digits, letters := digitsIn(s)
	if from > 0 && strings.ContainsRune(".,$¥€£", rune(m.text[from-1])) || strings.ContainsAny(m.text[from:to], "_") && digits < 3 {
		return false
	}
	switch {
	case figureLike(s) || ordinalLike(s):
		return false
	case letters == 0:
		return digits >= 13 && digits == len(s) || digits >= 8 && digits == len(s) && !dateLike(s)
	case digits >= 4 && digits+letters >= 6:
		return !moneyLike(s)
	case moneyLike(s) && strings.HasPrefix(m.text[to:], ","): // RM1,250
		return false
	case digits >= 1 && letters <= 2 && s[0] >= 'A' && s[0] <= 'Z' && len(s) <= 6 && digits+letters == len(s):
		return s[len(s)-1] <= '9'
	}
	return false
}

var moneyWord = wording.MustCompile(`(?i)^(?:(?:rmb|cny|usd|hkd|hk|eur|gbp|sgd|jpy|twd|nt|us|mop|rm)\d+|\d+(?:rmb|cny|usd|hkd|eur|gbp|sgd|jpy|twd|mop|yuan|dollars?|euros?|pounds?|bucks))$`)

func moneyLike(s string) bool { return moneyWord.MatchString(s) || looksLikeDay(s) }

var dayWord = wording.MustCompile(`(?i)^(?:20\d{2}-\d{1,2}-\d{1,2}|\d{1,2}-\d{1,2}-20\d{2}|\d{1,2}(?:st|nd|rd|th)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\d{0,4}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\d{1,4})$`)

func looksLikeDay(s string) bool { return dayWord.MatchString(s) }

func dateLike(s string) bool {
	return len(s) == 8 && strings.HasPrefix(s, "20") && s[4:6] >= "01" && s[4:6] <= "12" && s[6:] >= "01" && s[6:] <= "31"
}

var orderNamed = wording.MustCompile(`订单|單號|单号|采购单|合同|发票|编号|\b(?:orders?|invoice|contract|transaction|reference|payout|payment)\b`)

// NamesOrder tells whether a message names something by a reference: by a word for it, or
// because the reference itself looks like nothing else.
func NamesOrder(text, reference string) bool {
	digits, _ := digitsIn(reference)
	return digits >= 8 || digits >= 3 && orderNamed.MatchString(strings.ToLower(text))
}
