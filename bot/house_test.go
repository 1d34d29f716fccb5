package main

import (
	"bytes"
	"context"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"moneytrail/bot/sandbox"
	"moneytrail/storage/testdb"
)

// house is the whole product in this process, between stand-ins for Telegram
// and Slack, as the stories need it.
type house struct {
	t     testing.TB
	world *sandbox.World
	dir   string
	env   map[string]string
	log   *syncBuffer
	stop  func()
}

// hangs is how long a story waits, at least, for what must come. It only keeps one
// that hangs from hanging for ever: a machine may be slow.
const hangs = 4 * time.Minute

// friday is the business time at which stories begin.
const friday = "2026-11-20T15:20:00+08:00"

// newHouse prepares a house; nothing runs yet.
func newHouse(t testing.TB) *house {
	t.Helper()
	w, err := sandbox.New(sandbox.Options{T: t, Patience: hangs, AckWithin: 20 * time.Second, TriggerLife: hangs,
		Redeliver: []time.Duration{100 * time.Millisecond, time.Second, 5 * time.Second, 10 * time.Second, time.Minute}})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	if err := w.Start(ctx); err != nil {
		t.Fatal(err)
	}
	h := &house{t: t, world: w, dir: t.TempDir(), log: &syncBuffer{}}
	h.env = map[string]string{
		"DATABASE": testdb.In(t, h.dir), "CLOCK": friday, "LISTEN": "127.0.0.1:0",
		"TELEGRAM_URL": w.TelegramURL(), "TELEGRAM_TOKEN": w.Token(),
		"SLACK_URL": w.SlackURL(), "SLACK_BOT_TOKEN": w.BotToken(), "SLACK_APP_TOKEN": w.AppToken(), "SLACK_CHANNEL": w.Channel(),
	}
	t.Cleanup(func() {
		h.ends()
		w.Close()
		cancel()
		http.DefaultClient.CloseIdleConnections()
		if t.Failed() {
			t.Logf("the product's log:\n%s", h.log.tail(4000))
		}
	})
	return h
}

func (h *house) lookup(name string) (string, bool) {
	v, ok := h.env[strings.TrimPrefix(name, "MONEYTRAIL_")]
	return v, ok
}

// does runs a command of the product and gives what it printed; it must succeed.
func (h *house) does(args ...string) string {
	h.t.Helper()
	out, errs, code := h.tries(args...)
	if code != exitDone {
		h.t.Fatalf("%s ended with %d\n%s%s", strings.Join(args, " "), code, out, errs)
	}
	return out
}

// tries runs a command of the product.
func (h *house) tries(args ...string) (out, errs string, code int) {
	h.t.Helper()
	var o, e bytes.Buffer
	code = run(context.Background(), args, console{strings.NewReader(""), &o, &e, h.lookup})
	return o.String(), e.String(), code
}

// imports writes files and imports them in one call.
func (h *house) imports(files map[string]string) {
	h.t.Helper()
	dir, err := os.MkdirTemp(h.dir, "files")
	if err != nil {
		h.t.Fatal(err)
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			h.t.Fatal(err)
		}
	}
	h.does("import", dir)
}

// serves starts the product and waits until both networks hear from it.
func (h *house) serves() {
	h.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan int, 1)
	go func() { ended <- run(ctx, []string{"serve"}, console{strings.NewReader(""), h.log, h.log, h.lookup}) }()
	h.stop = func() {
		cancel()
		select {
		case code := <-ended:
			if code != exitDone {
				h.t.Errorf("serve ended with %d", code)
			}
		case <-time.After(hangs): // that ten seconds are enough is shown without a clock: TestStoppingWaitsForWorkUnderWayButNotForEver
			h.t.Error("serve does not end")
		}
		if !h.world.Left(0) {
			h.t.Error("serve ended, and its networks still hear from it")
		}
	}
	if !h.world.Polled(0) || !h.world.Connected(0) {
		h.t.Fatalf("the product does not reach its networks\n%s", h.log.tail(4000))
	}
}

// ends stops the product as SIGTERM would.
func (h *house) ends() {
	if h.stop != nil {
		h.stop()
		h.stop = nil
	}
}

// joins gives a person an approved place with a merchant.
func (h *house) joins(p *sandbox.Person, merchant, role string) {
	h.t.Helper()
	p.Says("/start " + h.invite(merchant, role, "--approved"))
	p.Sees(`.`, 0)
}

// invite makes a deep link and gives its code.
func (h *house) invite(merchant, role string, flags ...string) string {
	h.t.Helper()
	link := strings.TrimSpace(h.does(append([]string{"invite", merchant, "--role", role}, flags...)...))
	_, code, ok := strings.Cut(link, "?start=")
	if !ok {
		h.t.Fatalf("no deep link in %q", link)
	}
	return code
}

// syncBuffer is a log that several goroutines write.
type syncBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *syncBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *syncBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

func (s *syncBuffer) tail(n int) string {
	text := s.String()
	return text[max(0, len(text)-n):]
}
