package storage

import (
	"cmp"
	"context"
	"slices"
	"strings"
)

// insert writes new rows of one noun, which have their keys, and what they
// are found by. Each table gets its rows in its own order: that is what makes
// it fast.
func (s *storing) insert(ctx context.Context, n *noun, all []*told) error {
	if !n.paged() {
		if err := s.insertRows(ctx, n, all); err != nil {
			return err
		}
		var words []named
		for _, r := range all {
			words = append(words, s.rest(r).named(r.row)...)
		}
		return insertWords(ctx, s.t, words)
	}
	if err := insertPages(ctx, s.t, n, s.file, all, s.body); err != nil {
		return err
	}
	return s.insertNames(ctx, n, all)
}

// insertRows writes rows that their table has one by one.
func (s *storing) insertRows(ctx context.Context, n *noun, all []*told) error {
	fileCell := any(s.file)
	_, err := s.t.feed(ctx, n.insertFed(), len(all), func(i, c int) any {
		r := all[i]
		switch c {
		case 0:
			return r.row
		case 1:
			return s.id(r)
		case 2:
			return s.by[r.by].source
		case 3:
			return fileCell
		case 4:
			return int64(r.line)
		case 5:
			return s.body(r)
		}
		c -= 6
		if n.party {
			if c == 0 {
				return r.party
			}
			c--
		}
		if extra := s.rest(r).extra; c < len(extra) {
			return extra[c]
		}
		return nil
	})
	return err
}

// insertNames writes what rows of pages are called.
func (s *storing) insertNames(ctx context.Context, n *noun, all []*told) error {
	in := s.named[n]
	list := slices.Grow(s.rooms.names[:0], len(all)+len(all)/8)
	for _, r := range all {
		list = append(list, nameKey{r.names[0], r.row})
	}
	if err := addNames(ctx, s.t, n.ids, list, in.ids, &s.rooms.sorter); err != nil || n.refs == "" {
		return err
	}
	list = list[:0]
	for _, r := range all {
		for _, name := range r.names[1:] {
			if name != 0 {
				list = append(list, nameKey{name, r.row})
			}
		}
	}
	s.rooms.names = list
	if err := addNames(ctx, s.t, n.refs, list, in.refs, &s.rooms.sorter); err != nil {
		return err
	}
	var origins []origin
	for _, r := range all {
		origins = append(origins, s.rest(r).originsOf(r)...)
	}
	return insertOrigins(ctx, s.t, origins)
}

// named is a word and the row that has it.
type named struct {
	ref string
	row int64
}

// named gives the words of a row.
func (m toldMore) named(row int64) (list []named) {
	for _, w := range m.words {
		list = append(list, named{ref: w, row: row})
	}
	return list
}

// insertWords keeps the words of the memos that came.
func insertWords(ctx context.Context, t *tx, list []named) error {
	slices.SortFunc(list, func(a, b named) int { return cmp.Or(strings.Compare(a.ref, b.ref), cmp.Compare(a.row, b.row)) })
	_, err := t.feed(ctx, "INSERT INTO entry_words (word, entry) SELECT "+fedNames(2)+" FROM "+fed+
		" WHERE true ON CONFLICT DO NOTHING", len(list), func(i, c int) any {
		if c == 0 {
			return list[i].ref
		}
		return list[i].row
	})
	return err
}
