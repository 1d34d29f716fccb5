package phrases_test

import (
	"slices"
	"strings"
	"testing"

	"moneytrail/handlers/understand/vote/phrases"
)

// The sentences are the same in every run, each once for its intent and none empty.
func TestTheSameIsSaidEachTime(t *testing.T) {
	templates, err := phrases.Load()
	if err != nil {
		t.Fatal(err)
	}
	first, second := templates.Say(40), templates.Say(40)
	if !slices.Equal(first, second) {
		t.Fatal("another run says something else")
	}
	nonsense := 0
	for _, p := range first {
		if strings.TrimSpace(p.Text) == "" {
			t.Fatalf("an empty sentence of %s", p.Intent)
		}
		if r := []rune(p.Text); p.Intent == "out_of_scope" && len(r) > 2 && r[0] == r[1] && r[1] == r[2] {
			nonsense++
		}
	}
	if nonsense == 0 {
		t.Fatal("nothing that means nothing is among them")
	}
}
