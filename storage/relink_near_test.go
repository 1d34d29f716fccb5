package storage

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// ofBoth gives rows of M1, and the same of M2 by other ids.
func ofBoth(columns string, rows ...string) string {
	one := strings.Join(rows, "\n") + "\n"
	two := strings.NewReplacer("M1", "M2", "T0", "U0", "S0", "V0", "P0", "Q0", "6062", "7062").Replace(one)
	return columns + "\n" + one + two
}

// Rows that come a day later for several merchants at once leave the books as
// if all had been linked anew.
func TestRowsOfALaterDayOfSeveralMerchants(t *testing.T) {
	sale := func(id, at, kind, rrn, original string) string {
		return id + ",M1,K1," + at + "," + kind + ",10.00,CNY,1234,VISA,1," + rrn + "," + original + ",APPROVED,,,,"
	}
	line := func(id, settled, at, rrn, payout string) string {
		return id + "," + settled + ",M1,K1," + at + ",SALE,10.00,0.00,10.00," + rrn + "," + payout + ",PAID,,,,,CNY"
	}
	const monday, tuesday = "2026-03-02 10:00:00", "2026-03-03 10:00:00"
	first := ofBoth(saleColumns, sale("T001", monday, "SALE", "", ""))
	ten := make([]string, 10)
	for i := range ten {
		ten[i] = sale(fmt.Sprintf("T0%02d", i+10), fmt.Sprintf("2026-02-%02d 10:00:00", i+10), "SALE", fmt.Sprintf("6062000000%02d", i), "")
	}
	for _, at := range []struct {
		name  string
		files []string
		shows string // what is among the links
	}{
		{"lines of the next day name what was sold", []string{ofBoth(saleColumns, ten...),
			ofBoth(lineColumns, line("S001", "2026-03-03", "2026-02-19 10:00:00", "606200000009", "P001"))}, "transaction:20"},
		{"lines that name nothing are of the day before", []string{first,
			ofBoth(lineColumns, line("S001", "2026-03-03", monday, "", "P001"))}, "transaction:2"},
		{"a sale makes the line of another one ambiguous", []string{first, ofBoth(lineColumns, line("S001", "2026-03-03", monday, "", "P001")),
			ofBoth(saleColumns, sale("T002", monday, "SALE", "", ""))}, "candidates:[1 3]"},
		{"a second line wants the same sale", []string{first, ofBoth(lineColumns, line("S001", "2026-03-03", monday, "", "P001")),
			ofBoth(lineColumns, line("S002", "2026-03-04", monday, "", "P002"))}, "transaction:2"},
		{"an old sale is paid back", []string{ofBoth(saleColumns, ten...),
			ofBoth(saleColumns, sale("T090", tuesday, "REFUND", "606200000090", "606200000000"))}, ""},
		{"lines of more days than are read at once", []string{ofBoth(saleColumns, ten...), ofBoth(lineColumns, func() (all []string) {
			for i := range ten {
				all = append(all, line(fmt.Sprintf("S0%02d", i), "2026-03-03", fmt.Sprintf("2026-02-%02d 10:00:00", i+10), "", "P001"))
			}
			return all
		}()...)}, "transaction:1 "},
	} {
		t.Run(at.name, func(t *testing.T) {
			db := shopOf(t, at.files...)
			was := concludedBooks(t.Context(), t, db)
			linkAll(t.Context(), t, db)
			all := concludedBooks(t.Context(), t, db)
			if diff := cmp.Diff(all, was); diff != "" {
				t.Errorf("-all linked anew, +as linked:\n%s", diff)
			}
			if !slices.ContainsFunc(all["links"], func(s string) bool { return strings.Contains(s, at.shows) }) && at.shows != "" {
				t.Errorf("no link shows %q: %q", at.shows, all["links"])
			}
		})
	}
}

// What is read of several merchants at once is what is read of one after the
// other, of however few pages it is at once.
func TestWhatIsNearIsWhatIsFoundOneByOne(t *testing.T) {
	rows := make([]string, 0, 20)
	for i := range cap(rows) {
		rows = append(rows, fmt.Sprintf("T0%02d,M1,K1,2026-03-%02d 10:00:00,SALE,10.00,CNY,1234,VISA,1,,,APPROVED,,,,", i, 2+i%3))
	}
	db := shopOf(t, ofBoth(saleColumns, rows[:8]...), ofBoth(saleColumns, rows[8:16]...), ofBoth(saleColumns, rows[16:]...),
		ofBoth(lineColumns, lineOf("S001", "K1", "P001", "")))
	ctx := t.Context()
	for most := range 12 {
		t.Run(fmt.Sprint(most), func(t *testing.T) {
			err := db.look(ctx, func(v *view) error {
				day := int64(20514) // 2026-03-02
				some := []chore{}
				for _, id := range []string{"M1", "M2"} {
					c := chore{touch: touch{touchMerchant, id}, news: news{33, 2}, part: true, near: []int64{day, day + 1, day + 9}}
					some = append(some, c)
				}
				for i := 0; i < len(some); {
					n, err := v.readNear(ctx, some[i:], true, most)
					if err != nil {
						return err
					}
					if n.chores < 1 {
						t.Fatal("nothing was read")
					}
					for _, c := range some[i : i+n.chores] {
						v.near = n
						here, err := nearOf(ctx, v, &c)
						if err != nil {
							return err
						}
						v.near = nil
						there, err := nearOf(ctx, v, &c)
						if err != nil {
							return err
						}
						if diff := cmp.Diff(there, here); diff != "" {
							t.Errorf("%s: -one by one, +at once:\n%s", c.key, diff)
						}
					}
					i += n.chores
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		})
	}
}

// nearOf tells what a view gives for a chore.
func nearOf(ctx context.Context, v *view, c *chore) (all []string, err error) {
	say := func(what string) func(fact) {
		return func(f fact) {
			all = append(all, fmt.Sprintf("%s %d of file %d line %d: %x", what, f.row, f.file, f.line, f.body))
		}
	}
	s, err := v.shelf(ctx, c.key)
	if err != nil {
		return nil, err
	}
	m := &merchantLinker{shelf: s}
	for _, of := range s.parties {
		for _, n := range []*noun{transactionNoun(), lineNoun()} {
			if err := v.newRows(ctx, n, of, c.from(n), say("new "+n.table)); err != nil {
				return nil, err
			}
			if err := v.rowsNear(ctx, n, []int64{1, 3, 17, 20, 33, 36, 40, 99}, say("at")); err != nil {
				return nil, err
			}
		}
		for day := c.near[0] - 1; day < c.near[0]+4; day++ {
			if err := v.olderOn(ctx, of, day, c.transactions, say(fmt.Sprint("on ", day))); err != nil {
				return nil, err
			}
		}
	}
	for _, table := range []string{trailLeaves, linkLeaves} {
		leaves, err := m.leavesOf(ctx, table, append([]int64{c.near[0] + 2}, c.near...))
		if err != nil {
			return nil, err
		}
		for day, body := range leaves {
			all = append(all, fmt.Sprintf("%s %d: %x", table, day, body))
		}
	}
	slices.Sort(all)
	return all, nil
}
