package main

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"moneytrail/bot/sandbox"
)

const (
	askers    = 20
	questions = 25 // each
)

// crowd are people with a merchant each, who ask about their swipes one after
// the other and once call for a person, whatever becomes of the product.
type crowd struct {
	*house
	people []*sandbox.Person
}

// newCrowd gives everybody a merchant, its swipes and an invite.
func newCrowd(h *house) *crowd {
	h.t.Helper()
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
	c := &crowd{house: h}
	for i := range askers {
		p := h.world.Merchant(fmt.Sprintf("店主%d", i), "zh-hans")
		p.Says("/start " + h.invite(fmt.Sprintf("M%04d", i), "owner", "--approved"))
		c.people = append(c.people, p)
	}
	return c
}

// talks has everybody ask for about as long; the channel closes when all is said.
func (c *crowd) talks(during time.Duration) <-chan struct{} {
	talked := make(chan struct{})
	go func() {
		defer close(talked)
		for j := range questions {
			for i, p := range c.people {
				p.Says(fmt.Sprintf("63241142%04d 这笔怎么还没到", i*questions+j))
				if j == 10 {
					p.Says("转人工")
				}
			}
			time.Sleep(during / questions)
		}
	}()
	return talked
}

var caseNumber = regexp.MustCompile(`C-\d+`)

// isAnswered waits until everybody was told of every swipe, in the order of the
// questions, and has a case that has a card.
func (c *crowd) isAnswered(limit time.Duration) {
	c.t.Helper()
	for i, p := range c.people {
		c.until(limit, func() string {
			chat := all(p)
			for j := range questions {
				if want := yuan(2000 + i*questions + j); !strings.Contains(chat, want) {
					return fmt.Sprintf("%s was never told of %s\n%s", p.Name, want, p.Screen())
				}
			}
			if !caseNumber.MatchString(chat) {
				return fmt.Sprintf("%s got no case\n%s", p.Name, p.Screen())
			}
			return ""
		})
		chat, before := all(p), -1
		for j := range questions {
			at := strings.Index(chat, yuan(2000+i*questions+j))
			if at < before {
				c.t.Errorf("%s was told of question %d before the one before it\n%s", p.Name, j, p.Screen())
			}
			before = at
		}
	}
	c.until(limit, func() string {
		if cards := c.cards(); len(cards) < askers {
			return fmt.Sprintf("%d cards of %d cases", len(cards), askers)
		}
		return ""
	})
}

// cards counts the cards of each case.
func (c *crowd) cards() map[string]int {
	cards := map[string]int{}
	for _, p := range c.world.Posts(c.world.Channel()) {
		if id := caseNumber.FindString(p.Text); id != "" && p.Thread == "" {
			cards[id]++
		}
	}
	return cards
}

// isToldOnce proves that nobody was told anything twice without a mark, and that
// every call became one case with one card. It gives how many marks there are.
func (c *crowd) isToldOnce() (repeats int) {
	c.t.Helper()
	amount := regexp.MustCompile(`¥[\d,]+\.00`)
	for _, p := range c.people {
		seen := map[string]bool{}
		for _, m := range p.Messages() {
			if !m.FromBot {
				continue
			}
			key := strings.TrimPrefix(m.Text, "（重发）")
			if seen[key] && key == m.Text && amount.MatchString(m.Text) {
				c.t.Errorf("%s was told twice without a mark: %s", p.Name, m.Text)
			}
			if key != m.Text {
				repeats++
			}
			seen[key] = true
		}
	}
	if cases := strings.Count(c.does("export", "cases"), "\n") - 1; cases != askers {
		c.t.Errorf("%d cases of %d calls for a person", cases, askers)
	}
	for id, n := range c.cards() {
		if n != 1 {
			c.t.Errorf("%s has %d cards", id, n)
		}
	}
	return repeats
}

// yuan is an amount as people are told it.
func yuan(n int) string {
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
