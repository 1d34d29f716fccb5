package learn_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"moneytrail/handlers/understand/vote"
	"moneytrail/handlers/understand/vote/learn"
	"moneytrail/handlers/understand/vote/phrases"
)

// The weights in the tree are those that go generate makes of the phrases, to the byte.
func TestWeightsAreThoseOfThePhrases(t *testing.T) {
	if testing.Short() {
		t.Skip("learning takes some seconds")
	}
	templates, err := phrases.Load()
	if err != nil {
		t.Fatal(err)
	}
	kept, err := os.ReadFile(filepath.Join("..", "weights.bin"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(kept, learn.Weights(templates.Say(learn.Each))) {
		t.Error("weights.bin is not made of these phrases: run go generate ./handlers/understand/vote")
	}
	if len(kept) > 1_000_000 {
		t.Errorf("the weights take %d bytes", len(kept))
	}
}

// Every intent of the model has phrases, several hundred of them, in Chinese and English.
func TestEveryIntentHasPhrases(t *testing.T) {
	templates, err := phrases.Load()
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, p := range templates.Say(learn.Each) {
		count[p.Intent]++
	}
	for _, c := range vote.Classes {
		if count[c] < 150 {
			t.Errorf("%s has only %d phrases", c, count[c])
		}
	}
	for i := range count {
		if !slices.Contains(vote.Classes, i) {
			t.Errorf("the phrases of %s are for no intent", i)
		}
	}
	t.Log(count)
}
