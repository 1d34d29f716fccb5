package handlers

import (
	"fmt"
	"strconv"
	"strings"

	"moneytrail/handlers/access"
	"moneytrail/handlers/answer"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/understand"
	"moneytrail/handlers/understand/wording"
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
	return t.tellAll(own)
}

// tellAll gives each of several cases with that.
func (t *turn) tellAll(list []cases.Case) ([]answer.OwnCase, error) {
	all := make([]answer.OwnCase, 0, len(list))
	for _, c := range list {
		own, err := t.told(c)
		if err != nil {
			return nil, err
		}
		all = append(all, own)
	}
	return all, nil
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
	if c.IsOpen() {
		if err := t.awaits(&own); err != nil {
			return own, err
		}
	}
	for _, row := range c.Transactions {
		tr, ok, err := t.Books.Trail(t.ctx, scope, row)
		if err != nil {
			return own, fmt.Errorf("read trail: %w", err)
		}
		if ok && len(c.Transactions) == 1 {
			own.Swipe = &tr
		}
		switch {
		case !ok || !c.IsOpen() || tr.State == trail.Arrived:
		case tr.NeededBy != 0:
			own.Next, own.Yours = tr.NeededBy, true
		case isOpen(tr.State):
			own.Next = tr.Due.On
		}
	}
	for _, row := range c.Payouts {
		if !scope.Totals() || !c.IsOpen() {
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

// awaits adds to an open case when an agent last wrote to the merchant and whether
// the merchant did since, or by when the first words are promised.
func (t *turn) awaits(own *answer.OwnCase) error {
	words, err := t.Rolls.LastWords(t.ctx, own.ID)
	if err != nil {
		return fmt.Errorf("read history: %w", err)
	}
	// What the product tells of a case as it opens it, and adds later, is no agent's.
	if words.Desk.After(own.OpenedAt) && !words.Agent.Before(words.Desk) {
		own.Answered, own.Later = t.Clock.Shift(words.Desk), !words.Waits
		return nil
	}
	by, known, err := t.promisedBy(own.Case)
	if known && words.Desk.Before(own.OpenedAt) && t.now.Before(by) {
		own.By = by
	}
	return err
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

// caseNumber is how people write the number of a case; caseShort how it is
// written without the line, as a terminal's number may be too.
var (
	caseNumber = wording.MustCompile(`(?i)(?:^|[^0-9a-z])(?:c ?[-－—–‐] ?|case (?:no\.? ?)?#?(?:c ?)?|(?:问题单|問題單|工单|工單)(?:号|號)?[ ：:#]*)(\d{4,9})(?:$|[^0-9])`)
	caseAlone  = wording.MustCompile(`(?i)^(?:c ?-? ?)?\d{4,9}$`) // after /case
	caseShort  = wording.MustCompile(`(?i)(?:^|[^0-9a-z])c ?(\d{4,9})(?:$|[^0-9a-z])`)
)

// caseIn gives the case of the person's that a message names by its number.
// number is what was named, "" nothing; own is false where they have no such case.
func (t *turn) caseIn(text string) (c cases.Case, number string, own bool, err error) {
	named := caseNumber.FindStringSubmatch(text)
	sure := named != nil
	if !sure {
		named = caseShort.FindStringSubmatch(text)
	}
	if named == nil || t.asking {
		return c, "", false, nil
	}
	id, err := strconv.ParseInt(named[1], 10, 64)
	if err != nil {
		return c, "", false, nil
	}
	c, ok, err := t.Rolls.Case(t.ctx, id)
	if err != nil {
		return c, "", false, fmt.Errorf("read case: %w", err)
	}
	own = ok && c.Watches(t.tg.User) && t.actsFor(c.MerchantID)
	if !own && !sure {
		return c, "", false, nil
	}
	return c, "C-" + named[1], own, nil
}

// onlyNumber tells whether a message says nothing but the number of a case.
func onlyNumber(text string) bool {
	for _, form := range []*wording.Form{caseNumber, caseShort} {
		if at := form.FindStringIndex(text); at != nil {
			return strings.Trim(text[:at[0]]+text[at[1]:], " \t\n#＃.。:：?？!！") == ""
		}
	}
	return false
}

// caseNamed answers a message that names a case by its number, whatever is
// asked otherwise: one's own is shown, or goes on where the words say so, and
// what else is said goes into it. Another's and none get the same words.
func (t *turn) caseNamed(text string, r understand.Reading) (bool, error) {
	c, number, own, err := t.caseIn(text)
	if number == "" || err != nil || r.Decision == understand.HandOver {
		return false, err
	}
	t.session.Misses = 0
	return true, t.beside(func() error {
		switch {
		case !own:
			all, err := t.ownTold()
			if err != nil {
				return err
			}
			t.reply(t.voice().caseUnknown(number, all))
			return nil
		case stillWords(text) && c.CanReopen(t.machine):
			return t.reopenedByMerchant(c, text)
		case c.IsOpen() && !onlyNumber(text):
			if err := t.bring(c, r, text); err != nil {
				return err
			}
		}
		return t.showCase(c)
	})
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
