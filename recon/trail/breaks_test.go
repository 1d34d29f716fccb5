package trail_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"moneytrail/recon/calendar"
	"moneytrail/recon/match"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

func (s *shop) breaks(now string) []trail.Break {
	return trail.BreaksOf(s.Facts, s.build(now), calendar.Builtin(), at(now))
}

func (s *shop) build(now string) []trail.Trail {
	return trail.Build(s.Facts, calendar.Builtin(), at(now))
}

func TestBreaks(t *testing.T) {
	golden(t, "breaks", friday().breaks("2026-11-26 09:00"))
}

// Every row that does not fit is a break: its kind, its id and what is at stake.
func TestEveryMisfitIsABreak(t *testing.T) {
	type broken struct {
		kind, id string
		amount   int64
		currency string
	}
	taken := func(amount int64) func(*shop) {
		return func(s *shop) {
			settled("")(s)
			s.line("L2", "2026-11-24", s.Sales[0].Row, -amount, 0, "", chargeback, func(l *trail.LinkedLine) { l.State = match.Mismatch })
		}
	}
	terms := func(policy string) func(*shop) {
		return func(s *shop) {
			bps := "60"
			s.Terms = []record.Terms{{MerchantID: "M1", Scheme: "*", FeeBPS: &bps, RefundFee: policy}}
			s.line("L1", "2026-11-23", s.swipe("T1", swiped, 10000, as(record.Refund, "")), -10000, -60, "")
		}
	}
	payoutFee := func(fee, agreed int64, settles string) func(*shop) {
		return func(s *shop) {
			paid(record.PayoutSent, landed(347900-fee))(s)
			p := s.payoutOf("P1")
			p.Fee, p.Amount, s.Merchant.Currency = fee, 347900-fee, settles
			s.Terms = []record.Terms{{MerchantID: "M1", Scheme: "*", PayoutFee: &agreed}}
		}
	}
	for name, c := range map[string]struct {
		tell func(*shop)
		want []broken
	}{
		"nothing is broken": {paid(record.PayoutSent, landed(347900)), nil},
		"no line":           {func(s *shop) { sale(s) }, []broken{{"missing_in_settlement", "T1", 350000, "CNY"}}},
		"another amount":    {func(s *shop) { s.line("L1", "2026-11-23", sale(s), 340000, 2040, "") }, []broken{{"amount_mismatch", "T1", 10000, "CNY"}}},
		"another currency":  {func(s *shop) { s.line("L1", "2026-11-23", sale(s), 49000, 294, "", inUSD) }, []broken{{"currency_mismatch", "T1", 350000, "CNY"}}},
		"settled though declined": {func(s *shop) {
			s.line("L1", "2026-11-23", s.swipe("T1", swiped, 500, status(record.Declined)), 500, 3, "")
		}, []broken{{"amount_mismatch", "T1", -500, "CNY"}}},
		"taken back more than sold":                              {taken(400000), []broken{{"amount_mismatch", "L2", -400000, "CNY"}}},
		"a refund's fee is kept by the terms, and came back":     {terms("kept"), []broken{{"rate_mismatch", "L1", -60, "CNY"}}},
		"a payout's fee is another than the terms give":          {payoutFee(250, 100, "CNY"), []broken{{"rate_mismatch", "P1", 150, "CNY"}}},
		"a payout's fee is as agreed":                            {payoutFee(100, 100, "CNY"), nil},
		"a payout that tells of no fee says nothing of it":       {payoutFee(0, 100, "CNY"), nil},
		"a payout's fee in a currency that the terms are not in": {payoutFee(250, 100, "HKD"), nil},
		"a refund's fee comes back by the terms":                 {terms("returned"), nil},
		"without a policy no refund's fee is wrong":              {terms(""), nil},
		"a payout that is short and differs from its lines": {paid(record.PayoutSent, func(s *shop) { s.payoutOf("P1").Amount -= 500 }, landed(347000)),
			[]broken{{"amount_mismatch", "P1", -500, "CNY"}, {"payout_short", "P1", -400, "CNY"}}},
		"a payout in another currency than its lines": {paid(record.PayoutSent, func(s *shop) {
			p := s.payoutOf("P1")
			p.Currency, p.Amount = "USD", 48000
			s.bank("B1", "2026-11-23", "P1", "payout", 48000, func(e *trail.LinkedEntry) { e.Currency = "USD" })
		}), []broken{{"currency_mismatch", "P1", 48000, "USD"}}},
		"returned": {paid(record.PayoutReturned), []broken{{"payout_returned", "P1", 347900, "CNY"}}},
		"missing":  {paid(record.PayoutSent), []broken{{"payout_missing", "P1", 347900, "CNY"}}},
	} {
		t.Run(name, func(t *testing.T) {
			s := open()
			c.tell(s)
			var got []broken
			for _, b := range s.breaks("2026-11-25") {
				got = append(got, broken{string(b.Kind), b.ID, b.Amount, b.Currency})
				if !trail.Breaks[b.Kind] || b.Closes == "" || b.Explanation == "" || b.Bucket == "" {
					t.Errorf("%+v", b)
				}
			}
			if diff := cmp.Diff(c.want, got, cmp.AllowUnexported(broken{})); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func inUSD(l *trail.LinkedLine) { l.Currency = "USD" }

func TestBuckets(t *testing.T) {
	for days, want := range map[int]string{0: "0", 1: "1", 2: "2-3", 3: "2-3", 4: "4-7", 7: "4-7", 8: "8-15", 15: "8-15", 16: "over 15", 400: "over 15"} {
		if got := trail.BucketOf(days); got != want {
			t.Errorf("%d days are in %q, want %q", days, got, want)
		}
	}
	// The National Day holiday ages nothing: after 30 September come the 8th and 9th of October.
	s := open()
	s.swipe("T1", "2026-09-29 10:00", 100)
	if b := s.breaks("2026-10-09"); len(b) != 1 || b[0].AgeDays != 2 || b[0].Bucket != "2-3" {
		t.Errorf("%+v", b)
	}
}

// What a person decided is no longer open, and stays on the list of decisions
// for as long as the break would be there.
func TestDecidedBreaks(t *testing.T) {
	s := open()
	row := sale(s)
	why := trail.Decision{ID: "D1", What: "written_off", Amount: 350000, Currency: "CNY", By: "U7", At: at("2026-11-25"), Why: "the customer paid cash"}
	s.Decided = map[trail.BreakKey]trail.Decision{
		{Kind: trail.MissingInSettlement, Source: "native", ID: "T1"}: why, {Kind: trail.PayoutIsShort, ID: "P9"}: why,
	}
	decided := func() []trail.Break {
		return trail.DecidedBreaks(s.Facts, s.build("2026-11-26"), calendar.Builtin(), at("2026-11-26"))
	}
	if open := s.breaks("2026-11-26"); len(open) != 0 {
		t.Errorf("still open: %+v", open)
	}
	if d := decided(); len(d) != 1 || d[0].ID != "T1" || *d[0].Decided != why {
		t.Errorf("decided: %+v", d)
	}
	why.Amount = 340000 // another amount was decided on than is at stake now
	s.Decided = map[trail.BreakKey]trail.Decision{{Kind: trail.MissingInSettlement, Source: "native", ID: "T1"}: why}
	if open := s.breaks("2026-11-26"); len(open) != 1 || len(decided()) != 0 {
		t.Errorf("decided on another amount, yet not open: %+v", open)
	}
	why.Amount = 350000
	s.Decided = map[trail.BreakKey]trail.Decision{{Kind: trail.MissingInSettlement, Source: "native", ID: "T1"}: why}
	s.line("L1", "2026-11-24", row, 350000, 2100, "") // a late file brings it after all
	if d := decided(); len(d) != 0 {
		t.Errorf("gone by itself, yet listed: %+v", d)
	}
}

// What matching suggests for a row stands at its break.
func TestBreakNamesItsSuggestion(t *testing.T) {
	s := open()
	paid(record.PayoutSent)(s)
	entry := record.Entry{Origin: s.origin("bank.csv"), ID: "B9", BookedOn: day("2026-11-24"), Amount: 347900, Direction: record.Credit, Currency: "CNY"}
	s.Orphans = []record.Entry{entry}
	s.Suggestions = []match.Suggestion{{ID: "7k2m", Kind: match.SuggestEntry, Entries: []int64{entry.Row}, Payouts: []int64{s.payoutOf("P1").Row}}}
	for _, b := range s.breaks("2026-11-26") {
		if len(b.Suggested) != 1 || b.Suggested[0] != "7k2m" {
			t.Errorf("%s %s suggests %q", b.Kind, b.ID, b.Suggested)
		}
		if b.Kind == trail.PayoutIsMissing && !strings.HasSuffix(b.Explanation, "no bank entry is surely it; one that may be is suggested") {
			t.Errorf("said of %s: %q", b.ID, b.Explanation)
		}
	}
}

// A person's word that the money came stands where the bank is silent, and
// says so: it is no bank entry.
func TestArrivalByAPersonsWord(t *testing.T) {
	s := open()
	paid(record.PayoutSent)(s)
	s.bank("", "2026-11-24", "P1", "payout", 347900, func(e *trail.LinkedEntry) { e.Decision, e.Rule = "D7", "confirmed" })
	got := s.trail(t, "T1", "2026-11-30")
	last := got.Hops[len(got.Hops)-1]
	if got.State != trail.Arrived || !got.Payout.Word || got.EntryID != "" || got.Payout.ArrivedOn != day("2026-11-24") {
		t.Errorf("%s, %+v, entry %q", got.State, got.Payout, got.EntryID)
	}
	if want := (trail.Evidence{Kind: trail.ByPerson, ID: "D7"}); last.Name != trail.HopArrived || last.Evidence[0] != want {
		t.Errorf("%+v", last)
	}
	if e := s.sum("2026-11-30"); e.Arrived != 347900 {
		t.Errorf("%+v", e)
	}
	if open := s.breaks("2026-11-30"); len(open) != 0 {
		t.Errorf("%+v", open)
	}
}
