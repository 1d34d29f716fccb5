package handlers_test

import (
	"fmt"
	"strings"
	"testing"

	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
)

// objections are those to a form that an agent sends, in which nothing is done.
func (a *staff) objections(action string, id int64, fields map[string]string) map[string]string {
	a.w.t.Helper()
	bad, err := a.w.desk.Objections(a.w.t.Context(), a.event(inbox.Submit, inbox.SlackEvent{Action: action, Value: fmt.Sprint(id), Fields: fields}))
	if err != nil {
		a.w.t.Fatal(err)
	}
	return bad
}

// What is wrong with a form is said at the input that it is wrong with, while all
// that was typed still stands there.
func TestAFormIsObjectedToAtItsInput(t *testing.T) {
	w, li, amy := shop(t)
	li.says("转人工")
	for _, x := range []struct {
		action string
		fields map[string]string
		at     string
		says   []string
	}{
		{"resolve", map[string]string{"reason": "explained", "note": " "}, "note", []string{"空的", "blank"}},
		{"resolve", map[string]string{"reason": "explained", "note": "\n\u200b \t"}, "note", []string{"空的"}},
		{"resolve", map[string]string{"note": "周一到账"}, "reason", []string{"请选", "Choose"}},
		{"resolve", map[string]string{"reason": "explained", "note": strings.Repeat("字", 2001)}, "note", []string{"2000", "2001", "Too long"}},
		{"resolve", map[string]string{"reason": "explained", "note": strings.Repeat("字", 2000)}, "", nil},
		{"resolve", map[string]string{"reason": "explained", "note": "👌"}, "", nil},
		{"reply", map[string]string{"text": "　"}, "text", []string{"空的", "blank"}},
		{"reply", map[string]string{"text": strings.Repeat("a", 3001)}, "text", []string{"3000", "3001"}},
		{"reply", map[string]string{"text": "周一到账"}, "", nil},
	} {
		bad := amy.objections(x.action, 1001, x.fields)
		if len(bad) != min(1, len(x.at)) || bad[x.at] == "" && x.at != "" {
			t.Errorf("%s %.20q: %v", x.action, x.fields, bad)
		}
		for _, word := range x.says {
			if !strings.Contains(bad[x.at], word) {
				t.Errorf("%q lacks %q", bad[x.at], word)
			}
		}
	}
	if !w.only().IsOpen() {
		t.Error("looking at a form did something")
	}
}

// Who fills in a form while somebody else resolves the case keeps the words, also
// where that happens in between.
func TestWordsForACaseThatWasResolvedMeanwhileAreNotLost(t *testing.T) {
	w, li, amy := shop(t)
	ben := w.agent("ben")
	li.says("转人工")
	done := map[string]string{"reason": "explained", "note": "周一到账"}
	amy.submits("resolve", 1001, done)
	for action, field := range map[string]string{"reply": "text", "resolve": "note"} {
		fields := map[string]string{field: "另有一笔要等周二", "reason": "other"}
		if bad := ben.objections(action, 1001, fields); !strings.Contains(bad[field], "C-1001") {
			t.Errorf("%s: %v", action, bad)
		}
		if got := fmt.Sprint(bodies(ben.submits(action, 1001, fields))); !strings.Contains(got, "另有一笔要等周二") {
			t.Errorf("%s: the words are gone: %s", action, got)
		}
	}
	if bad := amy.objections("resolve", 1001, done); len(bad) != 0 { // delivered twice
		t.Errorf("one's own: %v", bad)
	}
}

// bodies gives what items carry.
func bodies(items []outbox.Item) (all []string) {
	for _, it := range items {
		all = append(all, string(it.Body))
	}
	return all
}
