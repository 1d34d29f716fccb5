// Package sandbox holds stand-ins for the Telegram Bot API and for Slack (Web
// API and Socket Mode) on loopback, people who use them, and a page that shows
// both sides. The product talks to them over HTTP and WebSocket with the real
// SDKs and knows nothing of it, so the demo and the end-to-end tests run the
// same program as an operator does.
package sandbox

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Options of a world; the zero value is complete.
type Options struct {
	Token    string // Telegram's bot token, "<id>:<secret>"
	BotName  string // the bot's user name on Telegram
	BotToken string // Slack's bot token, xoxb-
	AppToken string // Slack's app-level token, xapp-, for Socket Mode
	Team     string // name of the Slack workspace
	Channel  string // name of the support channel
	Scopes   string // what Slack says the bot may do, comma separated

	// Note is a line above the page, such as what day it is in the demo.
	Note string

	// Now is the machine's clock. Messages are stamped with it.
	Now func() time.Time
	// AckWithin is how long Slack waits for an acknowledgement (3 s).
	AckWithin time.Duration
	// Redeliver are the waits before an event that was not acknowledged is
	// delivered again. Slack's own (at once, a minute, five minutes) are
	// shortened here to 100 ms, 1 s and 5 s.
	Redeliver []time.Duration
	// TriggerLife is how long a click may open a modal (3 s).
	TriggerLife time.Duration
	// PingEvery is the time between Socket Mode pings (5 s).
	PingEvery time.Duration
	// Patience is how long expectations wait at least (10 s).
	Patience time.Duration

	// T hears of failed expectations; without it they panic.
	T   TB
	Log *slog.Logger
}

// TB is the part of testing.TB that expectations need.
type TB interface {
	Helper()
	Fatalf(format string, args ...any)
}

// World is one Telegram and one Slack with their people.
type World struct {
	Faults  *Faults
	Journal *Journal

	o  Options
	mu sync.Mutex // guards everything below, and the telegram and slack values
	// wake is closed and replaced at every change; rev counts the changes.
	wake chan struct{}
	rev  int

	tg     *telegram
	slack  *workspace
	people []*Person
	agents []*Agent

	ctx    context.Context
	cancel context.CancelFunc
	tasks  sync.WaitGroup
	closed bool
}

// New makes a world; Start lets it listen.
func New(o Options) (*World, error) {
	def := func(s *string, v string) {
		if *s == "" {
			*s = v
		}
	}
	def(&o.Token, "700000001:sandbox-token-for-loopback-only")
	def(&o.BotName, "moneytrail_sandbox_bot")
	def(&o.BotToken, "xoxb-sandbox-bot")
	def(&o.AppToken, "xapp-1-A0SANDBOX-1-sandbox")
	def(&o.Team, "Sandbox")
	def(&o.Channel, "support")
	def(&o.Scopes, "chat:write,channels:history,channels:read,groups:history,groups:read,reactions:write,users:read,files:write,files:read")
	wait := func(d *time.Duration, v time.Duration) {
		if *d == 0 {
			*d = v
		}
	}
	wait(&o.AckWithin, 3*time.Second)
	wait(&o.TriggerLife, 3*time.Second)
	wait(&o.PingEvery, 5*time.Second)
	wait(&o.Patience, 10*time.Second)
	if o.Redeliver == nil {
		o.Redeliver = []time.Duration{100 * time.Millisecond, time.Second, 5 * time.Second}
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	id, _, ok := strings.Cut(o.Token, ":")
	bot, err := strconv.ParseInt(id, 10, 64)
	if !ok || err != nil || bot <= 0 {
		return nil, fmt.Errorf("sandbox: Telegram token must be <bot id>:<secret>")
	}
	w := &World{o: o, wake: make(chan struct{}), Faults: &Faults{}}
	w.Journal = &Journal{now: o.Now}
	w.tg = newTelegram(w, bot)
	w.slack = newSlack(w)
	return w, nil
}

// Start listens on 127.0.0.1 for both networks until ctx ends or Close is called.
func (w *World) Start(ctx context.Context) error {
	if w.ctx != nil {
		return errors.New("sandbox: started twice")
	}
	w.ctx, w.cancel = context.WithCancel(ctx)
	var err error
	if w.tg.url, err = w.listen("127.0.0.1:0", w.tg); err != nil {
		w.Close()
		return err
	}
	if w.slack.url, err = w.listen("127.0.0.1:0", w.slack); err != nil {
		w.Close()
		return err
	}
	w.tasks.Go(w.slack.carry)
	return nil
}

// Close ends everything that the world runs and waits for it.
func (w *World) Close() {
	if w.cancel != nil {
		w.cancel()
	}
	w.mu.Lock()
	w.closed = true
	for _, c := range w.slack.conns {
		c.close()
	}
	w.changed()
	w.mu.Unlock()
	w.tasks.Wait()
}

// TelegramURL is what WithServerURL takes.
func (w *World) TelegramURL() string { return w.tg.url }

// SlackURL is what OptionAPIURL takes; it ends with /api/.
func (w *World) SlackURL() string { return w.slack.url + "/api/" }

// Token is Telegram's bot token.
func (w *World) Token() string { return w.o.Token }

// BotName is the bot's user name on Telegram.
func (w *World) BotName() string { return w.o.BotName }

// BotToken is Slack's bot token.
func (w *World) BotToken() string { return w.o.BotToken }

// AppToken is Slack's app-level token.
func (w *World) AppToken() string { return w.o.AppToken }

// Channel is the id of the support channel.
func (w *World) Channel() string { return w.slack.support.id }

// listen serves a handler on a loopback address until the world ends.
func (w *World) listen(addr string, h http.Handler) (string, error) {
	ln, err := listenLoopback(w.ctx, addr)
	if err != nil {
		return "", err
	}
	srv := &http.Server{
		Handler:           guard(w.counted(h)),
		BaseContext:       func(net.Listener) context.Context { return w.ctx },
		ReadHeaderTimeout: 10 * time.Second,
		ErrorLog:          slog.NewLogLogger(w.o.Log.Handler(), slog.LevelDebug),
	}
	w.tasks.Go(func() {
		if err := srv.Serve(ln); !errors.Is(err, http.ErrServerClosed) {
			w.o.Log.Error("sandbox server ended", "error", err)
		}
	})
	w.tasks.Go(func() {
		<-w.ctx.Done()
		_ = srv.Close()
	})
	return "http://" + ln.Addr().String(), nil
}

// counted lets Close wait for requests that are being served.
func (w *World) counted(h http.Handler) http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		w.mu.Lock()
		if w.closed {
			w.mu.Unlock()
			http.Error(rw, "closing", http.StatusServiceUnavailable)
			return
		}
		w.tasks.Add(1)
		w.mu.Unlock()
		defer w.tasks.Done()
		h.ServeHTTP(rw, r)
	})
}

// run starts a task that Close waits for; mu is held.
func (w *World) run(f func()) {
	if !w.closed && w.ctx != nil {
		w.tasks.Go(f)
	}
}

// changed wakes whoever waits for a change; mu is held.
func (w *World) changed() {
	w.rev++
	close(w.wake)
	w.wake = make(chan struct{})
}

// await asks probe, under the lock, at once and after every change until it
// says true, the time and the world's patience are over, or the world ends.
func (w *World) await(within time.Duration, probe func() bool) bool {
	return w.awaitFor(max(within, w.o.Patience), probe)
}

// awaitFor is await without the world's patience: for what is not expected.
func (w *World) awaitFor(within time.Duration, probe func() bool) bool {
	timer := time.NewTimer(within)
	defer timer.Stop()
	for {
		w.mu.Lock()
		ok, wake, closed := probe(), w.wake, w.closed
		w.mu.Unlock()
		if ok || closed {
			return ok
		}
		select {
		case <-wake:
		case <-timer.C:
			return false
		}
	}
}

// pause waits, and tells whether the world is still there.
func (w *World) pause(d time.Duration) bool {
	select {
	case <-time.After(d):
		return true
	case <-w.ctx.Done():
		return false
	}
}

func (w *World) check(err error) {
	if err == nil {
		return
	}
	if w.o.T == nil {
		panic(err)
	}
	w.o.T.Helper()
	w.o.T.Fatalf("%v", err)
}
