package sandbox

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"time"
)

// Post is a message in Slack as people see it.
type Post struct {
	Channel, TS, Thread string
	User                string // id; the bot's own messages have FromBot
	FromBot             bool
	Text                string // with Slack's escapes undone
	Blocks              string // every text in the blocks, a line each
	Buttons             []string
	Metadata            json.RawMessage
	Files               []string // names
	Reactions           []string
	Edits               int
	Deleted             bool
}

// post is a snapshot for readers; mu is held.
func (p *post) post(c *channel) Post {
	out := Post{
		Channel: c.id, TS: p.ts, Thread: p.thread, User: p.user, FromBot: p.byBot, Text: unescapeSlack(p.text),
		Blocks: plain(p.blocks), Metadata: p.metadata, Edits: p.edits, Deleted: p.deleted,
	}
	for _, b := range p.blocks {
		for _, e := range b.controls() {
			out.Buttons = append(out.Buttons, e.sub("text").str("text"))
		}
	}
	for _, f := range p.files {
		out.Files = append(out.Files, f.name)
	}
	for _, r := range p.reactions {
		out.Reactions = append(out.Reactions, r.name)
	}
	return out
}

func (p Post) shows() string { return p.Text + "\n" + p.Blocks }

// lookup finds a message again; mu is held.
func (s *workspace) lookup(p Post) (*channel, *post) {
	for _, c := range s.channels {
		if c.id == p.Channel {
			return c, c.find(p.TS)
		}
	}
	return nil, nil
}

// Posts gives the messages of a channel ("" = the support channel) with threads, in order, deleted ones too.
func (w *World) Posts(id string) []Post {
	w.mu.Lock()
	defer w.mu.Unlock()
	var out []Post
	for _, c := range w.slack.channels {
		if c.id == id || id == "" && c == w.slack.support {
			for _, p := range c.posts {
				out = append(out, p.post(c))
			}
		}
	}
	return out
}

// Post gives a message as it stands now.
func (w *World) Post(p Post) Post {
	w.mu.Lock()
	defer w.mu.Unlock()
	if c, now := w.slack.lookup(p); now != nil {
		return now.post(c)
	}
	p.Deleted = true
	return p
}

// AwaitPost waits for a message of the bot outside threads, or for an edit of
// one, that matches the regular expression and that the agent did not take before.
func (a *Agent) AwaitPost(pattern string, within time.Duration) (Post, error) {
	return a.awaitPost("channel", "", pattern, within)
}

// AwaitReply is AwaitPost for a thread.
func (a *Agent) AwaitReply(in Post, pattern string, within time.Duration) (Post, error) {
	return a.awaitPost("thread", in.TS, pattern, within)
}

func (a *Agent) awaitPost(where, thread, pattern string, within time.Duration) (Post, error) {
	re := regexp.MustCompile(pattern)
	var got Post
	found := a.w.await(within, func() bool {
		var first *post
		for _, c := range a.w.slack.channels {
			for _, p := range c.posts {
				if p.byBot && !p.deleted && p.thread == thread && p.rev > a.seen[p] && (first == nil || p.rev < first.rev) && re.MatchString(p.post(c).shows()) {
					first, got = p, p.post(c)
				}
			}
		}
		if first != nil {
			a.seen[first] = first.rev
		}
		return first != nil
	})
	if !found {
		return got, fmt.Errorf("%s did not see %q in the %s\n%s", a.Name, pattern, where, a.w.SupportScreen())
	}
	return got, nil
}

// Sees is AwaitPost for stories.
func (a *Agent) Sees(pattern string, within time.Duration) Post {
	if a.w.o.T != nil {
		a.w.o.T.Helper()
	}
	p, err := a.AwaitPost(pattern, within)
	a.w.check(err)
	return p
}

// SeesReply is AwaitReply for stories.
func (a *Agent) SeesReply(in Post, pattern string, within time.Duration) Post {
	if a.w.o.T != nil {
		a.w.o.T.Helper()
	}
	p, err := a.AwaitReply(in, pattern, within)
	a.w.check(err)
	return p
}

// SeesReaction waits until a message carries a reaction.
func (a *Agent) SeesReaction(on Post, name string, within time.Duration) {
	if a.w.o.T != nil {
		a.w.o.T.Helper()
	}
	found := a.w.await(within, func() bool {
		_, p := a.w.slack.lookup(on)
		for i := 0; p != nil && i < len(p.reactions); i++ {
			if p.reactions[i].name == name {
				return true
			}
		}
		return false
	})
	if !found {
		a.w.check(fmt.Errorf("%s sees no :%s: on %q\n%s", a.Name, name, on.Text, a.w.SupportScreen()))
	}
}

// Whispers gives what the bot showed to this person alone.
func (a *Agent) Whispers() []string {
	a.w.mu.Lock()
	defer a.w.mu.Unlock()
	var out []string
	for _, c := range a.w.slack.channels {
		for _, wh := range c.whispers {
			if wh.user == a.id {
				out = append(out, strings.TrimSpace(unescapeSlack(wh.text)+"\n"+plain(wh.blocks)))
			}
		}
	}
	return out
}

// SeesWhisper waits for a message to this person alone that matches.
func (a *Agent) SeesWhisper(pattern string, within time.Duration) {
	if a.w.o.T != nil {
		a.w.o.T.Helper()
	}
	re := regexp.MustCompile(pattern)
	found := a.w.await(within, func() bool {
		for _, c := range a.w.slack.channels {
			for _, wh := range c.whispers {
				if wh.user == a.id && re.MatchString(unescapeSlack(wh.text)+"\n"+plain(wh.blocks)) {
					return true
				}
			}
		}
		return false
	})
	if !found {
		a.w.check(fmt.Errorf("%s was told nothing like %q\n%s", a.Name, pattern, a.w.SupportScreen()))
	}
}

// SupportScreen is the end of the support channel as a person would describe it.
func (w *World) SupportScreen() string {
	all := w.Posts("")
	var b strings.Builder
	b.WriteString("--- the support channel")
	for _, p := range all[max(0, len(all)-12):] {
		who, indent := p.User, ""
		if p.FromBot {
			who = "bot"
		}
		if p.Thread != "" {
			indent = "    "
		}
		marks := ""
		if p.Edits > 0 {
			marks += " (edited)"
		}
		if p.Deleted {
			marks += " (deleted)"
		}
		fmt.Fprintf(&b, "\n%s%s %s%s: %s", indent, who, p.TS, marks, strings.ReplaceAll(p.shows(), "\n", "\n    "+indent))
		if len(p.Buttons) > 0 {
			fmt.Fprintf(&b, " %q", p.Buttons)
		}
		if len(p.Reactions) > 0 {
			fmt.Fprintf(&b, " reactions %q", p.Reactions)
		}
	}
	return b.String()
}
