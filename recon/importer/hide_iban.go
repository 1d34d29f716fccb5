package importer

import "strings"

// ibans are the countries of the IBAN register and the lengths of their numbers.
const ibans = "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 " +
	"FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 " +
	"LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 " +
	"SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30"

// hideAccounts replaces international account numbers in text by their last
// four characters. Creditor references (RF..) are no account numbers.
func hideAccounts(s string) string {
	if len(s) < 15 {
		return s
	}
	var out strings.Builder
	done := 0
	for i := 0; i+15 <= len(s); i++ {
		if !upper(s[i]) || i > 0 && isWord(s[i-1]) {
			continue
		}
		n := iban(s[i:])
		if n == 0 {
			continue
		}
		out.WriteString(s[done:i])
		out.WriteString("****")
		out.WriteString(s[i+n-4 : i+n])
		done = i + n
		i = done - 1
	}
	if done == 0 {
		return s
	}
	out.WriteString(s[done:])
	return out.String()
}

// iban gives the length of the account number that s begins with, 0 if there is none.
func iban(s string) int {
	at := strings.Index(ibans, s[:2])
	if at < 0 || at%5 != 0 || !isDigit(s[2]) || !isDigit(s[3]) {
		return 0
	}
	n := int(ibans[at+2]-'0')*10 + int(ibans[at+3]-'0')
	if len(s) < n || len(s) > n && isWord(s[n]) {
		return 0
	}
	rest := 0
	for k := range n {
		switch c := s[(k+4)%n]; {
		case isDigit(c):
			rest = (rest*10 + int(c-'0')) % 97
		case upper(c):
			rest = (rest*100 + int(c-'A') + 10) % 97
		default:
			return 0
		}
	}
	if rest != 1 {
		return 0
	}
	return n
}

func upper(c byte) bool { return c >= 'A' && c <= 'Z' }
