package match

import (
	"time"

	"moneytrail/recon/record"
)

// rung is the step of the ladder that linked a line.
type rung uint8

const (
	noRung rung = iota
	accountRung
	idRung
	rrnRung
	orderRung
	slipRung
	childRung     // the line names the original; the refund or capture itself is the transaction
	parentRung    // a refund without a transaction of its own: its sale
	confirmedRung // a person said so
	detailsRung   // terminal, amount and time
)

// matchedBy and why are what the link says of each rung.
var matchedBy = [...]string{ByNone, ByNone, ByID, ByReference, ByReference, ByReference, ByReference, ByReference, ByConfirmed, ByDetails}

var why = [...]string{
	rrnRung:       "same RRN, merchant and day",
	idRung:        "same transaction id",
	orderRung:     "same order id and day",
	slipRung:      "same terminal, batch, slip and day",
	childRung:     "names the original of this transaction",
	parentRung:    "a refund without a transaction of its own; names its sale",
	confirmedRung: "confirmed by a person",
}

// claim is what the ladder found for one line.
type claim struct {
	target int32 // the transaction's row in the book, -1 none
	rung   rung
	lost   bool // what fitted by details went to lines that fit nothing else
	many   bool // more rivals fit than were kept
	named  bool // it carries a reference that is no placeholder
	// rivals are the transactions that fit equally, or that were lost: a stretch of desk.rivals.
	rivals, rivalsEnd int32
	apart             int32 // by details: seconds from the swipe to the line's time
}

// desk is the work on one merchant's lines.
type desk struct {
	book
	lines  []record.Line
	claims []claim
	brief  []lineBrief
	rivals []int32
	taken  []bool // transactions that a line of their own kind speaks of by reference
	word   words
	// room for work
	refs    []reference
	details detailsRoom
	heads   []int32
	nexts   []int32
}

// LineResult is what became of the settlement lines of one merchant.
type LineResult struct {
	// Links has one link for each line, in the order of lines.
	Links []LineLink
	// Suggestions would link a line that has no transaction, one transaction
	// each; in order of the lines' ids, then of the transactions'.
	Suggestions []Suggestion
	// Conflicts are the decisions that could not be followed.
	Conflicts []Conflict
}

// Lines links the settlement lines of one merchant to its transactions. Rungs
// from the surest down: provider's id; RRN with merchant and date; order id;
// terminal, batch, slip and date; what a person confirmed; and for lines
// without any reference terminal, amount and time (-60 s to +120 s), among
// sales that no line names. Only a unique candidate is taken; where several
// fit equally none is, and all are named. References of zeros, or carried by
// more than 64 transactions, name nothing. Rows that are joined to another
// stand for that one. zone is the merchant's, for rows without an offset and
// for days. decisions may hold those of other rows too.
func (m *Matcher) Lines(txns []record.Transaction, lines []record.Line, zone *time.Location, decisions Decisions) LineResult {
	d := &m.desk
	d.link(txns, lines, zone, decisions)
	res := LineResult{Links: d.verdicts()}
	res.Suggestions = d.suggest(res.Links)
	res.Conflicts = d.word.conflicts
	return res
}

func (d *desk) link(txns []record.Transaction, lines []record.Line, zone *time.Location, decisions Decisions) {
	d.open(txns, zone)
	d.lines = lines
	d.claims, d.taken = cleared(d.claims, len(lines)), cleared(d.taken, len(txns))
	d.rivals = d.rivals[:0]
	d.brief = sized(d.brief, len(lines))
	for i := range lines {
		d.brief[i] = lineBriefOf(&lines[i])
		d.brief[i].currency = d.money.number(lines[i].Currency)
	}
	d.readWords(decisions)
	d.byReference()
	d.byOriginal()
	d.byWord()
	d.byDetails()
}

// byReference climbs the ladder for what each line itself names.
func (d *desk) byReference() {
	for i := range d.lines {
		l, x, c := &d.lines[i], &d.brief[i], &d.claims[i]
		c.target = -1
		if x.kind == otherKind && !x.back {
			c.rung = accountRung
			continue
		}
		for _, r := range d.references(l) {
			at, names := rungOf[r.by], false
			d.found, names = d.find(d.found[:0], r, func(row int32) bool {
				return x.wants(&d.briefs[row]) && d.fits(l, row, at)
			})
			c.named = c.named || names
			if len(d.found) > 0 {
				d.take(int32(i), at, d.found)
				break
			}
		}
	}
	d.markTaken()
}

// markTaken notes which transactions have, or may have, a line of their own by
// reference: they are no candidates for lines that name nothing.
func (d *desk) markTaken() {
	for i := range d.claims {
		c := &d.claims[i]
		if c.target >= 0 && d.own(int32(i), c.target) {
			d.taken[c.target] = true
		}
		for _, r := range d.rivals[c.rivals:c.rivalsEnd] {
			if d.own(int32(i), r) {
				d.taken[r] = true
			}
		}
	}
}

// byOriginal links what names an original: a refund's line with the sale's
// reference goes to the refund of that amount, or where there is none to the
// sale itself; a sale's line with the reference of a pre-authorisation to the
// capture.
func (d *desk) byOriginal() {
	more := false
	for i := range d.lines {
		c := &d.claims[i]
		if c.rung != noRung || c.rivals != c.rivalsEnd || !c.named || d.brief[i].kind == otherKind {
			continue
		}
		l, line := &d.lines[i], int32(i)
		child := func(row int32) bool { return d.childOf(l, row) }
		d.found = d.found[:0]
		for _, r := range [...]reference{{by: ofID, text: l.TransactionID}, {by: ofRRN, text: record.PlainRRN(l.RRN)}} {
			if !blank(r.text) {
				d.found, _ = d.find(d.found, r, child)
			}
		}
		if len(d.found) > 0 {
			d.take(line, childRung, d.found)
			more = true
			continue
		}
		if l.Type != record.LineRefund {
			continue
		}
		for _, r := range d.references(l) {
			d.found, _ = d.find(d.found, r, func(row int32) bool {
				return isSale(d.txns[row].Type) && (r.by == ownID || d.later(l, row))
			})
			if len(d.found) > 0 {
				d.take(line, parentRung, d.found)
				more = true
				break
			}
		}
	}
	if more {
		d.markTaken()
	}
}

// childOf says whether row, which names the same original as the line does, is what the line settles.
func (d *desk) childOf(l *record.Line, row int32) bool {
	t := &d.txns[row]
	if l.Type == record.LineSale {
		return t.Type == record.Capture && d.fits(l, row, childRung)
	}
	return t.Type == record.Refund && t.Amount == -l.Gross && !d.taken[d.target(row)] && d.fits(l, row, childRung)
}

// wants says which transactions a line of that type settles.
func wants(l record.LineType, t record.TransactionType) bool {
	if l == record.LineRefund {
		return t == record.Refund
	}
	return isSale(t)
}

// own says whether a line is the one that settles a transaction itself.
func (d *desk) own(line, row int32) bool { return d.brief[line].own(&d.briefs[row]) }

// take links a line to the one transaction that the rows found speak of, or
// keeps the several as rivals.
func (d *desk) take(line int32, r rung, found []int32) {
	targets := d.narrow(line, r, found)
	if len(targets) == 1 {
		d.claims[line].target, d.claims[line].rung = targets[0], r
		return
	}
	d.keepRivals(line, targets)
}

func (d *desk) keepRivals(line int32, targets []int32) {
	c := &d.claims[line]
	c.rivals = int32(len(d.rivals))
	d.rivals = append(d.rivals, targets...)
	c.rivalsEnd = int32(len(d.rivals))
}

// rivalsOf gives the transactions that fit a line equally.
func (d *desk) rivalsOf(line int32) []int32 {
	return d.rivals[d.claims[line].rivals:d.claims[line].rivalsEnd]
}
