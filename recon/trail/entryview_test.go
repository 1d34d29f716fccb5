package trail_test

import (
	"testing"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// weekend is one credit for the payouts of two days, the second of which came
// in two entries: "182,345.60 arrived, what is it?"
func weekend() (*shop, int64) {
	s := open()
	s.line("L1", "2026-11-23", sale(s), 350000, 2100, "P1")
	s.line("L2", "2026-11-23", s.swipe("T2", "2026-11-21 10:00", 20000, as(record.Refund, "T1")), -20000, 0, "P1")
	s.line("L3", "2026-11-23", s.swipe("T3", "2026-11-22 10:00", 100000), 100000, 600, "P2")
	s.line("L4", "2026-11-23", 0, 0, 300, "P2", func(l *trail.LinkedLine) { l.Type, l.State, l.MatchedBy = record.LineFee, "account", "none" })
	s.line("L5", "2026-11-23", 0, -5000, 0, "P2", func(l *trail.LinkedLine) { l.Type, l.State, l.MatchedBy = record.LineReserve, "account", "none" })
	s.pay("P1", "2026-11-23 09:00", record.PayoutSent, func(p *trail.LinkedPayout) { p.CarriedIn, p.Fee, p.Amount = -1000, 200, p.Amount-1200 })
	s.pay("P2", "2026-11-23 09:00", record.PayoutSent)
	first, second := s.payoutOf("P1").Amount, s.payoutOf("P2").Amount
	s.bank("B1", "2026-11-23", "P1", "payout", first+second-30000, func(e *trail.LinkedEntry) { e.Share = first })
	one := s.payoutOf("P1").Entries[0]
	one.Share = second - 30000
	s.payoutOf("P2").Entries = append(s.payoutOf("P2").Entries, one)
	s.bank("B2", "2026-11-24", "P2", "payout", 30000)
	return s, one.Row
}

func TestEntryIsTracedBack(t *testing.T) {
	s, row := weekend()
	v, ok := trail.BuildEntry(s.Facts, row, calendar.Builtin(), at("2026-11-25"))
	if !ok {
		t.Fatal("no such entry")
	}
	golden(t, "entry", v.JSON())
	if v.Unexplained != 0 || v.Stray != 0 || v.Elsewhere != 30000 || len(v.Payouts) != 2 {
		t.Errorf("%+v", v)
	}
	for _, p := range v.Payouts {
		if p.Payout.State != trail.PayoutArrived {
			t.Errorf("%s is %s", p.Payout.ID, p.Payout.State)
		}
	}
	if _, ok := trail.BuildEntry(s.Facts, 9999, calendar.Builtin(), at("2026-11-25")); ok {
		t.Error("an entry that is not there was found")
	}
}

// A credit that nobody claims is all stray; one that takes money back is below 0.
func TestEntriesThatPayNothing(t *testing.T) {
	s := friday()
	v, ok := trail.BuildEntry(s.Facts, s.Orphans[0].Row, calendar.Builtin(), at("2026-11-25"))
	if !ok || v.Stray != 4200 || v.Itemised || len(v.Payouts) != 0 {
		t.Errorf("%v %+v", ok, v)
	}
	s = open()
	paid(record.PayoutSent, landed(347900), func(s *shop) { s.bank("B2", "2026-11-24", "P1", "return", 347900) })(s)
	back := s.payoutOf("P1").Entries[1]
	v, _ = trail.BuildEntry(s.Facts, back.Row, calendar.Builtin(), at("2026-11-25"))
	if v.Amount != -347900 || v.Elsewhere != 347900 || v.Stray != 0 || v.Sales != 350000 {
		t.Errorf("%+v", v)
	}
}
