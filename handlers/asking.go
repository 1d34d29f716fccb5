package handlers

import (
	"slices"
	"strings"

	"moneytrail/handlers/dialogue"
	"moneytrail/handlers/flow"
	"moneytrail/handlers/session"
	"moneytrail/handlers/steer"
	"moneytrail/handlers/understand"
)

// steered does what steers the conversation: what was the question, one step
// back, skip this, never mind. Only the first means something while no question is open.
func (t *turn) steered(text string) (bool, error) {
	word := steer.Of(text)
	if word == steer.Skip && !t.flow.Talk.Asking() && t.flow.About == listNone { // of the slip: "I do not know"
		reply, err := t.lookFurther()
		if err != nil {
			return false, err
		}
		return true, t.follows(reply, text)
	}
	if word == steer.None || word != steer.Repeat && !t.flow.Talk.Asking() {
		return false, nil
	}
	if at, ok := t.openStep(); ok && t.flow.Talk.Asking() && t.spoken.choice(at.Step, text) != "" {
		return false, nil // the words of one of its buttons
	}
	t.session.Misses = 0
	switch word {
	case steer.Back:
		return true, t.walkOn(flow.Back{})
	case steer.Skip:
		return true, t.walkOn(flow.Skip{})
	case steer.Cancel:
		return true, t.cancelled()
	}
	return true, t.advance(flow.Repeat{})
}

// cancelled ends the open question; what was below it is asked again.
func (t *turn) cancelled() error {
	return t.together(func() error {
		v := t.voice()
		said, err := t.neverMind()
		if err != nil {
			return err
		}
		if at, ok := t.openStep(); ok && len(t.flow.Talk.Stack) > 1 { // another goes on: say which ends
			title, err := v.flowText(at, at.Def.Title)
			if err != nil {
				return err
			}
			said = v.line(v.say("talk.cancelled", map[string]any{"Title": title}))
		}
		t.reply(said)
		return t.advance(flow.Cancel{})
	})
}

// corrected takes back what was said before: "no, Thursday". It is about the
// open question, else about the one that was answered last.
func (t *turn) corrected(text string) (bool, error) {
	meant, ok := steer.Corrected(text)
	if !ok {
		return false, nil
	}
	r := t.Reader.Read(meant, t.now)
	t.ownMoney(&r)
	said := slotsIn(r)
	if !said.Any() || r.Decision == understand.HandOver || r.Decision == understand.Act && isQuestion(r.Intent) && !asksWhere(r.Intent) {
		return false, nil
	}
	if t.flow.Talk.Asking() {
		if in := t.answerOf(r, meant, true); t.Flows.Takes(t.flow.Talk, in) {
			t.session.Misses = 0
			return true, t.together(func() error {
				if f, _ := t.flow.Talk.Top(); f.Flow == dialogue.Find {
					return t.correcting(slotsOf(f).Merge(said), func() error { return t.advance(in) })
				}
				return t.advance(in)
			})
		}
	}
	if !t.flow.Slots.Any() {
		return false, nil
	}
	s := t.flow.Slots
	if s.RRN != "" || s.Reference != "" { // it named one by itself, and that was not meant
		s.RRN, s.Reference = "", ""
	}
	s = s.Merge(said)
	if isTalk(s.Intent) || s.Intent == "" || s.Intent == understand.ProvideDetails || s.Intent == understand.Statement && !onlyDays(said) {
		s.Intent = understand.WhereIsMyMoney
	}
	t.session.Misses = 0
	return true, t.together(func() error {
		return t.correcting(s, func() error { return t.question(s, t.andAsked(text)) })
	})
}

// correcting says what is looked for now, before the answer to that; where the
// answer says so itself, a word is enough.
func (t *turn) correcting(s session.Slots, answer func() error) error {
	at := len(t.held)
	if err := answer(); err != nil {
		return err
	}
	v := t.voice()
	asked, reply := t.book.Facts(v.a, v.asked(s)), v.corrected(s)
	if slices.ContainsFunc(t.held[at:], func(h saying) bool { return strings.Contains(h.reply.Text, asked) }) {
		reply = v.line(v.say("talk.corrected_short", nil))
	}
	t.held = slices.Insert(t.held, at, saying{reply: reply})
	return nil
}

// tookBack answers several lines in one breath of which the last takes back the
// others, or a fact of them: "yesterday's 3500", "no, Thursday".
func (t *turn) tookBack(text string) (bool, error) {
	text = strings.TrimSpace(text)
	cut := strings.LastIndexByte(text, '\n')
	if cut < 0 {
		return false, nil
	}
	last := text[cut+1:]
	if steer.Of(last) == steer.Cancel {
		if _, talking, err := t.withAgent(); talking || err != nil {
			return false, err // who reads along reads all of it
		}
		return true, t.read(last)
	}
	if _, ok := steer.Corrected(last); !ok {
		return false, nil
	}
	r := t.Reader.Read(text[:cut], t.now)
	t.ownMoney(&r)
	if r.Decision == understand.HandOver || !slotsIn(r).Any() {
		return false, nil
	}
	t.listen(r)
	before := t.flow.Slots
	if t.flow.Slots = before.Merge(slotsIn(r)); r.Decision == understand.Act && isQuestion(r.Intent) {
		t.flow.Slots = session.Of(r)
	}
	done, err := t.corrected(last)
	if !done {
		t.flow.Slots = before
	}
	return done, err
}

// isQuestion tells the intents that ask something of the books.
func isQuestion(i understand.Intent) bool {
	return !isTalk(i) && i != understand.ProvideDetails && i != understand.OutOfScope && i != understand.ChangeLanguage && i != ""
}

// whileAsking takes a message while a question is open: as its answer, or as
// something else, after which the question is put again.
func (t *turn) whileAsking(r understand.Reading, text string) error {
	in := t.answerOf(r, text, false)
	switch {
	case t.tells(r, text):
		return t.takes(in)
	case r.Decision == understand.HandOver:
		return t.understood(r, text)
	case t.isAnswer(r, in):
		return t.takes(in)
	case r.Intent == understand.Thanks && r.Decision == understand.Act:
		return t.understood(r, text)
	case steer.Denies(text):
		return t.denied()
	case r.Intent == understand.CancelDeny && r.Decision == understand.Act:
		return t.cancelled()
	case r.Intent == understand.Affirm && r.Decision == understand.Act:
		return t.advance(flow.Repeat{})
	case (r.Decision == understand.Ask || r.Intent == understand.OutOfScope) && !understand.AsksPreauth(text):
		if reply, follows, err := t.followUp(text, r); err != nil {
			return err
		} else if follows {
			return t.beside(func() error { return t.follows(reply, text) })
		}
		if done, err := t.surely(r); done || err != nil {
			return err
		}
		if r.Intent == understand.OutOfScope {
			if done, err := t.guideOn(text); done || err != nil {
				return err
			}
		}
		if !says(text) {
			return t.advance(flow.Repeat{})
		}
		t.flow.Asked = t.andAsked(text)
		return t.advance(flow.Missed{})
	}
	return t.beside(func() error { return t.understood(r, text) })
}

// takes goes on with the answer to the open question.
func (t *turn) takes(in flow.Answered) error {
	t.session.Misses = 0
	t.answered, _ = t.flow.Talk.Top()
	return t.walkOn(in)
}

// denied takes a plain no to a question that no is no answer to: who is asked
// for a photograph or a fact has none, who is offered a choice is asked again.
func (t *turn) denied() error {
	at, ok := t.openStep()
	if !ok {
		return t.cancelled()
	}
	if step := at.Step; step != nil && step.Skip != "" && step.Kind != flow.Choose && step.Kind != flow.List {
		t.session.Misses = 0
		return t.walkOn(flow.Skip{})
	}
	return t.advance(flow.Missed{})
}

// isAnswer tells whether a message answers the open question: it fits, and it
// is no question of its own about something else.
func (t *turn) isAnswer(r understand.Reading, in flow.Answered) bool {
	if !t.Flows.Takes(t.flow.Talk, in) {
		return false
	}
	if r.Decision != understand.Act || !isQuestion(r.Intent) {
		return true
	}
	at, ok := t.openStep()
	if !ok || at.Step.Kind == flow.Text || !asksWhere(r.Intent) || t.silent() {
		return false
	}
	for name := range in.Facts {
		if _, known := at.Frame.Value(name); known {
			return false
		}
	}
	return true
}

// tells tells whether a message is the story that a playbook asked for: whatever
// it speaks of, stolen money too, unless a person is wanted, something is asked,
// or somebody wants to be paid first, which is warned of at once.
func (t *turn) tells(r understand.Reading, text string) bool {
	at, ok := t.openStep()
	if !ok || !isPlaybook(at.Def) || at.Step == nil || at.Step.Kind != flow.Text {
		return false
	}
	return r.Intent != understand.TalkToHuman && !r.PayFirst && !steer.Asks(text)
}

// beside answers something else than the open question, and puts that again.
func (t *turn) beside(do func() error) error {
	before, ok := t.flow.Talk.Top()
	if !ok || !t.flow.Talk.Asking() {
		return do()
	}
	return t.together(func() error {
		t.aside = before.Serial
		err := do()
		t.aside = 0
		if err != nil {
			return err
		}
		if now, ok := t.flow.Talk.Top(); ok && now.Serial == before.Serial {
			return t.advance(flow.Digressed{})
		}
		return nil
	})
}
