package slack

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/slack-go/slack"

	"moneytrail/handlers/outbox"
)

// operator names refusals that only the operator can mend (a revoked token, a
// missing scope, an archived channel). Nothing is lost while they last: the
// item waits.
var operator = map[string]bool{
	"invalid_auth": true, "not_authed": true, "account_inactive": true, "token_revoked": true, "token_expired": true,
	"no_permission": true, "missing_scope": true, "not_allowed_token_type": true, "org_login_required": true,
	"channel_not_found": true, "not_in_channel": true, "is_archived": true, "restricted_action": true, "access_denied": true,
}

// passing names refusals that pass by themselves.
var passing = map[string]bool{
	"ratelimited": true, "rate_limited": true, "service_unavailable": true, "request_timeout": true, "team_added_to_org": true,
}

// fate classifies what Slack, or the way to it, answered. nil stays nil;
// refusals that mean "it is as you wish already" count as done.
func fate(err error) error {
	if err == nil {
		return nil
	}
	give := func(f outbox.Fate, code string) *outbox.Error { return &outbox.Error{Fate: f, Code: code, Err: err} }
	var limited *slack.RateLimitedError
	var status slack.StatusCodeError
	var refused slack.SlackErrorResponse
	var op *net.OpError
	var dns *net.DNSError
	var u *url.Error
	switch {
	case errors.As(err, &limited):
		e := give(outbox.Temporary, "rate_limited")
		e.RetryAfter = max(limited.RetryAfter, time.Second)
		return e
	case errors.As(err, &status):
		if status.Code == http.StatusTooManyRequests {
			return give(outbox.Temporary, "rate_limited")
		}
		return give(outbox.Uncertain, "slack_error")
	case errors.As(err, &refused):
		switch {
		case refused.Err == "already_reacted" || refused.Err == "no_reaction":
			return nil
		case passing[refused.Err]:
			return give(outbox.Temporary, refused.Err)
		case operator[refused.Err]:
			e := give(outbox.Temporary, refused.Err)
			e.RetryAfter = 10 * time.Second
			return e
		case refused.Err == "internal_error" || refused.Err == "fatal_error":
			return give(outbox.Uncertain, refused.Err)
		}
		return give(outbox.Permanent, refused.Err)
	case errors.As(err, &dns), errors.As(err, &op) && op.Op == "dial":
		return give(outbox.Temporary, "unreachable")
	case errors.Is(err, context.Canceled) && !errors.As(err, &u):
		return give(outbox.Temporary, "stopping")
	}
	return give(outbox.Uncertain, "no_answer")
}
