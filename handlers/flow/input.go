package flow

import (
	"strconv"
	"strings"
)

// Input is what happened: one of the types below.
type Input interface{ input() }

type (
	// Begin begins a flow, above those under way. Slots are the facts that are
	// known already, by the names of slots: they are not asked again. Words are
	// what was said that it is begun for.
	Begin struct {
		Flow, About, Words string
		Slots              map[string]Value
	}
	// Answered is what a message says, read: the engine takes of it what fits the
	// open question and the other slots of the flow.
	Answered struct {
		// Facts by the name of a slot: amount, day, last4, terminal, ...
		Facts map[string]Value
		// Choice is the choice that was named; yes or no for a yes_no.
		Choice string
		// Text is the message itself, where it may answer a question for a text.
		Text string
		// File is what the message brought.
		File *Value
		// Corrects: the person takes back what was said before ("no, Thursday").
		Corrects bool
	}
	// Tapped is a pressed button of a question: its serial, and the choice, or the
	// value that the button stands for.
	Tapped struct {
		Serial int
		Choice string
		Value  *Value
	}
	// Checked is the outcome of a check that was asked for, with what it found out.
	// About is what that is about, for a flow that was begun about nothing.
	Checked struct {
		Outcome, About string
		Facts          map[string]Value
	}
	// Digressed: something else was asked and answered; the open question is offered again.
	Digressed struct{}
	// Missed: a message was not understood.
	Missed struct{}
	// Back asks the question before once more, forgetting its answer.
	Back struct{}
	// Repeat says the open question again.
	Repeat struct{}
	// Skip passes over the open question, where that may be.
	Skip struct{}
	// Cancel ends the flow whose turn it is.
	Cancel struct{}
	// Person hands everything to a person.
	Person struct{}
	// Due brings back the flow that waits with this serial.
	Due struct{ Serial int }
)

func (Begin) input()     {}
func (Answered) input()  {}
func (Tapped) input()    {}
func (Checked) input()   {}
func (Digressed) input() {}
func (Missed) input()    {}
func (Back) input()      {}
func (Repeat) input()    {}
func (Skip) input()      {}
func (Cancel) input()    {}
func (Person) input()    {}
func (Due) input()       {}

// Choices of buttons that every question may have.
const (
	Yes     = "yes"
	No      = "no"
	Unsure  = "unsure" // where it is offered
	Skipped = "skip"
	Before  = "back"
	Never   = "cancel"
	// Rest marks every line that is listed and has no mark yet as harmless; Here
	// puts the question again, for who went on to something else.
	Rest = "rest"
	Here = "here"
)

// reserved names no choice may have.
var reserved = []string{Skipped, Before, Never, Rest, Here}

// OfLine is the choice of a button that marks a line of a list.
func OfLine(line int, mark string) string { return strconv.Itoa(line) + "." + mark }

// lineOf reads it back; -1 is no line.
func lineOf(choice string) (line int, mark string) {
	n, mark, ok := strings.Cut(choice, ".")
	line, err := strconv.Atoi(n)
	if !ok || err != nil || line < 0 {
		return -1, ""
	}
	return line, mark
}
