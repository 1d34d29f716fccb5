package handlers

import (
	"fmt"
	"slices"

	"moneytrail/handlers/access"
	"moneytrail/handlers/answer"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/press"
	"moneytrail/recon/trail"
)

// trailsChanged tells those concerned that money moved: watchers of the cases
// about it, and the merchant's people where something needs a word.
func (t *turn) trailsChanged(e *inbox.SystemEvent) error {
	merchant, err := t.merchantOf(e.MerchantID)
	if err != nil {
		return err
	}
	t.merchant, t.scope, t.now = merchant, access.For(access.Owner, e.MerchantID), t.now.In(t.zone(merchant))
	open, err := t.Rolls.OpenCases(t.ctx, e.MerchantID)
	if err != nil {
		return fmt.Errorf("read open cases: %w", err)
	}
	told := map[int64]bool{} // transactions whose watchers hear of it through a case
	for _, c := range open {
		if !touches(c, e) {
			continue
		}
		for _, row := range c.Transactions {
			told[row] = true
		}
		if err := t.moved(c); err != nil {
			return err
		}
	}
	spoken := corrected{}
	if err := t.cameBack(e, told, spoken); err != nil {
		return err
	}
	anew, err := t.corrections(e, spoken)
	if err != nil || e.Silent {
		return err
	}
	return t.notices(e, told, anew)
}

// touches tells whether an event speaks of a row that the case is about.
func touches(c cases.Case, e *inbox.SystemEvent) bool {
	return slices.ContainsFunc(c.Transactions, func(r int64) bool { return slices.Contains(e.Transactions, r) }) ||
		slices.ContainsFunc(c.Marked, func(m cases.Marked) bool { return slices.Contains(e.Transactions, m.Row) }) ||
		slices.ContainsFunc(c.Payouts, func(r int64) bool { return slices.Contains(e.Payouts, r) })
}

// moved closes an open case whose money arrived, and else shows its new facts.
func (t *turn) moved(c cases.Case) error {
	arrived, proof, err := t.allArrived(c)
	if err != nil {
		return err
	}
	if !arrived {
		facts, marked := c.Facts, c.Marked
		if err := t.gather(&c); err != nil {
			return err
		}
		if slices.Equal(facts, c.Facts) && slices.Equal(marked, c.Marked) {
			return nil
		}
		c.ChangedAt = t.machine
		if err := t.change(c); err != nil {
			return err
		}
		t.send(note(c, t.staff("desk.thread.changed", nil)+"\n"+joinLines(slices.Concat(answer.MarkedLines(c.Marked), c.Facts))))
		return nil
	}
	if err := c.Resolve(cases.Resolution{Reason: cases.Landed, Proof: proof, At: t.machine}); err != nil {
		return nil
	}
	c.Reason = ""
	if err := t.gather(&c); err != nil {
		return err
	}
	if err := t.tellLanded(c); err != nil {
		return err
	}
	if err := t.change(c); err != nil {
		return err
	}
	t.entry(c, "bot", "landed", proof, "")
	t.audit("system", "resolve", subjectOfCase(c), "landed: "+proof)
	t.send(note(c, t.staff("desk.thread.landed", map[string]any{"Proof": proof})))
	return nil
}

// allArrived tells whether all the money of a case is in the account, and the
// file and line of the bank entry that proves it.
func (t *turn) allArrived(c cases.Case) (bool, string, error) {
	proof := ""
	for _, row := range c.Transactions {
		tr, ok, err := t.Books.Trail(t.ctx, t.scope, row)
		if err != nil {
			return false, "", fmt.Errorf("read trail: %w", err)
		}
		if !ok || tr.State != trail.Arrived || isShort(tr.Reasons) {
			return false, "", nil
		}
		for _, h := range tr.Hops {
			if h.Name == trail.HopArrived && len(h.Evidence) > 0 {
				proof = t.proofOf(h.Evidence[0])
			}
		}
	}
	for _, row := range c.Payouts {
		p, ok, err := t.Books.Payout(t.ctx, t.scope, row)
		if err != nil {
			return false, "", fmt.Errorf("read payout: %w", err)
		}
		if !ok || p.State != trail.PayoutArrived {
			return false, "", nil
		}
		for _, e := range p.Evidence {
			if e.ID == p.EntryID || e.Kind == trail.ByPerson {
				proof = t.proofOf(e)
			}
		}
	}
	return len(c.Transactions)+len(c.Payouts) > 0, proof, nil
}

func (t *turn) proofOf(e trail.Evidence) string {
	if e.Kind == trail.ByPerson {
		return t.staff("desk.by_person", nil)
	}
	return fmt.Sprintf("%s %s:%d", e.ID, e.File, e.Line)
}

func isShort(reasons []trail.Reason) bool { return slices.Contains(reasons, trail.PayoutIsShort) }

// cameBack reopens a case that money had closed when the bank returned the
// money afterwards, or what proved its arrival does not hold any more.
func (t *turn) cameBack(e *inbox.SystemEvent, told map[int64]bool, spoken corrected) error {
	team, err := t.Rolls.Team(t.ctx, e.MerchantID)
	if err != nil {
		return fmt.Errorf("read team: %w", err)
	}
	seen := map[int64]bool{}
	for _, m := range team {
		all, err := t.Rolls.CasesOf(t.ctx, m.User)
		if err != nil {
			return fmt.Errorf("read cases: %w", err)
		}
		for _, c := range all {
			if seen[c.ID] || c.MerchantID != e.MerchantID || c.IsOpen() || c.Resolution == nil || !saysArrived(c.Resolution.Reason) || !touches(c, e) {
				continue
			}
			seen[c.ID] = true
			if err := t.reopenReturned(c, told, spoken); err != nil {
				return err
			}
		}
	}
	return nil
}

// saysArrived tells whether a resolution says that the money is there.
func saysArrived(reason string) bool {
	return reason == cases.Landed || reason == cases.ByMerchant || reason == "paid"
}

// reopenReturned reopens a case if its money is not in the account any more.
func (t *turn) reopenReturned(c cases.Case, told map[int64]bool, spoken corrected) error {
	gone, err := t.anyReturned(c)
	unproved := false
	if err == nil && !gone && c.Resolution.Reason == cases.Landed {
		unproved, err = t.anyUnproved(c)
	}
	if err != nil || !gone && !unproved {
		return err
	}
	if _, open, err := t.Rolls.OpenCase(t.ctx, c.MerchantID, c.Subject); err != nil || open {
		return err
	}
	if err := t.again(&c); err != nil {
		return nil
	}
	if err := t.gather(&c); err != nil {
		return err
	}
	for _, row := range c.Transactions {
		told[row] = true
	}
	heard, err := t.listeners(c)
	if err != nil {
		return err
	}
	for _, w := range heard {
		for _, row := range c.Transactions {
			spoken.add(w.User, press.Row(press.Swipe, row))
		}
		for _, row := range c.Payouts {
			spoken.add(w.User, press.Row(press.Payout, row))
		}
	}
	why, thread := "the bank returned the money", "desk.thread.returned"
	if unproved {
		why, thread = "what showed the money in the account was corrected or taken back", "desk.thread.unproved"
	}
	if err := t.tell(c, func(v voice) answer.Reply { return v.cameBack(c, gone) }); err != nil {
		return err
	}
	if err := t.change(c); err != nil {
		return err
	}
	t.entry(c, "bot", "reopened", "", "")
	t.audit("system", "reopen", subjectOfCase(c), why)
	t.send(note(c, t.staff(thread, nil)))
	return nil
}

// anyUnproved tells whether of a case that money closed some is not in the
// account, as far as anything shows.
func (t *turn) anyUnproved(c cases.Case) (bool, error) {
	for _, row := range c.Transactions {
		tr, ok, err := t.Books.Trail(t.ctx, t.scope, row)
		if err != nil {
			return false, fmt.Errorf("read trail: %w", err)
		}
		if !ok || tr.State != trail.Arrived && tr.State != trail.Refunded && tr.State != trail.ChargedBack {
			return true, nil
		}
	}
	for _, row := range c.Payouts {
		p, ok, err := t.Books.Payout(t.ctx, t.scope, row)
		if err != nil {
			return false, fmt.Errorf("read payout: %w", err)
		}
		if !ok || !there(p.State) {
			return true, nil
		}
	}
	return false, nil
}

func (t *turn) anyReturned(c cases.Case) (bool, error) {
	for _, row := range c.Transactions {
		tr, ok, err := t.Books.Trail(t.ctx, t.scope, row)
		if err != nil {
			return false, fmt.Errorf("read trail: %w", err)
		}
		if ok && tr.State == trail.Returned {
			return true, nil
		}
	}
	for _, row := range c.Payouts {
		p, ok, err := t.Books.Payout(t.ctx, t.scope, row)
		if err != nil {
			return false, fmt.Errorf("read payout: %w", err)
		}
		if ok && p.State == trail.PayoutReturned {
			return true, nil
		}
	}
	return false, nil
}

// tellLanded tells the watchers of a case that its money arrived.
func (t *turn) tellLanded(c cases.Case) error {
	if len(c.Payouts) > 0 {
		p, ok, err := t.Books.Payout(t.ctx, t.scope, c.Payouts[0])
		if err != nil || !ok {
			return err
		}
		heard, err := t.listeners(c)
		if err != nil {
			return err
		}
		for _, w := range heard {
			t.assurePayout(w.User, w.Chat, p)
		}
		return t.tell(c, func(v voice) answer.Reply { return v.t.book.CaseLandedPayout(v.a, c.ID, p) })
	}
	tr, ok, err := t.Books.Trail(t.ctx, t.scope, c.Transactions[0])
	if err != nil || !ok {
		return err
	}
	heard, err := t.listeners(c)
	if err != nil {
		return err
	}
	for _, w := range heard {
		t.assureTrail(w.User, w.Chat, tr)
	}
	return t.tell(c, func(v voice) answer.Reply { return v.t.book.CaseLanded(v.a, c.ID, tr) })
}
