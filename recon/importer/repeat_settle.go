package importer

import (
	"cmp"
	"context"
	"math/bits"
	"slices"
)

// findings are the rows of a file that say something of an id again.
type findings struct {
	// again: an equal row with the same id came earlier; differs: one that says something else.
	again, differs rowSet
	// numbers of rows without an id of their own that another one differs from, from 2.
	numbers map[namedRow]int
	// ordinals of records that are told apart by their order: of the n-th at n, 0
	// for the first with its id. nil: all of them are first.
	ordinals []uint32
	// pairs are the first rows that differ and the rows they differ from, at most MaxErrors.
	pairs []pair
	met   *repeats // for its keys
}

// namedRow is a record of a row.
type namedRow struct {
	row int
	id  uint64
}

// pair is a row that says something else of its id than the first with that id.
type pair struct {
	row, first int
	id         uint64
}

// maxNumbers bounds how many rows can differ by a number alone.
const maxNumbers = 1 << 20

// number tells the number behind the id of a record, 0 if it needs none.
func (f *findings) number(row int, m *produced) int {
	if f == nil || len(f.numbers) == 0 {
		return 0
	}
	return f.numbers[namedRow{row, f.key(m)}]
}

// ordinal of the n-th record that is told apart by its order, 1 for the first
// with its id.
func (f *findings) ordinal(n uint32) int {
	if f == nil || int(n) >= len(f.ordinals) {
		return 1
	}
	return max(1, int(f.ordinals[n]))
}

// place notes the ordinal of the n-th of so many records.
func (f *findings) place(n, of, ordinal uint32) {
	if ordinal == 1 {
		return
	}
	if f.ordinals == nil {
		f.ordinals = make([]uint32, int(of)+1)
	}
	f.ordinals[n] = ordinal
}

// key is the hash of a record's id. Several passes may ask at once.
func (f *findings) key(m *produced) uint64 {
	w := f.met.witness(m)
	id, _ := f.met.key(&w, m)
	return id
}

// settle compares all rows that were met.
func (r *repeats) settle(ctx context.Context) (*findings, error) {
	f := &findings{met: r, numbers: map[namedRow]int{}}
	var fresh rowSet // rows with a record that came first
	var slots []uint32
	err := r.eachPart(ctx, func(list []sighting) error {
		size := 1 << bits.Len(uint(2*len(list)))
		if cap(slots) < size {
			slots = make([]uint32, size)
		}
		slots = slots[:size]
		clear(slots)
		return f.compare(list, slots, &fresh, r)
	})
	if err != nil {
		return nil, err
	}
	f.again.remove(fresh)
	f.again.remove(f.differs)
	f.firstPairs()
	r.log, r.cut, r.bytes, r.chunks = nil, nil, nil, nil
	return f, nil
}

// compare looks every record of a part up among those before it.
func (f *findings) compare(list []sighting, slots []uint32, fresh *rowSet, r *repeats) error {
	var unnamed events
	counted := map[uint64]uint32{}
	mask := uint64(len(slots) - 1)
	for i := range list {
		s := &list[i]
		if s.counted() {
			counted[s.id]++
			f.place(s.row, r.counted, counted[s.id])
			continue
		}
		if s.unnamed() {
			if err := f.event(s, &unnamed); err != nil {
				return err
			}
			continue
		}
		at := s.id & mask
		for slots[at] != 0 && !list[slots[at]-1].same(s) {
			at = (at + 1) & mask
		}
		switch {
		case slots[at] == 0:
			slots[at] = uint32(i + 1)
			if r.several {
				fresh.add(s.row)
			}
		case list[slots[at]-1].content == s.content:
			f.again.add(s.row)
		default:
			f.differs.add(s.row)
			f.pairs = append(f.pairs, pair{row: int(s.row), first: int(list[slots[at]-1].row), id: s.id})
			if len(f.pairs) >= 16*MaxErrors {
				f.firstPairs()
			}
		}
	}
	return nil
}

// events are the rows of a part without ids of their own.
type events struct {
	numbers map[[2]uint64]int // by name and what they said
	last    map[uint64]int    // by name
}

// event gives rows that say different things of one happening their numbers.
func (f *findings) event(s *sighting, e *events) error {
	if e.numbers == nil {
		e.numbers, e.last = map[[2]uint64]int{}, map[uint64]int{}
	}
	n, known := e.numbers[[2]uint64{s.id, s.content}]
	if known {
		f.again.add(s.row)
	} else {
		e.last[s.id]++
		n = e.last[s.id]
		e.numbers[[2]uint64{s.id, s.content}] = n
	}
	if n > 1 {
		if len(f.numbers) >= maxNumbers {
			return refuse(0, "more than %d rows without an event_id differ in their note or reason alone: give each event its own event_id", maxNumbers)
		}
		f.numbers[namedRow{int(s.row), s.id}] = n
	}
	return nil
}

// firstPairs keeps the first pair of each of the first rows.
func (f *findings) firstPairs() {
	slices.SortFunc(f.pairs, func(a, b pair) int { return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(a.first, b.first)) })
	f.pairs = slices.CompactFunc(f.pairs, func(a, b pair) bool { return a.row == b.row })
	f.pairs = f.pairs[:min(len(f.pairs), MaxErrors)]
}

// rowSet is a set of rows, one bit each up to the last one in it.
type rowSet []uint64

func (s *rowSet) add(row uint32) {
	if need := int(row/64) + 1; need > len(*s) {
		*s = append(*s, make([]uint64, need-len(*s))...)
	}
	(*s)[row/64] |= 1 << (row % 64)
}

func (s rowSet) has(row int) bool { return row/64 < len(s) && s[row/64]>>(row%64)&1 == 1 }

func (s rowSet) remove(o rowSet) {
	for i := range min(len(s), len(o)) {
		s[i] &^= o[i]
	}
}

func (s rowSet) count() int {
	n := 0
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}
