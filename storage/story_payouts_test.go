package storage

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"moneytrail/handlers/decisions"
	"moneytrail/recon/trail"
)

// exported gives the rows of an export without its header, cut to some columns.
func exported(t *testing.T, db *DB, kind string, columns ...int) []string {
	t.Helper()
	var out bytes.Buffer
	if err := db.Export(t.Context(), kind, &out, db.clock.Now()); err != nil {
		t.Fatal(err)
	}
	var rows []string
	for _, line := range strings.Split(strings.TrimSpace(out.String()), "\n")[1:] {
		cells := strings.Split(line, ",")
		var some []string
		for _, c := range columns {
			some = append(some, cells[c])
		}
		rows = append(rows, strings.Join(some, " "))
	}
	slices.Sort(rows)
	return rows
}

// holds: the export has these rows, the books are as if linked anew, and every
// day of them rolls.
func holds(t *testing.T, db *DB, kind string, columns []int, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, exported(t, db, kind, columns...)); diff != "" {
		t.Errorf("%s: -want +got\n%s", kind, diff)
	}
	was := concludedBooks(t.Context(), t, db)
	linkAll(t.Context(), t, db)
	if diff := cmp.Diff(concludedBooks(t.Context(), t, db), was); diff != "" {
		t.Errorf("-all linked anew, +as linked:\n%s", diff)
	}
	sameDays(t.Context(), t, db, "M1", 20513, 20525) // from 2026-03-01
}

func brings(t *testing.T, db *DB, name, text string) {
	t.Helper()
	if f, err := importText(t.Context(), db, name, text); err != nil || f.State != "published" {
		t.Fatalf("%s: %q, %v", name, f.State, err)
	}
}

func turn(db *DB, day int) {
	db.clock.(*movingClock).now = time.Date(2026, 3, day, 12, 0, 0, 0, time.UTC)
}

var (
	ofPayouts = []int{0, 2, 3, 6} // id, expected, state, difference
	ofBreaks  = []int{0, 1, 3}
)

// One merchant, two acquirers, each of which counts its transactions, lines and
// payouts from one: neither's money is taken for the other's.
func TestTwoAcquirersWithTheSameNumbers(t *testing.T) {
	db := shopOf(t)
	for _, a := range []struct{ source, terminal, amount, day string }{{"north", "K1", "10.00", "03"}, {"south", "K2", "20.00", "03"}} {
		brings(t, db, a.source+" sales", "transaction_id,merchant_id,terminal_id,time,type,amount,currency,card_last4,scheme,auth_code,rrn,original_rrn,status,source\n"+
			"1,M1,"+a.terminal+",2026-03-02 10:00:00,SALE,"+a.amount+",CNY,1234,VISA,1,606200000001,,APPROVED,"+a.source+"\n")
		brings(t, db, a.source+" lines", "line_id,settled_on,merchant_id,terminal_id,time,type,gross,fee,net,rrn,payout_id,status,currency,source\n"+
			"1,2026-03-"+a.day+",M1,"+a.terminal+",,SALE,"+a.amount+",0.00,"+a.amount+",606200000001,1,PAID,CNY,"+a.source+"\n")
		brings(t, db, a.source+" payouts", "payout_id,merchant_id,sent_at,amount,currency,account,status,source\n"+
			"1,M1,2026-03-"+a.day+" 09:00:00,"+a.amount+",CNY,6217000000000001,SENT,"+a.source+"\n")
	}
	brings(t, db, "bank", entryColumns+"\nB1,2026-03-03,6217000000000001,20.00,C,CNY,PAYOUT 1\n")
	holds(t, db, "transactions", []int{0, 2, 5, 6, 7}, "1 arrived 1 1 B1", "1 paid_out 1 1 ")
	holds(t, db, "payouts", ofPayouts, "1 10.00 sent ", "1 20.00 arrived 0.00")
	turn(db, 9)
	noFee := []string{"rate_mismatch 1 -0.05", "rate_mismatch 1 -0.10"} // their terms would have one
	if got := exported(t, db, "breaks", ofBreaks...); !slices.Equal(got, append([]string{"payout_missing 1 10.00"}, noFee...)) {
		t.Errorf("breaks %q", got)
	}
	if _, err := db.Decide(t.Context(), decisions.Wish{Kind: decisions.WriteOff, Break: trail.PayoutIsMissing, ID: "1", Source: "north", By: "cli:ann"}); err != nil {
		t.Error(err)
	}
	if got := exported(t, db, "breaks", ofBreaks...); !slices.Equal(got, noFee) {
		t.Errorf("breaks %q after the decision", got)
	}
}

// A payout that comes in two entries is short until the second is there; an
// entry for two payouts settles both, one of which had come in part before.
func TestPayoutsAndEntriesThatAreNotOneToOne(t *testing.T) {
	db := shopOf(t, saleColumns+"\n"+saleOf("T001", "K1", "O1")+saleOf("T002", "K2", "O2")+saleOf("T003", "K3", "O3"),
		lineColumns+"\n"+lineOf("S001", "K1", "P1", "O1")+lineOf("S002", "K2", "P2", "O2")+lineOf("S003", "K3", "P3", "O3"))
	brings(t, db, "4 March", entryColumns+"\nB1,2026-03-04,6217000000000001,4.00,C,CNY,PAYOUT P1\n")
	holds(t, db, "payouts", ofPayouts, "P1 10.00 short -6.00", "P2 10.00 expected ", "P3 10.00 expected ")
	turn(db, 6)
	brings(t, db, "6 March", entryColumns+"\nB2,2026-03-06,6217000000000001,6.00,C,CNY,PAYOUT P1\nB3,2026-03-06,6217000000000001,20.00,C,CNY,PAYOUT P2 P3\n")
	holds(t, db, "payouts", ofPayouts, "P1 10.00 arrived 0.00", "P2 10.00 arrived 0.00", "P3 10.00 arrived 0.00")
	takeBackFile(t, db, "4 March")
	holds(t, db, "payouts", ofPayouts, "P1 10.00 short -4.00", "P2 10.00 arrived 0.00", "P3 10.00 arrived 0.00")
}

// A payout came back, and is paid again in parts.
func TestAReturnedPayoutIsPaidAgainInParts(t *testing.T) {
	db := shopOf(t, saleColumns+"\n"+saleOf("T001", "K1", "O1"), lineColumns+"\n"+lineOf("S001", "K1", "P1", "O1"))
	for _, step := range []struct {
		day         int
		entry, want string
	}{
		{4, "B1,2026-03-04,6217000000000001,10.00,C,CNY,PAYOUT P1", "P1 10.00 arrived 0.00"},
		{5, "B2,2026-03-05,6217000000000001,10.00,D,CNY,RETURN P1", "P1 10.00 returned -10.00"},
		{6, "B3,2026-03-06,6217000000000001,7.00,C,CNY,PAYOUT P1", "P1 10.00 short -3.00"},
		{9, "B4,2026-03-09,6217000000000001,3.00,C,CNY,PAYOUT P1", "P1 10.00 arrived 0.00"},
	} {
		turn(db, step.day)
		brings(t, db, step.entry[:2], entryColumns+"\n"+step.entry+"\n")
		holds(t, db, "payouts", ofPayouts, step.want)
	}
}

// What was decided holds as long as what it was decided on: a row told anew
// with the same money changes nothing, one with other money opens it again, and
// telling it as before closes it.
func TestARowIsRestatedAfterADecision(t *testing.T) {
	row := func(amount, ref string) string {
		return payoutColumn + ",bank_reference\nP1,M1,2026-03-02 09:00:00," + amount + ",CNY,6217000000000001,SENT," + ref + "\n"
	}
	db := shopOf(t, row("10.00", ""), entryColumns+"\nB1,2026-03-03,6217000000000001,1.00,C,CNY,INTEREST\n")
	turn(db, 6)
	d, err := db.Decide(t.Context(), decisions.Wish{Kind: decisions.WriteOff, Break: trail.PayoutIsMissing, ID: "P1", By: "cli:ann"})
	if err != nil {
		t.Fatal(err)
	}
	interest := "orphan_bank_entry B1 1.00"
	holds(t, db, "breaks", ofBreaks, interest)
	brings(t, db, "the same money", row("10.00", "R1"))
	holds(t, db, "breaks", ofBreaks, interest)
	brings(t, db, "other money", row("12.00", "R1"))
	holds(t, db, "breaks", ofBreaks, interest, "payout_missing P1 12.00")
	brings(t, db, "as before", row("10.00", "R2"))
	holds(t, db, "breaks", ofBreaks, interest)
	if _, err := db.Undo(t.Context(), d.ID, "cli:ann", ""); err != nil {
		t.Fatal(err)
	}
	holds(t, db, "breaks", ofBreaks, interest, "payout_missing P1 10.00")
}

// A payout whose number is too short to be looked for in all memos is told
// anew with another account: an entry of the first one no longer is it,
// whoever else has a payout of that number.
func TestAShortNumberLeavesTheAccountOfItsEntry(t *testing.T) {
	db := shopOf(t, entryColumns+"\nB1,2026-03-04,6217000000000001,10.00,C,CNY,PAYOUT P1\n",
		lineColumns+"\nS001,2026-03-06,M2,K2,2026-03-02 10:00:40,FEE,0.00,1.00,-1.00,606200000001,P1,HELD,,,7,1,CNY\n")
	row := func(account string) string {
		return payoutColumn + "\nP1,M1,2026-03-03 09:00:00,20.00,CNY," + account + ",SENT\n"
	}
	brings(t, db, "sent", row("6217000000000001"))
	holds(t, db, "payouts", ofPayouts, "P1 0.00 carried ", "P1 20.00 short -10.00")
	brings(t, db, "sent elsewhere", row("6217000000000002"))
	holds(t, db, "payouts", ofPayouts, "P1 0.00 carried ", "P1 20.00 sent ")
}
