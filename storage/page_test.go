package storage

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"moneytrail/recon/importer"
	"moneytrail/recon/record"
	"moneytrail/storage/testdb"
)

// errUndo ends a transaction whose writes are not to stay.
var errUndo = errors.New("undo")

// Rows of pages that are written, told otherwise, moved to another party or
// day and taken away are found as they stand, alone and by party and day.
func TestRowsOfPagesStandAsTheyWereToldLast(t *testing.T) {
	testdb.OnEach(t, func(t *testing.T, fresh func(t *testing.T) string) {
		db := openAt(t, fresh(t))
		n := transactionNoun()
		rapid.Check(t, func(rt *rapid.T) {
			err := db.change(t.Context(), func(ctx context.Context, tx *tx) error {
				m := map[int64]retold{} // as it stands, by row
				row := rapid.Int64Range(0, 5).Draw(rt, "last row")
				for range rapid.IntRange(1, 5).Draw(rt, "batches") {
					m, row = addRows(ctx, rt, tx, n, m, row)
					changeRows(ctx, rt, tx, n, m)
				}
				comparePages(ctx, rt, tx, n, m, row)
				return errUndo
			})
			if !errors.Is(err, errUndo) {
				rt.Fatal(err)
			}
		})
	})
}

func drawTold(rt *rapid.T, row int64) retold {
	r := record.Transaction{ID: fmt.Sprint("T", row), Amount: rapid.Int64Range(0, 1e6).Draw(rt, "amount")}
	body := packTransaction(&packer{}, &r)
	of := retold{told{party: rapid.Int64Range(1, 3).Draw(rt, "party"), at: rapid.Int32Range(-1, 2).Draw(rt, "day"),
		row: row, line: rapid.Uint32Range(1, 1e6).Draw(rt, "line")}, spoken{body: body}}
	setParty(body, of.party)
	return of
}

func addRows(ctx context.Context, rt *rapid.T, tx *tx, n *noun, m map[int64]retold, row int64) (map[int64]retold, int64) {
	var all []*told
	bodies := map[*told][]byte{}
	for range rapid.IntRange(1, 150).Draw(rt, "rows") {
		r := drawTold(rt, 0)
		r.party = min(r.party, 2)
		setParty(r.said.body, r.party)
		all = append(all, &r.told)
		bodies[&r.told] = r.said.body
	}
	new(rooms).byPartyAndDay(all)
	for _, r := range all {
		row++
		r.row = row
		m[row] = retold{*r, spoken{body: bodies[r]}}
	}
	if err := insertPages(ctx, tx, n, 1, all, func(r *told) []byte { return bodies[r] }); err != nil {
		rt.Fatal(err)
	}
	return m, row + rapid.Int64Range(0, 2).Draw(rt, "keys nobody has")
}

func changeRows(ctx context.Context, rt *rapid.T, tx *tx, n *noun, m map[int64]retold) {
	for range rapid.IntRange(0, 12).Draw(rt, "changes") {
		keys := slices.Sorted(maps.Keys(m))
		if len(keys) == 0 {
			return
		}
		was := m[rapid.SampledFrom(keys).Draw(rt, "row")]
		if rapid.Bool().Draw(rt, "taken away") {
			if err := cutRow(ctx, tx, n, was.told); err != nil {
				rt.Fatal(err)
			}
			delete(m, was.row)
			continue
		}
		is := drawTold(rt, was.row)
		if rapid.Bool().Draw(rt, "stays") {
			is.party, is.at = was.party, was.at
			setParty(is.said.body, is.party)
		}
		if err := rewrite(ctx, tx, n, was, is, standing{file: 1, line: int(is.line), body: is.said.body}); err != nil {
			rt.Fatal(err)
		}
		m[was.row] = is
	}
}

func comparePages(ctx context.Context, rt *rapid.T, tx *tx, n *noun, m map[int64]retold, last int64) {
	want, got := map[int64]string{}, map[int64]string{}
	line := func(f fact) string { return fmt.Sprint(f.file, f.line, f.body) }
	for row, r := range m {
		want[row] = line(fact{row, 1, int(r.line), r.said.body})
	}
	var keys []int64
	for row := range last + 3 {
		keys = append(keys, row)
	}
	if err := rowsAt(ctx, tx, n, keys, func(f fact) { got[f.row] = line(f) }); err != nil {
		rt.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		rt.Fatal("by key:\n", diff)
	}
	for p := int64(1); p <= 3; p++ {
		for day := int64(-1); day <= 2; day++ {
			var there []int64
			if err := pagesOn(ctx, tx, n, party{id: p}, day, day, func(f fact) { there = append(there, f.row) }); err != nil {
				rt.Fatal(err)
			}
			of := slices.DeleteFunc(slices.Sorted(maps.Keys(m)), func(row int64) bool { return m[row].party != p || int64(m[row].at) != day })
			slices.Sort(there)
			if !slices.Equal(of, there) {
				rt.Fatalf("party %d, day %d: rows %v, want %v", p, day, there, of)
			}
		}
	}
}

// Rows that are more than what is written together are all there.
func TestPagesThatAreWrittenInParts(t *testing.T) {
	db := openInside(t)
	n := transactionNoun()
	err := db.change(t.Context(), func(ctx context.Context, tx *tx) error {
		var all []*told
		bodies := [][]byte{nil}
		for row := int64(1); row <= 90; row++ {
			body := packTransaction(&packer{}, &record.Transaction{ID: fmt.Sprint("T", row), Place: strings.Repeat("x", pagesWritten/30)})
			setParty(body, row/40+1)
			all = append(all, &told{party: row/40 + 1, row: row, line: uint32(row)})
			bodies = append(bodies, body)
		}
		if err := insertPages(ctx, tx, n, 1, all, func(r *told) []byte { return bodies[r.row] }); err != nil {
			return err
		}
		for p := int64(1); p <= 3; p++ {
			var got []fact
			want := slices.DeleteFunc(slices.Clone(all), func(r *told) bool { return r.party != p })
			err := pagesOn(ctx, tx, n, party{id: p}, 0, 0, func(f fact) { got = append(got, f) })
			if err != nil || !slices.EqualFunc(got, want, func(a fact, b *told) bool {
				return a.row == b.row && a.line == int(b.line) && string(a.body) == string(bodies[b.row])
			}) {
				t.Errorf("party %d has %d rows of %d: %v", p, len(got), len(want), err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Merchants who come in one file get their numbers in the order of their names,
// whatever the order of the rows: they are worked on in that order.
func TestMerchantsWhoComeTogetherLieInOrder(t *testing.T) {
	testdb.OnEach(t, func(t *testing.T, fresh func(t *testing.T) string) {
		db := openAt(t, fresh(t))
		text := saleColumns + "\n"
		for i, merchant := range []string{"M3", "M1", "M4", "M1", "M2", "M3"} {
			text += fmt.Sprintf("T%03d,%s,K1,2026-03-04 10:0%d:00,SALE,5.00,CNY,1234,VISA,1,60620000000%d,,APPROVED,,,,\n", i, merchant, i, i)
		}
		in := importer.Input{Name: "day.csv", Size: int64(len(text)), Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }}
		proof, err := importer.Prove(t.Context(), in, importer.Options{Currency: "CNY", Book: db})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.Import(t.Context(), in, proof, ImportOptions{Began: db.clock.Now()}); err != nil {
			t.Fatal(err)
		}
		got, err := texts(db.reads().query(t.Context(), "SELECT ref FROM parties ORDER BY id"))
		if want := []string{"M1", "M2", "M3", "M4"}; err != nil || !slices.Equal(got, want) {
			t.Errorf("the parties are %v, want %v (%v)", got, want, err)
		}
	})
}
