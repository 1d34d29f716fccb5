package storagetest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"moneytrail/recon/importer"
	"moneytrail/storage"
)

// statementMT940 is of a bank that lost an entry: its balances do not tie.
const statementMT940 = ":20:S1\n:25:6222020000001234\n:28C:7\n:60F:C261118CNY0,00\n" +
	":61:2611191119C149,10NTRFP1//B1\n:86:SETTLEMENT P1\n:62F:C261119CNY150,00\n-\n"

// What a proof said beside the rows is kept with the file, and with no other.
func remarks(t *testing.T, at place) {
	db := at.books(t, "2026-11-20T12:00:00+08:00")
	load(t, db, "merchants.csv", merchantsCSV)
	loose := load(t, db, "bank.sta", statementMT940)
	got, err := db.Remarks(t.Context(), loose.FileID)
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Totals) == 0 || got.Totals[0].OK || got.Totals[0].Declared == got.Totals[0].Computed {
		t.Errorf("the totals: %+v, want the one that does not tie first, with both numbers", got.Totals)
	}
	bad := memory("swipes.csv", strings.Replace(swipesCSV, "70.00", "70.0.0", 1))
	p, err := importer.Prove(t.Context(), bad, importer.Options{Book: db, Currency: "CNY", SkipBad: true})
	if err != nil {
		t.Fatal(err)
	}
	skipped, err := db.Import(t.Context(), bad, p, storage.ImportOptions{SkipBad: true})
	if err != nil {
		t.Fatal(err)
	}
	if got, err = db.Remarks(t.Context(), skipped.FileID); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(storage.Remarks{LeftOut: p.Errors}, got); diff != "" || len(p.Errors) != 1 {
		t.Errorf("of the row left out (-proof +kept):\n%s", diff)
	}
	files, err := db.Files(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var counts []string
	for _, f := range files {
		counts = append(counts, fmt.Sprintf("%s: %d warnings, %d untied, %d rejected", f.Name, f.Warnings, f.Untied, f.Rejected))
	}
	want := []string{"merchants.csv: 0 warnings, 0 untied, 0 rejected", "bank.sta: 0 warnings, 1 untied, 0 rejected",
		"swipes.csv: 0 warnings, 0 untied, 1 rejected"}
	if diff := cmp.Diff(want, counts); diff != "" {
		t.Error(diff)
	}
}

// A file with more remarks than a person reads keeps the first of them, and
// the count of all.
func remarksCapped(t *testing.T, at place) {
	db := at.books(t, "2026-11-20T12:00:00+08:00")
	in := memory("swipes.csv", swipesCSV)
	p, err := importer.Prove(t.Context(), in, importer.Options{Book: db, Currency: "CNY"})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 3 * importer.MaxErrors {
		p.Warnings = append(p.Warnings, importer.Problem{Line: i + 1, Message: "odd"})
		p.Totals = append(p.Totals, importer.Total{Name: fmt.Sprint("sum ", i), Declared: "1", Computed: "1", OK: i != 250})
	}
	res, err := db.Import(t.Context(), in, p, storage.ImportOptions{})
	if err != nil {
		t.Fatal(err)
	}
	got, err := db.Remarks(t.Context(), res.FileID)
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Warnings) != importer.MaxErrors || len(got.Totals) != importer.MaxErrors || got.Totals[0].Name != "sum 250" {
		t.Errorf("%d warnings, %d totals, first %+v", len(got.Warnings), len(got.Totals), got.Totals[0])
	}
	files, err := db.Files(t.Context())
	if err != nil || len(files) != 1 || files[0].Warnings != 3*importer.MaxErrors || files[0].Untied != 1 {
		t.Errorf("%+v, %v", files, err)
	}
}
