package mask

import (
	"regexp"
	"strings"
)

var (
	mobile = regexp.MustCompile(`(?:(?:\+|00)?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}`)

	// With a country's number in front.
	abroad = regexp.MustCompile(`\+[1-9]\d{0,2}[ -]?\(?\d{1,4}\)?(?:[ -]?\d{2,4}){2,4}`)

	// Any number that is called one.
	called = regexp.MustCompile(`(?:电话|電話|座机|固话|手机|手機|热线|传真|联系方式|致电|\btel(?:ephone)?|\bphone|\bmobile|\bcell|\bfax|\bwhatsapp|\bcall (?:me|us)|\bring me)(?:号码|号|號碼|號| number| no\.?| at| on)?[\s:：=.#是为]{0,5}(?:is )?(\+?\(?\d[\d() -]{5,18}\d)`)

	// Words after which a number is a reference, whatever it looks like.
	reference = regexp.MustCompile(`(?:单号|單號|订单|訂單|流水号?|参考号|參考號|交易号|编号|批次号?|凭证号?|终端号?|商户号?|商戶號?|运单|rrn|ref(?:erence)?(?: no\.?| number)?|order(?: no\.?| number| id)?|trace|batch|slip|terminal|merchant|mid|tid|txn|transaction(?: id)?|invoice|id)[\s:：=#.是为]{0,3}$`)

	// Amounts named by a sign before them.
	money = regexp.MustCompile(`(?:[$¥￥€£]|rmb|cny|usd|hkd)\s?$`)
)

func phones(p *plain, _ []piece) []piece {
	var found []piece
	add := func(from, to int) {
		digits := onlyDigits(p.text[from:to])
		if len(digits) < 7 || len(digits) > 15 || service(digits) {
			return
		}
		found = append(found, p.piece(from, to, "[tel ***"+digits[len(digits)-2:]+"]"))
	}
	if p.digits() < 7 {
		return nil
	}
	if p.has("电", "電", "机", "機", "座", "固", "线", "传", "联系", "tel", "phone", "mobile", "cell", "fax", "whatsapp", "call", "bring") {
		for _, m := range called.FindAllStringSubmatchIndex(p.text, -1) {
			add(m[2], m[3])
		}
	}
	for _, re := range []*regexp.Regexp{mobile, abroad} {
		if re == abroad && !p.has("+") || p.digits() < 8 || re == mobile && (p.digits() < 11 || !p.has("1")) {
			continue
		}
		for _, m := range re.FindAllStringIndex(p.text, -1) {
			before := p.text[max(0, m[0]-24):m[0]]
			if p.alone(m[0], m[1]) && !reference.MatchString(before) && !money.MatchString(before) {
				add(m[0], m[1])
			}
		}
	}
	return found
}

// digits counts the digits of a text.
func (p *plain) digits() int { return p.count }

// service tells the numbers of firms that anyone may call.
func service(digits string) bool {
	return len(digits) == 10 && (strings.HasPrefix(digits, "400") || strings.HasPrefix(digits, "800"))
}

func onlyDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}
