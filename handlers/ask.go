package handlers

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"moneytrail/handlers/access"
	"moneytrail/handlers/flow"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/people"
	"moneytrail/handlers/press"
	"moneytrail/handlers/session"
)

// Ask tells what the product would answer a person of the scope's merchants, in
// the scope's role, as plain text with the labels of the buttons on the last
// line. Nothing is kept, no case is opened. lang "" follows the text. Several
// merchants of one group are asked of as one.
func (d *Desk) Ask(ctx context.Context, scope access.Scope, lang, text string) (string, error) {
	if !scope.Role().Valid() || len(scope.Merchants()) == 0 {
		return "", errors.New("no merchant is visible in this scope")
	}
	t, err := d.asker(ctx, scope)
	if err != nil {
		return "", err
	}
	if lang != "" {
		t.speak(lang)
	}
	t.lang = t.language()
	t.tg.Text = text
	if err := t.message(); err != nil {
		return "", err
	}
	return printed(t.out.Send)
}

// Try walks a person of the scope's merchants through a dialogue, as Ask does,
// and begins the named playbook: about what the first words find, where there
// are any ("" for none); says are the answers, one after another, each a label or
// its number or what a person would write, and Later where it waits for a day.
func (d *Desk) Try(ctx context.Context, scope access.Scope, lang, playbook, about string, says []string) (string, error) {
	g, ok := d.Flows.Get(playbook)
	if !ok || !isPlaybook(g) {
		return "", fmt.Errorf("there is no playbook %q; there are %s", playbook, strings.Join(d.playbookNames(), ", "))
	}
	if !scope.Role().Valid() || len(scope.Merchants()) == 0 {
		return "", errors.New("no merchant is visible in this scope")
	}
	var kept session.Session
	var out []string
	step := func(said string, do func(*turn) error) error {
		t, err := d.asker(ctx, scope)
		if err != nil {
			return err
		}
		if kept.Flow != nil {
			t.session, t.flow = kept, kept.Open()
		}
		if lang != "" {
			t.speak(lang)
		}
		t.lang, t.tg.Text = t.language(), said
		if err := do(t); err != nil {
			return err
		}
		text, err := printed(t.out.Send)
		if err != nil {
			return err
		}
		out = append(out, "> "+said, text, "")
		kept = t.session
		return kept.Keep(t.flow)
	}
	read := func(t *turn) error {
		if waiting := t.flow.Talk.Waiting; t.tg.Text == Later && len(waiting) > 0 {
			return t.advance(flow.Due{Serial: waiting[len(waiting)-1].Serial})
		}
		return t.message()
	}
	if about != "" {
		if err := step(about, read); err != nil {
			return "", err
		}
	}
	err := step(playbook, func(t *turn) error {
		return t.guide(press.Parse(strings.TrimSuffix(press.Data(press.Guide, playbook, t.flow.About), ":")))
	})
	for _, said := range says {
		if err == nil {
			err = step(said, read)
		}
	}
	return strings.TrimSpace(strings.Join(out, "\n")), err
}

// Later stands among the answers of Try for the day on which a playbook comes back.
const Later = "@later"

// playbookNames lists the playbooks by their names.
func (d *Desk) playbookNames() (names []string) {
	for _, f := range d.Flows.All() {
		if isPlaybook(f) {
			names = append(names, f.Name)
		}
	}
	return names
}

// asker is the turn of a question that nobody in a chat asked.
func (d *Desk) asker(ctx context.Context, scope access.Scope) (*turn, error) {
	t := &turn{Desk: d, ctx: ctx, machine: d.Clock.Machine(), now: d.Clock.Now(), asking: true, tg: &inbox.TelegramEvent{ChatType: "private"}}
	for i, id := range scope.Merchants() {
		if _, ok, err := d.Books.Merchant(ctx, scope, id); err != nil {
			return nil, fmt.Errorf("read merchant: %w", err)
		} else if !ok {
			return nil, fmt.Errorf("there is no merchant %s", id)
		}
		t.members = append(t.members, people.Member{ID: int64(i + 1), MerchantID: id, Role: scope.Role(), Standing: people.Active})
	}
	t.flow = t.session.Open()
	return t, t.actFor("")
}

// printed gives the texts of Telegram messages and the labels of the last one's buttons.
func printed(items []outbox.Item) (string, error) {
	var out []string
	var labels []string
	for _, it := range items {
		if it.Op != outbox.TelegramSend {
			continue
		}
		var m outbox.TelegramMessage
		if err := json.Unmarshal(it.Body, &m); err != nil {
			return "", fmt.Errorf("read answer: %w", err)
		}
		out, labels = append(out, m.Text), nil
		for _, row := range m.Buttons {
			for _, b := range row {
				labels = append(labels, "["+b.Text+"]")
			}
		}
	}
	if len(labels) > 0 {
		out = append(out, strings.Join(labels, " "))
	}
	return strings.Join(out, "\n"), nil
}
