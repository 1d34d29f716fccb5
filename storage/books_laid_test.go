package storage

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"moneytrail/storage/testdb"
)

// onShelf tells what a shelf has of transactions, lines and what was concluded of
// them: of all days, and of two from a day on.
func onShelf(ctx context.Context, s *shelf, from int64) (all []string, err error) {
	for _, days := range [][2]int64{{firstDay, lastDay}, {from, from + 1}} {
		for _, n := range []*noun{transactionNoun(), lineNoun()} {
			facts, err := s.factsOf(ctx, new(desk), n, days[0], days[1])
			if err != nil {
				return nil, err
			}
			for _, f := range facts {
				all = append(all, fmt.Sprintf("%v: %s %d of file %d line %d: %x", days, n.table, f.row, f.file, f.line, f.body))
			}
		}
		for _, table := range []string{trailLeaves, linkLeaves} {
			err := s.leavesOn(ctx, table, s.key, days[0], days[1], func(day int64, body []byte) error {
				all = append(all, fmt.Sprintf("%v: %s on %d: %x", days, table, day, body))
				return nil
			})
			if err != nil {
				return nil, err
			}
		}
	}
	return all, nil
}

// What is read of many merchants at once is what is read of one after the
// other, however the files came, and whatever lies between their pages.
func TestWhatIsLaidOutIsWhatIsFoundOneByOne(t *testing.T) {
	tried, failed := 0, false
	rapid.Check(t, func(r *rapid.T) {
		if tried++; tried > answeredLives && !failed {
			return // each is a whole database
		}
		failed = true // until it ends well
		ctx := t.Context()
		rs := newAskers(ctx, r, testdb.SQLite(t))
		defer rs.close()
		s := &shop{T: r, past: map[string][]string{}}
		if _, err := importText(ctx, rs.db, "merchants.csv", firstMerchant); err != nil {
			r.Fatal(err)
		}
		var told []File
		for step := range rapid.IntRange(3, 10).Draw(r, "steps") {
			told = s.step(ctx, rs.db, step, told)
		}
		ids := rapid.Permutation([]string{"M1", "M2", "888", "nobody"}).Draw(r, "merchants")
		from := rapid.Int64Range(20513, 20517).Draw(r, "from")
		most, scattered := rapid.IntRange(0, 12).Draw(r, "pages at once"), rapid.Bool().Draw(r, "scattered")
		err := rs.db.lookAnew(ctx, func(v *view) error {
			want, got := map[string][]string{}, map[string][]string{}
			for _, id := range ids {
				s, err := v.shelf(ctx, id)
				if err != nil {
					return err
				}
				if want[id], err = onShelf(ctx, s, from); err != nil {
					return err
				}
			}
			v.scattered = scattered
			err := v.laidOut(ctx, ids, []string{trailLeaves, linkLeaves}, most, func(s *shelf) (err error) {
				got[s.id], err = onShelf(ctx, s, from)
				return err
			})
			if diff := cmp.Diff(want, got); diff != "" {
				r.Errorf("-one by one +laid out, %d pages at once:\n%s", most, diff)
			}
			if v.laid != nil {
				r.Error("what is laid out stays")
			}
			return err
		})
		if err != nil {
			r.Fatal(err)
		}
		failed = r.Failed()
	})
}
