package trail_test

import (
	"strings"
	"testing"
	"time"

	"moneytrail/recon/record"
	"moneytrail/recon/schedule"
	"moneytrail/recon/trail"
)

// proved writes the causes of a trail as "reason by whom (until day): rows".
func proved(t trail.Trail) string {
	var out []string
	for _, c := range t.Why {
		text := string(c.Reason) + " by " + string(c.Next)
		if c.By != 0 {
			text += " until " + c.By.String()
		}
		var rows []string
		for _, e := range c.Evidence {
			rows = append(rows, e.ID)
		}
		out = append(out, text+": "+strings.Join(rows, " "))
	}
	return strings.Join(out, "; ")
}

// Every reason names the rows that prove it, who moves, and until when where a
// day is known.
func TestCausesNameRowsActorAndDay(t *testing.T) {
	hold := func(reason, due string) func(*shop) {
		return func(s *shop) {
			s.event("2026-11-20 15:00", "HOLD", func(e *record.Event) { e.ID, e.PublicReason, e.DueOn = "E1", reason, day(due) })
		}
	}
	named := func(id string, change ...func(*record.Event)) []func(*record.Event) {
		return append(change, func(e *record.Event) { e.ID = id })
	}
	all := func(steps ...func(*shop)) func(*shop) {
		return func(s *shop) {
			for _, step := range steps {
				step(s)
			}
		}
	}
	plain := func(s *shop) { sale(s) }
	event := func(when, kind string, change ...func(*record.Event)) func(*shop) {
		return func(s *shop) { s.event(when, kind, named("E1", change...)...) }
	}
	refund := func(s *shop) { s.swipe("T2", "2026-11-24 10:00", 350000, as(record.Refund, "T1")) }
	for _, c := range []struct {
		name string
		tell func(*shop)
		now  string
		want string
	}{
		{"waiting", plain, "2026-11-21", "in_cycle by clock until 2026-11-23: T1"},
		{"open day", plain, "2026-11-20 14:00", "before_cutoff by clock until 2026-11-23: T1"},
		{"not settled", plain, "2026-11-24", "missing_in_settlement by operator: T1"},
		{"offline", all(plain, event("2026-11-20 11:00", "OFFLINE", terminal("K1"))), "2026-11-24", "offline_not_uploaded by merchant: E1"},
		{"no batch", all(plain, event("2026-11-19 22:00", "BATCH_CLOSE", terminal("K1"))), "2026-11-24", "batch_not_closed by merchant: E1"},
		{"held for papers by an event", all(plain, hold("DOCUMENTS", "2026-11-30")), "2026-11-21", "risk_hold by merchant until 2026-11-30: E1"},
		{"held by its line, the event tells until when", all(settled("", heldFor("DOCUMENTS")), hold("DOCUMENTS", "2026-11-30")), "2026-11-24", "risk_hold by merchant until 2026-11-30: L1 E1"},
		{"reserve with its release", settled("", heldFor("RESERVE"), func(l *trail.LinkedLine) { l.DueOn = day("2027-05-20") }), "2026-11-24", "reserve by clock until 2027-05-20: L1"},
		{"reserve that should have been released", settled("", heldFor("RESERVE"), func(l *trail.LinkedLine) { l.DueOn = day("2026-11-25") }), "2026-11-26", "reserve by operator until 2026-11-25: L1"},
		{"the slip is wanted", all(settled("P1"), event("2026-11-24 10:00", "RETRIEVAL", about("RT1"), func(e *record.Event) { e.DueOn = day("2026-12-01") })), "2026-11-24",
			"retrieval by merchant until 2026-12-01: E1; payout_pending by bank until 2026-11-24: L1"},
		{"charged back", all(paid(record.PayoutSent, landed(347900)), func(s *shop) { s.line("L3", "2026-11-25", s.Sales[0].Row, -350000, 0, "", chargeback) }), "2026-11-25", "chargeback by merchant: L3"},
		{"refunded and netted", all(paid(record.PayoutSent, landed(347900)), refund, func(s *shop) { s.line("L2", "2026-11-25", s.Sales[1].Row, -350000, 0, "") }), "2026-11-25", "refund_netted by nobody: L2"},
		{"the refund failed", all(paid(record.PayoutSent, landed(347900)), refund, event("2026-11-24 11:00", "REFUND_FAILED", about("T2"))), "2026-11-24", "refund_failed by merchant: T2 E1"},
		{"two lines for one sale", func(s *shop) {
			row := sale(s)
			s.line("L1", "2026-11-23", row, 350000, 2100, "")
			s.line("L2", "2026-11-23", row, 350000, 2100, "", func(l *trail.LinkedLine) { l.State = "duplicate" })
		}, "2026-11-23", "duplicate_settlement by operator: L2; in_cycle by clock until 2026-11-23: T1 L1 L2"},
		{"swiped twice", all(func(s *shop) { s.swipe("T0", "2026-11-20 11:40", 350000) }, plain), "2026-11-21", "in_cycle by clock until 2026-11-23: T1; duplicate by merchant: T0"},
		{"a wrong fee", func(s *shop) { s.line("L1", "2026-11-23", sale(s), 350000, 2102, "") }, "2026-11-23", "in_cycle by clock until 2026-11-23: T1 L1; rate_mismatch by operator: L1"},
		{"sent", paid(record.PayoutSent), "2026-11-23 18:00", "payout_pending by bank until 2026-11-24: P1"},
		{"missing", paid(record.PayoutSent), "2026-11-25", "payout_missing by operator: P1"},
		{"short", paid(record.PayoutSent, landed(347000)), "2026-11-24", "payout_short by operator: P1 B1"},
		{"returned, and the papers ran out", all(paid(record.PayoutReturned), event("2026-10-01 10:00", "KYC_EXPIRES", func(e *record.Event) { e.DueOn = day("2026-11-15") })), "2026-11-24",
			"kyc_expired by merchant: E1; payout_returned by merchant: P1"},
		{"too large for the account", all(paid(record.PayoutReturned), func(s *shop) { s.payoutOf("P1").FailureCode = "AM02" }), "2026-11-24", "account_limit by merchant: P1; payout_returned by merchant: P1"},
		{"the account changed", paid(record.PayoutSent, event("2026-11-21 10:00", "ACCOUNT_CHANGED")), "2026-11-23 18:00", "account_changed by risk: E1; payout_pending by bank until 2026-11-24: P1"},
		{"drawn by hand", all(settled(""), event("2026-11-01 10:00", "MANUAL_WITHDRAWAL")), "2026-11-24", "manual_withdrawal by merchant: E1"},
		{"a payout that differs from its lines", paid(record.PayoutSent, func(s *shop) { s.payoutOf("P1").Amount -= 500 }), "2026-11-23 18:00", "amount_mismatch by operator: P1 L1; payout_pending by bank until 2026-11-24: P1"},
		{"carried over", settled("", func(l *trail.LinkedLine) { l.Status = record.LineCarried }), "2026-11-24", "carried_over by clock: L1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := open()
			c.tell(s)
			got := s.trail(t, "T1", c.now)
			if p := proved(got); p != c.want {
				t.Errorf("%q, want %q", p, c.want)
			}
			for i, r := range got.Reasons {
				if got.Why[i].Reason != r {
					t.Errorf("cause %d is of %s, reason %s", i, got.Why[i].Reason, r)
				}
			}
		})
	}
}

// Money cleared and not paid out is overdue only once the payer's file of the
// day could have told of it.
func TestPayoutFileStillToCome(t *testing.T) {
	s := open()
	settled("")(s)
	s.Sources[2].Covers, s.Sources[2].Imported = day("2026-11-22"), at("2026-11-23 04:00")
	daily := schedule.Rule{Pattern: schedule.Every, Zone: s.Zone, By: 4 * 60, Lag: 1, Grace: time.Hour}
	for _, c := range []struct {
		rule      schedule.Rule
		now, want string
	}{
		{daily, "2026-11-24 03:00", "not_known_yet"},
		{daily, "2026-11-24 05:01", "not_known_yet+file_late"},
		{schedule.Rule{}, "2026-11-24 05:01", "payout_pending"},
	} {
		s.Sources[2].Rule = c.rule
		got := s.trail(t, "T1", c.now)
		if why := trail.JoinReasons(got.Reasons); why != c.want || (got.Late != nil) != (c.rule != schedule.Rule{}) {
			t.Errorf("at %s %q, want %q; late %v", c.now, why, c.want, got.Late)
		}
	}
	s.Sources[2].Rule, s.Sources[2].Imported = daily, at("2026-11-24 03:50") // it came, and had nothing for this merchant
	if got := s.trail(t, "T1", "2026-11-24 06:00"); trail.JoinReasons(got.Reasons) != "payout_pending" {
		t.Errorf("the file came: %v", got.Reasons)
	}
}

// What is right but unusual is remarked for staff, and adds no reason.
func TestRemarks(t *testing.T) {
	for name, c := range map[string]struct {
		tell     func(*shop)
		of, want string
	}{
		"more refunded than sold": {func(s *shop) {
			settled("P1")(s)
			s.swipe("T2", "2026-11-24 10:00", 300000, as(record.Refund, "T1"))
			s.swipe("T3", "2026-11-24 10:05", 100000, as(record.Refund, "T1"))
		}, "T1", "refunds come to 4000.00, 500.00 more than the sale: T3"},
		"a dispute won, the money not back": {func(s *shop) {
			settled("P1")(s)
			s.line("L3", "2026-11-24", s.Sales[0].Row, -350000, 0, "", chargeback)
			s.event("2026-11-25 10:00", "CHARGEBACK_WON", about("T1"))
		}, "T1", "a chargeback of 3500.00 was won; no line gives the money back yet"},
		"captured twice": {func(s *shop) {
			s.swipe("T1", swiped, 350000, as(record.PreAuth, ""))
			s.swipe("T2", "2026-11-20 13:00", 200000, as(record.Capture, "T1"))
			s.swipe("T3", "2026-11-20 14:00", 100000, as(record.Capture, "T1"))
		}, "T1", "captured more than once: T2 T3, 3000.00 of 3500.00"},
	} {
		s := open()
		c.tell(s)
		if got := s.trail(t, c.of, "2026-11-25").Explanation; !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// A dispute that was won gives the money back by a line: nothing was taken.
func TestChargebackWonByLine(t *testing.T) {
	s := open()
	paid(record.PayoutSent, landed(347900))(s)
	s.line("L3", "2026-11-24", s.Sales[0].Row, -350000, 0, "", chargeback)
	s.line("L4", "2026-11-26", s.Sales[0].Row, 350000, 0, "", chargeback)
	got := s.trail(t, "T1", "2026-11-26")
	if got.State != trail.Arrived || len(got.Reasons) != 0 || got.Explanation != "" {
		t.Errorf("%s %v %q", got.State, got.Reasons, got.Explanation)
	}
	if e := s.sum("2026-11-26"); e.Chargebacks != 0 || e.Left() != e.Right() || e.Unexplained != 0 {
		t.Errorf("%+v", e)
	}
}

// Two captures of one authorisation are two moneys: each line is that of its amount.
func TestTwoCaptures(t *testing.T) {
	s := open()
	a := s.swipe("T1", swiped, 350000, as(record.PreAuth, ""))
	s.swipe("T2", "2026-11-20 13:00", 200000, as(record.Capture, "T1"))
	s.swipe("T3", "2026-11-20 14:00", 100000, as(record.Capture, "T1"))
	s.line("L1", "2026-11-23", a, 100000, 600, "")
	s.line("L2", "2026-11-23", a, 200000, 1200, "")
	for id, line := range map[string]string{"T2": "L2", "T3": "L1"} {
		if got := s.trail(t, id, "2026-11-23"); got.LineID != line || got.Arithmetic.Unexplained != 0 {
			t.Errorf("%s has line %q, unexplained %d", id, got.LineID, got.Arithmetic.Unexplained)
		}
	}
	s.swipe("T4", "2026-11-20 15:00", 200000, as(record.Void, "T2"), func(t *record.Transaction) { t.OriginalRRN = "RT2" })
	if got := s.trail(t, "T1", "2026-11-23"); got.State != trail.Cleared {
		t.Errorf("after the first was voided the authorisation is %s", got.State)
	}
}
