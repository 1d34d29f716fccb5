package handlers_test

import (
	"testing"

	"moneytrail/handlers/access"
)

// Who reads traditional characters goes on reading them, until they write or
// choose otherwise.
func TestTheLanguageFollowsThePerson(t *testing.T) {
	for name, c := range map[string]struct {
		telegram string
		says     []string
		want     string
	}{
		"Telegram says so":                 {"zh-hant", []string{"7788"}, "zh-Hant"},
		"Taiwan":                           {"zh-TW", []string{"7788"}, "zh-Hant"},
		"Hong Kong":                        {"zh-HK", []string{"7788"}, "zh-Hant"},
		"mainland":                         {"zh-CN", []string{"7788"}, "zh-Hans"},
		"characters of both writings":      {"zh-hant", []string{"昨天刷的"}, "zh-Hant"},
		"written simplified":               {"zh-hant", []string{"昨天的钱还没到"}, "zh-Hans"},
		"written traditional":              {"zh-hans", []string{"昨天的錢還沒到"}, "zh-Hant"},
		"written traditional, then both":   {"en", []string{"昨天的錢還沒到", "今天刷的"}, "zh-Hant"},
		"English":                          {"zh-hant", []string{"where is my money"}, "en"},
		"chosen, whatever is written":      {"zh-hans", []string{"/lang 繁體", "昨天的钱还没到"}, "zh-Hant"},
		"chosen simplified":                {"zh-hant", []string{"/lang 简体", "昨天的錢還沒到"}, "zh-Hans"},
		"Chinese is the one that is read":  {"zh-hant", []string{"/lang en", "/lang 中文"}, "zh-Hant"},
		"Chinese of who never read it":     {"en", []string{"/lang chinese"}, "zh-Hans"},
		"a language that is not spoken":    {"zh-hant", []string{"/lang fr"}, "zh-Hant"},
		"the tag of Chinese":               {"zh-hant", []string{"/lang zh"}, "zh-Hant"},
		"the tag of Chinese, from English": {"zh-hans", []string{"/lang en", "/lang zh"}, "zh-Hans"},
		"keys that were struck":            {"zh-hans", []string{"昨天的钱还没到", "asdf asdf", "qwer asdf", "jkjk sdf", "hhh hhhh"}, "zh-Hans"},
		"English with a property in it":    {"zh-hans", []string{"property sale"}, "en"},
		"the tag of a country":             {"en", []string{"/lang zh-tw"}, "zh-Hant"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			li := w.user(1, "Li", c.telegram)
			w.binds(li, "M0001", access.Owner)
			for _, text := range c.says {
				li.says(text)
			}
			if got := w.sessions[[2]int64{1, 1}].Language; got != c.want {
				t.Errorf("reads %s, want %s", got, c.want)
			}
		})
	}
}
