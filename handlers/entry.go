package handlers

import (
	"fmt"
	"slices"

	"moneytrail/handlers/session"
	"moneytrail/handlers/understand"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// whatArrived answers what an amount is that arrived: from the statement back to
// the payouts and swipes in it. done is false where that is not what is asked.
func (t *turn) whatArrived(text string, r understand.Reading) (done bool, err error) {
	s := session.Of(r)
	if !t.scope.Totals() || len(s.Amounts) == 0 || s.Last4 != "" || s.RRN != "" || s.Terminal != "" || s.Slip != "" || !understand.AsksWhatArrived(text) {
		return false, nil
	}
	s.Intent = understand.WhereIsMyMoney
	found, err := t.entriesOf(s)
	if err != nil {
		return false, err
	}
	t.session.Misses = 0
	t.flow.Slots, t.flow.Asked = s, text
	switch len(found) {
	case 0:
		if done, err := t.otherCredits(s); done || err != nil {
			return true, err
		}
		return true, t.seek(arrivals(s))
	case 1:
		return true, t.showEntry(found[0])
	}
	t.flow.About = ""
	t.answer(t.book.Entries(t.voice().a, found))
	return true, nil
}

// otherCredits says that no credit is of the amount asked for, and offers those
// of the last days to tap. done is false where there are none, or where a payout
// or swipe is of that amount.
func (t *turn) otherCredits(s session.Slots) (done bool, err error) {
	b, ok := t.Books.(EntryBook)
	if !ok {
		return false, nil
	}
	if f, err := t.search(arrivals(s)); err != nil || !f.empty() {
		return false, err
	}
	list, err := b.BankEntries(t.ctx, t.scope, EntryQuery{MerchantID: t.merchant.ID, From: t.today() - recently, To: t.today(), Limit: pageSize})
	if err != nil {
		return false, fmt.Errorf("read bank entries: %w", err)
	}
	list = slices.DeleteFunc(slices.Clone(list), func(v trail.EntryView) bool { return v.Amount <= 0 })
	if len(list) == 0 {
		return false, nil
	}
	v := t.voice()
	t.flow.About = ""
	t.answer(t.book.NoEntry(v.a, v.asked(session.Slots{Amounts: s.Amounts, Dates: arrivals(s).Dates, Hour: -1}), list))
	return true, nil
}

// entriesOf finds the credits on the merchant's statement of the named amounts,
// on the named days or, where there is none then, on any.
func (t *turn) entriesOf(s session.Slots) ([]trail.EntryView, error) {
	b, ok := t.Books.(EntryBook)
	if !ok {
		return nil, nil
	}
	days := []understand.DateRange{{}}
	if len(s.Dates) > 0 {
		days = append(slices.Clone(s.Dates), days...)
	}
	for _, d := range days {
		var found []trail.EntryView
		for _, a := range s.Amounts {
			q := EntryQuery{MerchantID: t.merchant.ID, From: d.From, To: d.To, Limit: pageSize}
			currency := t.currencyOf(a)
			if q.AmountMin, q.AmountMax = t.bounds(a, currency); q.AmountMin == nil && q.AmountMax == nil {
				continue
			}
			list, err := b.BankEntries(t.ctx, t.scope, q)
			if err != nil {
				return nil, fmt.Errorf("read bank entries: %w", err)
			}
			for _, v := range list {
				if v.Amount > 0 && v.Currency == currency {
					found = append(found, v)
				}
			}
		}
		if found = once(found, func(v trail.EntryView) int64 { return v.Row }); len(found) > 0 || d == (understand.DateRange{}) {
			return found, nil
		}
	}
	return nil, nil
}

// showEntry tells what an amount on the statement is: of a payout that it is
// alone, the payout's own story.
func (t *turn) showEntry(v trail.EntryView) error {
	if len(v.Payouts) == 1 && v.Others == 0 && v.Stray == 0 {
		return t.showPayout(v.Payouts[0].Payout, t.asked())
	}
	t.flow.About = ""
	maybe, err := t.candidates(v)
	if err != nil {
		return err
	}
	if len(maybe) > 0 {
		t.replyTo(t.book.EntryMaybe(t.voice().a, v, maybe), t.asked())
		return nil
	}
	t.replyTo(t.book.Entry(t.voice().a, v), t.asked())
	return nil
}

// candidateDays is how long before an amount without a reference the payouts were
// sent that it may be.
const candidateDays = 7

// candidates are the payouts of the person's that an amount on the statement may
// be which names none: of its account and very sum, on their way, nothing guessed among them.
func (t *turn) candidates(v trail.EntryView) ([]trail.PayoutView, error) {
	if len(v.Payouts) > 0 || v.Direction != record.Credit || v.Owner != record.Payee {
		return nil, nil
	}
	list, err := t.Books.Payouts(t.ctx, t.scope, PayoutQuery{MerchantID: t.merchant.ID, From: v.BookedOn - candidateDays, To: v.BookedOn,
		AmountMin: &v.Amount, AmountMax: &v.Amount, Limit: pageSize})
	if err != nil {
		return nil, fmt.Errorf("read payouts: %w", err)
	}
	return slices.DeleteFunc(list, func(p trail.PayoutView) bool {
		open := p.State == trail.PayoutSent || p.State == trail.PayoutConfirmed || p.State == trail.PayoutMissing
		elsewhere := p.Account != "" && v.Account != "" && p.Account != v.Account
		return !open || elsewhere || p.Currency != v.Currency || p.Amount != v.Amount
	}), nil
}

// entryOf shows the amount on the statement that a pressed button names.
func (t *turn) entryOf(row int64) error {
	b, ok := t.Books.(EntryBook)
	if !ok || row == 0 || !t.scope.Totals() {
		return t.nothingFound(unnamed)
	}
	found, err := b.BankEntries(t.ctx, t.scope, EntryQuery{MerchantID: t.merchant.ID, Row: row, Limit: 1})
	if err != nil {
		return fmt.Errorf("read bank entry: %w", err)
	}
	if len(found) == 0 {
		return t.nothingFound(unnamed)
	}
	return t.showEntry(found[0])
}
