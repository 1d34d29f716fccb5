package handlers

import (
	"fmt"
	"strconv"
	"strings"

	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/people"
)

// blocked is the code of a chat whose person blocked the bot, which is their
// right and nobody's trouble.
const blocked = "blocked"

// undeliverable tells the support channel of something that will never be
// delivered. What it says itself is not told of again, so that a channel that
// takes nothing makes no circle.
func (t *turn) undeliverable(e *inbox.SystemEvent) error {
	kind, id, _ := strings.Cut(e.Lane, ":")
	number, _ := strconv.ParseInt(id, 10, 64)
	switch kind {
	case "case":
		return t.cardLost(number, e)
	case "member":
		return t.joinLost(number, e)
	case "tg":
		if e.Reason == blocked {
			return nil
		}
		t.alert(t.staff("desk.lost_reply", map[string]any{"Chat": id, "Reason": e.Reason}))
		return nil
	}
	t.alert(t.staff("desk.undelivered", map[string]any{"Item": e.Item, "Lane": e.Lane, "Reason": e.Reason}))
	return nil
}

// cardLost posts a case whose card the channel does not take as a plain text.
// It stands under the card's name, so that the thread goes on below it.
func (t *turn) cardLost(id int64, e *inbox.SystemEvent) error {
	c, ok, err := t.Rolls.Case(t.ctx, id)
	if err != nil {
		return fmt.Errorf("read case: %w", err)
	}
	if !ok {
		t.alert(t.staff("desk.undelivered", map[string]any{"Item": e.Item, "Lane": e.Lane, "Reason": e.Reason}))
		return nil
	}
	m, err := t.merchantOf(c.MerchantID)
	if err != nil {
		return err
	}
	text := t.staff("desk.lost_card", map[string]any{"Case": c.Number(), "Merchant": strings.TrimSpace(m.ID + " " + m.Name), "Reason": e.Reason})
	if c.Words != "" {
		text += "\n" + clip(c.Words, 500)
	}
	it := post(c.Lane(), outbox.SlackMessage{Text: text})
	it.Ref = c.Ref()
	t.send(it)
	return nil
}

// joinLost tells who waits to join while the card about them cannot be shown.
func (t *turn) joinLost(id int64, e *inbox.SystemEvent) error {
	m, ok, err := t.Rolls.Member(t.ctx, id)
	if err != nil {
		return fmt.Errorf("read member: %w", err)
	}
	if !ok || m.Standing != people.Pending && m.Standing != people.Active {
		return nil
	}
	role := string(m.Role)
	if m.Standing == people.Active { // another role is asked for, which the card alone named
		role = "owner|finance|cashier"
	}
	t.alert(t.staff("desk.lost_join", map[string]any{"Name": clip(m.Name, 80), "User": m.User, "Merchant": m.MerchantID, "Role": role, "Reason": e.Reason}))
	return nil
}

// clip shortens a text to n characters.
func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}
