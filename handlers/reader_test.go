package handlers_test

import (
	"regexp"
	"strings"
	"time"

	"moneytrail/handlers/understand"
	"moneytrail/handlers/understand/script"
	"moneytrail/recon/calendar"
)

// reader reads the few sentences of the stories by their words.
type reader struct{}

var figures = regexp.MustCompile(`\d+(\.\d+)?`)

func (reader) Read(text string, now time.Time) understand.Reading {
	r := understand.Reading{Text: text, Lang: "en", Decision: understand.Act, Intent: understand.OutOfScope, Hour: -1}
	if strings.ContainsFunc(text, func(c rune) bool { return c > 0x3000 }) {
		r.Lang = "zh"
	}
	text = strings.Map(func(c rune) rune {
		simple, traditional := script.Simplify(c)
		r.Traditional, r.Simplified = r.Traditional || traditional, r.Simplified || script.Simplified(c)
		return simple
	}, text)
	has := func(words ...string) bool {
		for _, w := range words {
			if strings.Contains(strings.ToLower(text), w) {
				return true
			}
		}
		return false
	}
	day := func(d calendar.Date, of understand.About) {
		r.Dates = []understand.DateRange{{From: d, To: d, Of: of}}
	}
	today := calendar.DateOf(now)
	rest := text
	switch {
	case has("19号"):
		day(calendar.NewDate(2026, 11, 19), understand.OfArrival)
		rest = strings.ReplaceAll(text, "19号", "")
	case has("昨天到账", "yesterday's payout"):
		day(today-1, understand.OfArrival)
	case has("昨天", "yesterday"):
		day(today-1, understand.OfSwipe)
	case has("今天", "today"):
		day(today, understand.OfSwipe)
	}
	if has("卡号") {
		r.Last4 = figures.FindString(rest)
	} else if has("参考号", "rrn") {
		r.RRN = figures.FindString(rest)
	} else if n := figures.FindString(rest); n != "" {
		r.Amounts = []understand.Amount{{Op: understand.Eq, Value: n}}
	}
	switch {
	case has("人工", "human", "person"):
		r.Intent, r.Decision = understand.TalkToHuman, understand.HandOver
	case has("换卡", "new account"):
		r.Intent, r.Decision = understand.ChangeAccount, understand.HandOver
	case has("盗刷", "stolen"):
		r.Intent, r.Decision = understand.Suspicious, understand.HandOver
	case has("谢谢", "thanks"):
		r.Intent = understand.Thanks
	case has("拒付", "chargeback"):
		r.Intent = understand.DisputeChargeback
	case has("是的", "yes"):
		r.Intent = understand.Affirm
	case has("你好", "hello"):
		r.Intent = understand.Greet
	case has("少了", "short"):
		r.Intent = understand.ShortPayment
	case has("手续费", "fee"):
		r.Intent = understand.FeeQuestion
	case has("什么时候", "when"):
		r.Intent = understand.SettlementTiming
	case has("账单", "summary"):
		r.Intent = understand.Statement
	case has("没到", "哪", "where", "钱"):
		r.Intent = understand.WhereIsMyMoney
	case has("两可"):
		r.Decision, r.Choices, r.Intent = understand.Ask, []understand.Intent{understand.FeeQuestion, understand.Refund}, understand.FeeQuestion
	case len(r.Dates)+len(r.Amounts) > 0 || r.Last4+r.RRN != "":
		r.Intent = understand.ProvideDetails
	}
	return r
}
