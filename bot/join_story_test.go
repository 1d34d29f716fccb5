package main

import (
	"strconv"
	"strings"
	"testing"

	"moneytrail/bot/sandbox"
)

// noodleAndHarbour are two merchants who must not see each other.
var noodleAndHarbour = map[string]string{
	"merchants.csv": noodleShop["merchants.csv"] + "M0002,Harbour Cafe,6222020000009876,en,T+1,23:00,60\n",
	"transactions.csv": noodleShop["transactions.csv"] +
		"T5,M0002,K009,2026-11-18 12:10:00,SALE,640.00,CNY,4444,MASTERCARD,314162,632311420075,,APPROVED\n",
}

// Staff let one person in and another not; a code works once.
func TestStaffDecideWhoComesIn(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.imports(noodleShop)
	h.serves()
	amy := h.world.Agent("amy")
	li, wang, eve := h.world.Merchant("李老板", "zh-hans"), h.world.Merchant("小王", "zh-hans"), h.world.Merchant("Eve", "en")
	h.joins(li, "M0001", "owner")
	if posts := h.world.Posts(""); len(posts) != 0 {
		t.Errorf("an invite approved beforehand posted %q", posts[0].Text)
	}

	code := h.invite("M0001", "cashier")
	wang.Says("/start " + code)
	wang.Sees("核实", 0)
	wang.Says("今天3500那笔怎么还没到")
	if m := wang.Sees(".", 0); strings.Contains(m.Text, "3,500") {
		t.Errorf("who waits for approval was told: %s", m.Text)
	}
	card := amy.Sees("(?s)小王.*|.*老李面馆", 0)
	amy.Presses(card, "Approve")
	wang.Sees("开通好了：老李面馆", 0)
	li.Sees("小王 现在可以查", 0)
	wang.Says("今天3500那笔怎么还没到")
	wang.Sees(`3,500\.00`, 0)
	amy.Sees("amy 已同意", 0)

	eve.Says("/start " + h.invite("M0001", "owner"))
	eve.Sees(".", 0)
	amy.Presses(amy.Sees("Eve", 0), "Refuse")
	eve.Sees("(?i)not.*approved|could not|did not", 0)
	eve.Says("where are the 3500 of today")
	if m := eve.Sees(".", 0); strings.Contains(m.Text, "3,500") {
		t.Errorf("who was refused was told: %s", m.Text)
	}

	mallory := h.world.Merchant("Mallory", "zh-hans")
	mallory.Says("/start " + code)
	mallory.Sees("用不了", 0)
	if got := h.does("merchant", "show", "M0001"); strings.Count(got, "person: ") != 2 || !strings.Contains(got, "person: 小王 (cashier)") {
		t.Errorf("who is in:\n%s", got)
	}

	// He leaves: his access ends at once, and the owner knows.
	h.does("member", "end", "--user", strconv.FormatInt(wang.ID(), 10))
	wang.Sees("查账权限已经停了", 0)
	li.Sees("小王 已经不能再查", 0)
	wang.Says("今天3500那笔怎么还没到")
	if m := wang.Sees("邀请链接", 0); strings.Contains(m.Text, "3,500") {
		t.Errorf("who left was told: %s", m.Text)
	}
	if got := h.does("export", "audit"); !strings.Contains(got, ",cli,end,member:") {
		t.Errorf("the audit trail:\n%s", got)
	}
	noObjections(t, h)
}

// What belongs to another merchant and what does not exist get the same
// answer, to the byte, buttons too.
func TestForeignAndAbsentAreTheSame(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.imports(noodleAndHarbour)
	h.serves()
	answer := func(name, lang, merchant, question, reference string) string {
		p := h.world.Merchant(name, lang)
		h.joins(p, merchant, "owner")
		p.Says(strings.ReplaceAll(question, "REF", reference))
		m := p.Sees(".", 0)
		var b strings.Builder
		b.WriteString(strings.ReplaceAll(m.Text, reference, "REF"))
		for _, row := range m.Buttons {
			for _, k := range row {
				b.WriteString("\n" + k.Text + " " + k.Data + " " + k.URL)
			}
		}
		return b.String()
	}
	for _, q := range []struct{ lang, merchant, text, foreign, absent, own string }{
		{"zh-hans", "M0001", "REF 这笔怎么还没到", "632311420075", "632311420099", "632411420071"},
		{"en", "M0002", "where is REF", "632411420071", "632411420099", "632311420075"},
	} {
		foreign := answer("a", q.lang, q.merchant, q.text, q.foreign)
		if absent := answer("b", q.lang, q.merchant, q.text, q.absent); foreign != absent {
			t.Errorf("of another merchant:\n%s\nof nobody:\n%s", foreign, absent)
		}
		if own := answer("c", q.lang, q.merchant, q.text, q.own); own == foreign {
			t.Errorf("an own reference is answered like a foreign one:\n%s", own)
		}
	}
	// Between a merchant's own buttons: another's number in them opens nothing.
	li := h.world.Merchant("李老板", "zh-hans")
	h.joins(li, "M0001", "owner")
	li.Says("632411420071 这笔怎么还没到")
	m := li.Sees(`3,500\.00`, 0)
	for _, row := range m.Buttons {
		for _, k := range row {
			for _, row := range []string{":2", ":3", ":999999"} {
				if at := strings.LastIndexByte(k.Data, ':'); at > 0 {
					if err := li.PressesData(m.ID, k.Data[:at]+row); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
	}
	li.Says("谢谢")
	li.Sees("不客气", 0)
	for _, m := range li.Messages() {
		if m.FromBot && (strings.Contains(m.Text, "640.00") || strings.Contains(m.Text, "Harbour")) {
			t.Errorf("a forged button told of another merchant: %s", m.Text)
		}
	}
	noObjections(t, h)
}

func noObjections(t *testing.T, h *house) {
	t.Helper()
	if o := h.world.Journal.Objections(); len(o) > 0 {
		t.Errorf("the networks object:\n%s", strings.Join(o, "\n"))
	}
}

// opensCase brings a person's question to the support channel and gives the card.
func (h *house) opensCase(p *sandbox.Person, agent *sandbox.Agent) sandbox.Post {
	h.t.Helper()
	p.Says("今天中午刷的3500怎么还没到")
	p.Sees(`3,500\.00`, 0)
	p.Presses("人工客服")
	p.Sees(`C-\d+`, 0)
	return agent.Sees(`3,500\.00`, 0)
}
