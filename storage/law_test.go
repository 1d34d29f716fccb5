package storage_test

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"moneytrail/recon/importer"
	"moneytrail/storage"
	"moneytrail/storage/testdb"
)

// lawChecks is how many random lives of a database are tried.
const lawChecks = 12

// moneyKinds are the exports of all that the books say of money.
var moneyKinds = []string{"transactions", "settlements", "payouts", "bank", "breaks"}

// ends gives all that the books say of money.
func ends(t testing.TB, db *storage.DB) map[string]string {
	t.Helper()
	all := map[string]string{}
	texts := make([]bytes.Buffer, len(moneyKinds))
	var sheets []storage.Sheet
	for i, kind := range moneyKinds {
		sheets = append(sheets, storage.Sheet{Kind: kind, To: &texts[i]})
	}
	if err := db.ExportTogether(t.Context(), benchNow, sheets...); err != nil {
		t.Fatal(err)
	}
	for i, kind := range moneyKinds {
		all[kind] = texts[i].String()
	}
	return all
}

func lawBooks(t testing.TB, url string) *storage.DB {
	t.Helper()
	db, err := storage.Open(t.Context(), url, storage.Options{Clock: stoppedClock{benchNow}, Currency: "CNY"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// smallFiles is the set of the benchmarks, of a few merchants and days.
func smallFiles() []benchFile {
	files := benchFiles()
	for i, f := range files {
		var kept strings.Builder
		for n, line := range strings.SplitAfter(f.text, "\n") {
			of := strings.Contains(line, "M003,") || strings.Contains(line, "M007,") || strings.Contains(line, "-003,") || strings.Contains(line, "-007,")
			if n == 0 || of && (i == 0 || strings.Contains(line, "2026-03-0")) {
				kept.WriteString(line)
			}
		}
		files[i].text = kept.String()
	}
	return files
}

// split cuts a file into parts, each with the header.
func split(f benchFile, parts int) []benchFile {
	head, body, _ := strings.Cut(f.text, "\n")
	texts := make([]strings.Builder, parts)
	for i, line := range strings.SplitAfter(body, "\n") {
		texts[i*7%parts].WriteString(line)
	}
	var all []benchFile
	for i := range texts {
		if texts[i].Len() > 0 {
			all = append(all, benchFile{fmt.Sprintf("%d %s", i, f.name), head + "\n" + texts[i].String()})
		}
	}
	return all
}

// Files that do not restate each other end the same in any order, split, told
// twice, linked at once or later, withdrawn and imported again.
func TestTheEndDependsOnTheFilesAlone(t *testing.T) {
	testdb.OnEach(t, func(t *testing.T, fresh func(t *testing.T) string) {
		want := map[string]string(nil)
		tried, failed := 0, false
		rapid.Check(t, func(r *rapid.T) {
			if tried++; tried > lawChecks && !failed {
				return // each is a whole database
			}
			if want == nil {
				db := lawBooks(t, fresh(t))
				for _, f := range smallFiles() {
					bring(t, db, f, storage.ImportOptions{Began: benchNow})
				}
				want = ends(t, db)
			}
			var files []benchFile
			for _, f := range smallFiles() {
				files = append(files, split(f, rapid.IntRange(1, 3).Draw(r, "parts of "+f.name))...)
			}
			files = rapid.Permutation(files).Draw(r, "order")
			db := lawBooks(t, fresh(t))
			for _, f := range files {
				o := storage.ImportOptions{Began: benchNow, Later: rapid.Bool().Draw(r, "later"), Batch: rapid.IntRange(1, 40).Draw(r, "batch")}
				bring(t, db, f, o)
				switch rapid.IntRange(0, 4).Draw(r, "then") {
				case 0: // the same rows in other bytes
					bring(t, db, benchFile{"again " + f.name, f.text + "\n"}, o)
				case 1: // told again, and the first to tell them taken back
					bring(t, db, benchFile{"again " + f.name, f.text + "\n\n"}, o)
					takeBack(t, db, f.name)
				case 2:
					takeBack(t, db, f.name)
					bring(t, db, f, o)
				}
			}
			if err := db.Relink(t.Context()); err != nil {
				r.Fatal(err)
			}
			if diff := cmp.Diff(want, ends(t, db)); diff != "" {
				failed = true
				r.Fatalf("-all at once +this life:\n%s", diff)
			}
		})
	})
}

func takeBack(t testing.TB, db *storage.DB, name string) {
	t.Helper()
	files, err := db.Files(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if f.Name == name {
			if _, err := db.Withdraw(t.Context(), f.Hash, "cli:test"); err != nil {
				t.Fatal(err)
			}
			return
		}
	}
	t.Fatalf("%s is not there", name)
}

// inputOf gives a file to the importer.
func inputOf(f benchFile) importer.Input {
	return importer.Input{Name: f.name, Size: int64(len(f.text)), Open: func() (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(f.text)), nil
	}}
}
