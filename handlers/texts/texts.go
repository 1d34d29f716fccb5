package texts

import (
	"fmt"
	"strings"
	"time"

	"github.com/nicksnyder/go-i18n/v2/i18n"

	"moneytrail/recon/calendar"
	"moneytrail/recon/money"
)

// Texts is one language of the catalog.
type Texts struct {
	lang      string
	chinese   bool
	catalog   *Catalog
	localizer *i18n.Localizer
}

// Lang gives the language as BCP 47: zh-Hans, zh-Hant, en.
func (t Texts) Lang() string { return t.lang }

// Chinese tells whether the language is a Chinese one.
func (t Texts) Chinese() bool { return t.chinese }

// Has tells whether there is a text of this name.
func (t Texts) Has(id string) bool { return t.catalog.Has(id) }

// Say gives the text of this name with its placeholders filled. A value
// "Count" chooses the plural form where the text has several. A name that is not there, or a placeholder
// without a value, is a programming error and panics.
func (t Texts) Say(id string, data map[string]any) string {
	c := &i18n.LocalizeConfig{MessageID: id, TemplateData: data, TemplateParser: parser}
	if n, ok := data["Count"]; ok && t.catalog.plural(t.lang, id) {
		c.PluralCount = n
	}
	if data == nil {
		c.TemplateData = map[string]any{}
	}
	s, err := t.localizer.Localize(c)
	if err != nil {
		panic(fmt.Sprintf("texts: %s: %v", id, err))
	}
	return strings.TrimSpace(s)
}

// Money gives an amount of minor units as people read it: "¥3,500.00" for CNY
// in Chinese, "CNY 3,500.00" else.
func (t Texts) Money(minor int64, cur string) string {
	n, sign := t.Number(minor, cur), ""
	if rest, negative := strings.CutPrefix(n, "-"); negative {
		n, sign = rest, "-"
	}
	if t.chinese && cur == "CNY" {
		return sign + "¥" + n
	}
	return sign + cur + " " + n
}

// Number gives an amount of minor units without its currency: "3,500.00".
func (t Texts) Number(minor int64, cur string) string {
	digits := money.Shown(cur)
	sign, u := "", uint64(minor)
	if minor < 0 {
		sign, u = "-", -u
	}
	s := fmt.Sprintf("%0*d", digits+1, u)
	whole, frac := s[:len(s)-digits], s[len(s)-digits:]
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if digits == 0 {
		return sign + whole
	}
	return sign + whole + "." + frac
}

// Date gives a day with its weekday: "2026-11-23 周一", "2026-11-23 (Mon)"; "" for no date.
func (t Texts) Date(d calendar.Date) string {
	if d == 0 {
		return ""
	}
	if t.chinese {
		return d.String() + " " + t.Weekday(d)
	}
	return d.String() + " (" + t.Weekday(d) + ")"
}

// Day gives a day with its weekday and, where it fits, what it is seen from
// today: "2026-11-23 周一（明天）", "2026-11-23 (Mon, tomorrow)".
func (t Texts) Day(d, today calendar.Date) string {
	word := t.Near(d, today)
	if word == "" {
		return t.Date(d)
	}
	if t.chinese {
		return t.Date(d) + "（" + word + "）"
	}
	return d.String() + " (" + t.Weekday(d) + ", " + word + ")"
}

// Near gives the word for yesterday, today and tomorrow, "" for other days.
func (t Texts) Near(d, today calendar.Date) string {
	if d == 0 || today == 0 {
		return ""
	}
	switch d - today {
	case -1:
		return t.Say("day.yesterday", nil)
	case 0:
		return t.Say("day.today", nil)
	case 1:
		return t.Say("day.tomorrow", nil)
	}
	return ""
}

// Weekday gives the short name of the day of the week.
func (t Texts) Weekday(d calendar.Date) string {
	return t.Say(fmt.Sprintf("day.w%d", d.Weekday()), nil)
}

// Time gives day and time of day on the wall of at's own location: "2026-11-20 周五 11:42".
func (t Texts) Time(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return t.Date(calendar.DateOf(at)) + " " + at.Format("15:04")
}

// Card gives the last four digits of a card or account as people read them, "" for none.
func (t Texts) Card(last4 string) string {
	if len(last4) > 4 {
		last4 = last4[len(last4)-4:]
	}
	if last4 == "" {
		return ""
	}
	return t.Say("word.card", map[string]any{"Last4": last4})
}
