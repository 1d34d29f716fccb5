package handlers_test

import (
	"strings"
	"testing"
	"time"

	"moneytrail/handlers"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/hours"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/recon/calendar"
)

// promising is a shop whose support team works on working days from 9 to 18
// and answers within two of these hours.
func promising(t *testing.T) (*world, *user, *staff) {
	w, li, amy := shop(t)
	team, err := hours.Parse("working 09:00-18:00", shanghai, calendar.Builtin())
	if err != nil {
		t.Fatal(err)
	}
	o := w.desk.Options
	o.Support = handlers.Support{Hours: team, Answer: 2 * time.Hour}
	w.desk = handlers.New(o)
	return w, li, amy
}

// toMerchants is what went to merchants since n items.
func (w *world) toMerchants(n int) (texts []string) {
	for _, it := range w.sent[n:] {
		if it.Op == outbox.TelegramSend {
			texts = append(texts, decode[outbox.TelegramMessage](w.t, it).Text)
		}
	}
	return texts
}

// At hand-over the merchant is told by when they are answered, counted in working
// hours: over a weekend that is on Monday. The team sees it on the card.
func TestAtHandOverIsSaidByWhen(t *testing.T) {
	w, li, _ := promising(t) // a Friday afternoon
	w.now = time.Date(2026, 11, 20, 17, 15, 20, 0, shanghai)
	li.expect(li.says("转人工"), "C-1001", "最晚 2026-11-23 周一 10:16 前，有同事回复您")
	if said := strings.Join(w.only().Tried, "\n"); !strings.Contains(said, "2026-11-23 10:16") {
		t.Errorf("the card does not say it:\n%s", said)
	}
	if again := li.says("转人工")[0].Text; strings.Contains(again, "最晚") {
		t.Errorf("promised twice: %s", again)
	}
}

// A promise that passed is told to the team and to the merchant, once; one that
// was kept is not, nor is one whose case an agent only claimed.
func TestABrokenPromiseIsSaid(t *testing.T) {
	for _, answered := range []bool{false, true} {
		w, li, amy := promising(t)
		w.now = time.Date(2026, 11, 20, 17, 15, 0, 0, shanghai)
		li.says("转人工")
		amy.presses("claim", 1001)
		w.now = time.Date(2026, 11, 21, 12, 0, 0, 0, shanghai)
		if got := w.looks(); len(got) != 0 {
			t.Fatalf("on a Saturday: %q", got)
		}
		w.now = time.Date(2026, 11, 23, 9, 50, 0, 0, shanghai)
		if got := strings.Join(w.looks(), "\n"); strings.Contains(got, "答应") || strings.Contains(got, "道歉") {
			t.Fatalf("before the hour: %q", got)
		}
		if answered {
			amy.writes(w.only(), "! 在查了")
		}
		w.now = time.Date(2026, 11, 23, 10, 20, 0, 0, shanghai)
		n := len(w.sent)
		desk, merchant := strings.Join(w.looks(), "\n"), strings.Join(w.toMerchants(n), "\n")
		if answered {
			if strings.Contains(desk, "答应") || merchant != "" {
				t.Fatalf("a promise that was kept: %q %q", desk, merchant)
			}
			continue
		}
		if !strings.Contains(desk, "C-1001") || !strings.Contains(desk, "答应商户 2026-11-23 10:15 前回复，已经过了") {
			t.Fatalf("the team hears %q", desk)
		}
		if !strings.Contains(merchant, "说好 2026-11-23 周一 10:15 前回复您，同事还没能回，对不起") {
			t.Fatalf("the merchant hears %q", merchant)
		}
		n = len(w.sent)
		w.later(3 * time.Hour)
		if desk, merchant := strings.Join(w.looks(), "\n"), w.toMerchants(n); strings.Contains(desk, "答应") || len(merchant) != 0 {
			t.Fatalf("told again: %q %q", desk, merchant)
		}
	}
}

// Where the team has hours, merchants wait in these hours.
func TestWaitingCountsInTheTeamsHours(t *testing.T) {
	w, li, _ := promising(t)
	w.now = time.Date(2026, 11, 20, 17, 30, 0, 0, shanghai)
	li.says("转人工")
	w.now = time.Date(2026, 11, 23, 9, 20, 0, 0, shanghai) // 50 working minutes
	if got := strings.Join(w.looks(), "\n"); strings.Contains(got, "已等") {
		t.Fatalf("after 50 minutes: %q", got)
	}
	w.now = time.Date(2026, 11, 23, 9, 31, 0, 0, shanghai) // more than half of what was promised
	if got := strings.Join(w.looks(), "\n"); !strings.Contains(got, "C-1001") || !strings.Contains(got, "已等") {
		t.Fatalf("after an hour: %q", got)
	}
}

// Words that waited overnight, because nothing ran, are promised an answer from when they are read.
func TestNoPromiseLiesInThePast(t *testing.T) {
	w, li, _ := promising(t)
	written := time.Date(2026, 11, 19, 14, 50, 0, 0, shanghai)
	w.now = time.Date(2026, 11, 20, 9, 0, 0, 0, shanghai)
	ev := li.event(inbox.Message, inbox.TelegramEvent{MessageID: w.id(), Text: "转人工"})
	ev.At = written
	li.expect(li.gets(w.turn(ev)), "最晚 2026-11-20 周五 11:00 前，有同事回复您")
}

// A promise that ends with the team's hours is mourned the same evening, not on the next working day.
func TestAPromiseUntilTheCloseIsMournedAtTheClose(t *testing.T) {
	w, li, _ := promising(t)
	w.now = time.Date(2026, 11, 20, 16, 0, 0, 0, shanghai)
	li.expect(li.says("转人工"), "最晚 2026-11-20 周五 18:00 前")
	w.now = time.Date(2026, 11, 20, 17, 59, 0, 0, shanghai)
	if got := strings.Join(w.looks(), "\n"); strings.Contains(got, "答应") {
		t.Fatalf("before the hour: %q", got)
	}
	w.now = time.Date(2026, 11, 20, 18, 0, 20, 0, shanghai)
	n := len(w.sent)
	desk, merchant := strings.Join(w.looks(), "\n"), strings.Join(w.toMerchants(n), "\n")
	if !strings.Contains(desk, "答应商户 2026-11-20 18:00 前回复，已经过了") || !strings.Contains(merchant, "对不起") {
		t.Errorf("at the close: %q %q", desk, merchant)
	}
	w.later(20 * time.Minute)
	if got := w.looks(); len(got) != 0 {
		t.Errorf("in the evening: %q", got)
	}
}

// Who closed a case themselves and opens it again after the promised moment hears no apology for it.
func TestACaseThatComesBackIsNotApologisedFor(t *testing.T) {
	w, li, _ := promising(t)
	w.now = time.Date(2026, 11, 20, 10, 0, 0, 0, shanghai)
	li.says("转人工")
	w.later(time.Hour)
	li.presses("已经解决")
	w.now = time.Date(2026, 11, 20, 15, 0, 0, 0, shanghai)
	li.presses("还没解决")
	if c := w.only(); c.Status != cases.Open {
		t.Fatalf("the case is %s", c.Status)
	}
	w.later(15 * time.Minute)
	n := len(w.sent)
	desk, merchant := strings.Join(w.looks(), "\n"), strings.Join(w.toMerchants(n), "\n")
	if strings.Contains(desk, "答应") || merchant != "" {
		t.Errorf("told of a promise: %q %q", desk, merchant)
	}
}
