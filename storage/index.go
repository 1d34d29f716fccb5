package storage

import (
	"cmp"
	"context"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"moneytrail/recon/card"
)

// What transactions and lines are called (ids, references) is found by an
// index of hashes: segments, each in order of hash and written at once, cut
// into blocks. Several segments of about one size become one of the next size,
// so that few have to be looked through and each name is written a few times
// only. Names are not taken out: who finds a row by one looks whether the row
// is there and bears it. A key is never given to another row.

// hashBits is the length of a hash. What has the same hash by chance costs a look.
const hashBits = 44

// nameKey is an entry of an index: the hash of a name and a row that bears it.
type nameKey struct {
	hash uint64
	row  int64
}

// sortNames brings entries into the order in which an index has them.
func sortNames(list []nameKey, by *sorter) {
	keys := by.keys(len(list))
	ordered := true // rows mostly come in order, and stay in it where hashes are equal
	for i, k := range list {
		keys[i] = sortKey{k.hash, k.row}
		ordered = ordered && (i == 0 || list[i-1].row <= k.row)
	}
	for i, k := range by.sort(keys) {
		list[i] = nameKey{k.key, k.of}
	}
	if !ordered {
		slices.SortFunc(list, func(a, b nameKey) int { return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.row, b.row)) })
	}
}

// formOf gives the form of a name that an index knows. One that passes for a
// card's number is the same whole and cut, as card.Same takes both for one.
func formOf(name string) string {
	if len(name) < card.Shortest {
		return name
	}
	return card.Cut(name, nil)
}

// hashOf hashes a name of a kind, 0 is no name.
func hashOf(what byte, name string) uint64 { return hashOfForm(what, formOf(name)) }

// hashOfForm is hashOf for a form; it is part of the stored form.
func hashOfForm(what byte, name string) uint64 {
	if name == "" {
		return 0
	}
	const offset, prime = 14695981039346656037, 1099511628211 // FNV-1a
	h := (offset ^ uint64(what)) * prime
	for i := range len(name) {
		h = (h ^ uint64(name[i])) * prime
	}
	h ^= h >> 33 // the end of MurmurHash3: every bit changes the high ones
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	h ^= h >> 33
	return max(1, h>>(64-hashBits))
}

// segment is a part of an index, and the bounds of the names in it.
type segment struct {
	id, level int64
	bounds
}

// bounds are the least and the greatest form of some names, in order of their bytes.
// Ids and references mostly come in an order: then few segments have to be
// looked through.
type bounds struct{ low, high string }

func (b *bounds) add(form string) {
	switch {
	case form == "":
	case b.high == "":
		b.low, b.high = form, form
	case form < b.low:
		b.low = form
	case form > b.high:
		b.high = form
	}
}

// has tells whether a form is within bounds.
func (b bounds) has(form string) bool { return b.low <= form && form <= b.high }

// meets tells whether there may be forms that are within both.
func (b bounds) meets(o bounds) bool { return b.low <= o.high && o.low <= b.high }

// segmentsOf reads the segments of an index.
func segmentsOf(ctx context.Context, q queryer, table string) ([]segment, error) {
	rows, err := q.query(ctx, "SELECT id, level, low, high FROM index_segments WHERE of = ? ORDER BY id", table)
	all, err := collect(rows, err, func(s scanner) (g segment, err error) { return g, s.Scan(&g.id, &g.level, &g.low, &g.high) })
	if err != nil {
		return nil, fmt.Errorf("read the segments of %s: %w", table, err)
	}
	return all, nil
}

// key is that of a block: its segment and its first hash.
func (g segment) key(hash uint64) int64 { return g.id<<hashBits | int64(hash) }

// blockBytes is about how long a block is: two of them fill a page of SQLite's.
const blockBytes = 1900

// appendName adds an entry to a block; was is the entry before it.
func appendName(block []byte, was, k nameKey) []byte {
	return binary.AppendVarint(binary.AppendUvarint(block, k.hash-was.hash), k.row-was.row)
}

// unpackBlock hands over the entries of a block, until yield has enough.
func unpackBlock(key int64, body []byte, yield func(nameKey) bool) error {
	k := nameKey{hash: uint64(key) & (1<<hashBits - 1)}
	for at := 0; at < len(body); {
		var hash, row uint64
		if hash, at = varintAt(body, at); at > 0 {
			row, at = varintAt(body, at)
		}
		if at <= 0 {
			return errPacked
		}
		k.hash += hash
		k.row += int64(row>>1) ^ -int64(row&1)
		if !yield(k) {
			return nil
		}
	}
	return nil
}

// rowsWith gives the rows of a block that have a hash, no more than most. It is
// what a look-up by name does most of the time.
func rowsWith(key int64, body []byte, wanted uint64, most int) (rows []int64, err error) {
	hash, row := uint64(key)&(1<<hashBits-1), int64(0)
	for at := 0; at < len(body) && hash <= wanted && len(rows) < most; {
		var by uint64
		if by, at = varintAt(body, at); at <= 0 {
			return nil, errPacked
		}
		hash += by
		if by, at = varintAt(body, at); at <= 0 {
			return nil, errPacked
		}
		row += int64(by>>1) ^ -int64(by&1)
		if hash == wanted {
			rows = append(rows, row)
		}
	}
	return rows, nil
}

// blocksAtOnce is how many blocks one statement reads at most.
const blocksAtOnce = 40

// probe is a name that is looked for in a segment.
type probe struct {
	of   segment
	hash uint64
}

// bearers gives the rows that may bear one of the names with these hashes, by
// the segments of an index, of each hash no more than most of each segment.
func bearers(ctx context.Context, q queryer, table string, segments []segment, hashes []uint64, most int) ([]int64, error) {
	var probes []probe
	for _, h := range hashes {
		for _, g := range segments {
			if h != 0 {
				probes = append(probes, probe{g, h})
			}
		}
	}
	var found []int64
	for len(probes) > 0 {
		some := probes[:min(len(probes), blocksAtOnce)]
		probes = probes[len(some):]
		blocks, err := blocksOf(ctx, q, table, some)
		if err != nil {
			return nil, fmt.Errorf("look up in %s: %w", table, err)
		}
		for _, p := range some {
			i, there := slices.BinarySearchFunc(blocks, p.of.key(p.hash), func(b indexBlock, key int64) int { return cmp.Compare(b.key, key) })
			if !there {
				i-- // the one that begins before
			}
			if i < 0 || blocks[i].key < p.of.key(0) {
				continue
			}
			rows, err := rowsWith(blocks[i].key, blocks[i].body, p.hash, most)
			if err != nil {
				return nil, fmt.Errorf("look up in %s: %w", table, err)
			}
			found = append(found, rows...)
		}
	}
	return found, nil
}

// indexBlock is one that was read, by its key.
type indexBlock struct {
	key  int64
	body []byte
}

// blocksOf reads the blocks in which names may be, in the order of their keys.
func blocksOf(ctx context.Context, q queryer, table string, probes []probe) ([]indexBlock, error) {
	last := "(SELECT MAX(key) FROM " + table + " WHERE key BETWEEN ? AND ?)"
	args := make([]any, 0, 2*len(probes))
	for _, p := range probes {
		args = append(args, p.of.key(0), p.of.key(p.hash))
	}
	rows, err := q.query(ctx, "SELECT key, body FROM "+table+" WHERE key IN ("+last+strings.Repeat(", "+last, len(probes)-1)+") ORDER BY key", args...)
	return collect(rows, err, func(s scanner) (b indexBlock, err error) { return b, s.Scan(&b.key, &b.body) })
}

// lookThrough hands over the entries of a segment with these hashes, which are
// in order; i is the position of the first that has the hash.
func (g segment) lookThrough(ctx context.Context, q queryer, table string, n int, hash func(i int) uint64, yield func(i int, row int64)) error {
	for i := 0; i < n; {
		var key int64
		var body []byte
		_, there, err := one(q.row(ctx, "SELECT key, body FROM "+table+" WHERE key BETWEEN ? AND ? ORDER BY key DESC LIMIT 1", g.key(0), g.key(hash(i))),
			func(s scanner) (struct{}, error) { return struct{}{}, s.Scan(&key, &body) })
		if err != nil {
			return fmt.Errorf("look through %s: %w", table, err)
		}
		if !there { // before the first block
			i++
			continue
		}
		from, last := i, uint64(0)
		err = unpackBlock(key, body, func(k nameKey) bool {
			for i < n && hash(i) < k.hash {
				i++
			}
			if i < n && hash(i) == k.hash {
				yield(i, k.row)
			}
			last = k.hash
			return i < n
		})
		if err != nil {
			return err
		}
		for here := hash(from); i < n && (hash(i) <= last || hash(i) == here); { // one hash is in one block only
			i++
		}
	}
	return nil
}
