package handlers

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"moneytrail/handlers/flow"
	"moneytrail/handlers/people"
	"moneytrail/handlers/understand"
)

// language gives the person's language: the own one, else Telegram's, else the merchant's.
func (t *turn) language() string {
	switch {
	case t.session.Language != "":
		return t.session.Language
	case t.tg != nil && t.tg.Language != "":
		return t.Texts.Match(t.tg.Language)
	}
	return t.Texts.Match(t.merchant.Language)
}

// languageOf gives the language of a member who is not the one writing.
func (t *turn) languageOf(m people.Member) (string, error) {
	s, err := t.Rolls.Session(t.ctx, m.Chat, m.User)
	if err != nil {
		return "", fmt.Errorf("read session: %w", err)
	}
	if s.Language != "" {
		return s.Language, nil
	}
	merchant, err := t.merchantOf(m.MerchantID)
	if err != nil {
		return "", err
	}
	return t.Texts.Match(merchant.Language), nil
}

// listen lets the language follow what the person writes, unless they chose
// one. A message of digits or of two letters tells no language, and characters
// that both Chinese writings share tell no writing.
func (t *turn) listen(r understand.Reading) {
	if t.session.Chosen || !telling(t.tg.Text) {
		if t.session.Language == "" {
			t.session.Language = t.lang
		}
		return
	}
	lang := r.Lang
	switch {
	case lang == "zh" && r.Traditional:
		lang = traditional
	case lang == "zh" && !r.Simplified:
		lang = t.chinese()
	}
	t.session.Language = t.Texts.Match(lang)
	t.lang = t.session.Language
}

// telling reports whether a text shows its writer's language: any Chinese
// character, or two words of letters that are not only keys struck.
func telling(text string) bool {
	words := 0
	seen := map[string]bool{}
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
		for _, r := range w {
			if unicode.Is(unicode.Han, r) {
				return true
			}
		}
		if w = strings.ToLower(w); len(w) > 1 && !seen[w] && !mashed(w) {
			seen[w] = true
			words++
		}
	}
	return words > 1
}

// mashed tells letters that are no word of any language: that begin with four keys
// side by side, three and more without a vowel, or one struck again and again.
func mashed(w string) bool {
	if len(w) > 2 && !strings.ContainsFunc(w, func(r rune) bool { return r > unicode.MaxASCII || strings.ContainsRune("aeiouy", r) }) ||
		len(w) > 3 && strings.Trim(w, w[:1]) == "" {
		return true
	}
	return len(w) > 3 && slices.ContainsFunc([]string{"qwertyuiop", "asdfghjkl", "zxcvbnm", "poiuytrewq", "lkjhgfdsa", "mnbvcxz"}, func(row string) bool {
		return strings.Contains(row, w[:4])
	})
}

const traditional, simplified = "zh-Hant", "zh-Hans"

// chinese gives the Chinese that the person reads: what is spoken now if that
// is one, else what Telegram or the merchant says of it, else simplified.
func (t *turn) chinese() string {
	own := ""
	if t.tg != nil {
		own = t.tg.Language
	}
	for _, lang := range []string{t.lang, own, t.merchant.Language} {
		if lang == "" {
			continue
		}
		if lang = t.Texts.Match(lang); lang == traditional || lang == simplified {
			return lang
		}
	}
	return simplified
}

// speak makes a language the person's chosen one.
func (t *turn) speak(tag string) {
	t.session.Language, t.session.Chosen = t.Texts.Match(tag), true
	t.lang = t.session.Language
}

// speakOn is speak with its confirmation: beside an open question that alone,
// and the question again in the new language; else with the menu.
func (t *turn) speakOn(tag string) error {
	t.speak(tag)
	if !t.flow.Talk.Asking() {
		t.reply(t.voice().languageSet())
		return nil
	}
	return t.together(func() error {
		t.reply(t.voice().line(t.voice().say("hello.language", nil)))
		if t.aside != 0 { // put again after all that is said beside it
			return nil
		}
		return t.advance(flow.Repeat{})
	})
}

// wanted finds the language that a wish to change it names: the one that is
// not spoken now where none is named.
func (t *turn) wanted(text string) string {
	switch named := t.languageIn(text); {
	case named != "":
		return named
	case strings.HasPrefix(t.lang, "zh"):
		return "en"
	}
	return t.chinese()
}

// languageIn finds the language that words name, "" for none. Chinese alone is the
// one that the person reads.
func (t *turn) languageIn(text string) string {
	lower := strings.ToLower(text)
	switch strings.TrimSpace(lower) {
	case "en":
		return "en"
	case "zh":
		return t.chinese()
	case "cn", "zh-cn", "zh_cn", "chs":
		return simplified
	case "tw", "hk", "zh-tw", "zh_tw", "zh-hk", "zh_hk", "cht":
		return traditional
	}
	switch {
	case containsAny(lower, "english", "英文", "英语", "英語"):
		return "en"
	case containsAny(lower, "繁", "正體", "正体", "traditional", "hant"):
		return traditional
	case containsAny(lower, "简", "簡", "simplified", "hans"):
		return simplified
	case containsAny(lower, "中文", "汉语", "漢語", "普通话", "普通話", "国语", "國語", "chinese", "mandarin"):
		return t.chinese()
	}
	return ""
}

// namesNoLanguage tells whether a wish for another language leaves open which:
// "切换语言", "change the language".
func namesNoLanguage(text string) bool {
	return containsAny(strings.ToLower(text), "language", "语言", "語言", "切换", "切換", "换", "換") && !otherTongues.MatchString(strings.ToLower(text))
}

// otherTongues are languages that are not spoken here.
var otherTongues = regexp.MustCompile(`\b(?:spanish|french|german|russian|cantonese|japanese|korean|swedish|italian|portuguese|arabic|thai|vietnamese|malay|hindi|indonesian|tagalog|turkish|dutch)\b|粤语|粵語|广东话|廣東話|台语|台語|日[语文語]|韩[语文]|韓[語文]|法[语文語]|德[语文語]|俄[语文語]|西班牙|泰[语文語]|越南|马来|馬來|阿拉伯`)

func containsAny(s string, words ...string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}
