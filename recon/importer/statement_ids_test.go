package importer

import (
	"fmt"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"moneytrail/recon/calendar"
	"moneytrail/recon/importer/statement"
	"moneytrail/recon/record"
)

// Whatever entries come and however few of them fit into memory, they get the
// ids that they get by maps that hold all of them.
func TestEntriesAreNumberedInAnyAmountOfMemory(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var recs []record.Entry
		var entries []statement.Entry
		scope := 0
		for range rapid.IntRange(0, 60).Draw(t, "entries") {
			if rapid.IntRange(0, 5).Draw(t, "next") == 0 {
				scope = rapid.IntRange(0, 3).Draw(t, "statement")
			}
			recs = append(recs, record.Entry{BookedOn: calendar.Date(20000), Amount: 1, Memo: rapid.SampledFrom([]string{"a", "b"}).Draw(t, "memo")})
			entries = append(entries, statement.Entry{BankRef: rapid.SampledFrom([]string{"", "R1", "R2"}).Draw(t, "reference"), Scope: strconv.Itoa(scope), Amount: 1})
		}
		met := newRepeats(0)
		defer met.close()
		met.limit = rapid.IntRange(1, 70).Draw(t, "limit")
		first := numbered{met: met}
		for i := range entries {
			if _, _, err := first.name(i, &recs[i], &entries[i]); err != nil {
				t.Fatal(err)
			}
		}
		found, err := met.settleEntries(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		second := numbered{found: found}
		for i := range entries {
			id, again, err := second.name(i, &recs[i], &entries[i])
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, fmt.Sprint(id, " ", again))
		}
		if diff := cmp.Diff(numberedByMaps(recs, entries), got); diff != "" {
			t.Fatalf("ids (-by maps +got):\n%s", diff)
		}
	})
}

func numberedByMaps(recs []record.Entry, entries []statement.Entry) (out []string) {
	told, count, here, scope := map[string]int{}, map[string]int{}, map[string]int{}, ""
	for i := range entries {
		id := entryID(&recs[i], &entries[i])
		if entries[i].Scope != scope {
			scope = entries[i].Scope
			clear(here)
		}
		says := id + "|" + recs[i].Memo
		here[says]++
		says += "|" + strconv.Itoa(here[says])
		_, again := told[says]
		if !again {
			count[id]++
			told[says] = count[id]
		}
		if told[says] > 1 {
			id += "#" + strconv.Itoa(told[says])
		}
		out = append(out, fmt.Sprint(id, " ", again))
	}
	return out
}
