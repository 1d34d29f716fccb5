package handlers

import (
	"fmt"
	"strings"
	"time"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/outbox"
)

// spinner is how long the answer to a pressed button is worth sending.
const spinner = 30 * time.Second

// formLife is how long Slack lets a form be opened after the click.
const formLife = 3 * time.Second

// alerts is the lane of what the support channel is told outside any case.
const alerts = "slack:alerts"

func chatLane(chat int64) string { return fmt.Sprintf("tg:%d", chat) }

// reply says something to the person whose turn it is.
func (t *turn) reply(r answer.Reply) { t.say(r, 0) }

// answer tells the person about money, and remembers it for a case that may come of it.
func (t *turn) answer(r answer.Reply) { t.replyTo(r, 0) }

// asked is the message that asked, to be quoted; 0 where a button did.
func (t *turn) asked() int {
	if t.tg.CallbackID != "" {
		return 0
	}
	return t.tg.MessageID
}

// replyTo is answer with a quotation of one of the person's messages.
func (t *turn) replyTo(r answer.Reply, quoted int) {
	t.remember(r)
	t.say(r, quoted)
}

// remember notes the lines of an answer about money that tell what was found
// and where it is: the support team reads them as already said.
func (t *turn) remember(r answer.Reply) {
	t.spoke, t.money, t.flow.MoneyAt, t.flow.Brief = true, true, t.machine, false
	t.flow.Remember(firstLines(r.Text, 4))
}

// shield says something that must not be forwarded.
func (t *turn) shield(r answer.Reply) { t.utter(saying{reply: r, protect: true}) }

func (t *turn) say(r answer.Reply, quoted int) { t.utter(saying{reply: r, quoted: quoted}) }

// saying is a reply on its way to the person whose turn it is.
type saying struct {
	reply   answer.Reply
	quoted  int
	protect bool
	about   []string // beside what its buttons name
}

// utter sends a reply, or keeps it to go out with others.
func (t *turn) utter(s saying) {
	s.about = append(s.about, t.ownSubjects(s.reply)...)
	if t.holding {
		t.held = append(t.held, s)
		return
	}
	if t.money {
		t.money, s.reply = false, t.wayOut(s.reply)
	}
	r := s.reply
	t.shown(r)
	if t.tg.Masked > 0 {
		r.Text = t.voice().masked() + "\n\n" + r.Text
		t.tg.Masked = 0
		t.discard()
	}
	it := t.toChat(t.tg.Chat, t.lang, r, s.quoted)
	if s.protect {
		it = t.protected(t.tg.Chat, t.lang, r)
	}
	t.send(t.of(t.ofCase, t.telling(it, r, s.about...)))
}

// of names a message to a chat after the case that it is about, so that an
// answer to it finds the case; 0 is none.
func (t *turn) of(id int64, it outbox.Item) outbox.Item {
	if id != 0 {
		it.Ref = fmt.Sprintf("%s:told:%d:%d", cases.Case{ID: id}.Lane(), t.ev.ID, len(t.out.Send))
	}
	return it
}

// discard takes a message with a card number out of the chat.
func (t *turn) discard() {
	if t.tg.MessageID == 0 || t.asking {
		return
	}
	it := outbox.New(chatLane(t.tg.Chat), outbox.Edit, outbox.TelegramDelete,
		outbox.TelegramMessage{Chat: t.tg.Chat, MessageID: t.tg.MessageID})
	it.NotAfter = t.machine.Add(48 * time.Hour) // later Telegram refuses
	t.send(it)
}

// toChat makes the item that brings a reply to a chat. The support channel
// hears when it cannot be delivered.
func (t *turn) toChat(chat int64, lang string, r answer.Reply, quoted int) outbox.Item {
	return heard(outbox.New(chatLane(chat), outbox.Repeatable, outbox.TelegramSend, outbox.TelegramMessage{
		Chat: chat, Text: answer.Fit(r.Text), Buttons: r.Buttons, ReplyTo: quoted, RepeatMark: t.voiceFor(lang, "").repeatMark()}))
}

// heard makes the desk hear of an item that failed for good.
func heard(it outbox.Item) outbox.Item {
	it.Then = &outbox.Then{Undelivered: true}
	return it
}

// protected makes the item of a reply that must not be forwarded.
func (t *turn) protected(chat int64, lang string, r answer.Reply) outbox.Item {
	return heard(outbox.New(chatLane(chat), outbox.Repeatable, outbox.TelegramSend, outbox.TelegramMessage{
		Chat: chat, Text: answer.Fit(r.Text), Buttons: r.Buttons, Protect: true, RepeatMark: t.voiceFor(lang, "").repeatMark()}))
}

// redraw replaces the message whose button was pressed.
func (t *turn) redraw(r answer.Reply) {
	t.shown(r)
	t.send(t.telling(outbox.New(chatLane(t.tg.Chat), outbox.Edit, outbox.TelegramEdit, outbox.TelegramMessage{
		Chat: t.tg.Chat, MessageID: t.tg.MessageID, Text: answer.Fit(r.Text), Buttons: r.Buttons}), r))
}

// pressed ends the spinner of a pressed button.
func (t *turn) pressed(text string) {
	it := outbox.New(chatLane(t.tg.Chat), outbox.Edit, outbox.TelegramAnswer,
		outbox.TelegramPress{CallbackID: t.tg.CallbackID, Text: text})
	it.NotAfter = t.machine.Add(spinner)
	t.send(it)
}

// post makes the item of a new card or line in the support channel.
func post(lane string, m outbox.SlackMessage) outbox.Item {
	return outbox.New(lane, outbox.Once, outbox.SlackPost, m)
}

// note makes a line for the thread of a case.
func note(c cases.Case, text string) outbox.Item {
	return post(c.Lane(), outbox.SlackMessage{Thread: c.Ref(), Text: strings.TrimSpace(text)})
}

// whisper tells one agent alone.
func (t *turn) whisper(text string) {
	e := t.ev.Slack
	it := outbox.New("slack:"+e.User, outbox.BestEffort, outbox.SlackWhisper,
		outbox.SlackMessage{Channel: e.Channel, ThreadTS: e.ThreadTS, User: e.User, Text: text})
	it.NotAfter = t.machine.Add(10 * time.Minute)
	t.send(it)
}

// form opens a form for the agent who pressed a button.
func (t *turn) form(f outbox.SlackForm) {
	f.Trigger = t.ev.Slack.Trigger
	it := outbox.New("slack:"+t.ev.Slack.User, outbox.BestEffort, outbox.SlackOpen, f)
	it.NotAfter = t.machine.Add(formLife)
	t.send(it)
}

// firstLines gives the first n lines of a text that are not blank, for a case's history.
func firstLines(s string, n int) string {
	var out []string
	for line := range strings.Lines(s) {
		if line = strings.TrimSpace(line); line != "" && len(out) < n {
			out = append(out, clip(line, 160))
		}
	}
	return strings.Join(out, "\n")
}
