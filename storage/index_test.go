package storage

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"moneytrail/storage/testdb"
)

// Every row is found by each of its names, alone and among many, however many
// segments were written and merged, and nothing else is found.
func TestIndexFindsWhatWasAdded(t *testing.T) {
	testdb.OnEach(t, func(t *testing.T, fresh func(t *testing.T) string) {
		db := openAt(t, fresh(t))
		const table = "transaction_refs"
		rapid.Check(t, func(rt *rapid.T) {
			err := db.change(t.Context(), func(ctx context.Context, tx *tx) error {
				names := map[uint64][]int64{}
				row := int64(0)
				for range rapid.IntRange(1, 70).Draw(rt, "segments") {
					var list []nameKey
					var in bounds
					for range rapid.IntRange(1, 30).Draw(rt, "names") {
						row++
						name := fmt.Sprint(rapid.IntRange(1, 200).Draw(rt, "name"))
						h := hashOf(refCalled, name)
						in.add(name)
						list = append(list, nameKey{h, row})
						names[h] = append(names[h], row)
					}
					if err := addNames(ctx, tx, table, list, in, new(sorter)); err != nil {
						return err
					}
				}
				if err := compareIndex(ctx, tx, table, names); err != nil {
					return err
				}
				return errUndo
			})
			if !errors.Is(err, errUndo) {
				rt.Fatal(err)
			}
		})
	})
}

// aloneOf: one of so many names is also asked for alone, which reads every segment.
const aloneOf = 8

func compareIndex(ctx context.Context, q queryer, table string, names map[uint64][]int64) error {
	var hashes []uint64
	called := map[uint64]string{}
	for i := range 250 { // the last ones nobody bears
		name := fmt.Sprint(i + 1)
		hashes = append(hashes, hashOf(refCalled, name))
		called[hashes[i]] = name
	}
	hashes = append(hashes, hashes[7]) // asked for twice
	slices.Sort(hashes)
	segments, err := segmentsOf(ctx, q, table)
	if err != nil {
		return err
	}
	if len(segments) > 3*segmentsMerged {
		return fmt.Errorf("%d segments are left", len(segments))
	}
	among := map[uint64][]int64{}
	for _, g := range segments {
		err := g.lookThrough(ctx, q, table, len(hashes), func(i int) uint64 { return hashes[i] }, func(i int, row int64) {
			if i > 0 && hashes[i-1] == hashes[i] {
				err = fmt.Errorf("position %d is not the first of its hash", i)
			}
			among[hashes[i]] = append(among[hashes[i]], row)
		})
		if err != nil {
			return err
		}
	}
	for i, h := range hashes {
		slices.Sort(among[h])
		if !slices.Equal(among[h], names[h]) {
			return fmt.Errorf("%x: found %v among others, want %v", h, among[h], names[h])
		}
		if i%aloneOf != len(names)%aloneOf { // others are asked for alone in other books
			continue
		}
		within := slices.DeleteFunc(slices.Clone(segments), func(g segment) bool { return !g.has(called[h]) })
		alone, err := bearers(ctx, q, table, within, []uint64{h}, math.MaxInt)
		if err != nil {
			return err
		}
		if slices.Sort(alone); !slices.Equal(alone, names[h]) {
			return fmt.Errorf("%x: found %v alone, want %v", h, alone, names[h])
		}
	}
	return nil
}

// Blocks are cut between hashes, and a name that very many bear is in one.
func TestLargeSegmentsOfAnIndex(t *testing.T) {
	testdb.OnEach(t, func(t *testing.T, fresh func(t *testing.T) string) {
		db := openAt(t, fresh(t))
		err := db.change(t.Context(), func(ctx context.Context, tx *tx) error {
			names := map[uint64][]int64{}
			for part := range int64(2 * segmentsMerged) {
				var list []nameKey
				var in bounds
				for i := range int64(5000) {
					name := fmt.Sprint(1 + i%230*(i%3))
					h := hashOf(refCalled, name)
					in.add(name)
					row := part*5000 + i + 1
					list = append(list, nameKey{h, row}, nameKey{h, row})
					names[h] = append(names[h], row)
				}
				if err := addNames(ctx, tx, "line_ids", list, in, new(sorter)); err != nil {
					return err
				}
			}
			return compareIndex(ctx, tx, "line_ids", names)
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// FuzzUnpackPages: whatever is in the database, reading it gives rows or an error.
func FuzzUnpackPages(f *testing.F) {
	f.Add(page{{row: 7, file: 1, line: 2, body: []byte("body")}, {row: 8, file: 1, line: 3, body: []byte{}}}.pack())
	f.Add(appendName(nil, nameKey{hash: 5}, nameKey{5, 9}))
	f.Add([]byte{1, 2, 200})
	f.Fuzz(func(t *testing.T, body []byte) {
		if err := unpackPage(7, body, func(fact) {}); err == nil {
			var p page
			_ = unpackPage(7, body, func(f fact) { p = append(p, f) })
			var again page
			if err := unpackPage(7, p.pack(), func(f fact) { again = append(again, f) }); err != nil || len(again) != len(p) {
				t.Errorf("%d rows, %d when packed again: %v", len(p), len(again), err)
			}
		}
		_ = unpackBlock(1<<hashBits, body, func(nameKey) bool { return true })
	})
}
