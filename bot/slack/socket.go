package slack

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"

	"moneytrail/handlers/inbox"
)

// Listen keeps a Socket Mode connection until ctx ends. Each envelope is
// stored first and acknowledged after; what is not stored is not
// acknowledged, and Slack sends it again. report hears of every change
// between working (nil) and not working.
func (c *Client) Listen(ctx context.Context, store Store, report func(error)) error {
	wait := time.Second
	for ctx.Err() == nil {
		start := time.Now()
		err := c.session(ctx, store, report)
		if ctx.Err() != nil {
			break
		}
		if err == nil {
			err = errors.New("the connection ended")
		}
		report(err)
		c.o.Log.Warn("slack: socket mode", "error", err)
		if time.Since(start) > time.Minute {
			wait = time.Second
		}
		select {
		case <-ctx.Done():
		case <-time.After(wait):
		}
		wait = min(2*wait, time.Minute)
	}
	return nil
}

// session runs the SDK's client, which reconnects by itself, until it gives
// up (a refused token, or ctx).
func (c *Client) session(ctx context.Context, store Store, report func(error)) error {
	if _, _, err := c.Who(ctx); err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	sm := socketmode.New(c.api, socketmode.OptionLog(log.New(io.Discard, "", 0)))
	ended := make(chan error, 1)
	go func() { ended <- sm.RunContext(ctx) }()
	for {
		select {
		case err := <-ended:
			return fate(err)
		case evt := <-sm.Events:
			c.event(ctx, sm, evt, store, report)
		}
	}
}

// envelope is what Slack sends over the socket; read here without the SDK's
// types, whose strictness would refuse a whole event for one odd block.
type envelope struct {
	ID      string          `json:"envelope_id"`
	Type    string          `json:"type"`
	Payload json.RawMessage `json:"payload"`
}

func (c *Client) event(ctx context.Context, sm *socketmode.Client, evt socketmode.Event, store Store, report func(error)) {
	var env envelope
	switch evt.Type {
	case socketmode.EventTypeHello:
		report(nil)
		return
	case socketmode.EventTypeConnectionError, socketmode.EventTypeInvalidAuth:
		if e, ok := evt.Data.(*slack.ConnectionErrorEvent); ok {
			report(fate(e.ErrorObj))
		}
		return
	case socketmode.EventTypeErrorBadMessage:
		bad, ok := evt.Data.(*socketmode.ErrorBadMessage)
		if !ok || json.Unmarshal(bad.Message, &env) != nil || env.ID == "" {
			return
		}
		c.o.Log.Warn("slack: an event the SDK cannot read", "type", env.Type)
	default:
		if evt.Request == nil || evt.Request.EnvelopeID == "" {
			return
		}
		env = envelope{evt.Request.EnvelopeID, evt.Request.Type, evt.Request.Payload}
	}
	answer, err := c.take(ctx, env, store)
	if err != nil {
		c.o.Log.Error("slack: not stored, Slack will repeat it", "type", env.Type, "error", err)
		return
	}
	if err := sm.AckCtx(ctx, env.ID, answer); err != nil {
		c.o.Log.Warn("slack: acknowledgement", "error", err)
	}
}

// take stores what an envelope brings, or refuses a form in which something is
// wrong. answer goes to Slack with the acknowledgement, nil nothing.
func (c *Client) take(ctx context.Context, env envelope, store Store) (answer any, err error) {
	e, wanted, err := c.decode(ctx, env)
	if err != nil || !wanted {
		return nil, err
	}
	if e.Kind == inbox.Submit && c.o.Objects != nil {
		bad, err := c.o.Objects(ctx, e)
		if err != nil {
			return nil, err
		}
		if len(bad) > 0 {
			return slack.NewErrorsViewSubmissionResponse(bad), nil
		}
	}
	return nil, store(ctx, []inbox.Event{e})
}
