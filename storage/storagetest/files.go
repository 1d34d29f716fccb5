package storagetest

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"moneytrail/handlers"
	"moneytrail/handlers/attachment"
	"moneytrail/handlers/inbox"
)

func fileStories() map[string]func(*testing.T, store) {
	return map[string]func(*testing.T, store){
		"an event with a file waits until the file was fetched":           fetchFirst,
		"an album is one event once it is complete":                       albumIsOne,
		"equal bytes are kept once, and go with the last that has them":   bytesOnce,
		"the same file of a message is kept once":                         sameFile,
		"what was refused for what it shows is refused again":             refusedAgain,
		"nobody fills the store: files and bytes of a day have their end": filesEnd,
		"a file that comes late is told of once":                          lateFile,
		"a file goes to its case with the outcome of a turn":              fileToCase,
	}
}

// sent is an event with a file in a private chat.
func sent(key, lane, album string) inbox.Event {
	return inbox.Event{Key: key, Lane: lane, Network: inbox.Telegram, Kind: inbox.Message, At: time.Now().UTC().Truncate(time.Second),
		Telegram: &inbox.TelegramEvent{Chat: 5, ChatType: "private", User: 5, MessageID: 9, Album: album,
			Media: &inbox.Media{Kind: "photo", FileID: "f-" + key, UniqueID: "u-" + key}}}
}

func (s store) fetches() []inbox.Event {
	s.t.Helper()
	all, err := s.NextFetches(s.ctx(), time.Now(), nil, 10)
	s.ok(err)
	return all
}

func (s store) keeps(f attachment.File, data string) attachment.File {
	s.t.Helper()
	f.State = attachment.Kept
	kept, err := s.KeepFile(s.ctx(), f, []byte(data))
	s.ok(err)
	return kept
}

func (s store) bytesOf(id int64) string {
	s.t.Helper()
	b, err := s.File(s.ctx(), id)
	s.ok(err)
	return string(b)
}

func fetchFirst(t *testing.T, s store) {
	s.add(sent("1", "tg:5", ""), message("2", "tg:5", "after it"), message("3", "tg:6", "somebody else"))
	if got := s.next(time.Now()); len(got) != 1 || got[0].Key != "3" {
		t.Fatalf("for a turn: %v", got)
	}
	got := s.fetches()
	if len(got) != 1 || got[0].Key != "1" {
		t.Fatalf("to fetch: %v", got)
	}
	got[0].Telegram.Media.State, got[0].Telegram.Media.Codes = attachment.Kept, []string{"4711"}
	s.ok(s.Fetched(s.ctx(), got[0], nil))
	next := s.next(time.Now())
	if len(next) != 2 || next[0].Telegram.Media.Codes[0] != "4711" || len(s.fetches()) != 0 {
		t.Fatalf("afterwards: %v", next)
	}
}

func albumIsOne(t *testing.T, s store) {
	s.add(sent("1", "tg:5", "a"), sent("2", "tg:5", "a"), sent("3", "tg:5", "a"), sent("4", "tg:5", "b"))
	head := s.fetches()[0]
	rest, last, err := s.AlbumRest(s.ctx(), head)
	s.ok(err)
	if len(rest) != 2 || time.Since(last).Abs() > time.Minute {
		t.Fatalf("the rest: %v, received %s", rest, last)
	}
	s.ok(s.Fetched(s.ctx(), head, rest))
	if got := s.next(time.Now()); len(got) != 1 || got[0].ID != head.ID {
		t.Fatalf("for a turn: %v", got)
	}
	s.ok(s.Commit(s.ctx(), head, handlers.Outcome{}))
	if got := s.fetches(); len(got) != 1 || got[0].Key != "4" {
		t.Errorf("next to fetch: %v", got)
	}
}

func bytesOnce(t *testing.T, s store) {
	a := s.keeps(attachment.File{Chat: 5, User: 5, Message: 1, UniqueID: "x"}, "a slip")
	b := s.keeps(attachment.File{Chat: 6, User: 6, Message: 1, UniqueID: "x"}, "a slip")
	if a.ID == b.ID || a.Hash == "" || a.Hash != b.Hash || a.Size != 6 || s.bytesOf(a.ID) != "a slip" || s.bytesOf(b.ID) != "a slip" {
		t.Fatalf("%+v, %+v", a, b)
	}
	if got := s.bytesOf(4711); got != "" {
		t.Errorf("a file that was never sent: %q", got)
	}
}

func sameFile(t *testing.T, s store) {
	f := attachment.File{Event: 1, Chat: 5, User: 5, Message: 1, UniqueID: "x"}
	first := s.keeps(f, "a slip")
	f.Event = 2
	if again := s.keeps(f, "another"); again.ID != first.ID || again.Event != 1 || s.bytesOf(first.ID) != "a slip" {
		t.Errorf("%+v", again)
	}
}

// refusedAgain: an identity card that its caption told is one without a caption too.
func refusedAgain(t *testing.T, s store) {
	card := attachment.File{Chat: 5, User: 5, Message: 1, UniqueID: "card", State: attachment.Refused, Reason: attachment.HasIdentity}
	_, err := s.KeepFile(s.ctx(), card, nil)
	s.ok(err)
	if f := s.keeps(attachment.File{Chat: 5, User: 5, Message: 2, UniqueID: "card"}, "a card"); f.State != attachment.Refused || f.Reason != attachment.HasIdentity || f.Hash != "" || s.bytesOf(f.ID) != "" {
		t.Errorf("sent again: %+v", f)
	}
	large := attachment.File{Chat: 5, User: 5, Message: 3, UniqueID: "large", State: attachment.Refused, Reason: attachment.TooBig}
	_, err = s.KeepFile(s.ctx(), large, nil)
	s.ok(err)
	for _, unique := range []string{"large", "another"} {
		if f := s.keeps(attachment.File{Chat: 5, User: 5, Message: 4, UniqueID: unique}, unique); f.State != attachment.Kept {
			t.Errorf("%s: %+v", unique, f)
		}
	}
}

func filesEnd(t *testing.T, s store) {
	for i := range attachment.PerDay + 5 {
		f := s.keeps(attachment.File{Chat: 5, User: 5, Message: i, UniqueID: "x"}, fmt.Sprint("file ", i))
		if want := i < attachment.PerDay; (f.State == attachment.Kept) != want || !want && f.Reason != attachment.TooMany {
			t.Fatalf("file %d: %s %s", i, f.State, f.Reason)
		}
	}
	if f := s.keeps(attachment.File{Chat: 6, User: 6, Message: 1, UniqueID: "x"}, "of somebody else"); f.State != attachment.Kept {
		t.Errorf("somebody else's: %s", f.State)
	}
	large := bytes.Repeat([]byte("x"), attachment.MaxSize)
	kept := 0
	for i := range attachment.BytesPerDay/attachment.MaxSize + 1 {
		if f := s.keeps(attachment.File{Chat: 7, User: 7, Message: i, UniqueID: "x"}, string(large)); f.State == attachment.Kept {
			kept++
		}
	}
	if kept != attachment.BytesPerDay/attachment.MaxSize {
		t.Errorf("%d large files are kept", kept)
	}
}

func lateFile(t *testing.T, s store) {
	f, err := s.KeepFile(s.ctx(), attachment.File{Chat: 5, User: 5, Message: 1, UniqueID: "x", State: attachment.Wanted, Reason: "unreachable"}, nil)
	s.ok(err)
	s.ok(s.WantFile(s.ctx(), f.ID, time.Now().Add(time.Hour)))
	due, err := s.WantedFiles(s.ctx(), time.Now(), 10)
	s.ok(err)
	later, err := s.WantedFiles(s.ctx(), time.Now().Add(2*time.Hour), 10)
	s.ok(err)
	if len(due) != 0 || len(later) != 1 || later[0].Attempts != 1 {
		t.Fatalf("due %v, later %v", due, later)
	}
	ev := sent("sys:file:1", "tg:5", "")
	ev.Kind = inbox.FileHere
	f.State = attachment.Kept
	for range 2 {
		s.ok(s.FileCame(s.ctx(), f, []byte("a slip"), ev))
	}
	if got := s.next(time.Now()); len(got) != 1 || got[0].Telegram.Media.State != attachment.Kept || s.bytesOf(f.ID) != "a slip" {
		t.Errorf("told: %v", got)
	}
	if left, err := s.WantedFiles(s.ctx(), time.Now().Add(24*time.Hour), 10); err != nil || len(left) != 0 {
		t.Errorf("still wanted: %v, %v", left, err)
	}
}

func fileToCase(t *testing.T, s store) {
	f := s.keeps(attachment.File{Chat: 5, User: 5, Message: 1, UniqueID: "x", Name: "slip.jpg"}, "a slip")
	s.ok(s.Commit(s.ctx(), inbox.Event{}, handlers.Outcome{Files: []attachment.Filed{{ID: f.ID, MerchantID: "M1"}}}))
	free, err := s.Unfiled(s.ctx(), 5, "M1", time.Now().Add(-time.Hour))
	s.ok(err)
	if len(free) != 1 || free[0].Name != "slip.jpg" {
		t.Fatalf("without a case: %v", free)
	}
	for _, other := range []func() ([]attachment.File, error){
		func() ([]attachment.File, error) { return s.Unfiled(s.ctx(), 6, "M1", time.Now().Add(-time.Hour)) },
		func() ([]attachment.File, error) { return s.Unfiled(s.ctx(), 5, "M2", time.Now().Add(-time.Hour)) },
		func() ([]attachment.File, error) { return s.Unfiled(s.ctx(), 5, "M1", time.Now().Add(time.Hour)) },
	} {
		if got, err := other(); err != nil || len(got) != 0 {
			t.Errorf("of another: %v, %v", got, err)
		}
	}
	s.ok(s.Commit(s.ctx(), inbox.Event{}, handlers.Outcome{Files: []attachment.Filed{{ID: f.ID, MerchantID: "M1", Case: 1001, Shown: true}}}))
	free, err = s.Unfiled(s.ctx(), 5, "M1", time.Now().Add(-time.Hour))
	s.ok(err)
	ofCase, err := s.Attachments(s.ctx(), 1001)
	s.ok(err)
	if len(free) != 0 || len(ofCase) != 1 || !ofCase[0].Shown {
		t.Errorf("free %v, of the case %v", free, ofCase)
	}
	known, found, err := s.Attachment(s.ctx(), f.ID)
	s.ok(err)
	if !found || known.Case != 1001 || known.MerchantID != "M1" || known.Hash == "" {
		t.Errorf("%+v", known)
	}
}
