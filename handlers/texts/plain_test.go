package texts

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// staffOnly are the beginnings of the names of texts that no merchant reads.
var staffOnly = []string{"desk.", "card.", "card_status.", "card_reason.", "fact.", "sign_name."}

func forStaff(id string) bool {
	return slices.ContainsFunc(staffOnly, func(s string) bool { return strings.HasPrefix(id, s) })
}

// Nothing that a merchant reads teaches how to get round the checks on
// payments, in whatever language.
var evading = []string{
	"套现", "套現", "分单", "分單", "拆分", "拆单", "拆單", "小额多笔", "小額多筆", "多刷几笔", "多刷幾筆", "绕开", "繞開", "绕过", "繞過", "规避", "規避", "避开风控", "避開風控", "逃避", "换个商户号", "換個商戶編號", "改签名", "刷自己的卡",
	"cash out", "split the", "split it", "smaller amounts", "several smaller amounts", "several smaller payments", "bypass", "get around", "get round", "work around", "avoid the limit", "avoid the check", "avoid detection", "below the limit", "under the limit", "stay under",
}

// secrets are what must be asked of nobody, refused what a sentence that names one says of it.
var (
	secrets  = regexp.MustCompile(`(?i)完整(卡号|卡號)|密码|密碼|验证码|驗證碼|安全码|安全碼|有效期|full card number|password|\bpin\b|\bcvv\b|sms code|security code|expiry`)
	sentence = regexp.MustCompile(`= ".*[\p{Han} ].*"`)
	refused  = regexp.MustCompile(`(?i)不|别|別|没有|沒有|遮|改掉|修改|换|換|never|not |nobody|n't|\bno |no_password|没|沒|盖住|蓋住|cover|mask|change`)
)

func TestNoTextTeachesEvasion(t *testing.T) {
	c := catalog(t)
	for _, lang := range c.Languages() {
		for id, text := range raw(c, lang) {
			if forStaff(id) {
				continue
			}
			for _, w := range evading {
				if strings.Contains(strings.ToLower(text), w) {
					t.Errorf("%s: %s says %q: %s", lang, id, w, text)
				}
			}
		}
	}
}

// The steps of playbooks are texts too.
func TestNoPlaybookTeachesEvasionOrAsksForASecret(t *testing.T) {
	var names []string
	for _, pattern := range []string{"../playbooks/*.toml", "../playbooks/*/*.toml"} {
		more, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, more...)
	}
	if len(names) < 20 {
		t.Fatalf("only %d playbooks", len(names))
	}
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range strings.Split(string(raw), "\n") {
			if strings.HasPrefix(line, "#") {
				continue
			}
			for _, w := range evading {
				if strings.Contains(strings.ToLower(line), w) {
					t.Errorf("%s says %q: %s", name, w, line)
				}
			}
			if sentence.MatchString(line) && secrets.MatchString(line) && !refused.MatchString(line) {
				t.Errorf("%s names a secret and does not refuse it: %s", name, line)
			}
		}
	}
}

// onlyNames are texts that are no sentences: they name what was masked.
var onlyNames = []string{"masked.card", "masked.code", "masked.expiry", "masked.identity", "masked.phone", "masked.secret"}

func TestNoTextAsksForASecret(t *testing.T) {
	c := catalog(t)
	named := 0
	for _, lang := range c.Languages() {
		for id, text := range raw(c, lang) {
			for _, sentence := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("。；;\n!！?？", r) }) {
				if !secrets.MatchString(sentence) || slices.Contains(onlyNames, id) || forStaff(id) {
					continue
				}
				named++
				if !refused.MatchString(sentence) {
					t.Errorf("%s: %s names a secret and does not refuse it: %s", lang, id, sentence)
				}
			}
		}
	}
	if named < 12 {
		t.Errorf("only %d sentences name a secret: the words to look for are out of date", named)
	}
}
