package match

import "moneytrail/recon/record"

func keyOfLine(l *record.Line) Key               { return Key{l.Source, l.ID} }
func keyOfTransaction(t *record.Transaction) Key { return Key{t.Source, t.ID} }

// readWords finds the rows that decisions name.
func (d *desk) readWords(decisions Decisions) {
	w := &d.word
	w.reset()
	if len(decisions) == 0 {
		return
	}
	decisions = decisions.sorted()
	lines, txns := map[Key]int32{}, map[Key]int32{}
	for i := range decisions {
		if k := decisions[i].Line; k != (Key{}) {
			lines[k] = -1
		}
		if k := decisions[i].Transaction; k != (Key{}) {
			txns[k] = -1
		}
	}
	rowsOf(lines, len(d.lines), func(i int) Key { return keyOfLine(&d.lines[i]) })
	rowsOf(txns, len(d.txns), func(i int) Key { return keyOfTransaction(&d.txns[i]) })
	w.no, w.off, w.dismissed = map[pair]string{}, map[int32]string{}, map[string]bool{}
	for i := range decisions {
		x := &decisions[i]
		line, named := lines[x.Line]
		txn, other := txns[x.Transaction]
		switch {
		case x.Kind == Reject && x.Suggestion != "":
			w.dismissed[x.Suggestion] = true
		case x.Kind == WriteOff && named && line >= 0:
			w.off[line] = x.ID
		case !named || !other || x.Kind == WriteOff || (line < 0 && txn < 0):
		case line < 0 || txn < 0:
			if x.Kind == Confirm {
				d.complain(pair{line, txn}, x.ID, RowMissing, "the other row is not there", "")
			}
		case x.Kind == Reject:
			w.no[pair{line, d.target(txn)}] = x.ID
		case x.Kind == Confirm:
			w.confirmed = append(w.confirmed, verbal{pair{line, d.target(txn)}, x.ID, x.Seq})
		}
	}
	w.settle(true, d.complain)
}

func (d *desk) complain(p pair, decision string, kind ConflictKind, why, against string) {
	c := Conflict{Decision: decision, Kind: kind, Why: why, Against: against}
	if p.left >= 0 {
		c.Line = d.lines[p.left].Row
	}
	if p.right >= 0 {
		c.Transaction = d.row(p.right)
	}
	d.word.conflicts = append(d.word.conflicts, c)
}

// byWord links what a person confirmed, where no id or reference says otherwise.
func (d *desk) byWord() {
	w := &d.word
	for _, c := range w.confirmed {
		l, t, now := &d.lines[c.left], &d.txns[c.right], &d.claims[c.left]
		switch {
		case !couldBe(l, t):
			d.complain(c.pair, c.decision, Impossible, "a "+string(l.Type)+" line cannot be of a "+string(t.Type), "")
		case now.rung != noRung && now.target != c.right:
			d.complain(c.pair, c.decision, AgainstReference, "the line is of "+d.txns[now.target].ID+": "+why[now.rung], "")
		case now.rung != noRung: // the evidence has come, and says the same
		case ownLine(l, t) && d.taken[c.right] && d.standing(c.right) >= 0:
			d.complain(c.pair, c.decision, AgainstReference, "line "+d.lines[d.standing(c.right)].ID+" names "+t.ID, "")
		default:
			now.target, now.rung, now.rivals, now.rivalsEnd = c.right, confirmedRung, 0, 0
		}
	}
	for p, decision := range w.no {
		if now := &d.claims[p.left]; now.target == p.right && now.rung != confirmedRung {
			d.complain(p, decision, AgainstReference, "linked all the same: "+why[now.rung], "")
		}
	}
	for line, decision := range w.off {
		if now := &d.claims[line]; now.target >= 0 {
			d.complain(pair{line, now.target}, decision, AgainstReference, "written off, but "+d.txns[now.target].ID+" came: "+why[now.rung], "")
		}
	}
	if len(w.confirmed) > 0 {
		d.markTaken()
	}
	w.conflicts = inOrder(w.conflicts)
}

// couldBe says whether a line of that type can ever speak of t.
func couldBe(l *record.Line, t *record.Transaction) bool {
	return ownLine(l, t) || (isSale(t.Type) && (l.Type == record.LineRefund || l.Type == record.LineChargeback))
}

// standing gives a line that speaks of a transaction itself, by id or reference; -1 none.
func (d *desk) standing(target int32) int32 {
	best := int32(-1)
	for i := range d.claims {
		if c := &d.claims[i]; c.target == target && c.rung != confirmedRung && d.own(int32(i), target) &&
			(best < 0 || byLineID(&d.lines[i], &d.lines[best]) < 0) {
			best = int32(i)
		}
	}
	return best
}
