package handlers

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/dialogue"
	"moneytrail/handlers/flow"
	"moneytrail/handlers/playbooks"
	"moneytrail/handlers/steer"
	"moneytrail/handlers/texts"
	"moneytrail/handlers/understand"
)

// Flows proves the flows of the conversation and the playbooks against the
// product's texts and checks; own is an operator's folder of playbooks, nil for none.
func Flows(c *texts.Catalog, own fs.FS) (*flow.Library, error) {
	all, err := dialogue.Definitions()
	if err != nil {
		return nil, fmt.Errorf("flows: %w", err)
	}
	guides, err := playbooks.With(own)
	if err != nil {
		return nil, fmt.Errorf("playbooks: %w", err)
	}
	l, err := flow.New(flowTerms(c), append(all, guides...)...)
	if err != nil {
		return nil, fmt.Errorf("flows: %w", err)
	}
	return l, nil
}

// flowTerms are what flows may speak of.
func flowTerms(c *texts.Catalog) flow.Terms {
	terms := playbooks.Terms(c.Languages(), c.Has)
	terms.Topics = topics(c)
	for name, tool := range tools {
		terms.Tools[name] = tool.Tool
	}
	return terms
}

// topics are what leads to playbooks: the list that anybody may ask for, signs of
// fraud, every reason, and the questions about something that went wrong.
func topics(c *texts.Catalog) []string {
	out := []string{byMenu, bySigns}
	for _, id := range c.IDs() {
		if reason, ok := strings.CutSuffix(strings.TrimPrefix(id, "reason."), ".short"); ok && strings.HasPrefix(id, "reason.") {
			out = append(out, reason)
		}
	}
	for intent := range troubleOf {
		out = append(out, string(intent))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// tool is a check of flows, and how it is run.
type tool struct {
	flow.Tool
	run checkRun
}

// checkNamed gives a check of flows by its name; which there are was proved.
func checkNamed(name string) checkRun {
	if tool, ok := tools[name]; ok {
		return tool.run
	}
	return guideChecks[name]
}

// together makes one message of all that do says to the person.
func (t *turn) together(do func() error) error {
	if t.holding {
		return do()
	}
	t.holding = true
	err := do()
	said := t.held
	t.holding, t.held = false, nil
	if err != nil || len(said) == 0 {
		return err
	}
	var all []answer.Reply
	one := said[0]
	for _, s := range said {
		all = append(all, s.reply)
		one.protect = one.protect || s.protect
		one.about = append(one.about, s.about...)
		if s.quoted != 0 {
			one.quoted = s.quoted
		}
	}
	if len(all) > 1 {
		one.reply = answer.Joined(all)
	}
	t.utter(one)
	return nil
}

// walkNow is when and by whom the flows are advanced.
func (t *turn) walkNow() flow.Now {
	return flow.Now{Machine: t.machine, Business: t.now, By: t.tg.User, Role: string(t.member.Role)}
}

// advance gives the flows an input and does what follows from it, check by check.
func (t *turn) advance(in flow.Input) error {
	return t.together(func() error {
		for in != nil {
			var acts []flow.Act
			t.flow.Talk, acts = t.Flows.Advance(t.flow.Talk, in, t.walkNow())
			in = nil
			for _, act := range acts {
				next, err := t.follow(act)
				if err != nil {
					return err
				}
				if next != nil {
					in = next
				}
			}
		}
		return nil
	})
}

// walkOn is advance for what a person said or tapped: where a flow ends without
// a word, the person hears that it is over.
func (t *turn) walkOn(in flow.Input) error {
	return t.together(func() error {
		before := len(t.held)
		if err := t.advance(in); err != nil || len(t.held) > before {
			return err
		}
		r, err := t.neverMind()
		if err == nil {
			t.reply(r)
		}
		return err
	})
}

// follow does one act; of a check it gives the outcome.
func (t *turn) follow(act flow.Act) (flow.Input, error) {
	switch act := act.(type) {
	case flow.Says:
		return nil, t.saysOf(act.At)
	case flow.Began:
		t.run(act.At, "", "")
	case flow.Ended:
		if err := t.saysOf(act.At); err != nil {
			return nil, err
		}
		return nil, t.endFlow(act.At)
	case flow.Left:
		t.run(act.At, "left", string(act.Cause))
	case flow.Waits:
		return nil, t.waitFor(act)
	case flow.Asks:
		if act.Manner == flow.Resumed && act.Frame.Serial == t.aside && t.aside != 0 {
			return nil, nil // put again after all that is said beside it
		}
		r, err := t.voice().question(act)
		if err == nil {
			t.reply(r)
		}
		return nil, err
	case flow.Checks:
		out, err := checkNamed(act.Step.Check)(t, act.At)
		if err != nil {
			return nil, fmt.Errorf("flow %s, check %s: %w", act.Def.Name, act.Step.Check, err)
		}
		return out, nil
	case flow.Wanted:
		w := wish{words: t.tg.Text}
		if n, _ := steer.Choice(w.words); n != 0 || !says(w.words) || strings.HasSuffix(t.flow.Asked, w.words) {
			w.words = "" // the number of a button says nothing to a person
		}
		return nil, t.person(t.withFlows(w, act.Gathered...))
	case flow.Idle:
		t.reply(t.voice().noQuestion(t.flow.Asked))
	}
	return nil, nil
}

// saysOf says the text of a step, if it has one.
func (t *turn) saysOf(at flow.At) error {
	if at.Step.Text == "" {
		return nil
	}
	text, err := t.voice().flowText(at, at.Step.Text)
	if err != nil {
		return err
	}
	t.reply(t.voice().line(text))
	return nil
}

// answerOf is what a message says to an open question.
func (t *turn) answerOf(r understand.Reading, text string, corrects bool) flow.Answered {
	in := flow.Answered{Facts: facts(slotsIn(r)), Text: text, Corrects: corrects}
	switch r.Intent {
	case understand.Affirm:
		in.Choice = flow.Yes
	case understand.CancelDeny:
		in.Choice = flow.No
	}
	at, ok := t.openStep()
	if !ok {
		return in
	}
	step := at.Step
	if named := t.spoken.choice(step, text); named != "" {
		in.Choice = named
	} else if step != nil && step.Rest != "" && t.spoken.is(text, "guide.rest_words") {
		in.Choice = flow.Rest
	} else if step != nil && step.Kind == flow.YesNo && in.Choice == "" {
		in.Choice = t.echoed(at, text)
	}
	return in
}

// openStep gives the step that the conversation is at; ok is false where none is
// open, or its flow is gone.
func (t *turn) openStep() (at flow.At, ok bool) {
	f, _ := t.flow.Talk.Top()
	d, ok := t.Flows.Get(f.Flow)
	if !ok {
		return flow.At{}, false
	}
	return flow.At{Def: d, Step: d.Steps[f.Step], Frame: f}, true
}

// echoed is what a message says to a question for yes or no that it answers in
// the question's own words; "" for nothing.
func (t *turn) echoed(at flow.At, text string) string {
	question, err := t.voice().flowText(at, at.Step.Text)
	if err != nil {
		return ""
	}
	switch yes, no := steer.Echoes(question, text); {
	case yes:
		return flow.Yes
	case no || steer.Denies(text):
		return flow.No
	}
	return ""
}
