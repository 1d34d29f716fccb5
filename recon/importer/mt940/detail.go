package mt940

import "strings"

// detail is what a :86: says of the payment.
type detail struct {
	references    []string
	text          string
	account, name string // of the other side
	reason        string // why it came back
}

// fullLine is the width of :86: lines: a longer text goes on in the next one,
// in the middle of a word if need be.
const fullLine = 65

// read86 reads the three ways in which banks write a :86:: numbered subfields
// (Germany, Poland: 166?00...?20...), code words between slashes (Netherlands:
// /EREF/.../REMI/...), and free text.
func read86(lines []string) detail {
	if len(lines) == 0 {
		return detail{}
	}
	joined := strings.TrimSpace(strings.Join(lines, ""))
	switch {
	case len(joined) > 6 && digits(joined[:3]) && strings.IndexByte("?<>~^|*+", joined[3]) >= 0 && digits(joined[4:6]):
		return numbered(joined)
	case strings.HasPrefix(joined, "/") && strings.Count(joined, "/") > 1:
		return worded(joined)
	}
	var b strings.Builder
	for i, line := range lines {
		b.WriteString(line)
		if i < len(lines)-1 && len(line) < fullLine {
			b.WriteByte(' ')
		}
	}
	return detail{text: b.String()}
}

// numbered reads subfields: 00 the bank's words, 20-29 and 60-63 the payer's,
// 30 bank, 31 account, 32 and 33 name, 38 IBAN.
func numbered(s string) detail {
	var d detail
	var own, purpose, number, iban string
	for _, sub := range strings.Split(s[4:], s[3:4]) {
		if len(sub) < 2 || !digits(sub[:2]) {
			purpose += s[3:4] + sub // the separator stood in the text
			continue
		}
		value := sub[2:]
		switch code := sub[:2]; {
		case code == "00":
			own = value
		case code >= "20" && code <= "29" || code >= "60" && code <= "63":
			purpose += value
			if len(value) < 27 { // a full one goes on in the next
				purpose += " "
			}
		case code == "31":
			number = value
		case code == "32" || code == "33":
			d.name += value
		case code == "38":
			iban = value
		}
	}
	d.account = strings.Join(strings.Fields(iban), "")
	if d.account == "" {
		d.account = strings.Join(strings.Fields(number), "")
	}
	d.name = strings.TrimSpace(d.name)
	d.text = strings.TrimSpace(own + " " + purpose)
	for _, word := range []string{"EREF+", "KREF+"} {
		if _, after, ok := strings.Cut(purpose, word); ok {
			d.references = append(d.references, untilWord(after))
		}
	}
	if _, after, ok := strings.Cut(purpose, "RTRN+"); ok {
		d.reason = untilWord(after)
	}
	return d
}

// untilWord cuts at the next code word of four letters and a plus.
func untilWord(s string) string {
	for i := 0; i+5 <= len(s); i++ {
		if s[i+4] == '+' && strings.Trim(s[i:i+4], "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" {
			return strings.TrimSpace(s[:i])
		}
	}
	return strings.TrimSpace(s)
}

// worded reads /CODE/value/: references, the return code, the other side.
func worded(s string) detail {
	d := detail{text: s}
	for _, code := range []string{"EREF", "PREF", "IREF"} {
		if v := slash(s, code); v != "" {
			d.references = append(d.references, v)
		}
	}
	d.reason = slash(s, "RTRN")
	if _, after, ok := strings.Cut(s, "/CNTP/"); ok {
		parts := strings.SplitN(after, "/", 4) // account, BIC, name
		d.account = strings.Join(strings.Fields(parts[0]), "")
		if len(parts) > 2 {
			d.name = strings.TrimSpace(parts[2])
		}
	}
	if v := slash(s, "IBAN"); v != "" && d.account == "" {
		d.account = strings.Join(strings.Fields(v), "")
	}
	if v := slash(s, "NAME"); v != "" && d.name == "" {
		d.name = v
	}
	return d
}

// slash gives the value of a code word.
func slash(s, code string) string {
	_, after, ok := strings.Cut(s, "/"+code+"/")
	if !ok {
		return ""
	}
	return strings.TrimSpace(after[:untilCode(after)])
}

// codeWords are those of Dutch and Austrian banks.
const codeWords = " EREF PREF IREF MARF KREF RREF CSID CNTP REMI RTRN TRCD TRTP PURP ULTC ULTD ULTB CHGS EXCH OCMT ISDT NRTX BENM ORDP IBAN BIC NAME ID ADDR ACCT SVWZ "

// untilCode gives the length of a value: to two slashes, the next code word, or the last slash.
func untilCode(s string) int {
	for i := 0; i < len(s); i++ {
		if s[i] != '/' {
			continue
		}
		next, _, more := strings.Cut(s[i+1:], "/")
		if next == "" || more && strings.Contains(codeWords, " "+next+" ") {
			return i
		}
	}
	return len(s)
}
