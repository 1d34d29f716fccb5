package drop

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// markers are the endings of empty files by which a sender says that the file
// of the same name is complete: x.csv and x.csv.done, or x.done.
var markers = []string{".done", ".ok", ".fin", ".ready"}

// unfinished are the endings that senders give a file while they write it.
var unfinished = []string{".part", ".partial", ".tmp", ".temp", ".filepart", ".crdownload", ".download", ".swp", ".writing", ".lock"}

// sightings remembers how files looked, to tell those that still change.
type sightings struct {
	settle time.Duration
	hollow time.Duration // settle of empty files
	files  map[string]sighting
}

type sighting struct {
	size   int64
	mod    time.Time
	since  time.Time // has looked like this since
	marked bool
	left   *leftover
}

// leftover is a file that was dealt with and could not be moved.
type leftover struct {
	candidate
	verdict Verdict
}

// candidate is a file that has come completely. marker is the file that said
// so, "" where it only stopped changing.
type candidate struct{ path, source, marker string }

// scan looks through dir and its folders, one level down. It gives the files
// that are complete in order of their names, the folders to watch, and how long
// until the next file may be complete, 0 where none is waited for. The error
// tells of what cannot be read, the rest is given all the same; no folders: dir
// itself cannot be.
func (s *sightings) scan(dir string, now time.Time) (ready []candidate, folders []string, wait time.Duration, err error) {
	found := map[string]string{} // path to source
	top, err := os.ReadDir(dir)
	if err != nil {
		return nil, nil, 0, fmt.Errorf("the watched folder cannot be read: %w", err)
	}
	folders = []string{dir}
	for _, e := range top {
		path := filepath.Join(dir, e.Name())
		switch {
		case hidden(e.Name()):
		case e.Type().IsRegular():
			found[path] = ""
		case e.IsDir() && e.Name() != Done && e.Name() != Refused:
			inner, failed := os.ReadDir(path)
			if failed != nil {
				err = errors.Join(err, fmt.Errorf("a folder in the watched folder cannot be read: %w", failed))
				continue
			}
			folders = append(folders, path)
			for _, f := range inner {
				if f.Type().IsRegular() && !hidden(f.Name()) {
					found[filepath.Join(path, f.Name())] = e.Name()
				}
			}
		}
	}
	for path := range s.files {
		if _, ok := found[path]; !ok {
			delete(s.files, path)
		}
	}
	for path, source := range found {
		if hasEnding(path, unfinished) || hasEnding(path, markers) {
			continue
		}
		c := candidate{path, source, markerOf(path, found)}
		complete, left, failed := s.see(c, now)
		err = errors.Join(err, failed)
		if complete {
			ready = append(ready, c)
		} else if left > 0 && (wait == 0 || left < wait) {
			wait = left
		}
	}
	slices.SortFunc(ready, func(a, b candidate) int { return strings.Compare(a.path, b.path) })
	return ready, folders, wait, err
}

// see tells whether a file is complete, and how long it must stay as it is
// until it counts as such.
func (s *sightings) see(c candidate, now time.Time) (complete bool, left time.Duration, err error) {
	info, err := os.Stat(c.path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, 0, nil
	}
	if err != nil {
		return false, 0, fmt.Errorf("a file in the watched folder cannot be read: %w", err)
	}
	was, known := s.files[c.path]
	is := sighting{size: info.Size(), mod: info.ModTime(), since: now, marked: c.marker != ""}
	if known && was.size == is.size && was.mod.Equal(is.mod) {
		is.since = was.since
		if was.marked == is.marked {
			is.left = was.left
		}
	}
	s.files[c.path] = is
	switch {
	case is.left != nil:
		return false, 0, nil
	case is.marked:
		return true, 0, nil
	}
	left = s.settle - now.Sub(is.since)
	if is.size == 0 { // somebody may be about to write it
		left = s.hollow - now.Sub(is.since)
	}
	return left <= 0, left, nil
}

// changed tells whether a file is no longer as it was when it was taken.
func (s *sightings) changed(c candidate) bool {
	info, err := os.Stat(c.path)
	was := s.files[c.path]
	return err != nil || info.Size() != was.size || !info.ModTime().Equal(was.mod)
}

// left gives the files that were dealt with and stay, in order of their names.
func (s *sightings) left() (all []*leftover) {
	for _, is := range s.files {
		if is.left != nil {
			all = append(all, is.left)
		}
	}
	slices.SortFunc(all, func(a, b *leftover) int { return strings.Compare(a.path, b.path) })
	return all
}

// leave remembers that a file was dealt with and stays: it is taken again only
// when it changes.
func (s *sightings) leave(c candidate, v Verdict) {
	is := s.files[c.path]
	is.left = &leftover{c, v}
	s.files[c.path] = is
}

// hidden files are those of editors, of systems, and of senders under way.
func hidden(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~") || strings.HasSuffix(name, "~")
}

func hasEnding(path string, endings []string) bool {
	return slices.Contains(endings, strings.ToLower(filepath.Ext(path)))
}

// markerOf gives the marker of a file among those found, "" if there is none.
func markerOf(path string, found map[string]string) string {
	for _, base := range []string{path, strings.TrimSuffix(path, filepath.Ext(path))} {
		for _, m := range markers {
			for _, ending := range []string{m, strings.ToUpper(m)} {
				if _, ok := found[base+ending]; ok && base+ending != path {
					return base + ending
				}
			}
		}
	}
	return ""
}
