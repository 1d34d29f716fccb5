package understand_test

import (
	"os"
	"testing"

	"moneytrail/handlers/understand"
)

// The score on messages that were written for this product and kept apart from
// rules and phrases: typing errors, dialects, voice turned to text, traditional
// characters, English of those who speak it little.
func TestScoreOnOwnMessages(t *testing.T) {
	reader := understand.New()
	var all tally
	by := map[string]*tally{"zh": {}, "en": {}}
	for _, u := range ownLines[utterance](t, "nlu_own.jsonl") {
		r := reader.Read(u.Text, friday)
		right := all.add(u, r)
		by[u.Lang].add(u, r)
		if os.Getenv("SHOW_MISREAD") != "" && (!right || r.Decision == understand.Ask) {
			t.Logf("%-5v %s %s %v | want %s | %s", right, r.Decision, r.Intent, r.Choices, u.Intent, u.Text)
		}
	}
	t.Logf("all: %v", all)
	t.Logf("zh:  %v", *by["zh"])
	t.Logf("en:  %v", *by["en"])
	if all.right*100 < 92*all.all || all.actedRight*100 < 97*all.acted {
		t.Errorf("worse than it was: %v", all)
	}
}
