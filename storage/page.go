package storage

import (
	"context"
	"encoding/binary"
	"fmt"
	"slices"
)

// Transactions and lines are many: their rows are kept in pages. A page holds
// rows of one party and day whose keys lie beside each other. It is found by
// the key of its first row, or by its party and day. It never becomes larger,
// only rows in it change or leave it.

// pageRows is how many rows a page has at most: few enough for one of them to
// be read alone.
const pageRows = 64

// page is rows with their keys, which lie beside each other.
type page []fact

// appendRow adds the stored form of a row to that of a page; was is the row before it.
func appendRow(body []byte, was, f fact) []byte {
	body = binary.AppendVarint(body, f.file-was.file)
	body = binary.AppendVarint(body, int64(f.line-was.line))
	return append(binary.AppendUvarint(body, uint64(len(f.body))), f.body...)
}

// pack gives the stored form of a page.
func (p page) pack() []byte {
	var body []byte
	var was fact
	for _, f := range p {
		body = appendRow(body, was, f)
		was = f
	}
	return body
}

// unpackPage hands over the rows of a page.
func unpackPage(first int64, body []byte, yield func(fact)) error {
	r := leafReader{body: body}
	f := fact{row: first}
	for ; len(r.body) > 0; f.row++ {
		f.file += r.varint()
		f.line += int(r.varint())
		n := r.uvarint()
		if r.bad || n > uint64(len(r.body)) {
			return errPacked
		}
		f.body, r.body = r.body[:n:n], r.body[n:]
		yield(f)
	}
	return nil
}

// pageOf reads the page that has a row; nil where there is no such row.
func pageOf(ctx context.Context, q queryer, n *noun, row int64) (p page, err error) {
	rows, err := q.query(ctx, "SELECT first, body FROM "+n.table+" WHERE first <= ? ORDER BY first DESC LIMIT 1", row)
	_, err = collect(rows, err, func(s scanner) (struct{}, error) {
		var first int64
		var body []byte
		if err := s.Scan(&first, &body); err != nil {
			return struct{}{}, err
		}
		return struct{}{}, unpackPage(first, body, func(f fact) { p = append(p, f) })
	})
	if err != nil {
		return nil, fmt.Errorf("read the page of %s %d: %w", n.table, row, err)
	}
	if len(p) == 0 || row > p[len(p)-1].row {
		return nil, nil
	}
	return p, nil
}

// rowsAt hands over the rows with these keys, in their order; those that are
// not there are left out.
func rowsAt(ctx context.Context, q queryer, n *noun, keys []int64, yield func(fact)) error {
	return rowsIn(func(row int64) (page, error) { return pageOf(ctx, q, n, row) }, keys, yield)
}

// rowsIn is rowsAt where the pages are known by other means.
func rowsIn(pageOf func(row int64) (page, error), keys []int64, yield func(fact)) error {
	keys = slices.Clone(keys)
	slices.Sort(keys)
	for keys = slices.Compact(keys); len(keys) > 0; {
		p, err := pageOf(keys[0])
		if err != nil {
			return err
		}
		if len(p) == 0 {
			keys = keys[1:]
			continue
		}
		for len(keys) > 0 && keys[0] <= p[len(p)-1].row {
			yield(p[keys[0]-p[0].row])
			keys = keys[1:]
		}
	}
	return nil
}

// pagesOn hands over the rows of a party that are kept under these days, both included.
func pagesOn(ctx context.Context, q queryer, n *noun, of party, from, to int64, yield func(fact)) error {
	return pagesWhere(ctx, q, n, of, yield, "d.day BETWEEN ? AND ?", from, to)
}

// pagesWhere hands over the rows of a party whose pages (d) are so.
func pagesWhere(ctx context.Context, q queryer, n *noun, of party, yield func(fact), where string, args ...any) error {
	rows, err := q.query(ctx, "SELECT p.first, p.body FROM "+n.days+" d CROSS JOIN "+n.table+
		" p WHERE p.first = d.first AND d.party = ? AND "+where+" ORDER BY d.day, d.first", append([]any{of.id}, args...)...)
	if err != nil {
		return fmt.Errorf("read pages: %w", err)
	}
	_, err = collect(rows, nil, func(s scanner) (struct{}, error) {
		var first int64
		var body []byte
		if err := s.Scan(&first, &body); err != nil {
			return struct{}{}, err
		}
		return struct{}{}, unpackPage(first, body, yield)
	})
	if err != nil {
		return fmt.Errorf("read pages: %w", err)
	}
	return nil
}
