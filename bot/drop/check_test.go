package drop

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Whoever asks hears of files that nobody takes, and of a folder that files
// cannot be moved to; nothing of it is changed.
func TestCheckTellsWhatKeepsFilesFromBeingTaken(t *testing.T) {
	f := newFolder(t)
	f.put("gateway/new.csv", "rows")
	f.put("bank.sta", "rows")
	f.put("bank.part", "half")
	if n, err := Check(f.dir, f.now.Add(59*time.Minute)); n != 0 || err != nil {
		t.Errorf("%d files wait, %v", n, err)
	}
	if n, err := Check(f.dir, f.now.Add(2*time.Hour)); n != 2 || err != nil {
		t.Errorf("%d files wait, %v, want the two that are complete", n, err)
	}
	f.put(Done, "no folder")
	if _, err := Check(f.dir, f.now); err == nil || !strings.Contains(err.Error(), "cannot write to "+filepath.Join(f.dir, Done)) {
		t.Errorf("a file in the place of a folder: %v", err)
	}
	left, err := filepath.Glob(filepath.Join(f.dir, "*", ".moneytrail-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("it left %v, %v", left, err)
	}
	if err := os.RemoveAll(f.dir); err != nil {
		t.Fatal(err)
	}
	if _, err := Check(f.dir, f.now); err == nil || !strings.Contains(err.Error(), "the watched folder cannot be read") {
		t.Errorf("a folder that is gone: %v", err)
	}
}
