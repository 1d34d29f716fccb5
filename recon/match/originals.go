package match

import (
	"cmp"
	"strings"
	"time"

	"moneytrail/recon/record"
)

// clockSkew bounds how much later than its refund or void a sale's clock may stand.
const clockSkew = 10 * time.Minute

// Originals gives, for every refund, void, reversal and capture whose original
// is among txns, the store key of that original: by the original's id (of the
// same source before others), else by its RRN, else, for voids, reversals and
// captures, by the RRN they share with it. Of several the same source wins, then the
// same terminal, then the nearest earlier one. The original of a row that is joined to
// another is given as the transaction's primary row.
func Originals(txns []record.Transaction) map[int64]int64 {
	b := newBook(txns, time.UTC, false)
	out := map[int64]int64{}
	for i := range txns {
		if o, ok := b.original(int32(i)); ok {
			out[txns[i].Row] = b.row(o)
		}
	}
	return out
}

// originalOf says whether a row of type t can be undone, refunded or completed by one of type by.
func originalOf(t, by record.TransactionType) bool {
	switch by {
	case record.Refund:
		return isSale(t)
	case record.Capture:
		return t == record.PreAuth
	case record.Void:
		return isSale(t) || t == record.PreAuth || t == record.Refund
	case record.Reversal:
		return t != record.Reversal
	}
	return false
}

// original finds the row that row i undoes, refunds or completes.
func (b *book) original(i int32) (int32, bool) {
	t := &b.txns[i]
	switch t.Type {
	case record.Refund, record.Capture, record.Void, record.Reversal:
	default:
		return 0, false
	}
	if o, ok := b.nearest(i, &b.ids, t.OriginalID); ok {
		return o, true
	}
	if o, ok := b.nearest(i, &b.rrns, t.OriginalRRN); ok {
		return o, true
	}
	if t.Type != record.Refund && t.OriginalID == "" && t.OriginalRRN == "" {
		return b.nearest(i, &b.rrns, t.RRN)
	}
	return 0, false
}

// nearest picks, among the rows of key, the best original of row i.
func (b *book) nearest(i int32, keys *multimap, key string) (best int32, found bool) {
	t := &b.txns[i]
	at := t.Time.In(b.zone)
	for c := range keys.each(key) {
		o := &b.txns[c]
		if b.target[c] == b.target[i] || !originalOf(o.Type, t.Type) ||
			(!at.IsZero() && o.Time.In(b.zone).After(at.Add(clockSkew))) {
			continue
		}
		if !found || b.better(t, o, &b.txns[best]) {
			best, found = c, true
		}
	}
	return best, found
}

// better says whether original x suits t more than y does; the order is total.
func (b *book) better(t, x, y *record.Transaction) bool {
	prefer := func(p, q bool) int {
		switch {
		case p == q:
			return 0
		case p:
			return -1
		}
		return 1
	}
	return cmp.Or(
		prefer(x.Source == t.Source, y.Source == t.Source),
		prefer(x.TerminalID == t.TerminalID, y.TerminalID == t.TerminalID),
		prefer(x.Status == record.Approved, y.Status == record.Approved),
		y.Time.In(b.zone).Compare(x.Time.In(b.zone)),
		prefer(x.Amount == t.Amount, y.Amount == t.Amount),
		strings.Compare(x.ID, y.ID), strings.Compare(x.Source, y.Source), cmp.Compare(x.Row, y.Row),
	) < 0
}
