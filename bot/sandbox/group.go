package sandbox

import "strings"

// Group is a Telegram group that the bot is in.
type Group struct {
	w    *World
	chat *chat
}

// Group opens a group; the person who opens it adds the bot.
func (p *Person) Group(title string) *Group {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	p.w.tg.lastGroup--
	g := &Group{w: p.w, chat: &chat{info: tgChat{ID: p.w.tg.lastGroup, Type: "group", Title: title}, known: true}}
	p.w.tg.chats[g.chat.info.ID] = g.chat
	p.membership(g.chat, "member")
	return g
}

// ID is the group's chat id; it is another one after Upgrades.
func (g *Group) ID() int64 {
	g.w.mu.Lock()
	defer g.w.mu.Unlock()
	return g.chat.info.ID
}

// SaysIn writes into a group. The bot hears commands and mentions alone, as
// with Telegram's privacy mode, which is on by default.
func (p *Person) SaysIn(g *Group, text string) int {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	m := tgMessage{Text: text, Entities: botCommand(text), From: p.user}
	if m.Entities != nil || strings.Contains(text, "@"+p.w.o.BotName) {
		return p.write(g.chat, m).ID
	}
	return p.w.tg.post(g.chat, m).ID
}

// Kicks removes the bot from a group.
func (p *Person) Kicks(g *Group) {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	p.membership(g.chat, "kicked")
}

// Upgrades makes the group a supergroup: it gets a new id, and calls with the
// old one are refused with the new one.
func (p *Person) Upgrades(g *Group) {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	old := g.chat
	next := &chat{info: old.info, known: true}
	next.info.ID, next.info.Type = -1001000000000+old.info.ID, "supergroup"
	p.w.tg.chats[next.info.ID] = next
	b := p.w.tg.post(old, tgMessage{From: p.user, MigrateTo: next.info.ID})
	b.update = p.w.tg.push(tgUpdate{Message: b.wire()})
	old.movedTo, g.chat = next.info.ID, next
}

// Messages gives what was written in the group, in screen order.
func (g *Group) Messages() []Message {
	g.w.mu.Lock()
	defer g.w.mu.Unlock()
	var out []Message
	for _, m := range g.chat.messages {
		out = append(out, m.message())
	}
	return out
}
