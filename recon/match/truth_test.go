package match

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"moneytrail/recon/record"
)

// world is a made-up week of one merchant, with what is true of every line.
type world struct {
	txns  []record.Transaction
	lines []record.Line
	truth map[int64]want // by line
	rng   *rand.Rand
	at    time.Time
}

type want struct {
	state, by string
	txn       int64
}

// newWorld makes n swipes of every kind that acquirers' files are full of.
// Amounts are few and swipes are close, so that details collide as in life.
func newWorld(seed uint64, n int) *world {
	w := &world{truth: map[int64]want{}, rng: rand.New(rand.NewPCG(seed, 7)), at: time.Date(2026, 3, 4, 6, 0, 0, 0, shanghai)}
	for range n {
		w.at = w.at.Add(time.Duration(5+w.rng.IntN(120)) * time.Second)
		s := w.swipe(record.Sale, 100*int64(1+w.rng.IntN(9)))
		switch w.rng.IntN(12) {
		case 0:
			s.Status = record.Declined
		case 1:
			r := w.swipe(record.Reversal, s.Amount)
			r.OriginalRRN = w.txns[len(w.txns)-2].RRN
		case 2: // the acquirer forgot it
		case 3:
			w.settle(s, func(l *record.Line) { l.RRN = "" }, want{Matched, ByDetails, s.Row})
		case 4:
			w.settle(s, func(l *record.Line) { l.Gross++ }, want{Mismatch, ByReference, s.Row})
		case 5:
			w.settle(s, nil, want{Matched, ByReference, s.Row})
			w.settle(s, nil, want{Duplicate, ByReference, s.Row})
		case 6:
			w.settle(s, func(l *record.Line) { l.Status, l.PayoutID = record.LineHeld, "" }, want{Matched, ByReference, s.Row})
		case 7:
			w.settle(s, nil, want{Matched, ByReference, s.Row})
			w.settle(s, func(l *record.Line) {
				l.Type, l.Gross, l.SettledOn = record.LineChargeback, -l.Gross, l.SettledOn+60
			}, want{Matched, ByReference, s.Row})
		case 8:
			w.settle(s, nil, want{Matched, ByReference, s.Row})
			rrn, amount := s.RRN, s.Amount
			r := w.swipe(record.Refund, 1+w.rng.Int64N(amount))
			r.OriginalRRN = rrn
			byOriginal := w.rng.IntN(2) == 0
			w.settle(r, func(l *record.Line) {
				if byOriginal {
					l.RRN = rrn
				}
			}, want{Matched, ByReference, r.Row})
		case 9:
			w.settle(s, nil, want{Matched, ByReference, s.Row})
			w.settle(s, func(l *record.Line) { l.RRN = "X" + l.RRN }, want{Orphan, ByNone, 0})
		default:
			w.settle(s, nil, want{Matched, ByReference, s.Row})
		}
	}
	return w
}

// swipe adds a transaction; it is valid until the next one.
func (w *world) swipe(typ record.TransactionType, amount int64) *record.Transaction {
	w.at = w.at.Add(time.Second)
	row := int64(len(w.txns) + 1)
	w.txns = append(w.txns, record.Transaction{
		Origin: record.Origin{Row: row, Source: "native"}, ID: fmt.Sprintf("T%06d", row), MerchantID: "M1",
		TerminalID: fmt.Sprintf("K%d", 1+w.rng.IntN(2)), Time: record.Stamp{Time: w.at}, Type: typ, Amount: amount, Currency: "CNY",
		RRN: fmt.Sprintf("R%08d", row*48271%99999989), Status: record.Approved,
	})
	return &w.txns[len(w.txns)-1]
}

// settle adds the line of t, its time cut to the minute.
func (w *world) settle(t *record.Transaction, change func(*record.Line), truth want) {
	row := int64(1_000_000 + len(w.lines))
	l := line(fmt.Sprintf("S%06d", row), "", t.Amount, t.RRN)
	l.Row, l.TerminalID, l.Time = row, t.TerminalID, record.Stamp{Time: t.Time.Truncate(time.Minute)}
	if t.Type == record.Refund {
		l.Type, l.Gross = record.LineRefund, -t.Amount
	}
	if change != nil {
		change(&l)
	}
	w.lines = append(w.lines, l)
	w.truth[row] = truth
}

// Every line of a made-up week is linked as it is true; only where several
// sales fit one line may it stay without one, and then the true one is named.
func TestLinesAgainstTruth(t *testing.T) {
	var right, ambiguous int
	for seed := range uint64(40) {
		w := newWorld(seed, 400)
		for _, l := range Lines(w.txns, w.lines, shanghai) {
			truth := w.truth[l.Line]
			if got := (want{l.State, l.MatchedBy, l.Transaction}); got == truth {
				right++
			} else if truth.by == ByDetails && l.Transaction == 0 && slices.Contains(l.Candidates, truth.txn) {
				ambiguous++
			} else {
				t.Errorf("seed %d, line %d: got %+v (%s), true is %+v", seed, l.Line, got, l.Explanation, truth)
			}
		}
	}
	if right < 10000 || ambiguous == 0 || ambiguous > right/20 {
		t.Errorf("%d right, %d ambiguous: the week is not what it should be", right, ambiguous)
	}
}

// The same rows in any order give the same links, joins and originals.
func TestOrderDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(rapid.Uint64Range(0, 1000).Draw(t, "seed"), rapid.IntRange(1, 60).Draw(t, "swipes"))
		for i := range w.txns { // a second witness of some
			if i%5 == 0 {
				o := w.txns[i]
				o.Source, o.Row, o.ID = "wechat", o.Row+500_000, "W"+o.ID
				w.txns = append(w.txns, o)
			}
		}
		joins := Joins(w.txns)
		for _, j := range joins {
			for i := range w.txns {
				if w.txns[i].Row == j.Row {
					w.txns[i].Joined = j.Primary
				}
			}
		}
		txns := rapid.Permutation(w.txns).Draw(t, "transactions")
		lines := rapid.Permutation(w.lines).Draw(t, "lines")
		if diff := cmp.Diff(joins, Joins(txns)); diff != "" {
			t.Fatal("joins", diff)
		}
		if diff := cmp.Diff(Originals(w.txns), Originals(txns)); diff != "" {
			t.Fatal("originals", diff)
		}
		links := Lines(w.txns, w.lines, shanghai)
		other := map[int64]LineLink{}
		for _, l := range Lines(txns, lines, shanghai) {
			other[l.Line] = l
		}
		for _, l := range links {
			if diff := cmp.Diff(l, other[l.Line]); diff != "" {
				t.Fatalf("line %d (-one order +another):\n%s", l.Line, diff)
			}
			if l.Transaction > 500_000 {
				t.Fatalf("line %d went to a row that is joined to another: %+v", l.Line, l)
			}
		}
	})
}

// One sale has at most one line that stands for it, however many name it.
func TestOneLineStands(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(rapid.Uint64().Draw(t, "seed"), 30)
		for range rapid.IntRange(0, 40).Draw(t, "more") { // the same lines again under other ids, some changed
			l := rapid.SampledFrom(w.lines).Draw(t, "line")
			l.Row, l.ID = int64(2_000_000+len(w.lines)), fmt.Sprintf("Z%d", len(w.lines))
			l.Gross += int64(rapid.IntRange(0, 1).Draw(t, "off"))
			w.lines = append(w.lines, l)
		}
		stands := map[int64]int{}
		for i, l := range Lines(w.txns, w.lines, shanghai) {
			if (l.Transaction == 0) != (l.MatchedBy == ByNone) || (l.Transaction == 0) != (l.State == Orphan) {
				t.Fatalf("half a link: %+v", l)
			}
			if w.lines[i].Type == record.LineSale && (l.State == Matched || l.State == Mismatch) {
				if stands[l.Transaction]++; stands[l.Transaction] > 1 {
					t.Fatalf("two lines stand for transaction %d", l.Transaction)
				}
			}
		}
	})
}
