package handlers

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

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

// contracts gives the merchant's contract for payments that have no terms of
// their own, and one for every scheme and card type that has.
func (t *turn) contracts() ([]answer.Terms, error) {
	var rows []record.Terms
	if b, ok := t.Books.(TermsBook); ok {
		var err error
		if rows, err = b.Terms(t.ctx, t.scope, t.merchant.ID); err != nil {
			return nil, fmt.Errorf("read terms: %w", err)
		}
	}
	list := []answer.Terms{t.termsOf(rows, "", "")}
	type kind struct{ scheme, card string }
	var kinds []kind
	for _, r := range rows {
		k := kind{strings.ToUpper(r.Scheme), strings.ToUpper(r.CardType)}
		if (k.scheme == "" || k.scheme == "*") && k.card == "" || slices.Contains(kinds, k) {
			continue
		}
		kinds = append(kinds, k)
	}
	slices.SortFunc(kinds, func(a, b kind) int { return cmp.Or(cmp.Compare(a.scheme, b.scheme), cmp.Compare(a.card, b.card)) })
	for _, k := range kinds {
		list = append(list, t.termsOf(rows, k.scheme, k.card))
	}
	return list, nil
}

// termsOf is the contract of the current merchant for one kind of payment.
func (t *turn) termsOf(rows []record.Terms, scheme, card string) answer.Terms {
	c := terms.For(t.merchant, rows, scheme, card, t.today())
	return answer.Terms{Scheme: scheme, CardType: card, Contract: c, Currency: t.currency(t.merchant), Due: c.Due(t.now, 0, t.Calendars)}
}

// refundFee tells what the contract makes of the fee of a refunded payment;
// "" where card types differ in it or nothing is said.
func (t *turn) refundFee(scheme string) (string, error) {
	list, err := t.contracts()
	if err != nil {
		return "", err
	}
	own := slices.DeleteFunc(slices.Clone(list[1:]), func(x answer.Terms) bool { return !strings.EqualFold(x.Scheme, scheme) })
	if len(own) == 0 {
		own = list[:1]
	}
	for _, x := range own[1:] {
		if x.Contract.RefundPolicy != own[0].Contract.RefundPolicy {
			return "", nil
		}
	}
	return own[0].Contract.RefundPolicy, nil
}

// timing answers when money arrives by the contract, without any swipe at hand.
func (t *turn) timing() error {
	list, err := t.contracts()
	if err != nil {
		return err
	}
	t.answer(t.book.Timing(t.voice().a, list))
	return nil
}

// fees answers what payments cost by the contract, without any swipe at hand.
func (t *turn) fees() error {
	list, err := t.contracts()
	if err != nil {
		return err
	}
	t.answer(t.book.Fees(t.voice().a, list))
	return nil
}
