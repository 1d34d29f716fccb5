package handlers

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"moneytrail/handlers/access"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/people"
	"moneytrail/recon/record"
)

// Ask tells what the product would answer a person of the merchant, in the
// scope's role, as plain text with the labels of the buttons on the last line.
// Nothing is kept, no case is opened. lang "" follows the text.
func (d *Desk) Ask(ctx context.Context, scope access.Scope, merchant, lang, text string) (string, error) {
	role := scope.Role()
	if role == access.Staff {
		role = access.Owner
	}
	if !scope.Sees(merchant) || !role.Valid() {
		return "", fmt.Errorf("merchant %s is not visible in this scope", merchant)
	}
	m, ok, err := d.Books.Merchant(ctx, access.For(role, merchant), merchant)
	if err != nil {
		return "", fmt.Errorf("read merchant: %w", err)
	}
	if !ok {
		return "", fmt.Errorf("there is no merchant %s", merchant)
	}
	t := d.asker(ctx, m, role)
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

// asker is the turn of a question that nobody in a chat asked.
func (d *Desk) asker(ctx context.Context, m record.Merchant, role access.Role) *turn {
	t := &turn{Desk: d, ctx: ctx, machine: d.Clock.Machine(), asking: true, merchant: m,
		scope: access.For(role, m.ID), tg: &inbox.TelegramEvent{ChatType: "private"}}
	t.now = d.Clock.Now().In(d.zone(m))
	t.member = people.Member{MerchantID: m.ID, Role: role, Standing: people.Active}
	t.members = []people.Member{t.member}
	t.session.MerchantID = m.ID
	t.flow = t.session.Open()
	return t
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
