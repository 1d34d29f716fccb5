package match

import (
	"cmp"
	"strings"
	"time"

	"moneytrail/recon/record"
)

// clockSkew bounds how much later than its refund or void a sale's clock may stand.
const clockSkew = int64(10 * time.Minute / time.Microsecond)

// Original says that Row undoes, refunds or completes the transaction Original.
type Original struct{ Row, Original int64 }

// Originals gives, for every refund, void, reversal and capture whose original
// is among txns, that original, in the order of txns: by the original's id (of
// the same source before others), else by its RRN, else, for voids, reversals
// and captures, by the RRN they share with it. Of several the same source wins,
// then the same terminal, then an approved one, then the nearest earlier one.
// The original of a row that is joined to another is given as the
// transaction's primary row.
func (m *Matcher) Originals(txns []record.Transaction) []Original {
	var out []Original
	m.desk.open(txns, time.UTC)
	m.desk.originals(func(row, original int32) {
		out = append(out, Original{txns[row].Row, m.desk.row(original)})
	})
	return out
}

// Originals gives the store keys of originals by those of what names them; see Matcher.Originals.
func Originals(txns []record.Transaction) map[int64]int64 {
	var b book
	b.open(txns, time.UTC)
	out := map[int64]int64{}
	b.originals(func(row, original int32) { out[txns[row].Row] = b.row(original) })
	return out
}

func (b *book) originals(yield func(row, original int32)) {
	for i := range b.briefs {
		if !b.briefs[i].back {
			continue
		}
		if o, ok := b.original(int32(i)); ok {
			yield(int32(i), o)
		}
	}
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
	if o, ok := b.nearest(i, reference{by: ownID, text: t.OriginalID}); ok {
		return o, true
	}
	if o, ok := b.nearest(i, reference{by: ownRRN, text: record.PlainRRN(t.OriginalRRN)}); ok {
		return o, true
	}
	if t.Type != record.Refund && t.OriginalID == "" && t.OriginalRRN == "" {
		return b.nearest(i, reference{by: ownRRN, text: record.PlainRRN(t.RRN)})
	}
	return 0, false
}

// nearest picks, among the rows that carry the reference, the best original of row i.
func (b *book) nearest(i int32, r reference) (best int32, found bool) {
	if blank(r.text) {
		return 0, false
	}
	t := &b.txns[i]
	latest := b.at(i) + clockSkew
	b.found, _ = b.find(b.found[:0], r, func(c int32) bool {
		o := &b.txns[c]
		return b.target(c) != b.target(i) && originalOf(o.Type, t.Type) && (t.Time.IsZero() || b.at(c) <= latest)
	})
	for _, c := range b.found {
		if !found || b.better(i, c, best) {
			best, found = c, true
		}
	}
	return best, found
}

// better says whether original x suits row i more than y does; the order is total.
func (b *book) better(i, x, y int32) bool {
	t, p, q := &b.txns[i], &b.txns[x], &b.txns[y]
	return cmp.Or(
		prefer(p.Source == t.Source, q.Source == t.Source),
		prefer(p.TerminalID == t.TerminalID, q.TerminalID == t.TerminalID),
		prefer(p.Status == record.Approved, q.Status == record.Approved),
		cmp.Compare(b.at(y), b.at(x)),
		prefer(p.Amount == t.Amount, q.Amount == t.Amount),
		strings.Compare(p.ID, q.ID), strings.Compare(p.Source, q.Source), cmp.Compare(p.Row, q.Row),
	) < 0
}

func prefer(p, q bool) int {
	switch {
	case p == q:
		return 0
	case p:
		return -1
	}
	return 1
}
