package storagetest

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"moneytrail/handlers"
	"moneytrail/handlers/access"
	"moneytrail/handlers/inbox"
	"moneytrail/recon/calendar"
	"moneytrail/storage"
)

const (
	bankHead    = "entry_id,booked_on,account,amount,direction,currency,memo\n"
	payoutsHead = "payout_id,merchant_id,sent_at,amount,currency,account,status\n"
)

// entriesOf gives the bank entries that a scope sees, as id, amount, what of it
// others have and nobody, and the payouts in it.
func entriesOf(t *testing.T, db *storage.DB, s access.Scope, merchant string) []string {
	t.Helper()
	found, err := db.BankEntries(t.Context(), s, handlers.EntryQuery{MerchantID: merchant})
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, v := range found {
		var in []string
		sum := v.Others + v.Stray
		for _, p := range v.Payouts {
			in = append(in, p.Payout.ID)
			sum += p.Amount
		}
		if sum != v.Amount {
			t.Errorf("%s: the parts of %d come to %d", v.ID, v.Amount, sum)
		}
		others := ""
		if v.Others != 0 {
			others = " and others"
		}
		all = append(all, v.ID+" "+strings.Join(in, "+")+others)
	}
	return all
}

// Two merchants with one account: one credit for the payouts of both.
func entriesScoped(t *testing.T, at place) {
	db := at.books(t, "2026-11-20T12:00:00+08:00")
	load(t, db, "merchants.csv", "merchant_id,account,name\nM1,6222020000001234,Noodles\nM2,6222020000001234,Tea\nM3,6222020000005678,Else\n")
	load(t, db, "payouts.csv", payoutsHead+"P1,M1,2026-11-19 09:00:00,100.00,CNY,6222020000001234,SENT\nP2,M2,2026-11-19 09:00:00,69.58,CNY,6222020000001234,SENT\n")
	load(t, db, "bank.csv", bankHead+"B1,2026-11-19,6222020000001234,169.58,C,CNY,both\nB2,2026-11-19,6222020000005678,3.00,C,CNY,interest\n")
	for _, c := range []struct {
		name     string
		scope    access.Scope
		merchant string
		want     []string
	}{
		{"staff", access.StaffScope(), "", []string{"B2 ", "B1 P1+P2"}},
		{"one of two", access.For(access.Owner, "M1"), "M1", []string{"B1 P1 and others"}},
		{"who has another account", access.For(access.Finance, "M3"), "M3", []string{"B2 "}},
		{"a cashier", access.For(access.Cashier, "M1"), "M1", nil},
		{"nobody", access.Scope{}, "", nil},
		{"of another merchant", access.For(access.Owner, "M1"), "M3", nil},
	} {
		if diff := cmp.Diff(c.want, entriesOf(t, db, c.scope, c.merchant)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// A payout came back and its row was restated with the day of the second
// sending: each sending keeps its own entries, whatever the order of the files.
func sentAgain(t *testing.T, at place) {
	first := payoutsHead + "P1,M1,2026-11-09 09:00:00,149.10,CNY,6222020000001234,RETURNED\n"
	second := payoutsHead + "P1,M1,2026-11-17 09:00:00,149.10,CNY,6222020000001234,SENT\n"
	bank := bankHead + "B1,2026-11-10,6222020000001234,149.10,C,CNY,\nB2,2026-11-11,6222020000001234,149.10,D,CNY,退票\nB3,2026-11-18,6222020000001234,149.10,C,CNY,\n"
	for _, files := range [][]string{{merchantsCSV, first, second, bank}, {bank, first, second, merchantsCSV}} {
		db := at.other().books(t, "2026-11-20T12:00:00+08:00")
		for _, text := range files {
			load(t, db, "file.csv", text)
		}
		want := [][]string{{"entry_id", "state", "payout_id"}, {"B1", "payout", "P1"}, {"B2", "return", "P1"}, {"B3", "payout", "P1"}}
		if diff := cmp.Diff(want, export(t, db, "bank")); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
		if got := export(t, db, "payouts")[1][3]; got != "arrived" {
			t.Errorf("the payout is %s", got)
		}
	}
}

// A bank entry that is restated with another amount moves its payout, though
// the link stays; taken back, it moves it again.
func restatedEntry(t *testing.T, at place) {
	db := at.books(t, "2026-11-20T12:00:00+08:00")
	for _, name := range []string{"merchants.csv", "swipes.csv", "lines.csv", "payouts.csv", "bank.csv"} {
		load(t, db, name, allFiles[name])
	}
	state := func() string { return export(t, db, "payouts")[1][3] }
	if state() != "arrived" {
		t.Fatalf("it is %s", state())
	}
	less := strings.Replace(bankCSV, "149.10", "140.00", 1)
	load(t, db, "bank.csv", less)
	if state() != "short" {
		t.Errorf("restated lower, it is %s", state())
	}
	files, err := db.Files(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Withdraw(t.Context(), files[len(files)-1].Hash, "cli"); err != nil {
		t.Fatal(err)
	}
	if state() != "arrived" {
		t.Errorf("taken back, it is %s", state())
	}
}

// What people were told is kept, the latest of each subject; files put the
// summaries of their days in doubt, of the merchants that they touch alone.
func assured(t *testing.T, at place) {
	db := at.books(t, "2026-11-20T12:00:00+08:00")
	load(t, db, "merchants.csv", merchantsCSV)
	told := time.Date(2026, 11, 20, 4, 0, 0, 0, time.UTC)
	day := calendar.NewDate(2026, 11, 18)
	a := handlers.Assurance{MerchantID: "M1", User: 7, Chat: 8, Subject: "t:1", Ref: "T1", Payout: 2, Claim: handlers.SaidDue, Currency: "CNY",
		Amount: 1, Gross: 2, Refunds: 3, Day: day, On: day + 1, At: told}
	later := a
	later.Claim, later.Amount = handlers.SaidArrived, 9
	summary := handlers.Assurance{MerchantID: "M1", User: 7, Chat: 8, Subject: "d:2026-11-18", Claim: handlers.SaidDay, Currency: "CNY", Gross: 5, Day: day, At: told}
	others := summary
	others.MerchantID = "M3"
	for _, list := range [][]handlers.Assurance{{a, summary, others}, {later}} {
		if err := db.Commit(t.Context(), inbox.Event{}, handlers.Outcome{Assurances: list}); err != nil {
			t.Fatal(err)
		}
	}
	got, err := db.Assurances(t.Context(), "M1")
	if diff := cmp.Diff([]handlers.Assurance{later}, got, cmp.Comparer(time.Time.Equal)); err != nil || diff != "" {
		t.Errorf("%v\n%s", err, diff)
	}
	doubtful := func(merchant string) int {
		list, err := db.DoubtfulDays(t.Context(), merchant)
		if err != nil {
			t.Fatal(err)
		}
		return len(list)
	}
	if doubtful("M1") != 0 {
		t.Error("doubted before any file")
	}
	load(t, db, "bank.csv", strings.ReplaceAll(bankCSV, "2026-11-19", "2026-10-19"))
	if doubtful("M1") != 0 {
		t.Error("doubted by a file of other days")
	}
	load(t, db, "swipes.csv", swipesCSV)
	if doubtful("M1") != 1 || doubtful("M3") != 0 {
		t.Errorf("in doubt: %d of M1, %d of M3", doubtful("M1"), doubtful("M3"))
	}
	if err := db.Commit(t.Context(), inbox.Event{}, handlers.Outcome{Assurances: []handlers.Assurance{summary}}); err != nil || doubtful("M1") != 0 {
		t.Errorf("told anew, it is in doubt still: %v", err)
	}
}
