package trail

import (
	"math/bits"
	"time"

	"moneytrail/recon/record"
)

// repeatWithin is how soon after one another two equal swipes look like one made twice.
const repeatWithin = 3 * time.Minute

// twins finds approved sales that look the same: terminal, card, currency and
// amount, within three minutes. Rows of one hash are chained, so that a swipe
// looks at those of its own three minutes and of the three before alone.
type twins struct {
	shift int     // of a hash of 64 bits to one of as many as there are heads
	heads []int32 // position + 1 of the last row of a hash, 0 for none
	next  []int32 // of the one before it
}

// bucket hashes card, amount and a span of three minutes: that of the swipe,
// or one before it.
func (w *twins) bucket(t *swipe, before int64) uint64 {
	const prime = 0x9E3779B97F4A7C15 // 2^64 over the golden ratio: it spreads what differs in low bits
	h := uint64(t.Amount)*prime + uint64(t.at.Unix()/int64(repeatWithin/time.Second)-before)
	for i := range len(t.Last4) {
		h = h*31 + uint64(t.Last4[i])
	}
	h *= prime
	return h >> w.shift
}

// repeatable says whether a row can be one of two equal swipes.
func repeatable(t *swipe) bool {
	return t.Type == record.Sale && t.Status == record.Approved && t.Last4 != "" && t.TerminalID != ""
}

func (l *ledger) indexTwins() {
	w := &l.twins
	width := bits.Len(uint(2 * len(l.own)))
	w.shift, w.heads, w.next = 64-width, make([]int32, 1<<width), make([]int32, len(l.own))
	for i := range l.own {
		if t := &l.own[i]; repeatable(t) {
			b := w.bucket(t, 0)
			w.next[i], w.heads[b] = w.heads[b], int32(i)+1
		}
	}
}

// duplicate says whether a sale repeats an earlier one: same terminal, card
// and amount within three minutes, both approved, none undone, and another RRN.
func (l *ledger) duplicate(t *swipe) bool { return l.repeated(t) != nil }

// repeated gives the sale that t repeats, nil for none.
func (l *ledger) repeated(t *swipe) *swipe {
	if !repeatable(t) {
		return nil
	}
	if l.twins.heads == nil {
		l.indexTwins()
	}
	for before := range int64(2) {
		for i := l.twins.heads[l.twins.bucket(t, before)]; i > 0; i = l.twins.next[i-1] {
			if o := &l.own[i-1]; o != t && l.repeats(t, o) {
				return o
			}
		}
	}
	return nil
}

// LooksAlike tells whether two transactions may be one swipe made twice: by
// their terminal, card, amount and time. Of no others Related is to tell because
// of that.
func LooksAlike(a, b *record.Transaction) bool {
	return record.PlainRRN(a.RRN) != record.PlainRRN(b.RRN) && a.Amount == b.Amount && a.Last4 == b.Last4 && a.TerminalID == b.TerminalID && a.Currency == b.Currency &&
		a.Time.Sub(b.Time.Time).Abs() <= repeatWithin
}

// repeats says whether t is o made once more.
func (l *ledger) repeats(t, o *swipe) bool {
	gap := t.at.Sub(o.at)
	if !LooksAlike(t.Transaction, o.Transaction) || gap < 0 || gap == 0 && o.Row > t.Row {
		return false
	}
	_, undone := l.undone(o)
	return !undone
}
