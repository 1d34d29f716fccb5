package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"moneytrail/storage/testdb"
)

// A card number that somebody writes is nowhere kept and goes nowhere: not in
// the database, its log of writes, the product's log, nor Slack.
func TestACardNumberIsKeptNowhere(t *testing.T) {
	t.Parallel()
	h, li, amy, card := theCase(t)
	const digits = "6222021234567890128"
	written := []string{"6222021234567890128", "6222 0212 3456 7890 128", "6222-0212-3456-7890-128"}
	if luhn(digits) != 0 {
		t.Fatalf("%s is no card number", digits)
	}
	first := li.Says("补充一下，客人的卡号是 " + written[1] + "，麻烦快点")
	if m := li.Sees("完整卡号", 0); strings.Contains(m.Text, "7890") {
		t.Errorf("the answer repeats it: %s", m.Text)
	}
	li.SeesGone(first, 0)
	amy.SeesReply(card, `\*\*\*\*0128`, 0)
	photo := li.Photo([]byte("\xff\xd8\xff\xe0 a slip"), "卡号"+written[2])
	li.Sees("完整卡号", 0)
	li.SeesGone(photo, 0)
	file := li.Document(written[0]+".pdf", "application/pdf", []byte("%PDF-1.4 a statement"), "")
	li.Sees(".", 0)
	li.SeesGone(file, 0)
	line := li.Says("好的")
	li.Sees(".", 0)
	if err := li.Edits(line, "卡号 "+written[0]); err != nil {
		t.Fatal(err)
	}
	li.Sees("完整卡号", 0)
	li.SeesGone(line, 0)

	search := func(when string) {
		t.Helper()
		kept := testdb.Kept(t, h.env["DATABASE"])
		kept["the log"] = []byte(h.log.String())
		masked := false
		for name, text := range kept {
			masked = masked || name != "the log" && bytes.Contains(text, []byte("****0128"))
			for _, number := range written {
				if bytes.Contains(text, []byte(number)) || bytes.Contains(text, []byte(number[:len(number)-4])) {
					t.Errorf("%s: %s holds %s", when, name, number)
				}
			}
		}
		if !masked {
			t.Error("the masked number is not there either: this looks in the wrong place")
		}
	}
	search("while it runs")
	for _, c := range h.world.Journal.Calls("", "") {
		for field, text := range c.Fields {
			for _, number := range written {
				if strings.Contains(text, number) {
					t.Errorf("%s %s says %s", c.Method, field, text)
				}
			}
		}
		for _, name := range c.Files {
			if strings.Contains(name, digits) {
				t.Errorf("%s sends the file %s", c.Method, name)
			}
		}
	}
	h.ends()
	search("afterwards")
	noObjections(t, h)
}

// luhn is 0 for a card number that somebody may bear.
func luhn(digits string) int {
	sum := 0
	for i := range digits {
		n := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			if n *= 2; n > 9 {
				n -= 9
			}
		}
		sum += n
	}
	return sum % 10
}

// The summary of Friday comes on Saturday at nine, once, whatever happens.
func TestTheSummaryComesOnceAtNine(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.imports(noodleShop)
	h.serves()
	li := h.world.Merchant("李老板", "zh-hans")
	h.joins(li, "M0001", "owner")
	h.ends()

	summaries := func() (n int) {
		for _, m := range li.Messages() {
			n += strings.Count(m.Text, "周五 汇总")
		}
		return n
	}
	asks := func(clock string) {
		h.env["CLOCK"] = clock
		h.serves()
		li.Says("今天中午刷的3500怎么还没到")
		li.Sees(`预计到账|没有查到|3,500\.00`, 0)
	}
	asks("2026-11-21T07:00:00+08:00")
	h.ends()
	if n := summaries(); n != 0 {
		t.Errorf("%d summaries before nine", n)
	}
	h.env["CLOCK"] = "2026-11-21T08:59:58+08:00"
	h.serves()
	li.Sees(`(?s)2026-11-20 周五 汇总.*3,500\.00`, 40*time.Second)
	h.ends()
	asks("2026-11-21T09:05:00+08:00")
	if got := h.does("summary", "--send"); got != "M0001 2026-11-20: was queued before\n" {
		t.Errorf("summary --send: %q", got)
	}
	h.ends()
	if n := summaries(); n != 1 {
		t.Errorf("%d summaries of Friday\n%s", n, li.Screen())
	}
	noObjections(t, h)
}
