package storagetest

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"moneytrail/handlers"
	"moneytrail/handlers/inbox"
	"moneytrail/storage"
)

func inboxStories() map[string]func(*testing.T, store) {
	return map[string]func(*testing.T, store){
		"an event comes back as it went in":                      eventRoundTrip,
		"a thousand events, shuffled and delivered again":        redelivery,
		"a batch with an event that cannot be kept, keeps none":  badBatch,
		"lanes keep their order and do not wait for each other":  lanes,
		"an event in back-off holds its lane alone":              backOff,
		"skipped lanes do not eat the limit":                     skipped,
		"an event that was set aside frees its lane and is told": setAside,
		"what tells of failures is set aside in silence":         silentSetAside,
		"adding wakes whoever waits":                             wakes,
		"parts of a question wait for the rest and end with it":  pauses,
		"a part by itself is answered after the silence":         pauseOfOne,
	}
}

func eventRoundTrip(t *testing.T, s store) {
	want := inbox.Event{Key: "slack:env:1", Lane: "case:1001", Network: inbox.Slack, Kind: inbox.Submit,
		At: time.Date(2026, 11, 23, 9, 0, 0, 123e6, time.UTC),
		Slack: &inbox.SlackEvent{Team: "T1", Channel: "C1", User: "U1", TS: "17.1", Action: "resolve", Value: "1001",
			Fields: map[string]string{"reason": "已说明"}, Outsider: true}}
	s.add(want)
	got := s.next(time.Now())
	want.ID = got[0].ID
	if diff := cmp.Diff([]inbox.Event{want}, got); diff != "" {
		t.Errorf("event changed in the store (-in +out):\n%s", diff)
	}
	byID, found, err := s.Event(s.ctx(), want.ID)
	s.ok(err)
	if diff := cmp.Diff(want, byID); !found || diff != "" {
		t.Errorf("found %t by id (-in +out):\n%s", found, diff)
	}
}

func redelivery(t *testing.T, s store) {
	r := rand.New(rand.NewPCG(1, 2))
	var deliveries []inbox.Event
	for i := range 1000 {
		for range 1 + r.IntN(5) {
			deliveries = append(deliveries, message(fmt.Sprintf("tg:1:%d", i), fmt.Sprintf("tg:%d", i%97), fmt.Sprint(i)))
		}
	}
	r.Shuffle(len(deliveries), func(i, j int) { deliveries[i], deliveries[j] = deliveries[j], deliveries[i] })
	added := 0
	for len(deliveries) > 0 {
		n := min(len(deliveries), 1+r.IntN(100))
		added += s.add(deliveries[:n]...)
		deliveries = deliveries[n:]
	}
	if added != 1000 {
		t.Errorf("added %d events, want 1000", added)
	}
	done := map[string]bool{}
	last := map[string]int64{}
	for {
		heads := s.next(time.Now())
		if len(heads) == 0 {
			break
		}
		for _, ev := range heads {
			if done[ev.Key] {
				t.Fatalf("%s came twice", ev.Key)
			}
			if ev.ID <= last[ev.Lane] {
				t.Fatalf("lane %s went back from %d to %d", ev.Lane, last[ev.Lane], ev.ID)
			}
			done[ev.Key], last[ev.Lane] = true, ev.ID
			s.ok(s.Commit(s.ctx(), ev, handlers.Outcome{}))
		}
	}
	if len(done) != 1000 {
		t.Errorf("worked on %d events, want 1000", len(done))
	}
	if n := s.add(message("tg:1:5", "tg:5", "again, much later")); n != 0 {
		t.Errorf("a delivery after the work was done counted as new")
	}
}

func badBatch(t *testing.T, s store) {
	if _, err := s.AddEvents(s.ctx(), []inbox.Event{message("k1", "tg:1", "a"), message("k2", "", "no lane")}); err == nil {
		t.Fatal("an event without a lane was taken")
	}
	if got := s.next(time.Now()); len(got) != 0 {
		t.Errorf("kept %v of a refused batch", keys(got))
	}
}

func lanes(t *testing.T, s store) {
	s.add(message("a1", "tg:1", ""), message("a2", "tg:1", ""), message("b1", "tg:2", ""), message("a3", "tg:1", ""), message("b2", "tg:2", ""))
	var seen []string
	for heads := s.next(time.Now()); len(heads) > 0; heads = s.next(time.Now()) {
		seen = append(seen, strings.Join(keys(heads), " "))
		for _, ev := range heads {
			if want := ev.Key != "b2" && ev.Key != "a3"; ev.Followed != want {
				t.Errorf("others wait behind %s: %t", ev.Key, ev.Followed)
			}
			s.ok(s.Commit(s.ctx(), ev, handlers.Outcome{}))
		}
	}
	if diff := cmp.Diff([]string{"a1 b1", "a2 b2", "a3"}, seen); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func backOff(t *testing.T, s store) {
	now := time.Now()
	s.add(message("a1", "tg:1", ""), message("a2", "tg:1", ""), message("b1", "tg:2", ""))
	s.ok(s.Defer(s.ctx(), s.next(now)[0], now.Add(time.Minute), "database busy"))
	if diff := cmp.Diff([]string{"b1"}, keys(s.next(now))); diff != "" {
		t.Errorf("in back-off (-want +got):\n%s", diff)
	}
	after := s.next(now.Add(time.Minute))
	if diff := cmp.Diff([]string{"a1", "b1"}, keys(after)); diff != "" {
		t.Fatalf("after back-off (-want +got):\n%s", diff)
	}
	if after[0].Attempts != 1 {
		t.Errorf("attempts %d, want 1", after[0].Attempts)
	}
}

func skipped(t *testing.T, s store) {
	s.add(message("a", "tg:1", ""), message("b", "tg:2", ""), message("c", "tg:3", ""))
	got, err := s.NextEvents(s.ctx(), time.Now(), []string{"tg:1", "tg:9"}, 1)
	s.ok(err)
	if diff := cmp.Diff([]string{"b"}, keys(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func setAside(t *testing.T, s store) {
	s.add(message("a1", "tg:1", "poison"), message("a2", "tg:1", "fine"))
	poison := s.next(time.Now())[0]
	for range 2 {
		s.ok(s.SetAside(s.ctx(), poison, "panic: nil map"))
	}
	heads := s.next(time.Now())
	if diff := cmp.Diff([]string{"a2", fmt.Sprintf("sys:dead:%d", poison.ID)}, keys(heads)); diff != "" {
		t.Fatalf("(-want +got):\n%s", diff)
	}
	told := heads[1]
	want := &inbox.SystemEvent{Event: poison.ID, Lane: "tg:1", Reason: "panic: nil map"}
	if diff := cmp.Diff(want, told.System); diff != "" || told.Kind != inbox.SetAside || told.Lane != "sys:dead" {
		t.Errorf("told %s in %s (-want +got):\n%s", told.Kind, told.Lane, diff)
	}
	b, err := s.Backlog(s.ctx())
	s.ok(err)
	if b.SetAside != 1 || b.Events != 2 || b.OldestEvent.IsZero() {
		t.Errorf("backlog %+v", b)
	}
	s.ok(s.Commit(s.ctx(), poison, handlers.Outcome{UseInvite: "would conflict"}))
}

func silentSetAside(t *testing.T, s store) {
	s.ok(s.SetAside(s.ctx(), s.event("a", "tg:1"), "panic"))
	told := s.next(time.Now())
	s.ok(s.SetAside(s.ctx(), told[0], "telling panics too"))
	if left := s.next(time.Now()); len(left) != 0 {
		t.Errorf("%v would be told for ever", keys(left))
	}
}

func wakes(t *testing.T, s store) {
	first := s.event("b", "tg:2")
	picture := message("c", "tg:2", "")
	picture.Telegram.ChatType, picture.Telegram.Media = "private", &inbox.Media{}
	for _, c := range []struct {
		name  string
		do    func()
		wakes []storage.Queue
	}{
		{"an event", func() { s.add(message("a", "tg:1", "")) }, []storage.Queue{storage.Events}},
		{"an item", func() { s.commit(handlers.Outcome{Send: append(handlers.Outcome{}.Send, text(1, "x"))}) }, []storage.Queue{storage.Items("tg")}},
		{"a picture behind a message", func() { s.add(picture) }, []storage.Queue{storage.Events, storage.Fetches}},
		{"the end of the message before it", func() { s.ok(s.Commit(s.ctx(), first, handlers.Outcome{})) }, []storage.Queue{storage.Fetches}},
	} {
		waiting := map[storage.Queue]<-chan struct{}{}
		for _, q := range []storage.Queue{storage.Events, storage.Fetches, storage.Items("tg"), storage.Items("slack")} {
			waiting[q] = s.Changed(q)
		}
		c.do()
		for q, ch := range waiting {
			woken := false
			select {
			case <-ch:
				woken = true
			default:
			}
			if woken != slices.Contains(c.wakes, q) {
				t.Errorf("%s: %s woken: %v", c.name, q, woken)
			}
		}
	}
	ch := s.Changed(storage.Events)
	s.add(message("a", "tg:1", "known already"))
	select {
	case <-ch:
		t.Error("a redelivery woke the workers")
	default:
	}
}

// said is a message that waits for the rest.
func said(key, text string, pause time.Duration) inbox.Event {
	ev := message(key, "tg:1", text)
	ev.Pause, ev.Telegram.ChatType = pause, "private"
	return ev
}

func pauses(t *testing.T, s store) {
	start := time.Now()
	s.add(said("k1", "老板", time.Minute))
	if got := s.next(time.Now()); len(got) != 0 {
		t.Fatalf("a part is answered at once: %+v", got)
	}
	s.add(said("k2", "3500", time.Minute), message("k9", "tg:9", "another chat"))
	if got := s.next(time.Now()); len(got) != 1 || got[0].Key != "k9" {
		t.Fatalf("want the other chat alone: %+v", got)
	}
	if got := s.next(start.Add(8 * time.Second)); len(got) != 2 { // however long the pause, there is an end to it
		t.Fatalf("the wait has no end: %+v", got)
	}
	s.add(said("k3", "今天3500没到", 0))
	head := s.next(time.Now())[0]
	if head.Key != "k1" {
		t.Fatalf("what is whole does not end the wait: %+v", head)
	}
	rest, err := s.Following(s.ctx(), head)
	s.ok(err)
	whole := inbox.Join(head, rest)
	if whole.Telegram.Text != "老板\n3500\n今天3500没到" || len(whole.With) != 2 {
		t.Fatalf("%+v", whole)
	}
	s.ok(s.Commit(s.ctx(), whole, handlers.Outcome{}))
	if got := s.next(time.Now()); len(got) != 1 || got[0].Key != "k9" {
		t.Fatalf("a part is answered again: %+v", got)
	}
	if err := s.Commit(s.ctx(), inbox.Event{ID: s.next(time.Now())[0].ID, With: []int64{head.ID}}, handlers.Outcome{}); !errors.Is(err, handlers.ErrConflict) {
		t.Fatalf("a part is answered twice: %v", err)
	}
}

func pauseOfOne(t *testing.T, s store) {
	start := time.Now()
	s.add(said("k1", "3500", 80*time.Millisecond))
	if got := s.next(start); len(got) != 0 {
		t.Fatalf("answered at once: %+v", got)
	}
	for {
		woken := s.Changed(storage.Events)
		if len(s.next(time.Now())) > 0 { // where this machine is slow it is over before anybody could wait
			break
		}
		select {
		case <-woken:
		case <-time.After(3 * time.Minute):
			t.Fatal("nobody is woken when the silence is over")
		}
	}
	if got := s.next(time.Now().Add(time.Millisecond)); len(got) != 1 {
		t.Fatalf("after the silence: %+v", got)
	}
	s.ok(s.Defer(s.ctx(), s.next(time.Now().Add(time.Second))[0], time.Now().Add(time.Hour), "error"))
	s.add(said("k2", "今天3500没到", 0))
	if got := s.next(time.Now()); len(got) != 0 {
		t.Fatalf("a back-off is ended by what is written next: %+v", got)
	}
}
