package storage_test

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"moneytrail/recon/importer"
	"moneytrail/storage"
	"moneytrail/storage/testdb"
)

// Cases are files that an operator might be sent on a bad day, and what is true
// of every row in them, written by hand: the exports without their headers, and
// what is suggested. What is true does not depend on how the rows came, unless
// files restate each other: such a case says "in this order".
func TestCases(t *testing.T) {
	paths, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal(len(paths), err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			t.Parallel()
			c := readCase(t, path)
			for how, files := range c.ways() {
				if diff := cmp.Diff(c.want, c.end(t, files)); diff != "" {
					t.Errorf("%s, imported %s: -true +told:\n%s", c.story, how, diff)
				}
			}
		})
	}
}

// aCase is one of the cases.
type aCase struct {
	story string
	now   time.Time
	files []benchFile
	want  map[string]string
}

// caseKinds are what a case may tell the truth of; a kind that it does not name has no rows.
var caseKinds = []string{"transactions", "settlements", "payouts", "bank", "suggestions"}

func readCase(t *testing.T, path string) *aCase {
	t.Helper()
	a, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	c := &aCase{story: string(a.Comment), now: time.Date(2026, 3, 20, 9, 0, 0, 0, time.FixedZone("", 8*3600)), want: map[string]string{}}
	for _, kind := range caseKinds {
		c.want[kind] = ""
	}
	for _, f := range a.Files {
		if _, is := c.want[f.Name]; is {
			c.want[f.Name] = string(f.Data)
		} else {
			c.files = append(c.files, benchFile{f.Name, string(f.Data)})
		}
	}
	return c
}

// ways are the orders in which the files are imported.
func (c *aCase) ways() map[string][]benchFile {
	ways := map[string][]benchFile{"as they stand": c.files}
	if strings.Contains(c.story, "in this order") {
		return ways
	}
	var rows []benchFile
	for _, f := range slices.Backward(c.files) {
		head, text, _ := strings.Cut(f.text, "\n")
		lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
		for i, line := range slices.Backward(lines) {
			rows = append(rows, benchFile{fmt.Sprintf("%d %s", i, f.name), head + "\n" + line + "\n"})
		}
	}
	ways["row by row from the last"] = rows
	return ways
}

// end gives what is told after the files were imported.
func (c *aCase) end(t *testing.T, files []benchFile) map[string]string {
	t.Helper()
	db, err := storage.Open(t.Context(), testdb.SQLite(t), storage.Options{Clock: stoppedClock{c.now}, Currency: "CNY"})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	for i, f := range files {
		in := fileOf(f)
		proof, err := importer.Prove(t.Context(), in, importer.Options{Currency: "CNY", Book: db})
		if err != nil {
			t.Fatal(f.name, err)
		}
		if res, err := db.Import(t.Context(), in, proof, storage.ImportOptions{Began: c.now.Add(time.Duration(i) * time.Second)}); err != nil ||
			res.Status != storage.Imported && res.Status != storage.IsDuplicate { // two files may have one row
			t.Fatal(f.name, res, err)
		}
	}
	told := map[string]string{}
	for _, kind := range caseKinds[:4] {
		var out bytes.Buffer
		if err := db.Export(t.Context(), kind, &out, c.now); err != nil {
			t.Fatal(err)
		}
		_, told[kind], _ = strings.Cut(out.String(), "\n")
	}
	told["suggestions"] = suggestedIn(t, db, c.now)
	return told
}

// suggestedIn tells what is suggested, a line each: whom it is about, what it
// would link, and what it would leave open.
func suggestedIn(t *testing.T, db *storage.DB, now time.Time) string {
	t.Helper()
	items, err := db.OpenItems(context.Background(), "", now)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, s := range items.Suggestions {
		var pairs []string
		for _, p := range s.Pairs {
			pairs = append(pairs, p.Line.ID+p.Entry.ID+"="+p.Transaction.ID+p.Payout.ID)
		}
		slices.Sort(pairs)
		lines = append(lines, fmt.Sprintf("%s: %s %s, open %d\n", s.MerchantID, s.Kind, strings.Join(pairs, " "), s.Open))
	}
	slices.Sort(lines)
	return strings.Join(lines, "")
}
