package storagetest

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"moneytrail/handlers"
	"moneytrail/handlers/access"
	"moneytrail/recon/importer"
	"moneytrail/storage"
)

func anyOrder(t *testing.T, at place) {
	orders := [][]string{
		{"merchants.csv", "swipes.csv", "lines.csv", "payouts.csv", "bank.csv"},
		{"bank.csv", "payouts.csv", "lines.csv", "swipes.csv", "merchants.csv"},
		{"lines.csv", "merchants.csv", "bank.csv", "swipes.csv", "payouts.csv"},
		{"payouts.csv", "lines.csv", "swipes.csv", "bank.csv", "merchants.csv"},
	}
	var want map[string][][]string
	for _, order := range orders {
		db := at.other().books(t, "2026-11-20T12:00:00+08:00")
		for _, name := range order {
			if res := load(t, db, name, allFiles[name]); res.Status != storage.Imported || res.New != res.Rows {
				t.Fatalf("%v: %s: %+v", order, name, res)
			}
		}
		got := exports(t, db)
		if want == nil {
			want = got
			continue
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%v (-first +this):\n%s", order, diff)
		}
	}
}

func sameBytes(t *testing.T, at place) {
	db := at.books(t, "2026-11-20T12:00:00+08:00")
	first := load(t, db, "swipes.csv", swipesCSV)
	before := exports(t, db)
	again := load(t, db, "renamed.csv", swipesCSV)
	want := storage.ImportResult{Status: storage.IsDuplicate, Rows: 4, Unchanged: 4, FileID: first.FileID}
	if diff := cmp.Diff(want, again); diff != "" {
		t.Error(diff)
	}
	// The same rows in other bytes are unchanged rows.
	same := load(t, db, "spaced.csv", swipesCSV+"\n")
	if same.Status != storage.Imported || same.Unchanged != 4 || same.New != 0 || same.Restated != 0 {
		t.Errorf("%+v", same)
	}
	if diff := cmp.Diff(before, exports(t, db)); diff != "" {
		t.Errorf("an import without news changed something:\n%s", diff)
	}
}

// Files without rows are all alike: each day has its own, and is taken back alone.
func emptyFiles(t *testing.T, at place) {
	db := at.books(t, "2026-11-20T12:00:00+08:00")
	head, _, _ := strings.Cut(swipesCSV, "\n")
	for _, tt := range []struct{ began, want string }{
		{"2026-11-20T12:00:00+08:00", storage.Imported},
		{"2026-11-20T18:00:00+08:00", storage.IsDuplicate},
		{"2026-11-21T12:00:00+08:00", storage.Imported},
	} {
		began, err := time.Parse(time.RFC3339, tt.began)
		if err != nil {
			t.Fatal(err)
		}
		in := memory("swipes.csv", head+"\n")
		p, err := importer.Prove(t.Context(), in, importer.Options{Book: db, Currency: "CNY"})
		if err != nil {
			t.Fatal(err)
		}
		if res, err := db.Import(t.Context(), in, p, storage.ImportOptions{Began: began}); err != nil || res.Status != tt.want {
			t.Errorf("%s: %+v, %v; want %s", tt.began, res, err, tt.want)
		}
	}
	files, err := db.Files(t.Context())
	if err != nil || len(files) != 2 {
		t.Fatalf("%+v, %v", files, err)
	}
	hash, _, _ := strings.Cut(files[0].Hash, "@")
	if _, err := db.Withdraw(t.Context(), hash, "cli:test"); err == nil {
		t.Error("one of two days was taken back, which nobody named")
	}
	for _, f := range files {
		if res, err := db.Withdraw(t.Context(), f.Digest(), "cli:test"); err != nil || res.File.ID != f.ID {
			t.Errorf("%s: %+v, %v", f.Digest(), res, err)
		}
	}
}

func atOnce(t *testing.T, at place) {
	db := at.books(t, "2026-11-20T12:00:00+08:00")
	var text strings.Builder
	text.WriteString(swipesCSV)
	for i := range 200 {
		fmt.Fprintf(&text, "X%d,M1,K1,2026-11-18 14:00:%02d,SALE,1.00,CNY,1111,UNIONPAY,A,2000000%05d,,APPROVED\n", i, i%60, i)
	}
	results := make([]storage.ImportResult, 8)
	errs := make([]error, 8)
	var all sync.WaitGroup
	for i := range results {
		all.Go(func() { results[i], errs[i] = tryLoad(t.Context(), db, fmt.Sprintf("copy %d.csv", i), text.String()) })
	}
	all.Wait()
	won := 0
	for i, r := range results {
		if errs[i] != nil {
			t.Error(errs[i])
		}
		switch r.Status {
		case storage.Imported:
			won++
			if r.New != 204 || r.Rows != 204 {
				t.Errorf("the winner: %+v", r)
			}
		case storage.IsDuplicate:
		default:
			t.Errorf("%+v", r)
		}
	}
	if won != 1 {
		t.Errorf("%d imports won", won)
	}
	if n := len(export(t, db, "transactions")) - 1; n != 204 {
		t.Errorf("%d transactions", n)
	}
}

// A process that stops anywhere, and starts again, ends like one that never stopped.
func goesOn(t *testing.T, at place) {
	whole := at.other().books(t, "2026-11-20T12:00:00+08:00")
	order := []string{"swipes.csv", "merchants.csv", "lines.csv", "payouts.csv", "bank.csv"}
	for _, name := range order {
		load(t, whole, name, allFiles[name])
	}
	db := at.books(t, "2026-11-20T12:00:00+08:00")
	stopped := 0
	for _, name := range order {
		for stop := int64(1); ; stop++ {
			res, err := stopAfter(t, db, name, allFiles[name], 1+stop%4+stop/2) // ever further: each stop is a database that is opened anew
			if err == nil {
				if res.Status == storage.Refused {
					t.Errorf("%s: %+v", name, res)
				}
				break
			}
			if !errors.Is(err, context.Canceled) {
				t.Fatal(err)
			}
			stopped++
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			db = at.books(t, "2026-11-20T12:00:00+08:00")
		}
	}
	if stopped < 10 { // two in each file
		t.Errorf("only %d stops: the story proves little", stopped)
	}
	t.Logf("%d stops", stopped)
	if diff := cmp.Diff(exports(t, whole), exports(t, db)); diff != "" {
		t.Errorf("-undisturbed +stopped:\n%s", diff)
	}
}

// fuse is a context that is cancelled when somebody has asked so many times whether it is.
type fuse struct {
	context.Context
	left *atomic.Int64
}

func (f fuse) Err() error {
	if f.left.Add(-1) < 0 {
		return context.Canceled
	}
	return f.Context.Err()
}

// stopAfter imports, and stops after so many steps.
func stopAfter(t *testing.T, db *storage.DB, name, text string, steps int64) (storage.ImportResult, error) {
	t.Helper()
	in := memory(name, text)
	p, err := importer.Prove(t.Context(), in, importer.Options{Book: db, Currency: "CNY"})
	if err != nil {
		t.Fatal(err)
	}
	left := &atomic.Int64{}
	left.Store(steps)
	return db.Import(fuse{t.Context(), left}, in, p, storage.ImportOptions{Batch: 1})
}

func restated(t *testing.T, at place) {
	db := at.books(t, "2026-11-20T12:00:00+08:00")
	for _, name := range []string{"merchants.csv", "swipes.csv", "lines.csv", "payouts.csv", "bank.csv"} {
		load(t, db, name, allFiles[name])
	}
	m1 := access.For(access.Owner, "M1")
	before, _, err := db.Trails(t.Context(), m1, handlers.Query{Reference: "T1"})
	if err != nil || len(before) != 1 {
		t.Fatal(before, err)
	}
	res := load(t, db, "corrected.csv", strings.Replace(strings.Replace(swipesCSV, "SALE,100.00", "SALE,90.00", 1), "4444,", "4445,", 1))
	if res.Restated != 2 || res.Unchanged != 2 || res.New != 0 || res.Rows != 4 {
		t.Errorf("%+v", res)
	}
	after, _, err := db.Trails(t.Context(), m1, handlers.Query{Reference: "T1"})
	if err != nil || len(after) != 1 {
		t.Fatal(after, err)
	}
	if after[0].Row != before[0].Row || after[0].Amount != 9000 || after[0].Hops[0].Evidence[0].File != "corrected.csv" {
		t.Errorf("%+v", after[0])
	}
	res = load(t, db, "right after all.csv", swipesCSV+"\n\n")
	if res.Restated != 2 || res.Unchanged != 2 {
		t.Errorf("back again: %+v", res)
	}
	last, _, err := db.Trails(t.Context(), m1, handlers.Query{Reference: "T1"})
	if err != nil || len(last) != 1 || last[0].Amount != 10000 || last[0].State != before[0].State {
		t.Errorf("%+v %v", last, err)
	}
}

// Whatever is restated, in whatever steps, the end is as if only what is said
// last had ever been said.
func restatements(t *testing.T, at place) {
	r := rand.New(rand.NewPCG(1, 2))
	db := at.books(t, "2026-11-20T12:00:00+08:00")
	load(t, db, "merchants.csv", merchantsCSV)
	says := map[string]map[int]string{"swipes": {}, "lines": {}}
	heads := map[string]string{"swipes": swipesCSV[:strings.Index(swipesCSV, "\n")+1], "lines": linesCSV[:strings.Index(linesCSV, "\n")+1]}
	row := map[string]func(i int) string{
		"swipes": func(i int) string {
			return fmt.Sprintf("S%d,M%d,K1,2026-11-18 12:00:%02d,SALE,%d.00,CNY,1111,UNIONPAY,A1,30000000%04d,,%s\n", i, 1+r.IntN(2), i,
				10+r.IntN(3), i, []string{"APPROVED", "DECLINED"}[r.IntN(2)])
		},
		"lines": func(i int) string {
			gross := 10 + r.IntN(3)
			return fmt.Sprintf("G%d,2026-11-19,M%d,K1,2026-11-18 12:00:%02d,SALE,%d.00,0.10,%d.90,30000000%04d,Q%d,PAID\n", i, 1+r.IntN(2), i,
				gross, gross-1, i, r.IntN(2))
		},
	}
	for step := range 30 {
		kind := []string{"swipes", "lines"}[step%2]
		text := heads[kind]
		for i := range 8 {
			if r.IntN(2) == 0 {
				says[kind][i] = row[kind](i)
				text += says[kind][i]
			}
		}
		if res := load(t, db, fmt.Sprintf("%s %d.csv", kind, step), text+strings.Repeat("\n", step)); res.Status != storage.Imported {
			t.Fatalf("%+v", res)
		}
	}
	once := at.other().books(t, "2026-11-20T12:00:00+08:00")
	load(t, once, "merchants.csv", merchantsCSV)
	for kind, rows := range says {
		text := heads[kind]
		for i := range 8 {
			text += rows[i]
		}
		load(t, once, kind, text)
	}
	if diff := cmp.Diff(exports(t, once), exports(t, db)); diff != "" {
		t.Errorf("-said once +restated:\n%s", diff)
	}
}
