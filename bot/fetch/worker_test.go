package fetch

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

	"moneytrail/handlers/attachment"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/people"
)

// shelf is a store in memory with the rules of the real one.
type shelf struct {
	mu     sync.Mutex
	events []inbox.Event
	at     map[int64]time.Time
	done   []inbox.Event // put before their turn, in order
	files  map[int64]attachment.File
	due    map[int64]time.Time
	news   []inbox.Event
	member bool
}

func newShelf() *shelf {
	return &shelf{at: map[int64]time.Time{}, files: map[int64]attachment.File{}, due: map[int64]time.Time{}, member: true}
}

// sends puts a message with a file into the inbox.
func (s *shelf) sends(album, text string) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := int64(len(s.events) + 1)
	s.at[id] = time.Now()
	s.events = append(s.events, inbox.Event{ID: id, Lane: "tg:5", Network: inbox.Telegram, Kind: inbox.Message,
		Telegram: &inbox.TelegramEvent{Chat: 5, User: 5, ChatType: "private", MessageID: int(id), Album: album, Text: text,
			Media: &inbox.Media{Kind: "photo", FileID: fmt.Sprint("f", id), UniqueID: fmt.Sprint("u", id)}}})
	return id
}

func (s *shelf) NextFetches(_ context.Context, _ time.Time, skip []string, _ int) ([]inbox.Event, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.events) == 0 || slices.Contains(skip, "tg:5") {
		return nil, nil
	}
	return s.events[:1:1], nil
}

func (s *shelf) AlbumRest(_ context.Context, ev inbox.Event) (rest []inbox.Event, last time.Time, _ error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, e := range s.events {
		if e.Telegram.Album != ev.Telegram.Album {
			break
		}
		if last = s.at[e.ID]; e.ID != ev.ID {
			rest = append(rest, e)
		}
	}
	return rest, last, nil
}

func (s *shelf) Fetched(_ context.Context, ev inbox.Event, rest []inbox.Event) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.done = append(s.done, ev)
	s.events = slices.DeleteFunc(s.events, func(e inbox.Event) bool {
		return e.ID == ev.ID || slices.ContainsFunc(rest, func(r inbox.Event) bool { return r.ID == e.ID })
	})
	return nil
}

func (s *shelf) KeepFile(_ context.Context, f attachment.File, _ []byte) (attachment.File, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f.ID, f.At = int64(len(s.files)+1), time.Now()
	s.files[f.ID] = f
	return f, nil
}

func (s *shelf) WantedFiles(_ context.Context, now time.Time, _ int) (out []attachment.File, _ error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.files {
		if f.State == attachment.Wanted && !s.due[f.ID].After(now) {
			out = append(out, f)
		}
	}
	return out, nil
}

func (s *shelf) WantFile(_ context.Context, id int64, at time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.files[id]
	f.Attempts++
	s.files[id], s.due[id] = f, at
	return nil
}

func (s *shelf) FileCame(_ context.Context, f attachment.File, _ []byte, ev inbox.Event) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.files[f.ID] = f
	ev.Telegram.Media.State = f.State
	s.news = append(s.news, ev)
	return nil
}

func (s *shelf) Event(_ context.Context, id int64) (inbox.Event, bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, e := range s.done {
		if e.ID == id {
			return e, true, nil
		}
	}
	return inbox.Event{}, false, nil
}

func (s *shelf) Members(context.Context, int64) ([]people.Member, error) {
	if !s.member {
		return []people.Member{{Standing: people.Ended}}, nil
	}
	return []people.Member{{Standing: people.Active}}, nil
}

// network gives files, as a test tells it to.
type network struct {
	mu    sync.Mutex
	asked int
	gives func(asked int) ([]byte, error)
}

func (n *network) Fetch(ctx context.Context, _ string) ([]byte, error) {
	n.mu.Lock()
	n.asked++
	asked := n.asked
	n.mu.Unlock()
	return n.gives(asked)
}

// seen is what the eyes of a test see.
type seen struct {
	codes []string
	text  string
	panic bool
}

func (s seen) Codes(context.Context, []byte) []string {
	if s.panic {
		panic("a picture of a kind that nobody thought of")
	}
	return s.codes
}
func (s seen) Characters(context.Context, []byte) string { return s.text }

var picture = []byte("\x89PNG\r\n\x1a\n and the rest")

// runs runs a worker over a shelf for a while of the bubble's time.
func runs(t *testing.T, s *shelf, n *network, e Eyes, d time.Duration) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), d)
	defer cancel()
	w := New(Options{Store: s, Network: n, Eyes: e, Wake: func() <-chan struct{} { return nil }, Log: slog.New(slog.DiscardHandler),
		Mask: func(text string) (string, int) {
			return strings.ReplaceAll(text, "6222021234567890128", "****0128"), strings.Count(text, "6222021234567890128")
		}})
	owed := make(chan error, 1)
	go func() { owed <- w.Owed(ctx) }()
	if err := errors.Join(w.Run(ctx), <-owed); err != nil {
		t.Fatal(err)
	}
}

func always(int) ([]byte, error) { return picture, nil }

func away(int) ([]byte, error) {
	return nil, &outbox.Error{Fate: outbox.Temporary, Code: "unreachable", Err: errors.New("no route")}
}

func TestAFileIsFetchedAndReadBeforeItsTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newShelf()
		s.sends("", "")
		eyes := seen{codes: []string{"TXN-0007", "6222021234567890128", "a 6222021234567890128"}, text: "金额 RMB 20.00\n日期 2026/11/20"}
		runs(t, s, &network{gives: always}, eyes, 3*time.Second)
		if len(s.done) != 1 {
			t.Fatalf("done: %v", s.done)
		}
		m := s.done[0].Telegram.Media
		if m.State != attachment.Kept || m.Attachment == 0 || !slices.Equal(m.Codes, []string{"TXN-0007", "a ****0128"}) || m.Slip == nil || m.Slip.Amount != "20.00" {
			t.Errorf("%+v, %+v", m, m.Slip)
		}
	})
}

// The pictures of an album come within a second, and are one message.
func TestAnAlbumIsWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newShelf()
		s.sends("a", "")
		go func() {
			for _, text := range []string{"", "这几张"} {
				time.Sleep(500 * time.Millisecond)
				s.sends("a", text)
			}
		}()
		runs(t, s, &network{gives: always}, seen{}, 5*time.Second)
		if len(s.done) != 1 || len(s.done[0].Telegram.Files()) != 3 || s.done[0].Telegram.Text != "这几张" || s.done[0].Telegram.MessageID != 3 || len(s.files) != 3 {
			t.Errorf("%d events, %d files: %+v", len(s.done), len(s.files), s.done[0].Telegram)
		}
	})
}

// An answer waits some seconds for a file, no longer; the file is asked for
// again, and told of once.
func TestANetworkThatIsAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newShelf()
		s.sends("", "")
		begin := time.Now()
		n := &network{gives: func(asked int) ([]byte, error) {
			if time.Since(begin) < 10*time.Minute {
				return away(asked)
			}
			return picture, nil
		}}
		runs(t, s, n, seen{}, patience+2*time.Second)
		if len(s.done) != 1 || s.done[0].Telegram.Media.State != attachment.Wanted {
			t.Fatalf("after the patience: %+v", s.done)
		}
		runs(t, s, n, seen{codes: []string{"TXN-0007"}}, time.Hour)
		if len(s.news) != 1 || s.news[0].Kind != inbox.FileHere || s.news[0].Telegram.Media.State != attachment.Kept || len(s.news[0].Telegram.Media.Codes) != 1 {
			t.Fatalf("told: %+v", s.news)
		}
		if n.asked > 30 {
			t.Errorf("asked %d times", n.asked)
		}
	})
}

// What never comes is told of after a day; what cannot come, at once.
func TestAFileThatNeverComes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newShelf()
		s.sends("", "")
		runs(t, s, &network{gives: away}, seen{}, owedFor+2*time.Hour)
		if len(s.news) != 1 || s.news[0].Telegram.Media.State != attachment.Lost {
			t.Errorf("told: %+v", s.news)
		}
	})
	for code, want := range map[string]attachment.State{"file_too_big": attachment.Refused, "file_gone": attachment.Lost} {
		synctest.Test(t, func(t *testing.T) {
			s := newShelf()
			s.sends("", "")
			n := &network{gives: func(int) ([]byte, error) {
				return nil, &outbox.Error{Fate: outbox.Permanent, Code: code, Err: errors.New("no")}
			}}
			runs(t, s, n, seen{}, 3*time.Second)
			if got := s.done[0].Telegram.Media.State; got != want || n.asked != 1 {
				t.Errorf("%s: %s, asked %d times", code, got, n.asked)
			}
		})
	}
}

func TestWhatIsNotKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newShelf()
		s.member = false
		s.sends("", "")
		n := &network{gives: always}
		runs(t, s, n, seen{}, 3*time.Second)
		if n.asked != 0 || len(s.files) != 0 || len(s.done) != 1 {
			t.Errorf("a stranger's: asked %d times, %d files, %d events", n.asked, len(s.files), len(s.done))
		}
	})
	synctest.Test(t, func(t *testing.T) {
		s := newShelf()
		s.sends("", "")
		runs(t, s, &network{gives: always}, seen{text: "ICBC\n6222 0212 3456 7890 128\nVALID THRU 12/29"}, 3*time.Second)
		if m := s.done[0].Telegram.Media; m.State != attachment.Refused || m.Reason != attachment.HasCard {
			t.Errorf("a card's front: %+v", m)
		}
	})
	for _, caption := range []string{"这是我的身份证", "My passport"} {
		synctest.Test(t, func(t *testing.T) {
			s, n := newShelf(), &network{gives: always}
			s.sends("", caption)
			runs(t, s, n, seen{}, 3*time.Second)
			if m := s.done[0].Telegram.Media; n.asked != 0 || m.State != attachment.Refused || m.Reason != attachment.HasIdentity {
				t.Errorf("%s: asked %d times: %+v", caption, n.asked, m)
			}
		})
	}
	synctest.Test(t, func(t *testing.T) {
		s := newShelf()
		s.sends("", "")
		runs(t, s, &network{gives: always}, seen{text: "姓名 王小明\n公民身份号码 11010519491231002X"}, 3*time.Second)
		if m := s.done[0].Telegram.Media; m.State != attachment.Refused || m.Reason != attachment.HasIdentity {
			t.Errorf("an identity card that can be read: %+v", m)
		}
	})
	synctest.Test(t, func(t *testing.T) {
		s := newShelf()
		s.sends("", "")
		runs(t, s, &network{gives: always}, seen{panic: true}, 3*time.Second)
		if m := s.done[0].Telegram.Media; m.State != attachment.Kept {
			t.Errorf("a picture that makes its reader panic: %+v", m)
		}
	})
}
