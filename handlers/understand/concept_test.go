package understand

import "testing"

// A phrase with two groups in one piece is every way of the one with every way of the other.
func TestAPhraseOfTwoGroups(t *testing.T) {
	p := parsePattern("(pay|send)…(another|new) (card|bank)", nil)
	for words, want := range map[string]bool{" pay to another card ": true, " send it to my new bank ": true, " pay another person ": false, " a new bank ": false, " pay new another card ": true} {
		if got := p.in(words); got != want {
			t.Errorf("%q: %t", words, got)
		}
	}
}
