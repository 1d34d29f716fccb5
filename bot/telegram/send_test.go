package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"moneytrail/handlers/outbox"
)

func message(op outbox.Op, m outbox.TelegramMessage) outbox.Item {
	return outbox.New("tg:5", outbox.Repeatable, op, m)
}

func TestAMessageIsSentAsPlainTextWithItsButtons(t *testing.T) {
	a, c, _ := newAPI(t)
	at, err := c.Deliver(t.Context(), message(outbox.TelegramSend, outbox.TelegramMessage{Chat: 5, Text: "<b>3,500.00</b> [x](tg://)", ReplyTo: 3,
		Buttons: [][]outbox.Button{{{Text: "人工客服", Data: "h"}}}, RepeatMark: "（重发）"}), nil)
	if err != nil || at.ID != "7" || at.Channel != "5" {
		t.Fatalf("%+v, %v", at, err)
	}
	f := a.seen("sendMessage")[0].fields
	if f["parse_mode"] != "" || f["entities"] != "" || f["text"] != "<b>3,500.00</b> [x](tg://)" {
		t.Errorf("text is not plain: %v", f)
	}
	if !strings.Contains(f["reply_markup"], `"callback_data":"h"`) || !strings.Contains(f["reply_parameters"], `"allow_sending_without_reply":true`) {
		t.Errorf("sent %v", f)
	}
}

func TestARepeatAfterAnUnknownOutcomeIsMarked(t *testing.T) {
	a, c, _ := newAPI(t)
	it := message(outbox.TelegramSend, outbox.TelegramMessage{Chat: 5, Text: "到账了", RepeatMark: "（重发）"})
	it.Repeat = true
	if _, err := c.Deliver(t.Context(), it, nil); err != nil {
		t.Fatal(err)
	}
	if got := a.seen("sendMessage")[0].fields["text"]; got != "（重发）到账了" {
		t.Errorf("sent %q", got)
	}
}

func TestAnEditFindsItsMessageByName(t *testing.T) {
	a, c, _ := newAPI(t)
	known := anchors{"relay:1": {Network: "telegram", Channel: "5", ID: "99"}}
	if _, err := c.Deliver(t.Context(), message(outbox.TelegramEdit, outbox.TelegramMessage{Chat: 5, Text: "x", Of: "relay:1"}), known); err != nil {
		t.Fatal(err)
	}
	if got := a.seen("editMessageText")[0].fields["message_id"]; got != "99" {
		t.Errorf("edited message %s", got)
	}
	_, err := c.Deliver(t.Context(), message(outbox.TelegramEdit, outbox.TelegramMessage{Chat: 5, Text: "x", Of: "relay:2"}), known)
	if e := outbox.FateOf(err); e.Fate != outbox.Permanent || e.Code != "never_sent" {
		t.Errorf("an edit of what was never sent: %v", err)
	}
}

func TestWhatTelegramAnswersDecidesWhatHappensNext(t *testing.T) {
	for _, x := range []struct {
		name, answer string
		http         int
		fate         outbox.Fate // 0: delivered
		code         string
		after        time.Duration
	}{
		{"429 says when", `{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 35","parameters":{"retry_after":35}}`, 429, outbox.Temporary, "rate_limited", 35 * time.Second},
		{"429 that does not", `{"ok":false,"error_code":429,"description":"Too Many Requests"}`, 429, outbox.Temporary, "rate_limited", time.Second},
		{"blocked", `{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user"}`, 403, outbox.Permanent, "blocked", 0},
		{"no such chat", `{"ok":false,"error_code":400,"description":"Bad Request: chat not found"}`, 400, outbox.Permanent, "chat_not_found", 0},
		{"bad request", `{"ok":false,"error_code":400,"description":"Bad Request: BUTTON_DATA_INVALID"}`, 400, outbox.Permanent, "refused", 0},
		{"as it is already", `{"ok":false,"error_code":400,"description":"Bad Request: message is not modified: x"}`, 400, 0, "", 0},
		{"too late for the spinner", `{"ok":false,"error_code":400,"description":"Bad Request: query is too old and response timeout expired"}`, 400, 0, "", 0},
		{"moved", `{"ok":false,"error_code":400,"description":"Bad Request: group chat was upgraded","parameters":{"migrate_to_chat_id":-100777}}`, 400, outbox.Temporary, "moved", 0},
		{"token revoked", `{"ok":false,"error_code":401,"description":"Unauthorized"}`, 401, outbox.Temporary, "token_refused", 30 * time.Second},
		{"server error that says no", `{"ok":false,"error_code":500,"description":"Internal Server Error"}`, 500, outbox.Temporary, "telegram_error", 0},
		{"a gateway's page", "<html><title>502 Bad Gateway</title></html>", 502, outbox.Uncertain, "no_answer", 0},
		{"connection lost after sending", "drop", 0, outbox.Uncertain, "no_answer", 0},
	} {
		t.Run(x.name, func(t *testing.T) {
			a, c, log := newAPI(t)
			a.answers["sendMessage"], a.codes["sendMessage"] = []string{x.answer}, x.http
			_, err := c.Deliver(t.Context(), message(outbox.TelegramSend, outbox.TelegramMessage{Chat: 5, Text: "x"}), nil)
			if x.fate == 0 {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			e := outbox.FateOf(err)
			if err == nil || e.Fate != x.fate || e.Code != x.code || e.RetryAfter != x.after {
				t.Errorf("fate %d, code %s, after %s, error %v", e.Fate, e.Code, e.RetryAfter, err)
			}
			if x.code == "moved" && e.MoveTo != -100777 {
				t.Errorf("moved to %d", e.MoveTo)
			}
			if strings.Contains(err.Error()+log.String(), "secret") || strings.Contains(err.Error()+log.String(), token) || strings.Contains(err.Error(), "<html>") {
				t.Errorf("leaks: %v %s", err, log)
			}
		})
	}
}

func TestAMachineThatIsNotThereWasNeverAsked(t *testing.T) {
	_, c, _ := newAPI(t)
	off, err := New(Options{Token: token, URL: "http://127.0.0.1:1", Log: c.log, Mask: maskDigits})
	if err != nil {
		t.Fatal(err)
	}
	_, err = off.Deliver(t.Context(), message(outbox.TelegramSend, outbox.TelegramMessage{Chat: 5, Text: "x"}), nil)
	if e := outbox.FateOf(err); e.Fate != outbox.Temporary || e.Code != "unreachable" || strings.Contains(err.Error(), token) {
		t.Errorf("%v", err)
	}
}

func TestTheWebhookAnswersOnlyForWhatIsStored(t *testing.T) {
	for _, x := range []struct {
		name, method, secret, body string
		fails                      bool
		want, stored               int
	}{
		{"good", "POST", "s3cret", `{"update_id":1,"message":{}}`, false, 200, 1},
		{"wrong secret", "POST", "S3cret", `{"update_id":1}`, false, 401, 0},
		{"no secret", "POST", "", `{"update_id":1}`, false, 401, 0},
		{"not JSON", "POST", "s3cret", `{"update_id`, false, 400, 0},
		{"not an update", "POST", "s3cret", `{}`, false, 400, 0},
		{"by GET", "GET", "s3cret", "", false, 405, 0},
		{"too large", "POST", "s3cret", `{"update_id":1,"x":"` + strings.Repeat("x", 2<<20) + `"}`, false, 413, 0},
		{"not stored", "POST", "s3cret", `{"update_id":1}`, true, 500, 1},
	} {
		t.Run(x.name, func(t *testing.T) {
			_, c, _ := newAPI(t)
			store := &stores{fails: x.fails}
			req, err := http.NewRequest(x.method, "/telegram", strings.NewReader(x.body))
			if err != nil {
				t.Fatal(err)
			}
			req.Header.Set("X-Telegram-Bot-Api-Secret-Token", x.secret)
			w := store.serve(c.Webhook("s3cret", store.take), req)
			if w != x.want || store.n != x.stored {
				t.Errorf("status %d, stored %d", w, store.n)
			}
		})
	}
}

func TestButtonsDoNotBecomeNull(t *testing.T) {
	if k := keyboard(nil); k != nil {
		t.Errorf("no buttons gave %v", k)
	}
	b, err := json.Marshal(keyboard([][]outbox.Button{{}, {{Text: "a", Data: "b"}}}))
	if err != nil || !strings.Contains(string(b), `"inline_keyboard":[[{"text":"a"`) {
		t.Errorf("%s, %v", b, err)
	}
}

// A file has as long for its way as on Slack's side, words have not.
func TestAFileHasTimeForItsWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var has time.Duration
		c, err := New(Options{Token: token, Log: slog.New(slog.DiscardHandler), Given: givenBytes("a,b\n"), Way: way(func(r *http.Request) (*http.Response, error) {
			until, _ := r.Context().Deadline()
			has = time.Until(until)
			return nil, errors.New("no line")
		})})
		if err != nil {
			t.Fatal(err)
		}
		for _, tc := range []struct {
			op   outbox.Op
			want time.Duration
		}{{outbox.TelegramSend, callTime}, {outbox.TelegramFile, uploadTime}, {outbox.TelegramGiven, uploadTime}} {
			m := outbox.TelegramMessage{Chat: 1, Text: "x", File: &outbox.File{Name: "a.csv", Content: []byte("a")}, Given: &outbox.Given{ID: "F1", Name: "a.csv"}}
			if _, err := c.Deliver(t.Context(), outbox.New("tg:1", outbox.Repeatable, tc.op, m), nil); err == nil || has != tc.want {
				t.Errorf("%s: %v (%v), want %v", tc.op, has, err, tc.want)
			} else if !strings.Contains(err.Error(), "no line") || strings.Contains(err.Error(), "http") {
				t.Errorf("%s: %v: the cause without the address, which holds the token, was expected", tc.op, err)
			}
		}
	})
}

type way func(*http.Request) (*http.Response, error)

func (w way) RoundTrip(r *http.Request) (*http.Response, error) { return w(r) }

type givenBytes string

func (g givenBytes) Give(context.Context, string) ([]byte, error) { return []byte(g), nil }
