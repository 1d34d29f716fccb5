package drop

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// fillable is for how long a sender may still write a file that was empty when it
// was moved.
const fillable = 24 * time.Hour

// moved is an empty file that was dealt with: where it came from, where it is now.
type moved struct {
	candidate
	to string
	at time.Time
}

// remember keeps in mind that an empty file was moved: whoever made it may have it
// open yet, and write it where it is now.
func (w *Watcher) remember(c candidate, to string) {
	if w.seen.files[c.path].size == 0 {
		w.hollow = append(w.hollow, moved{c, to, time.Now()})
	}
}

// bringBack puts the files that were written after they had been moved where they
// came from: there they are taken like any other.
func (w *Watcher) bringBack(now time.Time) (failed error) {
	var rest []moved
	for _, m := range w.hollow {
		info, err := os.Stat(m.to)
		switch {
		case err != nil || now.Sub(m.at) > fillable: // somebody took it away, or nobody writes it any more
		case info.Size() == 0:
			rest = append(rest, m)
		default:
			if err := m.back(); err != nil {
				failed = errors.Join(failed, fmt.Errorf("%s was written after it was moved, and cannot be moved back: %w; let the product write there, it is tried again", m.to, err))
				rest = append(rest, m)
			}
		}
	}
	w.hollow = rest
	return failed
}

func (m moved) back() error {
	to, err := free(filepath.Dir(m.path), filepath.Base(m.path)) // its name may be another file's by now
	if err != nil {
		return err
	}
	if err := os.Rename(m.to, to); err != nil {
		return err
	}
	if err := os.Remove(m.to + reportSuffix); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}
