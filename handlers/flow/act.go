package flow

import "time"

// Act is what follows from an input: one of the types below, in order.
type Act interface{ act() }

// At is where an act stands: the flow, its step, and the flow's state at that
// moment, with all slots and finished steps.
type At struct {
	Def   *Definition
	Step  *Step
	Frame Frame
}

// With is where it stands, with one value more for texts.
func (a At) With(name string, v Value) At {
	a.Frame = a.Frame.clone()
	if a.Frame.Slots == nil {
		a.Frame.Slots = map[string]Answer{}
	}
	a.Frame.Slots[name] = Answer{Value: v}
	return a
}

// Manner is how a question is put.
type Manner string

// Manners: for the first time; again, as the answer did not fit; because the
// person asked what the question was; after something else ("back to ..."); in
// place of a button whose question is answered already; since the flow was
// changed meanwhile; or since the step before was asked for.
const (
	Fresh     Manner = "fresh"
	Again     Manner = "again"
	Repeated  Manner = "repeated"
	Resumed   Manner = "resumed"
	Stale     Manner = "stale"
	Changed   Manner = "changed"
	Backward  Manner = "back"
	Corrected Manner = "corrected"
)

// Cause is why a flow was left without an end.
type Cause string

// Causes: the person cancelled it, was silent for too long, asked a person,
// went back to an earlier flow, began the same anew; there were too many; its
// definition is gone.
const (
	ByCancel  Cause = "cancelled"
	BySilence Cause = "silent"
	ByPerson  Cause = "person"
	ByReturn  Cause = "returned"
	ByRestart Cause = "restarted"
	ByCrowd   Cause = "crowded"
	ByRemoval Cause = "removed"
	ByNeglect Cause = "neglected" // something else was asked more often than its patience allows
)

type (
	// Began tells that a flow began.
	Began struct{ At }
	// Says is a text to say.
	Says struct{ At }
	// Asks is a question to put; Line is the line of a list that it is about.
	Asks struct {
		At
		Manner Manner
		Line   int
	}
	// Checks is a check to run; its outcome comes back as Checked.
	Checks struct{ At }
	// Waits tells that the flow waits for a moment, business time, and comes back by Due.
	Waits struct {
		At
		Until time.Time
	}
	// Ended tells that the flow ended.
	Ended struct{ At }
	// Left tells that a flow was left without an end.
	Left struct {
		At
		Cause Cause
	}
	// Wanted brings a person, with everything that the flows gathered, the newest first.
	Wanted struct{ Gathered []Frame }
	// Idle answers an input that no flow has anything to say to.
	Idle struct{}
)

func (Began) act()  {}
func (Says) act()   {}
func (Asks) act()   {}
func (Checks) act() {}
func (Waits) act()  {}
func (Ended) act()  {}
func (Left) act()   {}
func (Wanted) act() {}
func (Idle) act()   {}
