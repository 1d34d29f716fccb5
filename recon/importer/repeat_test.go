package importer

import (
	"fmt"
	"os"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"moneytrail/recon/record"
)

// meeting is a record that a test lets a file have.
type meeting struct {
	row        int
	kind       record.Kind
	source, id string
	content    string
	unnamed    bool
	counted    uint32
}

// told is what must be found of the rows, by maps that hold everything.
type told struct {
	Again, Differs []int
	Numbers        map[int]int
	Ordinals       []int
}

func tellByMaps(rows []meeting) told {
	out := told{Numbers: map[int]int{}}
	first := map[string]string{}
	events := map[string][]string{}
	ordinals := map[string]int{}
	state := map[int]int{} // 1 repeated, 2 first, 4 differs
	last := 0
	for _, m := range rows {
		last = m.row
		key := fmt.Sprintf("%s\x00%s\x00%s", m.kind, m.source, m.id)
		if m.counted > 0 {
			ordinals[key]++
			out.Ordinals = append(out.Ordinals, ordinals[key])
			continue
		}
		if m.unnamed {
			n := 0
			for n < len(events[key]) && events[key][n] != m.content {
				n++
			}
			if n < len(events[key]) {
				state[m.row] |= 1
			} else {
				events[key] = append(events[key], m.content)
			}
			if n > 0 {
				out.Numbers[m.row] = n + 1
			}
			continue
		}
		switch was, ok := first[key]; {
		case !ok:
			first[key] = m.content
			state[m.row] |= 2
		case was == m.content:
			state[m.row] |= 1
		default:
			state[m.row] |= 4
		}
	}
	for row := range last + 1 {
		if state[row]&4 != 0 {
			out.Differs = append(out.Differs, row)
		} else if state[row] == 1 {
			out.Again = append(out.Again, row)
		}
	}
	return out
}

// Whatever rows come and however few of them fit into memory, the same is
// found as by maps that hold them all.
func TestRepeatsAreFoundInAnyAmountOfMemory(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var rows []meeting
		n, counted := rapid.IntRange(0, 80).Draw(t, "rows"), uint32(0)
		for row := range n {
			records := 1
			if rapid.IntRange(0, 5).Draw(t, "more") == 0 {
				records = 2
			}
			for i := range records {
				m := meeting{row: row, kind: record.Lines, source: rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "source"),
					id: strconv.Itoa(rapid.IntRange(0, 30).Draw(t, "id")), content: rapid.SampledFrom([]string{"x", "y", "z"}).Draw(t, "says")}
				if i == 1 {
					m.kind = record.Payouts
				}
				switch {
				case records == 1 && rapid.IntRange(0, 4).Draw(t, "event") == 0:
					m.kind, m.unnamed = record.Events, true
				case rapid.IntRange(0, 4).Draw(t, "told by its order") == 0:
					counted++
					m.kind, m.counted = record.Entries, counted
				}
				rows = append(rows, m)
			}
		}
		r := newRepeats(0)
		defer r.close()
		r.limit = rapid.IntRange(1, 100).Draw(t, "limit")
		for _, m := range rows {
			if err := r.meet(m.row, &produced{kind: m.kind, source: m.source, id: m.id, unnamed: m.unnamed, counted: m.counted}, []byte(m.content)); err != nil {
				t.Fatal(err)
			}
		}
		f, err := r.settle(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		got := told{Numbers: map[int]int{}}
		for row := range n {
			if f.again.has(row) {
				got.Again = append(got.Again, row)
			}
			if f.differs.has(row) {
				got.Differs = append(got.Differs, row)
			}
		}
		for _, m := range rows {
			if m.counted > 0 {
				got.Ordinals = append(got.Ordinals, f.ordinal(m.counted))
			}
			if m.unnamed {
				if n := f.number(m.row, &produced{kind: m.kind, source: m.source, id: m.id, unnamed: true}); n > 0 {
					got.Numbers[m.row] = n
				}
			}
		}
		if diff := cmp.Diff(tellByMaps(rows), got); diff != "" {
			t.Fatalf("found (-by maps +got):\n%s", diff)
		}
		if len(f.pairs) < min(len(got.Differs), MaxErrors) {
			t.Errorf("%d of %d rows that differ have a pair", len(f.pairs), len(got.Differs))
		}
	})
}

// The file that holds the ids of a large file is gone afterwards.
func TestRepeatsLeaveNoFileBehind(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	r := newRepeats(0)
	r.limit = 10
	for row := range 1000 {
		if err := r.meet(row, &produced{kind: record.Lines, id: strconv.Itoa(row % 900)}, []byte{byte(row % 900)}); err != nil {
			t.Fatal(err)
		}
	}
	f, err := r.settle(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if n := f.again.count(); n != 100 || f.differs.count() != 0 {
		t.Errorf("%d rows again, %d differ", n, f.differs.count())
	}
	r.close()
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("left %v, %v", left, err)
	}
}

// Every column of every native file has its place.
func TestNativeColumnsHavePlaces(t *testing.T) {
	for _, k := range nativeKinds() {
		for _, name := range append(append([]string{"source"}, k.required...), k.optional...) {
			if columnOf(name) == noColumn {
				t.Errorf("%s: %s has no place", k.kind, name)
			}
		}
	}
}
