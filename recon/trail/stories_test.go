package trail_test

import (
	"testing"

	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// story is one sale of 3,500.00 on Friday 2026-11-20 (T1, unless it says
// otherwise) and where its money is at a moment.
type story struct {
	name  string
	tell  func(*shop)
	now   string
	state trail.State
	why   string // reasons, joined
	next  trail.Actor
	due   string
	// unexplained is what the whole shop's equation leaves unexplained.
	unexplained int64
}

const swiped = "2026-11-20 11:42"

func sale(s *shop) int64 { return s.swipe("T1", swiped, 350000) }

// settled is the sale with its line on Monday, in a payout if one is named.
func settled(payout string, change ...func(*trail.LinkedLine)) func(*shop) {
	return func(s *shop) { s.line("L1", "2026-11-23", sale(s), 350000, 2100, payout, change...) }
}

// paid is the sale settled and paid on Monday.
func paid(st record.PayoutStatus, more ...func(*shop)) func(*shop) {
	return func(s *shop) {
		settled("P1")(s)
		s.pay("P1", "2026-11-23 09:00", st)
		for _, m := range more {
			m(s)
		}
	}
}

func landed(amount int64) func(*shop) {
	return func(s *shop) { s.bank("B1", "2026-11-23", "P1", "payout", amount) }
}

func heldFor(public string) func(*trail.LinkedLine) {
	return func(l *trail.LinkedLine) { l.Status, l.HoldReason = record.LineHeld, public }
}

func run(t *testing.T, stories []story) {
	t.Helper()
	for _, c := range stories {
		t.Run(c.name, func(t *testing.T) {
			s := open()
			c.tell(s)
			got := s.trail(t, "T1", c.now)
			if got.State != c.state {
				t.Errorf("state %s, want %s", got.State, c.state)
			}
			if why := trail.JoinReasons(got.Reasons); why != c.why {
				t.Errorf("reason %q, want %q", why, c.why)
			}
			if got.Next != c.next {
				t.Errorf("next actor %s, want %s", got.Next, c.next)
			}
			if got.Due.On != day(c.due) {
				t.Errorf("due %s, want %s", got.Due.On, c.due)
			}
			e := s.sum(c.now)
			if e.Left() != e.Right() {
				t.Errorf("the equation does not tie: %d and %d: %+v", e.Left(), e.Right(), e)
			}
			if e.Unexplained != c.unexplained {
				t.Errorf("unexplained %d, want %d: %+v", e.Unexplained, c.unexplained, e)
			}
		})
	}
}

func TestWaiting(t *testing.T) {
	run(t, []story{
		{"the business day is still open", func(s *shop) { sale(s) }, "2026-11-20 14:00", trail.Captured, "before_cutoff", trail.Clock, "2026-11-23", 0},
		{"after the cut-off the sale is tomorrow's, which is open", func(s *shop) { s.swipe("T1", "2026-11-20 23:30", 100) }, "2026-11-21 10:00", trail.Captured, "before_cutoff", trail.Clock, "2026-11-23", 0},
		{"a weekend is just the cycle", func(s *shop) { sale(s) }, "2026-11-21", trail.Captured, "in_cycle", trail.Clock, "2026-11-23", 0},
		{"on the due day it is still in time", func(s *shop) { sale(s) }, "2026-11-23 23:59", trail.Captured, "in_cycle", trail.Clock, "2026-11-23", 0},
		{"a holiday moves it", func(s *shop) { s.swipe("T1", "2026-09-30 10:00", 100) }, "2026-10-02", trail.Captured, "holiday", trail.Clock, "2026-10-08", 0},
		{"a make-up Sunday is a working day", func(s *shop) { s.swipe("T1", "2026-09-18 10:00", 100) }, "2026-09-19", trail.Captured, "in_cycle", trail.Clock, "2026-09-20", 0},
		{"cleared, due by the file", settled("", func(l *trail.LinkedLine) { l.DueOn = day("2026-11-25") }), "2026-11-24", trail.Cleared, "in_cycle", trail.Clock, "2026-11-25", 0},
		{"a wallet that settles every day", func(s *shop) {
			s.Terms = []record.Terms{{MerchantID: "*", Scheme: "WECHAT", Cycle: "D+1"}}
			s.swipe("T1", swiped, 350000, func(t *record.Transaction) { t.Scheme = "WECHAT" })
		}, "2026-11-21", trail.Captured, "in_cycle", trail.Clock, "2026-11-21", 0},
		{"T+0 within its window", func(s *shop) {
			s.Terms = []record.Terms{{MerchantID: "M1", Scheme: "*", Cycle: "T+0", WindowFrom: "07:00", WindowTo: "22:00", FallbackCycle: "T+1"}}
			sale(s)
		}, "2026-11-20 12:00", trail.Captured, "before_cutoff", trail.Clock, "2026-11-20", 0},
		{"T+0 after its window: never today", func(s *shop) {
			s.Terms = []record.Terms{{MerchantID: "M1", Scheme: "*", Cycle: "T+0", WindowFrom: "07:00", WindowTo: "22:00", FallbackCycle: "T+1"}}
			sale(s)
		}, "2026-11-20 22:30", trail.Captured, "before_cutoff", trail.Clock, "2026-11-23", 0},
	})
}

func TestNotSettled(t *testing.T) {
	run(t, []story{
		{"the file of the due day has no line", func(s *shop) { sale(s) }, "2026-11-24", trail.Captured, "missing_in_settlement", trail.Operator, "2026-11-23", 0},
		{"the file of the due day is not here", func(s *shop) { sale(s); s.Sources[1].Covers = day("2026-11-20") }, "2026-11-24", trail.Captured, "not_known_yet+file_late", trail.Operator, "2026-11-23", 0},
		{"no settlement file was ever seen", func(s *shop) { sale(s); s.Sources = s.Sources[:1] }, "2026-11-24", trail.Captured, "not_known_yet", trail.Operator, "2026-11-23", 0},
		{"an acquirer that was left does not count", func(s *shop) {
			sale(s)
			s.Sources = append(s.Sources, trail.Freshness{Source: "old", Kind: record.Lines, Covers: day("2026-01-31")})
		}, "2026-11-24", trail.Captured, "missing_in_settlement", trail.Operator, "2026-11-23", 0},
		{"the terminal is offline", func(s *shop) {
			sale(s)
			s.event("2026-11-20 09:00", "UPLOAD", terminal("K1"))
			s.event("2026-11-20 11:00", "OFFLINE", terminal("K1"))
		}, "2026-11-24", trail.Captured, "offline_not_uploaded", trail.Merchant, "2026-11-23", 0},
		{"it was offline and has uploaded", func(s *shop) {
			sale(s)
			s.event("2026-11-20 11:00", "OFFLINE", terminal("K1"))
			s.event("2026-11-20 19:00", "UPLOAD", terminal("K1"))
		}, "2026-11-24", trail.Captured, "missing_in_settlement", trail.Operator, "2026-11-23", 0},
		{"the batch was not closed", func(s *shop) { sale(s); s.event("2026-11-19 22:00", "BATCH_CLOSE", terminal("K1")) }, "2026-11-24", trail.Captured, "batch_not_closed", trail.Merchant, "2026-11-23", 0},
		{"no batch was heard of, as no file came at all", func(s *shop) {
			sale(s)
			s.event("2026-11-19 22:00", "BATCH_CLOSE", terminal("K1"))
			s.Sources[1].Covers = day("2026-11-20")
		}, "2026-11-24", trail.Captured, "not_known_yet+file_late", trail.Operator, "2026-11-23", 0},
		{"no batch, though the terminals were heard since and only the settlement file is late", func(s *shop) {
			sale(s)
			s.event("2026-11-19 22:00", "BATCH_CLOSE", terminal("K1"))
			s.Sources[1].Covers = day("2026-11-20")
			s.Sources = append(s.Sources, trail.Freshness{Source: "native", Kind: record.Events, Covers: day("2026-11-22")})
		}, "2026-11-24", trail.Captured, "batch_not_closed", trail.Merchant, "2026-11-23", 0},
		{"another terminal's batch says nothing", func(s *shop) { sale(s); s.event("2026-11-19 22:00", "BATCH_CLOSE", terminal("K2")) }, "2026-11-24", trail.Captured, "missing_in_settlement", trail.Operator, "2026-11-23", 0},
		{"a line fits this sale and another", func(s *shop) {
			a := sale(s)
			b := s.swipe("T2", "2026-11-20 11:43", 350000, func(t *record.Transaction) { t.Last4 = "1111" })
			s.line("L1", "2026-11-23", 0, 350000, 2100, "", func(l *trail.LinkedLine) {
				l.State, l.MatchedBy, l.Candidates, l.Explanation = "orphan", "none", []int64{a, b}, "fits T1 and T2 equally"
			})
		}, "2026-11-24", trail.Captured, "ambiguous_match", trail.Operator, "2026-11-23", -347900},
	})
}

func TestNoMoney(t *testing.T) {
	run(t, []story{
		{"declined", func(s *shop) { s.swipe("T1", swiped, 350000, status(record.Declined)) }, "2026-11-24", trail.Declined, "", trail.Nobody, "", 0},
		{"declined, yet the clearing has it", func(s *shop) {
			s.line("L1", "2026-11-23", s.swipe("T1", swiped, 350000, status(record.Declined)), 350000, 2100, "")
		}, "2026-11-24", trail.Declined, "declined_but_debited", trail.Operator, "", -347900},
		{"the terminal does not know", func(s *shop) { s.swipe("T1", swiped, 350000, status(record.Unknown)) }, "2026-11-24", trail.Unknown, "declined_but_debited", trail.Operator, "", 0},
		{"it does not know, the clearing does", func(s *shop) {
			s.line("L1", "2026-11-23", s.swipe("T1", swiped, 350000, status(record.Unknown)), 350000, 2100, "")
		}, "2026-11-23", trail.Cleared, "in_cycle", trail.Clock, "2026-11-23", 0},
		{"reversed", func(s *shop) { sale(s); s.swipe("T2", "2026-11-20 11:43", 350000, as(record.Reversal, "T1")) }, "2026-11-24", trail.Reversed, "", trail.Nobody, "", 0},
		{"a timeout reversed", func(s *shop) {
			s.swipe("T1", swiped, 350000, status(record.Unknown))
			s.swipe("T2", "2026-11-20 11:43", 350000, as(record.Reversal, "T1"))
		}, "2026-11-24", trail.Reversed, "", trail.Nobody, "", 0},
		{"a reversal that failed undoes nothing", func(s *shop) {
			sale(s)
			s.swipe("T2", "2026-11-20 11:43", 350000, as(record.Reversal, "T1"), status(record.Declined))
		}, "2026-11-21", trail.Captured, "in_cycle", trail.Clock, "2026-11-23", 0},
		{"the reversal shares the state", func(s *shop) {
			s.swipe("T0", swiped, 350000)
			s.swipe("T1", "2026-11-20 11:43", 350000, as(record.Reversal, "T0"))
		}, "2026-11-24", trail.Reversed, "", trail.Nobody, "", 0},
		{"voided", func(s *shop) { sale(s); s.swipe("T2", "2026-11-20 12:00", 350000, as(record.Void, "T1")) }, "2026-11-24", trail.Voided, "", trail.Nobody, "", 0},
		{"the void was reversed: the sale stands", func(s *shop) {
			sale(s)
			s.swipe("T2", "2026-11-20 12:00", 350000, as(record.Void, "T1"))
			s.swipe("T3", "2026-11-20 12:01", 350000, as(record.Reversal, "T2"))
		}, "2026-11-21", trail.Captured, "in_cycle", trail.Clock, "2026-11-23", 0},
		{"voided, yet settled", func(s *shop) {
			settled("")(s)
			s.swipe("T2", "2026-11-20 12:00", 350000, as(record.Void, "T1"))
		}, "2026-11-24", trail.Voided, "amount_mismatch", trail.Operator, "", -347900},
		{"authorised, never captured", func(s *shop) { s.swipe("T1", swiped, 350000, as(record.PreAuth, "")) }, "2026-11-24", trail.Unknown, "not_captured", trail.Merchant, "", 0},
		{"captured: the authorisation shares its state", func(s *shop) {
			s.swipe("T1", swiped, 350000, as(record.PreAuth, ""))
			s.swipe("T2", "2026-11-21 10:00", 300000, as(record.Capture, "T1"))
		}, "2026-11-22", trail.Captured, "in_cycle", trail.Clock, "2026-11-23", 0},
		{"the line names the authorisation, the money is the capture's", func(s *shop) {
			a := s.swipe("T1", swiped, 350000, as(record.PreAuth, ""))
			s.swipe("T2", "2026-11-20 13:00", 300000, as(record.Capture, "T1"))
			s.line("L1", "2026-11-23", a, 300000, 1800, "")
		}, "2026-11-23", trail.Cleared, "in_cycle", trail.Clock, "2026-11-23", 0},
	})
}
