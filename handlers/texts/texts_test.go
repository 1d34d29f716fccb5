package texts

import (
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/language"

	"moneytrail/recon/calendar"
)

func catalog(t *testing.T) *Catalog {
	t.Helper()
	c, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestLanguageOfAReader(t *testing.T) {
	c := catalog(t)
	for tag, want := range map[string]string{
		"zh": "zh-Hans", "zh-CN": "zh-Hans", "zh-hans": "zh-Hans", "zh_CN": "zh-Hans", "zh-SG": "zh-Hans",
		"zh-TW": "zh-Hant", "zh-HK": "zh-Hant", "zh-MO": "zh-Hant", "zh-hant": "zh-Hant", "zh-Hant-HK": "zh-Hant", "zh_TW": "zh-Hant",
		"en": "en", "en-GB": "en", "de": "en", "ja": "en", "": "zh-Hans", "not a tag": "en", "../x": "en",
	} {
		if got := c.For(tag).Lang(); got != want {
			t.Errorf("For(%q) is %s, want %s", tag, got, want)
		}
	}
}

func TestThereAreThreeLanguages(t *testing.T) {
	if d := cmp.Diff([]string{"en", "zh-Hans", "zh-Hant"}, catalog(t).Languages()); d != "" {
		t.Error(d)
	}
}

func TestAFurtherLanguageNeedsNoCode(t *testing.T) {
	c, err := Load(fstest.MapFS{
		"a.en.toml":      {Data: []byte("[hello]\nthere = 'Hello {{.Name}}'")},
		"a.zh-Hans.toml": {Data: []byte("[hello]\nthere = '你好 {{.Name}}'")},
		"a.vi.toml":      {Data: []byte("[hello]\nthere = 'Xin chào {{.Name}}'")},
	})
	if err != nil {
		t.Fatal(err)
	}
	for tag, want := range map[string]string{"vi": "Xin chào A", "vi-VN": "Xin chào A", "zh": "你好 A", "fr": "Hello A"} {
		if got := c.For(tag).Say("hello.there", map[string]any{"Name": "A"}); got != want {
			t.Errorf("%s: %q, want %q", tag, got, want)
		}
	}
}

func TestCatalogsThatDifferAreRefused(t *testing.T) {
	for name, c := range map[string]struct{ en, zh, want string }{
		"a missing text":        {"[a]\nb='x'\nc='y'", "[a]\nb='x'", "zh-Hans: a.c is missing"},
		"a text too many":       {"[a]\nb='x'", "[a]\nb='x'\nc='y'", "zh-Hans: a.c is not there in en"},
		"another placeholder":   {"[a]\nb='{{.Day}}'", "[a]\nb='{{.Date}}'", "a.b has the placeholders [Date], in en [Day]"},
		"a condition forgotten": {"[a]\nb='{{if .By}}by{{end}}'", "[a]\nb='x'", "a.b has the placeholders [], in en [By]"},
		"a broken template":     {"[a]\nb='{{.Day'", "[a]\nb='x'", "en: a.b:"},
		"an empty text":         {"[a]\nb='x'", "[a]\nb=''", "zh-Hans: a.b is empty"},
		"no English":            {"", "[a]\nb='x'", "no English catalog"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Load(fstest.MapFS{"x.en.toml": {Data: []byte(c.en)}, "x.zh-Hans.toml": {Data: []byte(c.zh)}})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

func TestATableNamedOtherIsNoPlural(t *testing.T) {
	c, err := Load(fstest.MapFS{"x.en.toml": {Data: []byte("[a]\nb='x'\nother='y'\n[n]\none='{{.Count}} line'\nother='{{.Count}} lines'\n[p]\nq='{{.Count}} in all'")}})
	if err != nil {
		t.Fatal(err)
	}
	en := c.For("en")
	if got := en.Say("a.other", nil) + en.Say("n", values{"Count": 1}) + en.Say("n", values{"Count": 2}) + en.Say("p.q", values{"Count": 1}); got != "y1 line2 lines1 in all" {
		t.Error(got)
	}
}

type values = map[string]any

func TestAFileWithoutLanguageIsRefused(t *testing.T) {
	for _, name := range []string{"words.toml", "a.!!.toml"} {
		if _, err := Load(fstest.MapFS{name: {Data: []byte("a='x'")}}); err == nil || !strings.Contains(err.Error(), "tells no language") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestATextTwiceIsRefused(t *testing.T) {
	_, err := Load(fstest.MapFS{"x.en.toml": {Data: []byte("[a]\nb='x'")}, "y.en.toml": {Data: []byte("[a]\nb='z'")}})
	if err == nil || !strings.Contains(err.Error(), `"a.b" is there twice in en`) {
		t.Errorf("got %v", err)
	}
}

// raw gives the texts of one language as they stand in the catalog, all plural
// forms of one joined.
func raw(c *Catalog, lang string) map[string]string {
	out := map[string]string{}
	for id, m := range c.all[language.Make(lang)] {
		out[id] = m.One + m.Few + m.Many + m.Other
	}
	return out
}

// Words that shop owners read differently, or that only an authority may use.
var never = []string{"冻结", "凍結", "长款", "長款", "短款", "CVV", "亲，", "親，"}

func TestEveryTextKeepsToItsLanguage(t *testing.T) {
	c := catalog(t)
	for _, lang := range c.Languages() {
		all := raw(c, lang)
		if len(all) == 0 {
			t.Fatalf("%s has no texts", lang)
		}
		for id, text := range all {
			if lang == "en" && id != "button.language" && strings.ContainsFunc(text, han) {
				t.Errorf("en: %s has Chinese in it: %s", id, text)
			}
			if lang != "en" && id != "button.language" && !strings.ContainsFunc(text, han) && strings.ContainsFunc(text, unicode.IsLetter) && !strings.Contains(text, "{{") {
				t.Errorf("%s: %s has no Chinese in it: %s", lang, id, text)
			}
			for _, w := range never {
				if strings.Contains(text, w) {
					t.Errorf("%s: %s says %q", lang, id, w)
				}
			}
			if strings.ContainsAny(actions.ReplaceAllString(text, ""), "*`<>_[]") {
				t.Errorf("%s: %s looks like markup: %s", lang, id, text)
			}
		}
	}
}

// actions are what stands in a text for values and choices.
var actions = regexp.MustCompile(`\{\{.*?\}\}`)

func han(r rune) bool { return unicode.Is(unicode.Han, r) }

func TestMoney(t *testing.T) {
	c := catalog(t)
	for _, m := range []struct {
		minor    int64
		currency string
		zh, en   string
	}{
		{350000, "CNY", "¥3,500.00", "CNY 3,500.00"},
		{88000, "HKD", "HKD 880.00", "HKD 880.00"},
		{-2100, "CNY", "-¥21.00", "-CNY 21.00"},
		{5, "CNY", "¥0.05", "CNY 0.05"},
		{0, "CNY", "¥0.00", "CNY 0.00"},
		{123456789012, "CNY", "¥1,234,567,890.12", "CNY 1,234,567,890.12"},
		{3500, "JPY", "JPY 3,500", "JPY 3,500"},
		{1234567, "KWD", "KWD 1,234.567", "KWD 1,234.567"},
		{-9223372036854775808, "CNY", "-¥92,233,720,368,547,758.08", "-CNY 92,233,720,368,547,758.08"},
	} {
		if got := c.For("zh").Money(m.minor, m.currency); got != m.zh {
			t.Errorf("zh: %s, want %s", got, m.zh)
		}
		if got := c.For("zh-Hant").Money(m.minor, m.currency); got != m.zh {
			t.Errorf("zh-Hant: %s, want %s", got, m.zh)
		}
		if got := c.For("en").Money(m.minor, m.currency); got != m.en {
			t.Errorf("en: %s, want %s", got, m.en)
		}
	}
}

func TestDays(t *testing.T) {
	c := catalog(t)
	today := calendar.NewDate(2026, time.November, 22)
	for _, d := range []struct {
		day    calendar.Date
		zh, en string
	}{
		{today + 1, "2026-11-23 周一（明天）", "2026-11-23 (Mon, tomorrow)"},
		{today, "2026-11-22 周日（今天）", "2026-11-22 (Sun, today)"},
		{today - 1, "2026-11-21 周六（昨天）", "2026-11-21 (Sat, yesterday)"},
		{today + 2, "2026-11-24 周二", "2026-11-24 (Tue)"},
		{0, "", ""},
	} {
		if got := c.For("zh").Day(d.day, today); got != d.zh {
			t.Errorf("zh: %s, want %s", got, d.zh)
		}
		if got := c.For("en").Day(d.day, today); got != d.en {
			t.Errorf("en: %s, want %s", got, d.en)
		}
	}
	at := time.Date(2026, time.November, 20, 11, 42, 7, 0, time.UTC)
	if got := c.For("zh").Time(at); got != "2026-11-20 周五 11:42" {
		t.Error(got)
	}
	if got := c.For("zh-TW").Time(at); got != "2026-11-20 週五 11:42" {
		t.Error(got)
	}
	if got := c.For("en").Time(at); got != "2026-11-20 (Fri) 11:42" {
		t.Error(got)
	}
}

func TestOnlyTheLastFourDigits(t *testing.T) {
	c := catalog(t)
	for _, number := range []string{"6222020000001234", "1234"} {
		if got := c.For("zh").Card(number); got != "尾号 1234" {
			t.Error(got)
		}
		if got := c.For("en").Card(number); got != "card ending 1234" {
			t.Error(got)
		}
	}
}

func TestAForgottenValuePanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a text with a placeholder was said without its value")
		}
	}()
	catalog(t).For("zh").Say("word.card", nil)
}
