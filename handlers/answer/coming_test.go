package answer

import (
	"testing"

	"moneytrail/recon/calendar"
	"moneytrail/recon/terms"
	"moneytrail/recon/trail"
)

// What is asked of days to come is told with the calendar, the contract and the records, and no more.
func TestDaysToCome(t *testing.T) {
	cal, ok := calendar.Builtin().Get(calendar.CN)
	if !ok {
		t.Fatal("no calendar of China")
	}
	cards := terms.Contract{Cycle: terms.Cycle{Days: 1}, CutOff: terms.Midnight}
	wallet := terms.Contract{Cycle: terms.Cycle{Days: 1, Natural: true}, CutOff: terms.Midnight}
	monday := Landing{On: day(23), From: day(20), To: day(22)}
	next := Landing{On: day(30), From: day(27), To: day(29)}
	list := func(c, w []Landing, after Landing) []Terms {
		return []Terms{{Contract: cards, Currency: "CNY", Lands: c, After: after}, {Scheme: "WECHAT", Contract: wallet, Currency: "CNY", Lands: w}}
	}
	tomorrow := swipe()
	tomorrow.Due = terms.Due{On: day(23), Rule: "T+1", BusinessDay: day(20), Weekend: true}
	of := func(name string, v Coming) scene {
		v.Calendar = cal
		return scene{name, func(b *Book, a Audience) Reply { return b.Coming(a, v) }}
	}
	golden(t, "coming", []scene{
		of("monday", Coming{From: day(23), To: day(23), Terms: list([]Landing{monday}, []Landing{{On: day(23), From: day(22), To: day(22)}}, Landing{}), Due: []trail.Trail{tomorrow, tomorrow}}),
		of("a saturday", Coming{From: day(28), To: day(28), Terms: list(nil, []Landing{{On: day(28), From: day(27), To: day(27)}}, next)}),
		of("a weekend", Coming{From: day(28), To: day(29), Terms: list(nil, nil, next)[:1], Due: []trail.Trail{tomorrow}, Then: day(30)}),
		of("a week", Coming{From: day(23), To: day(29), Terms: list([]Landing{monday}, nil, Landing{})[:1]}),
		of("every day", Coming{From: day(23), To: day(25), Terms: list([]Landing{monday, {On: day(24), From: day(23), To: day(23)}, {On: day(25), From: day(24), To: day(24)}}, nil, Landing{})[:1]}),
		of("a year that is not announced", Coming{From: calendar.NewDate(2028, 10, 1), To: calendar.NewDate(2028, 10, 7), Terms: list(nil, nil, monday)}),
		of("of what was shown", Coming{From: day(24), To: day(24), Terms: list(nil, nil, next), Shown: &tomorrow}),
		of("a balance below zero", Coming{From: day(23), To: day(23), Terms: list([]Landing{monday}, nil, Landing{})[:1], Balance: Balance{Net: n(-236192), Currency: "CNY"}}),
	})
}
