package drop

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// identityName is the file that names a folder, hidden as files under way are.
const identityName = ".moneytrail-folder"

// Identity gives the name of a folder that it has wherever it is mounted: the
// first who asks writes one into it. Two processes so find that they watch the
// same folder, or that folders of the same path on two machines are not.
func Identity(dir string) (string, error) {
	path := filepath.Join(dir, identityName)
	name, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		name, err = nameFolder(dir, path)
	}
	if err != nil {
		return "", fmt.Errorf("the watched folder cannot be used: %w", err)
	}
	if name = bytes.TrimSpace(name); len(name) == 0 {
		return "", fmt.Errorf("%s is empty: delete it, and it is written again", path)
	}
	return string(name), nil
}

// nameFolder writes a name for a folder, whole, unless another process was faster.
func nameFolder(dir, path string) (name []byte, err error) {
	f, err := os.CreateTemp(dir, identityName)
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.Remove(f.Name()) }()
	_, err = f.WriteString(rand.Text() + "\n")
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return nil, err
	}
	if err := os.Link(f.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		// A drive without links: whoever renames last has named it.
		if err := os.Rename(f.Name(), path); err != nil {
			return nil, err
		}
	}
	return os.ReadFile(path)
}
