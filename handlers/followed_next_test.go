package handlers_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"moneytrail/handlers/follow"
	"moneytrail/recon/terms"
	"moneytrail/recon/trail"
)

// Whatever merchants say next of a payment that was just shown is answered about
// that one, and words with their meaning: no menu, no whole card again, no case.
func TestWhatMerchantsSayNextIsAnswered(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("follow", "testdata", "said.txt"))
	if err != nil {
		t.Fatal(err)
	}
	all, right := 0, 0
	for line := range strings.SplitSeq(strings.TrimSpace(string(text)), "\n") {
		said, want, ok := strings.Cut(line, "\t")
		if !ok || want == "-" || follow.Of(said).Aspect == follow.None {
			continue
		}
		all++
		w, li, _ := shop(t)
		w.reads()
		if want == "again" || follow.Of(said).Of == follow.Returned {
			returned(w)
		} else {
			tr := w.about(trail.Unknown, trail.DeclinedButDebited)
			tr.Due = terms.Due{}
		}
		if follow.Of(said).Of == follow.Held {
			w.about(trail.Held, trail.RiskHold)
		}
		ask := "今天的3500到哪了"
		if said[0] < 0x80 && said != "T+1是什么意思" {
			ask = "where is today's 3500"
		}
		li.says(ask)
		got := li.says(said)
		first := got[0].Text
		about := strings.HasPrefix(first, "您问的是") || strings.HasPrefix(first, "About ") || strings.HasPrefix(first, "您問的是")
		meant := want == "word" && !strings.Contains(first, "3,500") && len(w.cases) == 0
		if !about && !meant || len(w.cases) > 0 {
			t.Logf("%s (%d cases): %s", said, len(w.cases), first)
			continue
		}
		right++
	}
	t.Logf("%d of %d are answered", right, all)
	if all < 90 || right*100 < 97*all {
		t.Errorf("%d of %d are answered", right, all)
	}
}

// While the customer stands there, the merchant is told whether to charge once
// more as the state proves, with words to show the customer.
func TestTheCustomerStandsThere(t *testing.T) {
	for state, want := range map[trail.State][2]string{trail.Unknown: {"先不要再刷", "do not charge again for now"}, trail.Captured: {"不要再刷", "do not charge again"}, trail.Voided: {"可以再刷一次", "can charge once more"}} {
		for i, texts := range [2][]string{{"今天的3500到哪了", "客人还站在这里 我怎么跟他说", "要不要再刷一次"}, {"where is today's 3500", "what do I tell the customer", "do I swipe again?"}} {
			w, li, _ := shop(t)
			w.reads()
			w.about(state, trail.DeclinedButDebited)
			li.says(texts[0])
			for _, text := range texts[1:] {
				if got := li.says(text)[0].Text; !strings.Contains(strings.ToLower(got), want[i]) {
					t.Errorf("%s, %q:\n%s", state, text, got)
				}
			}
		}
	}
}
