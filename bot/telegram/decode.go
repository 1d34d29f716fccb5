package telegram

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/go-telegram/bot/models"

	"moneytrail/handlers/inbox"
)

// decode turns one update into an event, masking card numbers on the way:
// what it gives is all that is ever kept of the update. An update that the
// SDK cannot read still has an id, and becomes an event of kind Other.
func (c *Client) decode(raw json.RawMessage) (id int64, e inbox.Event, err error) {
	var head struct {
		ID int64 `json:"update_id"`
	}
	if err := json.Unmarshal(raw, &head); err != nil || head.ID == 0 {
		return 0, inbox.Event{}, fmt.Errorf("telegram: an update without update_id")
	}
	none := inbox.Event{
		Key: fmt.Sprintf("tg:%d:%d", c.id, head.ID), Lane: "tg:other", Network: inbox.Telegram, Kind: inbox.Other,
		At: time.Now(), Telegram: &inbox.TelegramEvent{Bot: c.id},
	}
	defer func() { // one odd update must not stop all others
		if v := recover(); v != nil {
			c.log.Error("telegram: an update that cannot be taken apart", "update", head.ID, "panic", v)
			id, e, err = head.ID, none, nil
		}
	}()
	e, e.Telegram = none, &inbox.TelegramEvent{Bot: c.id}
	var u models.Update
	if err := json.Unmarshal(raw, &u); err != nil {
		c.log.Warn("telegram: an update the SDK cannot read", "update", head.ID)
		c.bare(&e, raw)
		return head.ID, e, nil
	}
	switch {
	case u.Message != nil:
		c.message(&e, u.Message)
	case u.EditedMessage != nil:
		c.message(&e, u.EditedMessage)
		if e.Kind == inbox.Message {
			e.Kind = inbox.Edited
			e.At = time.Unix(int64(u.EditedMessage.EditDate), 0)
		}
	case u.CallbackQuery != nil:
		c.press(&e, u.CallbackQuery)
	case u.MyChatMember != nil:
		m := u.MyChatMember
		e.Kind, e.At = inbox.Membership, time.Unix(int64(m.Date), 0)
		c.from(&e, m.Chat, &m.From)
		e.Telegram.Status = string(m.NewChatMember.Type)
	}
	return head.ID, e, nil
}

// bare reads no more of a message than is needed to answer it: for content
// that is newer than the SDK.
func (c *Client) bare(e *inbox.Event, raw json.RawMessage) {
	var u struct {
		Message *struct {
			ID   int          `json:"message_id"`
			Date int          `json:"date"`
			Chat models.Chat  `json:"chat"`
			From *models.User `json:"from"`
		} `json:"message"`
	}
	if json.Unmarshal(raw, &u) != nil || u.Message == nil || u.Message.From == nil {
		return
	}
	e.Kind, e.At = inbox.Message, time.Unix(int64(u.Message.Date), 0)
	c.from(e, u.Message.Chat, u.Message.From)
	e.Telegram.MessageID, e.Telegram.What = u.Message.ID, "other"
}

func (c *Client) from(e *inbox.Event, chat models.Chat, user *models.User) {
	t := e.Telegram
	t.Chat, t.ChatType = chat.ID, string(chat.Type)
	e.Lane = lane(chat.ID)
	if user == nil {
		return
	}
	t.User, t.Language = user.ID, user.LanguageCode
	t.Username, _ = c.mask(user.Username)
	name := user.FirstName
	if user.LastName != "" {
		name += " " + user.LastName
	}
	t.Name, _ = c.mask(name)
}

func (c *Client) message(e *inbox.Event, m *models.Message) {
	e.Kind, e.At = inbox.Message, time.Unix(int64(m.Date), 0)
	c.from(e, m.Chat, m.From)
	t := e.Telegram
	t.MessageID, t.Album, t.Forwarded = m.ID, m.MediaGroupID, m.ForwardOrigin != nil
	if m.ReplyToMessage != nil {
		t.ReplyTo = m.ReplyToMessage.ID
		if m.Quote != nil {
			t.Quoted, _ = c.mask(m.Quote.Text)
		}
	}
	text := m.Text
	if text == "" {
		text = m.Caption
	}
	t.Text, t.Masked = c.mask(text)
	t.Media = media(m)
	if t.Media != nil {
		var n int
		t.Media.Name, n = c.mask(t.Media.Name)
		t.Masked += n
	}
	t.What = what(m)
	switch {
	case m.MigrateToChatID != 0:
		e.Kind, t.MigrateTo = inbox.Migrated, m.MigrateToChatID
	case m.From == nil || m.From.IsBot, service(m):
		e.Kind = inbox.Other
	}
}

func (c *Client) press(e *inbox.Event, q *models.CallbackQuery) {
	e.Kind = inbox.Press
	t := e.Telegram
	chat := models.Chat{ID: q.From.ID, Type: "private"}
	switch {
	case q.Message.Message != nil:
		chat, t.MessageID = q.Message.Message.Chat, q.Message.Message.ID
	case q.Message.InaccessibleMessage != nil:
		chat, t.MessageID = q.Message.InaccessibleMessage.Chat, q.Message.InaccessibleMessage.MessageID
	}
	c.from(e, chat, &q.From)
	t.CallbackID = q.ID
	t.Data, _ = c.mask(q.Data)
}
