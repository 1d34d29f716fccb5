package match

import (
	"cmp"
	"fmt"
	"slices"

	"moneytrail/recon/record"
)

// mostSuggested bounds the suggestions for one row: of more, each says little.
const mostSuggested = 5

// clearsWithin is how many days a line without a time may settle after its swipe, for a suggestion.
const clearsWithin = 5

// suggest gives what would link the lines that have no transaction: the rivals
// that fit equally; else, where the line's reference answers to nothing, the
// transactions without a line that share its terminal, amount and time (of
// lines without a time: swiped up to five days before it settled).
func (d *desk) suggest(links []LineLink) []Suggestion {
	var open []int32
	for i := range links {
		if links[i].State == Orphan && !d.word.writtenOff(int32(i)) {
			open = append(open, int32(i))
		}
	}
	if len(open) == 0 {
		return nil
	}
	slices.SortFunc(open, func(a, b int32) int { return byLineID(&d.lines[a], &d.lines[b]) })
	settled := make([]bool, len(d.txns)) // transactions that have their own line
	for i := range d.claims {
		if c := &d.claims[i]; c.target >= 0 && d.own(int32(i), c.target) {
			settled[c.target] = true
		}
	}
	var out []Suggestion
	like := d.alike(open, settled)
	for n, line := range open {
		l := &d.lines[line]
		fits, why := d.rivalsOf(line), "fits as well as others do"
		if c := &d.claims[line]; c.lost || len(fits) == 0 {
			fits, why = like[n], ""
		}
		made := 0
		for _, row := range fits {
			t := &d.txns[row]
			if made == mostSuggested || d.word.rejected(line, row) || !couldBe(l, t) || (settled[row] && ownLine(l, t)) {
				continue
			}
			s := d.lineSuggestion(line, row, cmp.Or(why, d.likeness(l, row)))
			if !d.word.dismissed[s.ID] {
				out = append(out, s)
				made++
			}
		}
	}
	return out
}

func (d *desk) lineSuggestion(line, row int32, why string) Suggestion {
	l, t := &d.lines[line], &d.txns[row]
	pairs := []Pair{{Line: keyOfLine(l), Transaction: keyOfTransaction(t)}}
	open := l.Gross - wantedGross(t)
	if !ownLine(l, t) {
		open = 0 // it takes back a part of the sale
	}
	return Suggestion{
		ID: nameOf(SuggestLine, pairs), Kind: SuggestLine, Lines: []int64{l.Row}, Transactions: []int64{d.row(row)}, Pairs: pairs,
		Currency: cmp.Or(l.Currency, t.Currency), Amount: l.Gross, Open: open,
		Why: "line " + l.ID + " may be of " + t.ID + ": " + why,
	}
}

// likeness says what a line and a transaction share that was too little to link them.
func (d *desk) likeness(l *record.Line, row int32) string {
	said := "same terminal and amount"
	if !l.Time.IsZero() {
		said += fmt.Sprintf(", the line's time %d s from the swipe's", (d.clock.micros(l.Time)-d.at(row))/1e6)
	} else {
		said += fmt.Sprintf(", swiped %d days before it settled", l.SettledOn-d.briefs[row].day)
	}
	if r := d.references(l); len(r) > 0 {
		return said + "; but its " + d.firstReference(l) + " is not that transaction's"
	}
	return said
}

// alike gives, for each open line, the approved transactions of its terminal,
// amount and time that have no line of their own, at most twice what may be
// suggested, in order of their ids.
func (d *desk) alike(open []int32, settled []bool) [][]int32 {
	like := make([][]int32, len(open))
	shelves := map[uint64][]int32{} // what lines look for -> places in open
	for n, line := range open {
		l := &d.lines[line]
		if c := &d.claims[line]; c.rivals != c.rivalsEnd && !c.lost {
			continue
		}
		if l.TerminalID == "" || l.Gross == 0 || (l.Time.IsZero() && l.SettledOn == 0) {
			continue
		}
		k := mix(d.text(l.TerminalID), uint64(l.Gross))
		if len(shelves[k]) < mostSharers {
			shelves[k] = append(shelves[k], int32(n))
		}
	}
	d.findUndone()
	for i := range d.txns {
		x := &d.briefs[i]
		if !x.approved || settled[i] || d.details.undone[i] || x.target != int32(i) || (x.kind != saleKind && x.kind != refundKind) {
			continue
		}
		t := &d.txns[i]
		for _, n := range shelves[mix(d.text(t.TerminalID), uint64(x.wanted()))] {
			if len(like[n]) <= mostSuggested && d.resembles(&d.lines[open[n]], int32(i)) {
				like[n] = append(like[n], int32(i))
			}
		}
	}
	for n := range like {
		d.order(like[n])
		if len(like[n]) > mostSuggested { // too many to mean anything
			like[n] = nil
		}
	}
	return like
}

func (d *desk) resembles(l *record.Line, row int32) bool {
	t := &d.txns[row]
	if !ownLine(l, t) || l.TerminalID != t.TerminalID || l.Gross != wantedGross(t) || !sameCurrency(l.Currency, t.Currency) {
		return false
	}
	if !l.Time.IsZero() {
		apart := d.clock.micros(l.Time) - d.at(row)
		return apart >= -beforeSwipe && apart <= afterSwipe
	}
	days := l.SettledOn - d.briefs[row].day
	return days >= 0 && days <= clearsWithin
}
