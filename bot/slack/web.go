package slack

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/slack-go/slack"
)

const (
	// maxPost bounds one delivery of Slack's.
	maxPost = 1 << 20
	// answerWithin is how long a delivery may take here: Slack gives up after three seconds.
	answerWithin = 2500 * time.Millisecond
)

// Web receives what Slack posts where there is no socket: events and
// interactions at one address. A signature that is wrong or older than five
// minutes is refused; 200 is answered only once the event is in the inbox, where
// its key makes a repeat or a replay harmless.
func (c *Client) Web(secret string, store Store) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost {
			w.Header().Set("Allow", http.MethodPost)
			http.Error(w, "POST only", http.StatusMethodNotAllowed)
			return
		}
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxPost))
		if err != nil {
			http.Error(w, "too large", http.StatusRequestEntityTooLarge)
			return
		}
		if !signed(r.Header, body, secret) {
			http.Error(w, "wrong signature", http.StatusUnauthorized)
			return
		}
		env, challenge, ok := posted(r.Header.Get("Content-Type"), body)
		switch {
		case !ok:
			http.Error(w, "not an event", http.StatusBadRequest)
			return
		case challenge != "":
			w.Header().Set("Content-Type", "text/plain; charset=utf-8")
			_, _ = io.WriteString(w, challenge)
			return
		}
		ctx, cancel := context.WithTimeout(r.Context(), answerWithin)
		defer cancel()
		answer, err := c.take(ctx, env, store)
		if err != nil {
			c.o.Log.Error("slack: not stored, Slack will repeat it", "type", env.Type, "error", err)
			http.Error(w, "not stored, try again", http.StatusInternalServerError)
			return
		}
		if answer != nil {
			w.Header().Set("Content-Type", "application/json; charset=utf-8")
			_ = json.NewEncoder(w).Encode(answer)
		}
	})
}

// signed proves Slack's signature over the raw body, within five minutes of the machine's clock.
func signed(h http.Header, body []byte, secret string) bool {
	v, err := slack.NewSecretsVerifier(h, secret)
	if err != nil {
		return false
	}
	if _, err := v.Write(body); err != nil {
		return false
	}
	return v.Ensure() == nil
}

// posted takes a body apart: an event as JSON, an interaction as the payload of
// a form (of the signed body alone), or the challenge that proves the address.
func posted(kind string, body []byte) (env envelope, challenge string, ok bool) {
	if strings.HasPrefix(kind, "application/x-www-form-urlencoded") {
		form, err := url.ParseQuery(string(body))
		payload := form.Get("payload")
		if err != nil || !json.Valid([]byte(payload)) {
			return env, "", false
		}
		sum := sha256.Sum256([]byte(payload))
		return envelope{"http:" + hex.EncodeToString(sum[:16]), "interactive", json.RawMessage(payload)}, "", true
	}
	var p struct {
		Type      string `json:"type"`
		EventID   string `json:"event_id"`
		Challenge string `json:"challenge"`
	}
	if json.Unmarshal(body, &p) != nil {
		return env, "", false
	}
	if p.Type == "url_verification" {
		return env, p.Challenge, p.Challenge != ""
	}
	return envelope{p.EventID, "events_api", json.RawMessage(body)}, "", p.Type != ""
}

// Introduce asks Slack who the product is, again until it answers, and then
// waits for ctx to end: what Listen does for itself. report hears how it goes.
func (c *Client) Introduce(ctx context.Context, report func(error)) error {
	for wait := time.Second; ctx.Err() == nil; wait = min(2*wait, time.Minute) {
		_, _, err := c.Who(ctx)
		if report(err); err == nil {
			wait = 10 * time.Minute // the token may be revoked at any time
		}
		select {
		case <-ctx.Done():
		case <-time.After(wait):
		}
	}
	return nil
}
