package handlers

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"moneytrail/handlers/access"
	"moneytrail/handlers/answer"
	"moneytrail/handlers/understand"
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
	rows, err := t.termRows()
	if err != nil {
		return nil, err
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

// termRows reads the rows of terms that hold for the current merchant.
func (t *turn) termRows() ([]record.Terms, error) {
	b, ok := t.Books.(TermsBook)
	if !ok {
		return nil, nil
	}
	rows, err := b.Terms(t.ctx, t.scope, t.merchant.ID)
	if err != nil {
		return nil, fmt.Errorf("read terms: %w", err)
	}
	return rows, nil
}

// termsOf is the contract of the current merchant for one kind of payment.
func (t *turn) termsOf(rows []record.Terms, scheme, card string) answer.Terms {
	c := terms.For(t.merchant, rows, scheme, card, t.today())
	return answer.Terms{Scheme: scheme, CardType: card, Contract: c, Currency: t.currency(t.merchant), Due: c.Due(t.now, 0, t.Calendars)}
}

// refundFee tells what the merchant's contract makes of the fee of a refunded payment;
// "" where card types differ in it or nothing is said.
func (t *turn) refundFee(merchant, scheme string) (string, error) {
	if t.chain != nil {
		for i, m := range t.chain.shops {
			if m.ID == merchant {
				one := *t
				one.narrow(t.chain.members[i], m)
				return one.refundFee(merchant, scheme)
			}
		}
	}
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
	return t.byContract(understand.SettlementTiming, func(one *turn, a answer.Audience, list []answer.Terms) (answer.Reply, error) {
		b, err := one.balanceFor(understand.Gathered)
		if err != nil {
			return answer.Reply{}, err
		}
		return one.book.Timing(a, list, b), nil
	})
}

// fees answers what payments cost by the contract, without any swipe at hand.
func (t *turn) fees() error {
	return t.byContract(understand.FeeQuestion, func(one *turn, a answer.Audience, list []answer.Terms) (answer.Reply, error) {
		return one.book.Fees(a, list), nil
	})
}

// byContract answers from the contract; of a chain once where it is the same
// for all shops, else it asks which shop is meant. A list from before does not stand last any more.
func (t *turn) byContract(intent understand.Intent, tell func(*turn, answer.Audience, []answer.Terms) (answer.Reply, error)) error {
	if strings.HasPrefix(t.flow.About, "l:") {
		t.flow.About = ""
	}
	if t.chain == nil {
		list, err := t.contracts()
		if err != nil {
			return err
		}
		said, err := tell(t, t.voice().a, list)
		if err != nil {
			return err
		}
		t.answer(said)
		return nil
	}
	c, a := t.chain, t.voice().a
	var said answer.Reply
	for i, m := range c.shops {
		one := *t
		one.narrow(c.members[i], m)
		list, err := one.contracts()
		if err != nil {
			return err
		}
		r, err := tell(&one, a, list)
		if err != nil {
			return err
		}
		if i > 0 && r.Text != said.Text {
			t.answer(t.book.ByShop(a, intent, c.shops))
			return nil
		}
		said = r
	}
	t.answer(said)
	return nil
}
