package mask

import "regexp"

var (
	maskedCard = regexp.MustCompile(`\*{4}\d{4}`)

	// What is written right after a card number: month and year, security code.
	afterCard = regexp.MustCompile(`^[\s,;:/|、，。;]{0,4}((?:0[1-9]|1[0-2])[ /.-]?(?:20)?(?:2[4-9]|3\d|4[0-5]))?\b[\s,;:/|、，]{0,4}(\d{3,4})?\b`)

	expiry = regexp.MustCompile(`(?:有效期至?|有效日期|到期日?|exp(?:iry|ires|iration)?(?: date)?|valid (?:thru|until|to)|good thru)[\s:：=.是为]{0,4}((?:0?[1-9]|1[0-2])\s?[/.年-]?\s?(?:20)?\d{2}(?:月)?|20\d{2}\s?[/.年-]\s?(?:0?[1-9]|1[0-2])月?|\d{2}年(?:0?[1-9]|1[0-2])月)`)

	cvv = regexp.MustCompile(`(?:\bcvv2?|\bcvc2?|\bcvn2?|\bcid\b|security code|安全码|校验码|背面(?:的)?(?:后|末)?[三3]位(?:数字|数)?)[\s:：=.#是为is]{0,5}(\d{3,4})`)
)

// besideCards finds what belongs to a card: the expiry and the security code
// where they are named, and unnamed right after a whole card number.
func besideCards(p *plain, cards []piece) []piece {
	var found []piece
	named := func(re *regexp.Regexp, sign string) {
		for _, m := range re.FindAllStringSubmatchIndex(p.text, -1) {
			if m[3] == len(p.text) || !isDigit(p.text[m[3]]) {
				found = append(found, p.piece(m[2], m[3], sign))
			}
		}
	}
	if p.has("期", "exp", "valid", "thru") {
		named(expiry, "[**/**]")
	}
	if p.has("cv", "cid", "code", "码", "位") {
		named(cvv, "[***]")
	}
	for _, c := range cards {
		start := p.byteOf(c.to)
		m := afterCard.FindStringSubmatchIndex(p.text[start:])
		if m == nil || m[2] < 0 {
			continue
		}
		found = append(found, p.piece(start+m[2], start+m[3], "[**/**]"))
		if m[4] >= 0 {
			found = append(found, p.piece(start+m[4], start+m[5], "[***]"))
		}
	}
	return found
}

// byteOf gives the first byte of the folded text at or after a rune of the original.
func (p *plain) byteOf(r int) int {
	for i, at := range p.at {
		if at >= r {
			return i
		}
	}
	return len(p.text)
}
