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
	childRung   // the line names the original; the refund or capture itself is the transaction
	parentRung  // a refund without a transaction of its own: its sale
	detailsRung // terminal, amount and time
)

// matchedBy and why are what the link says of each rung.
var matchedBy = [...]string{ByNone, ByNone, ByID, ByReference, ByReference, ByReference, ByReference, ByReference, ByDetails}

var why = [...]string{
	rrnRung:    "same RRN, merchant and day",
	idRung:     "same transaction id",
	orderRung:  "same order id and day",
	slipRung:   "same terminal, batch, slip and day",
	childRung:  "names the original of this transaction",
	parentRung: "a refund without a transaction of its own; names its sale",
}

// claim is what the ladder found for one line.
type claim struct {
	target int32 // the transaction's row in the book, -1 none
	rung   rung
	extra  bool // an equal line of lower id has the same claim by details
}

// desk is the work on one merchant's lines.
type desk struct {
	*book
	lines  []record.Line
	claims []claim
	rivals map[int32][]int32 // line -> transactions that fit equally
	notes  map[int32]string  // line -> what kept it from being linked, or how it was
	taken  []bool            // transactions that a line of their own kind speaks of by reference
}

// Lines links the settlement lines of one merchant to its transactions, one
// link for each line, in the order of lines. Rungs from the surest down:
// provider's id; RRN with merchant and date; order id; terminal, batch, slip
// and date; and for lines without any reference terminal, amount and time
// (-60 s to +120 s), among sales that no line names. Only a unique candidate
// is taken; where several fit equally none is, and all are named. Rows that
// are joined to another stand for that one. zone is the merchant's, for rows
// without an offset and for days.
func Lines(txns []record.Transaction, lines []record.Line, zone *time.Location) []LineLink {
	d := &desk{
		book: newBook(txns, zone, namesID(lines)), lines: lines, claims: make([]claim, len(lines)),
		rivals: map[int32][]int32{}, notes: map[int32]string{}, taken: make([]bool, len(txns)),
	}
	d.byReference()
	d.byOriginal()
	d.byDetails()
	return d.verdicts()
}

// namesID says whether any line names its transaction by the provider's id.
func namesID(lines []record.Line) bool {
	for i := range lines {
		if lines[i].TransactionID != "" {
			return true
		}
	}
	return false
}

// byReference climbs the ladder for what each line itself names.
func (d *desk) byReference() {
	var found []int32
	for i := range d.lines {
		l := &d.lines[i]
		d.claims[i].target = -1
		switch l.Type {
		case record.LineSale, record.LineRefund, record.LineChargeback:
		default:
			d.claims[i].rung = accountRung
			continue
		}
		for step := range d.references(l) {
			found = found[:0]
			for row := range step.rows {
				if wants(l.Type, d.txns[row].Type) && d.fits(l, row, step.rung) {
					found = append(found, row)
				}
			}
			if len(found) > 0 {
				d.take(int32(i), step.rung, found)
				break
			}
		}
	}
	d.markTaken()
}

// markTaken notes which transactions have, or may have, a line of their own by
// reference: they are no candidates for lines that name nothing.
func (d *desk) markTaken() {
	for i, c := range d.claims {
		l := &d.lines[i]
		if c.target >= 0 && ownLine(l, &d.txns[c.target]) {
			d.taken[c.target] = true
		}
	}
	for i, rows := range d.rivals {
		for _, r := range rows {
			if ownLine(&d.lines[i], &d.txns[r]) {
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
	var found []int32
	for i := range d.lines {
		l, line := &d.lines[i], int32(i)
		if d.claims[i].rung != noRung || d.rivals[line] != nil || (l.Type != record.LineSale && l.Type != record.LineRefund) {
			continue
		}
		found = found[:0]
		for _, children := range []func(func(int32) bool){d.ofID.each(l.TransactionID), d.ofRRN.each(l.RRN)} {
			for row := range children {
				if d.childOf(l, row) {
					found = append(found, row)
				}
			}
		}
		if len(found) > 0 {
			d.take(line, childRung, found)
			continue
		}
		if l.Type != record.LineRefund {
			continue
		}
		for step := range d.references(l) {
			for row := range step.rows {
				if isSale(d.txns[row].Type) && (step.rung == idRung || d.later(l, row)) {
					found = append(found, row)
				}
			}
			if len(found) > 0 {
				d.take(line, parentRung, found)
				break
			}
		}
	}
	d.markTaken()
}

// childOf says whether row, which names the same original as the line does, is what the line settles.
func (d *desk) childOf(l *record.Line, row int32) bool {
	t := &d.txns[row]
	if l.Type == record.LineSale {
		return t.Type == record.Capture && d.fits(l, row, childRung)
	}
	return t.Type == record.Refund && t.Amount == -l.Gross && !d.taken[d.target[row]] && d.fits(l, row, childRung)
}

// wants says which transactions a line of that type settles.
func wants(l record.LineType, t record.TransactionType) bool {
	if l == record.LineRefund {
		return t == record.Refund
	}
	return isSale(t)
}

// take links a line to the one transaction that the rows found speak of, or
// keeps the several as rivals.
func (d *desk) take(line int32, r rung, found []int32) {
	targets := d.narrow(&d.lines[line], r, found)
	if len(targets) == 1 {
		d.claims[line] = claim{target: targets[0], rung: r}
		return
	}
	d.rivals[line] = append([]int32(nil), targets...)
}
