package match

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// multimap finds the rows of a key without a slice for each: heads holds the
// last row of a key, next the one before it, -1 at the end.
type multimap struct {
	rows  int // how many the book has; room for all is made with the first key
	heads map[string]int32
	next  []int32
}

func (m *multimap) add(key string, row int32) {
	if key == "" {
		return
	}
	if m.heads == nil {
		m.heads, m.next = make(map[string]int32, m.rows), make([]int32, m.rows)
	}
	if head, ok := m.heads[key]; ok {
		m.next[row] = head
	} else {
		m.next[row] = -1
	}
	m.heads[key] = row
}

// each calls yield for every row of key, until it says false.
func (m *multimap) each(key string) func(yield func(int32) bool) {
	return func(yield func(int32) bool) {
		if key == "" {
			return
		}
		row, ok := m.heads[key]
		for ok && row >= 0 && yield(row) {
			row = m.next[row]
		}
	}
}

// book is the transactions of one merchant, ready to be looked up.
type book struct {
	txns   []record.Transaction
	zone   *time.Location
	days   []calendar.Date // local day of each swipe
	target []int32         // the row that stands for the transaction: itself, or the one it is joined to
	// Rows by their own references, and (of...) by the original that they name.
	ids, rrns, orders, slips, ofID, ofRRN multimap
}

// newBook makes the rows ready; byID tells that provider ids will be looked
// for, which they are too if a row names its original by one.
func newBook(txns []record.Transaction, zone *time.Location, byID bool) *book {
	n := len(txns)
	b := &book{
		txns: txns, zone: zone, days: make([]calendar.Date, n), target: make([]int32, n),
	}
	for _, m := range []*multimap{&b.ids, &b.rrns, &b.orders, &b.slips, &b.ofID, &b.ofRRN} {
		m.rows = n
	}
	var primaries map[int64]int32
	for i := range txns {
		if txns[i].Joined != 0 && primaries == nil {
			primaries = make(map[int64]int32, n)
		}
		byID = byID || txns[i].OriginalID != ""
	}
	for i := range txns {
		t, row := &txns[i], int32(i)
		b.target[i] = row
		if !t.Time.IsZero() {
			b.days[i] = calendar.DateOf(b.at(t.Time))
		}
		if primaries != nil {
			primaries[t.Row] = row
		}
		if byID {
			b.ids.add(t.ID, row)
		}
		b.rrns.add(t.RRN, row)
		b.orders.add(t.OrderID, row)
		b.slips.add(slipKey(t.TerminalID, t.BatchNo, t.SlipNo), row)
		b.ofID.add(t.OriginalID, row)
		b.ofRRN.add(t.OriginalRRN, row)
	}
	for i := range txns {
		if p, ok := primaries[txns[i].Joined]; ok && txns[i].Joined != 0 {
			b.target[i] = p
		}
	}
	return b
}

// at gives a stamp on the wall of the merchant.
func (b *book) at(s record.Stamp) time.Time { return s.In(b.zone).In(b.zone) }

// day gives the merchant's local day of a stamp, 0 for none.
func (b *book) day(s record.Stamp) calendar.Date {
	if s.IsZero() {
		return 0
	}
	return calendar.DateOf(b.at(s))
}

// row gives the store key of the transaction that row i tells of.
func (b *book) row(i int32) int64 {
	if t := &b.txns[i]; t.Joined != 0 {
		return t.Joined
	}
	return b.txns[i].Row
}

// order sorts rows by provider id, source and store key: never by input order.
func (b *book) order(rows []int32) {
	slices.SortFunc(rows, func(x, y int32) int {
		s, t := &b.txns[x], &b.txns[y]
		return cmp.Or(strings.Compare(s.ID, t.ID), strings.Compare(s.Source, t.Source), cmp.Compare(s.Row, t.Row))
	})
}

// slipKey is the reference that a paper slip carries; "" unless all of it is there.
func slipKey(terminal, batch, slip string) string {
	if terminal == "" || batch == "" || slip == "" {
		return ""
	}
	return terminal + "\x00" + strings.TrimLeft(batch, "0") + "\x00" + strings.TrimLeft(slip, "0")
}

func isSale(t record.TransactionType) bool { return t == record.Sale || t == record.Capture }
