package storage

import (
	"strings"
	"testing"

	"moneytrail/handlers/decisions"
	"moneytrail/recon/trail"
)

// twoOfOneNumber: lines of two merchants name payouts P1, of the same amount,
// which neither one's bank shows.
func twoOfOneNumber(t *testing.T) *DB {
	line := lineOf("S001", "K1", "P1", "")
	early := strings.ReplaceAll(line+strings.Replace(strings.Replace(line, "S001", "S002", 1), ",M1,", ",M2,", 1), "2026-03-0", "2026-02-0")
	return shopOf(t, lineColumns+"\n"+early,
		entryColumns+"\nB001,2026-03-04,6217000000000001,77.00,C,CNY,SOMETHING\nB002,2026-03-04,6217000000000002,77.00,C,CNY,SOMETHING\n")
}

// missing gives the merchants whose P1 is a break: missing, and not written off.
func missing(t *testing.T, db *DB) string {
	t.Helper()
	items, err := db.OpenItems(t.Context(), "", db.clock.Now())
	if err != nil {
		t.Fatal(err)
	}
	var of []string
	for _, b := range items.Breaks {
		if b.Kind == trail.PayoutIsMissing && b.ID == "P1" {
			of = append(of, b.MerchantID)
		}
	}
	return strings.Join(of, " ")
}

// What is written off, or received, is the payout of one merchant: that of the
// other of the same number stays as it is, and is decided on by itself.
func TestADecisionIsOnOneMerchantsPayout(t *testing.T) {
	for name, wish := range map[string]decisions.Wish{
		"written off": {Kind: decisions.WriteOff, Break: trail.PayoutIsMissing, ID: "P1", By: "cli:ann"},
		"received":    {Kind: decisions.Received, ID: "P1", On: 20515, By: "cli:ann"},
	} {
		t.Run(name, func(t *testing.T) {
			db := twoOfOneNumber(t)
			if got := missing(t, db); got != "M1 M2" {
				t.Fatalf("missing of %q at first", got)
			}
			if d, err := db.Decide(t.Context(), wish); err == nil {
				t.Fatalf("decided on %s of %s, with two it may be", d.Name(), d.MerchantID)
			}
			wish.MerchantID = "M1"
			first, err := db.Decide(t.Context(), wish)
			if err != nil {
				t.Fatal(err)
			}
			if got := missing(t, db); got != "M2" {
				t.Fatalf("missing of %q after that of M1", got)
			}
			wish.MerchantID = "M2"
			second, err := db.Decide(t.Context(), wish)
			if err != nil || second.ID == first.ID {
				t.Fatalf("%+v, %v", second, err)
			}
			if again, err := db.Decide(t.Context(), wish); err != nil || again.ID != second.ID {
				t.Fatalf("decided again: %+v, %v", again, err)
			}
			if got := missing(t, db); got != "" {
				t.Fatalf("missing of %q after both", got)
			}
			if _, err := db.Undo(t.Context(), first.ID, "cli:ann", ""); err != nil {
				t.Fatal(err)
			}
			if got := missing(t, db); got != "M1" {
				t.Fatalf("missing of %q with that of M1 undone", got)
			}
		})
	}
}

// A decision on the payout that lines of a merchant name is not on the row of
// another merchant that comes later under that number.
func TestADecisionDoesNotGoToALaterRowOfAnotherMerchant(t *testing.T) {
	for _, wish := range []decisions.Wish{
		{Kind: decisions.WriteOff, Break: trail.PayoutIsMissing, ID: "P1", MerchantID: "M1", By: "cli:ann"},
		{Kind: decisions.Received, ID: "P1", MerchantID: "M1", On: 20515, By: "cli:ann"},
	} {
		db := twoOfOneNumber(t)
		if _, err := db.Decide(t.Context(), wish); err != nil {
			t.Fatal(err)
		}
		if _, err := importText(t.Context(), db, "P.csv", payoutColumn+"\nP1,M2,2026-02-03 09:00:00,10.00,CNY,6217000000000002,SENT\n"); err != nil {
			t.Fatal(err)
		}
		if got := missing(t, db); got != "M2" {
			t.Errorf("%s: missing of %q, want that of M2 alone", wish.Kind, got)
		}
		if _, err := importText(t.Context(), db, "B.csv", entryColumns+"\nB003,2026-02-03,6217000000000002,10.00,C,CNY,\n"); err != nil {
			t.Fatal(err)
		}
		if got := missing(t, db); got != "" {
			t.Errorf("%s: missing of %q, and the bank shows it", wish.Kind, got)
		}
	}
}

// A decision on a payout whose merchant nobody knew yet stays when a merchant
// comes whose number it is.
func TestADecisionStaysWhenItsMerchantBecomesKnown(t *testing.T) {
	db := shopOf(t, payoutColumn+"\nP1,OLDNO,2026-02-03 09:00:00,10.00,CNY,6217000000000009,SENT\n",
		entryColumns+"\nB001,2026-03-04,6217000000000009,77.00,C,CNY,SOMETHING\n")
	if _, err := db.Decide(t.Context(), decisions.Wish{Kind: decisions.Received, ID: "P1", On: 20515, By: "cli:ann"}); err != nil {
		t.Fatal(err)
	}
	if _, err := importText(t.Context(), db, "M.csv", "merchant_id,account,aliases\nM9,6217000000000009,native=OLDNO\n"); err != nil {
		t.Fatal(err)
	}
	if got := missing(t, db); got != "" {
		t.Errorf("missing of %q, and it was said to have arrived", got)
	}
	var state string
	if err := db.write.QueryRowContext(t.Context(), "SELECT state FROM payouts WHERE id = 'P1'").Scan(&state); err != nil || state != string(trail.PayoutArrived) {
		t.Errorf("state %q, %v", state, err)
	}
}
