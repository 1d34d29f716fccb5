package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"moneytrail/bot/health"
	"moneytrail/storage"
	"moneytrail/storage/storagetest"
	"moneytrail/storage/testdb"
)

// hand is a process of the product that serves beside others.
type hand struct {
	*exec.Cmd
	log   *syncBuffer
	ended chan error
}

// hires starts a process that serves.
func (h *house) hires() *hand {
	h.t.Helper()
	p := &hand{log: &syncBuffer{}, ended: make(chan error, 1)}
	p.Cmd = h.spawn(p.log)
	go func() { p.ended <- p.Wait() }()
	return p
}

// gone tells whether the process ended by itself.
func (p *hand) gone() bool {
	select {
	case err := <-p.ended:
		p.ended <- err
		return true
	default:
		return false
	}
}

var listensAt = regexp.MustCompile(`"listen":"([^"]+)"`)

// ready reads what the process says of its parts, nil where it says nothing yet.
func (p *hand) ready() map[string]health.Part {
	at := listensAt.FindStringSubmatch(p.log.String())
	if at == nil {
		return nil
	}
	client := http.Client{Timeout: 2 * time.Second}
	defer client.CloseIdleConnections()
	resp, err := client.Get("http://" + at[1] + "/readyz")
	if err != nil {
		return nil
	}
	defer func() { _ = resp.Body.Close() }()
	var parts map[string]health.Part
	if json.NewDecoder(resp.Body).Decode(&parts) != nil {
		return nil
	}
	return parts
}

func (p *hand) polls() bool { return p.ready()["telegram"].Role == health.Has }

// works tells whether the process serves, whatever its role.
func (p *hand) works() bool { return p.ready()["telegram"].OK }

// blows are what happens to processes.
var blows = []struct {
	name string
	of   int // in ten
	fall func(h *house, p *hand, r *rand.Rand)
}{
	{"killed", 6, func(h *house, p *hand, _ *rand.Rand) {
		if err := p.Process.Kill(); err != nil && !p.gone() {
			h.t.Error(err)
		}
	}},
	{"stopped for a while", 2, func(h *house, p *hand, r *rand.Rand) {
		_ = p.Process.Signal(syscall.SIGSTOP) // it may have ended by itself
		time.AfterFunc(time.Duration(500+r.IntN(7000))*time.Millisecond, func() { _ = p.Process.Signal(syscall.SIGCONT) })
	}},
	{"cut off", 2, func(h *house, p *hand, _ *rand.Rand) {
		c, err := pgx.Connect(h.t.Context(), h.env["DATABASE"])
		if err != nil {
			h.t.Error(err)
			return
		}
		defer func() { _ = c.Close(h.t.Context()) }()
		if _, err := c.Exec(h.t.Context(), `SELECT pg_terminate_backend(a.pid) FROM pg_stat_activity a
			JOIN processes p ON p.name = a.application_name WHERE p.pid = $1`, p.Process.Pid); err != nil {
			h.t.Error(err)
		}
	}},
}

// Two and three processes serve one database, under load, while one or the
// other is killed, stopped for a while, or cut off from the server: nothing is
// lost, nothing is told twice but with a mark, every case has one card.
func TestSeveralProcessesLoseNothing(t *testing.T) {
	testdb.NeedsPostgres(t)
	for _, n := range []int{2, 3} {
		t.Run(fmt.Sprint(n, " processes"), func(t *testing.T) {
			h := newHouse(t)
			c := newCrowd(h)
			g := newGang(h, n)
			kills := storagetest.Kills(t)
			talked := c.talks(time.Duration(kills) * 1500 * time.Millisecond)
			for range kills {
				g.strikes()
			}
			<-talked
			c.isAnswered(4 * time.Minute)
			repeats := c.isToldOnce()
			g.goes()
			slices.Sort(g.took)
			t.Logf("%d processes, %d blows %v, %d questions, %d cases, %d marked repeats; %d times another process polled: after %v (median), %v (longest)",
				n, kills, g.count, askers*questions, askers, repeats, len(g.took), at(g.took, 0.5), at(g.took, 1))
		})
	}
}

// at gives a quantile of sorted times.
func at(sorted []time.Duration, q float64) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[min(int(q*float64(len(sorted))), len(sorted)-1)].Round(time.Millisecond)
}

// gang is a number of processes that is kept up.
type gang struct {
	*house
	size  int
	hands []*hand
	r     *rand.Rand
	count map[string]int
	took  []time.Duration // from a blow to the poller until another one polls
}

func newGang(h *house, size int) *gang {
	g := &gang{house: h, size: size, r: rand.New(rand.NewPCG(7, uint64(size))), count: map[string]int{}}
	h.t.Cleanup(func() {
		for _, p := range g.hands {
			_ = p.Process.Kill()
			<-p.ended
			if h.t.Failed() {
				h.t.Logf("the log of process %d:\n%s", p.Process.Pid, p.log.tail(3000))
			}
		}
	})
	g.fills()
	return g
}

// fills keeps the number up, and waits until all serve and one of them polls.
func (g *gang) fills() {
	g.t.Helper()
	g.until(time.Minute, func() string {
		g.keepsUp()
		for _, p := range g.hands {
			if !p.works() {
				return "a process does not serve:\n" + p.log.tail(2000)
			}
		}
		if !slices.ContainsFunc(g.hands, (*hand).polls) {
			return "nobody polls"
		}
		return ""
	})
}

// keepsUp starts a process for each that ended, as a service manager does.
func (g *gang) keepsUp() {
	g.hands = slices.DeleteFunc(g.hands, (*hand).gone)
	for len(g.hands) < g.size {
		g.hands = append(g.hands, g.hires())
	}
}

// strikes lets something happen to a process, every second time to the one that
// polls, and waits until somebody polls and all serve again.
func (g *gang) strikes() {
	g.t.Helper()
	time.Sleep(time.Duration(g.r.IntN(500)) * time.Millisecond)
	victim := g.hands[g.r.IntN(len(g.hands))]
	if i := slices.IndexFunc(g.hands, (*hand).polls); i >= 0 && g.r.IntN(2) == 0 {
		victim = g.hands[i]
	}
	polled := victim.polls()
	turn := g.r.IntN(10)
	for _, b := range blows {
		if turn -= b.of; turn >= 0 {
			continue
		}
		g.count[b.name]++
		before, began := g.world.Polls(), time.Now()
		b.fall(g.house, victim, g.r)
		if polled {
			taken := false
			g.until(time.Minute, func() string {
				g.keepsUp()
				if g.world.Polls() == before {
					return "nobody polls after one was " + b.name
				}
				if taken = slices.ContainsFunc(g.hands, func(p *hand) bool { return p != victim && p.polls() }); taken || victim.polls() {
					return "" // who was stopped for a moment only goes on
				}
				return "no other one polls after one was " + b.name
			})
			if taken {
				g.took = append(g.took, time.Since(began))
			}
		}
		break
	}
	g.fills()
}

// goes ends all processes as a service manager does.
func (g *gang) goes() {
	g.t.Helper()
	for _, p := range g.hands {
		_ = p.Process.Signal(syscall.SIGCONT)
		_ = p.Process.Signal(syscall.SIGTERM)
	}
	for _, p := range g.hands {
		// One that was stopped may have been taken for gone when it went on.
		if err := <-p.ended; err != nil && !strings.Contains(p.log.String(), storage.ErrClaimLost.Error()) {
			g.t.Errorf("process %d ended with %v\n%s", p.Process.Pid, err, p.log.tail(2000))
		}
		p.ended <- nil
	}
}
