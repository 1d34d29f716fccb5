package handlers_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"moneytrail/handlers/access"
	"moneytrail/handlers/inbox"
	"moneytrail/recon/trail"
)

// walksToACase walks somebody through a charge that the terminal did not show,
// with two photographs, to the case that it ends in.
func walksToACase(w *world, u *user) {
	w.t.Helper()
	u.begins(w, "declined_but_debited")
	u.expect(u.presses("不在了"), "扣款短信")
	u.presses("有")
	u.sends(photo(inbox.Media{Name: "bank.jpg"}))
	u.expect(u.sends(photo(inbox.Media{Name: "slip.jpg"})), "C-")
}

// The photographs of a second person's walk come into the case that is open
// already, each once: whether the person watched it or joins by this.
func TestPhotographsComeIntoAnOpenCaseOnce(t *testing.T) {
	for _, watches := range []bool{true, false} {
		w, li := talk(t)
		w.about(trail.Unknown, trail.DeclinedButDebited)
		wang := w.user(2, "Wang", "zh-hans")
		w.binds(wang, "M0001", access.Finance)
		li.says("今天的3500")
		li.presses("人工客服")
		if watches {
			wang.says("今天的3500")
			wang.presses("人工客服")
		}
		sent := len(w.sent)
		walksToACase(w, wang)
		if got := uploads(t, w.sent[sent:]); !slices.Equal(got, []string{"bank.jpg", "slip.jpg"}) {
			t.Errorf("watched before: %v, brought: %v", watches, got)
		}
		if c := w.only(); len(c.Watchers) != 2 || !slices.ContainsFunc(c.Steps, func(s string) bool { return strings.Contains(s, "小票") }) {
			t.Errorf("%+v", c)
		}
	}
}

// What a playbook asked for goes into its own case, not into another that
// happens to be open, however long it takes.
func TestPhotographsGoIntoTheCaseOfTheirPlaybook(t *testing.T) {
	w, li := talk(t)
	tr := w.about(trail.Cleared, trail.Retrieval)
	li.says("转人工")
	other := w.only()
	sent := len(w.sent)
	li.expect(li.begins(w, "retrieval"), "小票")
	li.presses("现在就拍")
	li.expect(li.sends(photo(inbox.Media{Name: "slip.jpg"})), "送货单")
	if got := uploads(t, w.sent[sent:]); len(got) != 0 {
		t.Fatalf("into another case: %v", got)
	}
	w.later(50 * time.Hour)
	album := photo(inbox.Media{Name: "goods.jpg"})
	album.Others = []inbox.Media{{Kind: "photo", FileID: "g", Name: "goods2.jpg", Message: 901}}
	li.expect(li.sends(album), "C-1002")
	if got := uploads(t, w.sent[sent:]); !slices.Equal(got, []string{"slip.jpg", "goods.jpg", "goods2.jpg"}) {
		t.Fatalf("brought: %v", got)
	}
	for _, f := range w.files {
		if c := w.cases[f.Case]; c.ID == other.ID || c.Transactions[0] != tr.Row {
			t.Errorf("%s went to %s", f.Name, c.Number())
		}
	}
}

// A reminder says the amount and the day by which it is due, comes by day where
// it was asked for at night, and not at all once the case is closed.
func TestAReminderSaysByWhenAndComesByDay(t *testing.T) {
	for _, closed := range []bool{false, true} {
		w, li := talk(t)
		tr := w.about(trail.Cleared, trail.Retrieval)
		tr.NeededBy = tr.Business + 5
		w.later(8 * time.Hour) // 23:20
		li.begins(w, "retrieval")
		li.expect(li.presses("明天提醒我"), "提醒您")
		if got := w.waits[0].Until.Format("01-02 15:04"); got != "11-21 20:00" {
			t.Fatalf("it comes at %s", got)
		}
		w.later(10 * time.Hour)
		if closed {
			li.says("昨天的3500")
			li.presses("人工客服")
			w.agent("amy").submits("resolve", w.only().ID, map[string]string{"reason": "explained", "note": "不用交了"})
		}
		w.later(24 * time.Hour)
		got := li.gets(w.dues())
		if closed {
			if len(got) != 0 {
				t.Fatalf("reminded of a closed case: %+v", got)
			}
			continue
		}
		li.expect(got, "3,500.00", "2026-11-25", "请拍")
		if again := w.dues(); len(again) != 0 {
			t.Fatal("it came twice")
		}
	}
}
