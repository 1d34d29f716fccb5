package card

// Shortest and longest numbers that Numbers gives, in digits. Visa has numbers of 13 digits
// in its ranges, but gives out none any more: numbers of that length among ids
// are milliseconds since 1970 and goods (EAN-13), and to cut one in ten of those
// would cost more ids than it hides cards. In free text they are hidden too.
const (
	Shortest = 14
	longest  = 19
)

// Numbers gives where numbers as long as those of cards stand in a text, with
// no letter or further digit beside them.
func Numbers(s string, yield func(from, to int)) {
	for i := 0; i+Shortest <= len(s); {
		if !digit(s[i]) {
			i++
			continue
		}
		end := i + 1
		for end < len(s) && digit(s[end]) {
			end++
		}
		if n := end - i; n >= Shortest && n <= longest && (i == 0 || !letter(s[i-1])) && (end == len(s) || !letter(s[end])) {
			yield(i, end)
		}
		i = end
	}
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// Dated tells numbers that payment companies make of a day, as 261120 and ten
// digits behind it, which begin like the newer ones of Mastercard.
func Dated[D Digits](d D) bool {
	month, day := string(d[2:4]), string(d[4:6])
	return d[0] == '2' && month >= "01" && month <= "12" && day >= "01" && day <= "31"
}

// Cut leaves of the numbers in a text that may be of cards the first six and the
// last four digits: of those that have a card's length, first digits and check
// digit, and that only allows. nil allows all.
func Cut(s string, allows func(number string) bool) string {
	var out []byte
	Numbers(s, func(from, to int) {
		d := s[from:to]
		if !Issued(d) || Dated(d) || !Checks(d) || allows != nil && !allows(d) {
			return
		}
		if out == nil {
			out = []byte(s)
		}
		for i := from + 6; i < to-4; i++ {
			out[i] = '*'
		}
	})
	if out == nil {
		return s
	}
	return string(out)
}

// Same tells whether two references are one, where what one file shows of a
// number let it pass for a card's, which was cut, and what another shows did
// not. Whole ones are the same only if they are equal.
func Same(a, b string) bool {
	return a == b || len(a) == len(b) && (Cut(a, nil) == b || a == Cut(b, nil))
}
