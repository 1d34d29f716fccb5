package understand_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"moneytrail/handlers/understand"
	"moneytrail/recon/money"
)

// What an amount that is not exact may be, days to come, and names that only look like days are read as their
// lists say. The first look, before anything was made for them: about 16, coming 47, places 32 in a hundred.
func TestSayingsOfWhatIsNotExact(t *testing.T) {
	reader := understand.New()
	for _, name := range []string{"entities_about.txt", "entities_coming.txt", "entities_places.txt"} {
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join("testdata", name))
			if err != nil {
				t.Fatal(err)
			}
			all, right := 0, 0
			for line := range strings.SplitSeq(strings.TrimSpace(string(text)), "\n") {
				said, want, ok := strings.Cut(line, "\t")
				if !ok {
					continue
				}
				all++
				if got := reached(reader.Read(said, friday)); got != want {
					t.Logf("%s\n  want %s\n  read %s", said, want, got)
					continue
				}
				right++
			}
			t.Logf("%d of %d right: %.1f%%", right, all, 100*float64(right)/float64(all))
			if all < 60 || right*100 < 97*all {
				t.Errorf("%d of %d are read right", right, all)
			}
		})
	}
}

// reached is daysAndAmounts with rough amounts as what they may be.
func reached(r understand.Reading) string {
	amounts := r.Amounts
	r.Amounts = slices.Clone(amounts)
	for i, a := range amounts {
		if !a.Rough() {
			continue
		}
		r.Amounts[i].Op, r.Amounts[i].Min, r.Amounts[i].Max = understand.Between, a.Low, a.High
		if a.Under {
			n, err := money.Parse(a.High, "CNY")
			if err != nil {
				return err.Error()
			}
			r.Amounts[i].Max = money.Format(n-1, "CNY")
		}
	}
	return daysAndAmounts(r)
}
