package storagetest

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"moneytrail/handlers"
	"moneytrail/handlers/access"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/inbox"
	"moneytrail/recon/importer"
	"moneytrail/recon/record"
	"moneytrail/storage"
)

// While a file is written, and when it is refused, nothing of it is seen.
func unseen(t *testing.T, at place) {
	db := at.books(t, "2026-11-20T12:00:00+08:00")
	load(t, db, "merchants.csv", merchantsCSV)
	before := exports(t, db)
	for steps := int64(1); ; steps++ {
		_, err := stopAfter(t, db, "swipes.csv", swipesCSV, steps)
		files, errFiles := db.Files(t.Context())
		if errFiles != nil || len(files) != 2 {
			t.Fatalf("%+v %v", files, errFiles)
		}
		if files[1].Name == "swipes.csv" { // published: files being written come first
			if steps < 3 || err == nil && files[1].New != 4 {
				t.Errorf("it took %d steps: %+v", steps, files[1])
			}
			break
		}
		if diff := cmp.Diff(before, exports(t, db)); diff != "" {
			t.Errorf("rows of an unfinished file are seen:\n%s", diff)
		}
	}
	if err := db.Relink(t.Context()); err != nil {
		t.Fatal(err)
	}
	before = exports(t, db)
	bad := strings.Replace(swipesCSV, "50.00", "5x.00", 1)
	if res := load(t, db, "bad.csv", bad); res.Status != storage.Refused || len(res.Errors) == 0 {
		t.Errorf("%+v", res)
	}
	// A file whose bytes are no longer those that were proved is taken back whole.
	in := memory("moving.csv", linesCSV)
	p, err := importer.Prove(t.Context(), in, importer.Options{Book: db, Currency: "CNY"})
	if err != nil {
		t.Fatal(err)
	}
	moved := memory("moving.csv", strings.Replace(linesCSV, "70.00,0.42,69.58", "71.00,0.42,70.58", 1))
	if res, err := db.Import(t.Context(), moved, p, storage.ImportOptions{Batch: 1}); err == nil {
		t.Errorf("imported other bytes than were proved: %+v", res)
	}
	if diff := cmp.Diff(before, exports(t, db)); diff != "" {
		t.Errorf("a refused file changed something:\n%s", diff)
	}
	if res := load(t, db, "lines.csv", linesCSV); res.New != 3 {
		t.Errorf("after the refusal: %+v", res)
	}
}

func waiting(t *testing.T, at place) {
	db := at.books(t, "2026-11-20T12:00:00+08:00")
	elsewhere := strings.ReplaceAll(strings.Replace(swipesCSV, "\n", ",source\n", 1), ",APPROVED\n", ",APPROVED,acq\n")
	elsewhere = strings.ReplaceAll(strings.ReplaceAll(elsewhere, ",DECLINED\n", ",DECLINED,acq\n"), ",M1,", ",8860001,")
	if res := load(t, db, "swipes.csv", elsewhere); res.New != 4 {
		t.Errorf("%+v", res)
	}
	if got := find(t, db, access.StaffScope(), handlers.Query{Reference: "T1"}); len(got) != 1 {
		t.Errorf("staff do not see what waits: %v", got)
	}
	if got := find(t, db, access.For(access.Owner, "8860001"), handlers.Query{}); len(got) != 0 {
		t.Errorf("what waits is seen by its number: %v", got)
	}
	tokyo := "merchant_id,account,timezone,aliases\nM1,6222,Asia/Tokyo,acq=8860001\n"
	load(t, db, "merchants.csv", tokyo)
	got, _, err := db.Trails(t.Context(), access.For(access.Owner, "M1"), handlers.Query{Reference: "T1"})
	if err != nil || len(got) != 1 {
		t.Fatal(got, err)
	}
	if at := got[0].Time.UTC().Format(time.RFC3339); at != "2026-11-18T03:00:00Z" {
		t.Errorf("12:00 in Tokyo is %s", at)
	}
	load(t, db, "moved.csv", strings.Replace(tokyo, "Asia/Tokyo", "Europe/London", 1))
	got, _, err = db.Trails(t.Context(), access.For(access.Owner, "M1"), handlers.Query{Reference: "T1"})
	if err != nil || len(got) != 1 || got[0].Time.UTC().Hour() != 12 {
		t.Errorf("12:00 in London: %v %v", got, err)
	}
	load(t, db, "alias.csv", "merchant_id,account,aliases\nM1,6222,acq=1\nM7,6223,acq=8860001\n")
	if got := find(t, db, access.For(access.Owner, "M7"), handlers.Query{}); len(got) != 3 {
		t.Errorf("the rows did not follow the alias: %v", got)
	}
	if got := find(t, db, access.For(access.Owner, "M1"), handlers.Query{}); len(got) != 0 {
		t.Errorf("the rows stayed behind: %v", got)
	}
}

// told gives the trails_changed events that wait.
func told(t *testing.T, db *storage.DB) []inbox.SystemEvent {
	t.Helper()
	var all []inbox.SystemEvent
	for {
		events, err := db.NextEvents(t.Context(), time.Now(), nil, 100)
		if err != nil {
			t.Fatal(err)
		}
		if len(events) == 0 {
			return all
		}
		for _, ev := range events {
			if ev.Kind == inbox.TrailsChanged {
				all = append(all, *ev.System)
			}
			if err := db.Commit(t.Context(), ev, handlers.Outcome{}); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func moves(t *testing.T, at place) {
	db := at.books(t, "2026-11-20T12:00:00+08:00")
	for _, name := range []string{"merchants.csv", "swipes.csv", "lines.csv", "payouts.csv"} {
		load(t, db, name, allFiles[name])
	}
	if got := told(t, db); len(got) != 0 {
		t.Errorf("first imports are told: %+v", got)
	}
	later := at.books(t, "2026-11-20T18:00:00+08:00")
	load(t, later, "bank.csv", bankCSV)
	if got := told(t, later); len(got) != 0 {
		t.Errorf("the first bank file is told: %+v", got)
	}
	next := at.books(t, "2026-11-20T19:00:00+08:00")
	load(t, next, "more.csv", strings.NewReplacer("B1", "B2", "149.10", "69.58", "0000001234", "0000005678", "P1", "P2").Replace(bankCSV))
	got := told(t, next)
	if len(got) != 1 || got[0].MerchantID != "M2" || got[0].Silent || len(got[0].Transactions) != 1 || len(got[0].Payouts) != 1 {
		t.Errorf("%+v", got)
	}
	// What is old moves silently, and is told only where a case waits for it.
	late := at.books(t, "2026-12-20T12:00:00+08:00")
	load(t, late, "returned.csv", strings.NewReplacer("B1", "B3", ",C,", ",D,").Replace(bankCSV))
	if got := told(t, late); len(got) != 0 {
		t.Errorf("an old return is told: %+v", got)
	}
	if err := late.Commit(t.Context(), inbox.Event{}, handlers.Outcome{Cases: []cases.Case{openCase(1001, "M1", "txn:1")}}); err != nil {
		t.Fatal(err)
	}
	load(t, late, "again.csv", strings.NewReplacer("B1", "B4").Replace(bankCSV))
	if got := told(t, late); len(got) != 1 || !got[0].Silent || got[0].MerchantID != "M1" {
		t.Errorf("a case waits: %+v", got)
	}
	// A case that was resolved lately is reopened when the bank takes the money back.
	if err := late.Commit(t.Context(), inbox.Event{}, handlers.Outcome{Cases: []cases.Case{openCase(1002, "M2", "txn:2")}}); err != nil {
		t.Fatal(err)
	}
	ofP2 := strings.NewReplacer("149.10", "69.58", "0000001234", "0000005678", "P1", "P2").Replace(bankCSV)
	for i, resolved := range []struct {
		ago  time.Duration
		told int
	}{{29 * 24 * time.Hour, 1}, {31 * 24 * time.Hour, 0}} {
		c, ok, err := late.Case(t.Context(), 1002)
		if err != nil || !ok {
			t.Fatal(err)
		}
		c.Status, c.Resolution = cases.Resolved, &cases.Resolution{Reason: cases.Landed, At: time.Date(2026, 12, 20, 4, 0, 0, 0, time.UTC).Add(-resolved.ago)}
		if err := late.Commit(t.Context(), inbox.Event{}, handlers.Outcome{Cases: []cases.Case{c}}); err != nil {
			t.Fatal(err)
		}
		direction := []string{",D,", ",C,"}[i]
		load(t, late, fmt.Sprint("back", i, ".csv"), strings.NewReplacer("B1", fmt.Sprint("B", 5+i), ",C,", direction).Replace(ofP2))
		if got := told(t, late); len(got) != resolved.told || len(got) > 0 && (!got[0].Silent || got[0].MerchantID != "M2") {
			t.Errorf("resolved %v ago: %+v", resolved.ago, got)
		}
	}
}

func sealed(t *testing.T, at place) {
	db := at.books(t, "2026-11-20T12:00:00+08:00")
	for name, text := range allFiles {
		load(t, db, name, text)
	}
	a, b := db.Seal("6222 0200-0000 1234"), db.Seal("6222020000001234")
	if a != b || a.Last4 != "1234" || len(a.Key) != 32 {
		t.Errorf("%+v %+v", a, b)
	}
	if other := at.other().books(t, "2026-11-20T12:00:00+08:00").Seal("6222020000001234"); other.Key == a.Key {
		t.Error("the digest of an account is the same in every database")
	}
	path := db.Path()
	if path == "" {
		t.Skip("this database is no file")
	}
	for _, file := range []string{path, path + "-wal"} {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(raw, []byte("6222020000001234")) {
			t.Errorf("%s has an account number in it", file)
		}
	}
}

func noFormulas(t *testing.T, at place) {
	db := at.books(t, "2026-11-20T12:00:00+08:00")
	load(t, db, "merchants.csv", merchantsCSV)
	load(t, db, "bank.csv", strings.NewReplacer("B1", "=B1", "149.10", "1.00").Replace(bankCSV)+"@B2,2026-11-19,1,2.00,C,CNY,x\n-5.10,2026-11-19,1,3.00,C,CNY,y\n")
	var ids []string
	for _, r := range export(t, db, "bank")[1:] {
		ids = append(ids, r[0])
	}
	if diff := cmp.Diff([]string{"-5.10", "'=B1", "'@B2"}, ids); diff != "" {
		t.Error(diff)
	}
	var out bytes.Buffer
	if err := db.Export(context.Background(), "nonsense", &out, time.Now()); err == nil || out.Len() > 0 {
		t.Errorf("%v %q", err, out.String())
	}
}

func impliedPayout(t *testing.T, at place) {
	db := at.books(t, "2026-11-20T12:00:00+08:00")
	load(t, db, "merchants.csv", merchantsCSV)
	load(t, db, "lines.csv", linesCSV)
	load(t, db, "bank.csv", bankCSV)
	owner := access.For(access.Owner, "M1")
	first, err := db.Payouts(t.Context(), owner, handlers.PayoutQuery{Reference: "P1"})
	if err != nil || len(first) != 1 || first[0].Amount != 14910 || first[0].EntryID != "B1" {
		t.Fatal(first, err)
	}
	if res := load(t, db, "payouts.csv", payoutsCSV); res.New != 2 {
		t.Errorf("%+v", res)
	}
	then, err := db.Payouts(t.Context(), owner, handlers.PayoutQuery{Reference: "P1"})
	if err != nil || len(then) != 1 || then[0].Row != first[0].Row || then[0].SentOn == 0 {
		t.Errorf("%+v %v", then, err)
	}
	load(t, db, "elsewhere.csv", strings.NewReplacer(",P1,", ",P3,").Replace(linesCSV))
	if got := export(t, db, "payouts"); len(got) != 4 {
		t.Errorf("%v", got)
	}
	load(t, db, "back.csv", linesCSV+"\n")
	if got := export(t, db, "payouts"); len(got) != 3 {
		t.Errorf("a payout that nobody names is still there: %v", got)
	}
}

func added(t *testing.T, at place) {
	db := at.books(t, "2026-11-20T12:00:00+08:00")
	load(t, db, "swipes.csv", swipesCSV)
	m := record.Merchant{ID: "M1", Name: "Noodles", Account: db.Seal("6222020000001234")}
	if res, err := db.AddMerchant(t.Context(), m); err != nil || res.New != 1 {
		t.Fatalf("%+v %v", res, err)
	}
	if res, err := db.AddMerchant(t.Context(), m); err != nil || res.Unchanged != 1 {
		t.Fatalf("%+v %v", res, err)
	}
	m.Cycle = "T+2"
	if res, err := db.AddMerchant(t.Context(), m); err != nil || res.Restated != 1 {
		t.Fatalf("%+v %v", res, err)
	}
	if _, err := db.AddMerchant(t.Context(), record.Merchant{ID: "M9", Cycle: "soon"}); err == nil {
		t.Error("nonsense was added")
	}
	show, found, err := db.MerchantShow(t.Context(), "M1")
	if err != nil || !found || show.Transactions != 3 || show.Cycle != "T+2" || show.Currency != "CNY" || len(show.Sources) != 1 {
		t.Errorf("%+v %v %v", show, found, err)
	}
	list, err := db.MerchantList(t.Context())
	if err != nil || len(list) != 1 || list[0].Transactions != 3 {
		t.Errorf("%+v %v", list, err)
	}
	all, err := db.Merchants(t.Context())
	if err != nil || len(all) != 1 || all[0].Zone != "Asia/Shanghai" {
		t.Errorf("%+v %v", all, err)
	}
}
