package handlers

import (
	"cmp"
	"slices"
	"strings"

	"moneytrail/handlers/access"
	"moneytrail/handlers/answer"
	"moneytrail/handlers/cases"
	"moneytrail/recon/trail"
)

// gatherOpen lists what is open at the merchant, for a case about no one swipe:
// what needs a look first, one swipe of each payout.
func (t *turn) gatherOpen(c *cases.Case) error {
	const most = 5
	if c.Facts = nil; len(c.Marked) > 0 { // the case is about those
		return nil
	}
	open, more, err := t.Books.Trails(t.ctx, access.For(access.Owner, c.MerchantID), Query{MerchantID: c.MerchantID, Open: true, Limit: openDeep})
	if err != nil {
		return err
	}
	slices.SortStableFunc(open, byNeed)
	seen := map[int64]bool{}
	open = slices.DeleteFunc(open, func(tr trail.Trail) bool {
		if tr.Payout == nil {
			return false
		}
		again := seen[tr.Payout.Row]
		seen[tr.Payout.Row] = true
		return again
	})
	for _, tr := range open[:min(len(open), most)] {
		lines, err := t.factsOf(tr)
		if err != nil {
			return err
		}
		c.Facts = append(c.Facts, strings.Join(lines[:min(len(lines), 3)], " · "))
	}
	if more || len(open) > most {
		c.Facts = append(c.Facts, "…")
	}
	return nil
}

// factsOf are the first lines of an open swipe as staff read them in a list: of one
// whose payout is in trouble, those of the payout.
func (t *turn) factsOf(tr trail.Trail) ([]string, error) {
	if tr.Payout == nil || answer.Usual(tr) {
		return t.book.StaffFacts(tr), nil
	}
	p, ok, err := t.Books.Payout(t.ctx, access.StaffScope(), tr.Payout.Row)
	if err != nil || !ok {
		return t.book.StaffFacts(tr), err
	}
	return t.book.StaffPayout(p, t.now.Location()), nil
}

// byNeed orders open swipes as a person should look at them: what waits for the
// merchant, then what is not in order, the largest sum first.
func byNeed(a, b trail.Trail) int {
	worth := func(tr trail.Trail) int64 {
		if tr.Payout != nil && !answer.Usual(tr) {
			return tr.Payout.Amount
		}
		return tr.Amount
	}
	return cmp.Or(order(answer.Usual(a), answer.Usual(b)), order(a.Next != trail.Merchant, b.Next != trail.Merchant), cmp.Compare(worth(b), worth(a)))
}
