package handlers_test

import (
	"fmt"
	"testing"

	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
)

// menuSent gives the description of /help in the menu that a turn brought the
// chat, "" where it brought none.
func menuSent(t *testing.T, items []outbox.Item) string {
	t.Helper()
	for _, it := range items {
		if it.Op != outbox.TelegramMenu {
			continue
		}
		m := decode[outbox.TelegramCommands](t, it)
		for _, c := range m.Commands {
			if c[0] == "help" && m.Chat != 0 && it.Lane != fmt.Sprint("tg:", m.Chat) {
				return c[1]
			}
		}
	}
	return ""
}

// Telegram's own menus know Chinese, not its two writings: a chat is brought its
// menu when the language is another than it shows, and only then.
func TestTheMenuFollowsTheLanguage(t *testing.T) {
	w, li := talk(t)
	in := func(lang string) string { return w.desk.Texts.For(lang).Say("menu.help", nil) }
	says := func(text string) string {
		return menuSent(t, w.turn(li.event(inbox.Message, inbox.TelegramEvent{MessageID: w.id(), Text: text})))
	}
	for _, step := range []struct{ text, want string }{
		{"今天3500没到", ""}, {"昨天的帳單還沒收到", in("zh-Hant")}, {"這筆錢呢", ""}, {"/lang en", in("en")}, {"我的钱呢", ""}, {"/lang 简体", in("zh-Hans")}, {"謝謝你們", ""},
	} {
		if got := says(step.text); got != step.want {
			t.Errorf("%q brings the menu %q, want %q", step.text, got, step.want)
		}
	}
	chen := w.user(77, "陳老闆", "zh-hant")
	w.binds(chen, "M0001", "owner")
	if got := menuSent(t, w.turn(chen.event(inbox.Message, inbox.TelegramEvent{MessageID: w.id(), Text: "您好"}))); got != in("zh-Hant") {
		t.Errorf("who has Telegram in traditional Chinese is brought %q", got)
	}
	lin := w.user(79, "林太太", "zh-hant")
	if got := menuSent(t, w.turn(lin.event(inbox.Message, inbox.TelegramEvent{MessageID: w.id(), Text: "您好"}))); got != in("zh-Hant") {
		t.Errorf("a stranger with Telegram in traditional Chinese is brought %q", got)
	}
	anna := w.user(78, "Anna", "en")
	w.binds(anna, "M0001", "owner")
	if got := menuSent(t, w.turn(anna.event(inbox.Message, inbox.TelegramEvent{MessageID: w.id(), Text: "hello there"}))); got != "" {
		t.Errorf("who has Telegram in English shows it already, and is brought %q", got)
	}
}
