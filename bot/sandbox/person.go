package sandbox

import (
	"fmt"
	"regexp"
	"strconv"
	"time"
)

// Person is one Telegram account and its private chat with the bot. The
// exported fields are for the page and are set before AddPerson.
type Person struct {
	Name  string
	Lang  string   // Telegram's language_code: zh-hans, en
	Intro string   // who this is, a line above the chat
	Hints []string // questions to try
	Start string   // the invite's code: what the Start button sends after /start

	w      *World
	id     int64
	user   *tgUser
	chat   *chat
	cursor int    // the change up to which Sees has looked
	toast  string // the last notice on a pressed button
	shown  int    // the change up to which the page showed the chat
}

// Message is what a merchant sees in the chat.
type Message struct {
	ID      int
	FromBot bool
	Text    string // or the caption
	Buttons [][]Button
	File    string // file_id of a photograph or document
	Name    string // file name of a document
	ReplyTo int
	At      time.Time
	Edits   int
	Deleted bool
	Protect bool
}

// Button is an inline button.
type Button struct{ Text, Data, URL string }

// AddPerson opens a Telegram account.
func (w *World) AddPerson(p Person) *Person {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.tg.lastUser++
	me := p
	me.w, me.id = w, w.tg.lastUser
	if me.Lang == "" {
		me.Lang = "zh-hans"
	}
	me.user = &tgUser{ID: me.id, FirstName: me.Name, Username: "user" + strconv.FormatInt(me.id, 10), Language: me.Lang}
	me.chat = &chat{info: tgChat{ID: me.id, Type: "private", FirstName: me.Name, Username: me.user.Username}}
	w.tg.chats[me.id] = me.chat
	w.people = append(w.people, &me)
	w.changed()
	return &me
}

// Merchant opens a Telegram account with a name and a language.
func (w *World) Merchant(name, lang string) *Person {
	return w.AddPerson(Person{Name: name, Lang: lang})
}

// ID is the person's Telegram id, which is the private chat's too.
func (p *Person) ID() int64 { return p.id }

// write sends what the person made to the bot; mu is held.
func (p *Person) write(c *chat, m tgMessage) *bubble {
	if c.info.Type == "private" && c.blocked {
		p.membership(c, "member") // writing again takes the block back
	}
	c.known = true
	m.From = p.user
	b := p.w.tg.post(c, m)
	if c == p.chat {
		p.cursor = b.rev
	}
	b.update = p.w.tg.push(tgUpdate{Message: b.wire()})
	return b
}

// Says writes a text to the bot and gives the message's id.
func (p *Person) Says(text string) int {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	return p.write(p.chat, tgMessage{Text: text, Entities: botCommand(text)}).ID
}

// Replies writes an answer to a message.
func (p *Person) Replies(message int, text string) int {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	m := tgMessage{Text: text}
	if to := p.chat.find(message); to != nil {
		m.ReplyTo = to.wire()
		m.ReplyTo.ReplyTo = nil
	}
	return p.write(p.chat, m).ID
}

// Forwards sends on what somebody else wrote.
func (p *Person) Forwards(text string) int {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	from := &tgUser{ID: 8999, FirstName: "Somebody"}
	return p.write(p.chat, tgMessage{Text: text, Forward: &tgForward{Type: "user", Date: p.w.o.Now().Unix(), User: from}}).ID
}

// Photo sends a photograph.
func (p *Person) Photo(data []byte, caption string) int {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	f := p.w.tg.store("photo", upload{name: "photo.jpg", data: data})
	return p.write(p.chat, tgMessage{Photo: f.photo(), Caption: caption}).ID
}

// Album sends several photographs as one; each is a message of its own.
func (p *Person) Album(caption string, photos ...[]byte) {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	album := strconv.Itoa(13000000000 + p.w.tg.lastMessage)
	for i, data := range photos {
		m := tgMessage{Photo: p.w.tg.store("photo", upload{name: "photo.jpg", data: data}).photo(), Album: album}
		if i == 0 {
			m.Caption = caption
		}
		p.write(p.chat, m)
	}
}

// Document sends a file.
func (p *Person) Document(name, mime string, data []byte, caption string) int {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	f := p.w.tg.store("document", upload{name: name, mime: mime, data: data})
	return p.write(p.chat, tgMessage{Document: f.document(), Caption: caption}).ID
}

// Sends sends something else: voice, sticker, location or contact.
func (p *Person) Sends(what string) int {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	var m tgMessage
	switch what {
	case "voice":
		f := p.w.tg.store("voice", upload{name: "voice.ogg", mime: "audio/ogg", data: []byte("OggS, three seconds of dialect")}).document()
		m.Voice = &tgVoice{FileID: f.FileID, UniqueID: f.UniqueID, Duration: 3}
	case "sticker":
		m.Sticker = &tgSticker{FileID: "CAACsticker", UniqueID: "AgADsticker", Type: "regular", Width: 512, Height: 512}
	case "location":
		m.Location = &tgLocation{Latitude: 31.23, Longitude: 121.47}
	case "contact":
		m.Contact = &tgContact{Phone: "+8613800000000", FirstName: p.Name, UserID: p.id}
	default:
		panic("sandbox: nobody can send a " + what)
	}
	return p.write(p.chat, m).ID
}

// Edits changes a text that the person wrote; it is an error where there is none.
func (p *Person) Edits(message int, text string) error {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	m := p.chat.find(message)
	if m == nil || m.From.ID != p.id || m.Text == "" {
		return fmt.Errorf("%s has no text message %d to edit", p.Name, message)
	}
	m.Text, m.Entities, m.EditDate = text, botCommand(text), p.w.o.Now().Unix()
	m.edits++
	m.update = p.w.tg.push(tgUpdate{Edited: m.wire()})
	m.rev = p.w.rev
	return nil
}

// Blocks blocks the bot.
func (p *Person) Blocks() { p.setBlocked("kicked") }

// Unblocks lets the bot write again.
func (p *Person) Unblocks() { p.setBlocked("member") }

func (p *Person) setBlocked(status string) {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	p.membership(p.chat, status)
}

// membership changes the bot's standing in a chat and tells it; mu is held.
func (p *Person) membership(c *chat, status string) {
	standing := func(kicked bool) tgMember {
		m := tgMember{Status: "member", User: p.w.tg.bot}
		if kicked {
			m.Status, m.Until = "kicked", new(int64)
		}
		return m
	}
	old := standing(c.blocked)
	c.blocked = status == "kicked"
	p.w.tg.push(tgUpdate{Membership: &tgMembership{
		Chat: c.info, From: p.user, Date: p.w.o.Now().Unix(), Old: old, New: standing(c.blocked),
	}})
}

// pressData sends a button's press; mu is held.
func (p *Person) pressData(m *bubble, data string) {
	p.chat.known = true
	p.toast = ""
	p.w.tg.push(tgUpdate{Callback: &tgCallback{
		ID: p.w.tg.newPress(p), From: p.user, Message: m.wire(), Instance: strconv.FormatInt(p.id, 10), Data: data,
	}})
	p.cursor = p.w.rev
}

// PressesData presses a button as it was once, or never: stale, copied or forged.
func (p *Person) PressesData(message int, data string) error {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	for _, m := range p.chat.messages {
		if m.ID == message {
			p.pressData(m, data)
			return nil
		}
	}
	return fmt.Errorf("%s sees no message %d", p.Name, message)
}

// TryPress presses the newest button whose label matches the regular expression, waiting until there is one.
func (p *Person) TryPress(label string, within time.Duration) error {
	re := regexp.MustCompile(label)
	found := p.w.await(within, func() bool {
		for i := len(p.chat.messages) - 1; i >= 0; i-- {
			m := p.chat.messages[i]
			if m.deleted || m.Markup == nil {
				continue
			}
			for _, row := range m.Markup.Inline {
				for _, b := range row {
					if re.MatchString(b.Text) && b.Data != "" {
						p.pressData(m, b.Data)
						return true
					}
				}
			}
		}
		return false
	})
	if !found {
		return fmt.Errorf("%s has no button %q\n%s", p.Name, label, p.Screen())
	}
	return nil
}

// Presses presses the newest button whose label matches the regular expression.
func (p *Person) Presses(label string) {
	if p.w.o.T != nil {
		p.w.o.T.Helper()
	}
	p.w.check(p.TryPress(label, 0))
}
