package understand_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"moneytrail/handlers/understand"
)

// Of the forms of dates and amounts that were written for this product, more
// than half of them inside sentences, at least 97 in a hundred are read as expected.
func TestOwnDatesAndAmounts(t *testing.T) {
	reader := understand.New()
	for name, least := range map[string]int{"entities_own.txt": 300, "entities_said.txt": 250, "entities_named.txt": 160, "entities_typed.txt": 80} {
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join("testdata", name))
			if err != nil {
				t.Fatal(err)
			}
			all, right := 0, 0
			for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
				if strings.HasPrefix(line, "#") {
					continue
				}
				said, want, ok := strings.Cut(line, "\t")
				if !ok {
					t.Fatalf("%q has no tab", line)
				}
				all++
				if got := daysAndAmounts(reader.Read(said, friday)); got != want {
					t.Logf("%s\n  want %s\n  read %s", said, want, got)
					continue
				}
				right++
			}
			t.Logf("%d of %d right: %.1f%%", right, all, 100*float64(right)/float64(all))
			if all < least || right*100 < 97*all {
				t.Errorf("%d of %d are read right", right, all)
			}
		})
	}
}

// daysAndAmounts is facts without references, hours and what days are of; a
// day that is named twice counts once.
func daysAndAmounts(r understand.Reading) string {
	r.Last4, r.RRN, r.Terminal, r.Slip, r.Reference, r.Hour = "", "", "", "", "", -1
	var days []understand.DateRange
	for _, d := range r.Dates {
		d.Of = understand.OfUnknown
		if !slices.Contains(days, d) {
			days = append(days, d)
		}
	}
	r.Dates = days
	if s := facts(r); s != "" {
		return s
	}
	return "-"
}
