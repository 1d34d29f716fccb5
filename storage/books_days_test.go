package storage

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"moneytrail/handlers"
	"moneytrail/handlers/access"
	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
	"moneytrail/storage/testdb"
)

// figuresOf are what a summary adds up.
func figuresOf(d trail.Day) map[string]any {
	arrived := map[string]int64{}
	for _, p := range d.Arrived {
		arrived[p.ID] = p.Banked
	}
	return map[string]any{"sold": d.Sold, "open": d.Open, "arrived": arrived}
}

// wholeDay tells of a day from all rows of a merchant.
func wholeDay(ctx context.Context, t rapid.TB, db *DB, merchant string, day calendar.Date) (d trail.Day) {
	t.Helper()
	err := db.ofOne(ctx, access.StaffScope(), merchant, func(s *shelf) error {
		f, _, err := s.all(ctx)
		d = trail.BuildDay(f, day, db.cals, db.clock.Now())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// sameDays: each day is told as from all rows, and begins as the one before ended.
func sameDays(ctx context.Context, t rapid.TB, db *DB, merchant string, from, to calendar.Date) {
	t.Helper()
	var open int64
	for day := from; day <= to; day++ {
		d, err := db.Day(ctx, access.StaffScope(), merchant, day)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(figuresOf(wholeDay(ctx, t, db, merchant, day)), figuresOf(d)); diff != "" {
			t.Fatalf("%s of %s: -from all rows, +from those of the day:\n%s", day, merchant, diff)
		}
		if r := d.Open; day > from && r.Before != open || r.Before+r.New-r.Arrived-r.Closed != r.After {
			t.Fatalf("%s of %s does not roll from %d: %+v", day, merchant, open, r)
		}
		open = d.Open.After
	}
}

// A summary reads what was open on its day, and tells what all rows would.
func TestADayIsToldAsFromAllRows(t *testing.T) {
	tried, failed, lives := 0, false, livesTried(t)/2
	rapid.Check(t, func(r *rapid.T) {
		if tried++; tried > lives && !failed {
			return
		}
		failed = true // until it ends well
		clock := &movingClock{time.Date(2026, 3, 7, 20, 0, 0, 0, time.UTC)}
		db, err := Open(t.Context(), testdb.SQLite(t), Options{Clock: clock, Currency: "CNY"})
		if err != nil {
			r.Fatal(err)
		}
		defer func() { _ = db.Close() }()
		s := &shop{T: r, past: map[string][]string{}}
		if s.rarely("long ago") {
			s.days = []string{"2026-01-05", "2026-03-02", "2026-03-03", "2026-03-04"} // further back than a summary looks for what has no swipe
		}
		if _, err := importText(t.Context(), db, "merchants.csv", firstMerchant); err != nil {
			r.Fatal(err)
		}
		var told []File
		for step := range rapid.IntRange(3, 14).Draw(r, "steps") {
			told = s.step(t.Context(), db, step, told)
		}
		sameDays(t.Context(), r, db, "M1", 20513, 20520) // from 2026-03-01
		failed = false
	})
}

// Of money that went back to the customer both movements are open until they
// land, and what a card's bank took is open until it was taken.
func TestMoneyThatWentBackStaysOpenUntilItLands(t *testing.T) {
	refund := "T002,M1,K1,2026-03-02 11:00:00,REFUND,10.00,CNY,1234,VISA,1,,606200000001,APPROVED,,,,\n"
	sale := "T001,M1,K1,2026-03-02 10:00:00,SALE,10.00,CNY,1234,VISA,1,606200000001,,APPROVED,,,,\n"
	line := func(id, day, kind, gross, of, payout string) string {
		return id + "," + day + ",M1,K1,," + kind + "," + gross + ",0.00," + gross + ",," + payout + ",PAID," + of + ",,,,CNY\n"
	}
	for name, files := range map[string][]string{
		"refunded before it was cleared": {saleColumns + "\n" + sale + refund},
		"both in a payout of nothing": {saleColumns + "\n" + sale + refund,
			lineColumns + "\n" + line("S1", "2026-03-03", "SALE", "10.00", "T001", "P1") + line("S2", "2026-03-03", "REFUND", "-10.00", "T002", "P1")},
		"charged back after it arrived": {saleColumns + "\n" + sale,
			lineColumns + "\n" + line("S1", "2026-03-03", "SALE", "10.00", "T001", "P1") + line("S2", "2026-03-05", "CHARGEBACK", "-10.00", "T001", "P2"),
			entryColumns + "\nB001,2026-03-03,6217000000000001,10.00,C,CNY,PAYOUT P1\n"},
	} {
		t.Run(name, func(t *testing.T) {
			db := shopOf(t, files...)
			sameDays(t.Context(), t, db, "M1", 20513, 20520) // from 2026-03-01
		})
	}
}

// Money in a payout that paid nothing is told alike, read alone or with all: it
// is settled where a later one says that it took the balance over, and arrived.
func TestACarriedBalanceIsFollowedToThePayoutThatTookIt(t *testing.T) {
	const payouts = "payout_id,merchant_id,sent_at,amount,currency,account,status,carried_in\n" +
		"P1,M1,2026-03-02 09:00:00,0.00,CNY,6217000000000001,SENT,0.00\nP2,M1,2026-03-03 09:00:00,5.00,CNY,6217000000000001,SENT,-5.00\n"
	line := func(id, day, kind, gross, of, payout string) string {
		return id + "," + day + ",M1,K1,," + kind + "," + gross + ",0.00," + gross + ",," + payout + ",PAID," + of + ",,,,CNY\n"
	}
	db := shopOf(t, saleColumns+"\n"+saleOf("T001", "K1", "")+saleOf("T002", "K2", ""),
		lineColumns+"\n"+line("S1", "2026-03-02", "SALE", "10.00", "T001", "P1")+line("S2", "2026-03-02", "FEE", "0.00", "", "P1")+
			line("S3", "2026-03-02", "ADJUSTMENT", "-15.00", "", "P1")+line("S4", "2026-03-03", "SALE", "10.00", "T002", "P2"),
		payouts, entryColumns+"\nB001,2026-03-03,6217000000000001,5.00,C,CNY,PAYOUT P2\n")
	found, _, err := db.Trails(t.Context(), access.StaffScope(), handlers.Query{MerchantID: "M1", Reference: "T001"})
	if err != nil || len(found) != 1 {
		t.Fatal(found, err)
	}
	if tr := found[0]; tr.State != trail.Arrived {
		t.Errorf("T001 is %s (%v), want arrived with P2", tr.State, tr.Reasons)
	}
}

// A line's own time is believed near its settlement: one told to be of two
// months later belongs to the day it settled, in a summary and in all rows.
func TestALineOfAnImpossibleTimeBelongsToItsSettlement(t *testing.T) {
	db := shopOf(t, lineColumns+"\nS001,2026-01-05,M1,K1,2026-03-04 10:00:00,CHARGEBACK,-7.50,0.00,-7.50,,P1,PAID,,O2,,,CNY\n",
		entryColumns+"\nB001,2026-03-03,6217000000000001,10.00,C,CNY,PAYOUT P1\n")
	for day, want := range map[calendar.Date]int64{20458: 1000, 20516: 0} { // 2026-01-05, 2026-03-04
		d, err := db.Day(t.Context(), access.StaffScope(), "M1", day)
		if err != nil {
			t.Fatal(err)
		}
		if got := d.Sold.Arrived; got != want {
			t.Errorf("%s: %d arrived, want %d: %+v", day, got, want, d.Sold)
		}
	}
	sameDays(t.Context(), t, db, "M1", 20513, 20520) // from 2026-03-01
}
