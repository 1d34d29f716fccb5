package match

import (
	"strings"
	"time"

	"moneytrail/recon/record"
)

// What a store that keeps links asks, to find out which of them further rows
// may change.

// Blank says whether a reference is a placeholder, empty or zeros only, and names nothing.
func Blank(text string) bool { return blank(text) }

// NamesNothing says whether a line carries no reference at all: it can only be
// linked by terminal, amount and time.
func NamesNothing(l *record.Line) bool { return firstRung(l) == noRung }

// Loose says whether the link of a line may be another because of a transaction
// that shares nothing with what it is linked to now: it is linked to none, or by
// something less sure than what it names first. All other links change only by
// rows that bear the same reference, and those of lines that name nothing only
// by rows of the same terminal, amount and time.
func Loose(l *record.Line, link LineLink) bool {
	switch {
	case link.State == Account:
		return false
	case link.Transaction == 0:
		return true
	case link.MatchedBy == ByDetails:
		return !NamesNothing(l)
	}
	first := firstRung(l)
	return first == noRung || first == slipRung || !strings.HasPrefix(link.Explanation, why[first])
}

// NeedsSlip says whether a link rests, or may rest, on the reference of a paper
// slip: none of the surer ones made it.
func NeedsSlip(l *record.Line, link LineLink) bool {
	if _, ok := slipOf(l.TerminalID, l.BatchNo, l.SlipNo); !ok || link.State == Account {
		return false
	}
	for _, r := range [...]rung{idRung, rrnRung, orderRung} {
		if strings.HasPrefix(link.Explanation, why[r]) {
			return false
		}
	}
	return true
}

// firstRung is the rung of the surest reference that a line carries.
func firstRung(l *record.Line) rung {
	_, slip := slipOf(l.TerminalID, l.BatchNo, l.SlipNo)
	switch {
	case !blank(l.TransactionID):
		return idRung
	case !blank(l.RRN):
		return rrnRung
	case !blank(l.OrderID):
		return orderRung
	case slip:
		return slipRung
	}
	return noRung
}

// DetailsWithin is how far apart two swipes are, at most, that one line can be
// of by its terminal, amount and time.
const DetailsWithin = time.Duration(beforeSwipe+afterSwipe) * time.Microsecond
