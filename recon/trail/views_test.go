package trail_test

import (
	"testing"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

func (s *shop) day(on, now string) trail.Day {
	return trail.BuildDay(s.Facts, day(on), calendar.Builtin(), atIn(now, s.Zone.String()))
}

// A wallet's bill and the gateway tell of one sale: one trail, both rows as evidence.
func TestWitnessesOfOneSale(t *testing.T) {
	s := open()
	row := s.swipe("G1", swiped, 350000, func(t *record.Transaction) { t.Last4, t.RRN = "", "" })
	s.swipe("W1", swiped, 350000, func(t *record.Transaction) { t.Joined, t.Source, t.OrderID = row, "wechat", "O77" })
	bill := s.Sales[1].Row
	s.line("W1", "2026-11-23", bill, 350000, 2100, "")
	trails := trail.Build(s.Facts, calendar.Builtin(), at("2026-11-23"))
	if len(trails) != 1 {
		t.Fatalf("%d trails of one sale", len(trails))
	}
	got := trails[0]
	if n := len(got.Hops[0].Evidence); n != 2 || got.Hops[0].Evidence[1].ID != "W1" {
		t.Errorf("swiped by %+v", got.Hops[0].Evidence)
	}
	if got.State != trail.Cleared || got.LineID != "W1" || got.OrderID != "O77" || got.Last4 != "6688" {
		t.Errorf("state %s, line %q, order %q, card %q", got.State, got.LineID, got.OrderID, got.Last4)
	}
}

// A row that shares another's state counts nothing: the money counts once.
func TestSharedMoneyCountsOnce(t *testing.T) {
	s := open()
	s.swipe("T1", swiped, 350000, as(record.PreAuth, ""))
	s.swipe("T2", "2026-11-20 13:00", 300000, as(record.Capture, "T1"))
	s.swipe("T3", "2026-11-20 14:00", 900, func(t *record.Transaction) { t.Last4 = "1" })
	s.swipe("T4", "2026-11-20 14:01", 900, as(record.Void, "T3"))
	e := s.sum("2026-11-21")
	if e.Sales != 300000 || e.Due != 300000 || e.SalesCount != 1 || e.BeforeFees != 1 {
		t.Errorf("%+v", e)
	}
	if tr := s.trail(t, "T1", "2026-11-21"); tr.Shares == 0 || tr.Arithmetic != (trail.Arithmetic{}) || tr.Due.On != day("2026-11-23") {
		t.Errorf("the authorisation: %+v", tr)
	}
}

// Without bank files a payout that was sent is the last that can be seen: it
// leaves what is open, and nothing is called arrived.
func TestDayWithoutABank(t *testing.T) {
	s := open(func(s *shop) { s.BankSeen = nil })
	paid(record.PayoutSent)(s)
	d := s.day("2026-11-23", "2026-11-27")
	if d.Proved || len(d.Arrived) != 1 || d.Arrived[0].State != trail.PayoutSent {
		t.Errorf("proved %v, %d payouts", d.Proved, len(d.Arrived))
	}
	want := trail.RollForward{Currency: "CNY", Before: 350000, Arrived: 347900, Closed: 2100}
	if d.Open != want {
		t.Errorf("open %+v, want %+v", d.Open, want)
	}
	if sold := s.day("2026-11-20", "2026-11-27").Sold; sold.OnTheWay != 347900 || sold.Arrived != 0 {
		t.Errorf("sold %+v", sold)
	}
}

// What is due on which day, by each sale's own terms.
func TestUpcoming(t *testing.T) {
	s := open()
	s.Terms = []record.Terms{{MerchantID: "*", Scheme: "WECHAT", Cycle: "D+1"}}
	sale(s)
	s.swipe("T2", "2026-11-20 12:00", 5000, func(t *record.Transaction) { t.Scheme = "WECHAT" })
	s.swipe("T3", "2026-11-20 12:30", 1000, as(record.Refund, ""))
	d := s.day("2026-11-20", "2026-11-20 20:00")
	want := []trail.DueAmount{{On: day("2026-11-21"), Amount: 5000, Count: 1}, {On: day("2026-11-23"), Amount: 349000, Count: 2}}
	if len(d.Upcoming) != 2 || d.Upcoming[0] != want[0] || d.Upcoming[1] != want[1] {
		t.Errorf("upcoming %+v, want %+v", d.Upcoming, want)
	}
	if len(d.Exceptions) != 0 {
		t.Errorf("waiting is no exception: %+v", d.Exceptions)
	}
}

// A shop that closes at two has its nights on the day they began to count for:
// with the cut-off at 02:00, 01:00 belongs to the day just ending.
func TestNightShop(t *testing.T) {
	s := open(func(s *shop) {
		s.Zone, s.Merchant.Calendar, s.Merchant.CutOff = zone("Europe/Berlin"), "weekends", "02:00"
	})
	s.swipe("T1", "2026-10-25 01:30", 1000) // the night the clocks go back
	s.swipe("T2", "2026-10-25 02:30", 2000, func(t *record.Transaction) { t.Last4 = "2" })
	for id, want := range map[string][2]string{"T1": {"2026-10-25", "2026-10-26"}, "T2": {"2026-10-26", "2026-10-27"}} {
		tr := s.trail(t, id, "2026-10-25 12:00")
		if tr.Business != day(want[0]) || tr.Due.On != day(want[1]) {
			t.Errorf("%s: business day %s, due %s", id, tr.Business, tr.Due.On)
		}
	}
	if d := s.day("2026-10-25", "2026-10-26 09:00"); d.Sold.Sales != 1000 {
		t.Errorf("sold on the 25th: %d", d.Sold.Sales)
	}
}

// Exceptions of earlier days stay while they are open, and are gone after.
func TestExceptionsStayWhileOpen(t *testing.T) {
	s := friday()
	ids := func(d trail.Day) (out string) {
		for _, e := range d.Exceptions {
			out += e.TransactionID + " "
		}
		return out
	}
	// T3 is held, T5 charged back on the 24th, T4 missing; T1, T2 came short on the 23rd.
	for on, want := range map[string]string{"2026-11-23": "T3 T5 T4 T1 T2 ", "2026-11-24": "T3 T5 T4 ", "2026-11-25": "T3 T4 "} {
		if got := ids(s.day(on, "2026-11-26 09:00")); got != want {
			t.Errorf("%s: %q, want %q", on, got, want)
		}
	}
}

// A balance that moves between payouts is carry, whichever row says so.
func TestCarriedBalance(t *testing.T) {
	s := open()
	balance := func(l *trail.LinkedLine) {
		l.Type, l.Status, l.State = record.LineAdjustment, record.LineCarried, "account"
	}
	s.line("L1", "2026-11-20", s.swipe("T1", "2026-11-19 10:00", 5000, as(record.Refund, "")), -5000, 0, "P1")
	s.line("L2", "2026-11-20", 0, 5000, 0, "P1", balance)
	s.line("L3", "2026-11-23", s.swipe("T2", swiped, 20000), 20000, 0, "P2")
	s.line("L4", "2026-11-23", 0, -5000, 0, "P2", balance)
	s.bank("B1", "2026-11-23", "P2", "payout", 15000)
	view := func(id string) trail.PayoutView {
		v, _ := trail.BuildPayout(s.Facts, s.payoutOf(id).Row, calendar.Builtin(), at("2026-11-24"))
		return v
	}
	if v := view("P1"); v.State != trail.PayoutCarried || v.Amount != 0 || v.LinesNet != -5000 || v.CarriedOut != -5000 || v.Even {
		t.Errorf("P1 %+v", v)
	}
	if v := view("P2"); v.State != trail.PayoutArrived || v.Amount != 15000 || v.LinesNet != 20000 || v.CarriedIn != -5000 || v.CarriedRows != -5000 {
		t.Errorf("P2 %+v", v)
	}
	if e := s.sum("2026-11-24"); e.Left() != e.Right() || e.Unexplained != 0 {
		t.Errorf("%+v", e)
	}
}

// Lines that cancel out leave nothing to pay and nothing to carry.
func TestAPayoutOfNothingCarriesNothing(t *testing.T) {
	s := open()
	s.line("L1", "2026-11-20", s.swipe("T1", swiped, 5000), 5000, 0, "P1")
	s.line("L2", "2026-11-20", s.swipe("T2", swiped, 5000, as(record.Refund, "")), -5000, 0, "P1")
	s.line("L3", "2026-11-20", s.swipe("T3", swiped, 4000, as(record.Refund, "")), -4000, 0, "P2")
	s.line("L4", "2026-11-20", s.swipe("T4", swiped, 3000), 3000, 0, "P3")
	s.payoutOf("P3").Implied, s.payoutOf("P3").Amount, s.payoutOf("P3").CarriedIn = false, 0, -3000
	view := func(id string) trail.PayoutView {
		v, _ := trail.BuildPayout(s.Facts, s.payoutOf(id).Row, calendar.Builtin(), at("2026-11-24"))
		return v
	}
	if v := view("P3"); v.State != trail.PayoutCarried || !v.Even || !v.Moved || v.CarriedIn != -3000 || v.CarriedOut != 0 {
		t.Errorf("P3, which a balance of before took up: %+v", v)
	}
	if v := view("P1"); v.State != trail.PayoutCarried || !v.Even || v.Moved || v.CarriedOut != 0 {
		t.Errorf("P1 %+v", v)
	}
	if v := view("P2"); v.State != trail.PayoutCarried || v.Even {
		t.Errorf("P2 %+v", v)
	}
}

// A payout that names no lines is known by its amount alone: nothing to compare.
func TestPayoutWithoutLines(t *testing.T) {
	s := open()
	s.pay("P1", "2026-11-23 09:00", record.PayoutSent, func(p *trail.LinkedPayout) { p.Amount = 7700 })
	v, _ := trail.BuildPayout(s.Facts, s.payoutOf("P1").Row, calendar.Builtin(), at("2026-11-23"))
	if v.Itemised || v.Unexplained != 0 || v.Amount != 7700 || trail.JoinReasons(v.Reasons) != "payout_pending" || v.Next != trail.Bank {
		t.Errorf("%+v", v)
	}
}

// A payout in another currency than its lines is never compared with them.
func TestPayoutInAnotherCurrency(t *testing.T) {
	s := open()
	s.line("L1", "2026-11-23", sale(s), 350000, 2100, "P1")
	s.pay("P1", "2026-11-23 09:00", record.PayoutSent, func(p *trail.LinkedPayout) { p.Currency, p.Amount = "USD", 48000 })
	s.bank("B1", "2026-11-23", "P1", "payout", 48000, func(e *trail.LinkedEntry) { e.Currency = "USD" })
	if tr := s.trail(t, "T1", "2026-11-24"); tr.State != trail.Arrived || len(tr.Reasons) != 0 || tr.Arithmetic.Arrived != 347900 {
		t.Errorf("%s %v %+v", tr.State, tr.Reasons, tr.Arithmetic)
	}
}
