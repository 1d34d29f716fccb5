package storage

import (
	"context"
	"fmt"
	"slices"
)

// segmentsMerged is how many segments of one size become one of the next.
const segmentsMerged = 8

// blocksRead is how many blocks of a segment are read together when it is merged.
const blocksRead = 64

// indexWriter writes segments of one index.
type indexWriter struct {
	t        *tx
	table    string
	segments []segment // that there are
}

// addNames adds a segment of these entries, of names that are within bounds.
func addNames(ctx context.Context, t *tx, table string, list []nameKey, in bounds, by *sorter) error {
	if len(list) == 0 {
		return nil
	}
	if _, err := t.next(ctx, "names"); err != nil {
		return err
	}
	segments, err := segmentsOf(ctx, t, table)
	if err != nil {
		return err
	}
	sortNames(list, by)
	w := &indexWriter{t: t, table: table, segments: segments}
	at := 0
	err = w.write(ctx, segment{bounds: in}, func() (k nameKey, ok bool, err error) {
		if at == len(list) {
			return k, false, nil
		}
		at++
		return list[at-1], true, nil
	})
	if err == nil {
		err = w.merge(ctx)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", table, err)
	}
	return nil
}

// write writes a segment of the entries that next gives in their order.
func (w *indexWriter) write(ctx context.Context, g segment, next func() (nameKey, bool, error)) error {
	for g.id = 1; slices.ContainsFunc(w.segments, func(o segment) bool { return o.id == g.id }); {
		g.id++
	}
	b := blockWriter{indexWriter: w, of: g}
	for {
		k, ok, err := next()
		if err != nil {
			return err
		}
		if !ok {
			break
		}
		if err := b.add(ctx, k); err != nil {
			return err
		}
	}
	if err := b.flush(ctx); err != nil {
		return err
	}
	w.segments = append(w.segments, g)
	_, err := w.t.exec(ctx, "INSERT INTO index_segments (of, id, level, low, high) VALUES (?, ?, ?, ?, ?)", w.table, g.id, g.level, g.low, g.high)
	return err
}

// blockWriter cuts a segment into blocks.
type blockWriter struct {
	*indexWriter
	of     segment
	was    nameKey
	blocks []block
	packed []byte
}

// block is a part of what is packed.
type block struct {
	key      int64
	from, to int
}

func (b *blockWriter) add(ctx context.Context, k nameKey) error {
	if k == b.was {
		return nil
	}
	if n := len(b.blocks); n == 0 || k.hash != b.was.hash && len(b.packed)-b.blocks[n-1].from >= blockBytes {
		if len(b.packed) >= blocksRead*blockBytes {
			if err := b.flush(ctx); err != nil {
				return err
			}
		}
		b.blocks = append(b.blocks, block{key: b.of.key(k.hash), from: len(b.packed)})
		b.was = nameKey{hash: k.hash}
	}
	b.packed = appendName(b.packed, b.was, k)
	b.was, b.blocks[len(b.blocks)-1].to = k, len(b.packed)
	return nil
}

// flush writes the blocks that there are.
func (b *blockWriter) flush(ctx context.Context) error {
	_, err := b.t.feed(ctx, "INSERT INTO "+b.table+" (key, body) SELECT "+fedNames(2)+" FROM "+fed, len(b.blocks), func(i, c int) any {
		if c == 0 {
			return b.blocks[i].key
		}
		return b.packed[b.blocks[i].from:b.blocks[i].to]
	})
	b.blocks, b.packed = b.blocks[:0], b.packed[:0]
	return err
}

// merge makes one segment of as many as there may not be of one size.
func (w *indexWriter) merge(ctx context.Context) error {
	for level := int64(0); ; level++ {
		var some []*segmentReader
		all := segment{level: level + 1}
		higher := false
		for i, g := range w.segments {
			higher = higher || g.level > level
			if g.level != level {
				continue
			}
			all.add(g.low)
			all.add(g.high)
			some = append(some, &segmentReader{indexWriter: w, of: w.segments[i], after: g.key(0) - 1})
		}
		if len(some) < segmentsMerged {
			if !higher {
				return nil
			}
			continue
		}
		if err := w.write(ctx, all, merged(ctx, some)); err != nil {
			return err
		}
		for _, r := range some {
			if err := w.drop(ctx, r.of); err != nil {
				return err
			}
		}
	}
}

func (w *indexWriter) drop(ctx context.Context, g segment) error {
	w.segments = slices.DeleteFunc(w.segments, func(o segment) bool { return o.id == g.id })
	if _, err := w.t.exec(ctx, "DELETE FROM "+w.table+" WHERE key BETWEEN ? AND ?", g.key(0), g.key(1<<hashBits-1)); err != nil {
		return err
	}
	_, err := w.t.exec(ctx, "DELETE FROM index_segments WHERE of = ? AND id = ?", w.table, g.id)
	return err
}

// merged gives the entries of several segments in one order.
func merged(ctx context.Context, some []*segmentReader) func() (nameKey, bool, error) {
	return func() (nameKey, bool, error) {
		var least *segmentReader
		for _, r := range some {
			if err := r.fill(ctx); err != nil {
				return nameKey{}, false, err
			}
			if len(r.list) == 0 {
				continue
			}
			if least == nil || r.list[0].hash < least.list[0].hash || r.list[0].hash == least.list[0].hash && r.list[0].row < least.list[0].row {
				least = r
			}
		}
		if least == nil {
			return nameKey{}, false, nil
		}
		k := least.list[0]
		least.list = least.list[1:]
		return k, true, nil
	}
}

// segmentReader reads a segment from its beginning to its end.
type segmentReader struct {
	*indexWriter
	of    segment
	after int64 // the block read last
	list  []nameKey
	room  []nameKey
	ended bool
}

// fill reads on where all that was read is used.
func (r *segmentReader) fill(ctx context.Context) error {
	if len(r.list) > 0 || r.ended {
		return nil
	}
	r.room = r.room[:0]
	rows, err := r.t.query(ctx, "SELECT key, body FROM "+r.table+" WHERE key > ? AND key <= ? ORDER BY key LIMIT ?",
		r.after, r.of.key(1<<hashBits-1), blocksRead)
	_, err = collect(rows, err, func(s scanner) (struct{}, error) {
		var body []byte
		if err := s.Scan(&r.after, &body); err != nil {
			return struct{}{}, err
		}
		return struct{}{}, unpackBlock(r.after, body, func(k nameKey) bool {
			r.room = append(r.room, k)
			return true
		})
	})
	r.list, r.ended = r.room, len(r.room) == 0
	return err
}
