package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Where the files of an export cannot all be replaced, it is told which were, and
// nothing but files with names of their own is left there.
func TestFilesOfAnExportThatAreNotAllReplaced(t *testing.T) {
	dir := t.TempDir()
	err := filled(dir, []string{"a.csv", "b.csv"}, func(to ...io.Writer) error {
		for _, w := range to {
			if _, err := io.WriteString(w, "id\n"); err != nil {
				return err
			}
		}
		return os.Mkdir(filepath.Join(dir, "b.csv"), 0o700) // somebody is quicker
	})
	if err == nil || !strings.Contains(err.Error(), "a.csv was replaced, b.csv was not") || errors.Is(err, os.ErrClosed) {
		t.Error(err)
	}
	if a, err := os.ReadFile(filepath.Join(dir, "a.csv")); err != nil || string(a) != "id\n" {
		t.Errorf("%q, %v", a, err)
	}
	if in, err := os.ReadDir(dir); err != nil || len(in) != 2 {
		t.Errorf("%v, %v", in, err)
	}
}
