package handlers

import (
	"fmt"
	"slices"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/session"
	"moneytrail/handlers/understand"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// ofBalance answers what is asked of the merchant's balance, with its figures.
// done is false where nothing is, where the message names money of its own, and
// for a chain, whose shops have a balance each.
func (t *turn) ofBalance(text string, r understand.Reading) (done bool, err error) {
	if t.chain != nil {
		return false, nil
	}
	topic := understand.BalanceAsked(text)
	if least(session.Of(r)) && understand.NamesLeast(text) {
		topic = understand.Least
	} else if session.Of(r).Any() {
		return false, nil
	}
	if topic == understand.NoBalance {
		return false, nil
	}
	t.session.Misses = 0
	if !t.scope.Totals() {
		t.reply(t.voice().notForRole())
		return true, nil
	}
	t.flow.Slots, t.flow.Asked = session.Slots{Intent: understand.FundsHeld, Hour: -1}, text
	b, err := t.balanceFor(topic)
	if err != nil {
		return false, err
	}
	reply := t.book.Balance(t.voice().a, b)
	t.flow.About = ""
	if len(b.Waits) > 0 {
		reply = t.guided(reply, []trail.Reason{answer.BalanceReason(topic)}, about{row: b.Waits[0].Row})
	}
	t.replyTo(reply, t.asked())
	return true, nil
}

// least tells facts that may name the smallest payout: one amount and nothing else.
func least(s session.Slots) bool {
	named := len(s.Amounts) == 1
	s.Amounts = nil
	return named && !s.Any()
}

// gathers reads the balance where some of the payments wait for the smallest
// payout; nil where none does. Shops of a chain have a balance each.
func (t *turn) gathers(list []trail.Trail) (*answer.Balance, error) {
	small := slices.ContainsFunc(list, func(tr trail.Trail) bool { return tr.Has(trail.MinPayout) })
	if !small || !t.scope.Totals() || t.chain != nil || t.merchant.MinPayout == 0 {
		return nil, nil
	}
	net, _, err := t.balance()
	if err != nil {
		return nil, err
	}
	manual := slices.ContainsFunc(list, func(tr trail.Trail) bool { return tr.Has(trail.ManualWithdrawal) })
	return &answer.Balance{Topic: understand.Least, Net: net, Least: t.merchant.MinPayout, Currency: t.currency(t.merchant), Small: true, Manual: manual}, nil
}

// balanceFor reads what is told of the merchant's balance; for roles that see no
// totals it is empty.
func (t *turn) balanceFor(topic understand.BalanceTopic) (b answer.Balance, err error) {
	b = answer.Balance{Topic: topic, Least: t.merchant.MinPayout, Currency: t.currency(t.merchant)}
	if !t.scope.Totals() {
		return b, nil
	}
	if b.Net, b.Took, err = t.balance(); err != nil {
		return b, err
	}
	if b.Open, err = t.open(); err != nil {
		return b, err
	}
	reason := answer.BalanceReason(topic)
	b.More = b.Open.More
	for _, tr := range b.Open.Trails {
		b.Manual = b.Manual || tr.Has(trail.ManualWithdrawal)
		b.Small = b.Small || tr.Has(trail.MinPayout)
		if b.AsOf.Covers == 0 || tr.AsOf.Covers < b.AsOf.Covers {
			b.AsOf = tr.AsOf
		}
		if reason != "" && tr.Has(reason) && tr.Currency == b.Currency && tr.Shares == 0 {
			b.Waits = append(b.Waits, tr)
		}
	}
	return b, nil
}

// balance reads what no payout paid yet, nil where that is not known, and what
// took money away lately where it is below zero.
func (t *turn) balance() (net *int64, took []trail.Trail, err error) {
	b, ok := t.Books.(BalanceBook)
	if !ok || !t.scope.Totals() {
		return nil, nil, nil
	}
	left, ok, err := b.Balance(t.ctx, t.scope, t.merchant.ID)
	if err != nil {
		return nil, nil, fmt.Errorf("read balance: %w", err)
	}
	switch {
	case !ok:
		return nil, nil, nil
	case left >= 0:
		return &left, nil, nil
	}
	recent, _, err := t.Books.Trails(t.ctx, t.scope, Query{MerchantID: t.merchant.ID, From: t.today() - refundDays, To: t.today(), Currency: t.currency(t.merchant), Limit: recordsMost})
	if err != nil {
		return nil, nil, fmt.Errorf("read trails: %w", err)
	}
	for _, tr := range recent {
		if tr.Type == record.Refund && moves(tr) || tr.State == trail.ChargedBack {
			took = append(took, tr)
		}
	}
	return &left, took, nil
}

// moves tells whether a refund takes money: one that was declined or taken back,
// or that failed, takes none.
func moves(tr trail.Trail) bool {
	switch tr.State {
	case trail.Declined, trail.Voided, trail.Reversed, trail.Unknown:
		return false
	}
	return !tr.Has(trail.RefundFailed)
}
