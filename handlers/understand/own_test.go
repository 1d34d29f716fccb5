package understand_test

import (
	"os"
	"testing"

	"moneytrail/handlers/understand"
)

// Messages that were written for this product, not for its rules: own ones with
// typing errors, dialects, voice turned to text, traditional characters and
// English of those who speak it little; fresh ones written after the phrases
// and rules. The first look, before anything was learnt from them: fresh 93.9%
// right, 78.2% acted on and 95.7% right of those; held (many voices, Cantonese,
// pinyin) 83.8%, 68.3% and 94.7%; fresh2 (said in roundabout ways) 78.7%, 62.8%
// and 91.5%; fresh3 (said plainly, payers too) 98.2%, 93.3% and 99.3%; fresh4 (in
// figures of speech) 70.8%, 53.8% and 87.7%; fresh5 (hurried shop owners, judged
// by who wrote them with the reading before their eyes) 92.3%, 84.0% and 98.5%;
// fresh6 (631 of every intent by sellers of many trades) 91.8%, 84.2% and 97.2%,
// of which only the odd lines were learnt from: of the even ones, never looked
// at, 93.3% are read right since, 85.4% acted on and 97.8% of those right; fresh7
// (315 as typed over a counter: dialects, pinyin, half of another language) 88.9%,
// 79.7% and 96.0%, of which only the odd lines were learnt from, though phrases
// written after it by the same hand make it easier than it was; fresh8 (118 in one
// go after those, said in roundabout ways) 83.1%, 64.4% and 92.1%, where the reader
// before those phrases had 82.2%, 56.8% and 89.6%; it was learnt from since;
// fresh9 (155 of many trades, a third oddly worded) 87.7%, 74.2% and 95.7%; fresh10
// (158 by the same hand) has no first look that counts: the phrases made for fresh9
// were written after it and say much of it; fresh11 (164, half oddly worded) 79.9%,
// 58.5% and 90.6%; fresh12 (166, written before anything was made for fresh11) 89.2%,
// 81.3% and 94.8%; fresh13 (147, after those two were learnt from) 89.8%, 74.8% and
// 93.6%; fresh14 (102, after that) 94.1%, 81.4% and 97.6%; fresh15 (74, likewise)
// 94.6%, 82.4% and 96.7%; fresh16 (222 spread as dev.jsonl spreads its intents) 94.1%,
// 84.7% and 97.9%; fresh17 (119, likewise, written before anything was made for
// fresh16) 95.0%, 91.6% and 99.1%; fresh18 (113, likewise, after both were learnt from)
// 96.5%, 84.1% and 98.9%, where the reader before them had 97.3%, 86.7% and 99.0%; fresh19
// (181 as twelve quite different people type them: by voice, in anger, Cantonese, Taiwan,
// four words of English, Malaysia, an accountant, a cashier, slang, a chain, pasted
// messages, two questions in one; written before the code was read) 86.2%, 80.1% and 89.7%
// (88.4% right or offered), three of its labels widened since; fresh20 (111, harder, by
// the same hand after fresh19 was learnt from) 91.9%, 67.6% and 97.3% (92.8% right or
// offered), where the reader before fresh19 had 90.1%, 68.5% and 97.4%. All were learnt
// from since.
// The score never falls below what was reached.
func TestScoreOnOwnMessages(t *testing.T) {
	for _, set := range []struct {
		file                              string
		right, acted, actedRight, offered int // percent, rounded down
	}{
		{"nlu_own.jsonl", 98, 86, 99, 95},
		{"nlu_fresh.jsonl", 97, 92, 99, 98},
		{"nlu_held.jsonl", 98, 94, 99, 98},
		{"nlu_fresh2.jsonl", 98, 84, 99, 98},
		{"nlu_fresh3.jsonl", 99, 95, 99, 99},
		{"nlu_fresh4.jsonl", 73, 50, 95, 85},
		{"nlu_fresh5.jsonl", 96, 83, 99, 98},
		{"nlu_fresh6.jsonl", 97, 91, 98, 97},
		{"nlu_fresh7.jsonl", 97, 87, 97, 96},
		{"nlu_fresh8.jsonl", 90, 70, 95, 94},
		{"nlu_fresh9.jsonl", 96, 82, 98, 96},
		{"nlu_fresh10.jsonl", 96, 82, 98, 96},
		{"nlu_fresh11.jsonl", 94, 64, 97, 94},
		{"nlu_fresh12.jsonl", 96, 80, 98, 97},
		{"nlu_fresh13.jsonl", 94, 72, 98, 97},
		{"nlu_fresh14.jsonl", 95, 76, 98, 97},
		{"nlu_fresh15.jsonl", 94, 78, 98, 96},
		{"nlu_fresh16.jsonl", 97, 87, 99, 98},
		{"nlu_fresh17.jsonl", 98, 90, 99, 98},
		{"nlu_fresh18.jsonl", 96, 84, 98, 99},
		{"nlu_fresh19.jsonl", 97, 90, 98, 98},
		{"nlu_fresh20.jsonl", 98, 84, 99, 98},
	} {
		t.Run(set.file, func(t *testing.T) {
			reader := understand.New()
			var all tally
			by := map[string]*tally{"zh": {}, "en": {}}
			for _, u := range ownLines[utterance](t, set.file) {
				r := reader.Read(u.Text, friday)
				right := all.add(u, r)
				by[u.Lang].add(u, r)
				if !choicesFit(r) {
					t.Errorf("%s: %s with choices %v", u.Text, r.Decision, r.Choices)
				}
				if os.Getenv("SHOW_MISREAD") != "" && (!right || r.Decision == understand.Ask) {
					t.Logf("%-5v %s %s %v | want %s | %s", right, r.Decision, r.Intent, r.Choices, u.Intent, u.Text)
				}
			}
			t.Logf("all: %v", all)
			t.Logf("zh:  %v", *by["zh"])
			t.Logf("en:  %v", *by["en"])
			if all.right*100 < set.right*all.all || all.acted*100 < set.acted*all.all || all.actedRight*100 < set.actedRight*all.acted ||
				all.offered*100 < set.offered*all.all || all.accepted*100 > 6*all.strange {
				t.Errorf("worse than it was: %v", all)
			}
		})
	}
}
