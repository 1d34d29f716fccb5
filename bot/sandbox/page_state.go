package sandbox

import (
	"slices"
	"strings"
)

// shownMessages is how much of a chat or channel the page shows.
const shownMessages = 200

// What the page shows, as JSON.
type (
	pageState struct {
		Person  int64        `json:"person"`
		Agent   string       `json:"agent"`
		People  []pagePerson `json:"people"`
		Agents  []pageAgent  `json:"agents"`
		Chat    pageChat     `json:"chat"`
		Posts   []pagePost   `json:"posts"`
		Form    *pageForm    `json:"form"`
		Online  bool         `json:"online"` // the product polls Telegram
		InSlack bool         `json:"inSlack"`
	}
	pagePerson struct {
		ID     int64  `json:"id"`
		Name   string `json:"name"`
		Lang   string `json:"lang"`
		Unread int    `json:"unread"`
	}
	pageAgent struct {
		ID   string `json:"id"`
		Name string `json:"name"`
		Form bool   `json:"form"`
	}
	pageChat struct {
		Intro   string       `json:"intro"`
		Hints   []string     `json:"hints"`
		Begun   bool         `json:"begun"`
		Blocked bool         `json:"blocked"`
		Toast   string       `json:"toast"`
		Items   []pageBubble `json:"items"`
	}
	pageBubble struct {
		ID      int        `json:"id"`
		Mine    bool       `json:"mine"`
		Text    string     `json:"text"`
		Photo   string     `json:"photo,omitempty"`
		File    string     `json:"file,omitempty"`
		Name    string     `json:"name,omitempty"`
		What    string     `json:"what,omitempty"`
		Buttons [][]Button `json:"buttons,omitempty"`
		ReplyTo string     `json:"replyTo,omitempty"`
		At      int64      `json:"at"` // milliseconds
		Edited  bool       `json:"edited"`
		Deleted bool       `json:"deleted"`
		Taken   bool       `json:"taken"` // the product has it for good
	}
	pagePost struct {
		TS        string         `json:"ts"`
		Thread    string         `json:"thread"`
		Who       string         `json:"who"`
		Bot       bool           `json:"bot"`
		Only      bool           `json:"only"` // seen by this agent alone
		Text      string         `json:"text"`
		Blocks    []block        `json:"blocks,omitempty"`
		Files     []pageFile     `json:"files,omitempty"`
		Reactions []pageReaction `json:"reactions,omitempty"`
		At        int64          `json:"at"`
		Edited    bool           `json:"edited"`
		Deleted   bool           `json:"deleted"`
	}
	pageFile struct {
		URL     string `json:"url"`
		Name    string `json:"name"`
		Picture bool   `json:"picture"`
	}
	pageReaction struct {
		Name  string `json:"name"`
		Count int    `json:"count"`
	}
	pageForm struct {
		ID     string            `json:"id"`
		View   block             `json:"view"`
		Blocks []block           `json:"blocks"`
		Errors map[string]string `json:"errors"`
	}
)

// state is what the page shows to a person and an agent; unknown ones become the first. mu is held.
func (w *World) state(person int64, agent string) pageState {
	p, a := w.person(person), w.slack.agent(agent)
	if p == nil && len(w.people) > 0 {
		p = w.people[0]
	}
	if a == nil && len(w.agents) > 0 {
		a = w.agents[0]
	}
	s := pageState{Online: w.tg.poll != nil, InSlack: len(w.slack.conns) > 0}
	if p != nil {
		p.shown = w.rev
		s.Person, s.Chat = p.id, p.page(w.Journal.Confirmed())
	}
	for _, o := range w.people {
		s.People = append(s.People, pagePerson{ID: o.id, Name: o.Name, Lang: o.Lang, Unread: o.unread()})
	}
	for _, o := range w.agents {
		s.Agents = append(s.Agents, pageAgent{ID: o.id, Name: o.Name, Form: o.modal != nil})
	}
	if a != nil {
		s.Agent = a.id
		if m := a.modal; m != nil {
			s.Form = &pageForm{ID: m.id + m.hash, View: m.view, Blocks: m.blocks, Errors: m.errors}
		}
	}
	s.Posts = w.slack.page(a)
	return s
}

// unread counts the bot's messages since the page last showed the chat.
func (p *Person) unread() int {
	n := 0
	for _, m := range p.chat.messages {
		if m.From.IsBot && !m.deleted && m.rev > p.shown {
			n++
		}
	}
	return n
}

func (p *Person) page(confirmed int64) pageChat {
	c := pageChat{Intro: p.Intro, Hints: p.Hints, Begun: p.chat.known, Blocked: p.chat.blocked, Toast: p.toast}
	all := p.chat.messages
	for _, b := range all[max(0, len(all)-shownMessages):] {
		m := b.message()
		v := pageBubble{
			ID: m.ID, Mine: !m.FromBot, Text: m.Text, Buttons: m.Buttons, At: m.At.UnixMilli(),
			Edited: m.Edits > 0, Deleted: m.Deleted, Taken: !m.FromBot && b.update <= confirmed,
		}
		switch {
		case m.Name != "":
			v.File, v.Name = "/media/telegram/"+m.File, m.Name
		case m.File != "":
			v.Photo = "/media/telegram/" + m.File
		case b.Voice != nil:
			v.What = "voice"
		case b.Sticker != nil:
			v.What = "sticker"
		case b.Location != nil:
			v.What = "location"
		case b.Contact != nil:
			v.What = "contact"
		}
		if b.ReplyTo != nil {
			v.ReplyTo = b.ReplyTo.Text + b.ReplyTo.Caption
		}
		if m.Deleted {
			v.Text, v.Photo, v.File, v.Buttons = "", "", "", nil
		}
		c.Items = append(c.Items, v)
	}
	return c
}

// page gives the support channel as an agent sees it.
func (s *workspace) page(a *Agent) []pagePost {
	name := func(id string) string {
		if o := s.agent(id); o != nil {
			return o.Name
		}
		return "moneytrail"
	}
	var out []pagePost
	all := s.support.posts
	for _, p := range all[max(0, len(all)-shownMessages):] {
		v := pagePost{
			TS: p.ts, Thread: p.thread, Who: name(p.user), Bot: p.byBot, Text: p.text, Blocks: p.blocks,
			At: tsTime(p.ts).UnixMilli(), Edited: p.edits > 0, Deleted: p.deleted,
		}
		for _, f := range p.files {
			if f.deleted {
				continue
			}
			v.Files = append(v.Files, pageFile{URL: "/media/slack/" + f.id, Name: f.name, Picture: isPicture(f.mime)})
		}
		for _, r := range p.reactions {
			v.Reactions = append(v.Reactions, pageReaction{Name: r.name, Count: len(r.users)})
		}
		if p.deleted {
			v.Text, v.Blocks, v.Files = "", nil, nil
		}
		out = append(out, v)
	}
	for _, wh := range s.support.whispers {
		if a != nil && wh.user == a.id {
			out = append(out, pagePost{
				TS: wh.ts, Thread: wh.thread, Who: name(slackBot), Bot: true, Only: true, Text: wh.text, Blocks: wh.blocks,
				At: tsTime(wh.ts).UnixMilli(),
			})
		}
	}
	slices.SortStableFunc(out, func(a, b pagePost) int { return strings.Compare(a.TS, b.TS) })
	return out
}
