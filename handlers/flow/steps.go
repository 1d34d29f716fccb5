package flow

import (
	"slices"
	"time"
)

// enter goes on from a step of the flow whose turn it is, until something is
// asked, checked, awaited or ended. A question that has its answer is passed over.
func (w *walk) enter(name string, how Manner) {
	f := w.top()
	d := w.lib.flows[f.Flow]
	for {
		f.Ran++
		step := d.Steps[name]
		if step == nil || f.Ran > maxRun {
			w.person()
			return
		}
		f.Step, f.Asked, f.Misses = name, time.Time{}, 0
		switch {
		case step.Kind == Say:
			w.say(Says{w.at(f)})
			w.mark(f, step, "", "")
			name = step.Next
		case step.Kind == Check:
			f.Manner = how
			w.say(Checks{w.at(f)})
			return
		case step.Kind == Wait:
			w.wait(f, step)
			return
		case step.Kind == End:
			w.end(f, step)
			return
		default:
			if step.Kind == List && w.lines(f, step) == 0 {
				w.mark(f, step, None, "")
				name = step.to(None)
				continue
			}
			a, filled := f.Slots[step.Slot]
			switch {
			case !filled || step.Always || kindOf(step.Kind) != a.Value.Kind || step.Kind == List && line(a.Value.Lines) < len(a.Value.Lines):
				w.ask(f, how)
				return
			}
			w.markOf(f, step, a)
			name = step.to(outcome(step, a.Value))
		}
	}
}

// None is the outcome of a list without lines.
const None = "none"

// lines makes the answer of a list from the lines that a check found, and
// gives how many there are.
func (w *walk) lines(f *Frame, step *Step) int {
	if a, ok := f.Slots[step.Slot]; ok && a.Value.Kind == OfLines && !step.Always {
		return len(a.Value.Lines)
	}
	found, _ := f.Value(step.From)
	if len(found.Lines) == 0 {
		return 0
	}
	v := LinesOf()
	for _, l := range found.Lines {
		v.Lines = append(v.Lines, Line{Key: l.Key})
	}
	w.fill(f, step.Slot, v)
	return len(v.Lines)
}

// outcome is what branches go by: the choice, or of a list the last of its
// choices, in their order, that any line got.
func outcome(step *Step, v Value) string {
	switch step.Kind {
	case YesNo, Choose:
		return v.Text
	case List:
		worst := -1
		for _, l := range v.Lines {
			for i, c := range step.Choices {
				if c.Name == l.Mark {
					worst = max(worst, i)
				}
			}
		}
		if worst < 0 {
			return None
		}
		return step.Choices[worst].Name
	}
	return ""
}

// ask puts the question of the step where the flow stands.
func (w *walk) ask(f *Frame, how Manner) {
	if f.Questions++; f.Questions > maxQuestions {
		w.person()
		return
	}
	w.state.Serial++
	f.Serial, f.Asked, f.Ran, f.Aside = w.state.Serial, w.now.Machine, 0, 0
	f.Touched = w.now.Machine
	w.put(f, how)
}

// put says the open question of a flow.
func (w *walk) put(f *Frame, how Manner) {
	a := Asks{At: w.at(f), Manner: how}
	if a.Step.Kind == List {
		a.Line = line(f.Slots[a.Step.Slot].Value.Lines)
	}
	w.say(a)
}

// fill keeps a value in a slot.
func (w *walk) fill(f *Frame, slot string, v Value) {
	if f.Slots == nil {
		f.Slots = map[string]Answer{}
	}
	if len(v.Text) > maxText {
		v.Text = clip(v.Text)
	}
	if before, filled := f.Slots[slot]; filled && !before.Value.same(v) {
		for i, m := range f.Done {
			if m.Slot == slot && m.Was == nil {
				f.Done[i].Was = &before.Value
			}
		}
	}
	f.Slots[slot] = Answer{Value: v, At: w.now.Machine, By: w.now.By}
}

// clip cuts a text at the bound without breaking a character.
func clip(s string) string {
	end := 0
	for i := range s {
		if i > maxText {
			break
		}
		end = i
	}
	return s[:end]
}

// mark notes a step as finished now; markOf as its answer was given.
func (w *walk) mark(f *Frame, step *Step, outcome, slot string) bool {
	if len(f.Done) >= maxDone {
		return false
	}
	f.Done = append(f.Done, Mark{Step: step.Name, Outcome: outcome, Slot: slot, At: w.now.Machine, By: w.now.By})
	return true
}

func (w *walk) markOf(f *Frame, step *Step, a Answer) {
	if len(f.Done) < maxDone {
		f.Done = append(f.Done, Mark{Step: step.Name, Outcome: outcome(step, a.Value), Slot: step.Slot, At: a.At, By: a.By})
	}
}

// morning is the time of day at which a flow that waits for a day comes back;
// one that waits some days comes back at the hour at which it began to, between
// morning and evening.
const (
	morning = 9 * time.Hour
	evening = 20 * time.Hour
)

// waking brings a moment into the hours at which people are written to.
func waking(at time.Time) time.Time {
	midnight := time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, at.Location())
	switch since := at.Sub(midnight); {
	case since < morning:
		return midnight.Add(morning)
	case since > evening:
		return midnight.Add(evening)
	}
	return at
}

// Awake gives the first moment from a moment on at which people are written to,
// between morning and evening in its own zone.
func Awake(at time.Time) time.Time {
	if day := waking(at); !day.Before(at) {
		return day
	}
	return waking(time.Date(at.Year(), at.Month(), at.Day()+1, 0, 0, 0, 0, at.Location()))
}

// Night tells the hours at which nobody is reminded, in the moment's own zone. It
// begins an hour after the evening: what is due then may come a little late.
func Night(at time.Time) bool {
	hour := time.Duration(at.Hour()) * time.Hour
	return hour < morning || hour >= evening+time.Hour
}

// wait puts the flow whose turn it is aside until its day; the flow below goes on.
func (w *walk) wait(f *Frame, step *Step) {
	until := waking(w.now.Business.AddDate(0, 0, max(step.Days, 1)))
	if v, ok := f.Value(step.From); ok && len(v.Days) > 0 {
		until = v.Days[0].From.In(w.now.Business.Location()).Add(morning)
	} else if ok && !v.At.IsZero() {
		until = v.At.In(w.now.Business.Location())
	}
	if soonest := w.now.Business.Add(time.Hour); until.Before(soonest) {
		until = soonest
	}
	until = Awake(until)
	w.mark(f, step, "", "")
	w.state.Serial++
	f.Serial, f.Until, f.Touched = w.state.Serial, until, w.now.Machine
	w.say(Waits{w.at(f), until})
	w.state.Waiting = append(w.state.Waiting, *f)
	if len(w.state.Waiting) > MaxWaiting {
		w.say(Left{w.at(&w.state.Waiting[0]), ByCrowd})
		w.state.Waiting = w.state.Waiting[1:]
	}
	w.pop()
	w.digressed(false)
}

// end ends the flow whose turn it is; the one that follows begins with its
// slots, where the person may walk it, or the one below goes on.
func (w *walk) end(f *Frame, step *Step) {
	w.mark(f, step, string(step.End), "")
	ended := w.at(f)
	w.say(Ended{ended})
	w.pop()
	d := w.lib.flows[step.Then]
	if d == nil || !d.Open(w.now.Role) {
		if ended.Def != nil && len(ended.Def.For) > 0 {
			w.digressed(false) // something else was walked through
		} else {
			w.again(Resumed)
		}
		return
	}
	told := map[string]Answer{}
	for name, a := range ended.Frame.Slots {
		if d.fills(name) || d.needs(name) || slices.Contains(d.Takes, name) {
			told[name] = a
		}
	}
	w.begin(Begin{Flow: step.Then, About: ended.Frame.About}, told)
}

func (w *walk) pop() { w.state.Stack = w.state.Stack[:len(w.state.Stack)-1] }
