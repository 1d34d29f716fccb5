package storage_test

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"moneytrail/handlers"
	"moneytrail/handlers/access"
	"moneytrail/storage"
)

// stored opens the books of MONEYTRAIL_BENCH_DATABASE, a file that was imported
// before and is written to, else those of the benchmarks. It gives references of
// the last swipes of merchants all over them, those of a merchant together, and
// a statement that reads one page of rows.
func stored(b *testing.B) (db *storage.DB, refs [][]string, bare *sql.Stmt) {
	const merchants = 2000
	ctx := context.Background()
	path := os.Getenv("MONEYTRAIL_BENCH_DATABASE")
	if path == "" {
		path = b.TempDir() + "/books.db"
		if err := benchBooks(b, path).Close(); err != nil {
			b.Fatal(err)
		}
	}
	opened := func() *storage.DB {
		db, err := storage.Open(ctx, path, storage.Options{Clock: stoppedClock{benchNow}, Currency: "CNY"})
		if err != nil {
			b.Fatal(err)
		}
		return db
	}
	before := opened() // what it read is not remembered by the other
	all, err := before.Merchants(ctx)
	if err != nil {
		b.Fatal(err)
	}
	for i := 0; i < len(all); i += 1 + len(all)/merchants {
		found, _, err := before.Trails(ctx, access.StaffScope(), handlers.Query{MerchantID: all[i].ID, Limit: 20})
		if err != nil {
			b.Fatal(err)
		}
		var of []string
		for j := range found {
			of = append(of, cmp.Or(found[j].RRN, found[j].TransactionID))
		}
		if len(of) > 0 {
			refs = append(refs, of)
		}
	}
	if err := before.Close(); err != nil {
		b.Fatal(err)
	}
	db = opened()
	b.Cleanup(func() { _ = db.Close() })
	pool, err := sql.Open("sqlite", path)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = pool.Close() })
	if bare, err = pool.PrepareContext(ctx, "SELECT body FROM transactions WHERE first = (SELECT MAX(first) FROM transactions WHERE first <= ?)"); err != nil {
		b.Fatal(err)
	}
	return db, refs, bare
}

// BenchmarkStored finds a trail by its reference, and beside it reads one page
// of rows by a prepared statement: of merchants asked about for the first time
// (up to 2000 look-ups), of such as were asked about before, and while files are
// imported.
func BenchmarkStored(b *testing.B) {
	db, of, bare := stored(b)
	var first, refs []string
	for i, list := range of {
		first = append(first, list[len(list)-1])
		if i%10 == 0 {
			refs = append(refs, list...)
		}
	}
	b.Run("at first", func(b *testing.B) { lookUps(b, db, first, bare) })
	b.Run("alone", func(b *testing.B) { lookUps(b, db, refs, bare) })
	b.Run("while importing", func(b *testing.B) {
		stop, ended := make(chan struct{}), make(chan struct{})
		go func() {
			defer close(ended)
			for n := 0; ; n++ {
				select {
				case <-stop:
					return
				default:
					bring(b, db, strangers(n), storage.ImportOptions{Began: benchNow})
				}
			}
		}()
		lookUps(b, db, refs, bare)
		close(stop)
		<-ended
	})
}

// strangers is a file of swipes of merchants that nobody knows, no two alike.
func strangers(n int) benchFile {
	text := &strings.Builder{}
	fmt.Fprintln(text, "transaction_id,merchant_id,terminal_id,time,type,amount,currency,card_last4,scheme,auth_code,rrn,original_rrn,status")
	run := fmt.Sprint(time.Now().UnixNano(), "-", n)
	for i := range 20_000 {
		fmt.Fprintf(text, "Z%s-%d,Z%03d,ZK%03d,2026-03-09 10:00:00,SALE,%s,CNY,%04d,VISA,%06d,Z%d,,APPROVED\n", run, i, i%500, i%500, yuan(100+i), i%10000, i, i)
	}
	return benchFile{run + ".csv", text.String()}
}

func lookUps(b *testing.B, db *storage.DB, refs []string, bare *sql.Stmt) {
	ctx := context.Background()
	var trails, rows []time.Duration
	for i := 0; b.Loop(); i++ {
		ref := refs[i*7919%len(refs)]
		began := time.Now()
		found, _, err := db.Trails(ctx, access.StaffScope(), handlers.Query{Reference: ref})
		trails = append(trails, time.Since(began))
		if err != nil || len(found) == 0 {
			b.Fatal(ref, found, err)
		}
		began = time.Now()
		var body []byte
		if err := bare.QueryRowContext(ctx, found[0].Row).Scan(&body); err != nil {
			b.Fatal(err)
		}
		rows = append(rows, time.Since(began))
	}
	for _, l := range []struct {
		name string
		took []time.Duration
	}{{"trail", trails}, {"bare", rows}} {
		slices.Sort(l.took)
		for _, p := range []int{50, 90, 99} {
			b.ReportMetric(float64(l.took[len(l.took)*p/100].Nanoseconds())/1000, fmt.Sprintf("%s-p%d-us", l.name, p))
		}
	}
	b.ReportMetric(float64(trails[len(trails)/2])/float64(rows[len(rows)/2]), "p50-ratio")
}
