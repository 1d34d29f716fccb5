package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// The folder of a demo that was killed goes away; one that is written in stays,
// and so does what is no demo's.
func TestFoldersOfKilledDemosAreSwept(t *testing.T) {
	tmp, now := t.TempDir(), time.Now()
	old := now.Add(-48 * time.Hour)
	for name, written := range map[string]time.Time{"moneytrail-demo-1": old, "moneytrail-demo-2": now, "other": old} {
		dir := filepath.Join(tmp, name)
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		db := filepath.Join(dir, "moneytrail.db-wal")
		if err := os.WriteFile(db, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(db, written, written); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(dir, old, old); err != nil {
			t.Fatal(err)
		}
	}
	sweepDemos(tmp, now)
	for name, want := range map[string]bool{"moneytrail-demo-1": false, "moneytrail-demo-2": true, "other": true} {
		if _, err := os.Stat(filepath.Join(tmp, name)); (err == nil) != want {
			t.Errorf("%s: %v", name, err)
		}
	}
}
