package delivery

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

	"moneytrail/handlers/outbox"
)

// box is an outbox in memory with the store's rules: the head of a lane only,
// nothing before it is due.
type box struct {
	mu     sync.Mutex
	items  []outbox.Item
	due    map[int64]time.Time
	unsure map[int64]bool
	state  map[int64]string
	code   map[int64]string
	gone   []int64
	wake   chan struct{}
}

func newBox(items ...outbox.Item) *box {
	b := &box{due: map[int64]time.Time{}, unsure: map[int64]bool{}, state: map[int64]string{}, code: map[int64]string{}, wake: make(chan struct{})}
	for i := range items {
		items[i].ID = int64(i + 1)
	}
	b.items = items
	return b
}

func (b *box) Anchor(context.Context, string) (outbox.Anchor, bool, error) {
	return outbox.Anchor{}, false, nil
}

func (b *box) NextItems(_ context.Context, now time.Time, network string, skip []string, limit int) ([]outbox.Item, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	var out []outbox.Item
	seen := map[string]bool{}
	for _, it := range b.items {
		if b.state[it.ID] != "" || !strings.HasPrefix(string(it.Op), network+".") || seen[it.Lane] || slices.Contains(skip, it.Lane) {
			continue
		}
		seen[it.Lane] = true
		if b.due[it.ID].After(now) || len(out) == limit {
			continue
		}
		it.Repeat = b.unsure[it.ID]
		it.Followed = slices.ContainsFunc(b.items, func(x outbox.Item) bool { return x.Lane == it.Lane && x.ID > it.ID && b.state[x.ID] == "" })
		out = append(out, it)
	}
	return out, nil
}

func (b *box) set(id int64, state, code string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.state[id], b.code[id] = state, code
	return nil
}

func (b *box) Sending(context.Context, int64) error { return nil }
func (b *box) Sent(_ context.Context, it outbox.Item, _ outbox.Anchor) error {
	return b.set(it.ID, "sent", "")
}
func (b *box) Failed(_ context.Context, it outbox.Item, code string) error {
	return b.set(it.ID, "failed", code)
}
func (b *box) Expired(_ context.Context, it outbox.Item) error { return b.set(it.ID, "expired", "") }
func (b *box) Retry(_ context.Context, it outbox.Item, at time.Time, uncertain bool, code string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.due[it.ID] = at
	b.unsure[it.ID] = b.unsure[it.ID] || uncertain
	for i := range b.items {
		if b.items[i].ID == it.ID {
			b.items[i].Attempts++
		}
	}
	return nil
}
func (b *box) Unreachable(_ context.Context, chat int64, _ bool) error {
	b.gone = append(b.gone, chat)
	return nil
}
func (b *box) MoveChat(_ context.Context, from, to int64) error {
	return b.set(1, "moved", fmt.Sprintf("%d->%d", from, to))
}

// line is a network that answers as told, by lane, and keeps what it was asked when.
type line struct {
	mu      sync.Mutex
	answers map[string][]error
	log     []string
	start   time.Time
}

func (l *line) Deliver(_ context.Context, it outbox.Item, _ outbox.Anchors) (outbox.Anchor, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	mark := ""
	if it.Repeat {
		mark = " repeat"
	}
	l.log = append(l.log, fmt.Sprintf("%d@%.1fs%s", it.ID, time.Since(l.start).Seconds(), mark))
	list := l.answers[it.Lane]
	if len(list) == 0 {
		return outbox.Anchor{}, nil
	}
	l.answers[it.Lane] = list[1:]
	return outbox.Anchor{}, list[0]
}

func say(lane, text string) outbox.Item {
	return outbox.New(lane, outbox.Repeatable, outbox.TelegramSend, outbox.TelegramMessage{Chat: 5, Text: text})
}

// run delivers for a while of virtual time.
func run(t *testing.T, b *box, l *line, d time.Duration) string {
	return runAs(t, "tg", NewPace(30, alone), b, l, d)
}

func runAs(t *testing.T, name string, pace *Pace, b *box, l Network, d time.Duration) string {
	log := &line{}
	if x, ok := l.(*line); ok {
		log = x
	}
	log.start = time.Now()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	w := New(Options{Store: b, Name: name, Network: l, Wake: func() <-chan struct{} { return b.wake }, Log: slog.New(slog.DiscardHandler), Pace: pace, Sure: func() bool { return true }})
	go func() { done <- w.Run(ctx) }()
	time.Sleep(d)
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
	return strings.Join(log.log, " ")
}

func refused(f outbox.Fate, code string, after time.Duration) error {
	return &outbox.Error{Fate: f, Code: code, RetryAfter: after, Err: errors.New(code)}
}

func TestTheWaitThatTheNetworkAsksForIsKeptAndBlocksItsLaneAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBox(say("tg:1", "a"), say("tg:1", "b"), say("tg:2", "c"))
		l := &line{answers: map[string][]error{"tg:1": {refused(outbox.Temporary, "rate_limited", 35*time.Second)}}}
		got := run(t, b, l, time.Minute)
		if got != "1@0.0s 3@0.0s 1@35.0s 2@36.0s" && got != "3@0.0s 1@0.0s 1@35.0s 2@36.0s" {
			t.Error(got)
		}
	})
}

// Slack counts posts by method and channel: what it refused for one case holds
// those of every other case back, but not what another method does.
func TestAWaitThatSlackAsksForHoldsAllPosts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		post := func(lane string) outbox.Item {
			return outbox.New(lane, outbox.Once, outbox.SlackPost, outbox.SlackMessage{Text: "x"})
		}
		update := outbox.New("case:3", outbox.Edit, outbox.SlackUpdate, outbox.SlackMessage{OfTS: "1", Text: "x"})
		b := newBox(post("case:1"), post("case:2"), update)
		l := &line{answers: map[string][]error{"case:1": {refused(outbox.Temporary, "rate_limited", 30*time.Second)}}}
		pace := NewPace(30, alone)
		pace.slack.SetBurst(1) // one post at a time, so that the second comes after the refusal
		pace.slack.AllowN(time.Now(), 1)
		got := runAs(t, "slack", pace, b, l, time.Minute)
		at := map[string][]float64{}
		for _, call := range strings.Fields(got) {
			var id string
			var s float64
			if _, err := fmt.Sscanf(strings.Replace(call, "@", " ", 1), "%s %fs", &id, &s); err != nil {
				t.Fatal(call, err)
			}
			at[id] = append(at[id], s)
		}
		if len(at["1"]) != 2 || len(at["2"]) != 1 || len(at["3"]) != 1 {
			t.Fatal(got)
		}
		if no, other := at["1"][0], at["2"][0]; at["1"][1] < no+30 || other > no && other < no+30 {
			t.Errorf("a post within the wait: %s", got)
		}
		if at["3"][0] > 1 {
			t.Errorf("the update waited: %s", got)
		}
	})
}

// What may have come is sent once more and marked; a file not a third time.
func TestAFileIsRepeatedOnce(t *testing.T) {
	for _, tc := range []struct {
		op   outbox.Op
		fate []outbox.Fate
		want string
	}{
		{outbox.TelegramGiven, []outbox.Fate{outbox.Uncertain, outbox.Uncertain}, "failed file_unsure"},
		{outbox.TelegramFile, []outbox.Fate{outbox.Uncertain, outbox.Temporary, outbox.Uncertain}, "failed file_unsure"},
		{outbox.TelegramGiven, []outbox.Fate{outbox.Temporary, outbox.Temporary, outbox.Uncertain}, "sent "},
		{outbox.TelegramSend, []outbox.Fate{outbox.Uncertain, outbox.Uncertain, outbox.Uncertain}, "sent "},
	} {
		synctest.Test(t, func(t *testing.T) {
			b := newBox(outbox.New("tg:1", outbox.Repeatable, tc.op, outbox.TelegramMessage{Chat: 1}))
			var answers []error
			for _, f := range tc.fate {
				answers = append(answers, refused(f, "no_answer", 0))
			}
			log := run(t, b, &line{answers: map[string][]error{"tg:1": answers}}, time.Hour)
			if got := b.state[1] + " " + b.code[1]; got != tc.want {
				t.Errorf("%s after %v: %s, want %s (%s)", tc.op, tc.fate, got, tc.want, log)
			}
		})
	}
}

// broken is a network whose call panics for one lane.
type broken struct{ line }

func (l *broken) Deliver(ctx context.Context, it outbox.Item, a outbox.Anchors) (outbox.Anchor, error) {
	if it.Lane == "tg:1" {
		panic("nil pointer in an SDK")
	}
	return l.line.Deliver(ctx, it, a)
}

func TestADeliveryThatPanicsIsGivenUpAndItsNeighboursGo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBox(say("tg:1", "a"), say("tg:2", "b"))
		runAs(t, "tg", NewPace(30, alone), b, &broken{}, time.Second)
		if b.state[1] != "failed" || b.code[1] != "panic" || b.state[2] != "sent" {
			t.Errorf("%v %v", b.state, b.code)
		}
	})
}

func TestAnUnknownOutcomeIsTriedAgainAsARepeat(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &line{answers: map[string][]error{"tg:1": {refused(outbox.Uncertain, "no_answer", 0), refused(outbox.Temporary, "unreachable", 0)}}}
		if got := run(t, newBox(say("tg:1", "a")), l, time.Minute); got != "1@0.0s 1@1.0s repeat 1@2.0s repeat" {
			t.Error(got)
		}
	})
}

func TestAPermanentRefusalLetsTheNextGo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBox(say("tg:1", "a"), say("tg:1", "b"))
		l := &line{answers: map[string][]error{"tg:1": {refused(outbox.Permanent, "blocked", 0)}}}
		run(t, b, l, time.Second)
		if b.state[1] != "failed" || b.code[1] != "blocked" || b.state[2] != "sent" || len(b.gone) != 1 || b.gone[0] != 5 {
			t.Errorf("%v %v, unreachable %v", b.state, b.code, b.gone)
		}
	})
}

func TestALongOutageLosesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var down []error
		for range 60 { // six hours at 5 minutes and the shorter waits before
			down = append(down, refused(outbox.Temporary, "unreachable", 0))
		}
		b := newBox(say("tg:1", "a"), say("tg:1", "b"))
		run(t, b, &line{answers: map[string][]error{"tg:1": down}}, 12*time.Hour)
		if b.state[1] != "sent" || b.state[2] != "sent" {
			t.Errorf("%v", b.state)
		}
	})
}

// A token that was revoked on Friday evening is mended on Monday; the merchant
// was told that somebody has the case.
func TestACaseWaitsLongerForSlackThanAnAnswerForTelegram(t *testing.T) {
	for name, c := range map[string]struct {
		item outbox.Item
		want string
	}{
		"slack": {outbox.New("case:1", outbox.Once, outbox.SlackPost, outbox.SlackMessage{Text: "x"}), "sent"},
		"tg":    {say("tg:1", "x"), "failed"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var down []error
				for range 800 { // 65 hours at 5 minutes
					down = append(down, refused(outbox.Temporary, "token_revoked", 0))
				}
				b := newBox(c.item)
				runAs(t, name, NewPace(30, alone), b, &line{answers: map[string][]error{c.item.Lane: down}}, 72*time.Hour)
				if b.state[1] != c.want {
					t.Errorf("%q, not %s", b.state[1], c.want)
				}
			})
		})
	}
}

func TestWhatIsWorthNothingWhenLateIsDropped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		late := outbox.New("tg:1", outbox.BestEffort, outbox.TelegramAnswer, outbox.TelegramPress{CallbackID: "q"})
		late.NotAfter = time.Now().Add(-time.Second)
		once := outbox.New("tg:2", outbox.BestEffort, outbox.TelegramAnswer, outbox.TelegramPress{CallbackID: "q"})
		b := newBox(late, once)
		l := &line{answers: map[string][]error{"tg:2": {refused(outbox.Temporary, "unreachable", 0)}}}
		if got := run(t, b, l, time.Minute); got != "2@0.0s" || b.state[1] != "expired" || b.state[2] != "failed" {
			t.Errorf("%s %v", got, b.state)
		}
	})
}

func TestAGroupThatMovedTakesItsItemAlong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBox(say("tg:5", "a"))
		l := &line{answers: map[string][]error{"tg:5": {&outbox.Error{Fate: outbox.Temporary, Code: "moved", MoveTo: -100, Err: errors.New("x")}}}}
		run(t, b, l, time.Second)
		if b.code[1] != "5->-100" {
			t.Errorf("%v", b.code)
		}
	})
}

func TestTheNetworksPaceIsKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var items []outbox.Item
		for range 10 {
			items = append(items, say("tg:1", "x"))
		}
		l := &line{}
		run(t, newBox(items...), l, 20*time.Second)
		if len(l.log) != 10 || l.log[4] != "5@0.0s" || l.log[5] != "6@1.0s" || l.log[9] != "10@5.0s" {
			t.Errorf("five at once, then one a second: %v", l.log)
		}
	})
}

// The files that are brought to a chat have a lane of their own, and the chat one pace.
func TestFilesAndWordsOfAChatHaveOnePace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var items []outbox.Item
		for range 4 {
			items = append(items, say("tg:5", "x"), outbox.New("tg:5:files", outbox.Repeatable, outbox.TelegramGiven, outbox.TelegramMessage{Chat: 5}))
		}
		items = append(items, outbox.New("tg:6", outbox.Repeatable, outbox.TelegramSend, outbox.TelegramMessage{Chat: 6}))
		l := &line{}
		run(t, newBox(items...), l, 20*time.Second)
		var at []string
		for _, entry := range l.log {
			_, when, _ := strings.Cut(entry, "@")
			at = append(at, when)
		}
		if got := strings.Join(at, " "); got != "0.0s 0.0s 0.0s 0.0s 0.0s 0.0s 1.0s 2.0s 3.0s" {
			t.Errorf("five at once and one to another chat, then one a second: %v", l.log)
		}
	})
}

// alone is the number of processes that send, where there is one.
func alone() int { return 1 }
