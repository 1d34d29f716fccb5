package handlers

import (
	"strings"

	"moneytrail/handlers/answer"
	"moneytrail/recon/record"
)

// shops offers the merchants the person acts for.
func (t *turn) shops() error {
	if len(t.members) == 1 {
		t.reply(t.voice().actingFor())
		return nil
	}
	list, err := t.ownShops()
	if err != nil {
		return err
	}
	t.reply(t.voice().shops(list))
	return nil
}

// ownShops reads the merchants the person acts for.
func (t *turn) ownShops() ([]record.Merchant, error) {
	var list []record.Merchant
	for _, m := range t.members {
		merchant, err := t.merchantOf(m.MerchantID)
		if err != nil {
			return nil, err
		}
		list = append(list, merchant)
	}
	return list, nil
}

// welcome answers with a menu; who acts for several merchants sees them there to switch.
func (t *turn) welcome(r answer.Reply) error {
	if len(t.members) > 1 {
		list, err := t.ownShops()
		if err != nil {
			return err
		}
		shops := t.voice().shops(list).Buttons
		r.Buttons = append(shops[:len(shops)-1:len(shops)-1], r.Buttons...)
	}
	t.reply(r)
	return nil
}

// named makes the merchant current that a message names, where the person acts
// for several and exactly one other than the current is named.
func (t *turn) named(text string) error {
	if len(t.members) < 2 || t.asking {
		return nil
	}
	list, err := t.ownShops()
	if err != nil {
		return err
	}
	text = strings.ToLower(text)
	to := ""
	for _, m := range list {
		for _, word := range []string{m.Name, m.Store, m.ID} {
			if word = strings.ToLower(strings.TrimSpace(word)); len(word) < 4 || !strings.Contains(text, word) {
				continue
			}
			if m.ID == t.session.MerchantID || to != "" && to != m.ID {
				return nil
			}
			to = m.ID
		}
	}
	if to == "" {
		return nil
	}
	t.flow.Forget()
	return t.actFor(to)
}
