package slack

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"moneytrail/handlers/outbox"
)

func post(text string) outbox.Item {
	it := outbox.New("case:12", outbox.Once, outbox.SlackPost, outbox.SlackMessage{Thread: "case:12:card", Text: text})
	it.ID = 77
	return it
}

func TestAPostCarriesItsItemAndNothingInItIsLive(t *testing.T) {
	a, c := newAPI(t)
	at, err := c.Deliver(t.Context(), post("<!channel> *bold* <@U1> a & b"), card)
	if err != nil || at.ID != "1700000000.000200" || at.Channel != "C0SUPPORT" {
		t.Fatalf("%+v, %v", at, err)
	}
	f := a.seen("chat.postMessage")[0].form
	if f["thread_ts"] != "1700000000.000100" || !strings.Contains(f["metadata"], `"item":"77"`) {
		t.Errorf("posted %v", f)
	}
	if f["text"] != "&lt;!channel&gt; *bold* &lt;@U1&gt; a &amp; b" || strings.Contains(f["blocks"], "mrkdwn") {
		t.Errorf("live markup: %s %s", f["text"], f["blocks"])
	}
}

// Slack has no key that makes a post happen once; the product looks its own
// post up before it posts again.
func TestAfterAnUnknownOutcomeSlackIsReadFirst(t *testing.T) {
	a, c := newAPI(t)
	it := post("eins")
	it.Repeat = true
	a.answers["conversations.replies"] = []string{`{"ok":true,"messages":[{"ts":"1700000000.000100"},{"ts":"1700000000.000300","metadata":{"event_type":"moneytrail_item","event_payload":{"item":"77"}}}]}`}
	at, err := c.Deliver(t.Context(), it, card)
	if err != nil || at.ID != "1700000000.000300" || len(a.seen("chat.postMessage")) != 0 {
		t.Fatalf("%+v, %v, posts %d", at, err, len(a.seen("chat.postMessage")))
	}
	if a.seen("conversations.replies")[0].form["include_all_metadata"] == "" {
		t.Error("read back without metadata")
	}
	it.ID = 78
	if at, err = c.Deliver(t.Context(), it, card); err != nil || at.ID != "1700000000.000200" {
		t.Errorf("what Slack does not have is posted: %+v, %v", at, err)
	}
}

func TestWhileSlackCannotBeReadTheOutcomeStaysUnknown(t *testing.T) {
	a, c := newAPI(t)
	a.answers["conversations.replies"], a.codes["conversations.replies"] = []string{"ratelimited"}, http.StatusTooManyRequests
	a.header["Retry-After"] = "7"
	it := post("eins")
	it.Repeat = true
	_, err := c.Deliver(t.Context(), it, card)
	if e := outbox.FateOf(err); e.Fate != outbox.Uncertain || e.RetryAfter != 7*time.Second || len(a.seen("chat.postMessage")) != 0 {
		t.Errorf("%+v", e)
	}
}

func TestWhatSlackAnswersDecidesWhatHappensNext(t *testing.T) {
	for _, x := range []struct {
		name, answer string
		http         int
		retry        string
		fate         outbox.Fate // 0: delivered
		code         string
		after        time.Duration
	}{
		{"429 says when", "", 429, "30", outbox.Temporary, "rate_limited", 30 * time.Second},
		{"ratelimited as an answer", `{"ok":false,"error":"ratelimited"}`, 200, "", outbox.Temporary, "ratelimited", 0},
		{"bad blocks", `{"ok":false,"error":"invalid_blocks"}`, 200, "", outbox.Permanent, "invalid_blocks", 0},
		{"token revoked: nothing is dropped", `{"ok":false,"error":"token_revoked"}`, 200, "", outbox.Temporary, "token_revoked", 10 * time.Second},
		{"channel archived: nothing is dropped", `{"ok":false,"error":"is_archived"}`, 200, "", outbox.Temporary, "is_archived", 10 * time.Second},
		{"internal error", `{"ok":false,"error":"internal_error"}`, 200, "", outbox.Uncertain, "internal_error", 0},
		{"server error", "error", 503, "", outbox.Uncertain, "slack_error", 0},
		{"a gateway's page", "<html>", 200, "", outbox.Uncertain, "no_answer", 0},
		{"connection lost after posting", "drop", 0, "", outbox.Uncertain, "no_answer", 0},
	} {
		t.Run(x.name, func(t *testing.T) {
			a, c := newAPI(t)
			a.answers["chat.postMessage"], a.codes["chat.postMessage"] = []string{x.answer}, x.http
			if x.retry != "" {
				a.header["Retry-After"] = x.retry
			}
			_, err := c.Deliver(t.Context(), post("x"), card)
			if e := outbox.FateOf(err); err == nil || e.Fate != x.fate || e.Code != x.code || e.RetryAfter != x.after {
				t.Errorf("fate %d, code %s, after %s: %v", e.Fate, e.Code, e.RetryAfter, err)
			}
			if n := len(a.seen("chat.postMessage")); n != 1 {
				t.Errorf("%d posts: the SDK's own retries must stay off", n)
			}
		})
	}
}

func TestAReactionThatIsThereAlreadyIsDone(t *testing.T) {
	a, c := newAPI(t)
	a.answers["reactions.add"] = []string{`{"ok":false,"error":"already_reacted"}`}
	it := outbox.New("case:12", outbox.Edit, outbox.SlackReact, outbox.SlackReaction{Channel: "C0SUPPORT", TS: "1.2", Name: "white_check_mark"})
	if _, err := c.Deliver(t.Context(), it, card); err != nil {
		t.Error(err)
	}
}
