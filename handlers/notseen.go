package handlers

import (
	"fmt"
	"slices"

	"moneytrail/handlers/session"
	"moneytrail/handlers/understand"
	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// paidNotSeen answers "your screen says paid, my bank says no": with what to look
// for at the bank for the newest payout, with its story where something is
// wrong with it, and with what is open where there is none.
func (t *turn) paidNotSeen(text string) error {
	t.flow.Slots, t.flow.Asked = session.Slots{Intent: understand.WhereIsMyMoney, Hour: -1}, text
	if !t.scope.Totals() {
		return t.general(understand.WhereIsMyMoney)
	}
	list, err := t.Books.Payouts(t.ctx, t.scope, PayoutQuery{MerchantID: t.merchant.ID, From: t.today() - recently, Limit: deep})
	if err != nil {
		return fmt.Errorf("read payouts: %w", err)
	}
	var newest trail.PayoutView
	var on calendar.Date
	for _, p := range list {
		if day := max(p.SentOn, p.ArrivedOn); went(p.State) && (newest.Row == 0 || day > on) {
			newest, on = p, day
		}
	}
	switch {
	case newest.Row == 0:
		return t.general(understand.WhereIsMyMoney)
	case amiss(newest.State):
		return t.showPayout(newest, t.asked())
	}
	t.flow.About = about{payout: true, row: newest.Row}.key()
	t.answer(t.guided(t.voice().notSeen(newest), []trail.Reason{trail.PaidButNotSeen}, about{payout: true, row: newest.Row}))
	return nil
}

// went tells whether a payout was sent, whatever became of it.
func went(s trail.PayoutState) bool { return s != trail.PayoutExpected && s != trail.PayoutCarried }

// payoutFailed answers "the payout failed": with the one that the bank sent back, with
// what is open where there are several or none. What names a day or an amount is
// looked for by that. done is false where that is not what is said.
func (t *turn) payoutFailed(text string, r understand.Reading) (done bool, err error) {
	if !understand.SaysReturned(text) || r.Decision == understand.Act && isQuestion(r.Intent) && !asksWhere(r.Intent) {
		return false, nil
	}
	s := session.Of(r)
	s.Intent, t.session.Misses = understand.WhereIsMyMoney, 0
	if s.Any() {
		return true, t.question(s, text)
	}
	t.flow.Slots, t.flow.Asked = s, text
	if !t.scope.Totals() {
		return true, t.general(understand.WhereIsMyMoney)
	}
	o, err := t.open()
	if err != nil {
		return false, err
	}
	back := slices.DeleteFunc(slices.Clone(o.Payouts), func(p trail.PayoutView) bool { return p.State != trail.PayoutReturned })
	if len(back) == 1 {
		return true, t.showPayout(back[0], t.asked())
	}
	return true, t.general(understand.WhereIsMyMoney)
}
