package drop

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// patience is how long a complete file may lie in the folder.
const patience = time.Hour

// Check looks at a watched folder without importing anything. It counts the
// files that have lain there for more than an hour; the error says what keeps
// the product from reading the folder or from moving files out of it.
func Check(dir string, now time.Time) (waiting int, err error) {
	s := sightings{files: map[string]sighting{}}
	ready, folders, _, err := s.scan(dir, now)
	if len(folders) == 0 {
		return 0, err
	}
	for _, c := range ready {
		if now.Sub(s.files[c.path].mod) > patience {
			waiting++
		}
		f, failed := os.Open(c.path)
		if failed != nil {
			err = errors.Join(err, fmt.Errorf("a file in the watched folder cannot be read: %w", failed))
			continue
		}
		err = errors.Join(err, f.Close())
	}
	for _, kept := range []string{Done, Refused} {
		folders = append(folders, filepath.Join(dir, kept))
	}
	for i, folder := range folders {
		if _, missing := os.Stat(folder); i > 0 && errors.Is(missing, fs.ErrNotExist) {
			continue // it is made when it is needed
		}
		err = errors.Join(err, writable(folder))
	}
	return waiting, err
}

// writable tries to write into a folder, under a name that the watcher passes over.
func writable(folder string) error {
	f, err := os.CreateTemp(folder, ".moneytrail-*")
	if err != nil {
		var at *fs.PathError
		if errors.As(err, &at) {
			err = at.Err
		}
		return fmt.Errorf("the product cannot write to %s (%w)", folder, err)
	}
	_, err = f.Write(slices.Repeat([]byte{' '}, 4096)) // a full disk says so only now
	if err = errors.Join(err, f.Close(), os.Remove(f.Name())); err != nil {
		return fmt.Errorf("the product cannot write to %s: %w", folder, err)
	}
	return nil
}
