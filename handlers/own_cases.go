package handlers

import (
	"fmt"
	"regexp"
	"strconv"

	"moneytrail/handlers/access"
	"moneytrail/handlers/answer"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/understand"
	"moneytrail/recon/trail"
)

// ownCases lists the cases the person watches.
func (t *turn) ownCases() error {
	own, err := t.ownTold()
	if err != nil {
		return err
	}
	t.reply(t.book.Cases(t.voice().a, own))
	return nil
}

// watched reads the cases that the person watches at the merchants they act for.
func (t *turn) watched() ([]cases.Case, error) {
	all, err := t.Rolls.CasesOf(t.ctx, t.tg.User)
	if err != nil {
		return nil, fmt.Errorf("read cases: %w", err)
	}
	own := make([]cases.Case, 0, len(all))
	for _, c := range all {
		if t.actsFor(c.MerchantID) {
			own = append(own, c)
		}
	}
	return own, nil
}

// ownTold gives the person's own cases as they are told of them.
func (t *turn) ownTold() ([]answer.OwnCase, error) {
	own, err := t.watched()
	if err != nil {
		return nil, err
	}
	out := make([]answer.OwnCase, 0, len(own))
	for _, c := range own {
		one, err := t.told(c)
		if err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, nil
}

// told adds to a case the next date of what it is about, as far as the person's
// role at its merchant sees that.
func (t *turn) told(c cases.Case) (answer.OwnCase, error) {
	own := answer.OwnCase{Case: c}
	scope := access.Scope{}
	for _, m := range t.members {
		if m.MerchantID == c.MerchantID {
			scope = access.For(m.Role, m.MerchantID)
		}
	}
	if len(t.members) > 1 {
		shop, _, err := t.Books.Merchant(t.ctx, scope, c.MerchantID)
		if err != nil {
			return own, fmt.Errorf("read merchant: %w", err)
		}
		own.Shop = nameOf(shop)
	}
	if !c.IsOpen() {
		return own, nil
	}
	for _, row := range c.Transactions {
		tr, ok, err := t.Books.Trail(t.ctx, scope, row)
		if err != nil {
			return own, fmt.Errorf("read trail: %w", err)
		}
		switch {
		case !ok || tr.State == trail.Arrived:
		case tr.NeededBy != 0:
			own.Next, own.Yours = tr.NeededBy, true
		case isOpen(tr.State):
			own.Next = tr.Due.On
		}
	}
	for _, row := range c.Payouts {
		if !scope.Totals() {
			break
		}
		p, ok, err := t.Books.Payout(t.ctx, scope, row)
		if err != nil {
			return own, fmt.Errorf("read payout: %w", err)
		}
		if ok && (p.State == trail.PayoutSent || p.State == trail.PayoutConfirmed) {
			own.Next = p.CheckBy
		}
	}
	return own, nil
}

// showCase tells how a case of one's own stands.
func (t *turn) showCase(c cases.Case) error {
	own, err := t.told(c)
	if err != nil {
		return err
	}
	if c.IsOpen() {
		t.focus(c)
	}
	t.reply(t.book.CaseShown(t.voice().a, own))
	return nil
}

// caseNumber is how people write the number of a case.
var caseNumber = regexp.MustCompile(`(?i)(?:^|[^0-9a-z])(?:c-|case (?:no\.? ?)?#?|(?:问题单|工单)(?:号)?[ ：:#]*)(\d{4,9})(?:$|[^0-9])`)

// caseNamed answers a message that names a case by its number: one's own is
// shown, or goes on where the words say so. Another's and none get the same words.
func (t *turn) caseNamed(text string, r understand.Reading) (bool, error) {
	named := caseNumber.FindStringSubmatch(text)
	if named == nil || t.asking || r.Decision == understand.HandOver {
		return false, nil
	}
	id, err := strconv.ParseInt(named[1], 10, 64)
	if err != nil {
		return false, nil
	}
	c, ok, err := t.Rolls.Case(t.ctx, id)
	if err != nil {
		return false, fmt.Errorf("read case: %w", err)
	}
	t.session.Misses = 0
	if !ok || !c.Watches(t.tg.User) || !t.actsFor(c.MerchantID) {
		all, err := t.ownTold()
		if err != nil {
			return false, err
		}
		t.reply(t.voice().caseUnknown("C-"+named[1], all))
		return true, nil
	}
	if stillWords(text) && c.CanReopen(t.machine) {
		return true, t.reopenedByMerchant(c, text)
	}
	return true, t.showCase(c)
}

// actsFor tells whether the person is an active member of a merchant.
func (t *turn) actsFor(merchant string) bool {
	for _, m := range t.members {
		if m.MerchantID == merchant {
			return true
		}
	}
	return false
}
