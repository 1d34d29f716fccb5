package handlers

import (
	"time"

	"moneytrail/handlers/outbox"
	"moneytrail/handlers/texts"
)

// menu lists the slash commands that Telegram shows, in this order.
var menu = []string{"summary", "cases", "person", "shops", "team", "language", "help"}

// everybody's menus by Telegram's language code, which names no writing: who
// reads traditional Chinese has a menu of their own chat.
var menus = map[string]string{"": "en", "zh": "zh-Hans"}

// menuLife is how long bringing a chat its menu is tried.
const menuLife = 24 * time.Hour

// Menu gives the slash commands with their descriptions, by Telegram's
// language code; "" is for everybody else.
func Menu(c *texts.Catalog) map[string][][2]string {
	all := map[string][][2]string{}
	for code, lang := range menus {
		all[code] = menuIn(c.For(lang))
	}
	return all
}

// menuIn is the menu in one language.
func menuIn(t texts.Texts) (list [][2]string) {
	for _, word := range menu {
		list = append(list, [2]string{word, t.Say("menu."+word, nil)})
	}
	return list
}

// menuShown is the language of the menu that the person's chat shows so far:
// that of the last turn, else the one for everybody with their Telegram's language.
func (t *turn) menuShown() string {
	if t.session.Language != "" {
		return t.session.Language
	}
	if lang := t.Texts.Match(t.tg.Language); t.tg.Language != "" && t.Texts.For(lang).Chinese() {
		return menus["zh"]
	}
	return menus[""]
}

// menuFollows brings the chat the menu in the language that is spoken now,
// where it shows another. It goes beside the chat's lane: no answer waits for it.
func (t *turn) menuFollows(shown string) {
	now := t.session.Language
	if now == "" || now == shown {
		return
	}
	it := outbox.New(chatLane(t.tg.Chat)+":menu", outbox.Edit, outbox.TelegramMenu,
		outbox.TelegramCommands{Chat: t.tg.Chat, Commands: menuIn(t.Texts.For(now))})
	it.NotAfter = t.machine.Add(menuLife)
	t.send(it)
}
