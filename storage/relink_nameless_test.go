package storage

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// A debit that names nobody is suggested to be the payout of its amount, also
// where far more payouts were sent in its days than are read whole; a set of
// payouts only where all of them were looked at.
func TestNamelessDebitAmongMany(t *testing.T) {
	const debits = entryColumns + ",owner\nB001,2026-03-03,1010,777777.77,D,CNY,BATCH,payer\nB002,2026-03-03,1010,3.00,D,CNY,BATCH,payer\n"
	const alone = "entry B001 has the amount and days of P1, and does not say to whom it went"
	for _, c := range []struct {
		name string
		more int
		want []string
	}{
		{"few", 0, []string{alone, "entry B002 is P2 and P3 to the minor unit; no other set is"}},
		{"more than are read whole", mostAhead, []string{alone}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var b strings.Builder
			b.WriteString(payoutColumn + "\nP1,M1,2026-03-02 18:00:00,777777.77,CNY,,SENT\nP2,M1,2026-03-02 18:00:00,1.00,CNY,,SENT\nP3,M2,2026-03-02 18:00:00,2.00,CNY,,SENT\n")
			for i := range c.more {
				fmt.Fprintf(&b, "Q%05d,M2,2026-03-02 18:00:00,%d.00,CNY,,SENT\n", i, 1000+i)
			}
			db := shopOf(t, b.String(), debits)
			if err := db.Relink(t.Context()); err != nil {
				t.Fatal(err)
			}
			found, err := db.Suggestions(t.Context(), "")
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, s := range found {
				got = append(got, s.Why)
			}
			slices.Sort(got)
			if fmt.Sprint(got) != fmt.Sprint(c.want) {
				t.Errorf("suggested %q, want %q", got, c.want)
			}
		})
	}
}
