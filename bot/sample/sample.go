// Package sample writes a believable history of a small operator's merchants
// as native files: for demos, for tests, and to try the product without any
// data of one's own. The same seed and time give the same bytes.
package sample

import (
	"fmt"
	"os"
	"path/filepath"
	"time"
	_ "time/tzdata" // the history is told in Shanghai's time on every machine

	"moneytrail/recon/calendar"
)

// Options of a history.
type Options struct {
	// Now is the business time that the history leads up to.
	Now time.Time
	// Calendars tell the days on which money moves; nil: the built-in ones.
	Calendars *calendar.Set
	// Seed of everything that is left to chance.
	Seed int64
}

// File is one native file of the set.
type File struct {
	Name string
	Body []byte
}

// Set is a whole history.
type Set struct {
	Files []File
	Cast  Cast
}

// Make gives the history in memory.
func Make(o Options) (Set, error) {
	zone, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		return Set{}, fmt.Errorf("sample: %w", err)
	}
	if o.Calendars == nil {
		o.Calendars = calendar.Builtin()
	}
	h := newHistory(o.Now.In(zone), o.Seed, o.Calendars)
	if err := h.live(); err != nil {
		return Set{}, err
	}
	files, err := h.files()
	if err != nil {
		return Set{}, fmt.Errorf("sample: %w", err)
	}
	return Set{Files: files, Cast: h.cast}, nil
}

// Write makes the folder and writes the files into it.
func Write(dir string, o Options) error {
	set, err := Make(o)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("make the folder of the sample: %w", err)
	}
	for _, f := range set.Files {
		if err := os.WriteFile(filepath.Join(dir, f.Name), f.Body, 0o644); err != nil {
			return fmt.Errorf("write the sample: %w", err)
		}
	}
	return nil
}
