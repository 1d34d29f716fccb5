package storage

import (
	"cmp"
	"context"
	"slices"
	"strings"
)

// insertTold writes new rows of one noun, which have their keys and are in
// order of party and day, and what they are found by. Each table gets its rows
// in its own order: that is what makes it fast.
func insertTold(ctx context.Context, t *tx, file int64, all []*told, source func(string) (int64, error)) error {
	n := all[0].noun
	if err := insertRows(ctx, t, n, file, all); err != nil {
		return err
	}
	if n.ids != "" {
		if err := insertIDs(ctx, t, n, all, source); err != nil {
			return err
		}
	}
	if n.days != "" {
		if err := insertRuns(ctx, t, n, all); err != nil {
			return err
		}
	}
	if n.refs != "" {
		if err := insertRefs(ctx, t, n, all); err != nil {
			return err
		}
	}
	return insertWords(ctx, t, all)
}

func insertRows(ctx context.Context, t *tx, n *noun, file int64, all []*told) error {
	fileCell := any(file)
	lead := 1
	if n.ids == "" {
		lead = 3
	}
	_, err := t.feed(ctx, n.insertFed(), len(all), func(i, c int) any {
		r := all[i]
		if c >= lead {
			switch c - lead {
			case 0:
				return fileCell
			case 1:
				return int64(r.line)
			case 2:
				return r.body
			}
			c -= lead + 3
			if n.ids == "" && n.party {
				if c == 0 {
					return r.party
				}
				c--
			}
			if c < len(r.extra) {
				return r.extra[c]
			}
			return nil
		}
		switch c {
		case 0:
			return r.row
		case 1:
			return r.id
		}
		return r.source
	})
	return err
}

func insertIDs(ctx context.Context, t *tx, n *noun, all []*told, source func(string) (int64, error)) error {
	sources := map[string]any{}
	for _, r := range all {
		if sources[r.source] == nil {
			id, err := source(r.source)
			if err != nil {
				return err
			}
			sources[r.source] = id
		}
	}
	sorted := byID(all)
	_, err := t.feed(ctx, "INSERT INTO "+n.ids+" (id, source, row) SELECT "+fedNames(3)+" FROM "+fed, len(sorted), func(i, c int) any {
		switch c {
		case 0:
			return sorted[i].id
		case 1:
			return sources[sorted[i].source]
		}
		return sorted[i].row
	})
	return err
}

// run is a row of keys that lie beside each other.
type run struct{ party, day, first, last int64 }

func insertRuns(ctx context.Context, t *tx, n *noun, all []*told) error {
	var runs []run
	for _, r := range all {
		if k := len(runs) - 1; k >= 0 && runs[k].party == r.party && runs[k].day == r.at && runs[k].last == r.row-1 {
			runs[k].last = r.row
			continue
		}
		runs = append(runs, run{r.party, r.at, r.row, r.row})
	}
	_, err := t.feed(ctx, "INSERT INTO "+n.days+" (party, day, first, last) SELECT "+fedNames(4)+" FROM "+fed+
		" WHERE true ON CONFLICT DO NOTHING", len(runs), func(i, c int) any {
		switch c {
		case 0:
			return runs[i].party
		case 1:
			return runs[i].day
		case 2:
			return runs[i].first
		}
		return runs[i].last
	})
	return err
}

// named is a further name of a row.
type named struct {
	ref  string
	what int64
	row  int64
}

func (t *told) named(list []named) []named {
	for i, ref := range t.refs {
		if ref != "" {
			list = append(list, named{ref, int64(i + 1), t.row})
		}
	}
	return list
}

func insertRefs(ctx context.Context, t *tx, n *noun, all []*told) error {
	list := make([]named, 0, len(all))
	for _, r := range all {
		list = r.named(list)
	}
	slices.SortFunc(list, func(a, b named) int {
		return cmp.Or(strings.Compare(a.ref, b.ref), cmp.Compare(a.what, b.what), cmp.Compare(a.row, b.row))
	})
	_, err := t.feed(ctx, "INSERT INTO "+n.refs+" (ref, what, row) SELECT "+fedNames(3)+" FROM "+fed+
		" WHERE true ON CONFLICT DO NOTHING", len(list), func(i, c int) any {
		switch c {
		case 0:
			return list[i].ref
		case 1:
			return list[i].what
		}
		return list[i].row
	})
	return err
}

// insertWords keeps the words of the memos that came.
func insertWords(ctx context.Context, t *tx, all []*told) error {
	var list []named
	for _, r := range all {
		for _, w := range r.words {
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
