package trail_test

import (
	"testing"

	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

func chargeback(l *trail.LinkedLine) { l.Type = record.LineChargeback }

func TestMoneyThatGoesBack(t *testing.T) {
	refund := func(amount int64, change ...func(*record.Transaction)) func(*shop) {
		return func(s *shop) {
			s.swipe("T2", "2026-11-24 10:00", amount, append(change, as(record.Refund, "T1"))...)
		}
	}
	arrived := func(more ...func(*shop)) func(*shop) {
		return paid(record.PayoutSent, append([]func(*shop){landed(347900)}, more...)...)
	}
	refundLine := func(payout string) func(*shop) {
		return func(s *shop) { s.line("L2", "2026-11-25", s.Sales[1].Row, -350000, -2100, payout) }
	}
	taken := func(s *shop) { s.line("L3", "2026-11-25", s.Sales[0].Row, -350000, 0, "", chargeback) }
	given := func(s *shop) { s.line("L4", "2026-11-27", s.Sales[0].Row, 350000, 0, "", chargeback) }
	won := func(s *shop) { s.event("2026-11-26 10:00", "CHARGEBACK_WON", about("T1")) }
	slip := func(s *shop) {
		s.event("2026-11-24 10:00", "RETRIEVAL", about("RT1"), func(e *record.Event) { e.DueOn = day("2026-12-01") })
	}
	run(t, []story{
		{"refunded in part: the sale arrived", arrived(refund(1000)), "2026-11-24", trail.Arrived, "", trail.Nobody, "", 0},
		{"refunded in full", arrived(refund(350000)), "2026-11-24", trail.Refunded, "", trail.Nobody, "", 0},
		{"refunded in full and netted", arrived(refund(350000), refundLine("P2")), "2026-11-25", trail.Refunded, "refund_netted", trail.Nobody, "", 0},
		{"a refund line without a refund row", arrived(func(s *shop) { s.line("L2", "2026-11-25", s.Sales[0].Row, -350000, 0, "") }), "2026-11-25", trail.Refunded, "refund_netted", trail.Nobody, "", 0},
		{"a declined refund refunds nothing", arrived(refund(350000, status(record.Declined))), "2026-11-24", trail.Arrived, "", trail.Nobody, "", 0},
		{"a voided refund refunds nothing", arrived(refund(350000), func(s *shop) { s.swipe("T3", "2026-11-24 10:05", 350000, as(record.Void, "T2")) }), "2026-11-24", trail.Arrived, "", trail.Nobody, "", 0},
		{"the refund waits", arrived(refund(350000), func(s *shop) { s.event("2026-11-24 11:00", "REFUND_PENDING", about("T2")) }), "2026-11-24 12:00", trail.Refunded, "refund_pending", trail.Operator, "", 0},
		{"the refund failed", arrived(refund(350000), func(s *shop) { s.event("2026-11-24 11:00", "REFUND_FAILED", about("T2")) }), "2026-11-24 12:00", trail.Arrived, "refund_failed", trail.Merchant, "", 0},
		{"charged back", arrived(taken), "2026-11-25", trail.ChargedBack, "chargeback", trail.Merchant, "", 0},
		{"charged back beats refunded", arrived(refund(350000), taken), "2026-11-24", trail.ChargedBack, "chargeback", trail.Merchant, "", 0},
		{"charged back and won: the money that was taken is still to come back", arrived(taken, won), "2026-11-26", trail.Arrived, "chargeback", trail.Operator, "", 0},
		{"charged back and won, and a line gives it back", arrived(taken, won, given), "2026-11-27", trail.Arrived, "", trail.Nobody, "", 0},
		{"the slip is wanted", arrived(slip), "2026-11-25", trail.Arrived, "retrieval", trail.Merchant, "", 0},
		{"the slip was sent, the dispute won", arrived(slip, won), "2026-11-27", trail.Arrived, "", trail.Nobody, "", 0},
	})
}

// A REFUND row walks the hops of a sale, with the sign turned.
func TestRefundRow(t *testing.T) {
	row := func(s *shop) int64 { return s.swipe("T1", swiped, 5000, as(record.Refund, "")) }
	line := func(payout string) func(*shop) {
		return func(s *shop) { s.line("L1", "2026-11-23", row(s), -5000, -30, payout) }
	}
	in := func(amount int64, more ...func(*shop)) func(*shop) {
		return func(s *shop) {
			line("P1")(s)
			s.line("L2", "2026-11-23", s.swipe("T2", swiped, 100000, func(t *record.Transaction) { t.TerminalID = "K9" }), 100000, 600, "P1")
			s.pay("P1", "2026-11-23 09:00", record.PayoutSent)
			if amount != 0 {
				s.bank("B1", "2026-11-23", "P1", "payout", amount)
			}
		}
	}
	run(t, []story{
		{"captured", func(s *shop) { row(s) }, "2026-11-21", trail.Captured, "in_cycle", trail.Clock, "2026-11-23", 0},
		{"pending", func(s *shop) { row(s); s.event("2026-11-20 12:00", "REFUND_PENDING", about("T1")) }, "2026-11-24", trail.Captured, "refund_pending", trail.Operator, "", 0},
		{"failed after it was pending", func(s *shop) {
			row(s)
			s.event("2026-11-20 12:00", "REFUND_PENDING", about("T1"))
			s.event("2026-11-20 15:00", "REFUND_FAILED", about("T1"))
		}, "2026-11-24", trail.Captured, "refund_failed", trail.Merchant, "", 0},
		{"cleared", line(""), "2026-11-23", trail.Cleared, "in_cycle+refund_netted", trail.Clock, "2026-11-23", 0},
		{"netted in a payout on its way", in(0), "2026-11-23", trail.PaidOut, "payout_pending+refund_netted", trail.Bank, "2026-11-23", 0},
		{"netted in an arrived payout", in(94430), "2026-11-24", trail.Arrived, "refund_netted", trail.Nobody, "", 0},
	})
}

// What a story leaves out: figures, hops and the people who act.
func TestArithmeticOfATrail(t *testing.T) {
	s := open()
	paid(record.PayoutSent, landed(347000), func(s *shop) {
		s.swipe("T2", "2026-11-24 10:00", 1000, as(record.Refund, "T1"))
		s.line("L3", "2026-11-25", s.Sales[0].Row, -2000, 0, "", chargeback)
	})(s)
	got := s.trail(t, "T1", "2026-11-25").Arithmetic
	want := trail.Arithmetic{Gross: 350000, Fee: 2100, Net: 347900, Refunded: 1000, ChargedBack: 2000,
		Arrived: 347000, Unexplained: 900, Priced: true, FeeRate: "0.60"}
	if got != want {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

// What the lines do not settle of a swipe is told apart from what of its
// payout is unexplained; a swipe that was undone and settled all the same is over by all of it.
func TestWhatTheLinesDoNotSettle(t *testing.T) {
	s := open()
	row := s.swipe("T1", "2026-11-20 10:30", 135000)
	s.line("L1", "2026-11-23", row, 125000, 810, "", func(l *trail.LinkedLine) { l.State = "mismatch" })
	if a := s.trail(t, "T1", "2026-11-23").Arithmetic; a.Unsettled != 10000 || a.Gross != 135000 || a.Unexplained != 10000 {
		t.Errorf("less was settled: %+v", a)
	}
	s = open()
	row = s.swipe("T1", "2026-11-20 10:30", 135000)
	s.swipe("T2", "2026-11-20 10:40", 135000, as(record.Void, "T1"))
	s.line("L1", "2026-11-23", row, 135000, 810, "")
	if a := s.trail(t, "T1", "2026-11-23").Arithmetic; a.Unsettled != -135000 || a.Gross != 0 {
		t.Errorf("undone, and settled: %+v", a)
	}
}

// A held sale shows the public reason, and nothing of the note.
func TestHoldShowsOnlyThePublicReason(t *testing.T) {
	s := open()
	sale(s)
	s.event("2026-11-20 15:00", "HOLD", func(e *record.Event) {
		e.PublicReason, e.Note, e.DueOn = "DOCUMENTS", "looks like a stolen card", day("2026-11-30")
	})
	got := s.trail(t, "T1", "2026-11-21")
	if got.HoldReason != "DOCUMENTS" || got.NeededBy != day("2026-11-30") || got.Next != trail.Merchant {
		t.Errorf("hold %q by %s, next %s", got.HoldReason, got.NeededBy, got.Next)
	}
	if got.Explanation != "" {
		t.Errorf("the explanation tells %q", got.Explanation)
	}
}
