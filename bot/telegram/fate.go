package telegram

import (
	"context"
	"errors"
	"net"
	"strings"
	"time"

	"github.com/go-telegram/bot"

	"moneytrail/handlers/outbox"
)

// fate classifies what Telegram, or the way to it, answered. nil stays nil;
// refusals that mean "it is as you wish already" count as done.
func (c *Client) fate(err error) error {
	if err == nil || done(err) {
		return nil
	}
	text := errors.New(c.scrub(err))
	give := func(f outbox.Fate, code string) *outbox.Error { return &outbox.Error{Fate: f, Code: code, Err: text} }
	var many *bot.TooManyRequestsError
	var moved *bot.MigrateError
	switch {
	case errors.As(err, &many):
		e := give(outbox.Temporary, "rate_limited")
		e.RetryAfter = time.Duration(max(many.RetryAfter, 1)) * time.Second
		return e
	case errors.As(err, &moved):
		e := give(outbox.Temporary, "moved")
		e.MoveTo = int64(moved.MigrateToChatID)
		return e
	case errors.Is(err, bot.ErrorForbidden):
		return give(outbox.Permanent, "blocked")
	case errors.Is(err, bot.ErrorBadRequest):
		return give(outbox.Permanent, refusal(err))
	case errors.Is(err, bot.ErrorUnauthorized), errors.Is(err, bot.ErrorNotFound):
		// The token: nothing is lost by waiting for the operator to mend it.
		e := give(outbox.Temporary, "token_refused")
		e.RetryAfter = 30 * time.Second
		return e
	case strings.Contains(err.Error(), "error response from telegram"):
		return give(outbox.Temporary, "telegram_error") // an answer, and it says no
	case neverSent(err):
		return give(outbox.Temporary, "unreachable")
	}
	return give(outbox.Uncertain, "no_answer")
}

// done tells refusals after which nothing is left to do.
func done(err error) bool {
	if !errors.Is(err, bot.ErrorBadRequest) {
		return false
	}
	for _, s := range []string{"message is not modified", "message to delete not found", "query is too old"} {
		if strings.Contains(err.Error(), s) {
			return true
		}
	}
	return false
}

func refusal(err error) string {
	switch text := err.Error(); {
	case strings.Contains(text, "chat not found"):
		return "chat_not_found"
	case strings.Contains(text, "message to edit not found"), strings.Contains(text, "can't be edited"):
		return "message_gone"
	case strings.Contains(text, "file is too big"):
		return "file_too_big"
	}
	return "refused"
}

// neverSent tells errors from before a connection stood: Telegram cannot have acted.
func neverSent(err error) bool {
	var op *net.OpError
	var dns *net.DNSError
	return errors.As(err, &dns) || errors.As(err, &op) && op.Op == "dial"
}

// compile-time: what delivery asks of a network.
var _ interface {
	Deliver(context.Context, outbox.Item, outbox.Anchors) (outbox.Anchor, error)
} = (*Client)(nil)
