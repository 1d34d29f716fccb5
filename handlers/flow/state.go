package flow

import (
	"maps"
	"slices"
	"time"
)

// State is all that a dialogue remembers of its flows, to be kept as it is
// between two messages.
type State struct {
	// Serial is that of the newest question.
	Serial int `json:"serial,omitempty"`
	// Stack are the flows under way, the one that asks last.
	Stack []Frame `json:"stack,omitempty"`
	// Waiting are the flows that wait for a day.
	Waiting []Frame `json:"waiting,omitempty"`
}

// Frame is one flow under way.
type Frame struct {
	Flow    string `json:"flow"`
	Version int    `json:"version"`
	Step    string `json:"step"`
	// About is what it is about, in the words of whoever began it: "t:12".
	About string `json:"about,omitempty"`
	// Words are what was said that it was begun for, "" nothing.
	Words string `json:"words,omitempty"`
	// Serial is that of its newest question; buttons name it.
	Serial int               `json:"serial,omitempty"`
	Slots  map[string]Answer `json:"slots,omitempty"`
	// Done are the steps that were finished, in order.
	Done []Mark `json:"done,omitempty"`
	// Begun, and Touched: when the person last had to do with it (machine clock).
	Begun   time.Time `json:"begun"`
	Touched time.Time `json:"touched"`
	// Asked is when the open question was put; zero where none is open.
	Asked time.Time `json:"asked,omitzero"`
	// Until is the day a waiting flow comes back on, business time.
	Until time.Time `json:"until,omitzero"`
	// Misses counts answers in a row that did not fit the open question.
	Misses int `json:"misses,omitempty"`
	// Manner is how the next question is put, while a check is under way.
	Manner Manner `json:"manner,omitempty"`
	// Aside counts how often something else was asked since the question was put.
	Aside int `json:"aside,omitempty"`
	// Ran counts machine steps since the last question, Questions all questions put.
	Ran       int `json:"ran,omitempty"`
	Questions int `json:"questions,omitempty"`
}

// Answer is a filled slot: the value, when and by whom (the person's id, 0 the product).
type Answer struct {
	Value Value     `json:"value"`
	At    time.Time `json:"at"`
	By    int64     `json:"by,omitempty"`
}

// Mark is a finished step: evidence for whoever takes over.
type Mark struct {
	Step    string `json:"step"`
	Outcome string `json:"outcome,omitempty"`
	// Slot is the one that the step filled, "" for none; Was is what it filled in,
	// where the slot holds something else since.
	Slot string `json:"slot,omitempty"`
	Was  *Value `json:"was,omitempty"`
	// Before are slots as they were until this step, a check, found something else.
	Before map[string]Answer `json:"before,omitempty"`
	At     time.Time         `json:"at"`
	By     int64             `json:"by,omitempty"`
}

// Bounds of a state, so that it stays small whatever is written.
const (
	// MaxDepth is how many flows may be under way, MaxWaiting how many may wait.
	MaxDepth   = 4
	MaxWaiting = 8
	// maxRun is how many machine steps may follow one another, maxQuestions how many
	// questions a flow may put, before a person is brought.
	maxRun       = 32
	maxQuestions = 40
	maxDone      = 96
	// maxText bounds a text that was told, in bytes.
	maxText = 1000
)

// Top gives the flow whose turn it is.
func (s State) Top() (Frame, bool) {
	if len(s.Stack) == 0 {
		return Frame{}, false
	}
	return s.Stack[len(s.Stack)-1], true
}

// Asking tells whether a question is open.
func (s State) Asking() bool {
	f, ok := s.Top()
	return ok && !f.Asked.IsZero()
}

// clone makes a copy that shares nothing that is changed.
func (s State) clone() State {
	s.Stack, s.Waiting = slices.Clone(s.Stack), slices.Clone(s.Waiting)
	for _, list := range [][]Frame{s.Stack, s.Waiting} {
		for i := range list {
			list[i] = list[i].clone()
		}
	}
	return s
}

func (f Frame) clone() Frame {
	f.Slots, f.Done = maps.Clone(f.Slots), slices.Clone(f.Done)
	return f
}

// Value gives what a slot holds.
func (f Frame) Value(slot string) (Value, bool) {
	a, ok := f.Slots[slot]
	return a.Value, ok
}

// AsOf gives the frame with the slots as they were when a finished step, the
// i-th of Done, was: what was answered later with other words is left as it was told then.
func (f Frame) AsOf(i int) Frame {
	out := f.clone()
	for _, m := range slices.Backward(f.Done[min(i+1, len(f.Done)):]) {
		for name, a := range m.Before {
			out.Slots[name] = a
		}
	}
	for _, m := range f.Done[:min(i+1, len(f.Done))] {
		a, ok := f.Slots[m.Slot]
		if m.Slot == "" || !ok {
			continue
		}
		if m.Was != nil {
			a.Value = *m.Was
		}
		out.Slots[m.Slot] = a
	}
	return out
}

// Portion is how many lines of a list are shown at a time.
const Portion = 10

// listed gives the lines that are shown while a list is at one of them.
func listed(lines []Line, at int) []Line {
	return lines[min(at, len(lines)):min(at+Portion, len(lines))]
}

// Listed gives the lines of a list that its question shows: the first that has
// no mark yet, and those after it that one tap can mark with it; none of a step
// of another kind.
func (a At) Listed() []Line {
	if a.Step == nil || a.Step.Kind != List {
		return nil
	}
	v, _ := a.Frame.Value(a.Step.Slot)
	shown := listed(v.Lines, line(v.Lines))
	if a.Step.Rest == "" {
		return shown[:min(1, len(shown))]
	}
	return shown
}

// line gives the first line of a list that has no mark yet, len(lines) where all have.
func line(lines []Line) int {
	for i, l := range lines {
		if l.Mark == "" {
			return i
		}
	}
	return len(lines)
}
