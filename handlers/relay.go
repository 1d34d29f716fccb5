package handlers

import (
	"fmt"
	"slices"
	"strings"

	"moneytrail/handlers/access"
	"moneytrail/handlers/answer"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/session"
	"moneytrail/handlers/understand"
	"moneytrail/handlers/understand/script"
)

// openCases lists the person's open cases at the current merchant, newest first.
func (t *turn) openCases() ([]cases.Case, error) {
	if t.asking {
		return nil, nil
	}
	all, err := t.Rolls.CasesOf(t.ctx, t.tg.User)
	if err != nil {
		return nil, fmt.Errorf("read cases: %w", err)
	}
	all = slices.DeleteFunc(slices.Clone(all), func(c cases.Case) bool { return !c.IsOpen() || !t.covers(c.MerchantID) })
	slices.SortStableFunc(all, func(a, b cases.Case) int { return int(b.ID - a.ID) })
	return all, nil
}

// stillNot recognises "still not there" after a case was closed, and reopens it.
func (t *turn) stillNot(text string, r understand.Reading) (bool, error) {
	if session.Of(r).Any() || !stillWords(text) || t.asking {
		return false, nil
	}
	last, err := t.lastCase()
	if t.quote != nil && t.quote.reply && err == nil { // that of the message, or none
		var own bool
		if last, own, err = t.Rolls.CaseByMessage(t.ctx, t.tg.Chat, t.tg.ReplyTo); !own || !last.Watches(t.tg.User) || !t.covers(last.MerchantID) {
			last = cases.Case{}
		}
	}
	if err != nil {
		return false, err
	}
	if last.ID == 0 || !last.CanReopen(t.machine) {
		return false, nil
	}
	return true, t.reopenedByMerchant(last, text)
}

// lastCase gives the person's case at the current merchant with which something
// happened last, the zero case where there is none.
func (t *turn) lastCase() (last cases.Case, err error) {
	all, err := t.Rolls.CasesOf(t.ctx, t.tg.User)
	if err != nil {
		return last, fmt.Errorf("read cases: %w", err)
	}
	for _, c := range all {
		if t.covers(c.MerchantID) && (last.ID == 0 || c.ChangedAt.After(last.ChangedAt)) {
			last = c
		}
	}
	return last, nil
}

// stillWords are what people write when something that was called settled is not.
func stillWords(text string) bool {
	return containsAny(script.Plain(text), "还是没", "还没", "仍没", "仍未", "仍然没", "依然没", "没解决", "没有解决", "没办好", "没有办好", "没处理好", "没弄好", "没搞定", "没搞好", "还是不对", "还是一样", "又没来", "又没给", "又没打款", "又没处理", "又没办", "根本没来", "根本没给", "根本没打款", "根本没处理", "根本没办", "并没有", "没收到", "没到", "still not", "still no", "still hasn", "still haven", "still have not", "still waiting",
		"still missing", "not solved", "not resolved", "not settled", "not fixed", "not sorted", "not done yet", "isn't settled", "isn't fixed", "isn't solved", "isn't resolved", "wasn't solved", "nothing changed", "still wrong", "still the same", "not arrived", "didn't arrive", "nothing arrived")
}

// reopenedByMerchant brings a resolved case back, with what the merchant says.
func (t *turn) reopenedByMerchant(c cases.Case, words string) error {
	other, open, err := t.Rolls.OpenCase(t.ctx, c.MerchantID, c.Subject)
	if err != nil {
		return fmt.Errorf("read open case: %w", err)
	}
	if open {
		return t.join(other, wish{words: words})
	}
	if err := t.again(&c); err != nil {
		return t.showCase(c)
	}
	c.Join(t.watcher(), t.machine)
	t.focus(c)
	if err := t.change(c); err != nil {
		return err
	}
	t.entry(c, "merchant", "reopened", words, t.key())
	t.audit(t.actor(), "reopen", subjectOfCase(c), "by the merchant")
	t.send(note(c, t.staff("desk.thread.reopened", map[string]any{"Name": t.tg.Name})+"\n"+words))
	t.forwarded = c.ID
	t.reply(t.voice().caseReopened(c))
	return nil
}

// again reopens a case; the card then tells who had it and how it had ended.
func (t *turn) again(c *cases.Case) error {
	by, r := c.ClaimedByName, c.Resolution
	if err := c.Reopen(t.machine); err != nil {
		return err
	}
	if r != nil {
		if by == "" {
			by = r.ByName
		}
		reason := r.Reason
		if id := "card_reason." + reason; t.Texts.Has(id) {
			reason = t.label(id)
		}
		c.Tried = append(slices.Clone(c.Tried), strings.TrimSpace(t.staff("desk.before", map[string]any{"By": by, "Reason": reason})+" "+r.Note))
	}
	return nil
}

// closedByMerchant ends a case because the merchant says that it is settled.
// What is about the account or about fraud only the owner ends: it may be
// somebody at the counter whom the case is about.
func (t *turn) closedByMerchant(c cases.Case) error {
	if c.OwnerEnds() && t.member.Role != access.Owner {
		t.audit(t.actor(), "resolve refused", subjectOfCase(c), "not the owner")
		t.reply(t.voice().ownerCloses(c))
		return nil
	}
	r := cases.Resolution{Reason: cases.ByMerchant, By: t.actor(), ByName: t.tg.Name, At: t.machine}
	if err := c.Resolve(r); err != nil {
		return t.showCase(c)
	}
	if err := t.change(c); err != nil {
		return err
	}
	t.send(note(c, t.staff("desk.thread.settled", map[string]any{"Name": t.tg.Name})))
	t.entry(c, "merchant", "resolved", "", "")
	t.audit(t.actor(), "resolve", subjectOfCase(c), "by the merchant")
	t.reply(t.voice().caseOver(c))
	role := t.member.Role
	return t.tellOthers(c, t.tg.User, func(v voice) answer.Reply { return v.caseOverBy(c, role) })
}

// tell brings a reply to every watcher of a case, in the watcher's language,
// quoting the question that brought them to it. Who lost the standing
// at the merchant hears nothing more.
func (t *turn) tell(c cases.Case, reply func(voice) answer.Reply) error {
	return t.tellOthers(c, 0, reply)
}

// tellOthers is tell but for one person.
func (t *turn) tellOthers(c cases.Case, but int64, reply func(voice) answer.Reply) error {
	watchers, err := t.listeners(c)
	if err != nil {
		return err
	}
	for _, w := range watchers {
		if w.User == but {
			continue
		}
		v, err := t.voiceTo(w.User, w.Language, w.role)
		if err != nil {
			return err
		}
		r := reply(v)
		it := t.toChat(w.Chat, w.Language, r, w.Question)
		it.Then = &outbox.Then{Failed: []outbox.Item{t.undelivered(c, w, firstLines(r.Text, 2))}}
		t.send(t.of(c.ID, t.tellingOf(c.MerchantID, it, r, subjectsOfCase(c)...)))
	}
	return nil
}

// undelivered tells the thread that words did not reach somebody.
func (t *turn) undelivered(c cases.Case, w listener, text string) outbox.Item {
	return note(c, t.staff("desk.thread.failed", map[string]any{"Name": w.Name})+"\n"+text)
}

// listener is a watcher who is still a member of the case's merchant.
type listener struct {
	cases.Watcher
	role access.Role
}

// listeners are those who hear what happens with a case, in the order they came.
func (t *turn) listeners(c cases.Case) ([]listener, error) {
	team, err := t.Rolls.Team(t.ctx, c.MerchantID)
	if err != nil {
		return nil, fmt.Errorf("read team: %w", err)
	}
	var out []listener
	for _, w := range c.Watchers {
		for _, m := range team {
			if m.User == w.User {
				w.Chat = m.Chat
				out = append(out, listener{w, m.Role})
				break
			}
		}
	}
	waiting, err := t.unconfirmed(c)
	return append(out, waiting...), err
}
