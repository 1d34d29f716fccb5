package sandbox

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"time"
)

// Waits before an update is delivered to a webhook again, doubling; Telegram's
// own go from a second to a minute.
const (
	firstHookWait   = 50 * time.Millisecond
	longestHookWait = 2 * time.Second
	hookPatience    = 10 * time.Second
)

var hookSecret = regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`)

// webhook is where updates go instead of getUpdates.
type webhook struct {
	url, secret string
	allowed     []string
}

// setWebhook takes an address on this machine; Telegram itself takes https alone.
func (t *telegram) setWebhook(f form) (any, error) {
	if f.bool("drop_pending_updates") {
		t.queue = nil
	}
	t.hook = nil
	defer t.w.changed()
	if f.values["url"] == "" {
		return true, nil
	}
	u, err := url.Parse(f.values["url"])
	if err != nil || u.Hostname() != "127.0.0.1" && u.Hostname() != "::1" && u.Hostname() != "localhost" {
		return nil, badRequest("bad webhook: the sandbox delivers on this machine alone")
	}
	h := &webhook{url: u.String(), secret: f.values["secret_token"]}
	if h.secret != "" && !hookSecret.MatchString(h.secret) {
		return nil, badRequest("secret token contains unallowed characters")
	}
	if err := f.decode("allowed_updates", &h.allowed); err != nil {
		return nil, badRequest("allowed_updates must be a list")
	}
	t.hook = h
	t.w.run(func() { t.deliverTo(h) })
	return true, nil
}

// deliverTo delivers updates in order, each until it is answered with 2xx.
func (t *telegram) deliverTo(h *webhook) {
	client := &http.Client{Timeout: hookPatience, Transport: &http.Transport{}}
	defer client.CloseIdleConnections()
	wait := firstHookWait
	for {
		t.w.mu.Lock()
		ready, wake, over := t.ready(h.allowed, 1), t.w.wake, t.hook != h
		if !over && len(ready) > 0 {
			t.handOut(t.w.ctx, ready)
		}
		t.w.mu.Unlock()
		switch {
		case over || t.w.ctx.Err() != nil:
			return
		case len(ready) == 0:
			select {
			case <-wake:
			case <-t.w.ctx.Done():
			}
		case t.hand(client, h, ready[0]):
			wait = firstHookWait
			t.w.mu.Lock()
			t.queue = slices.DeleteFunc(t.queue, func(u tgUpdate) bool { return u.ID == ready[0].ID })
			t.w.Journal.confirm(ready[0].ID)
			t.w.changed()
			t.w.mu.Unlock()
		default:
			t.w.pause(wait)
			wait = min(2*wait, longestHookWait)
		}
	}
}

// hand delivers one update and tells whether it was taken.
func (t *telegram) hand(client *http.Client, h *webhook, u tgUpdate) bool {
	body, err := json.Marshal(u)
	if err != nil {
		panic(err)
	}
	r, err := http.NewRequestWithContext(t.w.ctx, http.MethodPost, h.url, bytes.NewReader(body))
	if err != nil {
		return false
	}
	r.Header.Set("Content-Type", "application/json")
	if h.secret != "" {
		r.Header.Set("X-Telegram-Bot-Api-Secret-Token", h.secret)
	}
	resp, err := client.Do(r)
	if err != nil {
		return false
	}
	_ = resp.Body.Close()
	if resp.StatusCode/100 != 2 {
		t.w.Journal.object("webhook: update %s was answered with %d", strconv.FormatInt(u.ID, 10), resp.StatusCode)
		return false
	}
	return true
}

func (t *telegram) webhookInfo() map[string]any {
	address := ""
	if t.hook != nil {
		address = t.hook.url
	}
	return map[string]any{"url": address, "has_custom_certificate": false, "pending_update_count": len(t.queue)}
}
