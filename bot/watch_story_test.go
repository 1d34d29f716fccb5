package main

import (
	"io"
	"net/http"
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
	h.serves()
	li, amy := h.world.Merchant("李秘密老板", "zh-hans"), h.world.Agent("amy")
	h.joins(li, "M0001", "owner")
	h.world.Faults.Add(sandbox.Fault{Network: sandbox.Telegram, Method: regexp.MustCompile(`^sendMessage$`), Break: sandbox.Status, Status: 429, RetryAfter: time.Second})
	card := h.opensCase(li, amy)
	li.Says("卡号6222021234567890128 密码是hunter22，我的电话13812345678，特别的话：葫芦")
	amy.SeesReply(card, "葫芦", 0)
	li.Blocks()
	amy.Replies(card, "! 葫芦收到")
	amy.SeesReply(card, "没送到|(?i)not delivered|拉黑|blocked", 0)

	text, code := h.asks("/metrics")
	if code != 200 {
		t.Fatalf("/metrics: %d\n%s", code, text)
	}
	for _, want := range []string{
		`moneytrail_build_info\{go="go1[^"]*",version="[^"]+"\} 1`,
		`moneytrail_cases\{status="open"\} 1`, `moneytrail_people 1`, `moneytrail_merchants 1`,
		`moneytrail_promises_due 1`, `moneytrail_promises_broken 0`, `moneytrail_database_up 1`, `moneytrail_sending_held 0`,
		`moneytrail_sends_total\{network="slack",result="sent"\} [1-9]`, `moneytrail_sends_total\{network="tg",result="sent"\} [1-9]`,
		`moneytrail_sends_total\{network="tg",result="rate_limited"\} 1`,
		`moneytrail_turn_seconds_count\{kind="message",network="telegram",result="done"\} [1-9]`,
		`moneytrail_source_import_age_seconds\{kind="transactions",source="native"\} \d`,
		`moneytrail_source_late\{kind="transactions",source="native"\} 0`,
		`moneytrail_outbox_items\{network="slack"\} \d`, `moneytrail_inbox_events \d`, `moneytrail_part_up\{part="slack"\} 1`,
	} {
		if !regexp.MustCompile(`(?m)^` + want).MatchString(text) {
			t.Errorf("/metrics has no %s", want)
		}
	}
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
}

// The product is alive while Telegram is away, and not ready.
func TestAliveIsNotReady(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.imports(noodleShop)
	h.serves()
	h.world.Faults.Add(sandbox.Fault{Network: sandbox.Telegram, Method: regexp.MustCompile(`^getUpdates$`), Break: sandbox.Status, Status: 502, Times: -1})
	li := h.world.Merchant("李老板", "zh-hans")
	li.Says("在吗") // ends the long poll under way
	h.until(15*time.Second, func() string {
		if body, code := h.asks("/readyz"); code != http.StatusServiceUnavailable || !strings.Contains(body, "502") {
			return "/readyz: " + strconv.Itoa(code) + body
		}
		return ""
	})
	if body, code := h.asks("/healthz"); code != http.StatusOK {
		t.Errorf("/healthz: %d %s", code, body)
	}
	h.world.Faults.Clear()
	li.Says("还在吗")
	h.until(60*time.Second, func() string {
		if body, code := h.asks("/readyz"); code != http.StatusOK {
			return "/readyz: " + strconv.Itoa(code) + body
		}
		return ""
	})
}

// address is where the running product listens.
func (h *house) address() string {
	h.t.Helper()
	all := listens.FindAllStringSubmatch(h.log.String(), -1)
	if len(all) == 0 {
		h.t.Fatal("the log does not tell where the product listens")
	}
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
