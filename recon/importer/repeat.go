package importer

import (
	"hash/maphash"

	"moneytrail/recon/record"
)

// repeats knows the ids of the rows seen so far in a file: 16 bytes a row.
type repeats struct {
	seed maphash.Seed
	seen map[uint64]seenRow
}

type seenRow struct {
	line    uint32
	content uint32
}

func newRepeats() *repeats {
	return &repeats{seed: maphash.MakeSeed(), seen: map[uint64]seenRow{}}
}

// meet notes a row. first is the line of an earlier row with this id, 0 if
// there is none; equal tells whether that row said the same.
func (r *repeats) meet(kind record.Kind, source, id string, line int, content []byte) (first int, equal bool) {
	var h maphash.Hash
	h.SetSeed(r.seed)
	_, _ = h.WriteString(string(kind))
	_ = h.WriteByte(0)
	_, _ = h.WriteString(source)
	_ = h.WriteByte(0)
	_, _ = h.WriteString(id)
	key := h.Sum64()
	sum := uint32(maphash.Bytes(r.seed, content) >> 32)
	if old, ok := r.seen[key]; ok {
		return int(old.line), old.content == sum
	}
	r.seen[key] = seenRow{line: uint32(line), content: sum}
	return 0, false
}
