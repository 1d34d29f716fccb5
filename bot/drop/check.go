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
// files that have lain there for more than an hour, and names those that nobody
// will ever take, below dir; the error says what keeps the product from reading
// the folder or from moving files out of it.
func Check(dir string, now time.Time) (waiting int, passed []string, err error) {
	s := sightings{files: map[string]sighting{}}
	ready, folders, _, err := s.scan(dir, now)
	if len(folders) == 0 {
		return 0, nil, err
	}
	passed = passedOver(folders, now)
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
	return waiting, passed, err
}

// passedOver names what lies in the folders for more than an hour and is not taken, with
// why: links, folders too deep, and files that their sender never finished.
func passedOver(folders []string, now time.Time) (all []string) {
	for i, folder := range folders {
		entries, err := os.ReadDir(folder)
		if err != nil {
			continue // the scan has said so
		}
		for _, e := range entries {
			info, err := e.Info()
			if err != nil || hidden(e.Name()) || hasEnding(e.Name(), markers) && info.Size() == 0 || now.Sub(info.ModTime()) <= patience {
				continue
			}
			why := ""
			switch {
			case e.IsDir() && i > 0:
				why = "a folder in a folder"
			case e.IsDir():
			case !e.Type().IsRegular():
				why = "a link or device"
			case hasEnding(e.Name(), markers):
				why = "a marker of another file by its name"
			case hasEnding(e.Name(), unfinished):
				why = "unfinished by its name"
			}
			if why == "" {
				continue
			}
			name := e.Name()
			if i > 0 {
				name = filepath.Join(filepath.Base(folder), name)
			}
			all = append(all, fmt.Sprintf("%q (%s)", name, why))
		}
	}
	return all
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
