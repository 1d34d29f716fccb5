package drop

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// folder is a folder that files are put into by hand.
type folder struct {
	t   *testing.T
	dir string
	sightings
	now time.Time
}

func newFolder(t *testing.T) *folder {
	return &folder{t, t.TempDir(), sightings{settle: 10 * time.Second, hollow: 10 * time.Minute, files: map[string]sighting{}},
		time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)}
}

// put writes a file that was last changed at the folder's present time.
func (f *folder) put(name, text string) {
	f.t.Helper()
	path := filepath.Join(f.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		f.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		f.t.Fatal(err)
	}
	if err := os.Chtimes(path, f.now, f.now); err != nil {
		f.t.Fatal(err)
	}
}

// later looks again after a while and lists what is complete, with its source.
func (f *folder) later(d time.Duration) string {
	f.t.Helper()
	f.now = f.now.Add(d)
	ready, _, _, err := f.scan(f.dir, f.now)
	if err != nil {
		f.t.Fatal(err)
	}
	var names []string
	for _, c := range ready {
		name, err := filepath.Rel(f.dir, c.path)
		if err != nil {
			f.t.Fatal(err)
		}
		names = append(names, name+"@"+c.source)
	}
	return strings.Join(names, " ")
}

func (f *folder) sees(d time.Duration, want string) {
	f.t.Helper()
	if got := f.later(d); got != want {
		f.t.Errorf("after %v: %q, want %q", d, got, want)
	}
}

func TestAFileIsCompleteWhenItStopsChanging(t *testing.T) {
	f := newFolder(t)
	f.put("a.csv", "one")
	f.sees(0, "")
	f.sees(9*time.Second, "")
	f.put("a.csv", "one, two")
	f.sees(0, "")
	f.sees(9*time.Second, "")
	f.sees(time.Second, "a.csv@")
}

func TestAFileThatWasThereAtTheStartWaitsToo(t *testing.T) {
	f := newFolder(t)
	f.put("old.csv", "from yesterday")
	f.sees(24*time.Hour, "")
	f.sees(10*time.Second, "old.csv@")
}

func TestAMarkerMakesItCompleteAtOnce(t *testing.T) {
	for _, marker := range []string{"a.csv.done", "a.done", "a.csv.OK"} {
		f := newFolder(t)
		f.put(marker, "")
		f.sees(time.Hour, "")
		f.put("a.csv", "all of it")
		f.sees(0, "a.csv@")
	}
}

func TestAMarkerOfAnotherFileSaysNothing(t *testing.T) {
	f := newFolder(t)
	f.put("a.csv", "half of")
	f.put("b.csv.done", "")
	f.sees(time.Second, "")
}

func TestWhatSendersWriteIsLeftUntilItHasItsName(t *testing.T) {
	f := newFolder(t)
	for _, name := range []string{"a.csv.part", ".a.csv", "~$a.xlsx", "a.csv.filepart", "a.csv~"} {
		f.put(name, "half of")
	}
	f.sees(0, "")
	f.sees(time.Hour, "")
	if err := os.Rename(filepath.Join(f.dir, "a.csv.part"), filepath.Join(f.dir, "a.csv")); err != nil {
		t.Fatal(err)
	}
	f.sees(0, "")
	f.sees(10*time.Second, "a.csv@")
}

func TestAnEmptyFileIsWaitedFor(t *testing.T) {
	f := newFolder(t)
	f.put("a.csv", "")
	f.sees(0, "")
	f.sees(9*time.Minute, "")
	f.put("a.csv", "one")
	f.sees(0, "")
	f.sees(10*time.Second, "a.csv@")
}

// One that stays empty is taken after a while, to be refused; a marker says at
// once that nothing else comes.
func TestAFileThatStaysEmptyIsTaken(t *testing.T) {
	f := newFolder(t)
	f.put("a.csv", "")
	f.put("b.csv", "")
	f.put("b.csv.done", "")
	f.sees(0, "b.csv@")
	f.sees(9*time.Minute, "b.csv@")
	f.sees(time.Minute, "a.csv@ b.csv@")
}

func TestAFolderIsASourceAndTheProductsOwnAreNot(t *testing.T) {
	f := newFolder(t)
	for _, name := range []string{"bank/1.csv", "1.csv", "done/0.csv", "refused/bank/0.csv", "bank/deep/2.csv"} {
		f.put(name, "x")
	}
	f.sees(0, "")
	f.sees(10*time.Second, "1.csv@ bank/1.csv@bank")
}

func TestALinkIsNoFile(t *testing.T) {
	f := newFolder(t)
	if err := os.Symlink("/etc/passwd", filepath.Join(f.dir, "a.csv")); err != nil {
		t.Skip("this system makes no links:", err)
	}
	f.sees(0, "")
	f.sees(time.Hour, "")
}
