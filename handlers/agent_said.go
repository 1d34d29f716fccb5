package handlers

import (
	"fmt"
	"slices"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/steer"
	"moneytrail/recon/trail"
)

// wordsOn gives what an agent last told the person of a swipe, in a case that is open; nil for nothing.
func (t *turn) wordsOn(tr trail.Trail) (*answer.Said, error) {
	payout := int64(0)
	sums := []int64{tr.Amount, tr.Arithmetic.Net}
	if tr.Payout != nil {
		payout = tr.Payout.Row
		if t.scope.Totals() {
			sums = append(sums, tr.Payout.Amount)
		}
	}
	return t.said(tr.MerchantID, func(c cases.Case) bool {
		return slices.Contains(c.Transactions, tr.Row) || payout != 0 && slices.Contains(c.Payouts, payout)
	}, sums, tr.Currency)
}

// besidePayout reads what an answer about a payout needs besides.
func (t *turn) besidePayout(v trail.PayoutView) (known answer.Beside, err error) {
	known.Said, err = t.said(v.MerchantID, func(c cases.Case) bool {
		return slices.Contains(c.Payouts, v.Row) || slices.ContainsFunc(v.Lines, func(l trail.PayoutLine) bool { return slices.Contains(c.Transactions, l.TransactionRow) })
	}, []int64{v.Amount}, v.Currency)
	return known, err
}

// said gives the newest words of an agent in the person's open cases of a merchant: of
// those that are about the money first, else of those that name one of its sums.
func (t *turn) said(merchant string, about func(cases.Case) bool, sums []int64, currency string) (*answer.Said, error) {
	open, err := t.openCases()
	if err != nil {
		return nil, err
	}
	var named *answer.Said
	for _, c := range open {
		if c.MerchantID != merchant || c.ID == t.quoted {
			continue
		}
		e, ok, err := t.Rolls.AgentSaid(t.ctx, c.ID)
		if err != nil {
			return nil, fmt.Errorf("read history: %w", err)
		}
		if !ok || e.Text == "" || steer.OnlyAsks(e.Text) { // a question tells nothing of money
			continue
		}
		words := &answer.Said{Case: c.ID, Name: e.Name, At: t.Clock.Shift(e.At).In(t.now.Location()), Text: e.Text}
		switch {
		case about(c):
			return words, nil
		case named == nil && (t.names(e.Text, sums, currency) || c.IsGeneral() && t.names(c.Words, sums, currency)):
			named = words
		}
	}
	return named, nil
}

// names tells whether words name one of some sums.
func (t *turn) names(words string, sums []int64, currency string) bool {
	r := t.Reader.Read(words, t.now)
	t.ownMoney(&r)
	return slices.ContainsFunc(sums, func(n int64) bool { return n != 0 && t.oneOf(r.Amounts, n, currency) })
}
