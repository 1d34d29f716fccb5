package flow

import (
	"slices"
	"time"
)

// Now is when something happens and by whom.
type Now struct {
	// Machine is the machine's clock, Business the business time, in the zone of who asks.
	Machine, Business time.Time
	// By is the person's id, 0 where nobody acts; Role what they are.
	By   int64
	Role string
}

// Advance tells what follows from an input: the new state, and what is to be
// said, asked, checked and kept. It changes nothing and always gives the same
// for the same. After Checks its last act, the check is to be run and its
// outcome given to Advance as Checked; until then the state is not to be kept.
func (l *Library) Advance(s State, in Input, now Now) (State, []Act) {
	w := &walk{lib: l, state: s.clone(), now: now}
	changed := w.settle(in)
	switch in := in.(type) {
	case Begin:
		w.begin(in, nil)
	case Answered:
		w.answered(in, changed)
	case Tapped:
		w.tapped(in, changed)
	case Checked:
		w.checked(in)
	case Digressed:
		w.digressed(changed)
	case Repeat:
		w.again(manner(changed, Repeated))
	case Missed:
		w.missed(changed)
	case Back:
		w.back(changed)
	case Skip:
		w.skip(changed)
	case Cancel:
		w.cancel()
	case Person:
		w.person()
	case Due:
		w.due(in)
	}
	return w.state, w.acts
}

// Settle drops the flows that silence ended or whose definition is gone, and
// brings the others to the newest version, without a word.
func (l *Library) Settle(s State, now Now) (State, []Act) {
	w := &walk{lib: l, state: s.clone(), now: now}
	w.settle(nil)
	return w.state, w.acts
}

// Takes tells whether an answer fits the open question, or another slot of its
// flow: what does not is something else that was asked meanwhile.
func (l *Library) Takes(s State, in Answered) bool {
	f, ok := s.Top()
	if !ok || f.Asked.IsZero() {
		return false
	}
	d := l.flows[f.Flow]
	if d == nil || d.Version != f.Version {
		return false
	}
	step := d.Steps[f.Step]
	if step == nil {
		return false
	}
	if _, fits := fit(step, in, f); fits {
		return true
	}
	for name := range in.Facts {
		if d.fills(name) {
			return true
		}
	}
	return false
}

// walk is an input at work on a state.
type walk struct {
	lib   *Library
	state State
	now   Now
	acts  []Act
}

func (w *walk) say(a ...Act) { w.acts = append(w.acts, a...) }

// top gives the flow whose turn it is, nil where there is none.
func (w *walk) top() *Frame {
	if len(w.state.Stack) == 0 {
		return nil
	}
	return &w.state.Stack[len(w.state.Stack)-1]
}

// at gives where a flow stands.
func (w *walk) at(f *Frame) At {
	d := w.lib.flows[f.Flow]
	a := At{Def: d, Frame: f.clone()}
	if d != nil {
		a.Step = d.Steps[f.Step]
	}
	return a
}

// manner is how a question is put: as changed, where it was.
func manner(changed bool, otherwise Manner) Manner {
	if changed {
		return Changed
	}
	return otherwise
}

// settle drops what silence or a changed definition ended, and tells whether
// the open question is another one now. A check under way is not disturbed.
func (w *walk) settle(in Input) (changed bool) {
	if _, ok := in.(Checked); ok {
		return false
	}
	var kept []Frame
	for i := range w.state.Stack {
		f := w.state.Stack[i]
		d := w.lib.flows[f.Flow]
		switch {
		case d == nil:
			w.say(Left{At{Frame: f.clone()}, ByRemoval})
			changed = changed || i == len(w.state.Stack)-1
			continue
		case w.now.Machine.Sub(f.Touched) > d.keeps():
			w.say(Left{w.at(&f), BySilence})
			continue
		case f.Version != d.Version || d.Steps[f.Step] == nil: // changed, whether or not its version says so
			changed = w.lib.renew(&f, d) && i == len(w.state.Stack)-1 || changed
		}
		kept = append(kept, f)
	}
	w.state.Stack = kept
	return changed
}

// renew brings a flow to the newest version of its definition: at the step
// where it stood, if there is such a step still, else from the start with every
// slot that the definition still has. It tells whether the open question is another one.
func (l *Library) renew(f *Frame, d *Definition) (changed bool) {
	f.Version = d.Version
	step := d.Steps[f.Step]
	if step != nil && step.Kind.Asks() && !f.Asked.IsZero() {
		return false
	}
	f.Step, f.Asked, f.Misses, f.Done = d.Start, time.Time{}, 0, nil
	for name := range f.Slots {
		if !d.fills(name) && !d.needs(name) && !slices.Contains(d.Takes, name) {
			delete(f.Slots, name)
		}
	}
	return true
}

// fills tells whether a step of the flow asks for a slot, or the flow hears of it.
func (d *Definition) fills(slot string) bool {
	if slices.Contains(d.Hears, slot) {
		return true
	}
	for _, s := range d.Steps {
		if s.Kind.Asks() && s.Slot == slot {
			return true
		}
	}
	return false
}

// needs tells whether a step takes a slot as its lines or its day.
func (d *Definition) needs(slot string) bool {
	for _, s := range d.Steps {
		if s.From == slot {
			return true
		}
	}
	return false
}
