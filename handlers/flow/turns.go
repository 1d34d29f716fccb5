package flow

import (
	"cmp"
	"slices"
	"time"
)

// begin begins a flow above those under way, with what another was told before
// it. The same flow is begun anew, and of too many the oldest is left.
func (w *walk) begin(in Begin, told map[string]Answer) {
	d := w.lib.flows[in.Flow]
	if d == nil {
		w.say(Idle{})
		return
	}
	w.drop(ByRestart, func(f Frame) bool { return f.Flow == in.Flow })
	if n := len(w.state.Stack); n >= MaxDepth {
		oldest := 0
		w.drop(ByCrowd, func(Frame) bool { oldest++; return oldest <= n-MaxDepth+1 })
	}
	w.state.Stack = append(w.state.Stack, Frame{Flow: d.Name, Version: d.Version, Step: d.Start, About: in.About, Words: in.Words,
		Begun: w.now.Machine, Touched: w.now.Machine})
	f := w.top()
	f.Slots = told
	for name, v := range in.Slots {
		w.fill(f, name, v)
	}
	w.say(Began{w.at(f)})
	w.enter(d.Start, Fresh)
}

// drop leaves the flows under way that fit.
func (w *walk) drop(cause Cause, fits func(Frame) bool) {
	w.state.Stack = slices.DeleteFunc(w.state.Stack, func(f Frame) bool {
		if !fits(f) {
			return false
		}
		w.say(Left{w.at(&f), cause})
		return true
	})
}

// again puts the open question once more; a flow that stands at no question goes on to it.
func (w *walk) again(how Manner) {
	f := w.top()
	switch {
	case f == nil:
		if how != Resumed {
			w.say(Idle{})
		}
	case f.Asked.IsZero():
		w.enter(f.Step, how)
	default:
		f.Touched = w.now.Machine
		w.put(f, how)
	}
}

// digressed puts the open question again after something else, as far as the
// flow's patience goes.
func (w *walk) digressed(changed bool) {
	f := w.top()
	if f != nil {
		f.Aside++
		if d := w.lib.flows[f.Flow]; d.Patience > 0 && f.Aside > d.Patience {
			w.say(Left{w.at(f), ByNeglect})
			w.pop()
			return
		}
	}
	w.again(manner(changed, Resumed))
}

// open gives the open question, nil where there is none; what to do then is done.
func (w *walk) open(changed bool) (*Frame, *Step) {
	f := w.top()
	if f == nil {
		w.say(Idle{})
		return nil, nil
	}
	if changed || f.Asked.IsZero() {
		w.again(manner(changed, Resumed))
		return nil, nil
	}
	return f, w.lib.flows[f.Flow].Steps[f.Step]
}

// checked goes on by the outcome of a check.
func (w *walk) checked(in Checked) {
	f := w.top()
	if f == nil {
		w.say(Idle{})
		return
	}
	d := w.lib.flows[f.Flow]
	step := d.Steps[f.Step]
	if step == nil || step.Kind != Check {
		w.again(Resumed)
		return
	}
	f.About = cmp.Or(f.About, in.About)
	before := w.found(f, step, in.Facts)
	if w.mark(f, step, in.Outcome, "") && len(before) > 0 {
		f.Done[len(f.Done)-1].Before = before
	}
	how := cmp.Or(f.Manner, Fresh)
	f.Manner = ""
	w.enter(step.to(in.Outcome), how)
}

// found keeps what a check found out, and forgets what it filled before and does
// not find any more. It gives what was known instead, but for lines, which no text says.
func (w *walk) found(f *Frame, step *Step, facts map[string]Value) map[string]Answer {
	before := map[string]Answer{}
	for _, name := range w.lib.tools[step.Check].Fills {
		a, filled := f.Slots[name]
		v, found := facts[name]
		if !filled || found && a.Value.same(v) {
			continue
		}
		if a.Value.Kind != OfLines {
			before[name] = a
		}
		delete(f.Slots, name)
	}
	for name, v := range facts {
		w.fill(f, name, v)
	}
	return before
}

// missed counts an answer that did not fit; the second in a row brings a person.
func (w *walk) missed(changed bool) {
	f, _ := w.open(changed)
	if f == nil {
		return
	}
	if f.Misses++; f.Misses >= maxMisses {
		w.person()
		return
	}
	f.Touched = w.now.Machine
	w.put(f, Again)
}

// maxMisses is how many answers in a row may not fit before a person is brought.
const maxMisses = 2

// back forgets the last answer, of a list the last mark, and asks for it once more.
func (w *walk) back(changed bool) {
	f, step := w.open(changed)
	if f == nil {
		return
	}
	f.Touched, f.Ran = w.now.Machine, 0
	if v, ok := unmarked(f.Slots[step.Slot].Value); ok && step.Kind == List {
		w.fill(f, step.Slot, v)
		w.put(f, Backward)
		return
	}
	d := w.lib.flows[f.Flow]
	for i := len(f.Done) - 1; i >= 0; i-- {
		s := d.Steps[f.Done[i].Step]
		if s == nil || !s.Kind.Asks() || f.Done[i].Outcome == None { // nothing was asked
			continue
		}
		f.Done = f.Done[:i]
		if v, ok := unmarked(f.Slots[s.Slot].Value); ok && s.Kind == List {
			w.fill(f, s.Slot, v)
		} else {
			delete(f.Slots, s.Slot)
		}
		w.enter(s.Name, Backward)
		return
	}
	w.again(Repeated)
}

// skip passes over the open question: by what is not known where that is one of
// its answers. One that may not be skipped is put again.
func (w *walk) skip(changed bool) {
	f, step := w.open(changed)
	if f == nil {
		return
	}
	if v, ok := fit(step, Answered{Choice: Unsure}, *f); ok && step.has(Unsure) {
		f.Touched = w.now.Machine
		w.take(f, step, v)
		return
	}
	if step.Skip == "" {
		w.again(Repeated)
		return
	}
	w.mark(f, step, Skipped, step.Slot)
	f.Touched = w.now.Machine
	w.enter(step.Skip, Fresh)
}

// cancel leaves the flow whose turn it is; the one below goes on.
func (w *walk) cancel() {
	f := w.top()
	if f == nil {
		w.say(Idle{})
		return
	}
	w.say(Left{w.at(f), ByCancel})
	w.pop()
	w.again(Resumed)
}

// person hands all flows under way to a person.
func (w *walk) person() {
	var gathered []Frame
	for _, f := range slices.Backward(w.state.Stack) {
		gathered = append(gathered, f.clone())
		w.say(Left{w.at(&f), ByPerson})
	}
	w.state.Stack = nil
	w.say(Wanted{gathered})
}

// due brings back the flow that waited.
func (w *walk) due(in Due) {
	i := slices.IndexFunc(w.state.Waiting, func(f Frame) bool { return f.Serial == in.Serial })
	if i < 0 {
		return
	}
	f := w.state.Waiting[i]
	w.state.Waiting = slices.Delete(w.state.Waiting, i, i+1)
	d := w.lib.flows[f.Flow]
	if d == nil {
		w.say(Left{At{Frame: f}, ByRemoval})
		return
	}
	next := ""
	if step := d.Steps[f.Step]; step != nil && step.Kind == Wait {
		next = step.Next
	}
	f.Until, f.Touched, f.Ran = time.Time{}, w.now.Machine, 0
	if f.Version != d.Version {
		w.lib.renew(&f, d)
	}
	if next == "" || d.Steps[next] == nil {
		next = d.Start
	}
	if len(w.state.Stack) >= MaxDepth {
		first := true
		w.drop(ByCrowd, func(Frame) bool { was := first; first = false; return was })
	}
	w.state.Stack = append(w.state.Stack, f)
	w.enter(next, Resumed)
}
