package handlers

import (
	"fmt"
	"strings"

	"moneytrail/handlers/cases"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/people"
	"moneytrail/handlers/press"
	"moneytrail/recon/record"
)

// staff gives a text for the support team, in Chinese and in English: a channel
// has readers of both.
func (d *Desk) staff(id string, data map[string]any) string {
	zh, en := d.Texts.For("zh").Say(id, data), d.Texts.For("en").Say(id, data)
	if zh == en {
		return zh
	}
	return zh + " / " + en
}

// label gives a short word for the support team in both languages: "认领 Claim".
func (d *Desk) label(id string) string {
	zh, en := d.Texts.For("zh").Say(id, nil), d.Texts.For("en").Say(id, nil)
	if zh == en {
		return zh
	}
	return zh + " " + en
}

// joinCard asks the support team whether somebody may see a merchant's money.
// outcome tells what was decided; then there are no buttons any more.
func (t *turn) joinCard(m people.Member, j press.Join, merchant record.Merchant, outcome string) outbox.Card {
	who := m.Name
	if m.Username != "" {
		who += " @" + m.Username
	}
	role := t.label("role_name." + string(m.Role))
	if j.From != "" {
		role = t.label("role_name."+j.From) + " → " + role
	}
	card := outbox.Card{Title: t.label("desk.join.title"), Fields: []outbox.Field{
		{Label: t.label("desk.join.merchant"), Value: strings.TrimSpace(merchant.ID + " " + merchant.Name)},
		{Label: t.label("desk.join.role"), Value: role},
		{Label: t.label("desk.join.who"), Value: fmt.Sprintf("%s (%d)", who, m.User)},
	}}
	if outcome != "" {
		card.Context = []string{outcome}
		return card
	}
	value := j.Value()
	card.Buttons = []outbox.CardButton{
		{Text: t.label("desk.join.approve"), Action: string(press.Approve), Value: value, Style: "primary"},
		{Text: t.label("desk.join.refuse"), Action: string(press.Refuse), Value: value, Style: "danger"},
	}
	return card
}

// card draws a case as it stands.
func (t *turn) card(c cases.Case) (outbox.Card, error) {
	m, err := t.merchantOf(c.MerchantID)
	if err != nil {
		return outbox.Card{}, err
	}
	return t.book.CaseCard(c, m), nil
}

// headline is the card in one line, for notifications.
func headline(c cases.Case, card outbox.Card) string {
	if card.Title != "" {
		return card.Title
	}
	return c.Number() + " " + c.MerchantID
}
