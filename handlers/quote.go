package handlers

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"moneytrail/handlers/follow"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/session"
	"moneytrail/handlers/understand"
	"moneytrail/recon/record"
)

// quote is what one of the product's messages is about that the person answers:
// swipes and payouts in the order in which it shows them, and days.
type quote struct {
	items []about
	days  []understand.DateRange
	// older: it came before the last turn; else it is what stands last on the screen.
	older bool
	// reply: the person answers it by Telegram's reply; else it came unasked and stands last.
	reply bool
}

// noticeStands is how long a message that came unasked is what few words
// without a reply may be about, as long as nothing else was said.
const noticeStands = 24 * time.Hour

// readQuote looks up what the message is about that the person replies to. A
// message whose subject is not known any more makes it a plain one.
func (t *turn) readQuote() error {
	if t.tg.ReplyTo == 0 || t.asking {
		return nil
	}
	m, ok, err := t.Rolls.AboutMessage(t.ctx, t.tg.Chat, t.tg.ReplyTo)
	if err != nil {
		return fmt.Errorf("read what a message is about: %w", err)
	}
	if !ok {
		return nil
	}
	q := &quote{older: m.Unasked || m.At.Before(t.session.UpdatedAt), reply: true}
	if t.flow.Talk.Asking() && !q.older { // the open question itself
		return nil
	}
	return t.takeUp(q, m)
}

// takeUp makes what a message told of what is talked about, for who may act for
// its merchant. Of who may not, nothing else is taken for it either.
func (t *turn) takeUp(q *quote, of ...outbox.Told) error {
	owner := of[0].Merchant
	own, err := t.mayTurnTo(owner)
	if err != nil {
		return err
	}
	if !own {
		t.flow.About, t.flow.Slots = "", session.Slots{Hour: -1}
		return nil
	}
	for _, m := range of {
		for _, s := range m.Subjects {
			if a, ok := subjectFrom(s); ok {
				q.items = append(q.items, a)
			} else if d, ok := daysIn(s); ok {
				q.days = append(q.days, d)
			}
		}
	}
	if err := t.turnTo(owner, len(q.days) > 0); err != nil {
		return err
	}
	if err := t.markedLine(q); err != nil {
		return err
	}
	if q.older {
		t.flow.Slots = session.Slots{Hour: -1}
	}
	if t.flow.About, err = t.talkedAs(q); err != nil || t.flow.About == "" {
		return err
	}
	t.quote = q
	return nil
}

// markedLine leaves of a message what the line of it tells that the person marked:
// what has its amount, and of several the one with its card or time. A line that tells of
// none of it leaves all.
func (t *turn) markedLine(q *quote) error {
	if !q.reply || t.tg.Quoted == "" || len(q.items) < 2 {
		return nil
	}
	s := session.Of(t.Reader.Read(t.tg.Quoted, t.now))
	var near, sure []about
	for _, a := range q.items {
		f, err := t.readOne(a)
		if err != nil {
			return err
		}
		for _, p := range f.payouts {
			if t.oneOf(s.Amounts, p.Amount, p.Currency) || t.oneOf(s.Amounts, p.Banked, p.Currency) {
				near = append(near, a)
			}
		}
		for _, tr := range f.trails {
			if !t.oneOf(s.Amounts, tr.Amount, tr.Currency) && !t.oneOf(s.Amounts, tr.Arithmetic.Net, tr.Currency) {
				continue
			}
			near = append(near, a)
			at := tr.Time.In(t.now.Location()).Format("15:04")
			if (tr.Last4 == "" || strings.Contains(t.tg.Quoted, tr.Last4)) && strings.Contains(t.tg.Quoted, at) {
				sure = append(sure, a)
			}
		}
	}
	switch {
	case len(sure) > 0:
		q.items, q.days = sure, nil
	case len(near) > 0:
		q.items, q.days = near, nil
	}
	return nil
}

// one gives the only thing that the message is about.
func (q *quote) one() (about, bool) {
	if len(q.items) != 1 || len(q.days) > 0 {
		return about{}, false
	}
	return q.items[0], true
}

// talkedAs gives what Flow.About holds while the message is talked about, "" where
// nothing of it is there any more, or the person's to see.
func (t *turn) talkedAs(q *quote) (string, error) {
	if a, ok := q.one(); ok {
		f, err := t.readOne(a)
		if err != nil || f.empty() {
			return "", err
		}
		return a.key(), nil
	}
	var keys []string
	for _, d := range q.days { // what arrived on days stands among the items
		if d.Of != understand.OfArrival {
			keys = append(keys, daysSubject(d.From, d.To))
		}
	}
	for _, a := range q.items {
		keys = append(keys, a.key())
	}
	switch {
	case len(keys) > 0:
		return listRows + strings.Join(keys, ","), nil
	case len(q.days) > 0:
		return daysKey(q.days[0].From, q.days[0].To), nil
	}
	return "", nil
}

// readOne reads a swipe or payout in the person's scope; empty where there is none.
func (t *turn) readOne(a about) (f finding, err error) {
	if a.payout {
		p, ok, err := t.payoutIn(a.row)
		if err != nil || !ok {
			return f, err
		}
		f.payouts = append(f.payouts, p)
		return f, nil
	}
	tr, ok, err := t.Books.Trail(t.ctx, t.scope, a.row)
	if err != nil || !ok {
		return f, err
	}
	f.trails = append(f.trails, tr)
	return f, nil
}

// mayTurnTo tells whether the person acts for a merchant, or for a whole chain.
func (t *turn) mayTurnTo(owner string) (bool, error) {
	group, together := strings.CutPrefix(owner, whole)
	if !together {
		return t.actsFor(owner), nil
	}
	all, err := t.chains(t.members)
	return slices.ContainsFunc(all, func(c *chain) bool { return c.group == group }), err
}

// turnTo makes the merchant whose money a message told of the one that is acted
// for. A shop of the chain that is acted for stays a part of it, but that days are
// asked of it alone.
func (t *turn) turnTo(owner string, days bool) error {
	if owner == t.session.MerchantID {
		return nil
	}
	if t.chain != nil && t.covers(owner) {
		if days {
			i := slices.IndexFunc(t.chain.shops, func(m record.Merchant) bool { return m.ID == owner })
			t.narrow(t.chain.members[i], t.chain.shops[i])
		}
		return nil
	}
	t.flow.Forget()
	return t.actFor(owner)
}

// standsUnasked takes few words without a reply for what the newest messages
// told that came unasked, where nothing was said since.
func (t *turn) standsUnasked(text string, r understand.Reading) error {
	if t.quote != nil || t.tg.ReplyTo != 0 || t.asking || t.flow.Talk.Asking() || len([]rune(text)) > 40 {
		return nil
	}
	q := follow.Of(text)
	points := follow.Points(text)
	number := onlyAmount(text, session.Of(r))
	if !number && (!t.bare(r, q) || points == follow.Nowhere && (q.Aspect == follow.None || q.Aspect == follow.Word)) {
		return nil
	}
	since := t.machine.Add(-noticeStands)
	if t.session.UpdatedAt.After(since) {
		since = t.session.UpdatedAt
	}
	all, err := t.Rolls.Unasked(t.ctx, t.tg.Chat, since)
	if err != nil {
		return fmt.Errorf("read what was told unasked: %w", err)
	}
	if len(all) == 0 {
		return nil
	}
	all = slices.DeleteFunc(all, func(m outbox.Told) bool { return m.Merchant != all[0].Merchant })
	onlyOfDays := !slices.ContainsFunc(all, func(m outbox.Told) bool { return !slices.ContainsFunc(m.Subjects, isDays) })
	if own, err := t.mayTurnTo(all[0].Merchant); err != nil || !own || onlyOfDays && points == follow.AtThis {
		return err // "has it come?" after a summary asks for all that is open
	}
	return t.takeUp(&quote{older: true}, all...)
}

func isDays(subject string) bool { _, ok := daysIn(subject); return ok }

// onlyAmount tells a message that is a number and nothing else.
func onlyAmount(text string, s session.Slots) bool {
	if len(s.Amounts) != 1 || s.Amounts[0].Op != understand.Eq || len(s.Dates) > 0 || s.RRN != "" || s.Reference != "" {
		return false
	}
	return strings.Trim(text, "0123456789.,，。、?？!！ ¥￥$元块呢的那笔") == ""
}
