package handlers

import (
	"fmt"
	"strings"

	"moneytrail/handlers/attachment"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/flow"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/session"
	"moneytrail/handlers/understand"
	"moneytrail/recon/trail"
)

// media answers whatever is not plain text. Files are kept, and go into the
// thread of the open case. Words beside them are a question like any other,
// unless they name nothing and the picture does: a code on it is a reference, a
// slip is shown to be confirmed. Where nothing can be read, the latest swipes
// are offered to tap.
func (t *turn) media() error {
	if reason, _ := t.refusedFile(); reason == attachment.HasIdentity && attachment.Identity(t.tg.Text) {
		t.tg.Text = "" // it says no more than what was refused
	}
	text := strings.TrimSpace(t.tg.Text)
	quotes, err := t.quotes()
	if err != nil {
		return err
	}
	in, asked := t.fileAsked()
	asked = asked && !quotes
	if word, _, _ := command(text); word == "" && !asked && !quotes {
		if c, ok, err := t.papersAsked(text); err != nil || ok {
			return err2(err, func() error { return t.handed(c, text) })
		}
	}
	if t.tg.Media != nil && !asked && attachment.Paper(text) {
		return t.paper(text)
	}
	if word, _, _ := command(text); word == "" && text != "" && t.wordsFirst(text, asked) {
		return t.captioned(text)
	}
	c, open, err := t.caseOfFiles()
	if err != nil {
		return err
	}
	t.takeFiles(c)
	if word, rest, ok := command(text); ok {
		return t.command(word, rest)
	}
	if asked {
		t.took.asked = true
		return t.advance(in)
	}
	if choice := t.fileAhead(); choice != "" && in.File != nil && !quotes {
		t.took.asked = true
		return t.chosenByFile(choice, in)
	}
	if done, err := t.pictured(); done || err != nil {
		if err == nil && text != "" && open && t.forwarded == 0 {
			t.toThread(c, text, t.key())
		}
		return err
	}
	switch refused, any := t.refusedFile(); {
	case text != "":
		return t.read(text)
	case any:
		t.took.filesTold = true
		t.reply(t.voice().fileRefused(refused))
		t.discardCards()
		return nil
	case open && t.tg.Media != nil:
		t.took.filesTold = true
		t.reply(t.voice().media(t.tg.Media.Kind, c, len(t.tg.Files()), nil))
		return nil
	}
	if len(t.took.files) > 0 {
		if all, err := t.openCases(); err != nil || len(all) > 0 {
			return err2(err, func() error { return t.whichCase(all) })
		}
	}
	return t.offerSwipes()
}

// fileAsked is a file that answers the open question for one.
func (t *turn) fileAsked() (flow.Answered, bool) {
	m := t.tg.Media
	if _, any := t.refusedFile(); m == nil || any {
		return flow.Answered{}, false
	}
	file := flow.Value{Kind: flow.OfFile, Text: m.Kind, File: m.FileID, Message: t.tg.MessageID}
	in := flow.Answered{File: &file, Text: strings.TrimSpace(t.tg.Text)}
	f, ok := t.flow.Talk.Top()
	if !ok || !t.Flows.Takes(t.flow.Talk, in) {
		return in, false
	}
	d, _ := t.Flows.Get(f.Flow)
	return in, d.Steps[f.Step].Kind.Files()
}

// fileAhead is the one answer to the open question that leads to one for a file,
// "" for none: who sends the file has given it.
func (t *turn) fileAhead() string {
	f, ok := t.flow.Talk.Top()
	d, known := t.Flows.Get(f.Flow)
	if !ok || !known || !t.flow.Talk.Asking() {
		return ""
	}
	step := d.Steps[f.Step]
	if step == nil || step.Kind != flow.Choose && step.Kind != flow.YesNo {
		return ""
	}
	answer := ""
	for choice, to := range step.Go {
		if next := d.Steps[to]; next != nil && next.Kind.Files() && t.Flows.Takes(t.flow.Talk, flow.Answered{Choice: choice}) {
			if answer != "" { // it could be either
				return ""
			}
			answer = choice
		}
	}
	return answer
}

// chosenByFile gives that answer and the file; what is asked in between was answered.
func (t *turn) chosenByFile(choice string, in flow.Answered) error {
	return t.together(func() error {
		before := len(t.held)
		if err := t.advance(flow.Answered{Choice: choice, Text: in.Text}); err != nil {
			return err
		}
		t.held = t.held[:before]
		return t.advance(in)
	})
}

// offerSwipes says what came, and offers the latest swipes to tap.
func (t *turn) offerSwipes() error {
	what := t.tg.What
	if t.tg.Media != nil {
		what = t.tg.Media.Kind
	}
	latest, err := t.recent()
	if err != nil {
		return err
	}
	t.reply(t.voice().media(what, cases.Case{}, len(t.tg.Files()), latest))
	return nil
}

// latestSwipes offers the latest swipes where a picture named another one.
func (t *turn) latestSwipes() error {
	latest, err := t.recent()
	if err != nil {
		return err
	}
	t.flow.Slots, t.flow.About = unnamed, ""
	t.reply(t.voice().notThis(latest))
	return nil
}

// recent reads the newest swipes.
func (t *turn) recent() ([]trail.Trail, error) {
	latest, _, err := t.Books.Trails(t.ctx, t.scope, Query{MerchantID: t.merchant.ID, Limit: pageSize})
	if err != nil {
		return nil, fmt.Errorf("read latest swipes: %w", err)
	}
	return latest, nil
}

// wordsFirst tells words that ask for more than the picture beside them shows:
// a person, or, unless the picture is asked for, a swipe of their own.
func (t *turn) wordsFirst(text string, asked bool) bool {
	r := t.Reader.Read(text, t.now)
	return r.Decision == understand.HandOver || r.Intent == understand.TalkToHuman || !asked && session.Of(r).Any()
}

// captioned answers the words beside files; those go where the words went, and
// wait for a case where these are about something that no case is about.
func (t *turn) captioned(text string) error {
	c, how, err := t.inFocus()
	if err != nil {
		return err
	}
	if how < tieReplied { // not said yet, but for what an agent asked for
		if c, _, err = t.papersFor(); err != nil {
			return err
		}
	}
	t.takeFiles(c)
	if err := t.read(text); err != nil {
		return err
	}
	if t.took.of.ID != 0 { // a case that was opened or joined took them
		return nil
	}
	c = t.took.words
	if a, named := subjectFrom(t.flow.About); named && t.spoke && c.ID == 0 {
		if c, _, err = t.watchedOpen(a.subject()); err != nil {
			return err
		}
	}
	if c.ID != 0 {
		t.took.of = c
		t.toCase(c, t.took.files)
	}
	return nil
}

// paper takes a paper of the shop, such as its licence, to the case that it
// belongs to; where there is none, a person is a tap away. What must not be sent
// is said with it.
func (t *turn) paper(text string) error {
	c, open, err := t.caseOfFiles()
	if err != nil {
		return err
	}
	t.takeFiles(c)
	t.session.Misses = 0
	if refused, any := t.refusedFile(); any {
		t.took.filesTold = true
		t.reply(t.voice().fileRefused(refused))
		t.discardCards()
		return nil
	}
	if !open {
		if all, err := t.openCases(); err != nil || len(all) > 0 {
			return err2(err, func() error { return t.whichCase(all) })
		}
	} else {
		t.toThread(c, text, t.key())
	}
	t.took.filesTold = true
	t.reply(t.voice().paper(t.tg.Media.Kind, c, len(t.tg.Files())))
	return nil
}

// sibling is a further file of an album that was answered already: it goes
// where the first ones went, in silence, unless it asks something or is not kept.
func (t *turn) sibling() error {
	c, _, err := t.caseOfFiles()
	if err != nil {
		return err
	}
	t.takeFiles(c)
	if c.ID == 0 && len(t.flow.Which) > 0 { // of the first ones it was asked
		for _, f := range t.took.files {
			t.flow.Which = append(t.flow.Which, f.ID)
		}
	}
	if strings.TrimSpace(t.tg.Text) != "" {
		return t.read(t.tg.Text)
	}
	if refused, any := t.refusedFile(); any {
		t.took.filesTold = true
		t.reply(t.voice().fileRefused(refused))
		t.discardCards()
		return nil
	}
	if t.tg.Masked > 0 {
		t.discard()
	}
	return nil
}

// fileHere takes a file that was not here when its message was answered, or
// that never will be. Its sender hears of it where it names a swipe, or has to
// be sent again.
func (t *turn) fileHere() error {
	if len(t.members) == 0 {
		return nil
	}
	c, _, err := t.caseOfFiles()
	if err != nil {
		return err
	}
	m := t.tg.Media
	if err := t.lateFile(c, m); err != nil {
		return err
	}
	if m.State != attachment.Kept {
		t.reply(t.voice().fileRefused(m.Reason))
		t.discardCards()
		return nil
	}
	if t.tg.MessageID == t.session.LastMessage { // nothing was said since
		_, err = t.pictured()
	}
	return err
}

// refusedFile gives why a file of this message is not kept; any is false where
// all are, or are still waited for.
func (t *turn) refusedFile() (reason string, any bool) {
	for _, m := range t.tg.Files() {
		if m.State == attachment.Refused || m.State == attachment.Lost {
			return m.Reason, true
		}
	}
	return "", false
}

// discardCards takes pictures out of the chat that show a full card number, or a
// paper of a person.
func (t *turn) discardCards() {
	message := t.tg.MessageID
	for _, m := range t.tg.Files() {
		if m.Reason == attachment.HasCard || m.Reason == attachment.HasIdentity {
			t.tg.MessageID = messageOf(t.tg, m)
			t.discard()
		}
	}
	t.tg.MessageID = message
}

// messageOf gives the message that a file came with.
func messageOf(e *inbox.TelegramEvent, m *inbox.Media) int {
	if m.Message != 0 {
		return m.Message
	}
	return e.MessageID
}
