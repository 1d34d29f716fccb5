package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"moneytrail/handlers/mask"
	"moneytrail/recon/importer"
	"moneytrail/recon/importer/archive"
	"moneytrail/recon/record"
)

// found is a file to import: named on the command line, found in a folder, or
// a member of an archive.
type found struct {
	path   string // as it is shown: folder/archive.zip/member.csv
	in     importer.Input
	inside bool // of a folder or archive: what no format knows is skipped, not refused
	kind   record.Kind
	err    error // why it cannot be read
	of     int   // which of the files that were given brought it
}

// collect lists the files that paths name, folders in order of names, archives
// member by member; hidden files are left out.
func collect(paths []string) ([]found, error) {
	var files []found
	for _, p := range paths {
		info, err := os.Stat(p)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("there is no file or folder %s", p)
		}
		if err != nil {
			return nil, fmt.Errorf("%s cannot be looked at: %w", p, reason(err))
		}
		switch {
		case info.IsDir():
		case !info.Mode().IsRegular(): // opening a pipe waits for who writes into it, and it can be read once
			files = append(files, found{path: p, err: errors.New("it is no file, but a pipe or a device: write what it gives into a file, and import that")})
			continue
		default:
			files = append(files, unpacked(p, p, false)...)
			continue
		}
		before := len(files)
		err = filepath.WalkDir(p, func(path string, d fs.DirEntry, err error) error {
			hidden := strings.HasPrefix(d.Name(), ".") && path != p
			switch {
			case err != nil:
				return err
			case hidden && d.IsDir():
				return fs.SkipDir
			case !hidden && d.Type().IsRegular():
				files = append(files, unpacked(path, path, true)...)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		if len(files) == before {
			files = append(files, found{path: p, err: errors.New("the folder holds no files: hidden ones, links, pipes and devices are left out")})
		}
	}
	return files, nil
}

// unpacked gives the file at a path, or the members of the archive that it is.
// shown is what people and evidence call it.
func unpacked(path, shown string, inside bool) []found {
	f := found{path: shown, inside: inside}
	f.in = input(filepath.Base(shown), func() (io.ReadCloser, error) { return os.Open(path) })
	head := make([]byte, 512)
	file, err := os.Open(path)
	if err != nil {
		f.err = err
		return []found{f}
	}
	defer file.Close()
	n, err := io.ReadFull(file, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		f.err = err
		return []found{f}
	}
	if info, err := file.Stat(); err == nil {
		f.in.Size = info.Size()
	}
	head = head[:n]
	if other := archive.Other(head); other != "" {
		f.err = fmt.Errorf("the file is an archive of a kind (%s) that is not read here: unpack it, or pack it as .zip or .gz", other)
		return []found{f}
	}
	kind := archive.Kind(head)
	if kind == "" || kind == archive.Zip && archive.IsWorkbook(head) {
		return []found{f}
	}
	members, err := archive.Members(kind, f.in.Open)
	if err != nil {
		f.err = err
		return []found{f}
	}
	if archive.HoldsWorkbook(members) {
		return []found{f}
	}
	out := make([]found, 0, len(members))
	for _, m := range members {
		g := found{path: shown, inside: inside, in: input(filepath.Base(shown), m.Open)}
		if m.Name != "" {
			g.path, g.inside = shown+"/"+m.Name, true
			g.in = input(filepath.Base(shown)+"/"+m.Name, m.Open)
		}
		g.in.Size = m.Size
		out = append(out, g)
	}
	if len(out) == 0 {
		f.err = errors.New("the archive holds no files")
		return []found{f}
	}
	return out
}

// reason is why a file could not be had, without the path on this machine.
func reason(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}

// input is a file for the importer. Its name is kept with what it brings and
// is shown as evidence, so a card number in it is masked.
func input(name string, open func() (io.ReadCloser, error)) importer.Input {
	return importer.Input{Name: shownName(name), Open: open}
}

// shownName is a file's name for people: card numbers are masked, and nothing
// in it acts on a screen.
func shownName(name string) string {
	name, _ = mask.Text(name)
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return '_'
		}
		return r
	}, strings.ToValidUTF8(name, "_"))
}
