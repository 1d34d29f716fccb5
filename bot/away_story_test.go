package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"moneytrail/storage"
	"moneytrail/storage/testdb"
)

// states asks a process for /healthz and /readyz: their codes, and what is said
// of the database; zeros where nobody answers.
func (p *hand) states() (live, ready int, database string) {
	at := listensAt.FindStringSubmatch(p.log.String())
	if at == nil {
		return 0, 0, ""
	}
	client := http.Client{Timeout: 2 * time.Second}
	defer client.CloseIdleConnections()
	code := func(path string) int {
		resp, err := client.Get("http://" + at[1] + path)
		if err != nil {
			return 0
		}
		_ = resp.Body.Close()
		return resp.StatusCode
	}
	return code("/healthz"), code("/readyz"), p.ready()["database"].Error
}

// shows waits until /healthz and /readyz answer with these codes, and what is
// said of the database has a word in it.
func (p *hand) shows(h *house, live, ready int, word string) {
	h.t.Helper()
	h.until(40*time.Second, func() string {
		l, r, said := p.states()
		if l != live || r != ready || !strings.Contains(said, word) {
			return fmt.Sprintf("/healthz %d, /readyz %d, of the database %q; expected %d, %d, %q\n%s", l, r, said, live, ready, word, p.log.tail(2000))
		}
		return ""
	})
}

// employs hires a process that is stopped when the test ends.
func (h *house) employs() *hand {
	h.t.Helper()
	p := h.hires()
	h.t.Cleanup(func() {
		_ = p.Process.Kill() // it may have ended
		<-p.ended
		p.ended <- nil
	})
	return p
}

// gate stands before a server, and can be shut: who is inside is put out.
type gate struct {
	net.Listener
	server string
	mu     sync.Mutex
	shut   bool
	inside map[net.Conn]bool
}

func newGate(t testing.TB, server string) *gate {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	g := &gate{Listener: l, server: server, inside: map[net.Conn]bool{}}
	var carried sync.WaitGroup
	carried.Go(func() {
		for {
			in, err := l.Accept()
			if err != nil {
				return
			}
			carried.Go(func() { g.carries(in) })
		}
	})
	t.Cleanup(func() {
		_ = l.Close()
		g.shuts(true)
		carried.Wait()
	})
	return g
}

// carries lets one in, where the gate is open, until either side ends it.
func (g *gate) carries(in net.Conn) {
	defer func() { _ = in.Close() }()
	out, err := net.Dial("tcp", g.server)
	if err != nil {
		return
	}
	defer func() { _ = out.Close() }()
	g.mu.Lock()
	shut := g.shut
	g.inside[in] = true
	g.mu.Unlock()
	defer func() {
		g.mu.Lock()
		delete(g.inside, in)
		g.mu.Unlock()
	}()
	if shut {
		return
	}
	ended := make(chan struct{}, 2)
	for _, way := range [][2]net.Conn{{in, out}, {out, in}} {
		go func() {
			_, _ = io.Copy(way[1], way[0]) // it ends when either side does
			ended <- struct{}{}
		}()
	}
	<-ended
	_, _ = in.Close(), out.Close()
	<-ended
}

// shuts lets nobody in any more; all tells to put out who is inside as well.
func (g *gate) shuts(all bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.shut = true
	if !all {
		return
	}
	for c := range g.inside {
		_ = c.Close()
	}
}

func (g *gate) opens() {
	g.mu.Lock()
	g.shut = false
	g.mu.Unlock()
}

// behind puts a gate before the house's database.
func (h *house) behind() *gate {
	h.t.Helper()
	at, err := url.Parse(h.env["DATABASE"])
	if err != nil {
		h.t.Fatal(err)
	}
	g := newGate(h.t, at.Host)
	at.Host = g.Addr().String()
	h.env["DATABASE"] = at.String()
	return g
}

// A server that lets no connection in any more, while the process keeps the one
// that its claims hang on: neither alive nor ready, and well by itself.
func TestAServerThatRefusesConnections(t *testing.T) {
	testdb.NeedsPostgres(t)
	t.Parallel()
	h := newHouse(t)
	h.imports(noodleShop)
	direct := h.env["DATABASE"]
	g := h.behind()
	p := h.employs()
	p.shows(h, 200, 200, "")
	li := h.world.Merchant("李老板", "zh-hans")
	h.joins(li, "M0001", "owner")

	g.shuts(false)
	c, err := pgx.Connect(t.Context(), direct)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close(t.Context()) }()
	if _, err := c.Exec(t.Context(), `SELECT pg_terminate_backend(a.pid) FROM pg_stat_activity a JOIN processes p ON p.name = a.application_name
		WHERE a.pid NOT IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory')`); err != nil {
		t.Fatal(err)
	}
	li.Says("我的钱怎么还没到")
	p.shows(h, 503, 503, "database")
	g.opens()
	p.shows(h, 200, 200, "")
	if _, err := li.Await("到账|出款|钱", 40*time.Second); err != nil {
		t.Errorf("what was asked meanwhile: %v", err)
	}
	if p.gone() {
		t.Error("the process ended")
	}
}

// A server that is gone ends the process with an error that says so, the next
// start names what is wrong as long as it is, and what was asked meanwhile is
// answered, once.
func TestAServerThatIsGone(t *testing.T) {
	testdb.NeedsPostgres(t)
	t.Parallel()
	h := newHouse(t)
	h.imports(noodleShop)
	g := h.behind()
	p := h.employs()
	p.shows(h, 200, 200, "")
	li := h.world.Merchant("李老板", "zh-hans")
	h.joins(li, "M0001", "owner")

	g.shuts(true)
	li.Says("我的钱怎么还没到")
	h.until(40*time.Second, func() string {
		if !p.gone() {
			return "the process goes on without its server"
		}
		return ""
	})
	if !strings.Contains(p.log.String(), storage.ErrClaimLost.Error()) {
		t.Errorf("it ended without a word of why:\n%s", p.log.tail(2000))
	}
	if _, errs, code := h.tries("doctor"); code != exitFailed || strings.Count(errs, "\n") > 3 {
		t.Errorf("doctor without a server: %d\n%s", code, errs)
	}
	second := h.employs()
	h.until(40*time.Second, func() string {
		if !second.gone() {
			return "it serves without a server"
		}
		return ""
	})
	if !strings.Contains(second.log.String(), "database ") {
		t.Errorf("the start without a server says\n%s", second.log.String())
	}
	g.opens()
	third := h.employs()
	third.shows(h, 200, 200, "")
	if _, err := li.Await("到账|出款|钱", 40*time.Second); err != nil {
		t.Errorf("what was asked meanwhile: %v", err)
	}
	if live, ready, _ := third.states(); live != 200 || ready != 200 {
		t.Errorf("/healthz %d, /readyz %d", live, ready)
	}
}
