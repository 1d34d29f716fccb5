package drop

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// identityName is the file that names a folder, hidden as files under way are.
const identityName = ".moneytrail-folder"

// unwritten is how long a name may be under way: where a drive has no links
// the file is there a moment before what is in it.
const unwritten = time.Second

// Identity gives the name of a folder that it has wherever it is mounted: the
// first who asks writes one into it. Two processes so find that they watch the
// same folder, or that folders of the same path on two machines are not.
func Identity(dir string) (string, error) { return identity(dir, os.Link) }

func identity(dir string, link func(from, to string) error) (string, error) {
	path := filepath.Join(dir, identityName)
	name, err := readName(path)
	if errors.Is(err, fs.ErrNotExist) {
		if err = nameFolder(dir, path, link); err == nil {
			name, err = readName(path)
		}
	}
	if err != nil {
		return "", fmt.Errorf("the watched folder cannot be used: %w", err)
	}
	if name = bytes.TrimSpace(name); len(name) == 0 {
		return "", fmt.Errorf("%s is empty: delete it, and it is written again", path)
	}
	return string(name), nil
}

// readName reads the name of a folder, and waits for the end of a line that
// another process is writing.
func readName(path string) ([]byte, error) {
	for began := time.Now(); ; time.Sleep(10 * time.Millisecond) {
		name, err := os.ReadFile(path)
		if err != nil || bytes.HasSuffix(name, []byte("\n")) || time.Since(began) > unwritten {
			return name, err
		}
	}
}

// nameFolder writes a name for a folder, whole, unless another process was faster.
func nameFolder(dir, path string, link func(from, to string) error) error {
	f, err := os.CreateTemp(dir, identityName)
	if err != nil {
		return err
	}
	temp := f.Name()
	defer func() { _ = os.Remove(temp) }()
	if err := writeName(f); err != nil {
		return err
	}
	if err := link(temp, path); err == nil || errors.Is(err, fs.ErrExist) {
		return nil
	}
	// A drive without links: who makes the file has named the folder.
	if f, err = os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return nil
		}
		return err
	}
	return writeName(f)
}

func writeName(f *os.File) error {
	_, err := f.WriteString(rand.Text() + "\n")
	return errors.Join(err, f.Sync(), f.Close())
}
