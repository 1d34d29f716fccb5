package storage

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
)

// Files of the archive, in this order.
const (
	manifestName = "manifest.json"
	databaseName = "moneytrail.db"
)

// maxManifest bounds what is read of a manifest.
const maxManifest = 1 << 20

// packBackup writes the archive and brings it to the disk.
func packBackup(ctx context.Context, m Manifest, database, to string) (err error) {
	in, err := os.Open(database)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	told, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	zip, err := gzip.NewWriterLevel(out, gzip.BestSpeed)
	if err != nil {
		return err
	}
	zip.Name, zip.Comment = databaseName+".tar", backupFormat
	w := tar.NewWriter(zip)
	if err := w.WriteHeader(&tar.Header{Name: manifestName, Size: int64(len(told)), Mode: 0o600, ModTime: m.TakenAt}); err != nil {
		return err
	}
	if _, err := w.Write(told); err != nil {
		return err
	}
	if err := w.WriteHeader(&tar.Header{Name: databaseName, Size: m.Bytes, Mode: 0o600, ModTime: m.TakenAt, Format: tar.FormatPAX}); err != nil {
		return err
	}
	if _, err := io.Copy(w, stopping{ctx, in}); err != nil {
		return err
	}
	return errors.Join(w.Close(), zip.Close(), out.Sync())
}

// BadBackupError tells why a file is not a backup that can be used.
type BadBackupError struct{ File, What string }

func (e *BadBackupError) Error() string {
	return fmt.Sprintf("%s is not a good backup: %s", e.File, e.What)
}

// ReadBackup checks a whole backup, byte by byte, and gives its manifest. A
// *BadBackupError tells what is wrong with it.
func ReadBackup(ctx context.Context, file string) (Manifest, error) {
	return unpackBackup(ctx, file, func(Manifest) (io.Writer, error) { return io.Discard, nil })
}

// unpackBackup checks a backup and writes its database where to says, which it
// asks once it knows the manifest.
func unpackBackup(ctx context.Context, file string, to func(Manifest) (io.Writer, error)) (m Manifest, err error) {
	bad := func(format string, args ...any) (Manifest, error) {
		return m, &BadBackupError{file, fmt.Sprintf(format, args...)}
	}
	f, err := os.Open(file)
	if err != nil {
		return m, err
	}
	defer func() { _ = f.Close() }()
	zip, err := gzip.NewReader(stopping{ctx, f})
	if err != nil {
		return bad("it is no gzip file (%s)", err)
	}
	if zip.Comment != backupFormat {
		return bad("it was not made by moneytrail backup, or by a version that this one does not know")
	}
	r := tar.NewReader(zip)
	head, err := r.Next()
	if err != nil || head.Name != manifestName || head.Size > maxManifest {
		return bad("it does not begin with a manifest")
	}
	told, err := io.ReadAll(r)
	if err != nil {
		return bad("its manifest is cut off (%s)", err)
	}
	if err := json.Unmarshal(told, &m); err != nil || m.Format != backupFormat {
		return bad("its manifest is not readable")
	}
	head, err = r.Next()
	if err != nil || head.Name != databaseName || head.Size != m.Bytes {
		return bad("the database that its manifest tells of is not in it")
	}
	w, err := to(m)
	if err != nil {
		return m, err
	}
	h := sha256.New()
	n, err := io.Copy(io.MultiWriter(h, writing{w}), r)
	if failed := new(writeError); errors.As(err, &failed) || ctx.Err() != nil {
		return m, errors.Join(err, ctx.Err())
	}
	if err != nil {
		return bad("it is damaged or cut off (%s)", err)
	}
	if sum := hex.EncodeToString(h.Sum(nil)); n != m.Bytes || sum != m.SHA256 {
		return bad("its database is not the one that was backed up (SHA-256 %s, not %s)", sum, m.SHA256)
	}
	if _, err := r.Next(); !errors.Is(err, io.EOF) {
		return bad("there is more in it than a manifest and a database")
	}
	if _, err := io.Copy(io.Discard, zip); err != nil { // the checksum of gzip is behind the end of the tar
		return bad("it is damaged or cut off (%s)", err)
	}
	return m, nil
}

// stopping reads until its context ends.
type stopping struct {
	ctx context.Context
	r   io.Reader
}

func (s stopping) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.r.Read(p)
}

// writing tells errors of writing from those of reading.
type writing struct{ w io.Writer }

type writeError struct{ err error }

func (e *writeError) Error() string { return e.err.Error() }
func (e *writeError) Unwrap() error { return e.err }

func (w writing) Write(p []byte) (int, error) {
	n, err := w.w.Write(p)
	if err != nil {
		err = &writeError{err}
	}
	return n, err
}
