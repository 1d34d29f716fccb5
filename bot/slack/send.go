package slack

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/slack-go/slack"

	"moneytrail/handlers/outbox"
)

// metaType marks the product's own posts; the payload carries the outbox item.
const metaType = "moneytrail_item"

// Deliver does one outbox item at Slack and gives where it can be found again.
// Errors are *outbox.Error. An item whose earlier attempt has an unknown
// outcome is looked up in Slack before it is posted again.
func (c *Client) Deliver(ctx context.Context, it outbox.Item, anchors outbox.Anchors) (outbox.Anchor, error) {
	switch it.Op {
	case outbox.SlackReact, outbox.SlackUnreact:
		var r outbox.SlackReaction
		if err := json.Unmarshal(it.Body, &r); err != nil {
			return outbox.Anchor{}, unreadable(err)
		}
		at := outbox.Anchor{Channel: c.channel(r.Channel), ID: r.TS}
		if r.Of != "" {
			var err error
			if at, err = find(ctx, anchors, r.Of); err != nil {
				return outbox.Anchor{}, err
			}
		}
		ref := slack.NewRefToMessage(at.Channel, at.ID)
		if it.Op == outbox.SlackUnreact {
			return outbox.Anchor{}, fate(c.api.RemoveReactionContext(ctx, r.Name, ref))
		}
		return outbox.Anchor{}, fate(c.api.AddReactionContext(ctx, r.Name, ref))
	case outbox.SlackOpen:
		var f outbox.SlackForm
		if err := json.Unmarshal(it.Body, &f); err != nil {
			return outbox.Anchor{}, unreadable(err)
		}
		_, err := c.api.OpenViewContext(ctx, f.Trigger, view(f, it.Lane))
		return outbox.Anchor{}, fate(err)
	case outbox.SlackUpload:
		var f outbox.SlackFile
		if err := json.Unmarshal(it.Body, &f); err != nil {
			return outbox.Anchor{}, unreadable(err)
		}
		return c.upload(ctx, it, f, anchors)
	}
	var m outbox.SlackMessage
	if err := json.Unmarshal(it.Body, &m); err != nil {
		return outbox.Anchor{}, unreadable(err)
	}
	m.Channel = c.channel(m.Channel)
	switch it.Op {
	case outbox.SlackPost:
		return c.post(ctx, it, m, anchors)
	case outbox.SlackUpdate:
		at := outbox.Anchor{Channel: m.Channel, ID: m.OfTS}
		if m.OfTS == "" {
			var err error
			if at, err = find(ctx, anchors, m.Of); err != nil {
				return outbox.Anchor{}, err
			}
		}
		_, _, _, err := c.api.UpdateMessageContext(ctx, at.Channel, at.ID, content(m, it.Lane)...)
		return outbox.Anchor{}, fate(err)
	case outbox.SlackWhisper:
		opts := content(m, it.Lane)
		if m.ThreadTS != "" {
			opts = append(opts, slack.MsgOptionTS(m.ThreadTS))
		}
		_, err := c.api.PostEphemeralContext(ctx, m.Channel, m.User, opts...)
		return outbox.Anchor{}, fate(err)
	}
	return outbox.Anchor{}, unreadable(fmt.Errorf("unknown operation %q", it.Op))
}

func unreadable(err error) error {
	return &outbox.Error{Fate: outbox.Permanent, Code: "unreadable", Err: err}
}

func (c *Client) channel(named string) string {
	if named == "" {
		return c.o.Channel
	}
	return named
}

func find(ctx context.Context, anchors outbox.Anchors, ref string) (outbox.Anchor, error) {
	a, ok, err := anchors.Anchor(ctx, ref)
	if err != nil {
		return a, &outbox.Error{Fate: outbox.Temporary, Code: "database", Err: err}
	}
	if !ok {
		return a, &outbox.Error{Fate: outbox.Permanent, Code: "never_sent", Err: fmt.Errorf("%s was never sent", ref)}
	}
	return a, nil
}

// post sends a message once. The metadata makes it findable after an unknown outcome.
func (c *Client) post(ctx context.Context, it outbox.Item, m outbox.SlackMessage, anchors outbox.Anchors) (outbox.Anchor, error) {
	thread := m.ThreadTS
	if m.Thread != "" {
		a, err := find(ctx, anchors, m.Thread)
		if err != nil {
			return outbox.Anchor{}, err
		}
		m.Channel, thread = a.Channel, a.ID
	}
	if it.Repeat {
		ts, err := c.posted(ctx, it.ID, m.Channel, thread)
		if err != nil {
			return outbox.Anchor{}, stillUnknown(err)
		}
		if ts != "" {
			return outbox.Anchor{Network: "slack", Channel: m.Channel, ID: ts}, nil
		}
	}
	opts := append(content(m, it.Lane), slack.MsgOptionMetadata(slack.SlackMetadata{EventType: metaType,
		EventPayload: map[string]any{"item": strconv.FormatInt(it.ID, 10), "ref": it.Ref}}),
		slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl())
	if thread != "" {
		opts = append(opts, slack.MsgOptionTS(thread))
	}
	channel, ts, err := c.api.PostMessageContext(ctx, m.Channel, opts...)
	if err != nil {
		return outbox.Anchor{}, fate(err)
	}
	return outbox.Anchor{Network: "slack", Channel: channel, ID: ts}, nil
}

// stillUnknown keeps an item uncertain while Slack cannot be asked about it.
func stillUnknown(err error) error {
	e := outbox.FateOf(fate(err))
	e.Fate = outbox.Uncertain
	return e
}

// readBack bounds how far the product looks for its own post: pages of 200.
const readBack = 5

// posted finds the post of an item by its metadata; "" if Slack does not have it.
func (c *Client) posted(ctx context.Context, item int64, channel, thread string) (string, error) {
	want, cursor := strconv.FormatInt(item, 10), ""
	for range readBack {
		var msgs []slack.Message
		var next string
		if thread != "" {
			list, _, n, err := c.api.GetConversationRepliesContext(ctx, &slack.GetConversationRepliesParameters{
				ChannelID: channel, Timestamp: thread, Cursor: cursor, Limit: 200, IncludeAllMetadata: true})
			if err != nil {
				return "", err
			}
			msgs, next = list, n
		} else {
			h, err := c.api.GetConversationHistoryContext(ctx, &slack.GetConversationHistoryParameters{
				ChannelID: channel, Cursor: cursor, Limit: 200, IncludeAllMetadata: true})
			if err != nil {
				return "", err
			}
			msgs, next = h.Messages, h.ResponseMetaData.NextCursor
		}
		for _, m := range msgs {
			if m.Metadata.EventType == metaType && m.Metadata.EventPayload["item"] == want {
				return m.Timestamp, nil
			}
		}
		if cursor = next; cursor == "" {
			break
		}
	}
	return "", nil
}
