package storage

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"moneytrail/recon/record"
)

// Pages and leaves are remembered as they were read, and no more of them than
// there is room for.
func TestMemoryGivesBackWhatItWasGiven(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pages := newPageMemory()
		leaves := &leafMemory{of: map[leafKey][]byte{}}
		row := int64(0)
		for range rapid.IntRange(1, 60).Draw(t, "pages") {
			row += rapid.Int64Range(1, 100).Draw(t, "gap")
			p := make(page, rapid.IntRange(1, pageRows).Draw(t, "rows"))
			for i := range p {
				p[i].row = row + int64(i)
			}
			pages.put(p)
			for _, f := range p {
				if got := pages.get(f.row); len(got) == 0 || got[f.row-got[0].row].row != f.row {
					t.Fatalf("row %d is not in the page that is remembered for it: %v", f.row, got)
				}
			}
			row = p[len(p)-1].row
			if pages.get(row+1) != nil {
				t.Fatalf("row %d is behind the last page", row+1)
			}
		}
		days := [][]page{{{{row: row + 100}, {row: row + 101}}}, nil, {{{row: row + 200}}, {{row: row + 300}}}}
		pages.putDays(3, 10, days)
		for first := int64(0); first < 3; first++ {
			var want []page
			for _, list := range days[first:] {
				want = append(want, list...)
			}
			got, known := pages.days(3, 10+first, 12)
			if !known || !slices.EqualFunc(got, want, func(a, b page) bool { return a[0].row == b[0].row && len(a) == len(b) }) {
				t.Fatalf("from day %d: %v, %v", first, got, known)
			}
		}
		if _, known := pages.days(3, 9, 10); known {
			t.Fatal("a day before those that were read is known")
		}
		if got := pages.get(row + 101); len(got) != 2 {
			t.Fatalf("a page of a day is not found by its row: %v", got)
		}
		from := rapid.Int64Range(0, 5).Draw(t, "from")
		bodies := [][]byte{{1}, nil, {3}}
		leaves.put(7, from, bodies)
		got, known := leaves.all(7, from, from+2)
		if !known || !slices.EqualFunc(got, bodies, slices.Equal) {
			t.Fatalf("remembered %v, %v", got, known)
		}
		if _, known := leaves.all(7, from, from+3); known {
			t.Fatal("a day that nobody read is known")
		}
		for i := range int64(2 * leavesRemembered >> 20) {
			leaves.put(i, 0, [][]byte{make([]byte, 1<<20)})
		}
		if leaves.bytes > leavesRemembered+1<<20 {
			t.Fatalf("%d bytes are remembered", leaves.bytes)
		}
	})
}

// Of pages as of all else no more is remembered than there is room for.
func TestMemoryOfPagesHasAnEnd(t *testing.T) {
	pages := newPageMemory()
	for n := range int64(4 * pagedRemembered / pageRows) {
		p := make(page, pageRows)
		for i := range p {
			p[i].row = 1<<40 + n*pageRows + int64(i)
		}
		pages.putDays(n, 1, [][]page{{p}})
	}
	if n := len(pages.near); n > pagedRemembered/pageRows+1 || len(pages.on) > n+1 {
		t.Fatalf("%d pages of %d days are remembered", n, len(pages.on))
	}
}

// What one process remembers ends with the edition, whoever makes the next one;
// who still reads an earlier one remembers nothing.
func TestWhatIsRememberedEndsWithItsEdition(t *testing.T) {
	db := openInside(t)
	looked := func() (m *memory, at edition) {
		err := db.look(t.Context(), func(v *view) error {
			m, at = v.memory, v.at
			return nil
		})
		if err != nil || m == nil {
			t.Fatal(m, err)
		}
		return m, at
	}
	was, old := looked()
	if again, _ := looked(); again != was {
		t.Error("nothing changed, and what was read is forgotten")
	}
	for _, counter := range []string{"merchants", "published", "linked", "decisions"} {
		err := db.change(t.Context(), func(ctx context.Context, tx *tx) error {
			_, err := tx.next(ctx, counter)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		now, _ := looked()
		if now == was {
			t.Errorf("%s: what was read before is still remembered", counter)
		}
		was = now
	}
	if db.books.memoryOf(old) != nil {
		t.Error("an earlier edition is read with the memory of a later one")
	}
}

// A file that begins is not seen by those who remember, from the moment it is there.
func TestADraftIsUnseenAtOnce(t *testing.T) {
	db := openInside(t)
	unseen := func() (list []string) {
		err := db.look(t.Context(), func(v *view) error {
			for id, state := range v.unseen {
				list = append(list, fmt.Sprint(id, " ", state))
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	if got := unseen(); len(got) != 0 {
		t.Fatal(got)
	}
	mustExec(t, db.write, "INSERT INTO files (hash, name, source, format, kind, state, imported_at) VALUES ('h', 'f.csv', 'native', 'native', 'transactions', 'writing', 1)")
	if got := unseen(); !slices.Equal(got, []string{"1 writing"}) {
		t.Fatalf("unseen: %v", got)
	}
	if _, err := db.abandon(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	if got := unseen(); !slices.Equal(got, []string{"1 refused"}) {
		t.Fatalf("unseen: %v", got)
	}
}

// Who looks since before a file began does not see its rows either, though
// another, who began later, remembered them.
func TestADraftRememberedByOthersIsUnseen(t *testing.T) {
	db := shopOf(t, saleColumns+"\n"+saleOf("T001", "K1", ""))
	ctx := t.Context()
	count := func(v *view) (n int, err error) {
		s, err := v.shelf(ctx, "M1")
		if err != nil {
			return 0, err
		}
		events, err := s.happenings(ctx)
		return len(events), err
	}
	err := db.look(ctx, func(before *view) error {
		mustExec(t, db.write, "INSERT INTO files (hash, name, source, format, kind, state, imported_at) VALUES ('h', 'f.csv', 'native', 'native', 'events', 'writing', 1)")
		body := packEvent(new(packer), &record.Event{ID: "E1", Kind: "HOLD"})
		mustExec(t, db.write, `INSERT INTO merchant_events (id, source, party, file_id, line_no, body)
			SELECT 'E1', 'native', id, (SELECT MAX(id) FROM files), 2, ? FROM parties WHERE merchant = (SELECT MIN(merchant) FROM parties WHERE merchant <> 0)`, body)
		if err := db.look(ctx, func(v *view) error {
			n, err := count(v)
			if n != 0 {
				t.Errorf("%d events are seen by who began later", n)
			}
			return err
		}); err != nil {
			return err
		}
		n, err := count(before)
		if n != 0 {
			t.Errorf("%d events are seen by who began before", n)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
