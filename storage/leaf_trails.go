package storage

import (
	"encoding/binary"
	"slices"

	"moneytrail/recon/trail"
)

// stood is what was concluded of one transaction.
type stood struct {
	row    int64
	amount int64 // as the row says
	day    int64 // business day
	state  trail.State
	lands  int64   // day of arrival, else of what is due next
	joined int64   // the row that is the transaction, 0 this one
	lines  []int64 // settlement lines linked to it
	others []int64 // rows of other witnesses that joined it
}

// trailLeaf is what was concluded of a merchant's transactions of one printed day.
type trailLeaf struct {
	day  int64
	list []stood // in order of row
}

// Flags of an entry; the state is in the low bits.
const (
	leafState  = 0x0f
	leafJoined = 0x10
	leafLines  = 0x20
	leafOthers = 0x40
	leafLands  = 0x80
)

// leafStates are the states by their numbers. Their order is part of the
// stored form: new ones are added at the end.
func leafStates() [13]trail.State {
	return [13]trail.State{"", trail.Declined, trail.Reversed, trail.Voided, trail.Unknown, trail.Captured, trail.Cleared,
		trail.Held, trail.PaidOut, trail.Arrived, trail.Returned, trail.Refunded, trail.ChargedBack}
}

// settled tells whether nothing more is to come.
func settled(s trail.State) bool {
	switch s {
	case trail.Arrived, trail.Refunded, trail.ChargedBack, trail.Declined, trail.Voided, trail.Reversed:
		return true
	}
	return false
}

// open tells whether more is to come: also of a sale that went back to the
// customer and of which it is not known that it landed before.
func (e *stood) open() bool {
	return !settled(e.state) || e.lands == 0 && (e.state == trail.Refunded || e.state == trail.ChargedBack)
}

// pack gives the stored form of a leaf: whether something is open, the latest
// day of landing, and the entries.
func (l *trailLeaf) pack() (open bool, lands int64, body []byte) {
	states := leafStates()
	body = make([]byte, 0, 16*len(l.list))
	row := int64(0)
	for i := range l.list {
		e := &l.list[i]
		open, lands = open || e.open(), max(lands, e.lands)
		flags := byte(max(0, slices.Index(states[:], e.state)))
		for _, f := range []struct {
			there bool
			flag  byte
		}{{e.joined != 0, leafJoined}, {len(e.lines) > 0, leafLines}, {len(e.others) > 0, leafOthers}, {e.lands != 0, leafLands}} {
			if f.there {
				flags |= f.flag
			}
		}
		body = append(binary.AppendUvarint(body, uint64(e.row-row)), flags)
		row = e.row
		body = binary.AppendVarint(body, e.amount)
		body = binary.AppendVarint(body, e.day-l.day)
		if e.lands != 0 {
			body = binary.AppendVarint(body, e.lands-l.day)
		}
		if e.joined != 0 {
			body = binary.AppendVarint(body, e.joined)
		}
		if len(e.lines) > 0 {
			body = appendKeys(body, e.lines)
		}
		if len(e.others) > 0 {
			body = appendKeys(body, e.others)
		}
	}
	return open, lands, body
}

func appendKeys(body []byte, keys []int64) []byte {
	body = binary.AppendUvarint(body, uint64(len(keys)))
	for _, k := range keys {
		body = binary.AppendVarint(body, k)
	}
	return body
}

// unpackTrails hands over the entries of a leaf; what it gives is only good until it gives the next.
func unpackTrails(day int64, body []byte, yield func(*stood)) error {
	states := leafStates()
	r := leafReader{body: body}
	var e stood
	lines, others := make([]int64, 0, 2), make([]int64, 0, 2)
	for row := int64(0); len(r.body) > 0 && !r.bad; {
		row += int64(r.uvarint())
		flags := r.byte()
		e = stood{row: row, amount: r.varint(), day: day + r.varint()}
		if n := int(flags & leafState); n < len(states) {
			e.state = states[n]
		} else {
			r.bad = true
		}
		if flags&leafLands != 0 {
			e.lands = day + r.varint()
		}
		if flags&leafJoined != 0 {
			e.joined = r.varint()
		}
		if flags&leafLines != 0 {
			lines = r.keys(lines[:0])
			e.lines = lines
		}
		if flags&leafOthers != 0 {
			others = r.keys(others[:0])
			e.others = others
		}
		if !r.bad {
			yield(&e)
		}
	}
	if r.bad {
		return errPacked
	}
	return nil
}

// varintAt reads a number of a body, and tells where the next one begins: 0
// where there is none.
func varintAt(body []byte, at int) (v uint64, next int) {
	for shift := uint(0); at < len(body) && shift < 64; shift += 7 {
		b := body[at]
		at++
		if b < 0x80 {
			return v | uint64(b)<<shift, at
		}
		v |= uint64(b&0x7f) << shift
	}
	return 0, 0
}

// leafReader reads numbers one after the other.
type leafReader struct {
	body []byte
	bad  bool
}

func (r *leafReader) uvarint() uint64 {
	if len(r.body) > 0 && r.body[0] < 0x80 {
		v := uint64(r.body[0])
		r.body = r.body[1:]
		return v
	}
	v, n := varintAt(r.body, 0)
	if n == 0 {
		r.bad, r.body = true, nil
		return 0
	}
	r.body = r.body[n:]
	return v
}

func (r *leafReader) varint() int64 {
	v := r.uvarint()
	return int64(v>>1) ^ -int64(v&1)
}

func (r *leafReader) byte() byte {
	if len(r.body) == 0 {
		r.bad = true
		return 0
	}
	b := r.body[0]
	r.body = r.body[1:]
	return b
}

func (r *leafReader) keys(into []int64) []int64 {
	n := r.uvarint()
	if n > uint64(len(r.body)) {
		r.bad, r.body = true, nil
		return into
	}
	for range n {
		into = append(into, r.varint())
	}
	return into
}
