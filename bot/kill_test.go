package main

import (
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"syscall"
	"testing"
	"time"

	"moneytrail/storage/storagetest"
)

// Five hundred questions and twenty calls for a person, while the process is
// killed again and again: every question is answered, twice only where the
// outcome was unknown and then marked; every call becomes one case with one card.
func TestKillingTheProcessLosesNothing(t *testing.T) {
	h := newHouse(t)
	c := newCrowd(h)
	r := rand.New(rand.NewPCG(7, 7))
	n := storagetest.Kills(t)
	talked := c.talks(time.Duration(n) * 700 * time.Millisecond)
	for range n {
		p := h.spawn(h.log)
		time.Sleep(time.Duration(100+r.IntN(1400)) * time.Millisecond)
		if err := p.Process.Signal(syscall.SIGKILL); err != nil {
			t.Fatal(err)
		}
		_ = p.Wait() // killed: an error is what it must give
	}
	<-talked
	polls := h.world.Polls()
	last := h.spawn(h.log)
	defer func() {
		_ = last.Process.Signal(syscall.SIGTERM)
		if err := last.Wait(); err != nil {
			t.Errorf("serve ended with %v", err)
		}
	}()
	h.until(time.Minute, func() string { // those before may have answered everything: what is not up yet cannot end in order
		if h.world.Polls() == polls {
			return "the last process never asked Telegram for updates"
		}
		return ""
	})
	c.isAnswered(4 * time.Minute)
	t.Logf("%d kills, %d questions, %d cases, %d marked repeats", n, askers*questions, askers, c.isToldOnce())
}

// until waits until ok has nothing more to object to, for the limit at least.
func (h *house) until(limit time.Duration, ok func() string) {
	h.t.Helper()
	for end := time.Now().Add(max(limit, hangs)); ; time.Sleep(50 * time.Millisecond) {
		objection := ok()
		if objection == "" {
			return
		}
		if time.Now().After(end) {
			h.t.Fatal(objection)
		}
	}
}

// spawn starts the product as a process of its own that writes its log to a place.
func (h *house) spawn(log io.Writer) *exec.Cmd {
	h.t.Helper()
	cmd := exec.Command(os.Args[0], "serve")
	cmd.Env = append(os.Environ(), asProduct+"=1")
	for k, v := range h.env {
		cmd.Env = append(cmd.Env, "MONEYTRAIL_"+k+"="+v)
	}
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Start(); err != nil {
		h.t.Fatal(err)
	}
	return cmd
}
