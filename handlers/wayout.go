package handlers

import (
	"slices"
	"strconv"
	"strings"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/press"
	"moneytrail/handlers/session"
	"moneytrail/handlers/understand"
	"moneytrail/recon/record"
)

// wayOut is an answer about money of the one shop of a chain that the person named
// last: it tells which shop it is of, and has a button that asks the same of all.
func (t *turn) wayOut(r answer.Reply) answer.Reply {
	if t.asking || t.chain != nil || len(t.members) < 2 || strings.HasPrefix(t.session.MerchantID, whole) {
		return r
	}
	all, err := t.chains(t.members)
	if err != nil { // the answer stands without it
		return r
	}
	for _, c := range all {
		i := slices.IndexFunc(c.shops, func(m record.Merchant) bool { return m.ID == t.merchant.ID })
		if i < 0 {
			continue
		}
		if name := nameOf(t.merchant); !strings.Contains(r.Text, name) {
			r.Text = name + "\n\n" + r.Text
		}
		b := outbox.Button{Text: t.voice().say("chain.all", map[string]any{"Count": len(c.shops)}),
			Data: press.Data(press.Member, strconv.FormatInt(c.members[i].ID, 10), press.All, "same")}
		at := max(0, len(r.Buttons)-1) // the last one brings a person
		r.Buttons = slices.Insert(slices.Clone(r.Buttons), at, []outbox.Button{b})
		return r
	}
	return r
}

// sameOfAll makes the whole chain what the person acts for and asks of it what was
// asked last, where that can be asked of several shops.
func (t *turn) sameOfAll(p press.Press) error {
	before, asked := t.flow.Slots, t.flow.Asked
	merchant := t.merchantBy(p)
	if !strings.HasPrefix(merchant, whole) {
		t.reply(t.voice().oldButton())
		return nil
	}
	d, shown := t.daysShown()
	t.flow.Forget()
	if err := t.actFor(merchant); err != nil {
		return err
	}
	if t.chain == nil {
		t.reply(t.voice().oldButton())
		return nil
	}
	r := t.Reader.Read(asked, t.now)
	s := session.Of(r)
	switch {
	case asked != "" && r.Decision == understand.Act && isQuestion(r.Intent) && onlyDays(s) && len(s.Dates) > 0:
		return t.understood(r, asked)
	case shown:
		return t.chainDays(d.From, d.To, 0)
	case before.Intent != "" && onlyDays(before):
		return t.question(before, asked)
	}
	t.reply(t.voice().actingFor())
	return nil
}
