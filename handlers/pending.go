package handlers

import (
	"fmt"
	"slices"

	"moneytrail/handlers/access"
	"moneytrail/handlers/answer"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/people"
	"moneytrail/handlers/understand"
)

// pending answers a person whom staff have not let in yet. They see nothing; but
// an emergency reaches a person as an urgent case of its own, what they write
// then goes into its thread, and what an agent writes comes to them.
func (t *turn) pending(m people.Member, r understand.Reading) error {
	merchant, err := t.merchantOf(m.MerchantID)
	if err != nil {
		return err
	}
	t.merchant, t.now = merchant, t.now.In(t.zone(merchant))
	c, open, err := t.Rolls.OpenCase(t.ctx, merchant.ID, cases.ByPerson(t.tg.User))
	if err != nil {
		return fmt.Errorf("read open case: %w", err)
	}
	words, grave := emergency(r)
	name := t.tg.Name
	t.tg.Name += "（" + t.label("desk.pending") + "）" // wherever the support team reads it
	switch {
	case open && t.tg.Text == "":
		t.reply(t.waitingWith(t.voice().say("hello.pending_urgent", map[string]any{"Case": c.Number()})))
		return nil
	case t.tg.Text == "" || people.Starts(t.tg.Text) || !open && !grave:
		if !t.flow.Waits || people.Starts(t.tg.Text) {
			t.reply(t.voice().waiting())
		} else { // they know; what they ask is whether anything happens
			t.reply(t.waitingWith(t.voice().say("hello.pending_still", map[string]any{"Merchant": nameOf(merchant)})))
		}
		t.flow.Waits = true
		return nil
	case open && !grave:
		t.toThread(c, t.tg.Text, t.key())
		t.reply(t.waitingWith(t.voice().say("hello.pending_added", map[string]any{"Case": c.Number()})))
		return nil
	}
	w := wish{words: t.tg.Text, subject: cases.ByPerson(t.tg.User), intent: understand.Suspicious, urgent: true, alarm: open}
	if c, _, err = t.openOrJoin(w); err != nil {
		return err
	}
	if !open {
		t.send(note(c, t.staff("desk.pending_note", map[string]any{"Name": name, "Merchant": nameOf(merchant), "Role": t.label("role_name." + string(m.Role))})))
	}
	v := t.voice()
	t.reply(t.waitingWith(v.say(words, nil) + "\n\n" + v.say("hello.pending_urgent", map[string]any{"Case": c.Number()})))
	return nil
}

// waitingWith is an answer to who is not let in yet, with the button for a person.
func (t *turn) waitingWith(text string) answer.Reply {
	return answer.Reply{Text: text, Buttons: t.voice().waiting().Buttons}
}

// emergency tells what cannot wait until somebody is let in, and the words for it.
func emergency(r understand.Reading) (words string, ok bool) {
	switch {
	case r.Grave.Endangers() || r.Grave == understand.CardKept:
		return graveWords[r.Grave], true
	case r.PayFirst:
		return "ask.pay_first", true
	case r.Intent == understand.Suspicious && r.Decision == understand.HandOver:
		return "ask.suspicious_cashier", true
	}
	return "", false
}

// waits gives the standing of who redeemed an invite that staff have not looked at yet.
func (t *turn) waits() (people.Member, bool) {
	i := slices.IndexFunc(t.all, func(m people.Member) bool { return m.Standing == people.Pending })
	if i < 0 {
		return people.Member{}, false
	}
	return t.all[i], true
}

// unconfirmed are the watchers of a person's own case whom staff have not let in
// yet: they hear what an agent writes to them there, and of no money.
func (t *turn) unconfirmed(c cases.Case) ([]listener, error) {
	var out []listener
	for _, w := range c.Watchers {
		if c.Subject != cases.ByPerson(w.User) {
			continue
		}
		all, err := t.Rolls.Members(t.ctx, w.User)
		if err != nil {
			return nil, fmt.Errorf("read members: %w", err)
		}
		if i := slices.IndexFunc(all, func(m people.Member) bool {
			return m.Standing == people.Pending && m.MerchantID == c.MerchantID && !m.Unreachable
		}); i >= 0 {
			out = append(out, listener{w, access.Cashier})
		}
	}
	return out, nil
}
