package match

import (
	"slices"
	"testing"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// Lines of two merchants name payouts by one number: what was decided on that
// of one of them is not decided on the other's, in whatever order they come.
func TestADecisionIsOnThePayoutOfItsMerchant(t *testing.T) {
	var payouts []PayoutSide
	for i, merchant := range []string{"M1", "M2"} {
		p := payout("1", "2026-11-16", 1000)
		p.Row, p.MerchantID = int64(i+1), merchant
		payouts = append(payouts, p)
	}
	e := entry("B1", "2026-11-17", 900, "")
	e.Row = 100
	for merchant, want := range map[string]int64{"M1": 1, "M2": 2, "": 0} {
		d := Decision{ID: "D1", Kind: Confirm, Entry: keyOfEntry(&e), Payout: keyOfPayout(&payouts[0]), Merchant: merchant}
		for range 2 {
			slices.Reverse(payouts)
			res := new(Matcher).Entries(payouts, []record.Entry{e}, calendar.Builtin(), Decisions{d})
			if got := res.Links[0].Payout; got != want {
				t.Errorf("decided for %q: linked to payout %d, want %d", merchant, got, want)
			}
		}
	}
}
