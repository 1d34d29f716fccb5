package handlers

import (
	"fmt"
	"slices"

	"moneytrail/handlers/session"
	"moneytrail/handlers/understand"
	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// returnedDays is how far back payouts that came back are looked for.
const returnedDays = calendar.Date(30)

// payoutFailed answers "the payout failed", "the bank sent the money back": with
// the one that did, of several with all; where none did it says so before what is
// open. What names an amount is looked for by that. Where the words may mean a
// customer's refund too, the payouts decide. done is false where that is not what is said.
func (t *turn) payoutFailed(text string, r understand.Reading) (done bool, err error) {
	says := understand.SaysReturned(text)
	if !says && !understand.MaybeReturned(text) || r.Decision == understand.Act && r.Intent == understand.Statement {
		return false, nil
	}
	s := session.Of(r)
	s.Intent = understand.WhereIsMyMoney
	if !onlyDays(s) {
		if p, err := t.returnedOf(s); err != nil || p != nil {
			if err != nil {
				return false, err
			}
			t.session.Misses, t.flow.Asked = 0, text
			t.flow.Slots = session.Slots{Intent: s.Intent, Amounts: s.Amounts, Hour: -1}
			return true, t.showPayout(*p, t.asked())
		}
		if says {
			t.session.Misses = 0
			return true, t.question(s, text)
		}
		return false, nil
	}
	if !t.scope.Totals() {
		if says {
			t.session.Misses = 0
			t.flow.Slots, t.flow.Asked = s, text
			return true, t.general(understand.WhereIsMyMoney)
		}
		return false, nil
	}
	back, err := t.returned(s)
	refund := r.Decision == understand.Act && r.Intent == understand.Refund
	if err != nil || len(back) == 0 && (!says || refund) { // a customer's refund, then
		return false, err
	}
	t.session.Misses = 0
	t.flow.Slots, t.flow.Asked = s, text
	switch len(back) {
	case 0:
		return true, t.noneReturned()
	case 1:
		return true, t.showPayout(back[0], t.asked())
	}
	t.flow.About = rowsKey(nil, back)
	t.answer(t.book.PayoutsShort(t.voice().a, back))
	return true, nil
}

// returnedOf gives the returned payout whose amount is named, whatever days are told
// beside it; nil where none is, or several.
func (t *turn) returnedOf(s session.Slots) (*trail.PayoutView, error) {
	if !t.scope.Totals() || len(s.Amounts) != 1 || s.Amounts[0].Rough() {
		return nil, nil
	}
	back, err := t.returned(session.Slots{Hour: -1})
	if err != nil {
		return nil, err
	}
	back = slices.DeleteFunc(back, func(p trail.PayoutView) bool { return !t.isNamed(wholesOf(p), s.Amounts[0], p.Currency) })
	if len(back) != 1 {
		return nil, nil
	}
	return &back[0], nil
}

// returned gives the payouts that the bank sent back: those of the named days, else of the last weeks.
func (t *turn) returned(s session.Slots) ([]trail.PayoutView, error) {
	list, err := t.Books.Payouts(t.ctx, t.scope, PayoutQuery{MerchantID: t.merchant.ID, From: t.today() - returnedDays, To: t.today(), Limit: openDeep})
	if err != nil {
		return nil, fmt.Errorf("read payouts: %w", err)
	}
	list = slices.DeleteFunc(slices.Clone(list), func(p trail.PayoutView) bool { return p.State != trail.PayoutReturned })
	then := slices.DeleteFunc(slices.Clone(list), func(p trail.PayoutView) bool {
		return !slices.ContainsFunc(s.Dates, func(d understand.DateRange) bool {
			return d.From <= p.SentOn && p.SentOn <= d.To || d.From <= p.ReturnedOn && p.ReturnedOn <= d.To
		})
	})
	if len(then) > 0 {
		return then, nil
	}
	return list, nil
}

// noneReturned says that no payout came back as far as the files go, and what is open.
func (t *turn) noneReturned() error {
	o, err := t.open()
	if err != nil {
		return err
	}
	if len(o.Trails) == 0 {
		if o.Latest, err = t.latest(); err != nil {
			return err
		}
	}
	v := t.voice()
	reply := v.general(understand.WhereIsMyMoney, o)
	reply.Text = v.say("payout.none_returned", nil) + "\n\n" + reply.Text
	t.flow.About = listOpen
	t.answer(reply)
	return nil
}
