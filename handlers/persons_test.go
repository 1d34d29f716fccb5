package handlers_test

import (
	"fmt"
	"strings"
	"testing"

	"moneytrail/handlers/cases"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
)

// user is a person on Telegram.
type user struct {
	w    *world
	id   int64
	name string
	lang string
	last outbox.TelegramMessage // the newest message with buttons the person got
	msg  int                    // id of their own newest message
}

func (w *world) user(id int64, name, lang string) *user {
	return &user{w: w, id: id, name: name, lang: lang}
}

func (u *user) event(kind inbox.Kind, e inbox.TelegramEvent) inbox.Event {
	e.Bot, e.Chat, e.User, e.Name, e.Language = 1, u.id, u.id, u.name, u.lang
	e.ChatType = "private"
	return inbox.Event{Network: inbox.Telegram, Kind: kind, Lane: fmt.Sprint("tg:", u.id), Telegram: &e}
}

// says writes a message and gives the answers this person gets.
func (u *user) says(text string) []outbox.TelegramMessage {
	u.w.t.Helper()
	u.msg = u.w.id()
	return u.gets(u.w.turn(u.event(inbox.Message, inbox.TelegramEvent{MessageID: u.msg, Text: text})))
}

// sends sends anything else.
func (u *user) sends(e inbox.TelegramEvent) []outbox.TelegramMessage {
	u.w.t.Helper()
	if e.MessageID == 0 {
		e.MessageID = u.w.id()
	}
	u.msg = e.MessageID
	return u.gets(u.w.turn(u.event(inbox.Message, e)))
}

// presses presses the first button of the last message whose label contains the words.
func (u *user) presses(label string) []outbox.TelegramMessage {
	u.w.t.Helper()
	for _, row := range u.last.Buttons {
		for _, b := range row {
			if strings.Contains(b.Text, label) {
				return u.pressesRaw(b.Data)
			}
		}
	}
	u.w.t.Fatalf("%s sees no button %q under:\n%s\n%v", u.name, label, u.last.Text, u.last.Buttons)
	return nil
}

func (u *user) pressesRaw(data string) []outbox.TelegramMessage {
	u.w.t.Helper()
	items := u.w.turn(u.event(inbox.Press, inbox.TelegramEvent{CallbackID: fmt.Sprint(u.w.id()), Data: data, MessageID: u.w.id()}))
	answered := 0
	for _, it := range items {
		if it.Op == outbox.TelegramAnswer {
			answered++
		}
	}
	if answered != 1 {
		u.w.t.Fatalf("a pressed button was answered %d times", answered)
	}
	return u.gets(items)
}

// gets picks what reaches this person's chat.
func (u *user) gets(items []outbox.Item) (out []outbox.TelegramMessage) {
	u.w.t.Helper()
	for _, it := range items {
		if it.Op != outbox.TelegramSend && it.Op != outbox.TelegramEdit {
			continue
		}
		if m := decode[outbox.TelegramMessage](u.w.t, it); m.Chat == u.id {
			out = append(out, m)
			u.last = m
		}
	}
	return out
}

// expect checks that one message came and contains all the words.
func (u *user) expect(got []outbox.TelegramMessage, words ...string) {
	u.w.t.Helper()
	if len(got) != 1 {
		u.w.t.Fatalf("%s got %d messages, want one: %+v", u.name, len(got), got)
	}
	for _, word := range words {
		if !strings.Contains(got[0].Text, word) {
			u.w.t.Fatalf("%s did not read %q in:\n%s", u.name, word, got[0].Text)
		}
	}
}

// staff is an agent in Slack.
type staff struct {
	w    *world
	name string
}

func (w *world) agent(name string) *staff { return &staff{w: w, name: name} }

func (a *staff) event(kind inbox.Kind, e inbox.SlackEvent) inbox.Event {
	e.Team, e.User, e.UserName = "T01", "U"+strings.ToUpper(a.name), a.name
	if e.Channel == "" {
		e.Channel = "C01"
	}
	return inbox.Event{Network: inbox.Slack, Kind: kind, Lane: "slack:" + e.User, Slack: &e}
}

func (a *staff) presses(action string, id int64) []outbox.Item {
	a.w.t.Helper()
	return a.w.turn(a.event(inbox.Press, inbox.SlackEvent{Action: action, Value: fmt.Sprint(id), Trigger: "tr", TS: "1.1"}))
}

func (a *staff) submits(action string, id int64, fields map[string]string) []outbox.Item {
	a.w.t.Helper()
	return a.w.turn(a.event(inbox.Submit, inbox.SlackEvent{Action: action, Value: fmt.Sprint(id), Fields: fields}))
}

// writes puts a line into the thread of a case.
func (a *staff) writes(c cases.Case, text string) []outbox.Item {
	a.w.t.Helper()
	return a.w.turn(a.event(inbox.Line, inbox.SlackEvent{TS: fmt.Sprintf("2.%d", a.w.id()), ThreadTS: a.w.anchors[c.Ref()], Text: text}))
}

// ops lists the operations of items.
func ops(items []outbox.Item) (out []outbox.Op) {
	for _, it := range items {
		out = append(out, it.Op)
	}
	return out
}

// find gives the first item of an operation.
func find(t testing.TB, items []outbox.Item, op outbox.Op) outbox.Item {
	t.Helper()
	for _, it := range items {
		if it.Op == op {
			return it
		}
	}
	t.Fatalf("no %s among %v", op, ops(items))
	return outbox.Item{}
}
