package match

import (
	"cmp"
	"strconv"
	"strings"

	"moneytrail/recon/money"
	"moneytrail/recon/record"
)

// whyOrphan says why a line has no transaction.
func (d *desk) whyOrphan(line int32) string {
	c, rivals := &d.claims[line], d.rivalsOf(line)
	switch {
	case c.lost:
		return "no reference; what would fit, " + d.list(rivals) + ", went to lines that fit nothing else"
	case len(rivals) == 1:
		return "fits " + d.list(rivals) + ", and so does a line of another time; neither is taken"
	case c.many:
		return "fits " + d.list(rivals) + " equally; none is taken (and more)"
	case len(rivals) > 0:
		return "fits " + d.list(rivals) + " equally; none is taken"
	case d.word.writtenOff(line):
		return "written off"
	}
	return d.whyNone(line)
}

// whyNone says what a line names that no transaction answers to.
func (d *desk) whyNone(line int32) string {
	l := &d.lines[line]
	if !d.claims[line].named {
		return "no reference, and no transaction of its terminal, amount and time"
	}
	for _, r := range d.references(l) {
		d.found, _ = d.find(d.found[:0], r, func(int32) bool { return true })
		if len(d.found) == 0 {
			continue
		}
		d.order(d.found)
		row := d.found[0]
		t := &d.txns[row]
		said := "its " + referenceOf[r.by] + " is that of " + t.ID + " of " + d.briefs[row].day.String()
		if wants(l.Type, t.Type) || isSale(t.Type) {
			return said + ", too far from the line's day"
		}
		return said + ", which is a " + string(t.Type)
	}
	return "no transaction has its " + d.firstReference(l)
}

// firstReference names the surest reference of a line.
func (d *desk) firstReference(l *record.Line) string {
	r := d.references(l)[0]
	switch r.by {
	case ownSlip:
		return "batch " + l.BatchNo + " and slip " + l.SlipNo
	case ownRRN:
		r.text = l.RRN // as it is printed
	}
	return referenceOf[r.by] + " " + r.text
}

var referenceOf = [...]string{ownID: "transaction id", ownRRN: "RRN", ownOrder: "order id", ownSlip: "slip"}

// how says by what a line was linked.
func (d *desk) how(line int32) string {
	c := &d.claims[line]
	if c.rung != detailsRung {
		return why[c.rung]
	}
	var b [96]byte
	out := append(b[:0], "no reference; same terminal and amount, the line's time "...)
	out = strconv.AppendInt(out, int64(c.apart), 10)
	return string(append(out, " s from the swipe's"...))
}

func differ(l *record.Line, t *record.Transaction) string {
	return "the line says " + amount(l.Gross, cmp.Or(l.Currency, t.Currency)) + ", the transaction " + amount(wantedGross(t), t.Currency)
}

func amount(minor int64, currency string) string {
	return strings.TrimSpace(currency + " " + money.Format(minor, currency))
}

// list names transactions by their provider ids, the first five of them.
func (d *desk) list(rows []int32) string {
	ids := make([]string, 0, mostListed+1)
	for _, r := range rows[:min(len(rows), mostListed+1)] {
		ids = append(ids, d.txns[r].ID)
	}
	return list(ids)
}

// mostListed is how many ids a sentence names.
const mostListed = 5

// list writes ids as a person would, the first five of them.
func list(ids []string) string {
	switch {
	case len(ids) > mostListed:
		return strings.Join(ids[:mostListed], ", ") + " and others"
	case len(ids) < 2:
		return strings.Join(ids, "")
	}
	return strings.Join(ids[:len(ids)-1], ", ") + " and " + ids[len(ids)-1]
}

// byLineID orders lines by their id as text.
func byLineID(a, b *record.Line) int {
	return cmp.Or(strings.Compare(a.ID, b.ID), strings.Compare(a.Source, b.Source), cmp.Compare(a.Row, b.Row))
}
