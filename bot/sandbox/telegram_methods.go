package sandbox

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// callbackLife is how long a pressed button may be answered.
const callbackLife = 15 * time.Minute

var (
	commandName  = regexp.MustCompile(`^[a-z0-9_]{1,32}$`)
	languageCode = regexp.MustCompile(`^[a-z]{2}$`)
)

// botMenu is a slash command as the chat's menu shows it.
type botMenu struct{ Command, Description string }

// chat finds the chat of a call; one that the bot may not write to is refused.
func (t *telegram) chat(f form) (*chat, error) {
	c := t.chats[f.int("chat_id")]
	switch {
	case c == nil || !c.known:
		return nil, badRequest("chat not found")
	case c.movedTo != 0:
		return nil, &tgError{code: 400, text: "Bad Request: group chat was upgraded to a supergroup chat", migrateTo: c.movedTo}
	case c.blocked && c.info.Type == "private":
		return nil, &tgError{code: 403, text: "Forbidden: bot was blocked by the user"}
	case c.blocked:
		return nil, &tgError{code: 403, text: "Forbidden: bot was kicked from the group chat"}
	}
	return c, nil
}

func (c *chat) find(id int) *bubble {
	for _, m := range c.messages {
		if m.ID == id && !m.deleted {
			return m
		}
	}
	return nil
}

func (t *telegram) find(f form, missing string) (*bubble, error) {
	c, err := t.chat(f)
	if err != nil {
		return nil, err
	}
	m := c.find(int(f.int("message_id")))
	if m == nil {
		return nil, badRequest(missing)
	}
	return m, nil
}

// post puts a message into a chat; mu is held.
func (t *telegram) post(c *chat, m tgMessage) *bubble {
	t.lastMessage++
	m.ID, m.Chat, m.Date = t.lastMessage, c.info, t.w.o.Now().Unix()
	b := &bubble{tgMessage: m}
	c.messages = append(c.messages, b)
	t.w.changed()
	b.rev = t.w.rev
	return b
}

// send puts the bot's message into the chat of a call.
func (t *telegram) send(f form, m tgMessage) (any, error) {
	c, err := t.chat(f)
	if err != nil {
		return nil, err
	}
	if m.Markup, err = markup(f); err != nil {
		return nil, err
	}
	var reply struct {
		ID      int  `json:"message_id"`
		Lenient bool `json:"allow_sending_without_reply"`
	}
	if err := f.decode("reply_parameters", &reply); err != nil {
		return nil, badRequest("reply_parameters are not an object")
	}
	if reply.ID != 0 {
		to := c.find(reply.ID)
		if to == nil && !reply.Lenient {
			return nil, badRequest("message to be replied not found")
		}
		if to != nil {
			m.ReplyTo = to.wire()
			m.ReplyTo.ReplyTo = nil
		}
	}
	m.From, m.Protect = t.bot, f.bool("protect_content")
	return t.post(c, m).wire(), nil
}

func (t *telegram) sendMessage(f form) (any, error) {
	text, err := plainText(f, "text", 4096, "message is too long")
	if err != nil {
		return nil, err
	}
	if text == "" {
		return nil, badRequest("message text is empty")
	}
	return t.send(f, tgMessage{Text: text})
}

func (t *telegram) sendFile(f form, kind string) (any, error) {
	caption, err := plainText(f, "caption", 1024, "message caption is too long")
	if err != nil {
		return nil, err
	}
	if _, err := t.chat(f); err != nil {
		return nil, err
	}
	stored := t.files[f.values[kind]]
	if up, ok := f.files[kind]; ok {
		limit := 50 << 20
		if kind == "photo" {
			limit = 10 << 20
		}
		switch {
		case len(up.data) == 0:
			return nil, badRequest("file must be non-empty")
		case len(up.data) > limit:
			return nil, &tgError{code: 413, text: "Request Entity Too Large"}
		}
		stored = t.store(kind, up)
	}
	if stored == nil {
		return nil, badRequest("wrong file identifier/HTTP URL specified")
	}
	m := tgMessage{Caption: caption}
	if kind == "photo" {
		m.Photo = stored.photo()
	} else {
		m.Document = stored.document()
	}
	return t.send(f, m)
}

func (t *telegram) editMessageText(f form) (any, error) {
	text, err := plainText(f, "text", 4096, "MESSAGE_TOO_LONG")
	if err != nil {
		return nil, err
	}
	if text == "" {
		return nil, badRequest("message text is empty")
	}
	return t.edit(f, func(m *bubble) error {
		if m.Text == "" {
			return badRequest("there is no text in the message to edit")
		}
		m.Text = text
		return nil
	})
}

// edit changes one of the bot's messages; its buttons become those of the call, or none.
func (t *telegram) edit(f form, change func(*bubble) error) (any, error) {
	m, err := t.find(f, "message to edit not found")
	if err != nil {
		return nil, err
	}
	if m.From.ID != t.bot.ID {
		return nil, badRequest("message can't be edited")
	}
	keys, err := markup(f)
	if err != nil {
		return nil, err
	}
	next := *m
	if err := change(&next); err != nil {
		return nil, err
	}
	next.Markup = keys
	if next.Text == m.Text && sameJSON(next.Markup, m.Markup) {
		return nil, badRequest("message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message")
	}
	next.EditDate = t.w.o.Now().Unix()
	next.edits++
	*m = next
	t.w.changed()
	m.rev = t.w.rev
	return m.wire(), nil
}

func (t *telegram) deleteMessage(f form) (any, error) {
	m, err := t.find(f, "message to delete not found")
	if err != nil {
		return nil, err
	}
	if t.w.o.Now().Sub(time.Unix(m.Date, 0)) > 48*time.Hour {
		return nil, badRequest("message can't be deleted for everyone")
	}
	m.deleted = true
	t.w.changed()
	m.rev = t.w.rev
	return true, nil
}

func (t *telegram) answerCallbackQuery(f form) (any, error) {
	q := t.callbacks[f.values["callback_query_id"]]
	if q == nil || q.answered || t.w.o.Now().Sub(q.at) > callbackLife {
		return nil, badRequest("query is too old and response timeout expired or query ID is invalid")
	}
	if utf16Length(f.values["text"]) > 200 {
		return nil, badRequest("MESSAGE_TOO_LONG")
	}
	q.answered, q.text, q.alert = true, f.values["text"], f.bool("show_alert")
	q.by.toast = q.text
	t.w.changed()
	return true, nil
}

func (t *telegram) setMyCommands(f form) (any, error) {
	var list []botMenu
	if err := json.Unmarshal([]byte(f.values["commands"]), &list); err != nil || len(list) > 100 {
		return nil, badRequest("can't parse commands")
	}
	for i, c := range list {
		if !commandName.MatchString(c.Command) {
			return nil, badRequest("BOT_COMMAND_INVALID")
		}
		if n := utf16Length(c.Description); n < 1 || n > 256 {
			return nil, badRequest(fmt.Sprintf("command description %d is too long or empty", i+1))
		}
	}
	var scope struct {
		Type string `json:"type"`
		Chat int64  `json:"chat_id"`
	}
	if err := f.decode("scope", &scope); err != nil {
		return nil, badRequest("can't parse BotCommandScope")
	}
	switch code := f.values["language_code"]; {
	case code != "" && !languageCode.MatchString(code):
		return nil, badRequest("invalid language code specified")
	case scope.Type == "chat":
		c := t.chats[scope.Chat]
		if c == nil || !c.known {
			return nil, badRequest("chat not found")
		}
		c.commands = list
		t.w.changed()
	default:
		t.commands[code] = list
	}
	return true, nil
}

// menuOf gives the slash commands that a person's chat shows: its own, else those
// of the language, else everybody's; mu is held.
func (t *telegram) menuOf(p *Person) []botMenu {
	if p.chat.commands != nil {
		return p.chat.commands
	}
	short, _, _ := strings.Cut(p.user.Language, "-")
	if list, ok := t.commands[short]; ok {
		return list
	}
	return t.commands[""]
}

// newPress makes a callback query's id; mu is held.
func (t *telegram) newPress(by *Person) string {
	t.lastPress++
	id := strconv.FormatInt(4611686018427387904+int64(t.lastPress), 10)
	t.callbacks[id] = &callback{at: t.w.o.Now(), by: by}
	return id
}

// botCommand marks a command at the start of a text, as Telegram does.
func botCommand(text string) []tgEntity {
	word, _, _ := strings.Cut(text, " ")
	if len(word) < 2 || word[0] != '/' {
		return nil
	}
	return []tgEntity{{Type: "bot_command", Offset: 0, Length: utf16Length(word)}}
}
