package press

import (
	"testing"

	"pgregory.net/rapid"
)

func TestDataComesBackAsItWasPut(t *testing.T) {
	p := Parse(Of(Proof, Swipe, 9007199254740991))
	if p.Verb != Proof || p.Arg(0) != string(Swipe) || p.Row(1) != 9007199254740991 || p.Arg(2) != "" {
		t.Fatalf("%+v", p)
	}
	if n := len(Of(NotSeen, Swipe, 1<<62)); n > 64 {
		t.Fatalf("%d bytes do not fit a button", n)
	}
}

// A forged button never panics and never names a row below zero.
func TestForgedData(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := Parse(rapid.String().Draw(t, "data"))
		for i := range 4 {
			if p.Row(i) < 0 {
				t.Fatalf("row %d", p.Row(i))
			}
		}
		if Number(rapid.String().Draw(t, "value")) < 0 {
			t.Fatal("a negative number")
		}
	})
}
