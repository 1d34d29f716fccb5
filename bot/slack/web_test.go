package slack

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"moneytrail/handlers/inbox"
)

const signingSecret = "8f742231b10e8888abcd99yyyzzz85a5"

// delivery is a request as Slack signs it at a moment.
func delivery(secret, kind, body string, at time.Time) *http.Request {
	stamp := strconv.FormatInt(at.Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(mac, "v0:%s:%s", stamp, body)
	r := httptest.NewRequest(http.MethodPost, "/slack", strings.NewReader(body))
	r.Header.Set("Content-Type", kind)
	r.Header.Set("X-Slack-Request-Timestamp", stamp)
	r.Header.Set("X-Slack-Signature", "v0="+hex.EncodeToString(mac.Sum(nil)))
	return r
}

const press = `{"type":"block_actions","trigger_id":"17.1","user":{"id":"U1","team_id":"T1"},"team":{"id":"T1"},"channel":{"id":"C0SUPPORT"},
	"message":{"ts":"1700000000.000100"},"actions":[{"action_id":"claim","block_id":"x","value":"12"}]}`

func TestSlackOverHTTP(t *testing.T) {
	const jsonKind, formKind = "application/json", "application/x-www-form-urlencoded"
	line := `{"type":"event_callback","team_id":"T1","event_id":"Ev1","event":{"type":"message","channel":"C0SUPPORT","user":"U1","ts":"1700000001.000000","thread_ts":"1700000000.000100","text":"! hello"}}`
	form := "payload=" + url.QueryEscape(press)
	now := time.Now()
	query := delivery(signingSecret, formKind, "x=1", now)
	query.URL.RawQuery = form
	for _, x := range []struct {
		name   string
		r      *http.Request
		fails  bool
		want   int
		stored string // kind of the event, "" none
		body   string
	}{
		{"a line", delivery(signingSecret, jsonKind, line, now), false, 200, "line", ""},
		{"a button", delivery(signingSecret, formKind, form, now), false, 200, "press", ""},
		{"the address is proved", delivery(signingSecret, jsonKind, `{"type":"url_verification","challenge":"abc"}`, now), false, 200, "", "abc"},
		{"another secret", delivery("0123456789abcdef0123456789abcdef", jsonKind, line, now), false, 401, "", ""},
		{"six minutes old", delivery(signingSecret, jsonKind, line, now.Add(-6*time.Minute)), false, 401, "", ""},
		{"six minutes ahead", delivery(signingSecret, jsonKind, line, now.Add(6*time.Minute)), false, 401, "", ""},
		{"no signature", httptest.NewRequest(http.MethodPost, "/slack", strings.NewReader(line)), false, 401, "", ""},
		{"a payload in the address, which nobody signed", query, false, 400, "", ""},
		{"by GET", httptest.NewRequest(http.MethodGet, "/slack", nil), false, 405, "", ""},
		{"too large", delivery(signingSecret, jsonKind, strings.Repeat("x", maxPost+1), now), false, 413, "", ""},
		{"not JSON", delivery(signingSecret, jsonKind, "{", now), false, 400, "", ""},
		{"not stored", delivery(signingSecret, jsonKind, line, now), true, 500, "line", ""},
	} {
		t.Run(x.name, func(t *testing.T) {
			a, c := newAPI(t)
			a.answers["auth.test"] = []string{`{"ok":true,"team_id":"T1","user_id":"U0BOT","bot_id":"B0"}`}
			a.answers["users.info"] = []string{`{"ok":true,"user":{"id":"U1","team_id":"T1","name":"amy","profile":{"display_name":"Amy"}}}`}
			if _, _, err := c.Who(t.Context()); err != nil {
				t.Fatal(err)
			}
			stored := ""
			h := c.Web(signingSecret, func(_ context.Context, events []inbox.Event) error {
				if stored = string(events[0].Kind); x.fails {
					return errors.New("the disk is full")
				}
				return nil
			})
			w := httptest.NewRecorder()
			h.ServeHTTP(w, x.r)
			if w.Code != x.want || stored != x.stored || x.body != "" && w.Body.String() != x.body {
				t.Errorf("%d, stored %q, answered %q", w.Code, stored, w.Body)
			}
		})
	}
}

// The same delivery twice has the same key, so that the inbox takes it once.
func TestAReplayIsTheSameEvent(t *testing.T) {
	_, c := newAPI(t)
	keys := map[string]bool{}
	h := c.Web(signingSecret, func(_ context.Context, events []inbox.Event) error { keys[events[0].Key] = true; return nil })
	for range 10 {
		h.ServeHTTP(httptest.NewRecorder(), delivery(signingSecret, "application/x-www-form-urlencoded", "payload="+url.QueryEscape(press), time.Now()))
	}
	if len(keys) != 1 {
		t.Errorf("keys: %v", keys)
	}
}

const submission = `{"type":"view_submission","user":{"id":"U1","team_id":"T1"},"team":{"id":"T1"},"view":{"callback_id":"resolve","private_metadata":"{\"lane\":\"case:12\",\"meta\":\"12\"}",
	"state":{"values":{"note":{"note":{"type":"plain_text_input","value":%q}}}}}}`

// A form in which something is wrong stays open with what is said to it, and is
// not taken; one that is right is taken, and closes.
func TestAFormIsRefusedAtItsInput(t *testing.T) {
	for note, want := range map[string]string{"周一到账": "", " ": `{"response_action":"errors","errors":{"note":"blank"}}`} {
		a, c := newAPI(t)
		a.answers["auth.test"] = []string{`{"ok":true,"team_id":"T1","user_id":"U0BOT","bot_id":"B0"}`}
		c.o.Objects = func(_ context.Context, e inbox.Event) (map[string]string, error) {
			if strings.TrimSpace(e.Slack.Fields["note"]) == "" {
				return map[string]string{"note": "blank"}, nil
			}
			return nil, nil
		}
		stored := 0
		h := c.Web(signingSecret, func(context.Context, []inbox.Event) error { stored++; return nil })
		w := httptest.NewRecorder()
		h.ServeHTTP(w, delivery(signingSecret, "application/x-www-form-urlencoded", "payload="+url.QueryEscape(fmt.Sprintf(submission, note)), time.Now()))
		if got := strings.TrimSpace(w.Body.String()); w.Code != 200 || got != want || (stored == 1) != (want == "") {
			t.Errorf("%q: %d %q, stored %d", note, w.Code, got, stored)
		}
	}
}
