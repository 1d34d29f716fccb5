package storagetest

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"moneytrail/handlers"
	"moneytrail/handlers/access"
	"moneytrail/storage"
)

// hashOf gives the digest under which a file was imported.
func hashOf(t *testing.T, db *storage.DB, name string) string {
	t.Helper()
	files, err := db.Files(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if f.Name == name && f.State == "published" {
			return f.Hash
		}
	}
	t.Fatalf("%s is not there: %+v", name, files)
	return ""
}

func withdraw(t *testing.T, db *storage.DB, name string) storage.WithdrawResult {
	t.Helper()
	res, err := db.Withdraw(t.Context(), hashOf(t, db, name), "cli:test")
	if err != nil {
		t.Fatalf("withdraw %s: %v", name, err)
	}
	return res
}

// Each file, taken back, leaves the books as if it had never come; imported
// again, it ends as before.
func withdrawn(t *testing.T, at place) {
	order := []string{"merchants.csv", "swipes.csv", "lines.csv", "payouts.csv", "bank.csv"}
	db := at.books(t, "2026-11-20T12:00:00+08:00")
	for _, name := range order {
		load(t, db, name, allFiles[name])
	}
	whole := exports(t, db)
	for _, gone := range order {
		res := withdraw(t, db, gone)
		if res.Returned != 0 || res.Gone != strings.Count(allFiles[gone], "\n")-1 || res.File.Name != gone {
			t.Errorf("%s: %+v", gone, res)
		}
		without := at.other().books(t, "2026-11-20T12:00:00+08:00")
		for _, name := range order {
			if name != gone {
				load(t, without, name, allFiles[name])
			}
		}
		if diff := cmp.Diff(exports(t, without), exports(t, db)); diff != "" {
			t.Errorf("%s -never came +taken back:\n%s", gone, diff)
		}
		if res := load(t, db, gone, allFiles[gone]); res.Status != storage.Imported || res.New != res.Rows {
			t.Errorf("%s again: %+v", gone, res)
		}
		if diff := cmp.Diff(whole, exports(t, db)); diff != "" {
			t.Errorf("%s -before +taken back and imported again:\n%s", gone, diff)
		}
	}
	n := 0
	err := db.AuditLog(t.Context(), func(r storage.AuditRow) error {
		if r.Action == "withdraw" && r.Actor == "cli:test" && strings.Contains(r.Detail, "gone") {
			n++
		}
		return nil
	})
	if err != nil || n != len(order) {
		t.Errorf("%d audit entries, %v", n, err)
	}
}

// Rows that a file restated say again what was said before, also by whom
// nobody had listened to any more.
func withdrawnRestatement(t *testing.T, at place) {
	db := filled(t, at)
	before := exports(t, db)
	row := func() string {
		got, _, err := db.Trails(t.Context(), access.For(access.Owner, "M1"), handlers.Query{Reference: "T1"})
		if err != nil || len(got) != 1 {
			t.Fatal(got, err)
		}
		return strings.Join([]string{got[0].Hops[0].Evidence[0].File, string(got[0].State)}, " ")
	}
	first := row()
	load(t, db, "same.csv", swipesCSV+"\n")
	load(t, db, "corrected.csv", strings.Replace(swipesCSV, "M1,K1,2026-11-18 12:00:00,SALE,100.00", "M2,K1,2026-11-16 12:00:00,SALE,90.00", 1))
	load(t, db, "corrected again.csv", strings.Replace(swipesCSV, "SALE,100.00", "SALE,80.00", 1))
	if res := withdraw(t, db, "corrected.csv"); res.Returned != 0 || res.Gone != 0 { // others speak now
		t.Errorf("%+v", res)
	}
	if res := withdraw(t, db, "corrected again.csv"); res.Returned != 1 || res.Gone != 0 {
		t.Errorf("%+v", res)
	}
	if diff := cmp.Diff(before, exports(t, db)); diff != "" {
		t.Errorf("-before +corrections taken back:\n%s", diff)
	}
	if now := row(); now != "same.csv arrived" {
		t.Errorf("the row is told by %q, before by %q", now, first)
	}
	if res := withdraw(t, db, "swipes.csv"); res.Gone != 0 {
		t.Errorf("rows that another file tells are gone: %+v", res)
	}
	if diff := cmp.Diff(before, exports(t, db)); diff != "" {
		t.Errorf("-before +one of two that say the same taken back:\n%s", diff)
	}
	if res := withdraw(t, db, "same.csv"); res.Gone != 4 {
		t.Errorf("%+v", res)
	}
	for _, hash := range []string{"", "zz", strings.Repeat("ab", 32)} {
		if _, err := db.Withdraw(t.Context(), hash, "cli:test"); err == nil || len(hash) == 64 && !errors.Is(err, storage.ErrNoSuchFile) {
			t.Errorf("%q: %v", hash, err)
		}
	}
}

// Who was told that money arrived is told when the file that said so is taken back.
func withdrawnTold(t *testing.T, at place) {
	db := at.books(t, "2026-11-19T12:00:00+08:00")
	for _, name := range []string{"merchants.csv", "swipes.csv", "lines.csv", "payouts.csv"} {
		load(t, db, name, allFiles[name])
	}
	db = at.books(t, "2026-11-19T13:00:00+08:00")
	load(t, db, "bank.csv", strings.NewReplacer("B1", "B0", "149.10", "1.00", "P1", "X").Replace(bankCSV))
	told(t, db)
	db = at.books(t, "2026-11-19T14:00:00+08:00")
	load(t, db, "landed.csv", bankCSV)
	if got := told(t, db); len(got) != 1 || len(got[0].Transactions) != 2 {
		t.Fatalf("the arrival is told: %+v", got)
	}
	withdraw(t, db, "landed.csv")
	if got := told(t, db); len(got) != 1 || got[0].MerchantID != "M1" || got[0].Silent || len(got[0].Transactions) != 2 || len(got[0].Payouts) != 1 {
		t.Errorf("what was taken back is told: %+v", got)
	}
}
