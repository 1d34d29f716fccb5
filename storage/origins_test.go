package storage

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Refunds are found by what they say of their sale, whether their party has few
// of them or many, and not where they were taken away or are another party's.
func TestOriginsAreFoundAmongFewAndMany(t *testing.T) {
	db := openInside(t)
	name := func(i int) uint64 { return hashOf(refOriginalRRN, fmt.Sprint(i)) }
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.SampledFrom([]int{1, 63, 64, 200, 900}).Draw(rt, "refunds")
		asked := rapid.SliceOfNDistinct(rapid.IntRange(1, 1000), 1, 700, rapid.ID).Draw(rt, "asked")
		gone := rapid.IntRange(1, n).Draw(rt, "gone")
		err := db.change(t.Context(), func(ctx context.Context, tx *tx) error {
			var all []origin
			for i := 1; i <= n; i++ {
				all = append(all, origin{1 + int64(i%2), int64(i), name(i)})
			}
			if err := errors.Join(insertOrigins(ctx, tx, slices.Clone(all)), dropOrigins(ctx, tx, all[gone-1:gone])); err != nil {
				return err
			}
			wanted := map[uint64]bool{}
			var want []int64
			for _, i := range asked {
				wanted[name(i)] = true
				if i <= n && i%2 == 0 && i != gone {
					want = append(want, int64(i))
				}
			}
			got, err := (&view{db: db, q: tx}).originsOf(ctx, 1, wanted)
			slices.Sort(want)
			slices.Sort(got)
			if got = slices.Compact(got); err == nil && !slices.Equal(got, want) {
				err = fmt.Errorf("found %v, want %v", got, want)
			}
			return errors.Join(err, errUndo)
		})
		if !errors.Is(err, errUndo) || err.Error() != errUndo.Error() {
			rt.Fatal(err)
		}
	})
}
