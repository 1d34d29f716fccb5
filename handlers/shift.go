package handlers

import (
	"regexp"

	"moneytrail/handlers/session"
	"moneytrail/handlers/understand"
	"moneytrail/handlers/understand/script"
)

// ofShift tells that the money of a shift is asked for.
var ofShift = regexp.MustCompile(`(?:这|本|我这|我)(?:个|的)?班(?:[^车费级]|$)|(?:早|中|晚|白|夜)班|班次|当班|交班|换班|\bshifts?\b`)

// shift reads a question about the money of a shift, which records do not
// know, as one about the day.
func (t *turn) shift(s session.Slots, text string) (session.Slots, bool) {
	if !ofShift.MatchString(script.Plain(text)) {
		return s, false
	}
	if len(s.Dates) == 0 {
		s.Dates = []understand.DateRange{{From: t.today(), To: t.today(), Of: understand.OfSwipe}}
	}
	return s, true
}

// noSums says who sees sums to a person who does not, and shows today's swipes.
func (t *turn) noSums(s session.Slots) error {
	return t.together(func() error {
		t.reply(t.voice().plain("ask.no_sums", nil))
		return t.seek(session.Slots{Intent: understand.WhereIsMyMoney, Dates: s.Dates, Hour: -1})
	})
}

// ofDayNotShift answers a question about a shift with the day, and says so to who sees sums.
func (t *turn) ofDayNotShift(s session.Slots) error {
	if !t.scope.Totals() {
		return t.statement(s)
	}
	return t.together(func() error {
		t.reply(t.voice().plain("ask.shift", nil))
		return t.statement(s)
	})
}
