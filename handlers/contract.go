package handlers

import (
	"context"
	"fmt"
	"slices"

	"moneytrail/handlers/access"
	"moneytrail/handlers/answer"
	"moneytrail/recon/record"
	"moneytrail/recon/terms"
)

// TermsBook is a Books that can also tell the rows of terms that hold for a
// merchant. Without it only the merchant's own columns are known.
type TermsBook interface {
	Terms(ctx context.Context, s access.Scope, merchant string) ([]record.Terms, error)
}

// contracts gives the merchant's contract for any card, and one for every
// scheme that has terms of its own.
func (t *turn) contracts() ([]answer.Terms, error) {
	var rows []record.Terms
	if b, ok := t.Books.(TermsBook); ok {
		var err error
		if rows, err = b.Terms(t.ctx, t.scope, t.merchant.ID); err != nil {
			return nil, fmt.Errorf("read terms: %w", err)
		}
	}
	currency := t.currency(t.merchant)
	list := []answer.Terms{{Scheme: "*", Contract: terms.For(t.merchant, rows, "", "", t.today()), Currency: currency}}
	var schemes []string
	for _, r := range rows {
		if r.Scheme != "*" && r.Scheme != "" && !slices.Contains(schemes, r.Scheme) {
			schemes = append(schemes, r.Scheme)
		}
	}
	slices.Sort(schemes)
	for _, s := range schemes {
		list = append(list, answer.Terms{Scheme: s, Contract: terms.For(t.merchant, rows, s, "", t.today()), Currency: currency})
	}
	return list, nil
}

// timing answers when money arrives by the contract, without any swipe at hand.
func (t *turn) timing() error {
	list, err := t.contracts()
	if err != nil {
		return err
	}
	t.reply(t.book.Timing(t.voice().a, list, list[0].Contract.Due(t.now, 0, t.Calendars)))
	return nil
}

// fees answers what payments cost by the contract, without any swipe at hand.
func (t *turn) fees() error {
	list, err := t.contracts()
	if err != nil {
		return err
	}
	t.reply(t.book.Fees(t.voice().a, list))
	return nil
}
