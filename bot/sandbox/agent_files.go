package sandbox

import (
	"errors"
	"fmt"
	"net/http"
)

// Posted is a file that a person posts with a line.
type Posted struct {
	Name string
	Data []byte
	// External: behind a link, as a file of another store that Slack only shows.
	External bool
}

// TryPost writes a line with files into the thread of a message.
func (a *Agent) TryPost(to Post, text string, files ...Posted) (Post, error) {
	a.w.mu.Lock()
	defer a.w.mu.Unlock()
	c, _ := a.w.slack.lookup(to)
	if c == nil {
		return Post{}, fmt.Errorf("%s finds no message %s to answer", a.Name, to.TS)
	}
	p := &post{user: a.id, thread: to.TS, text: escapeSlack(text)}
	for _, f := range files {
		if len(f.Data) == 0 || f.Name == "" {
			return Post{}, errors.New("a file has a name and something in it")
		}
		x := &slackFile{id: a.w.slack.nextID("F"), name: f.Name, title: f.Name, mime: http.DetectContentType(f.Data), data: f.Data, external: f.External}
		a.w.slack.files[x.id] = x
		p.files = append(p.files, x)
	}
	if err := a.w.slack.add(c, p); err != nil {
		return Post{}, err
	}
	return p.post(c), nil
}

// Posts writes a line with files into the thread of a message.
func (a *Agent) Posts(to Post, text string, files ...Posted) Post {
	if a.w.o.T != nil {
		a.w.o.T.Helper()
	}
	p, err := a.TryPost(to, text, files...)
	a.w.check(err)
	return p
}

// DeletesFile deletes a file of a line that the person wrote; the line stays.
func (a *Agent) DeletesFile(line Post, name string) error {
	return a.change(line, func(c *channel, p *post) {
		before := p.wire(false)
		for _, f := range p.files {
			if f.name == name {
				f.deleted = true
			}
		}
		now := a.w.slack.ts()
		a.w.changed()
		p.rev = a.w.rev
		a.w.slack.event(c, map[string]any{
			"type": "message", "subtype": "message_changed", "hidden": true, "channel": c.id, "channel_type": "channel",
			"ts": now, "event_ts": now, "message": p.wire(false), "previous_message": before,
		})
	})
}
