package handlers

import (
	"moneytrail/handlers/attachment"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/inbox"
)

// flooded takes a message of a person who writes faster than anybody reads. One
// answer says so; then there is silence, but every message is kept in the
// history of the open case, and card numbers go all the same.
func (t *turn) flooded() error {
	if t.ev.Kind == inbox.Press {
		return nil
	}
	warn := t.tg.Flood == inbox.FloodWarn
	if len(t.members) == 0 {
		if warn {
			return t.stranger()
		}
		return nil
	}
	c, how, err := t.inFocus()
	if err != nil {
		return err
	}
	open := how != tieNone
	if open && t.tg.Text != "" {
		t.entry(c, "merchant", "said", t.tg.Text, t.key())
	}
	t.keepQuietly(c)
	if warn {
		if open {
			t.send(note(c, t.staff("desk.thread.flood", map[string]any{"Name": t.tg.Name})))
		}
		t.reply(t.voice().plain("file.too_fast", nil))
	} else if t.tg.Masked > 0 {
		t.discard()
	}
	return nil
}

// keepQuietly puts files to the merchant and the case without bringing them
// into its thread.
func (t *turn) keepQuietly(c cases.Case) {
	for _, m := range t.tg.Files() {
		if m.Attachment != 0 && !m.Before {
			t.fileTo(attachment.Filed{ID: m.Attachment, MerchantID: t.merchant.ID, Case: c.ID, Shown: true})
		}
	}
}

// afterFlood tells the thread of the open case how many messages were held back.
func (t *turn) afterFlood() error {
	if t.tg.Held == 0 {
		return nil
	}
	c, how, err := t.inFocus()
	if err != nil || how == tieNone {
		return err
	}
	t.send(note(c, t.staff("desk.thread.flood_over", map[string]any{"Name": t.tg.Name, "Held": t.tg.Held})))
	return nil
}
