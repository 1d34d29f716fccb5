package main

import (
	"io"
	"net/http"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"moneytrail/bot/sandbox"
)

// An operator watches a day: what waits, what was sent and why not, cases, dates
// that were promised, the sources; and /readyz tells when Slack is away. In
// neither, nor in the log, is a word of a person.
func TestAnOperatorWatchesWithoutReadingAlong(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.imports(noodleShop)
	h.env["BACKUPS"] = t.TempDir()
	h.does("backup", filepath.Join(h.env["BACKUPS"], "first.backup"))
	h.serves()
	li, amy := h.world.Merchant("李秘密老板", "zh-hans"), h.world.Agent("amy")
	h.joins(li, "M0001", "owner")
	h.world.Faults.Add(sandbox.Fault{Network: sandbox.Telegram, Method: regexp.MustCompile(`^sendMessage$`), Break: sandbox.Status, Status: 429, RetryAfter: time.Second})
	card := h.opensCase(li, amy)
	li.Says("今天中午刷的3500怎么还没到")
	li.Presses("一步一步办")
	li.Sees("正常的结算时间里", 0)
	told := li.Says("卡号6222021234567890128 密码是hunter22，我的电话13812345678，特别的话：葫芦")
	amy.SeesReply(card, "葫芦", 0)
	li.Sees(warning.String(), 0)
	li.SeesGone(told, 0) // nothing is under way to her that would be counted as blocked
	li.Blocks()
	amy.Replies(card, "! 葫芦收到")
	amy.SeesReply(card, "没送到|(?i)not delivered|拉黑|blocked", 0)

	h.shows("/metrics", http.StatusOK, "moneytrail_sends_total{network=\"tg\",result=\"blocked\"} 1")
	h.showsLike("/metrics", http.StatusOK, `moneytrail_outbox_failed_day [1-9]`) // signals that were held back count too, where there were any; figures are read once in ten seconds
	text, _ := h.asks("/metrics")
	measured(t, text, `build_info\{go="go1[^"]*",version="[^"]+"\} 1`, `database_up 1`, `part_up\{part="slack"\} 1`, `processes 1`, `role\{role="housekeeping"\} 1`,
		`inbox_events \d`, `inbox_oldest_seconds \d`, `inbox_set_aside 0`, `outbox_items\{network="slack"\} \d`, `outbox_items\{network="tg"\} \d`,
		`outbox_oldest_seconds \d`, `outbox_failed_day [1-9]`, `outbox_held 0`, `sending_held 0`,
		`sends_total\{network="slack",result="sent"\} [1-9]`, `sends_total\{network="tg",result="sent"\} [1-9]`,
		`sends_total\{network="tg",result="rate_limited"\} 1`, `sends_total\{network="tg",result="blocked"\} 1`, `send_seconds_count\{network="tg"\} [1-9]`,
		`turn_seconds_count\{kind="message",network="telegram",result="done"\} [1-9]`,
		`cases\{status="open"\} 1`, `cases\{status="claimed"\} 0`, `cases\{status="resolved"\} 0`, `cases_urgent 0`, `case_oldest_seconds \d`,
		`promises_due 1`, `promises_broken 0`, `people 1`, `merchants 1`, `audit_lines [1-9]`, `backups [12]`, `backup_age_seconds \d`,
		`source_import_age_seconds\{kind="transactions",source="native"\} \d`, `source_behind_days\{kind="transactions",source="native"\} 0\.\d`,
		`source_late\{kind="transactions",source="native"\} 0`, `database_bytes [1-9]`, `database_journal_bytes \d`,
		`playbook_walks\{end="on",playbook="in_cycle"\} 1`, `playbook_contradicted\{playbook="in_cycle"\} 0`)
	if body, code := h.asks("/readyz"); code != 200 || !strings.Contains(body, `"inbox"`) {
		t.Errorf("/readyz: %d %s", code, body)
	}
	h.ends()
	for _, word := range []string{"李秘密老板", strconv.FormatInt(li.ID(), 10), "葫芦", "6222021234567890128", "hunter22", "13812345678", h.world.Token(), h.world.BotToken(), h.world.AppToken()} {
		tells := regexp.MustCompile(`(^|[^0-9A-Za-z])` + regexp.QuoteMeta(word) + `($|[^0-9A-Za-z])`) // a number may be part of a longer one
		if tells.MatchString(text) {
			t.Errorf("/metrics tells %s", word)
		}
		if tells.MatchString(h.log.String()) {
			t.Errorf("the log tells %s:\n%s", word, h.log.String())
		}
	}
	for _, line := range strings.Split(strings.TrimSpace(h.log.String()), "\n") {
		if !strings.HasPrefix(line, `{"time":`) || !strings.HasSuffix(line, "}") {
			t.Errorf("no line of JSON: %s", line)
		}
	}
	noObjections(t, h)

	h.env["CLOCK"] = "2026-11-26T10:00:00+08:00" // the day that was promised is over
	h.serves()
	h.shows("/metrics", http.StatusOK, "moneytrail_promises_broken 1\n")
	h.shows("/metrics", http.StatusOK, "moneytrail_promises_due 0\n")
	h.shows("/metrics", http.StatusOK, `moneytrail_source_behind_days{kind="transactions",source="native"} 6.`)
}

// measured finds lines of metrics, by patterns without the product's prefix: each
// is there, none is that no pattern names, and all say what they are.
func measured(t *testing.T, text string, lines ...string) {
	t.Helper()
	named := map[string]bool{}
	for _, want := range lines {
		if !regexp.MustCompile(`(?m)^moneytrail_` + want).MatchString(text) {
			t.Errorf("/metrics has no %s", want)
		}
		named[strings.TrimSuffix(regexp.MustCompile(`^\w+`).FindString(want), "_count")] = true
	}
	for _, m := range regexp.MustCompile(`(?m)^# TYPE moneytrail_(\w+) `).FindAllStringSubmatch(text, -1) {
		if !named[m[1]] {
			t.Errorf("/metrics has %s, of which nothing is expected", m[1])
		}
		if !regexp.MustCompile(`(?m)^# HELP moneytrail_` + m[1] + ` .+\.$`).MatchString(text) {
			t.Errorf("/metrics does not say what %s is", m[1])
		}
	}
}

// The product is alive while a network is away, and not ready; it is ready again
// by itself when the network is back.
func TestAliveIsNotReady(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		network sandbox.Network
		method  string
		leave   func(w *sandbox.World, li *sandbox.Person) // ends the connection under way
	}{
		{sandbox.Telegram, `^getUpdates$`, func(_ *sandbox.World, li *sandbox.Person) { li.Says("在吗") }},
		{sandbox.Slack, `^apps\.connections\.open$`, func(w *sandbox.World, _ *sandbox.Person) { w.DropSockets() }},
	} {
		t.Run(string(c.network), func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			h.imports(noodleShop)
			h.serves()
			li := h.world.Merchant("李老板", "zh-hans")
			h.joins(li, "M0001", "owner")
			h.shows("/readyz", http.StatusOK, `"`+string(c.network)+`": {
    "ok": true`)
			h.world.Faults.Add(sandbox.Fault{Network: c.network, Method: regexp.MustCompile(c.method), Break: sandbox.Status, Status: 502, Times: -1})
			c.leave(h.world, li)
			h.shows("/readyz", http.StatusServiceUnavailable, `"`+string(c.network)+`": {
    "ok": false`)
			h.shows("/healthz", http.StatusOK, "")
			h.shows("/metrics", http.StatusOK, `moneytrail_part_up{part="`+string(c.network)+`"} 0`)
			h.world.Faults.Clear()
			h.shows("/readyz", http.StatusOK, "")
			h.shows("/metrics", http.StatusOK, `moneytrail_part_up{part="`+string(c.network)+`"} 1`)
			li.Says("手续费多少")
			li.Sees(`手续费`, 0)
		})
	}
}

// shows waits until a page of the running product answers with a code, and has
// words in it.
func (h *house) shows(path string, want int, words string) {
	h.t.Helper()
	h.showsLike(path, want, regexp.QuoteMeta(words))
}

// showsLike is shows for words of a pattern.
func (h *house) showsLike(path string, want int, pattern string) {
	h.t.Helper()
	like := regexp.MustCompile(pattern)
	h.until(90*time.Second, func() string {
		body, code := h.asks(path)
		if code != want || !like.MatchString(body) {
			return path + ": " + strconv.Itoa(code) + " " + body
		}
		return ""
	})
}

// address is where the running product listens.
func (h *house) address() string {
	h.t.Helper()
	var all [][]string
	h.until(20*time.Second, func() string { // it may still be starting
		if all = listens.FindAllStringSubmatch(h.log.String(), -1); len(all) == 0 {
			return "the log does not tell where the product listens"
		}
		return ""
	})
	return "http://" + all[len(all)-1][1]
}

// asks gets a page of the running product.
func (h *house) asks(path string) (string, int) {
	h.t.Helper()
	resp, err := http.Get(h.address() + path)
	if err != nil {
		h.t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		h.t.Fatal(err)
	}
	return string(body), resp.StatusCode
}
