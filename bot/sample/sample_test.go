package sample_test

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"moneytrail/bot/sample"
	"moneytrail/recon/importer"
	"moneytrail/recon/record"
)

func input(f sample.File) importer.Input {
	return importer.Input{Name: f.Name, Size: int64(len(f.Body)),
		Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(f.Body)), nil }}
}

var moments = []string{
	"2026-11-20T14:03:00+08:00", // a Friday afternoon
	"2026-11-22T00:20:00+08:00", // a Sunday just after midnight
	"2026-11-23T06:50:00+08:00", // a Monday, payouts sent and not confirmed
	"2026-10-08T10:00:00+08:00", // the first working day after the October holidays
	"2026-02-20T12:00:00+08:00", // inside the Spring Festival
	"2027-01-04T09:00:00+08:00", // beyond the official calendar
}

func at(t *testing.T, s string) time.Time {
	t.Helper()
	now, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return now
}

// Whatever the day, all seven files import without an error or a warning, and
// no row lies in the future.
func TestEveryFileImports(t *testing.T) {
	for _, moment := range moments {
		t.Run(moment, func(t *testing.T) {
			now := at(t, moment)
			set, err := sample.Make(sample.Options{Now: now, Seed: 1})
			if err != nil {
				t.Fatal(err)
			}
			kinds := map[record.Kind]int{}
			for _, f := range set.Files {
				p, err := importer.Prove(t.Context(), input(f), importer.Options{Currency: "CNY"})
				if err != nil {
					t.Fatal(err)
				}
				if len(p.Errors)+len(p.Warnings) > 0 {
					t.Errorf("%s: %v %v", f.Name, p.Errors, p.Warnings)
				}
				kinds[p.Kind] += p.Rows
				if p.Last != 0 && p.Last.In(now.Location()).After(now) {
					t.Errorf("%s speaks of %s, after now", f.Name, p.Last)
				}
			}
			for _, k := range []record.Kind{record.Merchants, record.TermsRows, record.Transactions, record.Lines, record.Payouts, record.Entries, record.Events} {
				if kinds[k] == 0 {
					t.Errorf("no rows of %s", k)
				}
			}
			if kinds[record.Transactions] < 800 {
				t.Errorf("only %d transactions", kinds[record.Transactions])
			}
		})
	}
}

func TestSameSeedSameBytes(t *testing.T) {
	o := sample.Options{Now: at(t, moments[0]), Seed: 7}
	a, b := t.TempDir(), filepath.Join(t.TempDir(), "new", "folder")
	for _, dir := range []string{a, b} {
		if err := sample.Write(dir, o); err != nil {
			t.Fatal(err)
		}
	}
	names, err := os.ReadDir(a)
	if err != nil || len(names) != 7 {
		t.Fatalf("%d files, %v", len(names), err)
	}
	for _, n := range names {
		x, err1 := os.ReadFile(filepath.Join(a, n.Name()))
		y, err2 := os.ReadFile(filepath.Join(b, n.Name()))
		if err1 != nil || err2 != nil || !bytes.Equal(x, y) {
			t.Errorf("%s differs: %v %v", n.Name(), err1, err2)
		}
	}
	o.Seed = 8
	other, err := sample.Make(o)
	if err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(filepath.Join(a, "transactions.csv")); err != nil || bytes.Equal(b, other.Files[2].Body) {
		t.Errorf("another seed gives the same transactions (%v)", err)
	}
}
