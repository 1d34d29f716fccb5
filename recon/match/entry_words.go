package match

import "slices"

// readWords finds the entries (left) and payouts (right) that decisions name.
func (c *counter) readWords(decisions Decisions) {
	w := &c.word
	w.reset()
	if len(decisions) == 0 {
		return
	}
	decisions = decisions.sorted()
	entries, payouts := map[Key]int32{}, map[Key]int32{}
	byID := map[string]int32{} // payouts of that id: -2 none, -1 several
	for i := range decisions {
		if k := decisions[i].Entry; k != (Key{}) {
			entries[k] = -1
		}
		if k := decisions[i].Payout; k != (Key{}) {
			payouts[k], byID[k.ID] = -1, -2
		}
	}
	rowsOf(entries, len(c.entries), func(i int) Key { return keyOfEntry(&c.entries[i]) })
	of := c.namedPayouts(payouts)
	for i := range c.payouts {
		switch at, ok := byID[c.payouts[i].ID]; {
		case ok && at == -2:
			byID[c.payouts[i].ID] = int32(i)
		case ok:
			byID[c.payouts[i].ID] = -1
		}
	}
	w.no, w.off, w.offRight, w.dismissed = map[pair]string{}, map[int32]string{}, map[int32]string{}, map[string]bool{}
	for i := range decisions {
		x := &decisions[i]
		entry, named := entries[x.Entry]
		payout, other := payouts[x.Payout]
		if own, ok := of[payoutOf{x.Payout, x.Merchant}]; ok {
			payout = own
		} else if other && payout == -1 {
			payout = max(byID[x.Payout.ID], -1)
		}
		if other && payout >= 0 && x.Merchant != "" && c.payouts[payout].MerchantID != x.Merchant { // another's of that number
			if payout = -1; entry < 0 {
				continue
			}
		}
		switch {
		case x.Kind == Reject && x.Suggestion != "":
			w.dismissed[x.Suggestion] = true
		case x.Kind == WriteOff && named && entry >= 0:
			w.off[entry] = x.ID
		case x.Kind == WriteOff && other && payout >= 0:
			w.offRight[payout] = x.ID
		case !named || !other || x.Kind == WriteOff || (entry < 0 && payout < 0):
		case entry < 0 || payout < 0:
			if x.Kind == Confirm {
				c.complain(pair{entry, payout}, x.ID, RowMissing, "the other row is not there", "")
			}
		case x.Kind == Reject:
			w.no[pair{entry, payout}] = x.ID
		case x.Kind == Confirm:
			w.confirmed = append(w.confirmed, verbal{pair{entry, payout}, x.ID, x.Seq})
		}
	}
	w.settle(false, c.complain)
}

// payoutOf is the key of a payout and its merchant: lines of several merchants
// may name payouts by one number, as those that count batches do.
type payoutOf struct {
	Key
	merchant string
}

// namedPayouts looks up the payouts that decisions name: -1 for none, -2 for
// one of several merchants, which then tell it apart.
func (c *counter) namedPayouts(wanted map[Key]int32) map[payoutOf]int32 {
	of := map[payoutOf]int32{}
	for i := range c.payouts {
		p := &c.payouts[i]
		k := keyOfPayout(p)
		at, ok := wanted[k]
		if !ok {
			continue
		}
		own := payoutOf{k, p.MerchantID}
		switch was, twice := of[own]; {
		case !twice && at == -1:
			wanted[k] = int32(i)
		case !twice:
			wanted[k] = -2
		case c.payouts[was].Row < p.Row:
			continue
		case at >= 0:
			wanted[k] = int32(i)
		}
		of[own] = int32(i)
	}
	return of
}

func (c *counter) complain(p pair, decision string, kind ConflictKind, why, against string) {
	x := Conflict{Decision: decision, Kind: kind, Why: why, Against: against}
	if p.left >= 0 {
		x.Entry = c.entries[p.left].Row
	}
	if p.right >= 0 {
		x.Payout = c.payouts[p.right].Row
	}
	c.word.conflicts = append(c.word.conflicts, x)
}

// byWord links what a person confirmed, where no memo and no decision that was
// made before says otherwise.
func (c *counter) byWord() {
	w := &c.word
	memo := int32(len(c.links)) // links made so far rest on a memo
	c.told = map[int32]string{}
	for rest := w.confirmed; len(rest) > 0; {
		n := 1
		for n < len(rest) && rest[n].decision == rest[0].decision {
			n++
		}
		c.follow(rest[:n])
		rest = rest[n:]
	}
	for p, decision := range w.no {
		if c.linkedTo(p.left, p.right, memo) {
			c.complain(p, decision, AgainstReference, "linked all the same: the memo names "+c.payouts[p.right].ID, "")
		}
	}
	for entry, decision := range w.off {
		if at := c.work[entry].first; at != 0 && at <= memo {
			c.complain(pair{entry, c.sends[c.linked[at-1]].payout}, decision, AgainstReference, "written off, but its memo names a payout: "+c.links[at-1].Explanation, "")
		} else {
			c.work[entry].why = writtenOff
		}
	}
	for payout, decision := range w.offRight {
		for s := range sides {
			if c.paid[payout][s] != 0 {
				c.complain(pair{-1, payout}, decision, AgainstReference, "written off, but a bank entry names "+c.payouts[payout].ID, "")
				break
			}
		}
	}
}

// follow links the pairs of one decision, unless one of them cannot be: each
// entry fills its payouts in the order of their ids, and what is left of it
// goes to the last.
func (c *counter) follow(said []verbal) {
	may := true
	var entries []int32
	to := map[int32][]int32{} // the payouts of each entry
	for _, x := range said {
		switch w := &c.work[x.left]; {
		case w.first != 0 && c.linkedTo(x.left, x.right, int32(len(c.links))): // the evidence has come, and says the same
			continue
		case !c.mayConfirm(x, said):
			may = false
		}
		if to[x.left] == nil {
			entries = append(entries, x.left)
		}
		to[x.left] = append(to[x.left], x.right)
	}
	if !may {
		return
	}
	slices.SortFunc(entries, c.compareEntries)
	for _, e := range entries {
		c.inOrder(to[e])
		c.confirm(e, to[e])
		for _, p := range to[e] {
			c.told[p] = said[0].decision
		}
	}
}

// mayConfirm says whether a confirmed pair stands beside what memos and
// earlier decisions say, and complains where not. said is all of its decision.
func (c *counter) mayConfirm(x verbal, said []verbal) bool {
	e, p, w := &c.entries[x.left], &c.payouts[x.right], &c.work[x.left]
	paid := c.paid[x.right][w.side]
	switch {
	case !sameCurrency(e.Currency, p.Currency):
		c.complain(x.pair, x.decision, Impossible, "the entry is in "+e.Currency+", the payout in "+p.Currency, "")
	case w.first != 0 && c.links[w.first-1].Rule == ByConfirmed:
		was := c.sends[c.linked[w.first-1]].payout
		c.complain(x.pair, x.decision, AgainstDecision, "decision "+c.told[was]+", made before, confirms it with "+c.payouts[was].ID, c.told[was])
	case w.first != 0:
		c.complain(x.pair, x.decision, AgainstReference, c.links[w.first-1].Explanation, "")
	case paid != 0 && paid+c.givenTo(x.right, w.side, said) > p.Expected():
		beyond := ", and with this one there would be more than " + amount(p.Expected(), p.Currency)
		if told := c.told[x.right]; told != "" {
			c.complain(x.pair, x.decision, AgainstDecision, "decision "+told+", made before, confirms another entry with "+p.ID+beyond, told)
		} else {
			c.complain(x.pair, x.decision, AgainstReference, "another entry names "+p.ID+beyond, "")
		}
	default:
		return true
	}
	return false
}

// givenTo is how much a decision would link to a payout on a side.
func (c *counter) givenTo(payout int32, on side, said []verbal) (sum int64) {
	for _, x := range said {
		if x.right != payout || c.work[x.left].side != on || c.work[x.left].first != 0 {
			continue
		}
		alone := !slices.ContainsFunc(said, func(y verbal) bool { return y.left == x.left && y.right != payout })
		if give := c.entries[x.left].Amount; alone {
			sum += give
		} else {
			sum += min(give, max(0, c.payouts[payout].Expected()))
		}
	}
	return sum
}

// confirm links an entry to the payouts that a person named for it.
func (c *counter) confirm(entry int32, payouts []int32) {
	e, on := &c.entries[entry], c.work[entry].side
	rest := e.Amount
	for i, p := range payouts {
		part := min(rest, max(0, c.payouts[p].Expected()-c.paid[p][on]))
		if i == len(payouts)-1 {
			part = rest
		}
		if part == 0 && (i < len(payouts)-1 || c.work[entry].first != 0) {
			continue
		}
		rest -= part
		c.link(entry, c.sendingFor(p, e), ByConfirmed, ByConfirmed+" by a person"+c.otherAccount(p, e), part)
	}
}

// linkedTo says whether one of the first most links is of the entry and the payout.
func (c *counter) linkedTo(entry, payout, most int32) bool {
	w := &c.work[entry]
	for at := w.first; at != 0 && at <= w.last && at <= most; at++ {
		if c.sends[c.linked[at-1]].payout == payout {
			return true
		}
	}
	return false
}
