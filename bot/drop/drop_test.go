package drop

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// taker is the product behind the folder: it refuses what says so.
type taker struct {
	mu    sync.Mutex
	calls [][]File
	fail  error
	after func(File) // of the first file that is read
	empty bool       // refuses empty files
}

func (t *taker) take(_ context.Context, files []File) ([]Verdict, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.calls = append(t.calls, files)
	if t.fail != nil {
		return nil, t.fail
	}
	var verdicts []Verdict
	for _, f := range files {
		b, err := os.ReadFile(f.Path)
		if err != nil {
			return nil, err
		}
		if string(b) == "unread" {
			verdicts = append(verdicts, Verdict{Unread: errors.New(filepath.Base(f.Path) + " cannot be read (permission denied)")})
			continue
		}
		if t.after != nil {
			t.after(f)
			t.after = nil
		}
		verdicts = append(verdicts, Verdict{Refused: strings.Contains(string(b), "bad") || t.empty && len(b) == 0, Report: []byte("report of " + string(b))})
	}
	return verdicts, nil
}

// watches runs a watcher over a folder until the test ends.
func watches(t *testing.T, k *taker, report func(error)) string {
	t.Helper()
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	w := New(Options{Dir: dir, Take: k.take, Settle: 20 * time.Millisecond, Every: 50 * time.Millisecond, Report: report, Log: slog.New(slog.DiscardHandler)})
	go func() { ended <- w.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("the watcher ended: %v", err)
		}
	})
	return dir
}

// within waits until ok; the limit is for what hangs.
func within(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(3 * time.Minute); !ok(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal(what)
		}
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func there(path string) bool {
	is, err := exists(path)
	return is && err == nil
}

func holds(path, text string) func() bool {
	return func() bool {
		b, err := os.ReadFile(path)
		return err == nil && string(b) == text
	}
}

func TestFilesGoToDoneOrRefusedWithTheirReport(t *testing.T) {
	k := &taker{}
	dir := watches(t, k, nil)
	write(t, filepath.Join(dir, "a.csv.part"), "good")
	write(t, filepath.Join(dir, "a.csv.done"), "") // before the file is there: it goes with it, and is not left behind
	if err := os.Rename(filepath.Join(dir, "a.csv.part"), filepath.Join(dir, "a.csv")); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "bank", "b.csv"), "bad")
	within(t, "the good file is not in done", holds(filepath.Join(dir, "done", "a.csv"), "good"))
	within(t, "nor its report", holds(filepath.Join(dir, "done", "a.csv.report.json"), "report of good"))
	within(t, "the bad file is not in refused", holds(filepath.Join(dir, "refused", "bank", "b.csv"), "bad"))
	within(t, "nor its report", holds(filepath.Join(dir, "refused", "bank", "b.csv.report.json"), "report of bad"))
	within(t, "the marker stays", func() bool { return !there(filepath.Join(dir, "a.csv.done")) })
	k.mu.Lock()
	defer k.mu.Unlock()
	if !slices.ContainsFunc(k.calls, func(c []File) bool {
		return slices.ContainsFunc(c, func(f File) bool { return f.Source == "bank" })
	}) {
		t.Errorf("the folder's name is not the source: %v", k.calls)
	}
}

func TestTheSameNameAgainKeepsBoth(t *testing.T) {
	dir := watches(t, &taker{}, nil)
	write(t, filepath.Join(dir, "a.csv"), "monday")
	within(t, "monday's is not kept", holds(filepath.Join(dir, "done", "a.csv"), "monday"))
	write(t, filepath.Join(dir, "a.csv"), "tuesday")
	within(t, "tuesday's is not kept", holds(filepath.Join(dir, "done", "a-2.csv"), "tuesday"))
	within(t, "nor its report", holds(filepath.Join(dir, "done", "a-2.csv.report.json"), "report of tuesday"))
	if !holds(filepath.Join(dir, "done", "a.csv"), "monday")() {
		t.Error("monday's file is no longer monday's")
	}
}

// A name that is as long as names may be leaves no room for its report's: it is
// kept under one that does, and what comes after it is taken.
func TestALongNameIsKept(t *testing.T) {
	dir := watches(t, &taker{}, nil)
	long := strings.Repeat("面", 80)
	write(t, filepath.Join(dir, long+"0123456789a.csv"), "monday") // 255 bytes, of which its report needs twelve
	within(t, "it is not kept", holds(filepath.Join(dir, "done", long[:237]+".csv"), "monday"))
	within(t, "nor its report", holds(filepath.Join(dir, "done", long[:237]+".csv.report.json"), "report of monday"))
	write(t, filepath.Join(dir, "next.csv"), "tuesday")
	within(t, "the next one is not kept", holds(filepath.Join(dir, "done", "next.csv"), "tuesday"))
}

func TestAFolderThatIsNotThereIsToldAndFoundAgain(t *testing.T) {
	var mu sync.Mutex
	var last error
	dir := watches(t, &taker{}, func(err error) { mu.Lock(); last = err; mu.Unlock() })
	state := func() error { mu.Lock(); defer mu.Unlock(); return last }
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	within(t, "nobody hears that the folder is gone", func() bool { return state() != nil })
	write(t, filepath.Join(dir, "a.csv"), "good")
	within(t, "the folder is back and not looked at", holds(filepath.Join(dir, "done", "a.csv"), "good"))
	within(t, "nobody hears that it is back", func() bool { return state() == nil })
}

// Who stops writing for a while and goes on while the file is read has the
// whole of it read.
func TestAFileThatGrowsWhileItIsReadIsReadAgain(t *testing.T) {
	k := &taker{after: func(f File) {
		if err := os.WriteFile(f.Path, []byte("the whole of it"), 0o600); err != nil {
			t.Error(err)
		}
	}}
	dir := watches(t, k, nil)
	write(t, filepath.Join(dir, "a.csv"), "half of it")
	within(t, "the file is not in done", holds(filepath.Join(dir, "done", "a.csv"), "the whole of it"))
	if report := filepath.Join(dir, "done", "a.csv.report.json"); !holds(report, "report of the whole of it")() {
		b, _ := os.ReadFile(report)
		t.Errorf("what was reported of it: %q", b)
	}
}

// Who makes an empty file and writes it when it is long refused has it taken all the same,
// also where another file has its name by then.
func TestAnEmptyFileThatIsWrittenAfterItWasRefusedIsTaken(t *testing.T) {
	for name, again := range map[string]bool{"a.csv": false, "a-2.csv": true} {
		t.Run(name, func(t *testing.T) {
			f := newFolder(t)
			f.now = time.Now()
			k := &taker{empty: true}
			w := New(Options{Dir: f.dir, Take: k.take, Log: slog.New(slog.DiscardHandler)})
			look := func(later time.Duration) {
				t.Helper()
				f.now = f.now.Add(later)
				failed := w.bringBack(f.now)
				ready, _, _, err := w.seen.scan(f.dir, f.now)
				if err := errors.Join(failed, err, w.take(t.Context(), ready)); err != nil {
					t.Fatal(err)
				}
			}
			path := filepath.Join(f.dir, "a.csv")
			sender, err := os.Create(path)
			if err != nil {
				t.Fatal(err)
			}
			look(0)
			look(10 * time.Minute)
			if !there(filepath.Join(f.dir, Refused, "a.csv")) || there(path) {
				t.Fatal("the empty file was not refused")
			}
			look(time.Minute)
			if again {
				write(t, path, "another")
			}
			if _, err := sender.WriteString("good"); err != nil {
				t.Fatal(err)
			}
			if err := sender.Close(); err != nil {
				t.Fatal(err)
			}
			look(time.Minute)
			look(10 * time.Second)
			if !holds(filepath.Join(f.dir, Done, name), "good")() || there(filepath.Join(f.dir, Refused, "a.csv.report.json")) {
				t.Errorf("it is not in done, or its report is left in refused")
			}
			if again && !holds(filepath.Join(f.dir, Done, "a.csv"), "another")() {
				t.Error("the other file is not in done")
			}
		})
	}
}

// A file that was dealt with and cannot be moved is not imported over and over:
// only when it changes, or its sender says again that it is complete.
func TestAFileThatCannotBeMovedIsLeft(t *testing.T) {
	f := newFolder(t)
	f.put("elsewhere.part", "no folder")
	if err := os.Symlink(filepath.Join(f.dir, "elsewhere.part"), filepath.Join(f.dir, Done)); err != nil {
		t.Skip("this system makes no links:", err)
	}
	k := &taker{}
	w := New(Options{Dir: f.dir, Take: k.take, Log: slog.New(slog.DiscardHandler)})
	look := func(d time.Duration) error {
		f.now = f.now.Add(d)
		ready, _, _, err := w.seen.scan(f.dir, f.now)
		if err != nil {
			t.Fatal(err)
		}
		return w.take(t.Context(), ready)
	}
	f.put("a.csv", "good")
	for i, step := range []struct {
		change func()
		fails  bool
		calls  int
	}{
		{func() {}, false, 0},
		{func() {}, true, 1},
		{func() {}, false, 1},
		{func() { f.put("a.csv.done", "") }, true, 2},
		{func() {}, false, 2},
		{func() { f.put("a.csv", "better") }, true, 3},
	} {
		step.change()
		if err := look(10 * time.Second); (err != nil) != step.fails || len(k.calls) != step.calls {
			t.Fatalf("step %d: taken %d times, %v", i, len(k.calls), err)
		}
	}
}

// What was dealt with and could not be moved is moved when that can be, without
// being imported again.
func TestWhatCouldNotBeMovedIsMovedLater(t *testing.T) {
	var mu sync.Mutex
	var last error
	k := &taker{}
	dir := watches(t, k, func(err error) { mu.Lock(); last = err; mu.Unlock() })
	state := func() error { mu.Lock(); defer mu.Unlock(); return last }
	done := filepath.Join(dir, Done)
	write(t, done, "no folder") // a file stands in the way
	write(t, filepath.Join(dir, "bank", "a.csv"), "good")
	within(t, "nobody hears that the file cannot be moved", func() bool {
		err := state()
		return err != nil && strings.Contains(err.Error(), "bank/a.csv was dealt with and cannot be moved to done")
	})
	if !there(filepath.Join(dir, "bank", "a.csv")) {
		t.Fatal("the file is gone")
	}
	if err := os.Remove(done); err != nil {
		t.Fatal(err)
	}
	within(t, "the file is not moved", holds(filepath.Join(done, "bank", "a.csv"), "good"))
	within(t, "nobody hears that all is well", func() bool { return state() == nil })
	k.mu.Lock()
	defer k.mu.Unlock()
	taken := 0
	for _, c := range k.calls {
		for _, f := range c {
			if filepath.Base(f.Path) == "a.csv" {
				taken++
			}
		}
	}
	if taken != 1 {
		t.Errorf("it was imported %d times", taken)
	}
}

// A file that cannot be read is not refused: nothing is known of what is in it.
func TestAFileThatCannotBeReadStaysAndIsTriedAgain(t *testing.T) {
	var mu sync.Mutex
	var last error
	dir := watches(t, &taker{}, func(err error) { mu.Lock(); last = err; mu.Unlock() })
	write(t, filepath.Join(dir, "a.csv"), "unread")
	write(t, filepath.Join(dir, "b.csv"), "good")
	within(t, "the other file waits for it", holds(filepath.Join(dir, Done, "b.csv"), "good"))
	within(t, "nobody hears why it stays", func() bool {
		mu.Lock()
		defer mu.Unlock()
		return last != nil && strings.Contains(last.Error(), "a.csv cannot be read (permission denied)")
	})
	write(t, filepath.Join(dir, "a.csv"), "read")
	within(t, "it is not tried again", holds(filepath.Join(dir, Done, "a.csv"), "read"))
	if there(filepath.Join(dir, Refused)) {
		t.Error("something was refused")
	}
}

func TestWhatCannotBeImportedNowStays(t *testing.T) {
	k := &taker{fail: errors.New("the disk is full")}
	var mu sync.Mutex
	var last error
	dir := watches(t, k, func(err error) { mu.Lock(); last = err; mu.Unlock() })
	write(t, filepath.Join(dir, "a.csv"), "good")
	within(t, "nobody hears of it", func() bool { mu.Lock(); defer mu.Unlock(); return last != nil })
	if !there(filepath.Join(dir, "a.csv")) {
		t.Error("the file is gone")
	}
	k.mu.Lock()
	k.fail = nil
	k.mu.Unlock()
	within(t, "the file is not taken later", holds(filepath.Join(dir, "done", "a.csv"), "good"))
}
