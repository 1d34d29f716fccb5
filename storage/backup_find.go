package storage

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// BackupFile is a backup on the disk.
type BackupFile struct {
	File string
	Manifest
}

// Backups gives the backups that lie in folders, newest first, by what their
// manifests say; the databases in them are not verified. A folder that is "" or
// cannot be read has none. The file of a database and what is beside it is not
// opened: that would end the locks that this process has on it.
func Backups(database string, folders ...string) []BackupFile {
	var all []BackupFile
	var seen []string
	for _, dir := range folders {
		if dir == "" || slices.Contains(seen, filepath.Clean(dir)) {
			continue
		}
		seen = append(seen, filepath.Clean(dir))
		files, err := os.ReadDir(dir)
		if err != nil {
			continue
		}
		for _, f := range files {
			name := filepath.Join(dir, f.Name())
			if !f.Type().IsRegular() || besideDatabase(database, name) {
				continue
			}
			if m, ok := peekBackup(name); ok {
				all = append(all, BackupFile{name, m})
			}
		}
	}
	slices.SortFunc(all, func(a, b BackupFile) int { return b.TakenAt.Compare(a.TakenAt) })
	return all
}

// besideDatabase tells the files that SQLite and the lock of a database use.
func besideDatabase(database, name string) bool {
	full, err := filepath.Abs(name)
	if err != nil {
		return true
	}
	rest, ok := strings.CutPrefix(full, database)
	return ok && slices.Contains([]string{"", "-wal", "-shm", "-journal", ".lock"}, rest)
}

// peekBackup reads the manifest alone.
func peekBackup(file string) (m Manifest, ok bool) {
	f, err := os.Open(file)
	if err != nil {
		return m, false
	}
	defer func() { _ = f.Close() }()
	zip, err := gzip.NewReader(f)
	if err != nil || zip.Comment != backupFormat {
		return m, false
	}
	r := tar.NewReader(zip)
	if head, err := r.Next(); err != nil || head.Name != manifestName || head.Size > maxManifest {
		return m, false
	}
	told, err := io.ReadAll(r)
	return m, err == nil && json.Unmarshal(told, &m) == nil && m.Format == backupFormat
}

// NewestBackup gives the newest backup of folders that is whole, byte by byte.
func NewestBackup(ctx context.Context, database string, folders ...string) (BackupFile, bool) {
	for _, b := range Backups(database, folders...) {
		if _, err := ReadBackup(ctx, b.File); err == nil {
			return b, true
		}
	}
	return BackupFile{}, false
}
