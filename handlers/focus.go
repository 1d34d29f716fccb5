package handlers

import (
	"fmt"
	"slices"
	"time"

	"moneytrail/handlers/cases"
	"moneytrail/handlers/flow"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/session"
	"moneytrail/handlers/steer"
	"moneytrail/handlers/understand"
)

// tie is what ties a message to a case.
type tie int

const (
	tieNone    tie = iota
	tieAlone       // no other case is open, and nothing else is talked about
	tieSpoken      // the conversation is about it
	tieAwaited     // the support team wrote last and waits for words
	tieReplied     // the message answers one of its messages, or names its number
)

// focus notes that the conversation is about a case now.
func (t *turn) focus(c cases.Case) { t.flow.Case, t.ofCase = c.ID, c.ID }

// inFocus gives the case that what the person sends belongs to unless it speaks
// of something else, and what ties it to that: the one that it names, or whose message it answers,
// else the one in which the support team waits for words, else the one talked
// about last, else the only one.
func (t *turn) inFocus() (cases.Case, tie, error) {
	t.between = nil
	if t.asking {
		return cases.Case{}, tieNone, nil
	}
	if c, _, own, err := t.caseIn(t.tg.Text); err != nil || own && c.IsOpen() {
		return c, tieReplied, err
	}
	if t.tg.ReplyTo != 0 {
		c, ok, err := t.Rolls.CaseByMessage(t.ctx, t.tg.Chat, t.tg.ReplyTo)
		if err != nil {
			return c, tieNone, fmt.Errorf("read case of a message: %w", err)
		}
		if ok && c.IsOpen() && c.Watches(t.tg.User) && t.actsFor(c.MerchantID) {
			return c, tieReplied, nil
		}
	}
	open, err := t.openCases()
	if err != nil || len(open) == 0 {
		return cases.Case{}, tieNone, err
	}
	best, how, at := cases.Case{}, tieNone, time.Time{}
	for _, c := range slices.Backward(open) { // oldest first
		words, err := t.Rolls.LastWords(t.ctx, c.ID)
		if err != nil {
			return c, tieNone, fmt.Errorf("read history: %w", err)
		}
		if words.Waits && !words.Desk.Before(at) {
			best, how, at = c, tieAwaited, words.Desk
		}
	}
	if how == tieNone {
		for _, c := range open {
			if c.ID == t.flow.Case {
				best, how = c, tieSpoken
			}
		}
	}
	if how == tieNone && len(open) == 1 && t.flow.Case == 0 && !t.flow.Elsewhere {
		best, how = open[0], tieAlone
	}
	best, how, t.between, err = t.whose(best, how, open)
	return best, how, err
}

// quotes tells whether the message answers one of a case's messages by quoting it.
func (t *turn) quotes() (bool, error) {
	if t.tg.ReplyTo == 0 {
		return false, nil
	}
	_, how, err := t.inFocus()
	return how == tieReplied, err
}

// LastWords tells when somebody last wrote in a case, machine clock; zero for never.
type LastWords struct {
	Desk     time.Time // the support team, or the product in its place, to the merchant
	Merchant time.Time // but for thanks and the like
	// Unanswered are the merchant's first words since the desk's last or since the
	// case was over, or its reopening.
	Unanswered time.Time
	Reopened   time.Time // last
	Waits      bool      // the desk's are the last
	Agent      time.Time // an agent, to whomever, or did anything
}

// belongs gives the open case that a message belongs to: what answers the
// support team or tells more of its matter, not what asks of another.
func (t *turn) belongs(r understand.Reading, text string) (c cases.Case, ok bool, err error) {
	c, how, err := t.inFocus()
	if err != nil || how == tieReplied {
		return c, err == nil, err
	}
	if len(t.between) > 0 { // not said yet whose
		c, how = cases.Case{}, tieNone
	}
	if d, ok := t.Flows.Get(t.answered.Flow); ok && isPlaybook(d) {
		of, found, err := t.caseOfFlow(t.answered)
		if err != nil || found {
			return of, found, err
		}
		return c, how == tieAwaited, nil // it may be what the support team waits for
	}
	a, named := subjectFrom(t.flow.About)
	if named = named && t.spoke; named {
		of, found, err := t.watchedOpen(a.subject())
		if err != nil {
			return c, false, err
		}
		if found {
			away, err := t.answeredAway(of, tieSpoken, text, r)
			return of, !away, err
		}
	}
	if away, err := t.answeredAway(c, how, text, r); err != nil || away {
		return c, false, err
	}
	asks, question := asksWhere(r.Intent), r.Decision == understand.Act && isQuestion(r.Intent)
	if t.answered.Flow != "" { // what the product asked to find money by
		asks, question = true, true
	}
	if question && how >= tieSpoken && !steer.AsksLoosely(text) && !named { // told, and not asked
		if _, talking, err := t.withAgent(); err != nil || talking {
			return c, talking, err
		}
	}
	switch {
	case how == tieNone || how < tieAwaited && r.Decision == understand.Act && isTalk(r.Intent):
		return c, false, nil
	case !question && how == tieAwaited:
		return c, !named || !steer.Asks(text), nil // else another payment is asked for
	case !question:
		return c, !named, nil // else another payment was looked up
	case !asks || !c.IsGeneral():
		return c, false, nil
	}
	untold, err := t.untold(c)
	return c, how == tieAwaited || untold, err
}

// toAgent brings what the person writes while they talk with an agent to that
// agent, and says so; the product does not talk over them. What answers the agent's
// line is theirs whatever it may be besides. done is false where no agent is talked
// with, where the message answers an open question, or asks what the product may
// know: what that cannot answer comes to the agent after all.
func (t *turn) toAgent(text string, r understand.Reading) (done bool, err error) {
	if t.asking || r.Decision == understand.HandOver {
		return false, nil
	}
	c, talking, err := t.withAgent()
	if err != nil || !talking {
		return false, err
	}
	answers, err := t.answersLine(c, text)
	if err != nil || !answers && t.forProduct(c, text, r) {
		return false, err
	}
	if quotes, err := t.quotes(); err != nil || t.quote != nil && t.quote.reply && !quotes { // said of a message that is none of the case's
		return false, err
	}
	if t.flow.Talk.Asking() && t.tg.ReplyTo == 0 {
		words, err := t.Rolls.LastWords(t.ctx, c.ID)
		if err != nil || !words.Desk.After(t.session.UpdatedAt) { // the product's question stands last
			return false, err
		}
	}
	if torn := t.between; len(torn) > 0 && (r.Decision != understand.Act || !isTalk(r.Intent) || r.Intent == understand.Affirm || r.Intent == understand.CancelDeny) {
		t.askWhose(torn, text)
		return true, nil
	}
	t.unclear(text)
	if !answers {
		if err := t.talkOf(c); err != nil {
			return true, err
		}
	}
	if err := t.bring(c, r, text); err != nil {
		return true, err
	}
	if err := t.beside(func() error { return t.passedOn(c) }); err != nil || !session.Of(r).Any() || t.flow.Talk.Asking() {
		return true, err
	}
	button := t.lookFor(session.Of(r), text) // it may be a payment to look for as well
	return true, t.amend(func(m *outbox.TelegramMessage) {
		m.Buttons = slices.Insert(slices.Clone(m.Buttons), max(len(m.Buttons)-1, 0), []outbox.Button{button})
	})
}

// bring puts words into a case's thread, and the files that wait for one; thanks
// wait for no answer.
func (t *turn) bring(c cases.Case, r understand.Reading, text string) error {
	there := t.forwarded == c.ID
	t.toThread(c, text, t.key())
	t.took.words = c
	if !there && r.Decision == understand.Act && isTalk(r.Intent) && r.Intent != understand.Affirm && r.Intent != understand.CancelDeny {
		t.out.Entries[len(t.out.Entries)-1].What = "noted"
	}
	return t.takeWaiting(c)
}

// untold tells whether nobody said yet what a case of who wanted a person is about.
func (t *turn) untold(c cases.Case) (bool, error) {
	words, err := t.Rolls.LastWords(t.ctx, c.ID)
	return !words.Merchant.After(c.OpenedAt) && words.Desk.IsZero() && c.ID == t.flow.Case, err
}

// watchedOpen gives the open case about a subject at the current merchant, where the person watches it.
func (t *turn) watchedOpen(subject string) (cases.Case, bool, error) {
	open, err := t.openCases()
	i := slices.IndexFunc(open, func(c cases.Case) bool { return c.MerchantID == t.merchant.ID && c.Subject == subject })
	if err != nil || i < 0 {
		return cases.Case{}, false, err
	}
	return open[i], true, nil
}

// caseOfFlow gives the open case of what a playbook is about.
func (t *turn) caseOfFlow(f flow.Frame) (cases.Case, bool, error) {
	a, named := subjectFrom(f.About)
	if !named {
		return cases.Case{}, false, nil
	}
	return t.watchedOpen(a.subject())
}

// forward brings what the person writes into the thread of the case that it
// belongs to, so that whoever works on it reads along; the product goes on
// answering. Words that a case took already in this turn are not brought again.
func (t *turn) forward(r understand.Reading, text string) error {
	if t.forwarded != 0 || t.asking {
		return nil
	}
	c, ok, err := t.belongs(r, text)
	if err != nil {
		return err
	}
	if !ok {
		if t.spoke || r.Decision == understand.Act && isQuestion(r.Intent) { // something else is talked about now
			t.flow.Case, t.flow.Elsewhere = 0, true
		}
		return nil
	}
	if t.took.wordsTold {
		if err := t.talkOf(c); err != nil {
			return err
		}
	}
	return t.bring(c, r, text)
}

// toThread puts the person's words into a case's thread and history, once in a
// turn: an edit brought them as old and new. key names the message that they came with.
func (t *turn) toThread(c cases.Case, text, key string) {
	t.flow.Case = c.ID
	if t.forwarded == c.ID {
		return
	}
	t.forwarded = c.ID
	t.entry(c, "merchant", "said", text, key)
	t.send(note(c, t.tg.Name+": "+text))
}

// unclear keeps words that were not understood for the buttons under their answer.
func (t *turn) unclear(text string) {
	t.flow.Puzzle(session.Unclear{Message: t.tg.MessageID, Text: text})
}

// passedOn says that the message kept by unclear went to the person who has the
// case, and offers that it was about something else.
func (t *turn) passedOn(c cases.Case) error {
	t.session.Misses = 0
	t.focus(c)
	t.took.wordsTold = true
	t.reply(t.voice().passedOn(c))
	return nil
}

// otherMatter opens a case of its own for the message that a button stands under, once.
func (t *turn) otherMatter(c cases.Case, message int) error {
	said, waits := t.flow.Puzzled(message)
	if len(said.Whose) > 0 {
		t.flow.Solve(message)
	} else if waits = message != 0 && t.flow.Unclear.Message == message && len(t.flow.Unclear.Whose) == 0; waits {
		said = t.flow.Unclear
	}
	if !waits { // an older one: its words are in the case
		e, there, err := t.Rolls.EntryOf(t.ctx, c.ID, t.keyOf(message))
		if err != nil {
			return fmt.Errorf("read history: %w", err)
		}
		_, again, err := t.Rolls.OpenCase(t.ctx, c.MerchantID, cases.ByPersonFor(t.tg.User, message))
		if err != nil {
			return fmt.Errorf("read open case: %w", err)
		}
		if !there || again || e.Text == "" || message == 0 {
			t.reply(t.voice().oldButton())
			return nil
		}
		said = session.Unclear{Message: message, Text: e.Text}
	} else if len(said.Whose) == 0 {
		t.flow.Unclear = session.Unclear{}
	}
	if t.flow.Asked == said.Text { // it has its case now
		t.flow.Asked = ""
	}
	if len(said.Whose) == 0 { // else nobody read it
		t.send(note(c, t.staff("desk.thread.other_matter", map[string]any{"Name": t.tg.Name})))
	}
	if err := t.person(wish{words: said.Text, subject: cases.ByPersonFor(t.tg.User, message)}); err != nil {
		return err
	}
	_, err := t.moveFiles(cases.Case{ID: t.ofCase}, said.Files)
	return err
}

// anew is the subject of a case of who wants a person for something that no
// other case is about.
func (t *turn) anew() string {
	at := t.tg.MessageID
	if t.ev.Kind == inbox.Press {
		at = t.session.LastMessage
	}
	return cases.ByPersonFor(t.tg.User, at)
}
