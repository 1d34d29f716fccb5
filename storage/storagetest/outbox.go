package storagetest

import (
	"errors"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"moneytrail/handlers"
	"moneytrail/handlers/outbox"
)

func outboxStories() map[string]func(*testing.T, store) {
	return map[string]func(*testing.T, store){
		"an item comes back as it went in":                   itemRoundTrip,
		"items of a lane leave in order, one at a time":      itemOrder,
		"an item in back-off holds its lane alone":           itemBackOff,
		"who asks is answered before many are told":          itemBulk,
		"an item is sent by one sender only":                 oneSender,
		"an item without lane, operation or kind is refused": badItem,
		"a message is found again by its name":               anchors,
		"a name moves to the newest message":                 anchorMoves,
		"a message that was sent tells what it is about":     subjects,
		"what nobody asked for is found by its time":         unasked,
	}
}

func itemRoundTrip(t *testing.T, s store) {
	want := text(42, "¥3,500.00 已到账")
	want.Ref, want.NotAfter = "tell:1", time.Now().Add(time.Hour).UTC().Truncate(time.Millisecond)
	want.About = &outbox.About{Merchant: "M1", Subjects: []string{"t:5", "d:2026-11-20:2026-11-20"}, Unasked: true}
	want.Then = &outbox.Then{Sent: []outbox.Item{post("case:1", "✓")}, Delayed: []outbox.Item{post("case:1", "⏳")},
		Failed: []outbox.Item{post("case:1", "✗")}, Undelivered: true}
	s.ok(s.Queue(s.ctx(), []outbox.Item{want}))
	got := s.items(time.Now())
	want.ID = got[0].ID
	if diff := cmp.Diff([]outbox.Item{want}, got); diff != "" {
		t.Errorf("item changed in the store (-in +out):\n%s", diff)
	}
}

func itemOrder(t *testing.T, s store) {
	s.ok(s.Queue(s.ctx(), []outbox.Item{text(1, "a1"), text(2, "b1"), text(1, "a2"), text(1, "a3")}))
	heads := s.items(time.Now())
	if diff := cmp.Diff([]string{"a1", "b1"}, words(heads)); diff != "" {
		t.Fatalf("(-want +got):\n%s", diff)
	}
	if !heads[0].Followed || heads[1].Followed {
		t.Errorf("a1, which a2 waits behind: %t; b1, which is alone: %t", heads[0].Followed, heads[1].Followed)
	}
	s.ok(s.Sending(s.ctx(), heads[0].ID))
	if diff := cmp.Diff([]string{"b1"}, words(s.items(time.Now()))); diff != "" {
		t.Errorf("while a1 is being sent (-want +got):\n%s", diff)
	}
	s.ok(s.Sent(s.ctx(), heads[0], outbox.Anchor{}))
	if diff := cmp.Diff([]string{"b1", "a2"}, words(s.items(time.Now()))); diff != "" {
		t.Errorf("after a1 (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"a2"}, words(s.items(time.Now(), "tg:2"))); diff != "" {
		t.Errorf("without lane tg:2 (-want +got):\n%s", diff)
	}
}

func itemBulk(t *testing.T, s store) {
	told := func(chat int64, words string) outbox.Item {
		it := text(chat, words)
		it.Bulk = true
		return it
	}
	s.ok(s.Queue(s.ctx(), []outbox.Item{told(1, "summary 1"), told(2, "summary 2"), told(3, "summary 3"), text(4, "answer 4"), text(3, "answer 3")}))
	// Chat 3 asked: what its lane holds goes first, in order.
	if diff := cmp.Diff([]string{"summary 3", "answer 4", "summary 1", "summary 2"}, words(s.items(time.Now()))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func itemBackOff(t *testing.T, s store) {
	now := time.Now()
	s.ok(s.Queue(s.ctx(), []outbox.Item{text(1, "a1"), text(1, "a2"), text(2, "b1")}))
	a1 := s.items(now)[0]
	s.ok(s.Sending(s.ctx(), a1.ID))
	s.ok(s.Retry(s.ctx(), a1, now.Add(35*time.Second), false, "rate_limited"))
	if diff := cmp.Diff([]string{"b1"}, words(s.items(now))); diff != "" {
		t.Errorf("in back-off (-want +got):\n%s", diff)
	}
	later := s.items(now.Add(35 * time.Second))
	if diff := cmp.Diff([]string{"a1", "b1"}, words(later)); diff != "" {
		t.Fatalf("after back-off (-want +got):\n%s", diff)
	}
	if later[0].Attempts != 1 || later[0].Repeat {
		t.Errorf("attempts %d repeat %t, want 1 and no repeat: it was refused, not lost sight of", later[0].Attempts, later[0].Repeat)
	}
	if got := s.state(a1.ID); got != "queued rate_limited" {
		t.Errorf("state %q", got)
	}
}

func oneSender(t *testing.T, s store) {
	s.ok(s.Queue(s.ctx(), []outbox.Item{text(1, "a")}))
	it := s.items(time.Now())[0]
	s.ok(s.Sending(s.ctx(), it.ID))
	if err := s.Sending(s.ctx(), it.ID); !errors.Is(err, handlers.ErrConflict) {
		t.Errorf("a second sender got %v, want ErrConflict", err)
	}
}

func badItem(t *testing.T, s store) {
	for name, it := range map[string]outbox.Item{
		"lane": {Kind: outbox.Once, Op: outbox.SlackPost},
		"op":   {Lane: "case:1", Kind: outbox.Once},
		"kind": {Lane: "case:1", Op: outbox.SlackPost},
	} {
		if err := s.Queue(s.ctx(), []outbox.Item{post("case:1", "fine"), it}); err == nil {
			t.Errorf("an item without %s was taken", name)
		}
	}
	if left := s.items(time.Now()); len(left) != 0 {
		t.Errorf("kept %v of refused batches", words(left))
	}
}

func anchors(t *testing.T, s store) {
	card := post("case:1001", "C-1001")
	card.Ref = "case:1001:card"
	s.ok(s.Queue(s.ctx(), []outbox.Item{card}))
	if _, found, err := s.Anchor(s.ctx(), card.Ref); err != nil || found {
		t.Fatalf("before sending: found %t, %v", found, err)
	}
	want := outbox.Anchor{Network: "slack", Channel: "C9", ID: "1700000000.000100"}
	s.sent(s.items(time.Now())[0], want)
	got, found, err := s.Anchor(s.ctx(), card.Ref)
	s.ok(err)
	if diff := cmp.Diff(want, got); !found || diff != "" {
		t.Errorf("found %t (-want +got):\n%s", found, diff)
	}
}

func anchorMoves(t *testing.T, s store) {
	for _, ts := range []string{"1.1", "2.2"} {
		it := post("case:1", ts)
		it.Ref = "case:1:card"
		s.ok(s.Queue(s.ctx(), []outbox.Item{it}))
		s.sent(s.items(time.Now())[0], outbox.Anchor{Network: "slack", Channel: "C9", ID: ts})
	}
	got, _, err := s.Anchor(s.ctx(), "case:1:card")
	s.ok(err)
	if got.ID != "2.2" {
		t.Errorf("anchor %v, want the second message", got)
	}
}

// telling sends a message to a chat that is about something.
func telling(s store, chat int64, message int, about outbox.About) {
	it := text(chat, "¥3,500.00")
	it.About = &about
	s.ok(s.Queue(s.ctx(), []outbox.Item{it}))
	s.sent(s.items(time.Now())[0], outbox.Anchor{Network: "telegram", Channel: strconv.FormatInt(chat, 10), ID: strconv.Itoa(message)})
}

func subjects(t *testing.T, s store) {
	first := outbox.About{Merchant: "M1", Subjects: []string{"t:5", "p:7"}}
	telling(s, 42, 700, first)
	telling(s, 42, 701, outbox.About{Merchant: "group:G1", Subjects: []string{"d:2026-11-20:2026-11-20"}, Unasked: true})
	telling(s, 42, 702, outbox.About{Merchant: "M1"}) // about nothing
	for _, tc := range []struct {
		chat    int64
		message int
		want    outbox.About
		found   bool
	}{
		{42, 700, first, true},
		{42, 701, outbox.About{Merchant: "group:G1", Subjects: []string{"d:2026-11-20:2026-11-20"}, Unasked: true}, true},
		{42, 702, outbox.About{}, false}, {43, 700, outbox.About{}, false}, {42, 9, outbox.About{}, false},
	} {
		got, found, err := s.AboutMessage(s.ctx(), tc.chat, tc.message)
		s.ok(err)
		if diff := cmp.Diff(tc.want, got.About); found != tc.found || diff != "" || found && (got.Message != tc.message || got.At.IsZero()) {
			t.Errorf("message %d of chat %d: found %t, %+v (-want +got):\n%s", tc.message, tc.chat, found, got, diff)
		}
	}
	telling(s, 42, 700, outbox.About{Merchant: "M1", Subjects: []string{"t:6"}}) // the list was turned in place
	if got, _, err := s.AboutMessage(s.ctx(), 42, 700); err != nil || !cmp.Equal(got.Subjects, []string{"t:6"}) {
		t.Errorf("after the edit: %+v, %v", got, err)
	}
}

func unasked(t *testing.T, s store) {
	for i := range 5 { // the third is an answer: what stands above it is not what was told last
		telling(s, 42, 700+i, outbox.About{Merchant: "M1", Subjects: []string{"t:" + strconv.Itoa(i+1)}, Unasked: i != 2})
	}
	telling(s, 43, 705, outbox.About{Merchant: "M1", Subjects: []string{"t:9"}, Unasked: true})
	seen := func(since time.Time) (ids []int) {
		all, err := s.Unasked(s.ctx(), 42, since)
		s.ok(err)
		for _, m := range all {
			ids = append(ids, m.Message)
		}
		return ids
	}
	if got := seen(time.Time{}); !cmp.Equal(got, []int{704, 703}) {
		t.Errorf("told unasked: %v", got)
	}
	if got := seen(time.Now().Add(time.Hour)); len(got) != 0 {
		t.Errorf("told later than now: %v", got)
	}
}
