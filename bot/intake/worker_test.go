package intake

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"moneytrail/handlers"
	"moneytrail/handlers/inbox"
)

// tray is an inbox in memory with the store's rules.
type tray struct {
	mu     sync.Mutex
	events []inbox.Event
	due    map[int64]time.Time
	state  map[int64]string
	// conflicts is how often the commit of an event is refused.
	conflicts map[int64]int
	order     []string
	wake      chan struct{}
}

func newTray(lanes ...string) *tray {
	b := &tray{due: map[int64]time.Time{}, state: map[int64]string{}, conflicts: map[int64]int{}, wake: make(chan struct{})}
	for i, lane := range lanes {
		b.events = append(b.events, inbox.Event{ID: int64(i + 1), Lane: lane})
	}
	return b
}

func (b *tray) NextEvents(_ context.Context, now time.Time, skip []string, limit int) ([]inbox.Event, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	var out []inbox.Event
	seen := map[string]bool{}
	for _, e := range b.events {
		if b.state[e.ID] != "" || seen[e.Lane] || slices.Contains(skip, e.Lane) {
			continue
		}
		seen[e.Lane] = true
		if !b.due[e.ID].After(now) && len(out) < limit {
			out = append(out, e)
		}
	}
	return out, nil
}

func (b *tray) Following(_ context.Context, ev inbox.Event) (out []inbox.Event, _ error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, e := range b.events {
		if e.Lane == ev.Lane && e.ID > ev.ID && b.state[e.ID] == "" {
			out = append(out, e)
		}
	}
	return out, nil
}

// writes adds a message as the store does: a part waits for silence, what is
// whole ends the waiting.
func (b *tray) writes(text string, pause time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	ev := inbox.Event{ID: int64(len(b.events) + 1), Lane: "tg:1", Network: inbox.Telegram, Kind: inbox.Message, Pause: pause,
		Telegram: &inbox.TelegramEvent{Chat: 1, User: 1, ChatType: "private", Text: text}}
	b.events = append(b.events, ev)
	for _, e := range b.events {
		if b.state[e.ID] == "" {
			b.due[e.ID] = time.Now().Add(pause)
		}
	}
	time.AfterFunc(pause, func() { // 0: at once
		b.mu.Lock()
		defer b.mu.Unlock()
		close(b.wake)
		b.wake = make(chan struct{})
	})
}

func (b *tray) Commit(_ context.Context, ev inbox.Event, _ handlers.Outcome) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.conflicts[ev.ID] > 0 {
		b.conflicts[ev.ID]--
		return handlers.ErrConflict
	}
	for _, id := range append([]int64{ev.ID}, ev.With...) {
		b.state[id] = "done"
	}
	b.order = append(b.order, fmt.Sprint(ev.ID))
	return nil
}

func (b *tray) Defer(_ context.Context, ev inbox.Event, at time.Time, _ string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.due[ev.ID] = at
	b.events[ev.ID-1].Attempts++
	return nil
}

func (b *tray) SetAside(_ context.Context, ev inbox.Event, reason string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.state[ev.ID] = "aside: " + reason
	return nil
}

func (b *tray) changed() <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.wake
}

// clerk fails at some events.
type clerk struct {
	mu    sync.Mutex
	turns map[int64]int
	fails map[int64]func(try int) error
	begin time.Time
	read  []string // the messages, and when they were read
}

func (c *clerk) Turn(_ context.Context, ev inbox.Event) (handlers.Outcome, error) {
	c.mu.Lock()
	c.turns[ev.ID]++
	if ev.Telegram != nil {
		c.read = append(c.read, ev.Telegram.Text+" at "+time.Since(c.begin).String())
	}
	n, fail := c.turns[ev.ID], c.fails[ev.ID]
	c.mu.Unlock()
	if fail != nil {
		return handlers.Outcome{}, fail(n)
	}
	return handlers.Outcome{}, nil
}

func run(t *testing.T, b *tray, c *clerk, d time.Duration) {
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	w := New(Options{Store: b, Desk: c, Wake: b.changed, Log: slog.New(slog.DiscardHandler)})
	go func() { done <- w.Run(ctx) }()
	time.Sleep(d)
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// The trap of the SDK: one update whose handler panics takes 49 others with it.
func TestAPoisonedTurnIsSetAsideAndItsNeighboursAreAnswered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var lanes []string
		for i := range 50 {
			lanes = append(lanes, fmt.Sprintf("tg:%d", i%10))
		}
		b := newTray(lanes...)
		c := &clerk{turns: map[int64]int{}, fails: map[int64]func(int) error{7: func(int) error { panic("poison") }}}
		run(t, b, c, 10*time.Second)
		for id := int64(1); id <= 50; id++ {
			want := "done"
			if id == 7 {
				want = "aside: panic"
			}
			if b.state[id] != want {
				t.Errorf("event %d is %q", id, b.state[id])
			}
		}
		if c.turns[7] != panicTries {
			t.Errorf("tried %d times", c.turns[7])
		}
	})
}

func TestALaneKeepsItsOrderThroughABackOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newTray("tg:1", "tg:1", "tg:2")
		c := &clerk{turns: map[int64]int{}, fails: map[int64]func(int) error{1: func(try int) error {
			if try < 3 {
				return errors.New("database is locked")
			}
			return nil
		}}}
		run(t, b, c, time.Minute)
		if got := strings.Join(b.order, " "); got != "3 1 2" {
			t.Errorf("order %s", got)
		}
	})
}

func TestALongLockIsWaitedOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newTray("tg:1")
		begin := time.Now()
		c := &clerk{turns: map[int64]int{}, fails: map[int64]func(int) error{1: func(int) error {
			if time.Since(begin) < 3*time.Minute {
				return errors.New("database is locked")
			}
			return nil
		}}}
		run(t, b, c, 10*time.Minute)
		if b.state[1] != "done" {
			t.Errorf("after %d tries: %q", c.turns[1], b.state[1])
		}
	})
}

func TestWhatChangedMeanwhileIsReadAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newTray("tg:1")
		b.conflicts[1] = 4
		c := &clerk{turns: map[int64]int{}}
		run(t, b, c, time.Second)
		if b.state[1] != "done" || c.turns[1] != 5 {
			t.Errorf("%q after %d turns", b.state[1], c.turns[1])
		}
	})
}

func TestWhatIsWrittenInPiecesIsReadAsOne(t *testing.T) {
	const silence = 1500 * time.Millisecond
	for name, story := range map[string]struct {
		writes func(b *tray)
		want   []string
	}{
		"four parts in four seconds": {func(b *tray) {
			for _, part := range []string{"老板", "3500", "没到", "今天的"} {
				b.writes(part, silence)
				time.Sleep(time.Second)
			}
		}, []string{"老板\n3500\n没到\n今天的 at 4.5s"}},
		"what is whole is answered at once with what waited": {func(b *tray) {
			b.writes("老板", silence)
			time.Sleep(time.Second)
			b.writes("今天3500没到", 0)
		}, []string{"老板\n今天3500没到 at 1s"}},
		"what is whole waits for nothing": {func(b *tray) {
			b.writes("今天3500没到", 0)
			time.Sleep(time.Second)
			b.writes("谢谢", 0)
		}, []string{"今天3500没到 at 0s", "谢谢 at 1s"}},
		"two questions far apart": {func(b *tray) {
			b.writes("3500", silence)
			time.Sleep(3 * time.Second)
			b.writes("没到", silence)
		}, []string{"3500 at 1.5s", "没到 at 4.5s"}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				b, c := newTray(), &clerk{turns: map[int64]int{}, begin: time.Now()}
				go story.writes(b)
				run(t, b, c, 20*time.Second)
				if diff := cmp.Diff(story.want, c.read); diff != "" {
					t.Error(diff)
				}
			})
		})
	}
}

// A kill while the parts wait changes nothing: they are in the inbox, and what
// comes first after the start reads them as one.
func TestPartsSurviveAKill(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b, c := newTray(), &clerk{turns: map[int64]int{}, begin: time.Now()}
		b.writes("老板", 1500*time.Millisecond)
		b.writes("3500", 1500*time.Millisecond)
		run(t, b, c, time.Second) // the first process ends before the silence does
		if len(c.read) != 0 {
			t.Fatalf("read %v", c.read)
		}
		b.writes("没到", 1500*time.Millisecond)
		run(t, b, c, 10*time.Second)
		if diff := cmp.Diff([]string{"老板\n3500\n没到 at 2.5s"}, c.read); diff != "" {
			t.Error(diff)
		}
	})
}
