package patterns_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"moneytrail/recon/calendar"
	"moneytrail/recon/patterns"
	"moneytrail/recon/record"
)

// drawShop is an ordinary shop with thirty days of past and a friday on which
// anything may happen, as on the days just before it.
func drawShop(t *rapid.T, days int) *shop {
	s := ordinary(30)
	for range rapid.IntRange(0, 25).Draw(t, "rows") {
		at := fmt.Sprintf("%d:%02d", rapid.IntRange(0, 23).Draw(t, "hour"), rapid.IntRange(0, 59).Draw(t, "minute"))
		kind := rapid.SampledFrom([]record.TransactionType{record.Sale, record.Sale, record.Sale, record.Refund, record.Void, record.Reversal}).Draw(t, "kind")
		on := friday - calendar.Date(rapid.IntRange(0, days-1).Draw(t, "day"))
		x := s.swipe(kind, on, at, rapid.Int64Range(1, 900000).Draw(t, "amount"))
		x.Last4 = rapid.SampledFrom([]string{"1111", "2222", "3333", ""}).Draw(t, "card")
		x.TerminalID = rapid.SampledFrom([]string{"K001", "K001", "K002", ""}).Draw(t, "terminal")
		x.Scheme = rapid.SampledFrom([]string{"UNIONPAY", "VISA"}).Draw(t, "scheme")
		x.Currency = rapid.SampledFrom([]string{"CNY", "CNY", "HKD"}).Draw(t, "currency")
		x.Operator = rapid.SampledFrom([]string{"", "01", "02"}).Draw(t, "operator")
		x.Place = rapid.SampledFrom([]string{"", "上海市静安区", "广州市天河区"}).Draw(t, "place")
		x.Status = rapid.SampledFrom([]record.TransactionStatus{record.Approved, record.Approved, record.Declined, record.Unknown}).Draw(t, "status")
		if kind != record.Sale && rapid.Bool().Draw(t, "names its sale") {
			x.OriginalRRN = s.find(on, rapid.IntRange(0, 11).Draw(t, "original")).RRN
		}
	}
	for range rapid.IntRange(0, 6).Draw(t, "events") {
		e := s.event(rapid.SampledFrom([]string{"LOGIN_FAILED", "LOGIN_FAILED", "TAMPER", "MOVED", "FIRMWARE", "RELEASE", "SIGN_IN"}).Draw(t, "event"),
			friday-calendar.Date(rapid.IntRange(0, 4).Draw(t, "day")), fmt.Sprintf("%d:%02d", rapid.IntRange(0, 23).Draw(t, "hour"), rapid.IntRange(0, 59).Draw(t, "minute")))
		e.Reference = rapid.SampledFrom([]string{"", "1.0", "1.1", "x"}).Draw(t, "version")
	}
	return s
}

// The order in which rows come makes no difference.
func TestOrderMakesNoDifference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawShop(t, 3)
		want := s.found()
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		r.Shuffle(len(s.Transactions), func(i, j int) { s.Transactions[i], s.Transactions[j] = s.Transactions[j], s.Transactions[i] })
		r.Shuffle(len(s.Events), func(i, j int) { s.Events[i], s.Events[j] = s.Events[j], s.Events[i] })
		if diff := cmp.Diff(want, s.found()); diff != "" {
			t.Fatal(diff)
		}
	})
}

// A shop of another size has the same signs: every amount and limit a thousand
// times as large gives the same findings, but for round amounts, which are
// round by themselves.
func TestSizeMakesNoDifference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawShop(t, 3)
		limit := rapid.Int64Range(1000, 900000).Draw(t, "limit")
		s.Terms = []record.Terms{{MerchantID: "*", Scheme: "*", SingleCap: &limit}}
		keys := func() []string {
			var out []string
			for _, f := range s.found() {
				if f.Rule != patterns.RoundAmounts {
					out = append(out, fmt.Sprint(f.Key(), f.Strength, f.Count))
				}
			}
			return out
		}
		want := keys()
		times := rapid.Int64Range(2, 1000).Draw(t, "times")
		larger := limit * times
		s.Terms[0].SingleCap = &larger
		for i := range s.Transactions {
			s.Transactions[i].Amount *= times
		}
		if diff := cmp.Diff(want, keys()); diff != "" {
			t.Fatal(diff)
		}
	})
}

// A longer past of the same kind raises nothing: the weeks before repeated
// earlier give no finding that was not there. All that is odd happens on friday.
func TestMoreOrdinaryDaysRaiseNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawShop(t, 1)
		before := map[string]bool{}
		for _, f := range s.found() {
			before[f.Key()] = true
		}
		for _, x := range slices.Clone(s.Transactions) {
			if on := calendar.DateOf(x.Time.Time.In(shanghai)); on < friday && on >= friday-30 {
				x.Time.Time = x.Time.Time.AddDate(0, 0, -28)
				x.Row, x.ID, x.RRN = x.Row+100000, "O"+x.ID, "O"+x.RRN
				if x.OriginalRRN != "" {
					x.OriginalRRN = "O" + x.OriginalRRN
				}
				s.Transactions = append(s.Transactions, x)
			}
		}
		for _, f := range s.found() {
			if !before[f.Key()] {
				t.Fatalf("%s came with ordinary days", f.Key())
			}
		}
	})
}

// Whatever comes, keys are unique, rows lie on the day and are in order, and
// nothing after now is seen.
func TestFindingsAreWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawShop(t, 3)
		now := clock(friday, fmt.Sprintf("%d:30", rapid.IntRange(0, 23).Draw(t, "now")))
		seen := map[string]bool{}
		for _, f := range patterns.Find(s.Activity, friday-5, friday+5, nil, now) {
			if seen[f.Key()] {
				t.Fatalf("%s twice", f.Key())
			}
			seen[f.Key()] = true
			if len(f.Rows) == 0 || f.Count == 0 || f.Audience == "" || f.MerchantID == "" {
				t.Fatalf("%+v", f)
			}
			for i, r := range f.Rows {
				if r.At.After(now) || calendar.DateOf(r.At) > f.On || i > 0 && r.At.Before(f.Rows[i-1].At) {
					t.Fatalf("%s: %+v", f.Key(), r)
				}
			}
		}
	})
}
