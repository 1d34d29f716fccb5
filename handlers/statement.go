package handlers

import (
	"moneytrail/handlers/answer"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/session"
	"moneytrail/handlers/understand"
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// openDeep is how many open swipes the general picture adds up.
const openDeep = 1000

// general answers a question without facts: what is open, the exceptions first,
// and the words that belong to the question.
func (t *turn) general(intent understand.Intent) error {
	switch intent {
	case understand.SettlementTiming:
		return t.timing()
	case understand.FeeQuestion:
		return t.fees()
	}
	open, more, err := t.Books.Trails(t.ctx, t.scope, Query{MerchantID: t.merchant.ID, Open: true, Limit: openDeep})
	if err != nil {
		return err
	}
	latest, _, err := t.Books.Trails(t.ctx, t.scope, Query{MerchantID: t.merchant.ID, Limit: pageSize})
	if err != nil {
		return err
	}
	t.reply(t.voice().general(intent, open, more, latest))
	return nil
}

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

// shops offers the merchants the person acts for.
func (t *turn) shops() error {
	if len(t.members) == 1 {
		t.reply(t.voice().actingFor())
		return nil
	}
	list, err := t.ownShops()
	if err != nil {
		return err
	}
	t.reply(t.voice().shops(list))
	return nil
}

// ownShops reads the merchants the person acts for.
func (t *turn) ownShops() ([]record.Merchant, error) {
	var list []record.Merchant
	for _, m := range t.members {
		merchant, err := t.merchantOf(m.MerchantID)
		if err != nil {
			return nil, err
		}
		list = append(list, merchant)
	}
	return list, nil
}

// welcome answers with a menu; who acts for several merchants sees them there to switch.
func (t *turn) welcome(r answer.Reply) error {
	if len(t.members) > 1 {
		list, err := t.ownShops()
		if err != nil {
			return err
		}
		shops := t.voice().shops(list).Buttons
		r.Buttons = append(shops[:len(shops)-1:len(shops)-1], r.Buttons...)
	}
	t.reply(r)
	return nil
}
