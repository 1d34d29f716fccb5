package flow

import "slices"

// answered takes from a message what the flow has use for.
func (w *walk) answered(in Answered, changed bool) {
	f, step := w.open(changed)
	if f == nil {
		return
	}
	d := w.lib.flows[f.Flow]
	v, fits := fit(step, in, *f)
	corrected := w.others(f, d, step, in, fits)
	switch {
	case corrected != "":
		if fits && !in.Corrects {
			w.fill(f, step.Slot, v)
		}
		f.Touched, f.Misses = w.now.Machine, 0
		w.redo(f, d, corrected)
	case fits:
		f.Touched = w.now.Machine
		w.take(f, step, v)
	default:
		w.missed(false)
	}
}

// fit gives the value that answers a step, if the answer has one.
func fit(step *Step, in Answered, f Frame) (Value, bool) {
	switch step.Kind {
	case YesNo:
		return ChoiceOf(in.Choice), in.Choice == Yes || in.Choice == No || in.Choice == Unsure && step.has(Unsure)
	case Choose:
		return ChoiceOf(in.Choice), step.has(in.Choice)
	case List:
		v, _ := f.Value(step.Slot)
		return marked(step, v, line(v.Lines), in.Choice)
	case Photo, Document:
		if in.File == nil {
			return Value{}, false
		}
		return *in.File, true
	case Text:
		return TextOf(in.Text), in.Text != ""
	}
	if v, ok := in.Facts[step.Slot]; ok && v.Kind == kindOf(step.Kind) {
		return v, true
	}
	if in.Corrects && f.told(kindOf(step.Kind)) != "" {
		return Value{}, false
	}
	v, ok := in.of(kindOf(step.Kind))
	return v, ok
}

// of gives the amount or the days of an answer, whatever the slot is called.
func (in Answered) of(kind ValueKind) (Value, bool) {
	for _, name := range []string{"amount", "day"} {
		if v, ok := in.Facts[name]; ok && v.Kind == kind {
			return v, true
		}
	}
	return Value{}, false
}

// told gives the slot that was last answered with a value of a kind, "" for none.
func (f Frame) told(kind ValueKind) string {
	for _, m := range slices.Backward(f.Done) {
		if a, ok := f.Slots[m.Slot]; ok && a.Value.Kind == kind {
			return m.Slot
		}
	}
	return ""
}

// marked gives the lines with one of them marked, or by Rest all from there on
// that are listed with it.
func marked(step *Step, v Value, at int, choice string) (Value, bool) {
	if at < 0 || at >= len(v.Lines) || !step.has(choice) && (choice != Rest || step.Rest == "") {
		return v, false
	}
	v.Lines = slices.Clone(v.Lines)
	if choice != Rest {
		v.Lines[at] = Line{Key: v.Lines[at].Key, Mark: choice}
		return v, true
	}
	for i, l := range listed(v.Lines, at) {
		if l.Mark == "" {
			v.Lines[at+i] = Line{Key: l.Key, Mark: step.Choices[0].Name, Rest: at + 1}
		}
	}
	return v, true
}

// unmarked takes back the last mark of a list, with those that the same tap gave.
func unmarked(v Value) (Value, bool) {
	last := line(v.Lines) - 1
	if last < 0 {
		return v, false
	}
	v.Lines = slices.Clone(v.Lines)
	from := last
	if tap := v.Lines[last].Rest; tap > 0 {
		from = tap - 1
	}
	for i := from; i <= last; i++ {
		v.Lines[i] = Line{Key: v.Lines[i].Key}
	}
	return v, true
}

// others fills the other slots of the flow with what was said, and gives the
// name of one that said something else before.
func (w *walk) others(f *Frame, d *Definition, open *Step, in Answered, fits bool) (corrected string) {
	for _, name := range d.Hears {
		v, told := in.Facts[name]
		before, filled := f.Slots[name]
		if !told || filled && before.Value.same(v) {
			continue
		}
		w.fill(f, name, v)
		corrected = name
	}
	for _, s := range d.ordered() {
		v, told := in.Facts[s.Slot]
		if !told && in.Corrects && s.Slot != "" && f.told(kindOf(s.Kind)) == s.Slot {
			v, told = in.of(kindOf(s.Kind))
		}
		if !told || s.Slot == open.Slot && fits || !s.Kind.Asks() || v.Kind != kindOf(s.Kind) {
			continue
		}
		before, filled := f.Slots[s.Slot]
		if filled && before.Value.same(v) {
			continue
		}
		w.fill(f, s.Slot, v)
		if corrected == "" && (filled || s.Slot != open.Slot && w.passed(f, s.Slot)) {
			corrected = s.Slot
		}
	}
	return corrected
}

// passed tells whether the step that asks for a slot is behind the flow.
func (w *walk) passed(f *Frame, slot string) bool {
	return slices.ContainsFunc(f.Done, func(m Mark) bool { return m.Slot == slot })
}

// redo goes on from the first step that a slot answered, so that whatever
// followed from the old answer is looked at anew.
func (w *walk) redo(f *Frame, d *Definition, slot string) {
	from := d.Start
	if i := slices.IndexFunc(f.Done, func(m Mark) bool { return m.Slot == slot }); i >= 0 {
		from, f.Done = f.Done[i].Step, f.Done[:i]
		if s := d.Steps[from]; s != nil && s.Always { // it was answered by the correction
			w.take(f, s, f.Slots[slot].Value)
			return
		}
	} else {
		f.Done = nil
	}
	f.Ran = 0
	w.enter(from, Corrected)
}

// take answers the open question and goes on.
func (w *walk) take(f *Frame, step *Step, v Value) {
	w.fill(f, step.Slot, v)
	f.Misses = 0
	if step.Kind == List && line(v.Lines) < len(v.Lines) {
		w.put(f, Fresh)
		return
	}
	o := outcome(step, v)
	w.mark(f, step, o, step.Slot)
	w.enter(step.to(o), Fresh)
}

// tapped answers the question that a button belongs to. A button of a flow
// below returns to it; one of a question that is answered already is answered
// with what is asked now.
func (w *walk) tapped(in Tapped, changed bool) {
	i := slices.IndexFunc(w.state.Stack, func(f Frame) bool { return f.Serial == in.Serial && !f.Asked.IsZero() })
	if i < 0 || changed {
		w.again(manner(changed, Stale))
		return
	}
	for len(w.state.Stack)-1 > i {
		w.say(Left{w.at(w.top()), ByReturn})
		w.pop()
	}
	f, step := w.open(false)
	at, mark := lineOf(in.Choice)
	switch {
	case in.Choice == Here:
		w.again(Resumed)
	case in.Choice == Skipped:
		w.skip(false)
	case in.Choice == Before:
		w.back(false)
	case in.Choice == Never:
		w.cancel()
	case step.Kind == List:
		told, _ := f.Value(step.Slot)
		if v, ok := marked(step, told, at, mark); ok {
			f.Touched = w.now.Machine
			w.take(f, step, v)
			return
		}
		w.again(Stale)
	default:
		given := Answered{Choice: in.Choice, Facts: map[string]Value{}}
		if in.Value != nil {
			given.Facts[step.Slot] = *in.Value
		}
		if v, ok := fit(step, given, *f); ok {
			f.Touched = w.now.Machine
			w.take(f, step, v)
			return
		}
		w.again(Stale)
	}
}
