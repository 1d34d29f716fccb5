package answer

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

func events() []record.Event {
	var out []record.Event
	for i, kind := range []string{"FIRMWARE", "LOGIN_FAILED", "OFFLINE", "MOVED", "TAMPER"} {
		out = append(out, record.Event{Kind: kind, TerminalID: "K00001", Reference: "2.8.1", Time: record.Stamp{Time: now.Add(time.Duration(i-9) * time.Hour)}})
	}
	return out
}

func TestWhatTheStepsOfPlaybooksWrite(t *testing.T) {
	declined := swipe()
	declined.State = trail.Declined
	golden(t, "guide", []scene{
		{"a note for the customer", func(b *Book, a Audience) Reply { return b.CustomerNote(a, swipe()) }},
		{"a note where it was declined", func(b *Book, a Audience) Reply { return b.CustomerNote(a, declined) }},
		{"a line of a list", func(b *Book, a Audience) Reply {
			r := b.Tip(a)
			r.Text = b.ListLine(a, 2, 5, swipe())
			return r
		}},
		{"what terminals reported", func(b *Book, a Audience) Reply { return b.Reported(a, events(), 30) }},
		{"more than fits", func(b *Book, a Audience) Reply {
			return b.Reported(a, slices.Concat(events(), events(), events(), events()), 30)
		}},
		{"nothing reported", func(b *Book, a Audience) Reply { return b.Reported(a, nil, 30) }},
		{"the tip of the month", func(b *Book, a Audience) Reply { return b.Tip(a) }},
		{"tips on", func(b *Book, a Audience) Reply { return b.TipsSet(a, true) }},
		{"tips off", func(b *Book, a Audience) Reply { return b.TipsSet(a, false) }},
	})
}

func TestEveryMonthHasItsTip(t *testing.T) {
	b := book(t)
	for month := range 12 {
		a := owner("en")
		a.Now = a.Now.AddDate(0, month, 0)
		if text := b.Tip(a).Text; !strings.HasPrefix(text, "Tip of the month") {
			t.Errorf("%s: %q", a.Now.Month(), text)
		}
	}
}

func TestTheReportHasEverySwipeAndNoMoreOfACardThanItsEnd(t *testing.T) {
	b := book(t)
	dollars := swipe()
	dollars.Currency, dollars.Amount = "USD", 12345
	shop := Letterhead{Name: "老李面馆", ID: "M0001", Account: "1234", Case: "MT-1001", Bot: "@moneybot"}
	for _, lang := range languages {
		report, err := b.Report(owner(lang), shop, []Marked{{swipe(), "上海南京路"}, {dollars, ""}}, "")
		if err != nil {
			t.Fatal(err)
		}
		check(t, lang, lang, report.Reply)
		compare(t, filepath.Join("testdata", "report."+lang+".golden"), report.Text+"\n\n"+string(report.File.Content))
		plan, err := b.EmergencyPlan(owner(lang), shop, []string{"K00001", "K00002"})
		if err != nil {
			t.Fatal(err)
		}
		check(t, lang, lang, plan.Reply)
		compare(t, filepath.Join("testdata", "plan."+lang+".golden"), plan.Text+"\n\n"+string(plan.File.Content))
	}
	empty, err := b.EmergencyPlan(owner("en"), Letterhead{ID: "M0001"}, nil)
	if err != nil || !strings.Contains(string(empty.File.Content), "no payments yet") {
		t.Fatalf("%s, %v", empty.File.Content, err)
	}
}
