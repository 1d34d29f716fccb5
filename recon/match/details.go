package match

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"moneytrail/recon/record"
)

// The window around a swipe that a line's time may lie in.
const (
	beforeSwipe = 60 * time.Second
	afterSwipe  = 120 * time.Second
)

// mostRivals bounds the candidates that are kept and compared for one line;
// where more fit, they are as good as countless.
const mostRivals = 32

// detail is what a line without a reference and its transaction share.
type detail struct {
	kind     record.LineType
	terminal string
	gross    int64
}

// twins are equal lines without a reference: same terminal, amount, currency and time.
type twins struct {
	detail
	currency string
	at       time.Time
	lines    []int32 // in order of line id
}

// byDetails links lines without any reference by terminal, amount and time, to
// approved transactions that were not undone and that no line names; an
// UNKNOWN one only where no approved one fits. Chargebacks look among all
// sales: the sale's own line does not stand in their way.
func (d *desk) byDetails() {
	groups := d.twins()
	if len(groups) == 0 {
		return
	}
	shelves := d.shelves(groups)
	offers := make([]offer, 0, len(groups))
	asked := make([]int, 0, len(groups))
	for g := range groups {
		fits, many := d.around(&groups[g], shelves[groups[g].detail])
		switch {
		case len(fits) == 0:
		case many:
			d.contest(&groups[g], fits, true)
		case groups[g].kind == record.LineChargeback:
			if len(fits) == 1 {
				d.give(&groups[g], fits[0])
			} else {
				d.contest(&groups[g], fits, false)
			}
		default:
			offers, asked = append(offers, offer{fits: fits}), append(asked, g)
		}
	}
	assign(offers)
	for i, o := range offers {
		switch g := &groups[asked[i]]; {
		case o.taken >= 0:
			d.give(g, o.taken)
		case o.lost:
			for _, l := range g.lines {
				d.notes[l] = "no reference; what would fit, " + d.names(o.fits) + ", went to lines that fit nothing else"
			}
		default:
			d.contest(g, o.fits, false)
		}
	}
}

// twins groups the lines that need details, in an order of their own.
func (d *desk) twins() []twins {
	var rest []int32
	for i := range d.lines {
		l := &d.lines[i]
		if d.claims[i].rung == noRung && !hasReference(l) && l.TerminalID != "" && !l.Time.IsZero() && l.Gross != 0 {
			rest = append(rest, int32(i))
		}
	}
	compare := func(a, b int32) int {
		x, y := &d.lines[a], &d.lines[b]
		return cmp.Or(strings.Compare(string(x.Type), string(y.Type)), strings.Compare(x.TerminalID, y.TerminalID),
			cmp.Compare(x.Gross, y.Gross), strings.Compare(x.Currency, y.Currency), d.at(x.Time).Compare(d.at(y.Time)))
	}
	slices.SortFunc(rest, func(a, b int32) int { return cmp.Or(compare(a, b), byLineID(&d.lines[a], &d.lines[b])) })
	var out []twins
	for i, line := range rest {
		if i > 0 && compare(rest[i-1], line) == 0 {
			g := &out[len(out)-1]
			g.lines = append(g.lines, line)
			continue
		}
		l := &d.lines[line]
		out = append(out, twins{detail{l.Type, l.TerminalID, l.Gross}, l.Currency, d.at(l.Time), []int32{line}})
	}
	return out
}

// shelves sorts the transactions that some group may mean by what they share with it, then by time.
func (d *desk) shelves(groups []twins) map[detail][]int32 {
	out := make(map[detail][]int32, len(groups))
	for i := range groups {
		out[groups[i].detail] = nil
	}
	undone := d.undone()
	put := func(k detail, row int32) {
		if rows, ok := out[k]; ok {
			out[k] = append(rows, row)
		}
	}
	for i := range d.txns {
		t, row := &d.txns[i], int32(i)
		if t.Status == record.Declined || undone[d.target[row]] {
			continue
		}
		if isSale(t.Type) {
			put(detail{record.LineChargeback, t.TerminalID, -t.Amount}, row)
		}
		switch {
		case d.taken[d.target[row]]:
		case isSale(t.Type):
			put(detail{record.LineSale, t.TerminalID, t.Amount}, row)
		case t.Type == record.Refund:
			put(detail{record.LineRefund, t.TerminalID, -t.Amount}, row)
		}
	}
	for _, rows := range out {
		slices.SortFunc(rows, func(a, b int32) int {
			return cmp.Or(d.at(d.txns[a].Time).Compare(d.at(d.txns[b].Time)), cmp.Compare(d.txns[a].Row, d.txns[b].Row))
		})
	}
	return out
}

// undone gives the transactions that an approved void or reversal took back whole.
func (d *desk) undone() map[int32]bool {
	out := map[int32]bool{}
	for i := range d.txns {
		t := &d.txns[i]
		if (t.Type != record.Void && t.Type != record.Reversal) || t.Status != record.Approved {
			continue
		}
		if o, ok := d.original(int32(i)); ok && (t.Amount == 0 || t.Amount >= d.txns[o].Amount) {
			out[d.target[o]] = true
		}
	}
	return out
}

// around gives the transactions on the shelf that fit the group's time and
// currency; many: there were more than are given.
func (d *desk) around(g *twins, shelf []int32) (fits []int32, many bool) {
	first, last := g.at.Add(-afterSwipe), g.at.Add(beforeSwipe)
	start, _ := slices.BinarySearchFunc(shelf, first, func(row int32, at time.Time) int {
		return d.at(d.txns[row].Time).Compare(at)
	})
	var unsure []int32
	for _, row := range shelf[start:] {
		t := &d.txns[row]
		if d.at(t.Time).After(last) {
			break
		}
		if g.currency != "" && t.Currency != "" && g.currency != t.Currency {
			continue
		}
		if t.Status == record.Approved {
			fits = append(fits, d.target[row])
		} else {
			unsure = append(unsure, d.target[row])
		}
		if len(fits) > 2*mostRivals || len(unsure) > 2*mostRivals {
			break
		}
	}
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

// give links the first of equal lines to a transaction, and marks the others as more of the same.
func (d *desk) give(g *twins, target int32) {
	apart := g.at.Sub(d.at(d.txns[target].Time))
	for i, line := range g.lines {
		d.claims[line] = claim{target: target, rung: detailsRung, extra: i > 0}
		d.notes[line] = fmt.Sprintf("no reference; same terminal and amount, the line's time %d s from the swipe's", int(apart.Seconds()))
	}
}

func (d *desk) contest(g *twins, fits []int32, many bool) {
	for _, line := range g.lines {
		d.rivals[line] = fits
		if many {
			d.notes[line] = "and more"
		}
	}
}
