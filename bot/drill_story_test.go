package main

import (
	"archive/tar"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"moneytrail/bot/sandbox"
	"moneytrail/storage"
	"moneytrail/storage/testdb"
)

// drillRounds is how often everybody asks while the backup is made: a few times in
// an ordinary run, as often as MONEYTRAIL_TEST_DRILL says elsewhere.
func drillRounds(t *testing.T) int {
	v := os.Getenv("MONEYTRAIL_TEST_DRILL")
	if v == "" {
		return 2
	}
	n, err := strconv.Atoi(v)
	if err != nil {
		t.Fatalf("MONEYTRAIL_TEST_DRILL: %v", err)
	}
	return n
}

// The restore drill: a backup is made of a database that is served while ten
// people write; they write on, the machine is lost, and the backup comes up on
// another one, as a file or on a server. Every table is there to the last row,
// nothing goes out before somebody's word, and then the answers to what was
// asked since, and nothing that was sent before.
func TestTheRestoreDrill(t *testing.T) {
	t.Parallel()
	testdb.OnEach(t, drill)
}

func drill(t *testing.T, elsewhere func(t *testing.T) string) {
	h := newHouse(t)
	files := filepath.Join(h.dir, "sample")
	h.does("sample", files)
	h.does("import", files)
	first := h.spawn(h.log)
	var people []*sandbox.Person
	for i := range 10 {
		p := h.world.Merchant(fmt.Sprint("老板", i), "zh-hans")
		h.joins(p, fmt.Sprintf("M%04d", 1+i%5), "owner")
		people = append(people, p)
	}
	people[0].Presses("人工客服")
	people[0].Sees(`C-\d+`, 0)

	rounds := drillRounds(t)
	var asking sync.WaitGroup
	half := make(chan struct{}, len(people))
	for _, p := range people {
		asking.Go(func() {
			for n := range 2 * rounds {
				if n == rounds {
					half <- struct{}{}
				}
				p.Says([]string{"昨天的账单", "我的钱怎么还没到", "手续费多少"}[n%3])
				if _, err := p.Await(".", 60*time.Second); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	<-half // somebody is half way: the backup is made between their questions and answers
	file := filepath.Join(h.dir, "night.backup")
	h.does("backup", file)
	asking.Wait()
	h.until(20*time.Second, func() string {
		if n := h.world.Unconfirmed(); n > 0 {
			return fmt.Sprintf("%d updates are not taken", n)
		}
		return ""
	})
	if err := first.Process.Signal(syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	_ = first.Wait() // killed: an error is what it must give
	told, posted := map[*sandbox.Person][]string{}, cards(h)
	for _, p := range people {
		told[p] = botMessages(p)
	}

	before, err := storage.ReadBackup(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	if packed := tables(t, unpackDatabase(t, file)); !slices.Equal(packed, before.Tables) {
		t.Errorf("the database of the backup is not what its manifest says:\n%v\n%v", packed, before.Tables)
	}
	h.env["DATABASE"] = elsewhere(t)
	began := time.Now()
	h.does("restore", file)
	took := time.Since(began)
	restored := map[string]storage.Table{}
	for _, table := range tables(t, h.env["DATABASE"]) {
		restored[table.Name] = table
	}
	equal := 0
	for _, was := range before.Tables {
		is := restored[was.Name]
		switch {
		case is == was:
			equal++
		case slices.Contains([]string{"goose_db_version", "sqlite_sequence"}, was.Name): // of the kind of database
		// What waited is held, numbers are left out, and a line of the audit trail tells of the restore.
		case !slices.Contains([]string{"audit", "counters", "inbox", "meta", "outbox"}, was.Name):
			t.Errorf("table %s holds other rows than in the backup", was.Name)
		case is.Rows != was.Rows && (is.Rows != was.Rows+1 || was.Name != "audit" && was.Name != "meta"):
			t.Errorf("table %s has %d rows, the backup %d", was.Name, is.Rows, was.Rows)
		}
	}
	h.does("audit", "verify")

	h.serves()
	for _, p := range people {
		p.Says("谢谢")
	}
	people[0].SeesNothing(1500 * time.Millisecond)
	for _, p := range people {
		if now := botMessages(p); !slices.Equal(now, told[p]) {
			t.Errorf("%s was told something before the messages were released:\n%s", p.Name, p.Screen())
		}
	}
	released := h.does("restore", "--release")
	for _, p := range people {
		p.Sees("不客气|转给|同事", 20*time.Second)
	}
	h.ends()
	again := 0
	for _, p := range people {
		again += len(botMessages(p)) - len(told[p]) - 1
	}
	if n := cards(h) - posted; again != 0 || n != 0 {
		t.Errorf("%d messages and %d cards were sent again", again, n)
	}
	h.does("audit", "verify")
	noObjections(t, h)
	t.Logf("%d of %d tables equal by hash, the others but for what a restore notes; restored in %v; 0 messages sent again; release: %s", equal, len(before.Tables), took, strings.TrimSpace(released))
}

// tables gives what the tables of a database hold.
func tables(t *testing.T, path string) []storage.Table {
	t.Helper()
	db, err := storage.Open(t.Context(), path, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	all, err := db.Tables(t.Context())
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	return all
}

// unpackDatabase takes the database out of a backup as tar and gzip would.
func unpackDatabase(t *testing.T, backup string) string {
	t.Helper()
	in, err := os.Open(backup)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = in.Close() }()
	zip, err := gzip.NewReader(in)
	if err != nil {
		t.Fatal(err)
	}
	r := tar.NewReader(zip)
	for head := new(tar.Header); head.Name != "moneytrail.db"; {
		if head, err = r.Next(); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "unpacked.db")
	out, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_EXCL, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(out, r); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}
