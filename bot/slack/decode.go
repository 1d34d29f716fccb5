package slack

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"moneytrail/handlers/inbox"
)

// decode turns an envelope into an event, masking card numbers on the way.
// wanted is false for what the product has no use for (other channels, bots).
func (c *Client) decode(ctx context.Context, env envelope) (inbox.Event, bool, error) {
	switch env.Type {
	case "events_api":
		return c.line(ctx, env)
	case "interactive":
		return c.interaction(ctx, env)
	}
	return inbox.Event{}, false, nil
}

type message struct {
	Type     string    `json:"type"`
	Subtype  string    `json:"subtype"`
	Channel  string    `json:"channel"`
	User     string    `json:"user"`
	BotID    string    `json:"bot_id"`
	TS       string    `json:"ts"`
	ThreadTS string    `json:"thread_ts"`
	EventTS  string    `json:"event_ts"`
	Text     string    `json:"text"`
	Edited   *struct{} `json:"edited"`
	Files    []file    `json:"files"`
	Message  *message  `json:"message"`
	Previous *message  `json:"previous_message"`
}

type file struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Mode string `json:"mode"` // tombstone: deleted
}

// files gives those that are still there, their names masked.
func (c *Client) files(m *message) (out []inbox.Post) {
	for _, f := range m.Files {
		if f.Mode != "tombstone" {
			name, _ := c.o.Mask(f.Name)
			out = append(out, inbox.Post{ID: f.ID, Name: name})
		}
	}
	return out
}

// gone gives the files that a line had and has no more.
func (c *Client) gone(before, now *message) []inbox.Post {
	if before == nil {
		return nil
	}
	left := c.files(now)
	return slices.DeleteFunc(c.files(before), func(f inbox.Post) bool {
		return slices.ContainsFunc(left, func(o inbox.Post) bool { return o.ID == f.ID })
	})
}

// line reads a line that a person wrote, changed or deleted in a thread of ours.
func (c *Client) line(ctx context.Context, env envelope) (e inbox.Event, wanted bool, err error) {
	var p struct {
		Team   string  `json:"team_id"`
		Event  message `json:"event"`
		Shared bool    `json:"is_ext_shared_channel"`
	}
	if err := json.Unmarshal(env.Payload, &p); err != nil {
		c.o.Log.Warn("slack: unreadable event")
		return e, false, nil
	}
	m, kind := p.Event, inbox.Line
	var gone []inbox.Post
	key := "slack:msg:" + m.Channel + ":" + m.TS
	if m.Type != "message" {
		return e, false, nil
	}
	switch m.Subtype {
	case "", "thread_broadcast", "file_share":
	case "message_changed":
		if m.Message == nil {
			return e, false, nil
		}
		kind, key = inbox.LineEdited, "slack:edit:"+m.Channel+":"+m.EventTS
		if gone = c.gone(m.Previous, m.Message); len(gone) > 0 && (m.Message.Edited == nil || m.Previous.Text == m.Message.Text) {
			kind, key = inbox.FilesGone, "slack:files:"+m.Channel+":"+m.EventTS
		} else if m.Message.Edited == nil {
			return e, false, nil // an unfurled link, a new reply count
		}
		m.Message.Channel = m.Channel
		m = *m.Message
	case "message_deleted":
		if m.Previous == nil {
			return e, false, nil
		}
		kind, key = inbox.LineDeleted, "slack:del:"+m.Channel+":"+m.EventTS
		m.Previous.Channel = m.Channel
		m = *m.Previous
	default:
		return e, false, nil
	}
	if m.User == "" || m.BotID != "" || m.User == c.own() || m.ThreadTS == "" || m.ThreadTS == m.TS {
		return e, false, nil
	}
	lane, ok, err := c.thread(ctx, m.Channel, m.ThreadTS)
	if err != nil || !ok {
		return e, false, err
	}
	who := c.who(ctx, m.User)
	text, masked := c.o.Mask(unescape(m.Text))
	files := c.files(&m)
	if kind == inbox.FilesGone {
		files = gone
	}
	return inbox.Event{Key: key, Lane: lane, Network: inbox.Slack, Kind: kind, At: stamp(m.TS), Slack: &inbox.SlackEvent{
		Team: p.Team, Channel: m.Channel, User: m.User, UserName: who.name, TS: m.TS, ThreadTS: m.ThreadTS,
		Text: text, Masked: masked, Files: files, Outsider: who.outsider || p.Shared || c.foreignTeam(p.Team)}}, true, nil
}

// thread finds the lane of a thread. A reply may come in the moment between
// the card's appearance in Slack and the note of its timestamp here, so a
// young thread is given a second to become known.
func (c *Client) thread(ctx context.Context, channel, ts string) (string, bool, error) {
	key := channel + ":" + ts
	c.mu.Lock()
	foreign := c.foreign[key]
	c.mu.Unlock()
	if foreign {
		return "", false, nil
	}
	for end := time.Now().Add(time.Second); ; {
		lane, ok, err := c.o.Lane(ctx, channel, ts)
		if err != nil || ok {
			return lane, ok, err
		}
		if time.Since(stamp(ts)) > 15*time.Second || time.Now().After(end) {
			break
		}
		select {
		case <-ctx.Done():
			return "", false, ctx.Err()
		case <-time.After(25 * time.Millisecond):
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.foreign) > 10000 {
		clear(c.foreign)
	}
	c.foreign[key] = true
	return "", false, nil
}

// interaction reads a pressed button or a submitted form.
func (c *Client) interaction(ctx context.Context, env envelope) (e inbox.Event, wanted bool, err error) {
	var p struct {
		Type    string `json:"type"`
		Trigger string `json:"trigger_id"`
		User    struct {
			ID     string `json:"id"`
			TeamID string `json:"team_id"`
		} `json:"user"`
		Team struct {
			ID string `json:"id"`
		} `json:"team"`
		Channel struct {
			ID string `json:"id"`
		} `json:"channel"`
		Message struct {
			TS       string `json:"ts"`
			ThreadTS string `json:"thread_ts"`
		} `json:"message"`
		Actions []struct {
			ActionID string `json:"action_id"`
			BlockID  string `json:"block_id"`
			Value    string `json:"value"`
		} `json:"actions"`
		View struct {
			Callback string `json:"callback_id"`
			Private  string `json:"private_metadata"`
			State    struct {
				Values map[string]map[string]struct {
					Value    string `json:"value"`
					Selected *struct {
						Value string `json:"value"`
					} `json:"selected_option"`
				} `json:"values"`
			} `json:"state"`
		} `json:"view"`
	}
	if err := json.Unmarshal(env.Payload, &p); err != nil {
		c.o.Log.Warn("slack: unreadable interaction")
		return e, false, nil
	}
	who := c.who(ctx, p.User.ID)
	s := &inbox.SlackEvent{Team: p.Team.ID, Channel: p.Channel.ID, User: p.User.ID, UserName: who.name,
		TS: p.Message.TS, ThreadTS: p.Message.ThreadTS, Trigger: p.Trigger, Outsider: who.outsider || c.foreignTeam(p.Team.ID)}
	e = inbox.Event{Key: "slack:env:" + env.ID, Lane: "slack:" + p.User.ID, Network: inbox.Slack, At: time.Now(), Slack: s}
	switch {
	case p.Type == "block_actions" && len(p.Actions) > 0:
		a := p.Actions[0]
		e.Kind, s.Action, s.Value = inbox.Press, a.ActionID, a.Value
		if lane, ok := strings.CutPrefix(a.BlockID, laneBlock); ok {
			e.Lane = lane
		}
	case p.Type == "view_submission":
		e.Kind, s.Action, s.Fields = inbox.Submit, p.View.Callback, map[string]string{}
		var meta formMeta
		if json.Unmarshal([]byte(p.View.Private), &meta) == nil && meta.Lane != "" {
			e.Lane, s.Value = meta.Lane, meta.Meta
		}
		for block, inputs := range p.View.State.Values {
			for _, in := range inputs {
				v := in.Value
				if in.Selected != nil {
					v = in.Selected.Value
				}
				var n int
				s.Fields[block], n = c.o.Mask(v)
				s.Masked += n
			}
		}
	default:
		return e, false, nil
	}
	return e, true, nil
}

func (c *Client) own() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.self.user
}

func (c *Client) foreignTeam(team string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return team != "" && c.self.team != "" && team != c.self.team
}

// stamp reads Slack's timestamp, seconds with a fraction; the zero time where it is none.
func stamp(ts string) time.Time {
	sec, frac, _ := strings.Cut(ts, ".")
	s, err := strconv.ParseInt(sec, 10, 64)
	if err != nil {
		return time.Time{}
	}
	us, _ := strconv.ParseInt(fmt.Sprintf("%-06s", frac), 10, 64)
	return time.Unix(s, us*1000)
}

var unescaper = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")

// unescape gives what the person typed: links without their angle brackets,
// & < > as they are.
func unescape(text string) string {
	var out strings.Builder
	for {
		i := strings.IndexByte(text, '<')
		j := strings.IndexByte(text, '>')
		if i < 0 || j < i {
			break
		}
		out.WriteString(text[:i])
		target, label, labelled := strings.Cut(text[i+1:j], "|")
		switch {
		case labelled && !strings.HasPrefix(target, "http"):
			out.WriteString(label)
		default:
			out.WriteString(target)
		}
		text = text[j+1:]
	}
	out.WriteString(text)
	return unescaper.Replace(out.String())
}
