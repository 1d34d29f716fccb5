package handlers

import (
	"fmt"
	"slices"

	"moneytrail/handlers/cases"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
)

// relayRef names a part of a relayed line at one watcher, so that its edit and
// its deletion find it; the first part is 0.
func relayRef(c cases.Case, channel, ts string, chat int64, part int) string {
	return partRef(c, keyOf(channel, ts), chat, part)
}

// partRef is relayRef of words by their key in the history.
func partRef(c cases.Case, key string, chat int64, part int) string {
	ref := cases.RelayRef(c.ID, key, chat)
	if part > 0 {
		ref += fmt.Sprintf(":%d", part+1)
	}
	return ref
}

// relay brings an agent's words to the watchers of a case; key is theirs in its history.
// ts is the agent's line, which gets the receipts; "" where the words came by a form,
// which brings its own.
func (t *turn) relay(c cases.Case, text, key, ts string, own *outbox.Then) error {
	watchers, err := t.listeners(c)
	if err != nil {
		return err
	}
	if len(watchers) == 0 {
		t.send(note(c, t.staff("desk.thread.nobody", nil)))
		return nil
	}
	for i, w := range watchers {
		// One line has one receipt; of further watchers failures alone are told.
		if i == 0 && ts != "" {
			own = t.receipts(c, ts)
		} else if i > 0 {
			own = nil
		}
		if text == "" {
			t.relayFiles(c, w, ts, own)
			continue
		}
		said := own
		if own != nil && ts != "" && len(t.ev.Slack.Files) > 0 { // delivered is what the last file is
			said = &outbox.Then{Delayed: own.Delayed, Failed: own.Failed}
		}
		t.relayTo(c, w, text, key, said)
		t.relayFiles(c, w, ts, own)
	}
	return nil
}

// relayTo brings the words to one watcher: long ones in several messages of one
// lane. They count as delivered with the last of them.
func (t *turn) relayTo(c cases.Case, w listener, text, key string, receipts *outbox.Then) {
	e := t.ev.Slack
	parts := t.voiceFor(w.Language, w.role).fromAgent(c, e.UserName, text)
	for i, r := range parts {
		it := t.toChat(w.Chat, w.Language, r, 0)
		it = t.of(c.ID, t.tellingOf(c.MerchantID, it, r, subjectsOfCase(c)...))
		it.Ref = partRef(c, key, w.Chat, i)
		last := i == len(parts)-1
		var failed []outbox.Item
		if last {
			failed = []outbox.Item{t.undelivered(c, w, text)}
		}
		switch {
		case receipts != nil:
			then := *receipts
			then.Failed = append(slices.Clone(then.Failed), failed...)
			if it.Then = &then; !last {
				then.Sent = nil
			}
		case last:
			it.Then = &outbox.Then{Failed: failed}
		}
		t.send(it)
	}
}

// receipts are the marks on an agent's line: a check when it reached Telegram,
// an hourglass while it waits, a cross with the reason when it never will.
func (t *turn) receipts(c cases.Case, ts string) *outbox.Then {
	mark := func(op outbox.Op, name string) outbox.Item {
		return outbox.New(c.Lane(), outbox.Edit, op, outbox.SlackReaction{Channel: t.ev.Slack.Channel, TS: ts, Name: name})
	}
	return &outbox.Then{
		Sent:    []outbox.Item{mark(outbox.SlackReact, "white_check_mark"), mark(outbox.SlackUnreact, "hourglass_flowing_sand")},
		Delayed: []outbox.Item{mark(outbox.SlackReact, "hourglass_flowing_sand")},
		Failed:  []outbox.Item{mark(outbox.SlackReact, "x"), mark(outbox.SlackUnreact, "hourglass_flowing_sand")},
	}
}

// correct brings the new words of a relayed line to one watcher, part by part:
// parts that were not there before are sent, those that are no more are taken back.
// The further parts follow the edit of the first, so that nothing goes out of a
// line that never did.
func (t *turn) correct(c cases.Case, w listener, text string, first bool) error {
	e := t.ev.Slack
	parts := t.voiceFor(w.Language, w.role).fromAgent(c, e.UserName, text)
	var lead outbox.Item
	then := &outbox.Then{}
	for i, r := range parts {
		ref := relayRef(c, e.Channel, e.TS, w.Chat, i)
		it := outbox.New(chatLane(w.Chat), outbox.Edit, outbox.TelegramEdit, outbox.TelegramMessage{
			Chat: w.Chat, Of: ref, Text: r.Text, Buttons: r.Buttons})
		if i == 0 {
			lead = it
			continue
		}
		again := t.toChat(w.Chat, w.Language, r, 0)
		again.Ref = ref
		it.Then = &outbox.Then{Failed: []outbox.Item{again}}
		then.Sent = append(then.Sent, it)
	}
	if first {
		then.Failed = []outbox.Item{note(c, t.staff("desk.thread.edit_failed", nil))}
	}
	lead.Then, lead.Ref = then, cases.EditRef(c.ID, editKey(t.ev, e), w.Chat)
	t.send(lead)
	return t.takeBack(c, e, w, len(parts))
}

// takeBack deletes the parts of a relayed line from one on. The first was always
// sent; of the others the store knows.
func (t *turn) takeBack(c cases.Case, e *inbox.SlackEvent, w listener, from int) error {
	anchors, _ := t.Rolls.(outbox.Anchors)
	for i := from; i == 0 || anchors != nil; i++ {
		ref := relayRef(c, e.Channel, e.TS, w.Chat, i)
		if i > 0 {
			if _, sent, err := anchors.Anchor(t.ctx, ref); err != nil {
				return fmt.Errorf("read anchor: %w", err)
			} else if !sent {
				return nil
			}
		}
		t.send(outbox.New(chatLane(w.Chat), outbox.Edit, outbox.TelegramDelete, outbox.TelegramMessage{Chat: w.Chat, Of: ref}))
	}
	return nil
}
