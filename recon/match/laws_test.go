package match

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"moneytrail/recon/record"
)

// week draws a made-up week, with decisions about it.
func week(t *rapid.T) (*world, Decisions) {
	w := newWorld(rapid.Uint64Range(0, 1<<40).Draw(t, "seed"), rapid.IntRange(1, 40).Draw(t, "swipes"))
	for i := range w.lines {
		if i%7 == 3 && rapid.Bool().Draw(t, "without currency") { // its merchant was not known when it was read
			w.lines[i].Currency = ""
		}
	}
	var decisions Decisions
	for i := range rapid.IntRange(0, 4).Draw(t, "decisions") {
		d := Decision{ID: string(rune('A' + i)), Kind: rapid.SampledFrom([]DecisionKind{Confirm, Confirm, Reject, WriteOff}).Draw(t, "kind")}
		if len(w.lines) > 0 {
			d.Line = keyOfLine(&w.lines[rapid.IntRange(0, len(w.lines)-1).Draw(t, "line")])
		}
		if d.Kind != WriteOff {
			d.Transaction = keyOfTransaction(&w.txns[rapid.IntRange(0, len(w.txns)-1).Draw(t, "transaction")])
		}
		decisions = append(decisions, d)
	}
	return w, decisions
}

func byLine(links []LineLink) map[int64]LineLink {
	out := map[int64]LineLink{}
	for _, l := range links {
		out[l.Line] = l
	}
	return out
}

// Room that served other merchants, and any order of rows and decisions: the same end.
func TestLinesInUsedRoom(t *testing.T) {
	var used Matcher
	rapid.Check(t, func(t *rapid.T) {
		w, decisions := week(t)
		one := new(Matcher).Lines(w.txns, w.lines, shanghai, decisions)
		txns := rapid.Permutation(w.txns).Draw(t, "transactions")
		other := used.Lines(txns, rapid.Permutation(w.lines).Draw(t, "lines"), shanghai, rapid.Permutation(decisions).Draw(t, "decided"))
		if diff := cmp.Diff(byLine(one.Links), byLine(other.Links)); diff != "" {
			t.Fatalf("links (-new room +used):\n%s", diff)
		}
		if diff := cmp.Diff(one.Suggestions, other.Suggestions); diff != "" {
			t.Fatalf("suggestions (-new room +used):\n%s", diff)
		}
		if diff := cmp.Diff(one.Conflicts, other.Conflicts); diff != "" {
			t.Fatalf("conflicts (-new room +used):\n%s", diff)
		}
		if len(decisions) == 0 {
			if diff := cmp.Diff(Lines(w.txns, w.lines, shanghai), one.Links); diff != "" {
				t.Fatalf("(-short form +long):\n%s", diff)
			}
		}
		originals := map[int64]int64{}
		for _, o := range used.Originals(txns) {
			originals[o.Row] = o.Original
		}
		if diff := cmp.Diff(Originals(w.txns), originals); diff != "" {
			t.Fatalf("originals:\n%s", diff)
		}
	})
}

// What an id or a reference links is linked so whatever people decided, and
// neither details nor a person's word takes its sale.
func TestReferencesStandAboveAll(t *testing.T) {
	var m Matcher
	rapid.Check(t, func(t *rapid.T) {
		w, decisions := week(t)
		plain := byLine(m.Lines(w.txns, w.lines, shanghai, nil).Links)
		res := m.Lines(w.txns, w.lines, shanghai, decisions)
		standing := map[int64]bool{}
		for i, l := range res.Links {
			if was := plain[l.Line]; was.MatchedBy == ByReference && (l.MatchedBy != ByReference || l.Transaction != was.Transaction) {
				t.Fatalf("was %+v, with decisions %+v", was, l)
			}
			if l.MatchedBy == ByReference && w.lines[i].Type == record.LineSale {
				standing[l.Transaction] = true
			}
		}
		for i, l := range res.Links {
			if (l.MatchedBy == ByDetails || l.MatchedBy == ByConfirmed) && w.lines[i].Type == record.LineSale && standing[l.Transaction] {
				t.Fatalf("a sale with a line by reference went to %+v", l)
			}
		}
		for _, d := range decisions { // followed, or told why not
			if d.Kind != Confirm {
				continue
			}
			row, txn := int64(0), int64(0)
			for i := range w.lines {
				if keyOfLine(&w.lines[i]) == d.Line {
					row = w.lines[i].Row
				}
			}
			for i := range w.txns {
				if keyOfTransaction(&w.txns[i]) == d.Transaction {
					txn = w.txns[i].Row
				}
			}
			told := slices.ContainsFunc(res.Conflicts, func(c Conflict) bool { return c.Line == row && c.Transaction == txn })
			if l := byLine(res.Links)[row]; row != 0 && !told && l.Transaction != txn {
				t.Fatalf("decision %+v is neither followed nor in conflict: %+v", d, l)
			}
		}
	})
}

// Taking a line away leaves every link by reference as it was, but for lines
// of the same sale, which may move up.
func TestTakingALineAway(t *testing.T) {
	var m Matcher
	rapid.Check(t, func(t *rapid.T) {
		w, _ := week(t)
		if len(w.lines) == 0 {
			return
		}
		was := byLine(m.Lines(w.txns, w.lines, shanghai, nil).Links)
		gone := rapid.IntRange(0, len(w.lines)-1).Draw(t, "gone")
		lost := was[w.lines[gone].Row]
		now := byLine(m.Lines(w.txns, slices.Delete(slices.Clone(w.lines), gone, gone+1), shanghai, nil).Links)
		for row, l := range now {
			if was[row].MatchedBy != ByReference || was[row].Transaction == lost.Transaction {
				continue
			}
			if diff := cmp.Diff(was[row], l); diff != "" {
				t.Fatalf("line %d changed when line %d went:\n%s", row, lost.Line, diff)
			}
		}
	})
}

// References of zeros, and one that a hundred sales carry, name nothing: the details speak.
func TestPlaceholders(t *testing.T) {
	var txns []record.Transaction
	for i := range 100 {
		txns = append(txns, sale("T"+text(i), "2026-03-05 12:"+string(rune('0'+i/20))+string(rune('0'+i/2%10))+":00", int64(100+i), "000000000000",
			func(t *record.Transaction) { t.OrderID = "COUNTER" }))
	}
	lines := []record.Line{
		line("S1", "2026-03-05 12:00:10", 100, "000000000000"),
		line("S2", "2026-03-05 12:00:10", 101, "", func(l *record.Line) { l.OrderID = "COUNTER" }),
	}
	numbered(txns, lines)
	for i, l := range Lines(txns, lines, shanghai) {
		if l.Transaction != int64(i+1) || l.MatchedBy != ByDetails {
			t.Errorf("%+v", l)
		}
	}
}
