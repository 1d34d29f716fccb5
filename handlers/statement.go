package handlers

import (
	"moneytrail/handlers/cases"
	"moneytrail/handlers/session"
	"moneytrail/handlers/understand"
	"moneytrail/recon/calendar"
)

// statement answers with the figures of a day or of a period.
func (t *turn) statement(s session.Slots) error {
	t.session.Misses = 0
	day := t.today() - 1
	if len(s.Dates) > 0 {
		if d := s.Dates[0]; d.From != d.To {
			return t.period(d.From, d.To)
		}
		day = s.Dates[0].From
	}
	if !t.scope.Totals() && day == t.today() { // no sums, but the swipes themselves
		return t.find(session.Slots{Intent: understand.WhereIsMyMoney, Dates: s.Dates, Hour: -1}, 0)
	}
	return t.day(day)
}

func (t *turn) day(day calendar.Date) error {
	if !t.scope.Totals() {
		t.reply(t.voice().notForRole())
		return nil
	}
	d, err := t.Books.Day(t.ctx, t.scope, t.merchant.ID, day)
	if err != nil {
		return err
	}
	r := t.voice().day(d)
	t.flow.Remember(firstLines(r.Text, 6))
	t.send(t.protected(t.tg.Chat, t.lang, r))
	return nil
}

// period answers with the equation by swipes of a range of days.
func (t *turn) period(from, to calendar.Date) error {
	if !t.scope.Totals() {
		t.reply(t.voice().notForRole())
		return nil
	}
	eq, err := t.Books.Period(t.ctx, t.scope, t.merchant.ID, from, to)
	if err != nil {
		return err
	}
	t.reply(t.voice().period(eq, from, to))
	return nil
}

// ownCases lists the cases the person watches.
func (t *turn) ownCases() error {
	all, err := t.Rolls.CasesOf(t.ctx, t.tg.User)
	if err != nil {
		return err
	}
	own := make([]cases.Case, 0, len(all))
	for _, c := range all {
		if t.actsFor(c.MerchantID) {
			own = append(own, c)
		}
	}
	t.reply(t.voice().cases(own))
	return nil
}

// actsFor tells whether the person is an active member of a merchant.
func (t *turn) actsFor(merchant string) bool {
	for _, m := range t.members {
		if m.MerchantID == merchant {
			return true
		}
	}
	return false
}
