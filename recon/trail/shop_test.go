package trail_test

import (
	"testing"
	"time"
	_ "time/tzdata"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// shop collects what witnesses said of one merchant, row by row, the way the
// store would load it.
type shop struct {
	trail.Facts
	row  int64
	nets map[string]int64 // payout id -> row
}

// open is a noodle shop at T+1 with a cut-off at 23:00; its files are up to
// date to the end of November 2026.
func open(change ...func(*shop)) *shop {
	bps := int64(60)
	s := &shop{nets: map[string]int64{}}
	s.Merchant = record.Merchant{ID: "M1", Name: "老李面馆", Currency: "CNY", Cycle: "T+1", CutOff: "23:00", FeeBPS: &bps,
		Account: record.Account{Key: "acc", Last4: "1234"}}
	s.Zone = zone("Asia/Shanghai")
	s.BankSeen = map[string]bool{"acc": true}
	for _, kind := range []record.Kind{record.Transactions, record.Lines, record.Payouts, record.Entries} {
		s.Sources = append(s.Sources, trail.Freshness{Source: "native", Kind: kind, Covers: day("2026-11-30"), Imported: at("2026-11-30 03:10"), Usual: "03:10"})
	}
	for _, c := range change {
		c(s)
	}
	return s
}

func zone(name string) *time.Location {
	z, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return z
}

func day(s string) calendar.Date {
	if s == "" {
		return 0
	}
	d, err := calendar.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// at reads a wall time of Shanghai; a date alone is noon.
func at(s string) time.Time { return atIn(s, "Asia/Shanghai") }

func atIn(s, name string) time.Time {
	if len(s) == len("2026-11-20") {
		s += " 12:00"
	}
	t, err := time.ParseInLocation("2006-01-02 15:04", s, zone(name))
	if err != nil {
		panic(err)
	}
	return t
}

func (s *shop) stamp(wall string) record.Stamp {
	return record.Stamp{Time: atIn(wall, s.Zone.String())}
}

func (s *shop) origin(file string) record.Origin {
	s.row++
	return record.Origin{Row: s.row, Source: "native", File: file, Line: int(s.row) + 1}
}

// swipe adds an approved sale of that many fen; change turns it into another row.
func (s *shop) swipe(id, when string, amount int64, change ...func(*record.Transaction)) int64 {
	t := record.Transaction{Origin: s.origin("transactions.csv"), ID: id, MerchantID: "M1", TerminalID: "K1", Time: s.stamp(when),
		Type: record.Sale, Amount: amount, Currency: "CNY", Last4: "6688", Scheme: "UNIONPAY", RRN: "R" + id, Status: record.Approved}
	for _, c := range change {
		c(&t)
	}
	s.Sales = append(s.Sales, t)
	return t.Row
}

func as(kind record.TransactionType, original string) func(*record.Transaction) {
	return func(t *record.Transaction) {
		t.Type = kind
		if original != "" {
			t.OriginalRRN = "R" + original
		}
	}
}

func status(st record.TransactionStatus) func(*record.Transaction) {
	return func(t *record.Transaction) { t.Status = st }
}

// line adds a paid settlement line for a transaction row, in a payout where one is named.
func (s *shop) line(id, settled string, txn, gross, fee int64, payout string, change ...func(*trail.LinkedLine)) {
	l := trail.LinkedLine{Line: record.Line{Origin: s.origin("settlements.csv"), ID: id, SettledOn: day(settled), MerchantID: "M1",
		Type: record.LineSale, Gross: gross, Fee: fee, Net: gross - fee, Currency: "CNY", PayoutID: payout, Status: record.LinePaid},
		TransactionRow: txn, MatchedBy: "reference", State: "matched"}
	if gross < 0 {
		l.Type = record.LineRefund
	}
	for _, c := range change {
		c(&l)
	}
	if l.PayoutID != "" {
		l.PayoutRow = s.payoutRow(l.PayoutID)
		if l.Status != record.LineHeld {
			p := s.payoutOf(l.PayoutID)
			p.LinesNet += l.Net
			p.LineRows = append(p.LineRows, trail.LineNet{Row: l.Row, Net: l.Net})
		}
	}
	s.Lines = append(s.Lines, l)
}

// payoutRow gives the payout's row, an implied one at first.
func (s *shop) payoutRow(id string) int64 {
	if row, ok := s.nets[id]; ok {
		return row
	}
	o := s.origin("payouts.csv")
	s.nets[id] = o.Row
	s.Payouts = append(s.Payouts, trail.LinkedPayout{Payout: record.Payout{Origin: o, ID: id, MerchantID: "M1", Currency: "CNY",
		Account: s.Merchant.Account, Implied: true}})
	return o.Row
}

func (s *shop) payoutOf(id string) *trail.LinkedPayout {
	row := s.payoutRow(id)
	for i := range s.Payouts {
		if s.Payouts[i].Row == row {
			return &s.Payouts[i]
		}
	}
	return nil
}

// pay gives a payout a row of its own. Call it after its lines: the amount is
// what they make, and change may say otherwise.
func (s *shop) pay(id, sent string, st record.PayoutStatus, change ...func(*trail.LinkedPayout)) {
	p := s.payoutOf(id)
	p.Implied, p.Status, p.SentAt, p.Amount = false, st, s.stamp(sent), p.LinesNet
	for _, c := range change {
		c(p)
	}
}

// bank adds an entry on the merchant's account for a payout.
func (s *shop) bank(id, booked, payout, role string, amount int64, change ...func(*trail.LinkedEntry)) {
	e := trail.LinkedEntry{Entry: record.Entry{Origin: s.origin("bank.csv"), ID: id, BookedOn: day(booked), Account: s.Merchant.Account,
		Amount: amount, Direction: record.Credit, Currency: "CNY", Memo: payout, Owner: record.Payee}, Role: role, Rule: "reference"}
	if role == "return" {
		e.Direction = record.Debit
	}
	for _, c := range change {
		c(&e)
	}
	p := s.payoutOf(payout)
	p.Entries = append(p.Entries, e)
	p.MatchedBy = "reference"
}

// event adds something that happened to the merchant.
func (s *shop) event(when, kind string, change ...func(*record.Event)) {
	e := record.Event{Origin: s.origin("events.csv"), ID: kind + when, MerchantID: "M1", Time: s.stamp(when), Kind: kind}
	for _, c := range change {
		c(&e)
	}
	s.Events = append(s.Events, e)
}

func about(reference string) func(*record.Event) {
	return func(e *record.Event) { e.Reference = reference }
}

func terminal(id string) func(*record.Event) {
	return func(e *record.Event) { e.TerminalID = id }
}

// trail gives the trail of one transaction at a moment.
func (s *shop) trail(t *testing.T, id, now string) trail.Trail {
	t.Helper()
	for _, tr := range trail.Build(s.Facts, calendar.Builtin(), atIn(now, s.Zone.String())) {
		if tr.TransactionID == id {
			return tr
		}
	}
	t.Fatalf("no trail for %s", id)
	return trail.Trail{}
}

// sum is the equation over all trails at a moment.
func (s *shop) sum(now string) trail.Equation {
	f := s.Facts
	f.Now, f.Calendars = atIn(now, s.Zone.String()), calendar.Builtin()
	return trail.SumSwipes(f, trail.Build(f, f.Calendars, f.Now), "CNY")
}
