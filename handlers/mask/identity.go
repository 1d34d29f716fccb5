package mask

import (
	"regexp"
	"strings"
)

var (
	// GB 11643-1999: six digits of a district, the day of birth, three digits, a check character.
	identity18 = regexp.MustCompile(`[1-8]\d{5}[ -]?(?:18|19|20)\d{2}[ -]?(?:0[1-9]|1[0-2])[ -]?(?:0[1-9]|[12]\d|3[01])[ -]?\d{3}[ -]?[\dx]`)

	// After a word that says so: also the old form of 15 digits, mistyped ones and passports.
	identityNamed = regexp.MustCompile(`(?:身份证(?:号码|号)?|身份號碼|身份證(?:號碼|號)?|证件号(?:码)?|證件號(?:碼)?|护照(?:号码|号)?|護照(?:號碼|號)?|\bid ?card(?: number| no\.?)?|\bid (?:number|no\.?)|identity (?:card|number)(?: number| no\.?)?|passport(?: number| no\.?)?)[\s:：=#是为]{0,5}(?:is )?([a-z]{0,2}\d[\d -]{5,20}[\dx](?:\(\d\))?)`)
)

// provinces are the first two digits of districts.
const provinces = " 11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 "

func identities(p *plain, _ []piece) []piece {
	const sign = "[ID ***]"
	var found []piece
	if p.has("证", "證", "照", "id", "passport") {
		for _, m := range identityNamed.FindAllStringSubmatchIndex(p.text, -1) {
			found = append(found, p.piece(m[2], m[3], sign))
		}
	}
	if p.digits() < 17 {
		return found
	}
	for _, m := range identity18.FindAllStringIndex(p.text, -1) {
		digits := strings.NewReplacer(" ", "", "-", "").Replace(p.text[m[0]:m[1]])
		if p.alone(m[0], m[1]) && strings.Contains(provinces, " "+digits[:2]+" ") && checked(digits) {
			found = append(found, p.piece(m[0], m[1], sign))
		}
	}
	return found
}

// checked is the check character of ISO 7064 MOD 11-2.
func checked(id string) bool {
	sum := 0
	for i := range 17 {
		sum += int(id[i]-'0') * (1 << (17 - i) % 11)
	}
	return id[17] == "10x98765432"[sum%11]
}
