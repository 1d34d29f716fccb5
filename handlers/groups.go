package handlers

import (
	"fmt"
	"strings"

	"moneytrail/handlers/inbox"
	"moneytrail/handlers/people"
)

// groupUser is the user under whom a group's own session is kept.
const groupUser = 0

// group tells a group once, when somebody speaks to the bot there, that
// questions about money are answered in private only. A group never sees
// anything of a merchant.
func (t *turn) group() error {
	if t.ev.Kind == inbox.Press {
		t.pressed("")
		return nil
	}
	if t.ev.Kind != inbox.Message || !t.addressed() {
		return nil
	}
	s, err := t.Rolls.Session(t.ctx, t.tg.Chat, groupUser)
	if err != nil {
		return fmt.Errorf("read session: %w", err)
	}
	t.session = s
	t.session.Chat, t.session.User = t.tg.Chat, groupUser
	if t.flow = s.Open(); t.flow.Greeted {
		return nil
	}
	t.flow.Greeted = true
	t.lang = t.language()
	t.send(t.toChat(t.tg.Chat, t.lang, t.voice().group(), t.tg.MessageID))
	return t.keep()
}

// addressed tells whether a group's message is meant for the bot: a command, a
// mention, or an answer to something.
func (t *turn) addressed() bool {
	text := strings.TrimSpace(t.tg.Text)
	if word, ok := strings.CutPrefix(text, "/"); ok {
		word, _, _ = strings.Cut(word, " ")
		_, to, named := strings.Cut(word, "@")
		return !named || t.BotName == "" || strings.EqualFold(to, t.BotName)
	}
	return t.tg.ReplyTo != 0 || t.BotName != "" && strings.Contains(strings.ToLower(text), "@"+strings.ToLower(t.BotName)) ||
		people.Starts(text)
}
