package storage_test

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"moneytrail/recon/importer"
	"moneytrail/storage"
	"moneytrail/storage/storagetest"
	"moneytrail/storage/testdb"
)

// importPath names the database to the child process of TestKilledImports.
const importPath = "MONEYTRAIL_TEST_IMPORT"

// A process that is killed anywhere in an import, and then imports again, ends
// like one that nobody disturbed. Of several kills in a row some come in the
// import that goes on.
func TestKilledImports(t *testing.T) {
	testdb.OnEach(t, func(t *testing.T, fresh func(t *testing.T) string) {
		undisturbed := lawBooks(t, fresh(t))
		began := time.Now()
		importAll(t, undisturbed)
		took := time.Since(began)
		want := ends(t, undisturbed)
		r := rand.New(rand.NewPCG(11, 12))
		killed := 0
		for n := 0; killed < storagetest.Kills(t); n++ {
			path := fresh(t)
			for range 3 { // and the process that follows
				if killedImport(t, path, time.Duration(r.Int64N(int64(2*took)))) {
					killed++
				}
			}
			db, err := storage.Open(t.Context(), path, storage.Options{Clock: stoppedClock{benchNow}, Currency: "CNY"})
			if err != nil {
				t.Fatal(err)
			}
			importAll(t, db)
			if diff := cmp.Diff(want, ends(t, db)); diff != "" {
				t.Fatalf("database %d: -undisturbed +killed:\n%s", n, diff)
			}
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
		}
		t.Logf("%d imports killed; one undisturbed takes %v", killed, took)
	})
}

// killedImport lets a child import and kills it after a while, false if it was done by then.
func killedImport(t *testing.T, path string, after time.Duration) bool {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	child := exec.CommandContext(t.Context(), self, "-test.run=^TestImportingChild$", "-test.count=1")
	child.Env = append(os.Environ(), importPath+"="+path)
	child.Stderr = os.Stderr
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	timer := time.AfterFunc(after, func() { _ = child.Process.Kill() })
	defer timer.Stop()
	return child.Wait() != nil
}

// TestImportingChild is the process that is killed.
func TestImportingChild(t *testing.T) {
	path := os.Getenv(importPath)
	if path == "" {
		t.Skip("runs as a child of TestKilledImports")
	}
	db, err := storage.Open(t.Context(), path, storage.Options{Clock: stoppedClock{benchNow}, Currency: "CNY"})
	if err != nil {
		t.Fatal(err)
	}
	importAll(t, db)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

// importAll imports the files of the benchmarks as one command does; what is
// there already is there.
func importAll(t *testing.T, db *storage.DB) {
	t.Helper()
	for _, f := range benchFiles() {
		in := inputOf(f)
		proof, err := importer.Prove(t.Context(), in, importer.Options{Currency: "CNY", Book: db})
		if err != nil {
			t.Fatal(err)
		}
		res, err := db.Import(t.Context(), in, proof, storage.ImportOptions{Began: benchNow, Later: true, Batch: 300})
		if err != nil || res.Status == storage.Refused {
			t.Fatal(res, err)
		}
	}
	if err := db.Relink(t.Context()); err != nil {
		t.Fatal(err)
	}
}
