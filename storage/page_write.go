package storage

import (
	"context"
	"fmt"
)

// newPage is a page on its way into its table.
type newPage struct {
	party, day, first int64
	from, to          int // of the packed bodies
}

// pagesWritten is how many bytes of pages are written together.
const pagesWritten = 1 << 20

// What is mostly enough for one page more, and for one row.
const (
	pagesRest = 16 << 10
	rowPacked = 128
)

// insertPages writes new rows, which have their keys and are in order of party and day.
func insertPages(ctx context.Context, t *tx, n *noun, file int64, all []*told, body func(*told) []byte) error {
	var pages []newPage
	packed := make([]byte, 0, min(pagesWritten+pagesRest, len(all)*rowPacked))
	var was fact
	for i, r := range all {
		k := len(pages) - 1
		if k < 0 || pages[k].party != r.party || pages[k].day != int64(r.at) || r.row-pages[k].first >= pageRows || all[i-1].row != r.row-1 {
			if len(packed) >= pagesWritten {
				if err := writePages(ctx, t, n, pages, packed); err != nil {
					return err
				}
				pages, packed = pages[:0], packed[:0]
			}
			pages = append(pages, newPage{party: r.party, day: int64(r.at), first: r.row, from: len(packed)})
			was = fact{}
			k = len(pages) - 1
		}
		f := fact{row: r.row, file: file, line: int(r.line), body: body(r)}
		packed = appendRow(packed, was, f)
		was, pages[k].to = f, len(packed)
	}
	return writePages(ctx, t, n, pages, packed)
}

func writePages(ctx context.Context, t *tx, n *noun, pages []newPage, packed []byte) error {
	_, err := t.feed(ctx, "INSERT INTO "+n.table+" (first, body) SELECT "+fedNames(2)+" FROM "+fed, len(pages), func(i, c int) any {
		if c == 0 {
			return pages[i].first
		}
		return packed[pages[i].from:pages[i].to]
	})
	if err != nil {
		return err
	}
	_, err = t.feed(ctx, "INSERT INTO "+n.days+" (party, day, first) SELECT "+fedNames(3)+" FROM "+fed, len(pages), func(i, c int) any {
		switch c {
		case 0:
			return pages[i].party
		case 1:
			return pages[i].day
		}
		return pages[i].first
	})
	return err
}

// rewrite gives a row of a page another content: in its place, or, where its
// party or day is another now, in a page of its own.
func rewrite(ctx context.Context, t *tx, n *noun, before, after retold, is standing) error {
	if before.party != after.party || before.at != after.at {
		if err := cutRow(ctx, t, n, before.told); err != nil {
			return err
		}
		after.line = uint32(is.line)
		return insertPages(ctx, t, n, is.file, []*told{&after.told}, func(*told) []byte { return after.said.body })
	}
	p, err := pageWith(ctx, t, n, after.row)
	if err != nil {
		return err
	}
	p[after.row-p[0].row] = fact{row: after.row, file: is.file, line: is.line, body: is.body}
	return repack(ctx, t, n, p)
}

func pageWith(ctx context.Context, q queryer, n *noun, row int64) (page, error) {
	p, err := pageOf(ctx, q, n, row)
	if err == nil && len(p) == 0 {
		err = fmt.Errorf("there is no row %d of %s", row, n.table)
	}
	return p, err
}

func repack(ctx context.Context, t *tx, n *noun, p page) error {
	_, err := t.exec(ctx, "UPDATE "+n.table+" SET body = ? WHERE first = ?", p.pack(), p[0].row)
	return err
}

// cutRow takes a row out of its page; the rows behind it become a page of their own.
func cutRow(ctx context.Context, t *tx, n *noun, r told) error {
	p, err := pageWith(ctx, t, n, r.row)
	if err != nil {
		return err
	}
	before, behind := p[:r.row-p[0].row], p[r.row-p[0].row+1:]
	if len(before) > 0 {
		if err := repack(ctx, t, n, before); err != nil {
			return err
		}
	} else {
		if _, err := t.exec(ctx, "DELETE FROM "+n.table+" WHERE first = ?", r.row); err != nil {
			return err
		}
		if _, err := t.exec(ctx, "DELETE FROM "+n.days+" WHERE party = ? AND day = ? AND first = ?", r.party, int64(r.at), r.row); err != nil {
			return err
		}
	}
	if len(behind) == 0 {
		return nil
	}
	if _, err := t.exec(ctx, "INSERT INTO "+n.table+" (first, body) VALUES (?, ?)", behind[0].row, behind.pack()); err != nil {
		return err
	}
	_, err = t.exec(ctx, "INSERT INTO "+n.days+" (party, day, first) VALUES (?, ?, ?)", r.party, int64(r.at), behind[0].row)
	return err
}
