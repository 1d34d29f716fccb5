// Package card tells the numbers of payment cards from other numbers.
package card

// Digits are decimal digits in ASCII, without blanks or other signs.
type Digits interface{ ~string | ~[]byte }

// Issued tells whether length and first digits are those of a card scheme:
// ISO/IEC 7812-1, with the ranges that the schemes publish. The check digit is
// another matter.
func Issued[D Digits](d D) bool {
	n := len(d)
	if n < 13 || n > 19 {
		return false
	}
	p2 := int(d[0]-'0')*10 + int(d[1]-'0')
	p4 := p2*100 + int(d[2]-'0')*10 + int(d[3]-'0')
	switch {
	case d[0] == '4': // Visa
		return n == 13 || n == 16 || n == 19
	case p2 >= 51 && p2 <= 55, p4 >= 2221 && p4 <= 2720: // Mastercard
		return n == 16
	case p2 == 34, p2 == 37: // American Express
		return n == 15
	case p2 == 62, p2 == 81: // UnionPay
		return n >= 16
	case p4 >= 3528 && p4 <= 3589: // JCB
		return n >= 16
	case p2 == 36, p2 == 38, p2 == 39, p4 >= 3000 && p4 <= 3059: // Diners Club
		return n == 14
	case p4 == 6011, p2 == 65, p4 >= 6440 && p4 <= 6499: // Discover
		return n >= 16
	case p2 == 60, p2 == 63, p2 == 67, p2 == 50, p2 >= 56 && p2 <= 59, p2 == 94, p2 == 95, p2 == 90: // Maestro; older Chinese bank cards
		return n >= 16
	}
	return false
}

// Checks tells whether the last digit is the check digit of the others:
// ISO/IEC 7812-1, annex B (Luhn). Of any numbers one in ten does.
func Checks[D Digits](d D) bool {
	sum := 0
	for i := range len(d) {
		v := int(d[len(d)-1-i] - '0')
		if i%2 == 1 {
			if v *= 2; v > 9 {
				v -= 9
			}
		}
		sum += v
	}
	return sum%10 == 0
}
