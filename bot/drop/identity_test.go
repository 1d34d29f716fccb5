package drop

import (
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// However many ask at once, a folder has one name, another folder another, and
// nothing but the name is left in it; also on a drive without links.
func TestAFolderHasOneName(t *testing.T) {
	t.Run("with links", func(t *testing.T) { oneName(t, os.Link) })
	t.Run("without links", func(t *testing.T) {
		oneName(t, func(string, string) error { return errors.ErrUnsupported })
	})
}

func oneName(t *testing.T, link func(from, to string) error) {
	dir := t.TempDir()
	names := make([]string, 20)
	var all sync.WaitGroup
	for i := range names {
		all.Go(func() {
			var err error
			if names[i], err = identity(dir, link); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	for _, name := range names {
		if name != names[0] || name == "" {
			t.Errorf("names %q and %q", names[0], name)
		}
	}
	if other, err := identity(t.TempDir(), link); err != nil || other == names[0] {
		t.Errorf("another folder is %q, %v", other, err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 || !hidden(left[0].Name()) {
		t.Errorf("left in the folder: %v, %v", left, err)
	}
	if _, err := identity(filepath.Join(dir, "missing"), link); err == nil {
		t.Error("a folder that is missing has a name")
	}
	if err := os.WriteFile(filepath.Join(dir, identityName), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := identity(dir, link); err == nil {
		t.Error("a name that is empty counts")
	}
}
