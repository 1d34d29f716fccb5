package handlers

import (
	"fmt"
	"strings"

	"moneytrail/handlers/cases"
	"moneytrail/handlers/people"
)

// edited takes an edit of a message: a new question if it was the person's
// last message, and a further version in the thread that has the old one.
func (t *turn) edited() error {
	if len(t.members) == 0 {
		if t.tg.MessageID == t.session.LastMessage {
			return t.stranger()
		}
		if t.tg.Masked > 0 { // what came by the edit has to go, and to be said
			t.reply(t.voice().onlyMasked())
		}
		return nil
	}
	c, err := t.versioned()
	if err != nil {
		return err
	}
	last, media := t.tg.MessageID == t.session.LastMessage, t.tg.Media != nil && !t.tg.Media.Before
	if !last || strings.TrimSpace(t.tg.Text) == "" && !media {
		if t.tg.Masked > 0 { // a card number came by the edit: it has to go, and to be said
			t.reply(t.voice().onlyMasked())
		}
		t.takeFiles(c) // another picture in the place of the old one
		return nil
	}
	return t.message()
}

// versioned tells the thread of the open case that has a message that it was
// changed, as old and new, and gives that case; the zero case where none has it.
// The case's history keeps every version.
func (t *turn) versioned() (cases.Case, error) {
	open, err := t.openCases()
	if err != nil {
		return cases.Case{}, err
	}
	for _, c := range open {
		old, known, err := t.Rolls.EntryOf(t.ctx, c.ID, t.key())
		if err != nil {
			return c, fmt.Errorf("read history: %w", err)
		}
		if !known {
			continue
		}
		t.forwarded = c.ID // the thread has these words
		if old.Text != t.tg.Text {
			t.entry(c, "merchant", "edited", t.tg.Text, t.key())
			t.send(note(c, t.staff("desk.thread.edited", map[string]any{"Name": t.tg.Name})+"\n"+old.Text+"\n→ "+t.tg.Text))
		}
		return c, nil
	}
	return cases.Case{}, nil
}

// membership follows a person who blocks the bot or comes back.
func (t *turn) membership() error {
	gone := t.tg.Status == "kicked" || t.tg.Status == "left"
	for _, m := range t.all {
		if m.Unreachable == gone || m.Standing != people.Active && m.Standing != people.Pending {
			continue
		}
		m.Unreachable = gone
		t.changeMember(m)
	}
	if !gone || len(t.members) == 0 {
		return nil
	}
	all, err := t.Rolls.CasesOf(t.ctx, t.tg.User)
	if err != nil {
		return fmt.Errorf("read cases: %w", err)
	}
	for _, c := range all {
		if c.IsOpen() {
			t.send(note(c, t.staff("desk.thread.gone", map[string]any{"Name": t.tg.Name})))
		}
	}
	return nil
}

// welcomeBack clears the mark of a person who had blocked the bot and writes again.
func (t *turn) welcomeBack() {
	for _, m := range t.all {
		if m.Unreachable && (m.Standing == people.Active || m.Standing == people.Pending) {
			m.Unreachable = false
			t.changeMember(m)
		}
	}
}

// changeMember puts a changed membership into the outcome, once: a second
// change of the same turn replaces the first.
func (t *turn) changeMember(m people.Member) {
	for _, list := range [][]people.Member{t.all, t.members} {
		for i := range list {
			if list[i].ID == m.ID {
				of := list[i].MerchantID // a binding to a group is in the list once for each merchant
				list[i] = m
				list[i].MerchantID = of
			}
		}
	}
	if t.member.ID == m.ID {
		t.member = m
	}
	for i := range t.out.Members {
		if t.out.Members[i].ID == m.ID {
			t.out.Members[i] = m
			return
		}
	}
	t.out.Members = append(t.out.Members, m)
}
