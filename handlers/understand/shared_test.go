package understand_test

import (
	"bufio"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// lines reads a file of measurements that lies beside the repository, not in
// it; without it the test is skipped.
func lines[T any](t *testing.T, name string) []T {
	t.Helper()
	return linesOf[T](t, filepath.Join("..", "..", "..", "shared", "nlu", name))
}

// ownLines reads a file of this package's testdata.
func ownLines[T any](t *testing.T, name string) []T {
	t.Helper()
	return linesOf[T](t, filepath.Join("testdata", name))
}

func linesOf[T any](t *testing.T, name string) []T {
	t.Helper()
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("%s is not beside this repository: nothing to measure with", name)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []T
	for s := bufio.NewScanner(f); s.Scan(); {
		var one T
		if err := json.Unmarshal(s.Bytes(), &one); err != nil {
			t.Fatal(err)
		}
		all = append(all, one)
	}
	return all
}

// friday is the present of most tests: Friday 2026-11-20, 15:20 in Shanghai.
var friday = time.Date(2026, 11, 20, 15, 20, 0, 0, time.FixedZone("CST", 8*3600))
