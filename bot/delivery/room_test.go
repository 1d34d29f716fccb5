package delivery

import (
	"context"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"moneytrail/handlers/outbox"
)

// handing is a worker at work on an empty outbox, whose calls take a second.
func handing(t *testing.T, sure *bool, pace *Pace) (w *Worker, l *slow, end func()) {
	l = &slow{}
	b := newBox()
	w = New(Options{Store: refusing{b}, Name: "tg", Network: l, Wake: func() <-chan struct{} { return b.wake },
		Log: slog.New(slog.DiscardHandler), Pace: pace, Sure: func() bool { return *sure }})
	ctx, cancel := context.WithCancel(t.Context())
	over := make(chan struct{})
	go func() { _ = w.Run(ctx); close(over) }()
	synctest.Wait()
	return w, l, func() { cancel(); <-over }
}

// refusing is an outbox in which nothing is to be noted as being sent.
type refusing struct{ *box }

func (refusing) Sending(context.Context, int64) error { panic("noted twice") }

type slow struct{ line }

func (s *slow) Deliver(ctx context.Context, it outbox.Item, a outbox.Anchors) (outbox.Anchor, error) {
	at, err := s.line.Deliver(ctx, it, a)
	time.Sleep(time.Second)
	return at, err
}

// noted is a message to a chat that was queued as being sent.
func noted(id, chat int64) outbox.Item {
	it := outbox.New("tg:"+string(rune('0'+chat)), outbox.Repeatable, outbox.TelegramSend, outbox.TelegramMessage{Chat: chat, Text: "x"})
	it.ID, it.Noted = id, true
	return it
}

func TestWhatIsHandedOverIsSentAtOnceAndNotNotedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		sure := true
		w, l, end := handing(t, &sure, NewPace(30, alone))
		l.start = time.Now()
		w.Room(noted(1, 1)).Begin(noted(1, 1))
		synctest.Wait()
		if len(l.log) != 1 || l.log[0] != "1@0.0s" {
			t.Errorf("sent %v", l.log)
		}
		if w.Room(noted(2, 1)) != nil {
			t.Error("room in a chat to which something is being sent")
		}
		if place := w.Room(noted(2, 2)); place == nil {
			t.Error("no room in another chat")
		} else {
			place.Leave()
		}
		end()
		if w.Room(noted(3, 3)) != nil {
			t.Error("room after the end")
		}
	})
}

func TestThereIsNoRoomForWhatHasToWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		sure, pace := false, NewPace(2, alone)
		w, _, end := handing(t, &sure, pace)
		defer end()
		if w.Room(noted(1, 1)) != nil {
			t.Error("room where the claims are not sure")
		}
		sure = true
		pace.Hold(noted(1, 1), time.Minute) // refused: its burst is gone
		one := w.Room(noted(1, 1))
		if one == nil {
			t.Fatal("not even one")
		}
		one.Leave()
		if w.Room(noted(1, 1)) != nil {
			t.Error("a chat's pace was not kept")
		}
		two := w.Room(noted(2, 2))
		if two == nil {
			t.Fatal("what one chat may not have yet is taken from another")
		}
		two.Leave()
		if w.Room(noted(3, 3)) != nil {
			t.Error("Telegram's pace was not kept")
		}
		file := outbox.New("tg:4", outbox.Repeatable, outbox.TelegramFile, outbox.TelegramMessage{Chat: 4})
		if w.Room(file) != nil {
			t.Error("room for a file, whose pace is another")
		}
	})
}
