package storage_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"moneytrail/handlers"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/storage"
)

// A backup is one state, though somebody writes all the time; restored it
// holds the same in every table, and what was there before is moved aside.
func TestABackupIsOneStateAndComesBackWhole(t *testing.T) {
	dir := t.TempDir()
	db := open(t, filepath.Join(dir, "m.db"))
	ctx, stop := context.WithCancel(t.Context())
	var writers sync.WaitGroup
	writers.Go(func() {
		for i := 0; ctx.Err() == nil; i++ { // each turn writes one line here and one there
			time.Sleep(time.Millisecond) // what is written is in every backup, and need not be much
			key := fmt.Sprint("k", i)
			if _, err := db.AddEvents(t.Context(), []inbox.Event{message(key, "tg:1")}); err != nil {
				t.Error(err)
				return
			}
			ev, err := db.NextEvents(t.Context(), time.Now(), nil, 1)
			if err != nil || len(ev) != 1 {
				t.Error(ev, err)
				return
			}
			if err := db.Commit(t.Context(), ev[0], handlers.Outcome{Audit: []handlers.Audit{{Actor: "tg:1", Action: "said", Subject: key}},
				Send: []outbox.Item{outbox.New("tg:1", outbox.Repeatable, outbox.TelegramSend, outbox.TelegramMessage{Chat: 1, Text: key})}}); err != nil {
				t.Error(err)
				return
			}
		}
	})
	for i := range 5 {
		file := filepath.Join(dir, fmt.Sprint(i, ".backup"))
		m, err := db.Backup(t.Context(), file, "test")
		if err != nil {
			t.Fatal(err)
		}
		n := map[string]int64{}
		for _, table := range m.Tables {
			n[table.Name] = table.Rows
		}
		if n["audit"] != n["outbox"] || n["audit"] != m.AuditRows || n["inbox"]-n["audit"] > 1 {
			t.Errorf("backup %d is of no one state: %v", i, n)
		}
		if got, err := storage.ReadBackup(t.Context(), file); err != nil || !cmp.Equal(got, m) {
			t.Errorf("read back: %v\n%s", err, cmp.Diff(m, got))
		}
	}
	stop()
	writers.Wait()
	last, err := db.Backup(t.Context(), filepath.Join(dir, "last.backup"), "test")
	if err != nil {
		t.Fatal(err)
	}
	if now, err := db.Tables(t.Context()); err != nil || !slices.Equal(now, last.Tables) {
		t.Errorf("the database and its backup differ: %v\n%s", err, cmp.Diff(now, last.Tables))
	}
	if _, err := db.Backup(t.Context(), filepath.Join(dir, "last.backup"), "test"); err == nil || !strings.Contains(err.Error(), "exists already") {
		t.Errorf("a second backup of one name: %v", err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := storage.Restore(t.Context(), db.Path(), filepath.Join(dir, "last.backup"), storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	again := open(t, db.Path())
	tables, err := again.Tables(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for i, table := range tables {
		changed := slices.Contains([]string{"audit", "counters", "meta", "outbox", "sqlite_sequence"}, table.Name)
		if same := table == last.Tables[i]; same == changed {
			t.Errorf("%s: same as in the backup: %v", table.Name, same)
		}
	}
	if r.Pending != int(last.AuditRows) || r.Aside == "" {
		t.Errorf("restored: %d of %d wait, aside %q", r.Pending, last.AuditRows, r.Aside)
	}
	if _, err := os.Stat(r.Aside); err != nil {
		t.Error(err)
	}
	if _, err := again.VerifyAudit(t.Context()); err != nil {
		t.Error(err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".moneytrail-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// Whatever is wrong with a backup, it is refused, and the database stays as it is.
// unpacked gives what gzip makes of a backup, nil where it is damaged.
func unpacked(backup []byte) []byte {
	r, err := gzip.NewReader(bytes.NewReader(backup))
	if err != nil {
		return nil
	}
	b, err := io.ReadAll(r)
	if err != nil {
		return nil
	}
	return b
}

func TestADamagedBackupTouchesNothing(t *testing.T) {
	dir := t.TempDir()
	db := open(t, filepath.Join(dir, "m.db"))
	good := filepath.Join(dir, "good.backup")
	if _, err := db.Backup(t.Context(), good, "test"); err != nil {
		t.Fatal(err)
	}
	bytesOf, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(db.Path())
	if err != nil {
		t.Fatal(err)
	}
	bad := filepath.Join(dir, "bad.backup")
	try := func(what string, text []byte) {
		t.Helper()
		if err := os.WriteFile(bad, text, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := storage.Restore(t.Context(), db.Path(), bad, storage.Options{})
		if _, ok := errors.AsType[*storage.BadBackupError](err); !ok {
			t.Errorf("%s: %v", what, err)
		}
	}
	whole := unpacked(bytesOf)
	for i := range 40 {
		at := len(bytesOf) * i / 40
		try(fmt.Sprint("cut at ", at), bytesOf[:at])
		if flipped := bytes.Clone(bytesOf); at > 64 { // the head of gzip says little
			flipped[at] ^= 0x10
			if bytes.Equal(unpacked(flipped), whole) { // a bit that means nothing: there is no damage
				continue
			}
			try(fmt.Sprint("a bit at ", at), flipped)
		}
	}
	try("more behind it", append(bytes.Clone(bytesOf), 'x'))
	try("no backup", []byte("merchant_id,account\n"))
	if after, err := os.ReadFile(db.Path()); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the database was changed (%v)", err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".moneytrail-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// A database that is served is not replaced, nor one that somebody has open.
func TestADatabaseInUseIsNotReplaced(t *testing.T) {
	dir := t.TempDir()
	db := open(t, filepath.Join(dir, "m.db"))
	file := filepath.Join(dir, "m.backup")
	if _, err := db.Backup(t.Context(), file, "test"); err != nil {
		t.Fatal(err)
	}
	_, release, err := db.Serve(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := storage.Restore(t.Context(), db.Path(), file, storage.Options{}); !errors.Is(err, storage.ErrServed) {
		t.Errorf("while it is served: %v", err)
	}
	if err := release(); err != nil {
		t.Fatal(err)
	}
	if _, err := storage.Restore(t.Context(), db.Path(), file, storage.Options{}); err == nil || !strings.Contains(err.Error(), "another process has") {
		t.Errorf("while it is open: %v", err)
	}
	elsewhere := filepath.Join(dir, "new.db")
	if r, err := storage.Restore(t.Context(), elsewhere, file, storage.Options{}); err != nil || r.Aside != "" {
		t.Errorf("where there was nothing: %v, aside %q", err, r.Aside)
	}
}

// Who opens a damaged database is told which backup to restore: the newest one
// that is whole.
func TestTheNewestGoodBackupIsNamed(t *testing.T) {
	dir, backups := t.TempDir(), t.TempDir()
	db := open(t, filepath.Join(dir, "m.db"))
	for _, name := range []string{"old", "cut"} {
		if _, err := db.Backup(t.Context(), filepath.Join(backups, name), "test"); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(filepath.Join(backups, "cut"), 3000); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(db.Path())
	if err != nil {
		t.Fatal(err)
	}
	for i := 4096; i < len(text); i += 4096 {
		copy(text[i:i+100], bytes.Repeat([]byte{0xff}, 100))
	}
	if err := os.WriteFile(db.Path(), text, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = storage.Open(t.Context(), db.Path(), storage.Options{Backups: backups})
	if damaged, ok := errors.AsType[*storage.DamagedError](err); !ok || damaged.Backup != filepath.Join(backups, "old") ||
		!strings.Contains(err.Error(), "moneytrail restore "+filepath.Join(backups, "old")) {
		t.Errorf("%v", err)
	}
	if _, err := storage.Restore(t.Context(), db.Path(), filepath.Join(backups, "old"), storage.Options{}); err != nil {
		t.Errorf("over a damaged database: %v", err)
	}
	if db, err := storage.Open(t.Context(), db.Path(), storage.Options{}); err != nil {
		t.Error(err)
	} else if err := db.Close(); err != nil {
		t.Error(err)
	}
}
