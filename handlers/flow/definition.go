package flow

import (
	"slices"
	"time"
)

// Kind is what a step does.
type Kind string

// Kinds of steps. A say and a check go on by themselves; the kinds from YesNo
// to List ask, and wait for an answer; Wait comes back on a day; End ends.
const (
	Say      Kind = "say"
	Check    Kind = "check"
	YesNo    Kind = "yes_no"
	Choose   Kind = "choose"
	Amount   Kind = "amount"
	Date     Kind = "date"
	Text     Kind = "text"
	Photo    Kind = "photo"
	Document Kind = "document"
	List     Kind = "list"
	Wait     Kind = "wait"
	End      Kind = "end"
)

// kinds are all of them, as an error names them.
var kinds = []Kind{Say, Check, YesNo, Choose, Amount, Date, Text, Photo, Document, List, Wait, End}

// Asks tells whether a step of this kind asks the person something.
func (k Kind) Asks() bool {
	switch k {
	case YesNo, Choose, Amount, Date, Text, Photo, Document, List:
		return true
	}
	return false
}

// Files tells whether a step of this kind asks for a file.
func (k Kind) Files() bool { return k == Photo || k == Document }

// Ending is how a flow ends.
type Ending string

// Endings: it is solved; it is watched until a day; a person takes it as a case.
const (
	Solved   Ending = "solved"
	Watching Ending = "watching"
	Case     Ending = "case"
)

// Definition is a flow as data: steps that lead from one to the next.
type Definition struct {
	// Name is [a-z0-9_], at most 32 characters; Version goes up with every change of steps.
	Name    string `toml:"name"`
	Version int    `toml:"version"`
	// Title is the text that names the flow to a person: "back to TITLE".
	Title string `toml:"title"`
	// Start is the first step.
	Start string `toml:"start"`
	// For is what leads here: reasons, intents, signs, in the words of whoever looks flows up.
	For []string `toml:"for"`
	// Roles may walk it; none named: everybody.
	Roles []string `toml:"roles"`
	// Words names the text with what people say who want it, with | between them.
	Words string `toml:"words"`
	// Hears are slots that no step asks for and that messages fill all the same;
	// what follows from them is looked at anew.
	Hears []string `toml:"hears"`
	// Takes are slots that it goes on with where another flow ends in it, beside
	// those that its own steps ask for.
	Takes []string `toml:"takes"`
	// Keeps is how long its open question outlives silence; 0 is Quiet.
	Keeps Span `toml:"keeps"`

	file string // where it was read, for errors

	// Patience is how often its open question is put again after something else
	// was asked; then it is left. 0: as often as that happens.
	Patience int `toml:"patience"`

	Steps map[string]*Step `toml:"steps"`
	// Texts are its own texts by language (BCP 47) and name. A name that is not
	// among them is one of the product's catalog.
	Texts map[string]map[string]string `toml:"texts"`
}

// Quiet is how long the open question of a flow that says nothing about it
// outlives silence.
const Quiet = 2 * time.Hour

// Span is a duration as TOML writes it: "720h", "90m".
type Span time.Duration

// UnmarshalText reads "720h".
func (s *Span) UnmarshalText(b []byte) error {
	d, err := time.ParseDuration(string(b))
	*s = Span(d)
	return err
}

// keeps gives how long an open question outlives silence.
func (d *Definition) keeps() time.Duration {
	if d.Keeps > 0 {
		return time.Duration(d.Keeps)
	}
	return Quiet
}

// Open tells whether somebody of the role may walk the flow.
func (d *Definition) Open(role string) bool {
	return len(d.Roles) == 0 || slices.Contains(d.Roles, role)
}

// Leads tells whether what leads to the flow for somebody of the role.
func (d *Definition) Leads(what, role string) bool {
	return slices.Contains(d.For, what) && d.Open(role)
}

// Step is one step of a flow.
type Step struct {
	// Name is the step's key in the file.
	Name string `toml:"-"`
	Kind Kind   `toml:"kind"`
	// Text is what is said or asked; Again replaces it after an answer that did not fit.
	Text  string `toml:"text"`
	Again string `toml:"again"`
	// Slot keeps the answer; the step's name where none is given.
	Slot string `toml:"slot"`
	// Check is the name of a check that Go code registered, With what it is told beside the slots.
	Check string            `toml:"check"`
	With  map[string]string `toml:"with"`
	// From is the slot with the lines of a list, or with the day of a wait or of an end that watches.
	From string `toml:"from"`
	// Days is how many days a wait without From waits.
	Days int `toml:"days"`
	// Choices of choose; of list the marks of a line, the harmless first; of
	// yes_no the labels of yes and no, where those two words do not answer the
	// question, and of unsure, where that is an answer.
	Choices []Choice `toml:"choices"`
	// Rest is the label of the button by which all lines of a list that are shown
	// and have no mark yet get the harmless one; none named: no such button.
	Rest string `toml:"rest"`
	// Go is where outcomes lead, Next where the others do.
	Go   map[string]string `toml:"go"`
	Next string            `toml:"next"`
	// Skip is where skipping leads; a step without it cannot be skipped.
	Skip string `toml:"skip"`
	// Always asks even if the slot is filled.
	Always bool `toml:"always"`
	// End is how an end ends, Urgent the urgency of its case, Then the flow that begins after it.
	End    Ending `toml:"end"`
	Urgent bool   `toml:"urgent"`
	Then   string `toml:"then"`
}

// Choice is one answer of a step that offers some.
type Choice struct {
	// Name is what branches and buttons call it, Text its label.
	Name string `toml:"name"`
	Text string `toml:"text"`
}

// has tells whether a choice of this name is offered.
func (s *Step) has(choice string) bool {
	return slices.ContainsFunc(s.Choices, func(c Choice) bool { return c.Name == choice })
}

// to gives the step that an outcome leads to, "" for none.
func (s *Step) to(outcome string) string {
	if next, ok := s.Go[outcome]; ok {
		return next
	}
	return s.Next
}

// exits lists every step that this one can lead to.
func (s *Step) exits() []string {
	var out []string
	for _, name := range s.Go {
		out = append(out, name)
	}
	for _, name := range []string{s.Next, s.Skip} {
		if name != "" {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
