package fetch

import (
	"context"
	"fmt"
	"time"

	"moneytrail/handlers/attachment"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
)

const (
	// often is how often files that the network owes are looked for.
	often = 5 * time.Second
	// owedFor is how long one is asked for again, oneFetch how long it may take each time.
	owedFor  = 24 * time.Hour
	oneFetch = 2 * time.Minute
	owedMost = 8
)

// Owed asks again for files that were not given in time for their answer, until
// ctx ends. Of several processes one does it.
func (w *Worker) Owed(ctx context.Context) error {
	tick := time.NewTicker(often)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		files, err := w.o.Store.WantedFiles(ctx, time.Now(), owedMost)
		for _, f := range files {
			if err == nil && ctx.Err() == nil {
				err = w.again(ctx, f)
			}
		}
		if err != nil && ctx.Err() == nil {
			w.o.Log.Error("files", "error", err)
		}
	}
}

// again asks once more for a file; what came of it is told by an event.
func (w *Worker) again(ctx context.Context, f attachment.File) error {
	ev, known, err := w.o.Store.Event(ctx, f.Event)
	if err != nil {
		return err
	}
	if !known || ev.Telegram == nil {
		f.State, f.Reason = attachment.Lost, "forgotten"
		return w.o.Store.FileCame(ctx, f, nil, told(f, &inbox.TelegramEvent{Chat: f.Chat, User: f.User, ChatType: "private"}))
	}
	in, cancel := context.WithTimeout(ctx, oneFetch)
	defer cancel()
	data, err := w.o.Network.Fetch(in, f.FileID)
	if ctx.Err() != nil {
		return nil
	}
	if err != nil {
		e := outbox.FateOf(err)
		if e.Fate != outbox.Permanent && time.Since(f.At) < owedFor {
			wait := max(min(10*time.Second<<min(f.Attempts, 8), 30*time.Minute), e.RetryAfter)
			return w.o.Store.WantFile(ctx, f.ID, time.Now().Add(wait))
		}
		if f.State, f.Reason = stateOf(e); f.State == attachment.Wanted {
			f.State = attachment.Lost
		}
		return w.o.Store.FileCame(ctx, f, nil, told(f, ev.Telegram))
	}
	f.State = attachment.Kept
	news := told(f, ev.Telegram)
	read := 1
	in, cancelLook := context.WithTimeout(ctx, looking)
	defer cancelLook()
	w.look(in, news.Telegram.Media, data, &read)
	if reason := private(news.Telegram.Media); reason != "" {
		f.State, f.Reason, data = attachment.Refused, reason, nil
	}
	return w.o.Store.FileCame(ctx, f, data, news)
}

// told is the event that tells the desk of a file that came later, or never will.
func told(f attachment.File, of *inbox.TelegramEvent) inbox.Event {
	e := *of
	e.MessageID, e.Text, e.Masked, e.Album, e.Others = f.Message, "", 0, "", nil
	e.Media = &inbox.Media{Kind: f.Kind, FileID: f.FileID, UniqueID: f.UniqueID, Name: f.Name, MIME: f.MIME, Size: f.Size,
		Message: f.Message, Attachment: f.ID, State: f.State, Reason: f.Reason}
	return inbox.Event{Key: fmt.Sprintf("sys:file:%d", f.ID), Lane: fmt.Sprintf("tg:%d", f.Chat), Network: inbox.Telegram,
		Kind: inbox.FileHere, At: f.At, Telegram: &e}
}
