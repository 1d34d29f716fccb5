package mask

import (
	"regexp"
	"strings"
)

const secretWords = `密码|密碼|口令|验证码|驗證碼|动态码|動態碼|短信码|短信驗證|\bpin\b(?: code)?|password|passcode|passwd|\bpwd\b|\botp\b|verification code|one[- ]time (?:code|password)|sms code|login code`

var (
	secretWord = regexp.MustCompile(`(?i)` + secretWords)

	// A word, what joins it with the secret, the secret.
	secret = regexp.MustCompile(`(?:` + secretWords + `)((?:[\s"'“”（(]|是|为|為|:|：|=|->|\bis\b|\bwas\b|改成|设为|填)*)([a-z0-9!@#$%^&*_+.-]{3,40})`)
)

func secrets(p *plain, _ []piece) []piece {
	if !p.has("密", "口令", "码", "碼", "短信", "pin", "pass", "pwd", "otp", "code") {
		return nil
	}
	var found []piece
	for _, m := range secret.FindAllStringSubmatchIndex(p.text, -1) {
		joint, word := p.text[m[2]:m[3]], strings.TrimRight(p.text[m[4]:m[5]], ".!")
		told := strings.ContainsAny(joint, ":：=是为為改设填")
		if strings.Trim(word, "*[]") != "" && len(word) >= 3 && (told || strings.ContainsAny(word, "0123456789")) {
			found = append(found, p.piece(m[4], m[4]+len(word), "[****]"))
		}
	}
	return found
}
