package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"moneytrail/handlers/inbox"
)

// pollSeconds is how long one long poll waits; Telegram allows 50. The first one
// waits firstSeconds, so that it is soon known that Telegram answers.
const (
	pollSeconds  = 25
	firstSeconds = 1
)

// maxAnswer bounds one answer of getUpdates: 100 updates of a few KB.
const maxAnswer = 32 << 20

// allowed lists the update kinds that the product asks for.
var allowed = []string{"message", "edited_message", "callback_query", "my_chat_member"}

// Poll asks Telegram for updates until ctx ends. A batch is stored first, and
// only the next request, with a higher offset, tells Telegram that it was
// received: what is not in the inbox stays at Telegram. report hears of every
// change between working (nil) and not working.
func (c *Client) Poll(ctx context.Context, store Store, report func(error)) error {
	var offset int64
	var wait time.Duration
	patience := firstSeconds
	for ctx.Err() == nil {
		updates, err := c.getUpdates(ctx, offset, patience)
		if err == nil {
			var last int64
			last, err = c.take(ctx, updates, store)
			if err == nil && last > 0 {
				offset = last + 1
			}
		}
		if ctx.Err() != nil {
			break
		}
		report(err)
		if err == nil {
			wait, patience = 0, pollSeconds
			continue
		}
		c.log.Warn("telegram: updates", "error", c.scrub(err))
		if webhookIsSet(err) { // this process is told to poll: the address of an earlier set-up goes
			if err := c.UnsetWebhook(ctx); err != nil {
				c.log.Warn("telegram: deleteWebhook", "error", c.scrub(err))
			}
		}
		wait = nextWait(wait, err)
		select {
		case <-ctx.Done():
		case <-time.After(wait):
		}
	}
	return nil
}

// nextWait doubles from one second to half a minute. Asking again sooner with
// the same offset makes Telegram answer one update at a time.
func nextWait(before time.Duration, err error) time.Duration {
	var e *pollError
	if errors.As(err, &e) && e.retryAfter > 0 {
		return e.retryAfter
	}
	if errors.As(err, &e) && e.code == http.StatusConflict { // at once, as after a process that ended; less often where one stays
		return min(max(2*before, time.Second), 5*time.Second)
	}
	return min(max(2*before, time.Second), 30*time.Second)
}

type pollError struct {
	code       int
	text       string
	retryAfter time.Duration
}

func (e *pollError) Error() string {
	switch e.code {
	case http.StatusConflict:
		return "Telegram answers 409: another program polls with this token (not one that serves from this database: of those one polls), or a webhook is set: " + e.text
	case http.StatusUnauthorized, http.StatusNotFound:
		return "Telegram does not know this token: " + e.text
	}
	return fmt.Sprintf("Telegram answers %d: %s", e.code, e.text)
}

// webhookIsSet tells the 409 of a webhook from that of a second poller.
func webhookIsSet(err error) bool {
	var e *pollError
	return errors.As(err, &e) && e.code == http.StatusConflict && strings.Contains(e.text, "webhook is active")
}

func (c *Client) getUpdates(ctx context.Context, offset int64, patience int) ([]json.RawMessage, error) {
	ask, err := json.Marshal(map[string]any{"offset": offset, "timeout": patience, "limit": 100, "allowed_updates": allowed})
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.url+"/bot"+c.token+"/getUpdates", bytes.NewReader(ask))
	if err != nil {
		return nil, errors.New(c.scrub(err))
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := c.poll.Do(req)
	if err != nil {
		var u *url.Error
		if errors.As(err, &u) {
			err = u.Err // the address holds the token
		}
		return nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return nil, err
	}
	var answer struct {
		OK          bool              `json:"ok"`
		Result      []json.RawMessage `json:"result"`
		Description string            `json:"description"`
		Code        int               `json:"error_code"`
		Parameters  struct {
			RetryAfter int `json:"retry_after"`
		} `json:"parameters"`
	}
	if err := json.Unmarshal(body, &answer); err != nil {
		return nil, &pollError{code: resp.StatusCode, text: "not an answer of the Bot API"}
	}
	if !answer.OK {
		return nil, &pollError{answer.Code, answer.Description, time.Duration(answer.Parameters.RetryAfter) * time.Second}
	}
	return answer.Result, nil
}

// take stores a batch and gives its highest update id.
func (c *Client) take(ctx context.Context, updates []json.RawMessage, store Store) (int64, error) {
	if len(updates) == 0 {
		return 0, nil
	}
	var events []inbox.Event
	var last int64
	for _, raw := range updates {
		id, e, err := c.decode(raw)
		if err != nil {
			return 0, err
		}
		last = max(last, id)
		events = append(events, e)
	}
	return last, store(ctx, events)
}
