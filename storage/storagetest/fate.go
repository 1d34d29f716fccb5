package storagetest

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
)

func fateStories() map[string]func(*testing.T, store) {
	return map[string]func(*testing.T, store){
		"sent: the check mark follows, once":                  thenSent,
		"delayed: the hourglass follows the first delay only": thenDelayed,
		"failed: the cross follows, and the desk hears of it": thenFailed,
		"expired: what follows a failure follows":             thenExpired,
		"a fate is final": finalFate,
		"best effort is tried once and holds nobody up":           bestEffort,
		"an unknown outcome is remembered through later refusals": staysUncertain,
		"what a dead process was sending is a repeat":             recovered,
	}
}

// queueTold queues an item with something to follow every fate.
func queueTold(s store, kind outbox.Kind) outbox.Item {
	it := text(1, "told")
	it.Kind = kind
	it.Then = &outbox.Then{Sent: []outbox.Item{post("case:1", "✓")}, Delayed: []outbox.Item{post("case:1", "⏳")},
		Failed: []outbox.Item{post("case:1", "✗")}, Undelivered: true}
	s.ok(s.Queue(s.ctx(), []outbox.Item{it}))
	return s.items(time.Now(), "case:1")[0]
}

// follows fails the test unless the items waiting in lane case:1 are these.
func follows(t *testing.T, s store, want ...string) {
	t.Helper()
	var got []string
	for {
		items := s.items(time.Now(), "tg:1")
		if len(items) == 0 {
			break
		}
		got = append(got, words(items)...)
		s.sent(items[0], outbox.Anchor{})
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("what follows (-want +got):\n%s", diff)
	}
}

func thenSent(t *testing.T, s store) {
	it := queueTold(s, outbox.Repeatable)
	s.sent(it, outbox.Anchor{})
	s.ok(s.Sent(s.ctx(), it, outbox.Anchor{}))
	follows(t, s, "✓")
	if got := s.state(it.ID); got != "sent" {
		t.Errorf("state %q", got)
	}
}

func thenDelayed(t *testing.T, s store) {
	it := queueTold(s, outbox.Repeatable)
	for range 3 {
		s.ok(s.Sending(s.ctx(), it.ID))
		s.ok(s.Retry(s.ctx(), it, time.Now(), false, "rate_limited"))
	}
	s.sent(it, outbox.Anchor{})
	follows(t, s, "⏳", "✓")
}

func thenFailed(t *testing.T, s store) {
	it := queueTold(s, outbox.Repeatable)
	s.ok(s.Sending(s.ctx(), it.ID))
	s.ok(s.Failed(s.ctx(), it, "chat_not_found"))
	follows(t, s, "✗")
	told := s.next(time.Now())
	if len(told) != 1 || told[0].Kind != inbox.Undelivered || told[0].Lane != "sys:undelivered" {
		t.Fatalf("the desk hears %+v", told)
	}
	want := &inbox.SystemEvent{Item: it.ID, Lane: "tg:1", Reason: "chat_not_found"}
	if diff := cmp.Diff(want, told[0].System); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	b, err := s.Backlog(s.ctx())
	s.ok(err)
	if b.Failed != 1 || b.Items != 0 {
		t.Errorf("backlog %+v", b)
	}
}

func thenExpired(t *testing.T, s store) {
	it := queueTold(s, outbox.Repeatable)
	s.ok(s.Expired(s.ctx(), it))
	follows(t, s, "✗")
	if got := s.state(it.ID); got != "expired expired" {
		t.Errorf("state %q", got)
	}
}

func finalFate(t *testing.T, s store) {
	it := queueTold(s, outbox.Repeatable)
	s.ok(s.Sending(s.ctx(), it.ID))
	s.ok(s.Failed(s.ctx(), it, "blocked"))
	s.ok(s.Sent(s.ctx(), it, outbox.Anchor{}))
	s.ok(s.Retry(s.ctx(), it, time.Now(), true, "late answer"))
	s.ok(s.Failed(s.ctx(), it, "again"))
	s.ok(s.Expired(s.ctx(), it))
	follows(t, s, "✗")
	if got := s.state(it.ID); got != "failed blocked" {
		t.Errorf("state %q", got)
	}
	if told := s.next(time.Now()); len(told) != 1 {
		t.Errorf("the desk hears it %d times", len(told))
	}
}

func bestEffort(t *testing.T, s store) {
	it := queueTold(s, outbox.BestEffort)
	s.ok(s.Queue(s.ctx(), []outbox.Item{text(1, "the answer itself")}))
	s.ok(s.Sending(s.ctx(), it.ID))
	s.ok(s.Retry(s.ctx(), it, time.Now().Add(time.Hour), false, "rate_limited"))
	if got := s.state(it.ID); got != "failed rate_limited" {
		t.Errorf("state %q", got)
	}
	if diff := cmp.Diff([]string{"the answer itself"}, words(s.items(time.Now(), "case:1"))); diff != "" {
		t.Errorf("behind it (-want +got):\n%s", diff)
	}
}

func staysUncertain(t *testing.T, s store) {
	it := queueTold(s, outbox.Once)
	for i, uncertain := range []bool{true, false} {
		s.ok(s.Sending(s.ctx(), it.ID))
		s.ok(s.Retry(s.ctx(), it, time.Now(), uncertain, fmt.Sprint("try ", i)))
		if got := s.items(time.Now(), "case:1")[0]; !got.Repeat || got.Attempts != i+1 {
			t.Errorf("after try %d: repeat %t, attempts %d", i, got.Repeat, got.Attempts)
		}
	}
}

func recovered(t *testing.T, s store) {
	if err := s.Recover(s.ctx()); err == nil {
		t.Fatal("a process that does not serve took up another's items")
	}
	best := text(3, "spinner")
	best.Kind = outbox.BestEffort
	s.ok(s.Queue(s.ctx(), []outbox.Item{text(1, "in the middle"), text(2, "not begun"), best}))
	items := s.items(time.Now())
	s.ok(s.Sending(s.ctx(), items[0].ID))
	s.ok(s.Sending(s.ctx(), items[2].ID))
	_, release, err := s.Serve(s.ctx()) // by another process, which did not see its outcome
	s.ok(err)
	defer func() { s.ok(release()) }()
	s.ok(s.Recover(s.ctx()))
	got := s.items(time.Now())
	if diff := cmp.Diff([]string{"in the middle", "not begun"}, words(got)); diff != "" {
		t.Fatalf("(-want +got):\n%s", diff)
	}
	if !got[0].Repeat || got[0].Attempts != 1 || got[1].Repeat {
		t.Errorf("repeats %t %t, attempts %d", got[0].Repeat, got[1].Repeat, got[0].Attempts)
	}
	if state := s.state(items[2].ID); state != "expired" {
		t.Errorf("best effort is %q", state)
	}
}
