package match

import (
	"strings"
	"testing"

	"moneytrail/recon/record"
)

// An order that passes for a card number in a file of one row, and is cut there,
// is the whole one of another file, also among orders that would be cut alike.
func TestOrdersThatWereCutInOneFile(t *testing.T) {
	ordered := func(id string) func(*record.Transaction) {
		return func(t *record.Transaction) { t.OrderID = id }
	}
	settles := func(id string) func(*record.Line) { return func(l *record.Line) { l.OrderID = id } }
	for _, tt := range []struct {
		name  string
		txns  []record.Transaction
		lines []record.Line
		want  string
	}{
		{"the line's was cut", []record.Transaction{sale("T1", noon, 100, "", ordered("4111111111111111")), sale("T2", noon, 100, "", ordered("4111111111111112"))},
			[]record.Line{line("S1", "", 100, "", settles("411111******1111"))}, "S1: matched reference T1"},
		{"the swipe's was cut", []record.Transaction{sale("T1", noon, 100, "", ordered("411111******1111")), sale("T2", noon, 100, "", ordered("4111111111111112"))},
			[]record.Line{line("S1", "", 100, "", settles("4111111111111111"))}, "S1: matched reference T1"},
		{"whole ones that would be cut alike", []record.Transaction{sale("T1", noon, 100, "", ordered("4111111111111111")), sale("T2", noon, 100, "", ordered("4111110000061111"))},
			[]record.Line{line("S1", "", 100, "", settles("4111110000061111"))}, "S1: matched reference T2"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			numbered(tt.txns, tt.lines)
			got := strings.Join(said(tt.txns, tt.lines, new(Matcher).Lines(tt.txns, tt.lines, shanghai, nil).Links), "; ")
			if got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}
