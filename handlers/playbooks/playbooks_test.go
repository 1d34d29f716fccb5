package playbooks

import (
	"strings"
	"testing"
	"testing/fstest"

	"moneytrail/handlers/flow"
	"moneytrail/handlers/texts"
)

var languages = []string{"zh-Hans", "zh-Hant", "en"}

// has tells whether the product's catalog has a text.
func has(t *testing.T) func(string) bool {
	t.Helper()
	c, err := texts.New()
	if err != nil {
		t.Fatal(err)
	}
	return c.Has
}

func TestEveryPlaybookIsProved(t *testing.T) {
	list, err := Shipped()
	if err != nil {
		t.Fatal(err)
	}
	lib, err := flow.New(Terms(languages, has(t)), list...)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range lib.All() {
		if d.Texts["zh-Hant"] == nil {
			t.Errorf("%s has no texts in traditional characters", d.Name)
		}
	}
	used := map[string]bool{}
	for _, d := range list {
		for _, s := range d.Steps {
			used[s.Check] = true
		}
	}
	for name := range Tools() {
		if !used[name] {
			t.Errorf("no playbook runs the check %s", name)
		}
	}
}

// banned are what no text of a playbook may say: ways round risk control, and
// words that ask for secrets.
var banned = []string{"拆分", "拆单", "换台机器", "换一台终端刷", "避开整数", "分几笔", "请输入密码", "把密码发", "把验证码发", "完整的卡号发",
	"split the amount", "smaller amounts", "another terminal to", "avoid round", "please send your password", "please send the code", "please send the card number"}

func TestNoPlaybookTeachesWhatItMustNot(t *testing.T) {
	list, err := Shipped()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range list {
		for lang, texts := range d.Texts {
			for id, text := range texts {
				for _, word := range banned {
					if strings.Contains(strings.ToLower(text), word) {
						t.Errorf("%s, %s in %s says %q", d.Name, id, lang, word)
					}
				}
				if lang == "en" && strings.ContainsFunc(text, func(r rune) bool { return r >= 0x3000 && r < 0xA000 }) {
					t.Errorf("%s, %s: Chinese in an English text: %s", d.Name, id, text)
				}
			}
		}
	}
}

func TestAnOperatorsPlaybookTakesTheProductsPlace(t *testing.T) {
	own := fstest.MapFS{"apply.toml": {Data: []byte(`
name = "apply"
version = 7
title = "title"
start = "told"
[steps.told]
kind = "end"
end = "solved"
text = "told"
[texts.zh-Hans]
title = "申请"
told = "请打电话 400-1。"
[texts.en]
title = "applying"
told = "Please call 400-1."
`)}}
	list, err := With(own)
	if err != nil {
		t.Fatal(err)
	}
	lib, err := flow.New(Terms(languages, has(t)), list...)
	if err != nil {
		t.Fatal(err)
	}
	if d, _ := lib.Get("apply"); d == nil || d.Version != 7 {
		t.Fatalf("%+v", d)
	}
	if s, err := lib.Say("apply", "zh-Hant", "told", nil); err != nil || s != "请打电话 400-1。" {
		t.Fatalf("%q %v", s, err)
	}
	if _, err := With(fstest.MapFS{"bad.toml": {Data: []byte("nmae = \"x\"\n")}}); err == nil || !strings.Contains(err.Error(), "bad.toml") {
		t.Fatalf("%v", err)
	}
}
