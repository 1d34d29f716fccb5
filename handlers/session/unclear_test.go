package session_test

import (
	"testing"

	"moneytrail/handlers/session"
)

// Messages keep their buttons till one is tapped; too many drop those first that
// no agent waits for.
func TestMessagesKeepTheirButtonsTillTapped(t *testing.T) {
	var f session.Flow
	f.Puzzle(session.Unclear{Message: 1, Text: "whose", Whose: []int64{1, 2}})
	for i := 2; i <= 12; i++ {
		f.Puzzle(session.Unclear{Message: i, Text: "unclear"})
	}
	if _, ok := f.Puzzled(2); ok {
		t.Error("the oldest is kept for ever")
	}
	u, ok := f.Puzzled(1)
	if lost, asked := f.Lost(); !ok || u.Text != "whose" || !asked || lost.Message != 1 {
		t.Fatalf("the line of nobody is %+v, %v", u, ok)
	}
	f.AskedAgain(1)
	if _, asked := f.Lost(); asked {
		t.Error("it is asked of a third time")
	}
	f.Solve(1)
	f.Solve(12)
	for _, m := range []int{0, 1, 12} {
		if _, ok := f.Puzzled(m); ok {
			t.Errorf("message %d may be tapped again", m)
		}
	}
	if _, ok := f.Puzzled(11); !ok {
		t.Error("a tap took another message")
	}
}
