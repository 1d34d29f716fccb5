package storage_test

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"moneytrail/recon/importer"
	"moneytrail/storage"
	"moneytrail/storage/testdb"
)

// Files that are linked together end like files that are linked one by one;
// also where what one of them brings is told and what another brings is not.
func TestFilesLinkedTogetherEndLikeFilesLinkedOneByOne(t *testing.T) {
	testdb.OnEach(t, func(t *testing.T, fresh func(t *testing.T) string) {
		files := benchFiles()
		half := strings.Index(files[1].text, "T00001000,")
		head, _, _ := strings.Cut(files[1].text, "\n")
		first := []benchFile{files[0], {"swipes.csv", files[1].text[:half]}}
		second := []benchFile{files[2], {"more swipes.csv", head + "\n" + files[1].text[half:]}, files[3]} // new, seen before, new
		var ends [2]map[string]string
		for i, later := range []bool{false, true} {
			db, err := storage.Open(t.Context(), fresh(t),
				storage.Options{Clock: stoppedClock{benchNow}, Currency: "CNY"})
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = db.Close() }()
			for call, files := range [][]benchFile{first, second} {
				for _, f := range files {
					bring(t, db, f, storage.ImportOptions{Began: benchNow.Add(time.Duration(call) * time.Hour), Later: later})
				}
				if err := db.Relink(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			ends[i] = map[string]string{}
			for _, kind := range []string{"transactions", "settlements", "payouts", "bank", "breaks"} {
				var out bytes.Buffer
				if err := db.Export(t.Context(), kind, &out, benchNow); err != nil {
					t.Fatal(err)
				}
				ends[i][kind] = out.String()
			}
		}
		if diff := cmp.Diff(ends[0], ends[1]); diff != "" {
			t.Errorf("-one by one +together:\n%s", diff)
		}
		if n := strings.Count(ends[1]["transactions"], ",arrived,"); n != benchMerchants*benchDays*benchSwipes {
			t.Errorf("%d transactions arrived", n)
		}
	})
}

func bring(t testing.TB, db *storage.DB, f benchFile, o storage.ImportOptions) {
	t.Helper()
	in := fileOf(f)
	proof, err := importer.Prove(context.Background(), in, importer.Options{Currency: "CNY", Book: db})
	if err != nil {
		t.Fatal(err)
	}
	if res, err := db.Import(context.Background(), in, proof, o); err != nil || res.Status != storage.Imported {
		t.Fatal(res, err)
	}
}

func fileOf(f benchFile) importer.Input {
	return importer.Input{Name: f.name, Size: int64(len(f.text)), Open: func() (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(f.text)), nil
	}}
}

// Kinds that are exported together are what each is alone, rows of numbers that
// no merchant bears among them.
func TestKindsExportedTogetherAreAsAlone(t *testing.T) {
	t.Parallel()
	testdb.OnEach(t, func(t *testing.T, fresh func(t *testing.T) string) {
		db := lawBooks(t, fresh(t))
		files := smallFiles()
		lines := strings.SplitAfter(files[2].text, "\n")
		for n, line := range lines[1:] {
			if n%9 == 0 {
				lines[n+1] = strings.ReplaceAll(line, "M003", "M999")
			}
		}
		files[2].text = strings.Join(lines, "")
		for _, f := range files {
			bring(t, db, f, storage.ImportOptions{Began: benchNow})
		}
		if err := db.Relink(t.Context()); err != nil {
			t.Fatal(err)
		}
		together, alone := ends(t, db), map[string]string{}
		for _, kind := range moneyKinds {
			var out bytes.Buffer
			if err := db.Export(t.Context(), kind, &out, benchNow); err != nil {
				t.Fatal(err)
			}
			alone[kind] = out.String()
			if strings.Count(out.String(), "\n") < 3 {
				t.Errorf("%s has no rows to compare:\n%s", kind, out.String())
			}
		}
		if diff := cmp.Diff(alone, together); diff != "" {
			t.Errorf("-alone +together:\n%s", diff)
		}
	})
}
