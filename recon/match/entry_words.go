package match

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
	rowsOf(payouts, len(c.payouts), func(i int) Key { return keyOfPayout(&c.payouts[i]) })
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
		if other && payout < 0 {
			payout = max(byID[x.Payout.ID], -1)
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
				c.complain(pair{entry, payout}, x.ID, RowMissing, "the other row is not there")
			}
		case x.Kind == Reject:
			w.no[pair{entry, payout}] = x.ID
		case x.Kind == Confirm:
			w.confirmed = append(w.confirmed, verbal{pair{entry, payout}, x.ID})
		}
	}
	w.settle(false, c.complain)
}

func (c *counter) complain(p pair, decision string, kind ConflictKind, why string) {
	x := Conflict{Decision: decision, Kind: kind, Why: why}
	if p.left >= 0 {
		x.Entry = c.entries[p.left].Row
	}
	if p.right >= 0 {
		x.Payout = c.payouts[p.right].Row
	}
	c.word.conflicts = append(c.word.conflicts, x)
}

// byWord links what a person confirmed, where no memo says otherwise.
func (c *counter) byWord() {
	w := &c.word
	memo := int32(len(c.links)) // links made so far rest on a memo
	confirmed := map[int32][]verbal{}
	var order []int32
	for _, x := range w.confirmed {
		if !c.mayConfirm(x) {
			continue
		}
		if confirmed[x.left] == nil {
			order = append(order, x.left)
		}
		confirmed[x.left] = append(confirmed[x.left], x)
	}
	for _, entry := range order {
		c.confirm(entry, confirmed[entry])
	}
	for p, decision := range w.no {
		if c.linkedTo(p.left, p.right, memo) {
			c.complain(p, decision, AgainstReference, "linked all the same: the memo names "+c.payouts[p.right].ID)
		}
	}
	for entry, decision := range w.off {
		if at := c.work[entry].first; at != 0 && at <= memo {
			c.complain(pair{entry, c.sends[c.linked[at-1]].payout}, decision, AgainstReference, "written off, but its memo names a payout: "+c.links[at-1].Explanation)
		} else {
			c.work[entry].why = writtenOff
		}
	}
	for payout, decision := range w.offRight {
		for s := range sides {
			if c.paid[payout][s] != 0 {
				c.complain(pair{-1, payout}, decision, AgainstReference, "written off, but a bank entry names "+c.payouts[payout].ID)
				break
			}
		}
	}
}

// mayConfirm says whether a confirmed pair stands beside what memos say, and complains where not.
func (c *counter) mayConfirm(x verbal) bool {
	e, p, w := &c.entries[x.left], &c.payouts[x.right], &c.work[x.left]
	switch {
	case !sameCurrency(e.Currency, p.Currency):
		c.complain(x.pair, x.decision, Impossible, "the entry is in "+e.Currency+", the payout in "+p.Currency)
	case w.first != 0 && c.linkedTo(x.left, x.right, int32(len(c.links))): // the evidence has come, and says the same
	case w.first != 0:
		c.complain(x.pair, x.decision, AgainstReference, c.links[w.first-1].Explanation)
	case c.paid[x.right][w.side] != 0 && c.paid[x.right][w.side]+e.Amount > p.Expected():
		c.complain(x.pair, x.decision, AgainstReference, "another entry names "+p.ID+", and with this one there would be more than "+amount(p.Expected(), p.Currency))
	default:
		return true
	}
	return false
}

// confirm links an entry to the payouts that a person named for it: to each
// what it expects, as far as the entry goes; what is left goes to the last.
func (c *counter) confirm(entry int32, to []verbal) {
	e := &c.entries[entry]
	payouts := make([]int32, len(to))
	for i, x := range to {
		payouts[i] = x.right
	}
	c.inOrder(payouts)
	said := ByConfirmed + " by a person"
	rest := e.Amount
	for i, p := range payouts {
		part := min(rest, max(0, c.payouts[p].Expected()))
		if i == len(payouts)-1 {
			part = rest
		}
		rest -= part
		c.link(entry, c.sendingFor(p, e), ByConfirmed, said+c.otherAccount(p, e), part)
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
