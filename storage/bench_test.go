package storage_test

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"moneytrail/handlers"
	"moneytrail/handlers/access"
	"moneytrail/recon/calendar"
	"moneytrail/recon/importer"
	"moneytrail/storage"
)

// What the benchmarks import: so many merchants swipe so often on each of so
// many days; all of it is settled, paid and booked the day after.
const (
	benchMerchants = 20
	benchDays      = 5
	benchSwipes    = 20
)

// benchNow is the business time of the benchmarks, after the last booking.
var benchNow = time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)

type stoppedClock struct{ now time.Time }

func (c stoppedClock) Now() time.Time              { return c.now }
func (c stoppedClock) Machine() time.Time          { return time.Now() }
func (c stoppedClock) Shift(t time.Time) time.Time { return t }

// benchFile is one file of the set, in the order of importing.
type benchFile struct{ name, text string }

func benchFiles() []benchFile {
	merchants, swipes, lines, bank := &strings.Builder{}, &strings.Builder{}, &strings.Builder{}, &strings.Builder{}
	fmt.Fprintln(merchants, "merchant_id,account,fee_bps")
	fmt.Fprintln(swipes, "transaction_id,merchant_id,terminal_id,time,type,amount,currency,card_last4,scheme,auth_code,rrn,original_rrn,status")
	fmt.Fprintln(lines, "line_id,settled_on,merchant_id,terminal_id,time,type,gross,fee,net,rrn,payout_id,status")
	fmt.Fprintln(bank, "entry_id,booked_on,account,amount,direction,currency,memo")
	for m := range benchMerchants {
		fmt.Fprintf(merchants, "M%03d,62170000%08d,50\n", m, m)
	}
	n := 0
	for d := range benchDays {
		day := time.Date(2026, 3, 2+d, 9, 0, 0, 0, time.UTC)
		paid := day.AddDate(0, 0, 1).Format(time.DateOnly)
		for m := range benchMerchants {
			net := 0
			for i := range benchSwipes {
				n++
				gross := 1000 + (n*7919)%90000
				fee := (gross*50 + 5000) / 10000
				net += gross - fee
				at := day.Add(time.Duration(i*20+m%20) * time.Minute).Format(time.DateTime)
				fmt.Fprintf(swipes, "T%08d,M%03d,K%03d,%s,SALE,%s,CNY,%04d,VISA,%06d,6060%08d,,APPROVED\n", n, m, m, at, yuan(gross), n%10000, n, n)
				fmt.Fprintf(lines, "S%08d,%s,M%03d,K%03d,%s,SALE,%s,%s,%s,6060%08d,P%s-%03d,PAID\n", n, paid, m, m, at, yuan(gross), yuan(fee), yuan(gross-fee), n, paid, m)
			}
			fmt.Fprintf(bank, "B%s-%03d,%s,62170000%08d,%s,C,CNY,PAYOUT P%s-%03d\n", paid, m, paid, m, yuan(net), paid, m)
		}
	}
	return []benchFile{{"merchants.csv", merchants.String()}, {"swipes.csv", swipes.String()},
		{"lines.csv", lines.String()}, {"bank.csv", bank.String()}}
}

func yuan(minor int) string { return fmt.Sprintf("%d.%02d", minor/100, minor%100) }

// benchBooks imports the set into a new database and links it.
func benchBooks(b *testing.B, path string) *storage.DB {
	b.Helper()
	ctx := context.Background()
	db, err := storage.Open(ctx, path, storage.Options{Clock: stoppedClock{benchNow}, Currency: "CNY"})
	if err != nil {
		b.Fatal(err)
	}
	for _, f := range benchFiles() {
		bring(b, db, f, storage.ImportOptions{Began: benchNow, Later: true})
	}
	if err := db.Relink(ctx); err != nil {
		b.Fatal(err)
	}
	return db
}

// BenchmarkImport proves, writes and links four files into an empty database.
func BenchmarkImport(b *testing.B) {
	for i := 0; b.Loop(); i++ {
		if err := benchBooks(b, filepath.Join(b.TempDir(), fmt.Sprint(i, ".db"))).Close(); err != nil {
			b.Fatal(err)
		}
	}
	rows := benchMerchants * benchDays * (2*benchSwipes + 1)
	b.ReportMetric(float64(rows*b.N)/b.Elapsed().Seconds(), "rows/s")
}

// BenchmarkImportAgain imports files that are there already.
func BenchmarkImportAgain(b *testing.B) {
	db := benchBooks(b, filepath.Join(b.TempDir(), "books.db"))
	defer func() { _ = db.Close() }()
	for b.Loop() {
		for _, f := range benchFiles() {
			in := fileOf(f)
			hash, err := importer.Digest(context.Background(), &in)
			if err != nil {
				b.Fatal(err)
			}
			if _, there, err := db.Imported(context.Background(), hash); !there || err != nil {
				b.Fatal(there, err)
			}
		}
	}
}

// BenchmarkExport writes everything of each kind, alone and together.
func BenchmarkExport(b *testing.B) {
	db := benchBooks(b, filepath.Join(b.TempDir(), "books.db"))
	defer func() { _ = db.Close() }()
	var sheets []storage.Sheet
	for _, kind := range []string{"transactions", "settlements", "payouts", "bank"} {
		sheets = append(sheets, storage.Sheet{Kind: kind, To: io.Discard})
		b.Run(kind, func(b *testing.B) {
			for b.Loop() {
				if err := db.Export(context.Background(), kind, io.Discard, benchNow); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("together", func(b *testing.B) {
		for b.Loop() {
			if err := db.ExportTogether(context.Background(), benchNow, sheets...); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkTraceByReference finds one swipe by its reference and tells its trail.
func BenchmarkTraceByReference(b *testing.B) {
	db := benchBooks(b, filepath.Join(b.TempDir(), "books.db"))
	defer func() { _ = db.Close() }()
	for i := 0; b.Loop(); i++ {
		ref := fmt.Sprintf("6060%08d", 1+i*31%(benchMerchants*benchDays*benchSwipes))
		found, _, err := db.Trails(context.Background(), access.StaffScope(), handlers.Query{Reference: ref})
		if err != nil || len(found) != 1 || found[0].State != "arrived" {
			b.Fatal(found, err)
		}
	}
}

// BenchmarkDay sums up one business day of one merchant.
func BenchmarkDay(b *testing.B) {
	db := benchBooks(b, filepath.Join(b.TempDir(), "books.db"))
	defer func() { _ = db.Close() }()
	for i := 0; b.Loop(); i++ {
		day := calendar.DateOf(time.Date(2026, 3, 2+i%benchDays, 0, 0, 0, 0, time.UTC))
		if _, err := db.Day(context.Background(), access.StaffScope(), fmt.Sprintf("M%03d", i%benchMerchants), day); err != nil {
			b.Fatal(err)
		}
	}
}
