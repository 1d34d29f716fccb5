package sandbox

import (
	"fmt"
	"regexp"
	"strings"
	"time"
)

// message is a bubble as a person sees it.
func (b *bubble) message() Message {
	m := Message{
		ID: b.ID, FromBot: b.From.IsBot, Text: b.Text + b.Caption, At: time.Unix(b.Date, 0),
		Edits: b.edits, Deleted: b.deleted, Protect: b.Protect,
	}
	if b.ReplyTo != nil {
		m.ReplyTo = b.ReplyTo.ID
	}
	if n := len(b.Photo); n > 0 {
		m.File = b.Photo[n-1].FileID
	}
	if b.Document != nil {
		m.File, m.Name = b.Document.FileID, b.Document.Name
	}
	if b.Markup != nil {
		for _, row := range b.Markup.Inline {
			var out []Button
			for _, k := range row {
				out = append(out, Button(k))
			}
			m.Buttons = append(m.Buttons, out)
		}
	}
	return m
}

// Messages gives all that was ever in the chat, in screen order.
func (p *Person) Messages() []Message {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	var out []Message
	for _, m := range p.chat.messages {
		out = append(out, m.message())
	}
	return out
}

// Menu gives the slash commands that the chat shows, each with its description.
func (p *Person) Menu() [][2]string {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	var out [][2]string
	for _, m := range p.w.tg.menuOf(p) {
		out = append(out, [2]string{m.Command, m.Description})
	}
	return out
}

// SeesMenu waits until the description of a slash command matches the regular expression.
func (p *Person) SeesMenu(command, pattern string, within time.Duration) {
	if p.w.o.T != nil {
		p.w.o.T.Helper()
	}
	re := regexp.MustCompile(pattern)
	seen := p.w.await(within, func() bool {
		for _, m := range p.w.tg.menuOf(p) {
			if m.Command == command && re.MatchString(m.Description) {
				return true
			}
		}
		return false
	})
	if !seen {
		p.w.check(fmt.Errorf("%s's menu has no /%s %q: %v", p.Name, command, pattern, p.Menu()))
	}
}

// Toast is the notice that answered the last pressed button, "" where none came.
func (p *Person) Toast() string {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	return p.toast
}

// Await waits for a message of the bot, or for an edit of one, that matches
// the regular expression and came after what the person last did or saw.
func (p *Person) Await(pattern string, within time.Duration) (Message, error) {
	re := regexp.MustCompile(pattern)
	var got Message
	if !p.w.await(within, func() bool { return p.next(re, &got) }) {
		return got, fmt.Errorf("%s did not see %q\n%s", p.Name, pattern, p.Screen())
	}
	return got, nil
}

// next takes the first message that Await means, where there is one; mu is held.
func (p *Person) next(re *regexp.Regexp, got *Message) bool {
	var first *bubble
	for _, m := range p.chat.messages {
		if m.From.IsBot && !m.deleted && m.rev > p.cursor && re.MatchString(m.Text+m.Caption) && (first == nil || m.rev < first.rev) {
			first = m
		}
	}
	if first == nil {
		return false
	}
	p.cursor, *got = first.rev, first.message()
	return true
}

// Sees is Await for stories: what is not seen in time fails the test. 0 is the world's patience.
func (p *Person) Sees(pattern string, within time.Duration) Message {
	if p.w.o.T != nil {
		p.w.o.T.Helper()
	}
	m, err := p.Await(pattern, within)
	p.w.check(err)
	return m
}

var anything = regexp.MustCompile("")

// SeesNothing fails where the bot writes to the person within the time.
func (p *Person) SeesNothing(within time.Duration) {
	if p.w.o.T != nil {
		p.w.o.T.Helper()
	}
	var m Message
	if p.w.awaitFor(within, func() bool { return p.next(anything, &m) }) {
		p.w.check(fmt.Errorf("%s was to see nothing and saw %q\n%s", p.Name, m.Text, p.Screen()))
	}
}

// SeesGone waits until a message is deleted.
func (p *Person) SeesGone(message int, within time.Duration) {
	if p.w.o.T != nil {
		p.w.o.T.Helper()
	}
	gone := p.w.await(within, func() bool { return p.chat.find(message) == nil })
	if !gone {
		p.w.check(fmt.Errorf("%s still sees message %d\n%s", p.Name, message, p.Screen()))
	}
}

// Screen is the end of the chat as a person would describe it.
func (p *Person) Screen() string {
	all := p.Messages()
	var b strings.Builder
	fmt.Fprintf(&b, "--- %s's chat with the bot", p.Name)
	for _, m := range all[max(0, len(all)-12):] {
		who := p.Name
		if m.FromBot {
			who = "bot"
		}
		marks := ""
		if m.Edits > 0 {
			marks += " (edited)"
		}
		if m.Deleted {
			marks += " (deleted)"
		}
		fmt.Fprintf(&b, "\n%s #%d%s: %s", who, m.ID, marks, strings.ReplaceAll(m.Text, "\n", "\n    "))
		if m.File != "" {
			fmt.Fprintf(&b, " <file %s %s>", m.File, m.Name)
		}
		for _, row := range m.Buttons {
			b.WriteString("\n   ")
			for _, k := range row {
				fmt.Fprintf(&b, " [%s]", k.Text)
			}
		}
	}
	return b.String()
}
