package storage_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"moneytrail/recon/importer"
	"moneytrail/storage"
)

// fixed is a clock that stands still.
type fixed struct{ at time.Time }

func (c fixed) Now() time.Time              { return c.at }
func (c fixed) Machine() time.Time          { return c.at }
func (c fixed) Shift(t time.Time) time.Time { return t }

func shanghai(t testing.TB) *time.Location {
	z, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func books(t testing.TB, now string) *storage.DB {
	t.Helper()
	return openBooks(t, filepath.Join(t.TempDir(), "books.db"), now)
}

func openBooks(t testing.TB, path, now string) *storage.DB {
	t.Helper()
	at, err := time.Parse(time.RFC3339, now)
	if err != nil {
		t.Fatal(err)
	}
	db, err := storage.Open(t.Context(), path, storage.Options{Clock: fixed{at}, Zone: shanghai(t), Currency: "CNY"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func memory(name, text string) importer.Input {
	return importer.Input{Name: name, Size: int64(len(text)), Open: func() (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(text)), nil
	}}
}

func load(t testing.TB, db *storage.DB, name, text string) storage.ImportResult {
	t.Helper()
	res, err := tryLoad(t.Context(), db, name, text)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return res
}

func tryLoad(ctx context.Context, db *storage.DB, name, text string) (storage.ImportResult, error) {
	in := memory(name, text)
	p, err := importer.Prove(ctx, in, importer.Options{Book: db, Currency: "CNY"})
	if err != nil {
		return storage.ImportResult{}, err
	}
	return db.Import(ctx, in, p, storage.ImportOptions{Batch: 2})
}

const (
	merchantsCSV = "merchant_id,account,name,settlement_cycle\nM1,6222020000001234,Noodles,T+1\nM2,6222020000005678,Tea,T+1\n"
	swipesCSV    = "transaction_id,merchant_id,terminal_id,time,type,amount,currency,card_last4,scheme,auth_code,rrn,original_rrn,status\n" +
		"T1,M1,K1,2026-11-18 12:00:00,SALE,100.00,CNY,1111,UNIONPAY,A1,100000000001,,APPROVED\n" +
		"T2,M1,K1,2026-11-18 12:05:00,SALE,50.00,CNY,2222,UNIONPAY,A2,100000000002,,APPROVED\n" +
		"T3,M2,K2,2026-11-18 12:10:00,SALE,70.00,CNY,3333,UNIONPAY,A3,100000000003,,APPROVED\n" +
		"T4,M1,K1,2026-11-18 13:00:00,SALE,20.00,CNY,4444,UNIONPAY,A4,100000000004,,DECLINED\n"
	linesCSV = "line_id,settled_on,merchant_id,terminal_id,time,type,gross,fee,net,rrn,payout_id,status\n" +
		"L1,2026-11-19,M1,K1,2026-11-18 12:00:00,SALE,100.00,0.60,99.40,100000000001,P1,PAID\n" +
		"L2,2026-11-19,M1,K1,2026-11-18 12:05:00,SALE,50.00,0.30,49.70,100000000002,P1,PAID\n" +
		"L3,2026-11-19,M2,K2,2026-11-18 12:10:00,SALE,70.00,0.42,69.58,100000000003,P2,PAID\n"
	bankCSV = "entry_id,booked_on,account,amount,direction,currency,memo\n" +
		"B1,2026-11-19,6222020000001234,149.10,C,CNY,SETTLEMENT P1\n"
	payoutsCSV = "payout_id,merchant_id,sent_at,amount,currency,account,status\n" +
		"P1,M1,2026-11-19 09:00:00,149.10,CNY,6222020000001234,SENT\n" +
		"P2,M2,2026-11-19 09:00:00,69.58,CNY,6222020000005678,SENT\n"
)

func export(t testing.TB, db *storage.DB, kind string) [][]string {
	t.Helper()
	var out bytes.Buffer
	if err := db.Export(t.Context(), kind, &out, time.Date(2026, 11, 20, 4, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&out).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

var allFiles = map[string]string{"merchants.csv": merchantsCSV, "swipes.csv": swipesCSV, "lines.csv": linesCSV,
	"bank.csv": bankCSV, "payouts.csv": payoutsCSV}

func TestFilesInAnyOrderGiveTheSameEnd(t *testing.T) {
	orders := [][]string{
		{"merchants.csv", "swipes.csv", "lines.csv", "payouts.csv", "bank.csv"},
		{"bank.csv", "payouts.csv", "lines.csv", "swipes.csv", "merchants.csv"},
		{"lines.csv", "merchants.csv", "bank.csv", "swipes.csv", "payouts.csv"},
		{"payouts.csv", "lines.csv", "swipes.csv", "bank.csv", "merchants.csv"},
	}
	var want map[string][][]string
	for _, order := range orders {
		db := books(t, "2026-11-20T12:00:00+08:00")
		for _, name := range order {
			if res := load(t, db, name, allFiles[name]); res.Status != storage.Imported || res.New != res.Rows {
				t.Fatalf("%v: %s: %+v", order, name, res)
			}
		}
		got := map[string][][]string{}
		for _, kind := range []string{"transactions", "settlements", "payouts", "bank", "breaks"} {
			got[kind] = export(t, db, kind)
		}
		if want == nil {
			want = got
			t.Log(got)
			continue
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%v (-first +this):\n%s", order, diff)
		}
	}
}
