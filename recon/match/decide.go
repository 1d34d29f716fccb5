package match

import (
	"cmp"
	"slices"
	"strings"
)

// Key names a row for good: its witness and the witness's own id for it. It
// is the same after the file was taken back and imported again.
type Key struct{ Source, ID string }

// DecisionKind is what a person decided.
type DecisionKind string

// Kinds of decisions.
const (
	// Confirm: the two rows named belong together. It stands above details and
	// covers, and below ids and references, which it may not contradict.
	Confirm DecisionKind = "confirm"
	// Reject: the two rows named do not belong together by details or in a
	// cover; or, with Suggestion alone, that suggestion is not made again.
	Reject DecisionKind = "reject"
	// WriteOff: the one row named needs nothing any more. It is no candidate
	// for details or covers, and nothing is suggested for it.
	WriteOff DecisionKind = "write_off"
)

// Decision is one thing that a person decided about rows: an Entry and a
// Payout, or a Line and a Transaction. Undoing it is leaving it out.
type Decision struct {
	ID          string // the caller's own, named by conflicts
	Seq         int64  // its place among all that were made; of two that contradict each other the earlier holds
	Kind        DecisionKind
	Entry       Key
	Payout      Key    // where its source has no such payout, the only one of that id
	Merchant    string // whose payout it is, where several have one of that key
	Line        Key
	Transaction Key
	Suggestion  string // id of a rejected suggestion
}

// Decisions are what people decided; their order here means nothing (Seq does,
// then their ids), and what two of them say alike is reported under the earlier.
// One whose rows contradict what stands above it is followed in none of its
// pairs. Those about rows that are not there wait for them.
type Decisions []Decision

// ConflictKind tells why a decision could not be followed.
type ConflictKind string

// Kinds of conflicts.
const (
	// AgainstReference: a link by id or reference says otherwise, and stands.
	AgainstReference ConflictKind = "against_reference"
	// AgainstDecision: another decision says otherwise, made before or keeping the two rows apart; that one is followed.
	AgainstDecision ConflictKind = "against_decision"
	// Impossible: the rows can never belong together, as those of two currencies.
	Impossible ConflictKind = "impossible"
	// RowMissing: one of the two rows is not there, or not there any more.
	RowMissing ConflictKind = "row_missing"
)

// Conflict is a decision that was not followed, and why.
type Conflict struct {
	Decision string // its ID
	Kind     ConflictKind
	// Store keys of the rows that the decision names, 0 where not there.
	Entry, Payout, Line, Transaction int64
	Why                              string // staff only
	// Against is the decision that says otherwise, "" where that is no decision.
	Against string
}

// pair is a left row (line, entry) and a right one (transaction, payout).
type pair struct{ left, right int32 }

// words is what decisions say of the rows at hand; the zero value says nothing.
type words struct {
	confirmed []verbal // in order of the decisions
	no        map[pair]string
	off       map[int32]string // left rows written off -> decision
	offRight  map[int32]string
	dismissed map[string]bool // suggestions
	conflicts []Conflict
}

// verbal is a confirmed pair.
type verbal struct {
	pair
	decision string
	seq      int64
}

func (w *words) reset() { *w = words{} }

// rejected says whether a person kept the two apart.
func (w *words) rejected(left, right int32) bool {
	_, no := w.no[pair{left, right}]
	return no
}

func (w *words) writtenOff(left int32) bool {
	_, off := w.off[left]
	return off
}

func (w *words) rightOff(right int32) bool {
	_, off := w.offRight[right]
	return off
}

// sorted gives the decisions in an order of their own.
func (d Decisions) sorted() Decisions {
	key := func(a, b Key) int { return cmp.Or(strings.Compare(a.Source, b.Source), strings.Compare(a.ID, b.ID)) }
	d = slices.Clone(d)
	slices.SortFunc(d, func(a, b Decision) int {
		return cmp.Or(cmp.Compare(a.Seq, b.Seq), strings.Compare(a.ID, b.ID), strings.Compare(string(a.Kind), string(b.Kind)), key(a.Entry, b.Entry),
			key(a.Payout, b.Payout), key(a.Line, b.Line), key(a.Transaction, b.Transaction), strings.Compare(a.Suggestion, b.Suggestion))
	})
	return d
}

// rowsOf looks up the rows that decisions name among n rows.
func rowsOf(wanted map[Key]int32, n int, key func(i int) Key) {
	if len(wanted) == 0 {
		return
	}
	for i := range n {
		k := key(i)
		if _, ok := wanted[k]; ok {
			wanted[k] = int32(i)
		}
	}
}

// settle drops confirmed pairs that other decisions deny, and names them.
// oneRight: a left row goes with one right row only.
func (w *words) settle(oneRight bool, conflict func(p pair, decision string, kind ConflictKind, why, against string)) {
	slices.SortFunc(w.confirmed, func(a, b verbal) int {
		return cmp.Or(cmp.Compare(a.seq, b.seq), strings.Compare(a.decision, b.decision), cmp.Compare(a.left, b.left))
	})
	seen := map[pair]bool{}
	w.confirmed = slices.DeleteFunc(w.confirmed, func(c verbal) bool {
		switch no, denied := w.no[c.pair]; {
		case denied:
			conflict(c.pair, c.decision, AgainstDecision, "decision "+no+" keeps the two apart", no)
		case w.writtenOff(c.left) || w.rightOff(c.right):
			off := cmp.Or(w.off[c.left], w.offRight[c.right])
			conflict(c.pair, c.decision, AgainstDecision, "decision "+off+" wrote one of the two off", off)
		case seen[c.pair]:
		default:
			seen[c.pair] = true
			return false
		}
		return true
	})
	if !oneRight {
		return
	}
	first := map[int32]verbal{}
	split := map[int32]bool{} // left rows for which one decision names two right rows
	for _, c := range w.confirmed {
		was, told := first[c.left]
		if !told {
			first[c.left] = c
		}
		split[c.left] = split[c.left] || told && was.decision == c.decision && was.right != c.right
	}
	w.confirmed = slices.DeleteFunc(w.confirmed, func(c verbal) bool {
		switch was := first[c.left]; {
		case was.decision != c.decision:
			conflict(c.pair, c.decision, AgainstDecision, "decision "+was.decision+", made before, confirms it with another row", was.decision)
		case split[c.left]:
			conflict(c.pair, c.decision, AgainstDecision, "it confirms the row with two others", "")
		default:
			return false
		}
		return true
	})
}

// inOrder sorts conflicts, so that they do not depend on the order of rows or decisions.
func inOrder(conflicts []Conflict) []Conflict {
	slices.SortFunc(conflicts, func(a, b Conflict) int {
		return cmp.Or(strings.Compare(a.Decision, b.Decision), strings.Compare(string(a.Kind), string(b.Kind)),
			cmp.Compare(a.Entry, b.Entry), cmp.Compare(a.Payout, b.Payout), cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Transaction, b.Transaction), strings.Compare(a.Why, b.Why))
	})
	return conflicts
}
