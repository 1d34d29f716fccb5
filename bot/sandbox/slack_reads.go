package sandbox

import (
	"slices"
	"strconv"
)

// history gives a channel's messages outside threads, newest first.
func (s *workspace) history(f form) (map[string]any, error) {
	c, err := s.channelOf(f, "channel")
	if err != nil {
		return nil, err
	}
	if c.left {
		return nil, slackErr("not_in_channel")
	}
	var found []*post
	for _, p := range slices.Backward(c.posts) {
		if !p.deleted && p.thread == "" && within(f, p.ts) {
			found = append(found, p)
		}
	}
	return s.pageOf(f, c, found)
}

// replies gives a thread, its parent first, in order.
func (s *workspace) replies(f form) (map[string]any, error) {
	c, err := s.channelOf(f, "channel")
	if err != nil {
		return nil, err
	}
	if c.left {
		return nil, slackErr("not_in_channel")
	}
	parent := c.find(f.values["ts"])
	if parent == nil {
		return nil, slackErr("thread_not_found")
	}
	found := []*post{parent}
	for _, p := range c.posts {
		if !p.deleted && p.thread == parent.ts && within(f, p.ts) {
			found = append(found, p)
		}
	}
	return s.pageOf(f, c, found)
}

// within tells whether a timestamp lies between oldest and latest of a call.
func within(f form, ts string) bool {
	oldest, latest, inclusive := f.values["oldest"], f.values["latest"], f.bool("inclusive")
	if oldest != "" && oldest != "0" && (ts < oldest || ts == oldest && !inclusive) {
		return false
	}
	return latest == "" || ts < latest || ts == latest && inclusive
}

// pageOf gives the part of a list that limit and cursor ask for. Metadata is
// given only where include_all_metadata asks for it.
func (s *workspace) pageOf(f form, c *channel, found []*post) (map[string]any, error) {
	limit := int(f.int("limit"))
	if limit < 1 || limit > 999 {
		limit = 100
	}
	from := 0
	if cursor := f.values["cursor"]; cursor != "" {
		n, err := strconv.Atoi(cursor)
		if err != nil || n < 0 || n > len(found) {
			return nil, slackErr("invalid_cursor")
		}
		from = n
	}
	to := min(len(found), from+limit)
	messages := []map[string]any{}
	for _, p := range found[from:to] {
		m := p.wire(f.bool("include_all_metadata"))
		if count, latest := c.thread(p.ts); count > 0 {
			m = with(with(with(m, "thread_ts", p.ts), "reply_count", count), "latest_reply", latest)
		}
		messages = append(messages, m)
	}
	next := ""
	if to < len(found) {
		next = strconv.Itoa(to)
	}
	return map[string]any{
		"messages": messages, "has_more": next != "", "response_metadata": map[string]any{"next_cursor": next},
	}, nil
}

// thread counts the replies to a message and gives the latest one's timestamp.
func (c *channel) thread(ts string) (int, string) {
	n, latest := 0, ""
	for _, p := range c.posts {
		if p.thread == ts && !p.deleted {
			n, latest = n+1, p.ts
		}
	}
	return n, latest
}

func (s *workspace) channelInfo(f form) (map[string]any, error) {
	for _, c := range s.channels {
		if c.id == f.values["channel"] {
			return map[string]any{"channel": map[string]any{
				"id": c.id, "name": c.name, "is_channel": true, "is_private": false, "is_member": !c.left,
				"is_archived": c.archived, "is_ext_shared": c.shared, "is_shared": c.shared,
			}}, nil
		}
	}
	return nil, slackErr("channel_not_found")
}

func (s *workspace) members(f form) (map[string]any, error) {
	if _, err := s.channelOf(f, "channel"); err != nil {
		return nil, err
	}
	ids := []string{slackBot}
	for _, a := range s.w.agents {
		ids = append(ids, a.id)
	}
	return map[string]any{"members": ids, "response_metadata": map[string]any{"next_cursor": ""}}, nil
}

func (s *workspace) userInfo(f form) (map[string]any, error) {
	if f.values["user"] == slackBot {
		return map[string]any{"user": map[string]any{"id": slackBot, "team_id": slackTeam, "name": "moneytrail", "is_bot": true}}, nil
	}
	a := s.agent(f.values["user"])
	if a == nil {
		return nil, slackErr("user_not_found")
	}
	team := slackTeam
	if a.standing == Stranger {
		team = strangerTeam
	}
	return map[string]any{"user": map[string]any{
		"id": a.id, "team_id": team, "name": a.handle(), "real_name": a.Name, "tz": "Asia/Shanghai", "tz_offset": 28800,
		"deleted": a.standing == Removed, "is_bot": false, "is_restricted": a.standing == Guest,
		"is_ultra_restricted": false, "is_stranger": a.standing == Stranger,
		"profile": map[string]any{"display_name": a.Name, "real_name": a.Name, "email": a.handle() + "@example.test"},
	}}, nil
}

func (s *workspace) permalink(f form) (map[string]any, error) {
	c, err := s.channelOf(f, "channel")
	if err != nil {
		return nil, err
	}
	ts := f.values["message_ts"]
	if c.find(ts) == nil {
		return nil, slackErr("message_not_found")
	}
	return map[string]any{"channel": c.id, "permalink": "https://sandbox.slack.test/archives/" + c.id + "/p" + tsDigits(ts)}, nil
}

func tsDigits(ts string) string { return ts[:len(ts)-7] + ts[len(ts)-6:] }

func (s *workspace) agent(id string) *Agent {
	for _, a := range s.w.agents {
		if a.id == id {
			return a
		}
	}
	return nil
}
