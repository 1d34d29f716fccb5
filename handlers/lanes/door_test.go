package lanes

import (
	"context"
	"log/slog"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

// opened works a line with a door until the test's end.
func opened(t *testing.T, l *line, atOnce int) (d *Door[string], looks *int, end func()) {
	d, looks = new(Door[string]), new(int)
	q := l.queue(atOnce)
	q.Door = d
	next := q.Next
	q.Next = func(ctx context.Context, skip []string, limit int) ([]string, error) {
		*looks++
		return next(ctx, skip, limit)
	}
	q.Log = slog.New(slog.DiscardHandler)
	ctx, cancel := context.WithCancel(t.Context())
	over := make(chan struct{})
	go func() { Work(ctx, q); close(over) }()
	synctest.Wait()
	return d, looks, func() { cancel(); <-over }
}

// atWork gives how many are worked, and what was done.
func (l *line) atWork() (now int, done []string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.now, slices.Clone(l.done)
}

func TestWhatComesThroughTheDoorIsWorkedAtOnceWithoutALook(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &line{}
		d, looks, end := opened(t, l, 2)
		before := *looks
		a := d.Hold("a")
		a.Begin("a1")
		synctest.Wait()
		if now, _ := l.atWork(); now != 1 || *looks != before {
			t.Errorf("%d at work after %d looks", now, *looks-before)
		}
		if d.Hold("a") != nil {
			t.Error("a lane that is worked was given")
		}
		b := d.Hold("b")
		if b == nil || d.Hold("c") != nil {
			t.Errorf("two at once: a second %v, and a third", b)
		}
		b.Leave()
		if c := d.Hold("c"); c == nil {
			t.Error("what was left is not free")
		} else {
			c.Leave()
		}
		time.Sleep(1500 * time.Millisecond)
		end()
		if _, done := l.atWork(); !slices.Equal(done, []string{"a1"}) {
			t.Errorf("done %v", done)
		}
		if d.Hold("a") != nil {
			t.Error("the door is open after the end")
		}
	})
}

func TestStoppingWaitsForWhoHoldsALane(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &line{}
		d, _, end := opened(t, l, 2)
		a, b := d.Hold("a"), d.Hold("b")
		go func() {
			time.Sleep(300 * time.Millisecond)
			b.Leave()
			a.Begin("a1")
		}()
		end()
		if _, done := l.atWork(); !slices.Equal(done, []string{"a1"}) {
			t.Errorf("stopped before what was let in was done: %v", done)
		}
	})
}

func TestWhatWaitsInALaneThatIsLeftIsBegun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &line{}
		d, _, end := opened(t, l, 2)
		a := d.Hold("a")
		l.mu.Lock()
		l.items = append(l.items, "a1")
		l.mu.Unlock()
		time.Sleep(1200 * time.Millisecond) // a look, which must not give it
		if now, _ := l.atWork(); now != 0 {
			t.Error("a lane that is held was worked")
		}
		a.Leave()
		synctest.Wait()
		if now, _ := l.atWork(); now != 1 {
			t.Error("nothing begun in a lane that was left")
		}
		end()
	})
}
