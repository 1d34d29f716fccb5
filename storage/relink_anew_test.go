package storage

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"moneytrail/handlers/decisions"
	"moneytrail/recon/trail"
	"moneytrail/storage/testdb"
)

// shopOf opens a database and imports files into it, one after another.
func shopOf(t *testing.T, files ...string) *DB {
	t.Helper()
	db, err := Open(t.Context(), testdb.SQLite(t), Options{Clock: &movingClock{time.Date(2026, 3, 4, 20, 0, 0, 0, time.UTC)}, Currency: "CNY"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	for i, text := range append([]string{firstMerchant}, files...) {
		f, err := importText(t.Context(), db, fmt.Sprintf("%d.csv", i), text)
		if err != nil || f.State != "published" {
			t.Fatalf("file %d: state %q, error %v", i, f.State, err)
		}
	}
	return db
}

func saleOf(id, terminal, order string) string {
	return id + ",M1," + terminal + ",2026-03-02 10:00:00,SALE,10.00,CNY,1234,VISA,1,,,APPROVED," + order + ",,,\n"
}

func lineOf(id, terminal, payout, order string) string {
	return id + ",2026-03-03,M1," + terminal + ",2026-03-02 10:00:00,SALE,10.00,0.00,10.00,," + payout + ",PAID,," + order + ",,,CNY\n"
}

// Rows that come a day later leave the books as if all had been linked anew.
func TestRowsOfALaterDay(t *testing.T) {
	numbers := "" // orders that count up: one of them has the check digit of a card
	for i := range 10 {
		numbers += saleOf(fmt.Sprintf("T%03d", i), "K1", fmt.Sprintf("411111111111111%d", i))
	}
	twins := saleColumns + "\n" + saleOf("T001", "K1", "") + saleOf("T002", "K1", "")
	for _, at := range []struct {
		name  string
		files []string
		shows string // what is among the links
	}{
		{"the file of a payout comes after an ambiguous line that names it",
			[]string{twins, lineColumns + "\n" + lineOf("S001", "K1", "P1", ""),
				payoutColumn + "\nP1,M1,2026-03-03 09:00:00,10.00,CNY,6217000000000001,SENT\n"}, "candidates:[1 2]"},
		{"a line names the payout of an ambiguous line",
			[]string{twins, lineColumns + "\n" + lineOf("S001", "K1", "P1", ""), lineColumns + "\n" + lineOf("S002", "K7", "P1", "")}, "candidates:[1 2]"},
		{"a line shows the order of a sale cut as a card's number",
			[]string{saleColumns + "\n" + numbers, lineColumns + "\n" + lineOf("S001", "K7", "", "411111******1111")}, "transaction:2"},
		{"a sale shows whole the order of a line that was cut as a card's number",
			[]string{saleColumns + "\n" + saleOf("T100", "K2", "Q1"), lineColumns + "\n" + lineOf("S001", "K7", "", "411111******1111"),
				saleColumns + "\n" + numbers}, "transaction:3"},
	} {
		t.Run(at.name, func(t *testing.T) {
			db := shopOf(t, at.files...)
			was := concludedBooks(t.Context(), t, db)
			linkAll(t.Context(), t, db)
			all := concludedBooks(t.Context(), t, db)
			if diff := cmp.Diff(all, was); diff != "" {
				t.Errorf("-all linked anew, +as linked:\n%s", diff)
			}
			if !slices.ContainsFunc(all["links"], func(s string) bool { return strings.Contains(s, at.shows) }) {
				t.Errorf("no link shows %q: %q", at.shows, all["links"])
			}
		})
	}
}

// Of a name that very many rows bear only as many are read ahead as tell so.
func TestNamesBorneByManyAreNotReadAhead(t *testing.T) {
	rows := ""
	for i := range 4 * mostBearers {
		rows += saleOf(fmt.Sprintf("T%03d", i), "K1", "O1")
	}
	db := shopOf(t, saleColumns+"\n"+rows)
	err := db.look(t.Context(), func(v *view) error {
		a := namesOfNews{view: v, before: 1 << 40}
		var err error
		if a.segments[1], err = v.segmentsOf(t.Context(), transactionNoun().refs); err != nil {
			return err
		}
		a.wants(1, refCalled, "O1")
		found, err := a.lookUp(t.Context())
		if err != nil {
			return err
		}
		if n := len(found.rows); n != mostBearers+1 {
			t.Errorf("%d rows were read ahead, want %d", n, mostBearers+1)
		}
		if !found.with(hashOf(refCalled, "O1"), func(int64) {}) {
			t.Error("that there are too many was not told")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// What is decided on a bank entry of nobody's leaves a part enough for everybody.
func TestDecisionOnNobodysRow(t *testing.T) {
	db := shopOf(t, saleColumns+"\n"+saleOf("T001", "K1", ""),
		entryColumns+"\nB001,2026-03-02,6217000000000009,10.00,C,CNY,RENT\n")
	ctx := t.Context()
	d, err := db.Decide(ctx, decisions.Wish{Kind: decisions.WriteOff, Break: trail.OrphanBankEntry, ID: "B001", By: "cli:ann"})
	if err != nil {
		t.Fatal(err)
	}
	if d.MerchantID != "" {
		t.Fatalf("decided on a row of %q, want nobody's", d.MerchantID)
	}
	if !partIsEnough(ctx, t, db) {
		t.Error("all of the merchant is to be linked, want a part to be enough")
	}
}

// What was suggested for a payout goes with it, also to a merchant nobody knows yet.
func TestAPayoutThatGoesToAnotherMerchant(t *testing.T) {
	row := func(merchant, rest string) string {
		return payoutColumn + "\nP4," + merchant + ",2026-03-03 09:00:00," + rest + "\n"
	}
	db := shopOf(t, entryColumns+"\nB001,2026-03-06,6217000000000003,10.00,C,CNY,SETTLEMENT\n", row("M2", "10.00,CNY,6217000000000003,FAILED"))
	suggested := func() int { return len(concludedBooks(t.Context(), t, db)["suggest"]) }
	if n := suggested(); n != 1 {
		t.Fatalf("%d suggestions, want the entry for the payout", n)
	}
	if _, err := importText(t.Context(), db, "again.csv", row("M3", "20.00,CNY,6217000000000003,RETURNED")); err != nil {
		t.Fatal(err)
	}
	if err := db.Relink(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := suggested(); n != 0 {
		t.Errorf("%d suggestions for a payout that is another merchant's", n)
	}
}

// A bank file is taken back after its merchant told of another account: what it
// said to have arrived has not.
func TestABankFileOfAFormerAccountIsTakenBack(t *testing.T) {
	db := shopOf(t, lineColumns+"\n"+lineOf("S001", "K1", "P1", ""),
		entryColumns+"\nB001,2026-03-04,6217000000000001,10.00,C,CNY,PAYOUT P1\n", "merchant_id,account,fee_bps\nM1,6217000000000003,50\n")
	takeBackFile(t, db, "2.csv")
	was := concludedBooks(t.Context(), t, db)
	linkAll(t.Context(), t, db)
	if diff := cmp.Diff(concludedBooks(t.Context(), t, db), was); diff != "" {
		t.Errorf("-all linked anew, +as linked:\n%s", diff)
	}
}

func takeBackFile(t *testing.T, db *DB, name string) {
	t.Helper()
	files, err := db.Files(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(files, func(f File) bool { return f.Name == name })
	if i < 0 {
		t.Fatalf("%s is not there", name)
	}
	if _, err := db.Withdraw(t.Context(), files[i].Hash, "cli:test"); err != nil {
		t.Fatal(err)
	}
}

func partIsEnough(ctx context.Context, t *testing.T, db *DB) (enough bool) {
	err := db.look(ctx, func(v *view) error {
		s, err := v.shelf(ctx, "M1")
		if err != nil {
			return err
		}
		m := &merchantLinker{linker: &linker{db: db}, shelf: s, v: &verdict{}}
		_, enough, err = m.enough(ctx)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return enough
}

// A file of payouts is taken back, and one of them goes to the merchant's own
// account again, where the bank tells of it: from its former account one comes
// there too, and its entry is linked once.
func TestAPayoutComesBackToItsMerchantsAccount(t *testing.T) {
	lines := lineColumns + "\n" + lineOf("S003", "K1", "P2", "") + lineOf("S004", "K1", "P1", "") + strings.Replace(lineOf("S005", "K2", "P1", ""), ",M1,", ",M2,", 1)
	payouts := payoutColumn + "\nP1,M1,2026-03-03 09:00:00,30.00,CNY,6217000000000003,CONFIRMED\nP2,M1,2026-03-02 09:00:00,20.00,CNY,6217000000000001,RETURNED\n"
	db := shopOf(t, lines, payouts, entryColumns+"\nB007,2026-03-02,6217000000000001,30.00,C,CNY,PAYOUT P1\nB008,2026-03-02,6217000000000002,17.50,D,CNY,PAYOUT P2\n")
	takeBackFile(t, db, "2.csv")
	was := concludedBooks(t.Context(), t, db)
	linkAll(t.Context(), t, db)
	if diff := cmp.Diff(concludedBooks(t.Context(), t, db), was); diff != "" {
		t.Errorf("-all linked anew, +as linked:\n%s", diff)
	}
}
