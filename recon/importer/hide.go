package importer

import (
	"strconv"
	"strings"
	"unicode"

	"moneytrail/recon/card"
	"moneytrail/recon/record"
)

// quoteValue prints a value for a message: shortened, control characters
// escaped, card numbers masked.
func quoteValue(s string) string {
	s = hideCards(s, false)
	if r := []rune(s); len(r) > 40 {
		s = string(r[:40]) + "..."
	}
	return strconv.Quote(s)
}

// quoteAccount prints no more of an account number than its last four.
func quoteAccount(s string) string {
	if n := len(s); n > 4 && isASCII(s[n-4:]) {
		return strconv.Quote("*" + s[n-4:])
	}
	return `"*"`
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 || s[i] < ' ' {
			return false
		}
	}
	return true
}

// hideCards replaces card numbers in text by their last four digits. With
// accountsOnly it hides the numbers of Chinese bank cards only, and what stands
// in fours as on a card, as bank memos carry long references that must stay
// readable: cardColumn knows the others.
func hideCards(s string, accountsOnly bool) string {
	if !longNumber(s) {
		return s
	}
	var out strings.Builder
	done := 0
	for i := 0; i < len(s); {
		if !isDigit(s[i]) || i > 0 && isWord(s[i-1]) {
			i++
			continue
		}
		end, digits, cuts, fours := i, make([]byte, 0, 20), 0, true
		for j := i; j < len(s); j++ {
			switch {
			case isDigit(s[j]):
				digits = append(digits, s[j])
				end = j + 1
				continue
			case (s[j] == ' ' || s[j] == '-') && j+1 < len(s) && isDigit(s[j+1]):
				cuts++
				fours = fours && len(digits) == 4*cuts
				continue
			}
			break
		}
		fours = fours && cuts > 0 && len(digits) <= 4*(cuts+1)
		if n := identity(s[i:]); n > 0 { // of a person: nothing of it is kept
			out.WriteString(s[done:i])
			out.WriteString("****")
			done, i = i+n, i+n
			continue
		}
		if (end == len(s) || !isWord(s[end])) && isCard(digits, accountsOnly && !fours) {
			out.WriteString(s[done:i])
			out.WriteString("****")
			out.Write(digits[len(digits)-4:])
			done = end
		}
		i = end
	}
	if done == 0 {
		return s
	}
	out.WriteString(s[done:])
	return out.String()
}

// longNumber tells whether digits enough for a card number stand together, with
// single blanks or dashes between them and no letter before them.
func longNumber(s string) bool {
	n, word := 0, false // digits that stand together; they belong to a word
	for i := 0; i < len(s) && n+len(s)-i >= 13; i++ {
		switch c := s[i]; {
		case isDigit(c):
			if n++; n == 13 && !word {
				return true
			}
		case c == ' ' || c == '-':
			if i == 0 || !isDigit(s[i-1]) || word {
				n, word = 0, false
			}
		default:
			n, word = 0, isWord(c) && c != '_'
		}
	}
	return false
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isWord(c byte) bool {
	return isDigit(c) || c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// identity gives the length of the Chinese identity number that s begins with,
// 0 if there is none: 17 digits with a day of birth in them, and a check mark.
func identity(s string) int {
	const marks = "10X98765432"
	weights := [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	if len(s) < 18 || len(s) > 18 && isWord(s[18]) {
		return 0
	}
	sum := 0
	for i, w := range weights {
		if !isDigit(s[i]) {
			return 0
		}
		sum += w * int(s[i]-'0')
	}
	mark := s[17]
	if mark == 'x' {
		mark = 'X'
	}
	if marks[sum%11] != mark || s[6:8] != "19" && s[6:8] != "20" {
		return 0
	}
	month, ok1 := number(s[10:12])
	day, ok2 := number(s[12:14])
	if !ok1 || !ok2 || month < 1 || month > 12 || day < 1 || day > 31 {
		return 0
	}
	return 18
}

func isCard(d []byte, accountsOnly bool) bool {
	if accountsOnly && (len(d) < 16 || string(d[:2]) != "62") {
		return false
	}
	return card.Issued(d) && card.Checks(d) && !card.Dated(d)
}

// sealed gives what the product keeps of an account number.
func sealed(b Book, account string) record.Account {
	plain := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '-' {
			return -1
		}
		return unicode.ToUpper(r)
	}, account)
	if plain == "" {
		return record.Account{}
	}
	if b != nil {
		return b.Seal(plain)
	}
	return record.Account{Last4: lastFour(plain)}
}

// destroyed tells a number that a spreadsheet rewrote as 6.2E+18.
func destroyed(s string) bool {
	if strings.IndexByte(s, '+') < 0 {
		return false
	}
	i := strings.IndexAny(s, "eE")
	if i < 1 || i+2 > len(s)-1 || s[i+1] != '+' {
		return false
	}
	for _, c := range []byte(s[:i] + s[i+2:]) {
		if !isDigit(c) && c != '.' && c != ',' {
			return false
		}
	}
	return true
}
