package flow

import (
	"errors"
	"strings"
)

// Problem is something wrong in a definition: where, and what to do about it.
type Problem struct {
	// File of the definition, "" where it came from none.
	File string
	// Flow, Step and Key say where; Step is "" for the flow itself.
	Flow, Step, Key string
	What            string
}

// Error gives "FILE: flow NAME: step NAME: KEY: what is wrong".
func (p Problem) Error() string {
	var b strings.Builder
	if p.File != "" {
		b.WriteString(p.File + ": ")
	}
	if p.Flow != "" {
		b.WriteString("flow " + p.Flow + ": ")
	}
	if p.Step != "" {
		b.WriteString("step " + p.Step + ": ")
	}
	if p.Key != "" {
		b.WriteString(p.Key + ": ")
	}
	return b.String() + p.What
}

// joined makes one error of many.
func joined(found []error) error { return errors.Join(found...) }

// Problems lists what is wrong, from an error of Load or New.
func Problems(err error) []Problem {
	var out []Problem
	var one Problem
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		for _, e := range many.Unwrap() {
			out = append(out, Problems(e)...)
		}
		return out
	}
	if errors.As(err, &one) {
		return []Problem{one}
	}
	return nil
}
