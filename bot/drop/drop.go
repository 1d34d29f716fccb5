// Package drop watches the folder into which files are put for the product:
// what has come completely is imported, and moved to done/ or refused/ with a
// report beside it.
package drop

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"time"

	"github.com/fsnotify/fsnotify"

	"moneytrail/handlers/mask"
)

// Folders that the watched folder gets.
const (
	Done    = "done"
	Refused = "refused"
)

// File is a file to import. Source is the name of the folder below the watched
// one in which it lay, "" where it lay in the watched folder itself.
type File struct{ Path, Source string }

// Verdict tells what became of a file. Report is written beside it as it is.
type Verdict struct {
	Refused bool
	Report  []byte
	// Unread says why the file could not be read, which says nothing of what is
	// in it: it stays where it is and is tried again.
	Unread error
}

// Options of a watcher. Dir and Take must be set.
type Options struct {
	Dir string
	// Take imports files that came together, one verdict for each. An error
	// leaves them where they are; they are tried again.
	Take func(ctx context.Context, files []File) ([]Verdict, error)
	// Settle is how long a file without a marker must stay as it is before it
	// counts as complete; 0: ten seconds.
	Settle time.Duration
	// Hollow is the same for an empty file, which many senders make before they
	// write it; 0: ten minutes.
	Hollow time.Duration
	// Every is how often the folder is looked through without being told of a
	// change, as network drives tell of none; 0: thirty seconds.
	Every time.Duration
	// Report is told how the watched folder is: nil is well.
	Report func(error)
	Log    *slog.Logger
}

// Watcher imports what is put into a folder.
type Watcher struct {
	o    Options
	seen sightings
	// hollow are the empty files that were moved and may be written yet.
	hollow []moved
	told   string // what is wrong, as the log has it
}

// New makes a watcher.
func New(o Options) *Watcher {
	if o.Settle == 0 {
		o.Settle = 10 * time.Second
	}
	if o.Hollow == 0 {
		o.Hollow = 10 * time.Minute
	}
	if o.Every == 0 {
		o.Every = 30 * time.Second
	}
	if o.Report == nil {
		o.Report = func(error) {}
	}
	return &Watcher{o: o, seen: sightings{settle: o.Settle, hollow: o.Hollow, files: map[string]sighting{}}}
}

// Run watches until ctx ends. A folder that cannot be read is told to Report
// and tried again; it ends no sooner.
func (w *Watcher) Run(ctx context.Context) error {
	changes, err := fsnotify.NewWatcher()
	if err != nil {
		w.o.Log.Warn("the watched folder is looked through by the clock alone", "error", err)
		changes = &fsnotify.Watcher{}
	} else {
		defer func() { _ = changes.Close() }()
	}
	watched := map[string]bool{}
	for {
		next := w.look(ctx, changes, watched)
		t := time.NewTimer(next)
		select {
		case <-ctx.Done():
			t.Stop()
			return nil
		case <-t.C:
		case <-changes.Events:
			t.Stop()
			calm(ctx, changes.Events)
		case err := <-changes.Errors:
			t.Stop()
			w.o.Log.Warn("watched folder", "error", err)
		}
	}
}

// look looks the folder through once, imports what is complete, and tells when
// to look again at the latest.
func (w *Watcher) look(ctx context.Context, changes *fsnotify.Watcher, watched map[string]bool) time.Duration {
	ready, folders, wait, err := w.seen.scan(w.o.Dir, time.Now())
	if len(folders) == 0 {
		clear(watched) // another folder may come in its place
	} else {
		follow(changes, watched, folders)
		err = errors.Join(err, w.moveAgain(), w.bringBack(time.Now()), w.take(ctx, ready))
	}
	if ctx.Err() != nil {
		return 0
	}
	w.o.Report(err)
	w.say(err)
	if wait == 0 || wait > w.o.Every {
		return w.o.Every
	}
	return wait
}

// say puts what is wrong into the log when that changes.
func (w *Watcher) say(err error) {
	text := ""
	if err != nil {
		text, _ = mask.Text(err.Error())
	}
	switch {
	case text == w.told:
	case text == "":
		w.o.Log.Info("watched folder: all is well again")
	default:
		w.o.Log.Error("watched folder", "error", text)
	}
	w.told = text
}

// calm lets a burst of changes pass, as a large file that is being written
// makes them by the thousand.
func calm(ctx context.Context, events <-chan fsnotify.Event) {
	end := time.NewTimer(100 * time.Millisecond)
	defer end.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-end.C:
			return
		case <-events:
		}
	}
}

// follow asks to be told of changes in the folders. Where that is not possible
// the clock does.
func follow(changes *fsnotify.Watcher, watched map[string]bool, folders []string) {
	if changes.Events == nil {
		return
	}
	is := map[string]bool{}
	for _, f := range folders {
		is[f] = true
		if !watched[f] && changes.Add(f) == nil {
			watched[f] = true
		}
	}
	for f := range watched {
		if !is[f] {
			delete(watched, f) // it is gone, and its watch with it
		}
	}
}

// take imports files and moves them.
func (w *Watcher) take(ctx context.Context, ready []candidate) error {
	if len(ready) == 0 {
		return nil
	}
	files := make([]File, len(ready))
	for i, c := range ready {
		files[i] = File{c.path, c.source}
	}
	verdicts, err := w.o.Take(ctx, files)
	if err != nil {
		return fmt.Errorf("the files in the watched folder could not be imported and stay there: %w", err)
	}
	var failed error
	for i, v := range verdicts {
		switch {
		case v.Unread != nil:
			failed = errors.Join(failed, fmt.Errorf("%w: it stays where it is and is tried again; let the product read it", v.Unread))
		case w.seen.changed(ready[i]): // somebody still writes it: it is taken again when it is complete
		default:
			failed = errors.Join(failed, w.put(ready[i], v))
		}
	}
	return failed
}

// put moves a file to where its verdict says. One that cannot be moved stays,
// and is not imported again.
func (w *Watcher) put(c candidate, v Verdict) error {
	folder := Done
	if v.Refused {
		folder = Refused
	}
	to, err := w.move(c, folder, v.Report)
	if err != nil {
		w.seen.leave(c, v)
		return fmt.Errorf("%s was dealt with and cannot be moved to %s: %w; let the product write there, it is tried again", c.path, folder, err)
	}
	w.remember(c, to)
	name, _ := mask.Text(filepath.Base(c.path))
	kept, _ := mask.Text(filepath.Base(to))
	w.o.Log.Info("file from the watched folder", "file", name, "became", folder, "kept", kept)
	return nil
}

// moveAgain tries to move the files that were dealt with and stayed.
func (w *Watcher) moveAgain() (failed error) {
	for _, l := range w.seen.left() {
		failed = errors.Join(failed, w.put(l.candidate, l.verdict))
	}
	return failed
}
