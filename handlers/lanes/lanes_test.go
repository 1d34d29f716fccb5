package lanes

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// line is a queue in memory; what was worked is taken out.
type line struct {
	mu    sync.Mutex
	items []string // the first letter is the lane
	fails map[string]int
	done  []string
	most  int
	now   int
}

func (l *line) queue(atOnce int) Queue[string] {
	never := make(chan struct{})
	return Queue[string]{Name: "line", AtOnce: atOnce, Log: slog.New(slog.DiscardHandler), Wake: func() <-chan struct{} { return never },
		Lane: func(s string) string { return s[:1] },
		Followed: func(s string) bool {
			l.mu.Lock()
			defer l.mu.Unlock()
			return slices.ContainsFunc(l.items, func(x string) bool { return x != s && x[:1] == s[:1] })
		},
		Next: func(_ context.Context, skip []string, limit int) ([]string, error) {
			l.mu.Lock()
			defer l.mu.Unlock()
			var heads []string
			seen := map[string]bool{}
			for _, s := range l.items {
				if !seen[s[:1]] && !slices.Contains(skip, s[:1]) && len(heads) < limit {
					heads = append(heads, s)
				}
				seen[s[:1]] = true
			}
			return heads, nil
		},
		Do: func(_ context.Context, s string) error {
			l.mu.Lock()
			l.now++
			l.most = max(l.most, l.now)
			l.mu.Unlock()
			time.Sleep(time.Second)
			l.mu.Lock()
			defer l.mu.Unlock()
			l.now--
			if l.fails[s] > 0 {
				l.fails[s]--
				return errors.New("the disk is full")
			}
			l.items = slices.DeleteFunc(l.items, func(x string) bool { return x == s })
			l.done = append(l.done, s)
			return nil
		}}
}

func work(t *testing.T, l *line, atOnce int, d time.Duration) {
	ctx, cancel := context.WithCancel(t.Context())
	over := make(chan struct{})
	go func() { Work(ctx, l.queue(atOnce)); close(over) }()
	time.Sleep(d)
	cancel()
	<-over
}

func TestLanesKeepTheirOrderAndRunSideBySide(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &line{items: []string{"a1", "a2", "b1", "a3", "b2", "c1"}}
		work(t, l, 2, time.Minute)
		if l.most != 2 || len(l.done) != 6 {
			t.Errorf("%d at once, done %v", l.most, l.done)
		}
		for _, lane := range []string{"a", "b", "c"} {
			var of []string
			for _, s := range l.done {
				if s[:1] == lane {
					of = append(of, s)
				}
			}
			if !slices.IsSorted(of) {
				t.Errorf("lane %s: %v", lane, of)
			}
		}
	})
}

func TestWhatCannotBeKeptIsTriedAgainAndHoldsNobodyElse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &line{items: []string{"a1", "b1", "b2"}, fails: map[string]int{"a1": 3}}
		work(t, l, 2, time.Minute)
		if got := slices.Clone(l.done); !slices.Equal(got, []string{"b1", "b2", "a1"}) {
			t.Errorf("done %v", got)
		}
	})
}

func TestStoppingWaitsForWhatIsUnderWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &line{items: []string{"a1", "a2"}}
		work(t, l, 1, 500*time.Millisecond)
		if !slices.Equal(l.done, []string{"a1"}) {
			t.Errorf("done %v", l.done)
		}
	})
}

// What comes while the lane is at work is called for; what was there already is
// found without a call.
func TestWhatComesBehindIsWorkedAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &line{items: []string{"a1"}}
		q := l.queue(2)
		call := make(chan struct{})
		q.Wake = func() <-chan struct{} {
			l.mu.Lock()
			defer l.mu.Unlock()
			return call
		}
		looks := 0
		next := q.Next
		q.Next = func(ctx context.Context, skip []string, limit int) ([]string, error) {
			looks++
			return next(ctx, skip, limit)
		}
		ctx, cancel := context.WithCancel(t.Context())
		over := make(chan struct{})
		go func() { Work(ctx, q); close(over) }()
		time.Sleep(400 * time.Millisecond)
		l.mu.Lock()
		l.items = append(l.items, "a2", "a3")
		was := call
		call = make(chan struct{})
		l.mu.Unlock()
		close(was)
		time.Sleep(2500 * time.Millisecond)
		cancel()
		<-over
		if want := []string{"a1", "a2", "a3"}; !slices.Equal(l.done, want) {
			t.Errorf("done %v within 2.9 s, want %v", l.done, want)
		}
		if looks > 7 { // at the start, when called, each second, when a1 and a2 are done
			t.Errorf("%d looks", looks)
		}
	})
}
