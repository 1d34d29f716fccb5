package sandbox

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// post is a message in a channel.
type post struct {
	ts, thread string
	user       string
	byBot      bool
	text       string // with Slack's escapes
	blocks     []block
	metadata   json.RawMessage
	files      []*slackFile
	reactions  []reaction
	edits      int
	deleted    bool
	rev        int
}

type reaction struct {
	name  string
	users []string
}

// wire is the message as the Web API and events give it.
func (p *post) wire(withMetadata bool) map[string]any {
	m := map[string]any{"type": "message", "ts": p.ts, "user": p.user, "text": p.text, "team": slackTeam}
	if p.byBot {
		m["bot_id"], m["app_id"] = slackBID, slackApp
	} else {
		m["client_msg_id"] = "c-" + p.ts
	}
	if p.thread != "" {
		m["thread_ts"] = p.thread
	}
	if len(p.blocks) > 0 {
		m["blocks"] = p.blocks
	}
	if withMetadata && len(p.metadata) > 0 {
		m["metadata"] = p.metadata
	}
	if p.edits > 0 {
		m["edited"] = map[string]any{"user": p.user, "ts": p.ts}
	}
	if len(p.files) > 0 {
		m["subtype"] = "file_share"
		var files []map[string]any
		for _, f := range p.files {
			files = append(files, f.wire(""))
		}
		m["files"] = files
	}
	var reactions []map[string]any
	for _, r := range p.reactions {
		reactions = append(reactions, map[string]any{"name": r.name, "users": r.users, "count": len(r.users)})
	}
	if reactions != nil {
		m["reactions"] = reactions
	}
	return m
}

func (c *channel) find(ts string) *post {
	for _, p := range c.posts {
		if p.ts == ts && !p.deleted {
			return p
		}
	}
	return nil
}

// add puts a message into a channel and tells the app of it; mu is held.
func (s *workspace) add(c *channel, p *post) error {
	if p.thread != "" {
		parent := c.find(p.thread)
		if parent == nil {
			return slackErr("thread_not_found")
		}
		if parent.thread != "" {
			p.thread = parent.thread
		}
	}
	p.ts = s.ts()
	c.posts = append(c.posts, p)
	s.w.changed()
	p.rev = s.w.rev
	ev := p.wire(true)
	ev["channel"], ev["channel_type"], ev["event_ts"] = c.id, "channel", p.ts
	s.event(c, ev)
	return nil
}

// content checks what a message is to show.
func (s *workspace) content(f form) (string, []block, error) {
	var blocks []block
	if err := f.decode("blocks", &blocks); err != nil {
		return "", nil, slackErr("invalid_blocks_format")
	}
	if bad := checkBlocks(blocks, false); len(bad) > 0 {
		return "", nil, slackErr("invalid_blocks", bad...)
	}
	text := f.values["text"]
	if text == "" && len(blocks) == 0 {
		return "", nil, slackErr("no_text")
	}
	if len([]rune(text)) > 40000 {
		return "", nil, slackErr("msg_too_long")
	}
	if text == "" {
		s.w.Journal.object("chat: blocks without a text: notifications and screen readers get nothing")
	}
	raw, _ := json.Marshal(blocks)
	for _, call := range []string{"<!channel", "<!here", "<!everyone"} {
		if strings.Contains(text, call) || strings.Contains(unescapeJSON(raw), call) {
			s.w.Journal.object("chat: a broadcast mention in a message of the bot (unescaped text?)")
		}
	}
	for i, b := range blocks {
		b.name(s, i)
	}
	return text, blocks, nil
}

func unescapeJSON(b []byte) string {
	return strings.NewReplacer(`\u003c`, "<", `\u003e`, ">", `\u0026`, "&").Replace(string(b))
}

func (s *workspace) postMessage(f form) (map[string]any, error) {
	c, err := s.channelOf(f, "channel")
	if err != nil {
		return nil, err
	}
	if c.left {
		return nil, slackErr("not_in_channel")
	}
	text, blocks, err := s.content(f)
	if err != nil {
		return nil, err
	}
	p := &post{user: slackBot, byBot: true, thread: f.values["thread_ts"], text: text, blocks: blocks}
	if meta := f.values["metadata"]; meta != "" {
		var m struct {
			Type    string         `json:"event_type"`
			Payload map[string]any `json:"event_payload"`
		}
		if json.Unmarshal([]byte(meta), &m) != nil || m.Type == "" || m.Payload == nil {
			return nil, slackErr("invalid_metadata_format")
		}
		p.metadata = json.RawMessage(meta)
	}
	if err := s.add(c, p); err != nil {
		return nil, err
	}
	return map[string]any{"channel": c.id, "ts": p.ts, "message": p.wire(true)}, nil
}

// own finds one of the bot's messages.
func (s *workspace) own(f form, foreign string) (*channel, *post, error) {
	c, err := s.channelOf(f, "channel")
	if err != nil {
		return nil, nil, err
	}
	p := c.find(f.values["ts"])
	switch {
	case p == nil:
		return nil, nil, slackErr("message_not_found")
	case !p.byBot:
		return nil, nil, slackErr(foreign)
	}
	return c, p, nil
}

func (s *workspace) updateMessage(f form) (map[string]any, error) {
	c, p, err := s.own(f, "cant_update_message")
	if err != nil {
		return nil, err
	}
	text, blocks, err := s.content(f)
	if err != nil {
		return nil, err
	}
	before := p.wire(false)
	p.text, p.blocks = text, blocks
	if meta := f.values["metadata"]; meta != "" {
		p.metadata = json.RawMessage(meta)
	}
	s.edited(c, p, before)
	return map[string]any{"channel": c.id, "ts": p.ts, "text": p.text, "message": p.wire(false)}, nil
}

func (s *workspace) deleteMessage(f form) (map[string]any, error) {
	c, p, err := s.own(f, "cant_delete_message")
	if err != nil {
		return nil, err
	}
	s.removed(c, p)
	return map[string]any{"channel": c.id, "ts": p.ts}, nil
}

// edited counts an edit and tells the app; mu is held.
func (s *workspace) edited(c *channel, p *post, before map[string]any) {
	p.edits++
	s.w.changed()
	p.rev = s.w.rev
	now := s.ts()
	s.event(c, map[string]any{
		"type": "message", "subtype": "message_changed", "hidden": true, "channel": c.id, "channel_type": "channel",
		"ts": now, "event_ts": now, "message": p.wire(false), "previous_message": before,
	})
}

// removed takes a message away and tells the app; mu is held.
func (s *workspace) removed(c *channel, p *post) {
	before := p.wire(false)
	p.deleted = true
	s.w.changed()
	p.rev = s.w.rev
	now := s.ts()
	s.event(c, map[string]any{
		"type": "message", "subtype": "message_deleted", "hidden": true, "channel": c.id, "channel_type": "channel",
		"ts": now, "event_ts": now, "deleted_ts": p.ts, "previous_message": before,
	})
}

func (s *workspace) postEphemeral(f form) (map[string]any, error) {
	c, err := s.channelOf(f, "channel")
	if err != nil {
		return nil, err
	}
	if s.agent(f.values["user"]) == nil {
		return nil, slackErr("user_not_in_channel")
	}
	text, blocks, err := s.content(f)
	if err != nil {
		return nil, err
	}
	wh := whisper{ts: s.ts(), user: f.values["user"], thread: f.values["thread_ts"], text: text, blocks: blocks}
	c.whispers = append(c.whispers, wh)
	s.w.changed()
	return map[string]any{"message_ts": wh.ts}, nil
}

func (s *workspace) reacted(f form) (*post, error) {
	c, err := s.channelOf(f, "channel")
	if err != nil {
		return nil, err
	}
	p := c.find(f.values["timestamp"])
	if p == nil {
		return nil, slackErr("message_not_found")
	}
	if f.values["name"] == "" || strings.Contains(f.values["name"], ":") {
		return nil, slackErr("invalid_name")
	}
	return p, nil
}

func (s *workspace) addReaction(f form) (map[string]any, error) {
	p, err := s.reacted(f)
	if err != nil {
		return nil, err
	}
	name := f.values["name"]
	for _, r := range p.reactions {
		if r.name == name && slices.Contains(r.users, slackBot) {
			return nil, slackErr("already_reacted")
		}
	}
	p.reactions = append(p.reactions, reaction{name: name, users: []string{slackBot}})
	s.w.changed()
	return nil, nil
}

func (s *workspace) removeReaction(f form) (map[string]any, error) {
	p, err := s.reacted(f)
	if err != nil {
		return nil, err
	}
	n := len(p.reactions)
	p.reactions = slices.DeleteFunc(p.reactions, func(r reaction) bool { return r.name == f.values["name"] })
	if len(p.reactions) == n {
		return nil, slackErr("no_reaction")
	}
	s.w.changed()
	return nil, nil
}

// with adds to a copy of a wire message.
func with(m map[string]any, key string, value any) map[string]any {
	out := maps.Clone(m)
	out[key] = value
	return out
}
