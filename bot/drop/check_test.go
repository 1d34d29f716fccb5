package drop

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// Whoever asks hears of files that nobody takes, and of a folder that files
// cannot be moved to; nothing of it is changed.
func TestCheckTellsWhatKeepsFilesFromBeingTaken(t *testing.T) {
	f := newFolder(t)
	f.put("gateway/new.csv", "rows")
	f.put("bank.sta", "rows")
	f.put("bank.part", "half")
	if n, _, err := Check(f.dir, f.now.Add(59*time.Minute)); n != 0 || err != nil {
		t.Errorf("%d files wait, %v", n, err)
	}
	if n, _, err := Check(f.dir, f.now.Add(2*time.Hour)); n != 2 || err != nil {
		t.Errorf("%d files wait, %v, want the two that are complete", n, err)
	}
	f.put(Done, "no folder")
	if _, _, err := Check(f.dir, f.now); err == nil || !strings.Contains(err.Error(), "cannot write to "+filepath.Join(f.dir, Done)) {
		t.Errorf("a file in the place of a folder: %v", err)
	}
	left, err := filepath.Glob(filepath.Join(f.dir, "*", ".moneytrail-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("it left %v, %v", left, err)
	}
	if err := os.RemoveAll(f.dir); err != nil {
		t.Fatal(err)
	}
	if _, _, err := Check(f.dir, f.now); err == nil || !strings.Contains(err.Error(), "the watched folder cannot be read") {
		t.Errorf("a folder that is gone: %v", err)
	}
}

// What nobody will ever take is named once it has lain for an hour; what is no file of a
// sender, and what is still coming, is not.
func TestCheckNamesWhatIsNeverTaken(t *testing.T) {
	f := newFolder(t)
	f.put("gateway/deep/new.csv", "rows")
	f.put("bank.part", "half")
	f.put("bank.csv.done", "")
	f.put("rows.ok", "rows")
	f.put(".hidden", "x")
	f.put("done/old/empty.csv", "")
	f.put("gateway/good.csv", "rows")
	for _, path := range []string{"gateway/deep", "gateway"} {
		if err := os.Chtimes(filepath.Join(f.dir, path), f.now, f.now); err != nil {
			t.Fatal(err)
		}
	}
	if _, passed, err := Check(f.dir, f.now.Add(59*time.Minute)); len(passed) > 0 || err != nil {
		t.Errorf("before the hour: %q, %v", passed, err)
	}
	_, passed, err := Check(f.dir, f.now.Add(2*time.Hour))
	want := []string{`"bank.part" (unfinished by its name)`, `"rows.ok" (a marker of another file by its name)`, `"gateway/deep" (a folder in a folder)`}
	if diff := cmp.Diff(want, passed); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
	if err := os.Symlink("/etc/passwd", filepath.Join(f.dir, "a.csv")); err != nil {
		t.Skip("this system makes no links:", err)
	}
	if _, passed, err := Check(f.dir, time.Now().Add(2*time.Hour)); !slices.Contains(passed, `"a.csv" (a link or device)`) || err != nil {
		t.Errorf("a link: %q, %v", passed, err)
	}
}
