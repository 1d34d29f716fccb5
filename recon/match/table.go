package match

import "hash/maphash"

// table finds rows by the hash of a key: open addressing, with the rows of one
// hash chained. Who walks a chain compares the keys, so that a collision costs
// a look and never a wrong row. Its room is kept from use to use.
type table struct {
	slots []slot
	next  []int32 // 1 + the row before, 0 at the end
	mask  uint64
}

type slot struct {
	tag  uint32 // the upper half of the hash
	head int32  // 1 + the last row of the hash, 0: free; in a table that only counts, the count
}

// reset makes room for keys among rows [0, n), of which at most keys are added.
func (t *table) reset(n, keys int) {
	size := 8
	for size < 2*keys {
		size *= 2
	}
	t.slots = cleared(t.slots, size)
	t.next = sized(t.next, n)
	t.mask = uint64(size - 1)
}

func (t *table) add(hash uint64, row int32) {
	s := t.slot(hash)
	s.tag = uint32(hash >> 32)
	t.next[row], s.head = s.head, row+1
}

func (t *table) slot(hash uint64) *slot {
	tag := uint32(hash >> 32)
	for at := hash & t.mask; ; at = (at + 1) & t.mask {
		if s := &t.slots[at]; s.head == 0 || s.tag == tag {
			return s
		}
	}
}

// chain gives 1 + the last row of a hash, 0 for none; next leads on.
func (t *table) chain(hash uint64) (head int32) {
	if len(t.slots) == 0 {
		return 0
	}
	return t.slot(hash).head
}

// hasher makes the hashes of one piece of work.
type hasher struct {
	seed  maphash.Seed
	ready bool
}

func (h *hasher) start() {
	if !h.ready {
		h.seed, h.ready = maphash.MakeSeed(), true
	}
}

func (h *hasher) text(s string) uint64 { return maphash.String(h.seed, s) }

// mix joins two hashes, or a hash and a number, in that order.
func mix(a, b uint64) uint64 {
	a = (a ^ b*0x9E3779B97F4A7C15) * 0xFF51AFD7ED558CCD
	return a ^ a>>32
}

// sized gives a slice of length n, of s's room where that is enough; what is in it is left from before.
func sized[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}

// cleared is sized with every element zero.
func cleared[T any](s []T, n int) []T {
	s = sized(s, n)
	clear(s)
	return s
}

// count notes one more of a hash, in a table that only counts.
func (t *table) count(hash uint64) {
	s := t.slot(hash)
	s.tag = uint32(hash >> 32)
	s.head++
}

func (h *hasher) bytes(b []byte) uint64 { return maphash.Bytes(h.seed, b) }
