// Package fetch brings the files that people send before the turn that answers
// them: it waits for the rest of an album, downloads, looks at pictures, and
// keeps the bytes. A network that does not give a file in time does not hold up
// the answer: the file is asked for again, and an event tells of it later.
package fetch

import (
	"context"
	"log/slog"
	"runtime/debug"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"moneytrail/handlers/attachment"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/lanes"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/people"
)

// Store keeps events and files.
type Store interface {
	// NextFetches gives the first waiting event of each lane that is not in skip and has files to fetch.
	NextFetches(ctx context.Context, now time.Time, skip []string, limit int) ([]inbox.Event, error)
	// AlbumRest gives the further events of an event's album, and when the last one came.
	AlbumRest(ctx context.Context, ev inbox.Event) ([]inbox.Event, time.Time, error)
	// Fetched puts an event before its turn; the rest of its album is done with it.
	Fetched(ctx context.Context, ev inbox.Event, rest []inbox.Event) error
	KeepFile(ctx context.Context, f attachment.File, data []byte) (attachment.File, error)
	WantedFiles(ctx context.Context, now time.Time, limit int) ([]attachment.File, error)
	WantFile(ctx context.Context, id int64, at time.Time) error
	FileCame(ctx context.Context, f attachment.File, data []byte, ev inbox.Event) error
	Event(ctx context.Context, id int64) (inbox.Event, bool, error)
	Members(ctx context.Context, user int64) ([]people.Member, error)
}

// Network gives files. Errors are *outbox.Error.
type Network interface {
	Fetch(ctx context.Context, fileID string) ([]byte, error)
}

// Eyes look at a picture.
type Eyes interface {
	// Codes gives the texts of bar codes and QR codes on it.
	Codes(ctx context.Context, data []byte) []string
	// Characters gives what is written on it; "" where nothing reads it.
	Characters(ctx context.Context, data []byte) string
}

// Options of a Worker.
type Options struct {
	Store   Store
	Network Network
	Eyes    Eyes
	// Mask hides card numbers and the like in a text.
	Mask func(string) (string, int)
	// Wake gives a channel that closes when there may be new events.
	Wake func() <-chan struct{}
	Log  *slog.Logger
}

// Worker fetches until its context ends.
type Worker struct{ o Options }

const (
	lanesAtOnce = 4
	filesAtOnce = 3
	// settle is how long an album is given to be complete: its pictures are
	// messages of their own and come together.
	settle = 800 * time.Millisecond
	// patience is how long an answer waits for the network.
	patience = 12 * time.Second
	// looking is how long all pictures of a message may be looked at, and
	// readPictures how many of them are read for their characters.
	looking      = 30 * time.Second
	readPictures = 4
)

// New makes a worker.
func New(o Options) *Worker { return &Worker{o: o} }

// Run fetches until ctx ends, then waits for what is under way.
func (w *Worker) Run(ctx context.Context) error {
	lanes.Work(ctx, lanes.Queue[inbox.Event]{
		Name: "files", AtOnce: lanesAtOnce, Wake: w.o.Wake, Log: w.o.Log,
		Next: func(ctx context.Context, skip []string, limit int) ([]inbox.Event, error) {
			return w.o.Store.NextFetches(ctx, time.Now(), skip, limit)
		},
		Lane:     func(ev inbox.Event) string { return ev.Lane },
		Followed: func(ev inbox.Event) bool { return ev.Followed },
		Do:       w.prepare,
	})
	return nil
}

// prepare brings the files of one event and puts it before its turn. An error
// means that the database could not keep it, or that the process stops.
func (w *Worker) prepare(ctx context.Context, ev inbox.Event) error {
	rest, err := w.album(ctx, ev)
	if err != nil {
		return err
	}
	whole := together(ev, rest)
	member, err := w.member(ctx, whole.Telegram.User)
	if err != nil {
		return err
	}
	if member { // of somebody else nothing is kept
		if err := w.bring(ctx, whole); err != nil {
			return err
		}
	}
	return w.o.Store.Fetched(ctx, whole, rest)
}

// album waits until an album is complete, and gives the rest of it.
func (w *Worker) album(ctx context.Context, ev inbox.Event) ([]inbox.Event, error) {
	if ev.Telegram.Album == "" || ev.Kind != inbox.Message {
		return nil, nil
	}
	for {
		rest, last, err := w.o.Store.AlbumRest(ctx, ev)
		wait := settle - time.Since(last)
		if err != nil || wait <= 0 || wait > settle {
			return rest, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(wait):
		}
	}
}

// together makes one event of an album: all its files, and the words of the
// picture that has any.
func together(ev inbox.Event, rest []inbox.Event) inbox.Event {
	e := *ev.Telegram
	ev.Telegram = &e
	one := *e.Media
	e.Media, e.Media.Message = &one, e.MessageID
	for _, r := range rest {
		m := *r.Telegram.Media
		m.Message = r.Telegram.MessageID
		e.Others = append(e.Others, m)
		if r.Telegram.Masked > 0 || e.Text == "" && r.Telegram.Text != "" {
			e.MessageID, e.Text = r.Telegram.MessageID, join(e.Text, r.Telegram.Text)
		} else {
			e.Text = join(e.Text, r.Telegram.Text)
		}
		e.Masked += r.Telegram.Masked
	}
	return ev
}

func join(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "\n" + b
}

func (w *Worker) member(ctx context.Context, user int64) (bool, error) {
	all, err := w.o.Store.Members(ctx, user)
	for _, m := range all {
		if m.Standing == people.Active {
			return true, err
		}
	}
	return false, err
}

// bring fetches, looks at and keeps all files of an event.
func (w *Worker) bring(ctx context.Context, ev inbox.Event) error {
	files := ev.Telegram.Files()
	got := make([][]byte, len(files))
	failed := make([]*outbox.Error, len(files))
	in, cancel := context.WithTimeout(ctx, patience)
	g := new(errgroup.Group)
	g.SetLimit(filesAtOnce)
	for i, m := range files {
		g.Go(func() error {
			if !named(ev.Telegram, m) {
				got[i], failed[i] = w.fetch(in, m)
			}
			return nil
		})
	}
	_ = g.Wait() // no file fails the others
	cancel()
	if ctx.Err() != nil {
		return ctx.Err() // stopping: all of it again at the next start
	}
	in, cancel = context.WithTimeout(ctx, looking)
	defer cancel()
	read := readPictures
	for i, m := range files {
		f := fileOf(ev, m)
		f.State, f.Reason = stateOf(failed[i])
		if named(ev.Telegram, m) {
			f.State, f.Reason = attachment.Refused, attachment.HasIdentity
		}
		if f.State == attachment.Kept {
			w.look(in, m, got[i], &read)
			if reason := private(m); reason != "" {
				f.State, f.Reason, got[i] = attachment.Refused, reason, nil
			}
		}
		kept, err := w.o.Store.KeepFile(ctx, f, got[i])
		if err != nil {
			return err
		}
		m.Attachment, m.State, m.Reason, m.Before = kept.ID, kept.State, kept.Reason, kept.Event != ev.ID
		got[i] = nil
	}
	return nil
}

// named tells whether the caption or the file's own name says that this is a
// paper of a person, which is not even fetched.
func named(e *inbox.TelegramEvent, m *inbox.Media) bool {
	for line := range strings.Lines(e.Text) {
		if attachment.Identity(line) {
			return true
		}
	}
	return attachment.Identity(m.Name)
}

// private is why a picture is not kept for what can be read on it, "" where it is.
func private(m *inbox.Media) string {
	switch {
	case m.Slip == nil:
	case m.Slip.Card:
		return attachment.HasCard
	case m.Slip.Identity:
		return attachment.HasIdentity
	}
	return ""
}

// fileOf is a file of an event as it is kept.
func fileOf(ev inbox.Event, m *inbox.Media) attachment.File {
	e := ev.Telegram
	f := attachment.File{Event: ev.ID, Chat: e.Chat, User: e.User, Message: m.Message, Kind: m.Kind, Name: m.Name, MIME: m.MIME,
		FileID: m.FileID, UniqueID: m.UniqueID, Size: m.Size}
	if f.UniqueID == "" {
		f.UniqueID = m.FileID
	}
	return f
}

// stateOf tells from an attempt what is to become of a file.
func stateOf(failed *outbox.Error) (attachment.State, string) {
	switch {
	case failed == nil:
		return attachment.Kept, ""
	case failed.Code == "file_too_big":
		return attachment.Refused, attachment.TooBig
	case failed.Fate == outbox.Permanent:
		return attachment.Lost, failed.Code
	}
	return attachment.Wanted, failed.Code
}

// fetch asks the network for a file until ctx ends.
func (w *Worker) fetch(ctx context.Context, m *inbox.Media) ([]byte, *outbox.Error) {
	if m.Size > attachment.MaxSize {
		return nil, &outbox.Error{Fate: outbox.Permanent, Code: "file_too_big"}
	}
	for wait := 300 * time.Millisecond; ; wait *= 2 {
		data, err := w.o.Network.Fetch(ctx, m.FileID)
		if err == nil {
			return data, nil
		}
		e := outbox.FateOf(err)
		w.o.Log.Warn("a file is not given", "kind", m.Kind, "code", e.Code)
		wait = max(wait, e.RetryAfter)
		end, limited := ctx.Deadline()
		if e.Fate == outbox.Permanent || limited && time.Until(end) < wait {
			return nil, e
		}
		select {
		case <-ctx.Done():
			return nil, e
		case <-time.After(wait):
		}
	}
}

// guarded calls what looks at foreign data; a panic of that is seeing nothing.
func (w *Worker) guarded(what string, look func()) {
	defer func() {
		if v := recover(); v != nil {
			w.o.Log.Error("looking at a picture panicked", "what", what, "panic", v, "stack", string(debug.Stack()))
		}
	}()
	look()
}
