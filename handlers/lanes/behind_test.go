package lanes

import (
	"context"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"
)

// came is an item and what became of it.
type came struct {
	lane, n          int
	at, begun, ended time.Time
}

// shelf is a queue whose looks take a while: what comes meanwhile is not seen.
type shelf struct {
	mu    sync.Mutex
	items []*came // in order of coming
	call  chan struct{}
	slow  time.Duration
	works time.Duration
}

func (s *shelf) add(lane int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.items = append(s.items, &came{lane: lane, n: len(s.items), at: time.Now()})
	close(s.call)
	s.call = make(chan struct{})
}

func (s *shelf) wake() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.call
}

// seen is an item as a look gave it.
type seen struct {
	*came
	followed bool
}

func (s *shelf) next(_ context.Context, skip []string, limit int) ([]seen, error) {
	s.mu.Lock()
	busy := map[int]bool{}
	for _, lane := range skip {
		busy[int(lane[0])] = true
	}
	heads := map[int]int{}
	var all []seen
	for _, c := range s.items {
		if !c.ended.IsZero() {
			continue
		}
		if i, behind := heads[c.lane]; behind {
			if i >= 0 {
				all[i].followed = true
			}
			continue
		}
		heads[c.lane] = -1
		if !busy[c.lane] && len(all) < limit {
			heads[c.lane] = len(all)
			all = append(all, seen{came: c})
		}
	}
	s.mu.Unlock()
	time.Sleep(s.slow)
	return all, nil
}

func (s *shelf) do(_ context.Context, it seen) error {
	begun := time.Now()
	time.Sleep(s.works)
	s.mu.Lock()
	defer s.mu.Unlock()
	it.begun, it.ended = begun, time.Now()
	return nil
}

// Whenever something comes, before, within or after a look, and whatever is under
// way then, it is begun when its lane is free, not at the next second.
func TestNothingWaitsForTheSecond(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		atOnce := rapid.IntRange(1, 4).Draw(rt, "at once")
		slow := rapid.IntRange(0, 3).Draw(rt, "a look")
		works := rapid.IntRange(0, 9).Draw(rt, "a work")
		gaps := rapid.SliceOfN(rapid.IntRange(0, 7), 1, 30).Draw(rt, "gaps")
		into := rapid.SliceOfN(rapid.IntRange(0, 3), len(gaps), len(gaps)).Draw(rt, "lanes")
		synctest.Test(t, func(t *testing.T) {
			s := &shelf{call: make(chan struct{}), slow: time.Duration(slow) * time.Millisecond, works: time.Duration(works) * time.Millisecond}
			ctx, cancel := context.WithCancel(t.Context())
			over := make(chan struct{})
			go func() {
				Work(ctx, Queue[seen]{Name: "shelf", AtOnce: atOnce, Log: slog.New(slog.DiscardHandler), Next: s.next, Wake: s.wake,
					Lane: func(it seen) string { return string(rune(it.lane)) }, Followed: func(it seen) bool { return it.followed }, Do: s.do})
				close(over)
			}()
			for i, gap := range gaps {
				time.Sleep(time.Duration(gap) * time.Millisecond)
				s.add(into[i])
			}
			// All of it one by one, with two looks and the gathering for each.
			time.Sleep(time.Duration(len(gaps)) * (s.works + 2*s.slow + 2*gather))
			cancel()
			<-over
			for _, c := range s.items {
				if c.ended.IsZero() {
					rt.Errorf("%d of lane %d was left lying", c.n, c.lane)
				}
			}
		})
	})
}
