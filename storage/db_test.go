package storage_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"moneytrail/handlers/inbox"
	"moneytrail/storage"
	"moneytrail/storage/testdb"
)

func message(key, lane string) inbox.Event {
	return inbox.Event{Key: key, Lane: lane, Network: inbox.Telegram, Kind: inbox.Message, Telegram: &inbox.TelegramEvent{Chat: 1}}
}

func TestOpenKeepsWhatIsThere(t *testing.T) {
	testdb.OnEach(t, func(t *testing.T, fresh func(t *testing.T) string) {
		path := fresh(t)
		if !strings.Contains(path, "://") {
			path = filepath.Join(t.TempDir(), "a b?c#%.db")
		}
		for i, want := range []int{1, 0} {
			db, err := storage.Open(t.Context(), path, storage.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if n, err := db.AddEvents(t.Context(), []inbox.Event{message("k", "tg:1")}); n != want || err != nil {
				t.Errorf("opening %d: added %d, %v", i, n, err)
			}
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func TestOnlyTheOwnerReadsTheDatabase(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("permissions are those of the folder")
	}
	db := open(t, filepath.Join(t.TempDir(), "m.db"))
	if err := db.Writable(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, suffix := range []string{"", "-wal", "-shm"} {
		info, err := os.Stat(db.Path() + suffix)
		if err != nil {
			t.Fatal(err)
		}
		if mode := info.Mode().Perm(); mode != 0o600 {
			t.Errorf("%s has mode %o", info.Name(), mode)
		}
	}
}

func TestWhatIsRefused(t *testing.T) {
	dir := t.TempDir()
	file := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	orphan := file("orphan.db-wal", "the journal of a database that is gone")
	for name, tc := range map[string]struct{ url, want string }{
		"no address of a server":         {"postgres://moneytrail:geheim%zz@db/moneytrail", "is not one of PostgreSQL"},
		"a server that is not there":     {"postgresql://moneytrail:geheim@127.0.0.1:1/moneytrail", "postgres://127.0.0.1:1/moneytrail"},
		"a folder":                       {dir, "is a folder"},
		"a folder that is missing":       {filepath.Join(dir, "no", "such.db"), "no such"},
		"another file":                   {file("bill.csv", strings.Repeat("merchant_id,account\n", 100)), "damaged or not a database"},
		"a journal without its database": {strings.TrimSuffix(orphan, "-wal"), "is missing, but its journal"},
	} {
		before, _ := os.ReadFile(tc.url)
		_, err := storage.Open(t.Context(), tc.url, storage.Options{})
		if err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: %v, want %q in it", name, err, tc.want)
		}
		if err != nil && strings.Contains(err.Error(), "geheim") {
			t.Errorf("%s: the password is in %q", name, err)
		}
		if after, _ := os.ReadFile(tc.url); !bytes.Equal(before, after) {
			t.Errorf("%s: the file was changed", name)
		}
	}
}

func TestADamagedDatabaseIsLeftAsItIs(t *testing.T) {
	path := filepath.Join(t.TempDir(), "m.db")
	db, err := storage.Open(t.Context(), path, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var events []inbox.Event
	for i := range 500 {
		events = append(events, message(strings.Repeat("k", 1+i), "tg:1"))
	}
	if _, err := db.AddEvents(t.Context(), events); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	sound, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const page = 4096
	pages := len(sound) / page
	for at := 0; at < pages; at += 1 + pages/16 {
		bad := bytes.Clone(sound)
		copy(bad[at*page:], bytes.Repeat([]byte{0xA5}, page)) // the whole page is garbage
		if err := os.WriteFile(path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := storage.Open(t.Context(), path, storage.Options{})
		if damaged, ok := errors.AsType[*storage.DamagedError](err); !ok || damaged.Path != path {
			t.Errorf("page %d is garbage: %v", at, err)
		}
		if after, _ := os.ReadFile(path); !bytes.Equal(bad, after) {
			t.Errorf("page %d: the damaged file was changed", at)
		}
	}
}

// On a file one process serves; what has a database to itself keeps everybody
// from serving on both.
func TestOneProcessServes(t *testing.T) {
	testdb.OnEach(t, func(t *testing.T, fresh func(t *testing.T) string) {
		path := fresh(t)
		first, second := open(t, path), open(t, path)
		_, release, err := first.Serve(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := second.Alone(t.Context()); !errors.Is(err, storage.ErrServed) {
			t.Fatalf("a second one has it to itself: %v", err)
		}
		if !strings.Contains(path, "://") {
			if _, _, err := second.Serve(t.Context()); !errors.Is(err, storage.ErrServed) {
				t.Fatalf("a second one serves from a file: %v", err)
			}
		}
		if _, err := second.AddEvents(t.Context(), []inbox.Event{message("k", "tg:1")}); err != nil {
			t.Errorf("a command beside it cannot write: %v", err)
		}
		if got, err := first.NextEvents(t.Context(), time.Now(), nil, 10); len(got) != 1 || err != nil {
			t.Errorf("the one that serves sees %d events, %v", len(got), err)
		}
		if err := release(); err != nil {
			t.Fatal(err)
		}
		_, again, err := second.Serve(t.Context())
		if err != nil {
			t.Fatalf("after the first ended: %v", err)
		}
		if err := again(); err != nil {
			t.Fatal(err)
		}
	})
}

// What was committed is there for whoever opens the files after a process that
// did not close them, as after kill -9.
func TestReopenWithoutClose(t *testing.T) {
	path := filepath.Join(t.TempDir(), "m.db")
	dead := open(t, path)
	if _, err := dead.AddEvents(t.Context(), []inbox.Event{message("a", "tg:1"), message("b", "tg:2")}); err != nil {
		t.Fatal(err)
	}
	copied := filepath.Join(t.TempDir(), "m.db")
	for _, suffix := range []string{"", "-wal"} { // what a dead process leaves on disk
		b, err := os.ReadFile(path + suffix)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(copied+suffix, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got, err := open(t, copied).NextEvents(t.Context(), time.Now(), nil, 10)
	if err != nil || len(got) != 2 {
		t.Errorf("found %d events, %v", len(got), err)
	}
}

func TestManyProcessesOpenAFreshDatabase(t *testing.T) {
	testdb.OnEach(t, func(t *testing.T, fresh func(t *testing.T) string) {
		path := fresh(t)
		errs := make(chan error, 8)
		for range cap(errs) {
			go func() {
				db, err := storage.Open(t.Context(), path, storage.Options{})
				if err == nil {
					err = errors.Join(db.Writable(t.Context()), db.Close())
				}
				errs <- err
			}()
		}
		for range cap(errs) {
			if err := <-errs; err != nil {
				t.Error(err)
			}
		}
	})
}
