package match

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"moneytrail/recon/record"
)

// The window around a swipe that a line's time may lie in, in microseconds.
const (
	beforeSwipe = int64(60 * time.Second / time.Microsecond)
	afterSwipe  = int64(120 * time.Second / time.Microsecond)
)

// mostRivals bounds the candidates that are kept and compared for one line;
// where more fit, they are as good as countless.
const mostRivals = 32

// twins are equal lines without a reference: same type, terminal, amount, currency and time.
type twins struct {
	at         int64 // microseconds
	first, end int32 // stretch of detailsRoom.rest, in order of line id
	shelf      int32
}

// shelved is a transaction on the shelf of what it shares with lines.
type shelved struct {
	shelf, row int32
	at         int64
}

// detailsRoom is room for work by details.
type detailsRoom struct {
	rest     []shelved // lines without a reference; shelf is set last
	groups   []twins
	shelves  table // by kind, terminal and gross: the first group of each
	rows     []shelved
	undone   []bool
	disputed bool // some group is of chargebacks
	fits     []int32
	unsure   []int32
	offers   offers
	asked    []int32
}

// byDetails links lines without any reference by terminal, amount and time, to
// approved transactions that were not undone and that no line names; an
// UNKNOWN one only where no approved one fits. Chargebacks look among all
// sales: the sale's own line does not stand in their way.
func (d *desk) byDetails() {
	m := &d.details
	d.group()
	if len(m.groups) == 0 {
		return
	}
	d.shelve()
	m.offers.reset()
	m.asked = m.asked[:0]
	for g := range m.groups {
		group := &m.groups[g]
		kind := d.lines[m.rest[group.first].row].Type
		switch fits, many := d.around(group); {
		case len(fits) == 0:
		case many:
			d.contest(group, fits, true)
		case kind == record.LineChargeback:
			if len(fits) == 1 {
				d.give(group, fits[0])
			} else {
				d.contest(group, fits, false)
			}
		default:
			m.offers.add(fits)
			m.asked = append(m.asked, int32(g))
		}
	}
	m.offers.assign()
	for i := range m.asked {
		o, group := &m.offers.list[i], &m.groups[m.asked[i]]
		if o.taken >= 0 {
			d.give(group, o.taken)
			continue
		}
		d.contest(group, m.offers.fits(i), false)
		for _, l := range m.rest[group.first:group.end] {
			d.claims[l.row].lost = o.lost
		}
	}
}

// group gathers the lines that need details, equal ones together, in an order of their own.
func (d *desk) group() {
	m := &d.details
	m.rest, m.groups, m.disputed = m.rest[:0], m.groups[:0], false
	for i := range d.lines {
		c := &d.claims[i]
		if c.rung != noRung || c.named || d.brief[i].gross == 0 {
			continue
		}
		if l := &d.lines[i]; l.TerminalID != "" && !l.Time.IsZero() && !d.word.writtenOff(int32(i)) {
			m.rest = append(m.rest, shelved{row: int32(i), at: d.clock.micros(l.Time)})
			m.disputed = m.disputed || d.brief[i].back
		}
	}
	share := func(a, b shelved) int {
		x, y := &d.lines[a.row], &d.lines[b.row]
		return cmp.Or(cmp.Compare(x.Gross, y.Gross), strings.Compare(string(x.Type), string(y.Type)), strings.Compare(x.TerminalID, y.TerminalID))
	}
	same := func(a, b shelved) int {
		return cmp.Or(strings.Compare(d.lines[a.row].Currency, d.lines[b.row].Currency), cmp.Compare(a.at, b.at))
	}
	slices.SortFunc(m.rest, func(a, b shelved) int {
		return cmp.Or(share(a, b), same(a, b), byLineID(&d.lines[a.row], &d.lines[b.row]))
	})
	shelf := int32(-1)
	for i, line := range m.rest {
		fresh := i == 0 || share(m.rest[i-1], line) != 0
		if fresh {
			shelf++
		}
		m.rest[i].shelf = shelf
		if fresh || same(m.rest[i-1], line) != 0 {
			m.groups = append(m.groups, twins{at: line.at, first: int32(i), end: int32(i + 1), shelf: shelf})
		} else {
			m.groups[len(m.groups)-1].end++
		}
	}
	if len(m.rest) == 0 {
		return
	}
	m.shelves.reset(len(m.groups), int(shelf)+1)
	shelf = -1
	for g := range m.groups {
		if m.groups[g].shelf != shelf {
			shelf = m.groups[g].shelf
			l := &d.lines[m.rest[m.groups[g].first].row]
			m.shelves.add(d.detail(l.Type, l.TerminalID, l.Gross), int32(g))
		}
	}
}

func (d *desk) detail(kind record.LineType, terminal string, gross int64) uint64 {
	return mix(mix(d.text(terminal), uint64(gross)), uint64(len(kind)))
}

// shelve sorts the transactions that some group may mean by what they share with it, then by time.
func (d *desk) shelve() {
	m := &d.details
	m.rows = m.rows[:0]
	d.findUndone()
	for i := range d.txns {
		x, row := &d.briefs[i], int32(i)
		if x.declined || m.undone[x.target] {
			continue
		}
		if x.kind == saleKind && m.disputed {
			d.shelfFor(record.LineChargeback, row, -x.amount)
		}
		switch {
		case d.taken[x.target]:
		case x.kind == saleKind:
			d.shelfFor(record.LineSale, row, x.amount)
		case x.kind == refundKind:
			d.shelfFor(record.LineRefund, row, -x.amount)
		}
	}
	slices.SortFunc(m.rows, func(a, b shelved) int {
		return cmp.Or(cmp.Compare(a.shelf, b.shelf), cmp.Compare(a.at, b.at), cmp.Compare(d.txns[a.row].Row, d.txns[b.row].Row))
	})
}

// shelfFor puts a transaction where the groups look that share its details, if there are any.
func (d *desk) shelfFor(kind record.LineType, row int32, gross int64) {
	m, t := &d.details, &d.txns[row]
	head := m.shelves.chain(d.detail(kind, t.TerminalID, gross))
	for ; head != 0; head = m.shelves.next[head-1] {
		g := &m.groups[head-1]
		if l := &d.lines[m.rest[g.first].row]; l.Type == kind && l.Gross == gross && l.TerminalID == t.TerminalID {
			m.rows = append(m.rows, shelved{g.shelf, row, d.at(row)})
			return
		}
	}
}

// findUndone marks the transactions that an approved void or reversal took back whole.
func (d *desk) findUndone() {
	undone := cleared(d.details.undone, len(d.txns))
	d.details.undone = undone
	for i := range d.briefs {
		t := &d.briefs[i]
		if t.kind != undoKind || !t.approved {
			continue
		}
		if o, ok := d.original(int32(i)); ok && (t.amount == 0 || t.amount >= d.briefs[o].amount) {
			undone[d.target(o)] = true
		}
	}
}

// around gives the transactions on the group's shelf that fit its time and
// currency; many: there were more than are given. They hold until the next call.
func (d *desk) around(g *twins) (fits []int32, many bool) {
	m := &d.details
	line := m.rest[g.first].row
	currency := d.lines[line].Currency
	start, _ := slices.BinarySearchFunc(m.rows, shelved{shelf: g.shelf, at: g.at - afterSwipe}, func(a, b shelved) int {
		return cmp.Or(cmp.Compare(a.shelf, b.shelf), cmp.Compare(a.at, b.at))
	})
	fits, unsure := m.fits[:0], m.unsure[:0]
	for _, s := range m.rows[start:] {
		t := &d.txns[s.row]
		if s.shelf != g.shelf || s.at > g.at+beforeSwipe {
			break
		}
		if !sameCurrency(currency, t.Currency) || d.word.rejected(line, d.target(s.row)) {
			continue
		}
		if t.Status == record.Approved {
			fits = append(fits, d.target(s.row))
		} else {
			unsure = append(unsure, d.target(s.row))
		}
		if len(fits) > 2*mostRivals || len(unsure) > 2*mostRivals {
			break
		}
	}
	m.fits, m.unsure = fits, unsure
	if len(fits) == 0 {
		fits = unsure
	}
	d.order(fits)
	fits = slices.Compact(fits)
	if len(fits) > mostRivals {
		return fits[:mostRivals], true
	}
	return fits, false
}

// give links equal lines to a transaction: the one of the lowest id stands for it.
func (d *desk) give(g *twins, target int32) {
	apart := int32((g.at - d.at(target)) / int64(time.Second/time.Microsecond))
	for _, line := range d.details.rest[g.first:g.end] {
		c := &d.claims[line.row]
		c.target, c.rung, c.apart = target, detailsRung, apart
	}
}

func (d *desk) contest(g *twins, fits []int32, many bool) {
	for _, line := range d.details.rest[g.first:g.end] {
		d.keepRivals(line.row, fits)
		d.claims[line.row].many = many
	}
}
