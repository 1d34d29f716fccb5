package sandbox

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Standing is what a person is to the workspace.
type Standing int

// Standings.
const (
	Member   Standing = iota
	Guest             // is_restricted
	Stranger          // of another workspace
	Removed           // deleted
)

// Agent is a person in Slack.
type Agent struct {
	Name string

	w        *World
	id       string
	standing Standing
	modal    *modal
	seen     map[*post]int // what AwaitPost took: message to the change it was taken at
}

// Agent lets a person into the workspace and the support channel.
func (w *World) Agent(name string) *Agent {
	w.mu.Lock()
	defer w.mu.Unlock()
	a := &Agent{Name: name, w: w, id: fmt.Sprintf("U0%07d", 1+len(w.agents)), seen: map[*post]int{}}
	w.agents = append(w.agents, a)
	w.changed()
	return a
}

// Agents gives the people in Slack, in the order in which they came.
func (w *World) Agents() []*Agent {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.agents)
}

// ID is the person's Slack id.
func (a *Agent) ID() string { return a.id }

func (a *Agent) handle() string { return strings.ToLower(strings.ReplaceAll(a.Name, " ", ".")) }

// Becomes changes what the person is to the workspace.
func (a *Agent) Becomes(s Standing) {
	a.w.mu.Lock()
	defer a.w.mu.Unlock()
	a.standing = s
	a.w.changed()
}

var link = regexp.MustCompile(`\bhttps?://[^\s<>&]+`)

// escapeSlack is a typed text as Slack hands it on; unescapeSlack is the way back.
func escapeSlack(s string) string {
	s = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(s)
	return link.ReplaceAllString(s, "<$0>")
}

func unescapeSlack(s string) string {
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(s)
}

// write posts a person's line; mu is held.
func (a *Agent) write(c *channel, thread, text string) (*post, error) {
	p := &post{user: a.id, thread: thread, text: escapeSlack(text)}
	return p, a.w.slack.add(c, p)
}

// Says writes a line into the support channel.
func (a *Agent) Says(text string) Post {
	a.w.mu.Lock()
	defer a.w.mu.Unlock()
	p, _ := a.write(a.w.slack.support, "", text) // only a thread can be missing
	return p.post(a.w.slack.support)
}

// TryReply writes a line into the thread of a message.
func (a *Agent) TryReply(to Post, text string) (Post, error) {
	a.w.mu.Lock()
	defer a.w.mu.Unlock()
	c, _ := a.w.slack.lookup(to)
	if c == nil {
		return Post{}, fmt.Errorf("%s finds no message %s to answer", a.Name, to.TS)
	}
	p, err := a.write(c, to.TS, text)
	if err != nil {
		return Post{}, err
	}
	return p.post(c), nil
}

// Replies writes a line into the thread of a message.
func (a *Agent) Replies(to Post, text string) Post {
	if a.w.o.T != nil {
		a.w.o.T.Helper()
	}
	p, err := a.TryReply(to, text)
	a.w.check(err)
	return p
}

// Edits changes a line that the person wrote.
func (a *Agent) Edits(line Post, text string) error {
	return a.change(line, func(c *channel, p *post) {
		before := p.wire(false)
		p.text = escapeSlack(text)
		a.w.slack.edited(c, p, before)
	})
}

// Deletes takes a line of the person away.
func (a *Agent) Deletes(line Post) error {
	return a.change(line, a.w.slack.removed)
}

func (a *Agent) change(line Post, do func(*channel, *post)) error {
	a.w.mu.Lock()
	defer a.w.mu.Unlock()
	c, p := a.w.slack.lookup(line)
	if p == nil || p.user != a.id {
		return fmt.Errorf("%s wrote no line %s", a.Name, line.TS)
	}
	do(c, p)
	return nil
}

// TryPress presses a button of a message, by its label (a regular expression)
// or its action id, waiting until it is there.
func (a *Agent) TryPress(on Post, label string, within time.Duration) error {
	re := regexp.MustCompile(label)
	return a.press(on, label, a.w.await, within, func(e block) bool {
		return e.str("action_id") == label || re.MatchString(e.sub("text").str("text"))
	})
}

// tryAction presses the button with an action id that a message has now.
func (a *Agent) tryAction(on Post, action string) error {
	return a.press(on, action, a.w.awaitFor, time.Nanosecond, func(e block) bool { return e.str("action_id") == action })
}

func (a *Agent) press(on Post, label string, await func(time.Duration, func() bool) bool, within time.Duration, fits func(e block) bool) error {
	var more map[string]any
	await(within, func() bool {
		c, p := a.w.slack.lookup(on)
		if p == nil {
			return false
		}
		for _, b := range p.blocks {
			for _, e := range b.controls() {
				if fits(e) {
					more = a.click(c, p, b, e)
					return true
				}
			}
		}
		return false
	})
	if more == nil {
		return fmt.Errorf("%s finds no button %q on the message\n%s", a.Name, label, a.w.SupportScreen())
	}
	if _, err := a.w.slack.interact("block_actions", a, more); err != nil {
		return fmt.Errorf("%s pressed %q: %w", a.Name, label, err)
	}
	return nil
}

// click makes the payload of a pressed button; mu is held.
func (a *Agent) click(c *channel, p *post, b, e block) map[string]any {
	action := map[string]any{
		"type": e.str("type"), "block_id": b.str("block_id"), "action_id": e.str("action_id"), "action_ts": a.w.slack.ts(),
	}
	for _, key := range []string{"text", "value", "style"} {
		if v, ok := e[key]; ok {
			action[key] = v
		}
	}
	return map[string]any{
		"container": map[string]any{"type": "message", "message_ts": p.ts, "channel_id": c.id, "is_ephemeral": false},
		"channel":   map[string]any{"id": c.id, "name": c.name},
		"message":   p.wire(true),
		"state":     map[string]any{"values": map[string]any{}},
		"actions":   []any{action},
	}
}

// Presses presses a button of a message by its label, a regular expression, or its action id.
func (a *Agent) Presses(on Post, label string) {
	if a.w.o.T != nil {
		a.w.o.T.Helper()
	}
	a.w.check(a.TryPress(on, label, 0))
}
