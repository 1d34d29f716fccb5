package flood_test

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"moneytrail/handlers/flood"
	"moneytrail/handlers/inbox"
)

// sender writes messages at the bubble's time.
type sender struct {
	gate *flood.Gate
	id   int64
	got  map[string]int // answered, warned, quiet, dropped
}

func newSender(g *flood.Gate, id int64) *sender { return &sender{g, id, map[string]int{}} }

func (s *sender) sends(kind inbox.Kind, e inbox.TelegramEvent) string {
	e.User, e.Chat, e.ChatType = s.id, s.id, "private"
	ev := inbox.Event{Network: inbox.Telegram, Kind: kind, At: time.Now(), Telegram: &e}
	what := map[string]string{"": "answered", inbox.FloodWarn: "warned", inbox.FloodQuiet: "quiet"}
	became := "dropped"
	if s.gate.Admit(&ev) {
		became = what[e.Flood]
	}
	s.got[became]++
	return became
}

func (s *sender) says() string { return s.sends(inbox.Message, inbox.TelegramEvent{Text: "x"}) }

// A hundred messages a second for ten minutes: the first are answered, one
// answer says why the rest are not, a bounded number is kept, and a person who
// writes at the same time notices nothing.
func TestAFloodIsAnsweredOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := flood.NewGate()
		bad, good := newSender(g, 1), newSender(g, 2)
		for i := range 60_000 {
			bad.says()
			if i%1000 == 0 { // every ten seconds
				good.says()
			}
			time.Sleep(10 * time.Millisecond)
		}
		if bad.got["answered"] != flood.Burst || bad.got["warned"] != 1 {
			t.Errorf("of the flood: %v", bad.got)
		}
		if kept := bad.got["quiet"]; kept > flood.Room+int(10*time.Minute/flood.RoomRefill) || kept < flood.Room-flood.Burst-1 {
			t.Errorf("%d are kept in silence", kept)
		}
		if good.got["answered"] != 60 || len(good.got) != 1 {
			t.Errorf("of the other: %v", good.got)
		}
		time.Sleep(20 * time.Second)
		if got := bad.says(); got != "answered" {
			t.Errorf("after twenty seconds of silence: %s", got)
		}
	})
}

// What people do is no flood.
func TestBusyPeopleAreAnswered(t *testing.T) {
	for _, x := range []struct {
		name string
		runs func(*sender)
		want int
	}{
		{"four messages in four seconds, every minute", func(s *sender) {
			for range 60 {
				for range 4 {
					s.says()
					time.Sleep(time.Second)
				}
				time.Sleep(56 * time.Second)
			}
		}, 240},
		{"thirty messages forwarded at once", func(s *sender) {
			for range 30 {
				s.sends(inbox.Message, inbox.TelegramEvent{Forwarded: true})
			}
		}, 30},
		{"three albums of ten", func(s *sender) {
			for a := range 3 {
				for range 10 {
					s.sends(inbox.Message, inbox.TelegramEvent{Album: fmt.Sprint(a)})
				}
			}
		}, 30},
		{"a dozen buttons in a row", func(s *sender) {
			for range 12 {
				s.sends(inbox.Press, inbox.TelegramEvent{Data: "t:1"})
				time.Sleep(300 * time.Millisecond)
			}
		}, 12},
	} {
		t.Run(x.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := newSender(flood.NewGate(), 1)
				if x.runs(s); s.got["answered"] != x.want || len(s.got) != 1 {
					t.Errorf("%v", s.got)
				}
			})
		})
	}
}

// Somebody in a flood can still ask for a person, and goes on once they slow down.
func TestTheWayOutOfAFlood(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSender(flood.NewGate(), 1)
		for range 100 {
			s.says()
		}
		if got := s.sends(inbox.Press, inbox.TelegramEvent{Data: "h"}); got != "answered" {
			t.Errorf("the button that brings a person: %s", got)
		}
		if got := s.sends(inbox.Press, inbox.TelegramEvent{Data: "h"}); got != "quiet" {
			t.Errorf("pressed again at once: %s", got)
		}
		if got := s.sends(inbox.Press, inbox.TelegramEvent{Data: "hello"}); got != "quiet" {
			t.Errorf("another button: %s", got)
		}
		answered := 0
		for range 20 { // one every three seconds
			time.Sleep(3 * time.Second)
			if s.says() == "answered" {
				answered++
			}
		}
		if answered < 10 {
			t.Errorf("%d of 20 slow messages were answered", answered)
		}
	})
}

// How many were held back is told with the first message that counts again.
func TestWhatWasHeldBackIsCounted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := flood.NewGate()
		s := newSender(g, 1)
		for range flood.Burst + 1 + 40 {
			s.says()
		}
		time.Sleep(time.Minute)
		ev := inbox.Event{Network: inbox.Telegram, Kind: inbox.Message, At: time.Now(), Telegram: &inbox.TelegramEvent{User: 1, Chat: 1, ChatType: "private"}}
		if !g.Admit(&ev) || ev.Telegram.Held != 40 {
			t.Errorf("%d were held back", ev.Telegram.Held)
		}
	})
}

// A hundred messages that waited at Telegram while the product was away come
// at once, each with the time at which it was written.
func TestABacklogIsNoFlood(t *testing.T) {
	g := flood.NewGate()
	begin := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	for i := range 100 {
		ev := inbox.Event{Network: inbox.Telegram, Kind: inbox.Message, At: begin.Add(time.Duration(i) * time.Minute),
			Telegram: &inbox.TelegramEvent{User: 1, Chat: 1, ChatType: "private"}}
		if !g.Admit(&ev) || ev.Telegram.Flood != "" {
			t.Fatalf("message %d: %q", i, ev.Telegram.Flood)
		}
	}
}

// Membership and events of other networks are never held back.
func TestOtherEventsPass(t *testing.T) {
	g := flood.NewGate()
	for range 1000 {
		for _, ev := range []inbox.Event{{Network: inbox.Slack, Kind: inbox.Line, Slack: &inbox.SlackEvent{}},
			{Network: inbox.Telegram, Kind: inbox.Membership, Telegram: &inbox.TelegramEvent{User: 1}}} {
			if !g.Admit(&ev) {
				t.Fatal("held back")
			}
		}
	}
}
