package drop

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"unicode/utf8"
)

// move puts a file, its marker and its report into a folder of the watched
// one, under a name that is free.
func (w *Watcher) move(c candidate, folder string, report []byte) (string, error) {
	dir := filepath.Join(w.o.Dir, folder, c.source)
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return "", err
	}
	to, err := free(dir, filepath.Base(c.path))
	if err != nil {
		return "", err
	}
	if err := os.WriteFile(to+reportSuffix, report, 0o640); err != nil {
		_ = os.Remove(to + reportSuffix) // of a full disk, what was written of it
		return "", err
	}
	if err := os.Rename(c.path, to); err != nil {
		return "", errors.Join(err, os.Remove(to+reportSuffix))
	}
	if c.marker != "" {
		if err := os.Remove(c.marker); err != nil && !errors.Is(err, os.ErrNotExist) {
			return to, err
		}
	}
	return to, nil
}

// reportSuffix is what the report's name has beyond the file's.
const reportSuffix = ".report.json"

// longest is how many bytes a name may have on the file systems in use.
const longest = 255

// free gives a path in dir that neither a file nor a report has: the name, or
// the name with a number before its ending. A name that leaves no room for its
// report's is cut before its ending.
func free(dir, name string) (string, error) {
	ext := filepath.Ext(name)
	if len(ext) > 20 {
		ext = ""
	}
	stem := name[:len(name)-len(ext)]
	for n := 1; ; n++ {
		end := ext
		if n > 1 {
			end = fmt.Sprintf("-%d%s", n, ext)
		}
		try := filepath.Join(dir, cut(stem, longest-len(end)-len(reportSuffix))+end)
		if taken, err := exists(try, try+reportSuffix); !taken {
			return try, err
		}
	}
}

// cut gives as much of a name as has at most n bytes, and no half character.
func cut(name string, n int) string {
	if len(name) <= n {
		return name
	}
	for n > 0 && !utf8.RuneStart(name[n]) {
		n--
	}
	return name[:n]
}

// exists tells whether there is something at one of the paths.
func exists(paths ...string) (bool, error) {
	for _, path := range paths {
		if _, err := os.Lstat(path); err == nil {
			return true, nil
		} else if !errors.Is(err, os.ErrNotExist) {
			return false, err
		}
	}
	return false, nil
}
