package handlers

import (
	"fmt"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/session"
	"moneytrail/recon/trail"
)

// lately is how many of the newest payouts a question whether less arrived is offered.
const lately = 5

// less answers whether less arrived in some days: by the payouts that landed
// then. False where none did.
func (t *turn) less(s session.Slots) (bool, error) {
	var list []trail.PayoutView
	for _, d := range s.Dates {
		found, err := t.Books.Payouts(t.ctx, t.scope, PayoutQuery{MerchantID: t.merchant.ID, From: d.From, To: d.To, Limit: deep})
		if err != nil {
			return false, fmt.Errorf("read payouts: %w", err)
		}
		list = append(list, found...)
	}
	switch list = once(list, func(p trail.PayoutView) int64 { return p.Row }); len(list) {
	case 0:
		return false, nil
	case 1:
		return true, t.showPayout(list[0], t.asked())
	}
	t.flow.About = rowsKey(nil, list)
	t.answer(t.book.PayoutsShort(t.voice().a, list))
	return true, nil
}

// newestPayouts gives the newest payouts, for who asks why one was less and names none.
func (t *turn) newestPayouts() ([]trail.PayoutView, error) {
	if !t.scope.Totals() {
		return nil, nil
	}
	list, err := t.Books.Payouts(t.ctx, t.scope, PayoutQuery{MerchantID: t.merchant.ID, Limit: lately})
	if err != nil {
		return nil, fmt.Errorf("read payouts: %w", err)
	}
	return list, nil
}

// payoutPage shows a further page of what a payout or its proof lists.
func (t *turn) payoutPage(row int64, at int, show func(*answer.Book, answer.Audience, trail.PayoutView, int) answer.Reply) error {
	v, ok, err := t.payoutIn(row)
	if err != nil {
		return err
	}
	if !ok {
		return t.nothingFound(unnamed)
	}
	t.flow.About = about{payout: true, row: row}.key()
	t.reply(show(t.book, t.voice().a, v, at))
	return nil
}
