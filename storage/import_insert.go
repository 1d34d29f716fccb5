package storage

import (
	"cmp"
	"context"
	"slices"
	"strings"
)

// insertTold writes new rows of one noun, which have their keys, and what they
// are found by. Each table gets its rows in its own order: that is what makes
// it fast. The names of rows of pages are within bounds.
func insertTold(ctx context.Context, t *tx, file int64, all []*told, in namedWithin) error {
	n := all[0].noun
	if !n.paged() {
		if err := insertRows(ctx, t, n, file, all); err != nil {
			return err
		}
		return insertWords(ctx, t, all)
	}
	if err := insertPages(ctx, t, n, file, all); err != nil {
		return err
	}
	return insertNames(ctx, t, n, all, in)
}

// insertRows writes rows that their table has one by one.
func insertRows(ctx context.Context, t *tx, n *noun, file int64, all []*told) error {
	fileCell := any(file)
	_, err := t.feed(ctx, n.insertFed(), len(all), func(i, c int) any {
		r := all[i]
		switch c {
		case 0:
			return r.row
		case 1:
			return r.id()
		case 2:
			return r.by.source
		case 3:
			return fileCell
		case 4:
			return int64(r.line)
		case 5:
			return r.body
		}
		c -= 6
		if n.party {
			if c == 0 {
				return r.party
			}
			c--
		}
		if extra := r.rest().extra; c < len(extra) {
			return extra[c]
		}
		return nil
	})
	return err
}

// insertNames writes what rows of pages are called.
func insertNames(ctx context.Context, t *tx, n *noun, all []*told, in namedWithin) error {
	list := make([]nameKey, 0, len(all)+len(all)/8)
	for _, r := range all {
		list = append(list, nameKey{r.names[0], r.row})
	}
	if err := addNames(ctx, t, n.ids, list, in.ids); err != nil || n.refs == "" {
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
	if err := addNames(ctx, t, n.refs, list, in.refs); err != nil {
		return err
	}
	return insertOrigins(ctx, t, all)
}

// named is a word and the row that has it.
type named struct {
	ref string
	row int64
}

// insertWords keeps the words of the memos that came.
func insertWords(ctx context.Context, t *tx, all []*told) error {
	var list []named
	for _, r := range all {
		for _, w := range r.rest().words {
			list = append(list, named{ref: w, row: r.row})
		}
	}
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
