package sandbox

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// longestPoll is as long as Telegram keeps a getUpdates call waiting.
const longestPoll = 50 * time.Second

// poll is a getUpdates call that waits; a later one ends it with a conflict.
type poll struct{ over bool }

// push queues an update for the product; mu is held.
func (t *telegram) push(u tgUpdate) int64 {
	t.lastUpdate++
	u.ID = t.lastUpdate
	t.queue = append(t.queue, u)
	t.w.changed()
	return u.ID
}

// getUpdates gives the earliest unconfirmed updates. Asking with an offset
// confirms everything before it, as at Telegram; nothing else does.
func (t *telegram) getUpdates(ctx context.Context, f form) (any, error) {
	var allowed []string
	if err := f.decode("allowed_updates", &allowed); err != nil {
		return nil, badRequest("allowed_updates must be a list")
	}
	limit := int(f.int("limit"))
	if limit < 1 || limit > 100 {
		limit = 100
	}
	me := &poll{}
	t.w.mu.Lock()
	if t.hook != nil {
		t.w.mu.Unlock()
		return nil, &tgError{code: 409, text: "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"}
	}
	if t.poll != nil {
		t.poll.over = true
		t.w.Journal.object("getUpdates: two pollers at once")
	}
	t.poll = me
	t.polls++
	t.confirm(f.int("offset"))
	t.w.changed()
	t.w.mu.Unlock()

	timer := time.NewTimer(min(time.Duration(f.int("timeout"))*time.Second, longestPoll))
	defer timer.Stop()
	for waiting := true; ; {
		t.w.mu.Lock()
		if me.over {
			t.w.mu.Unlock()
			return nil, &tgError{code: 409, text: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"}
		}
		ready := t.ready(allowed, limit)
		if len(ready) > 0 || !waiting {
			t.poll = nil
			t.handOut(ctx, ready)
			t.w.mu.Unlock()
			return ready, nil
		}
		wake := t.w.wake
		t.w.mu.Unlock()
		select {
		case <-wake:
		case <-timer.C:
			waiting = false
		case <-ctx.Done():
			t.w.mu.Lock()
			if t.poll == me {
				t.poll = nil
				t.w.changed()
			}
			t.w.mu.Unlock()
			panic(http.ErrAbortHandler) // nobody is there to be answered
		}
	}
}

func (t *telegram) confirm(offset int64) {
	switch {
	case offset > 0:
		t.queue = slices.DeleteFunc(t.queue, func(u tgUpdate) bool { return u.ID < offset })
		if offset <= t.lastUpdate+1 {
			t.w.Journal.confirm(offset - 1)
		}
	case offset < 0:
		t.w.Journal.object("getUpdates: a negative offset forgets updates")
		t.queue = t.queue[max(0, len(t.queue)+int(offset)):]
	}
}

func (t *telegram) ready(allowed []string, limit int) []tgUpdate {
	out := []tgUpdate{}
	for _, u := range t.queue {
		if len(allowed) > 0 && !slices.Contains(allowed, u.kind()) {
			continue
		}
		if out = append(out, u); len(out) == limit {
			break
		}
	}
	return out
}

func (t *telegram) handOut(ctx context.Context, updates []tgUpdate) {
	if ctx.Err() != nil {
		return
	}
	for _, u := range updates {
		t.w.Journal.deliver(Delivery{Network: Telegram, Kind: u.kind(), ID: strconv.FormatInt(u.ID, 10), Attempt: t.attempts[u.ID]})
		t.attempts[u.ID]++
	}
}

// Unconfirmed counts the updates that the product has not confirmed.
func (w *World) Unconfirmed() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.tg.queue)
}

// Polls counts how often the product asked Telegram for updates.
func (w *World) Polls() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.tg.polls
}

// Left waits until the product neither asks Telegram for updates nor holds a
// Socket Mode connection, as after its end.
func (w *World) Left(within time.Duration) bool {
	return w.await(within, func() bool { return w.tg.poll == nil && len(w.slack.conns) == 0 })
}

// Polled waits until the product asks Telegram for updates.
func (w *World) Polled(within time.Duration) bool {
	return w.await(within, func() bool { return w.tg.poll != nil })
}
