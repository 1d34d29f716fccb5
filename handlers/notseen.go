package handlers

import (
	"fmt"

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
