package main

import (
	"io"
	"io/fs"
	"strings"
	"testing"
	"time"

	"moneytrail/recon/importer"
	"moneytrail/storage"
	"moneytrail/storage/testdb"
)

// A file that somebody still writes, and one that the disk does not give, are
// refused by themselves: the files that came with them are imported.
func TestAFileThatChangesStopsNoOther(t *testing.T) {
	db, err := storage.Open(t.Context(), testdb.In(t, t.TempDir()), storage.Options{Zone: time.UTC})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	file := func(name string, open func(n int) (string, error)) found {
		n := 0
		return found{path: name, in: importer.Input{Name: name, Open: func() (io.ReadCloser, error) {
			n++
			text, err := open(n)
			return io.NopCloser(strings.NewReader(text)), err
		}}}
	}
	head, _, _ := strings.Cut(oneSwipe, "\n")
	bad := &fs.PathError{Op: "read", Path: "bad.csv", Err: fs.ErrPermission}
	files := []found{
		file("grows.csv", func(n int) (string, error) {
			return head + "\n" + strings.Repeat(strings.Replace(oneSwipe[len(head)+1:], "T1", "G1", 1), n), nil
		}),
		file("bad.csv", func(n int) (string, error) {
			if n > 2 { // it is told what it is, and then the disk fails
				return "", bad
			}
			return oneMerchant, nil
		}),
		file("good.csv", func(int) (string, error) { return oneSwipe, nil }),
	}
	i := &importing{db: db, options: importer.Options{Currency: "CNY", Book: db}, began: time.Now(), watched: io.Discard}
	results, err := i.files(t.Context(), files)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][2]string{"grows.csv": {"refused", "import it again when it is complete"}, "bad.csv": {"refused", "cannot be read (permission denied)"}, "good.csv": {"imported", ""}}
	for _, r := range results {
		got := ""
		if len(r.Errors) > 0 {
			got = r.Errors[0].Message
		}
		if w := want[r.File]; r.Status != w[0] || !strings.Contains(got, w[1]) {
			t.Errorf("%s: %s, %q; want %v", r.File, r.Status, got, w)
		}
		delete(want, r.File)
	}
	if len(want) > 0 {
		t.Errorf("nothing was said of %v", want)
	}
	if all, err := db.Files(t.Context()); err != nil || len(all) != 1 || all[0].Name != "good.csv" {
		t.Errorf("in the books: %+v, %v", all, err)
	}
}
