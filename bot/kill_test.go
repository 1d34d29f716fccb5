package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"moneytrail/bot/sandbox"
	"moneytrail/storage/storagetest"
)

const (
	askers    = 20
	questions = 25 // each
)

// Five hundred questions and twenty calls for a person, while the process is
// killed again and again: every question is answered, twice only where the
// outcome was unknown and then marked; every call becomes one case with one card.
func TestKillingTheProcessLosesNothing(t *testing.T) {
	h := newHouse(t)
	var merchants, txns strings.Builder
	merchants.WriteString("merchant_id,name,account,language\n")
	txns.WriteString("transaction_id,merchant_id,terminal_id,time,type,amount,currency,card_last4,scheme,auth_code,rrn,original_rrn,status\n")
	for i := range askers {
		fmt.Fprintf(&merchants, "M%04d,第%d店,62220200000%05d,zh\n", i, i, i)
		for j := range questions {
			n := i*questions + j
			fmt.Fprintf(&txns, "TX%05d,M%04d,K%03d,2026-11-20 11:%02d:%02d,SALE,%d.00,CNY,%04d,UNIONPAY,,63241142%04d,,APPROVED\n", n, i, i, j, i, 2000+n, n%10000, n)
		}
	}
	h.imports(map[string]string{"merchants.csv": merchants.String(), "transactions.csv": txns.String()})
	var people []*sandbox.Person
	for i := range askers {
		p := h.world.Merchant(fmt.Sprintf("店主%d", i), "zh-hans")
		p.Says("/start " + h.invite(fmt.Sprintf("M%04d", i), "owner", "--approved"))
		people = append(people, p)
	}

	r := rand.New(rand.NewPCG(7, 7))
	talked := make(chan struct{})
	n := storagetest.Kills(t)
	pause := time.Duration(n) * 700 * time.Millisecond / questions
	go func() {
		defer close(talked)
		for j := range questions {
			for i, p := range people {
				p.Says(fmt.Sprintf("63241142%04d 这笔怎么还没到", i*questions+j))
				if j == 10 {
					p.Says("转人工")
				}
			}
			time.Sleep(pause)
		}
	}()
	for range n {
		p := h.spawn()
		time.Sleep(time.Duration(100+r.IntN(1400)) * time.Millisecond)
		if err := p.Process.Signal(syscall.SIGKILL); err != nil {
			t.Fatal(err)
		}
		_ = p.Wait() // killed: an error is what it must give
	}
	<-talked
	last := h.spawn()
	defer func() {
		_ = last.Process.Signal(syscall.SIGTERM)
		if err := last.Wait(); err != nil {
			t.Errorf("serve ended with %v", err)
		}
	}()

	amount := regexp.MustCompile(`¥[\d,]+\.00`)
	caseNumber := regexp.MustCompile(`C-\d+`)
	for i, p := range people {
		h.until(4*time.Minute, func() string {
			chat := all(p)
			for j := range questions {
				if want := h.yuan(2000 + i*questions + j); !strings.Contains(chat, want) {
					return fmt.Sprintf("%s was never told of %s\n%s", p.Name, want, p.Screen())
				}
			}
			if !caseNumber.MatchString(chat) {
				return fmt.Sprintf("%s got no case\n%s", p.Name, p.Screen())
			}
			return ""
		})
	}
	cards := map[string]int{}
	h.until(4*time.Minute, func() string {
		clear(cards)
		for _, p := range h.world.Posts(h.world.Channel()) {
			if id := caseNumber.FindString(p.Text); id != "" && p.Thread == "" {
				cards[id]++
			}
		}
		if len(cards) < askers {
			return fmt.Sprintf("%d cards of %d cases", len(cards), askers)
		}
		return ""
	})
	repeats := 0
	for _, p := range people {
		seen := map[string]bool{}
		for _, m := range p.Messages() {
			if !m.FromBot {
				continue
			}
			key := strings.TrimPrefix(m.Text, "（重发）")
			if seen[key] && key == m.Text && amount.MatchString(m.Text) {
				t.Errorf("%s was told twice without a mark: %s", p.Name, m.Text)
			}
			if key != m.Text {
				repeats++
			}
			seen[key] = true
		}
	}
	cases := strings.Count(h.does("export", "cases"), "\n") - 1
	if cases != askers {
		t.Errorf("%d cases of %d calls for a person", cases, askers)
	}
	for id, n := range cards {
		if n != 1 {
			t.Errorf("%s has %d cards", id, n)
		}
	}
	t.Logf("%d kills, %d questions, %d cases, %d marked repeats", n, askers*questions, cases, repeats)
}

// until waits until ok has nothing more to object to.
func (h *house) until(limit time.Duration, ok func() string) {
	h.t.Helper()
	for end := time.Now().Add(limit); ; time.Sleep(50 * time.Millisecond) {
		objection := ok()
		if objection == "" {
			return
		}
		if time.Now().After(end) {
			h.t.Fatal(objection)
		}
	}
}

// spawn starts the product as a process of its own.
func (h *house) spawn() *exec.Cmd {
	h.t.Helper()
	cmd := exec.Command(os.Args[0], "serve")
	cmd.Env = append(os.Environ(), asProduct+"=1")
	for k, v := range h.env {
		cmd.Env = append(cmd.Env, "MONEYTRAIL_"+k+"="+v)
	}
	cmd.Stdout, cmd.Stderr = h.log, h.log
	if err := cmd.Start(); err != nil {
		h.t.Fatal(err)
	}
	return cmd
}

func (h *house) yuan(n int) string {
	s := strconv.Itoa(n)
	if len(s) > 3 {
		s = s[:len(s)-3] + "," + s[len(s)-3:]
	}
	return "¥" + s + ".00"
}

// all is everything that a person's chat shows.
func all(p *sandbox.Person) string {
	var b strings.Builder
	for _, m := range p.Messages() {
		if m.FromBot {
			b.WriteString(m.Text + "\n")
		}
	}
	return b.String()
}
