package match

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/card"
	"moneytrail/recon/record"
)

// mostSharers bounds the transactions of one merchant that may carry one
// reference: what is printed on more is a placeholder and names nothing.
const mostSharers = 64

// naming is a reference that transactions are found by.
type naming uint8

const (
	ownID    naming = iota // the provider's id
	ownRRN                 // the retrieval reference number
	ownOrder               // the merchant's order id
	ownSlip                // terminal, batch and slip number
	ofID                   // the original's id, of refunds, voids, reversals, captures
	ofRRN                  // the original's RRN
	namings
)

// book is the transactions of one merchant, ready to be looked up. Its room is
// kept from merchant to merchant.
type book struct {
	hasher
	txns   []record.Transaction
	clock  wallClock
	briefs []brief // of each row
	money  currencies
	tables [namings]table // built when first asked
	built  [namings]bool
	found  []int32 // room for what find gives
}

func (b *book) open(txns []record.Transaction, zone *time.Location) {
	b.start()
	n := len(txns)
	b.txns, b.clock, b.built = txns, newWallClock(zone), [namings]bool{}
	b.briefs, b.money.seen = sized(b.briefs, n), b.money.seen[:0]
	var primaries map[int64]int32
	for i := range txns {
		t, x := &txns[i], &b.briefs[i]
		*x = briefOf(t)
		x.day, x.target, x.currency = b.clock.day(t.Time), int32(i), b.money.number(t.Currency)
		if j := t.Joined; j != 0 {
			x.key = j
			if primaries == nil {
				primaries = map[int64]int32{}
			}
			primaries[j] = -1
		}
	}
	if primaries == nil {
		return
	}
	for i := range txns {
		if _, ok := primaries[txns[i].Row]; ok {
			primaries[txns[i].Row] = int32(i)
		}
	}
	for i := range txns {
		if p, ok := primaries[txns[i].Joined]; ok && p >= 0 && txns[i].Joined != 0 {
			b.briefs[i].target = p
		}
	}
}

// reference is a naming with the text that is looked for.
type reference struct {
	by   naming
	text string
	// batch and slip, of ownSlip; text is the terminal then
	batch, slip string
}

// cuttable says whether a file may have shown of the reference no more than of a
// card number, which it passed for there.
func (r *reference) cuttable() bool {
	return (r.by == ownID || r.by == ownOrder || r.by == ofID) && len(r.text) >= 14
}

// blank says whether a reference is a placeholder: empty, or zeros only.
func blank(text string) bool {
	return text == "" || (text[0] == '0' && strings.Trim(text, "0") == "")
}

// slipOf is the reference that a paper slip carries; ok where all of it is there.
func slipOf(terminal, batch, slip string) (r reference, ok bool) {
	if terminal == "" || batch == "" || slip == "" {
		return reference{}, false
	}
	return reference{ownSlip, terminal, strings.TrimLeft(batch, "0"), strings.TrimLeft(slip, "0")}, true
}

// carried gives what a transaction carries under a naming; ok where it carries anything.
func carried(t *record.Transaction, by naming) (r reference, ok bool) {
	r.by = by
	switch by {
	case ownID:
		r.text = t.ID
	case ownRRN:
		r.text = record.PlainRRN(t.RRN)
	case ownOrder:
		r.text = t.OrderID
	case ownSlip:
		return slipOf(t.TerminalID, t.BatchNo, t.SlipNo)
	case ofID:
		r.text = t.OriginalID
	case ofRRN:
		r.text = record.PlainRRN(t.OriginalRRN)
	}
	return r, !blank(r.text)
}

func (b *book) hash(r *reference) uint64 {
	text := r.text
	if r.cuttable() {
		text = card.Cut(text, nil)
	}
	h := b.text(text)
	if r.by == ownSlip {
		h = mix(mix(h, b.text(r.batch)), b.text(r.slip))
	}
	return h
}

// table gives the index of a naming, made when first asked for.
func (b *book) table(by naming) *table {
	t := &b.tables[by]
	if b.built[by] {
		return t
	}
	b.built[by] = true
	keys := len(b.txns)
	if by == ofID || by == ofRRN {
		keys = 0
		for i := range b.txns {
			if _, ok := carried(&b.txns[i], by); ok {
				keys++
			}
		}
	}
	t.reset(len(b.txns), keys)
	for i := range b.txns {
		if r, ok := carried(&b.txns[i], by); ok {
			t.add(b.hash(&r), int32(i))
		}
	}
	return t
}

// find appends to found the rows that carry the reference and pass test. A
// placeholder finds nothing, and names tells of it.
func (b *book) find(found []int32, r reference, test func(row int32) bool) (rows []int32, names bool) {
	t := b.table(r.by)
	were, sharers := len(found), 0
	for row := t.chain(b.hash(&r)); row != 0; row = t.next[row-1] {
		s, _ := carried(&b.txns[row-1], r.by)
		if s != r && !(r.cuttable() && s.by == r.by && card.Same(s.text, r.text)) {
			continue
		}
		if sharers++; sharers > mostSharers {
			return found[:were], false
		}
		if test(row - 1) {
			found = append(found, row-1)
		}
	}
	return found, true
}

// at gives the moment of a swipe in microseconds.
func (b *book) at(row int32) int64 { return b.clock.micros(b.txns[row].Time) }

// day gives the merchant's local day of a stamp, 0 for none.
func (b *book) day(s record.Stamp) calendar.Date { return b.clock.day(s) }

// row gives the store key of the transaction that row i tells of.
func (b *book) row(i int32) int64 { return b.briefs[i].key }

// target gives the row that stands for the transaction that row i tells of.
func (b *book) target(i int32) int32 { return b.briefs[i].target }

// order sorts rows by provider id, source and store key: never by input order.
func (b *book) order(rows []int32) {
	if len(rows) < 2 {
		return
	}
	slices.SortFunc(rows, func(x, y int32) int {
		s, t := &b.txns[x], &b.txns[y]
		return cmp.Or(strings.Compare(s.ID, t.ID), strings.Compare(s.Source, t.Source), cmp.Compare(s.Row, t.Row))
	})
}

func isSale(t record.TransactionType) bool { return t == record.Sale || t == record.Capture }
