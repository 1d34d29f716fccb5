package importer_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"moneytrail/recon/importer"
	"moneytrail/recon/record"
)

// entries proves and reads a bank statement and prints what it gives, for people.
func entries(t *testing.T, b []byte, o importer.Options) string {
	t.Helper()
	p, err := importer.Prove(t.Context(), input(b), o)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	fmt.Fprintf(&out, "known %t, format %s, source %s, %s, rows %d, rejected %d, %s to %s\n", p.Known, p.Format, p.Source, p.Encoding, p.Rows, p.Rejected, p.First, p.Last)
	for _, e := range p.Errors {
		fmt.Fprintf(&out, "error %d:%d %s\n", e.Line, e.Column, e.Message)
	}
	for _, e := range p.Warnings {
		fmt.Fprintf(&out, "warning %d:%d %s\n", e.Line, e.Column, e.Message)
	}
	for _, e := range p.Totals {
		fmt.Fprintf(&out, "total %s: declared %s, computed %s, ok %t\n", e.Name, e.Declared, e.Computed, e.OK)
	}
	if p.Refused(o) {
		return out.String() + "refused\n"
	}
	n := 0
	err = importer.Read(t.Context(), input(b), o, p, func(r importer.Row) error {
		n++
		if len(r.Records) == 0 {
			fmt.Fprintf(&out, "line %d: no record\n", r.Line)
		}
		for _, rec := range values(r) {
			e := rec.(record.Entry)
			fmt.Fprintf(&out, "line %d: %s on %s: %s %d %s, account %s, %s %s", r.Line, e.ID, e.BookedOn, e.Direction, e.Amount, e.Currency, e.Account.Key, e.Owner, e.Counterparty.Key)
			if !e.BookedAt.IsZero() {
				fmt.Fprintf(&out, ", at %s floating %t", e.BookedAt.Time, e.BookedAt.Floating)
			}
			if r.Again {
				out.WriteString(", again")
			}
			fmt.Fprintf(&out, "\n  memo %q\n  extra %s\n", e.Memo, e.Extra)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if n != p.Rows-p.Rejected {
		t.Errorf("%d rows read, %d proved, %d rejected", n, p.Rows, p.Rejected)
	}
	return out.String()
}

var bank = importer.Options{Currency: "CNY", Book: ledger{}}

// Every statement in testdata gives what its golden file says.
func TestStatements(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "statements", "*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no statements: %v", err)
	}
	for _, path := range files {
		if strings.HasSuffix(path, ".golden") {
			continue
		}
		name := filepath.Base(path)
		t.Run(name, func(t *testing.T) {
			b, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, filepath.Join("statements", name), entries(t, b, bank))
		})
	}
}

// Real files of banks, where the developer has them: what others read in them.
func TestRealStatements(t *testing.T) {
	folder := filepath.Join("..", "..", "..", "shared", "samples")
	if _, err := os.Stat(folder); err != nil {
		t.Skip("the sample files are not on this machine")
	}
	for _, f := range []struct {
		path string
		want []string
	}{
		{"camt/genkgo-camt053.v2.minimal.ultimate.xml", []string{"rows 1, rejected 0", "opens with 18.15 EUR and closes with -27.00 SEK", "C 885 EUR"}},
		{"camt/genkgo-camt053.v4.xml", []string{"rows 1, rejected 0", "does not balance: it opens with 18.15 EUR and closes with -27.00 SEK", "on 2014-12-31: C 885 EUR, account key of NL26VAYB8060476890"}},
		{"camt/genkgo-camt054.v2.xml", []string{"rows 1, rejected 0", "D 20000000 SEK", "MUELL/FINP/RA12345", "ISR ref number V2", `"parts":"3"`, "floating false"}},
		{"camt/oca-test-camt053", []string{"rows 3, rejected 0", "does not balance: it opens with 15568.27 EUR, its 3 booked entries give 15555.28 EUR, it says that it closes with 15121.12 EUR",
			`"return_reason":"AC06","reversal":"true"`, "D 66405 EUR", "TESTBANK/NL/20141229/01206407", "C 140531 EUR"}},
		{"mt940/wolph-cmxl-mt940.sta", []string{"rows 16, rejected 0", "statement 27/01 of account *8810, closing balance: declared 84437.04 DEM, computed 84437.04 DEM, ok true",
			"declared 4387.95 EUR, computed 4387.95 EUR, ok true", "declared 50040.00 PLN, computed 50040.00 PLN, ok true", "Uznanie kwotą odsetek"}},
		{"mt940/wolph-mBank-mt940.sta", []string{"rows 3, rejected 0", "declared 0.43 PLN, computed 0.43 PLN, ok true", "911-TRANSAKCJA IPH 911 TRANSAKCJA COLLECT"}},
		{"mt940/oca-test-ing.940", []string{"rows 8, rejected 0", "declared 564.35 EUR, computed 564.35 EUR, ok true",
			"/SUM/ of debits: declared 4 entries of 134,46, computed 4 entries of 134.46 EUR, ok true", `"return_reason":"MS03"`, "EV123REP123412T1234 /TRCD/010 16 /"}},
		{"mt940/wolph-jejik-abnamro.sta", []string{"rows 10, rejected 0", "does not balance: it opens with 3236.28 EUR, its 8 booked entries give 2914.84 EUR, it says that it closes with 876.84 EUR",
			"opens with 2876.84 EUR, but the one before closed with 876.84 EUR", "declared 1849.75 EUR, computed 2852.35 EUR, ok false"}},
		{"mt940/wolph-betterplace-empty_line.sta", []string{"rows 0", "the message has no account (:25:): the file is cut off", "refused"}},
		{"bai2/moov-sample1.txt", []string{"rows 17, rejected 0", "account *3456 of 2006-03-17, control total: declared 8340.00 CAD, computed 8340.00 CAD, ok true",
			"declared 4460.00 CAD, computed 4460.00 CAD, ok true", "number of records: declared 14, computed 14", "number of records: declared 9, computed 9",
			"number of records: declared 25, computed 25", "file, control total: declared 1280000, computed 1280000, ok true", "number of records: declared 27, computed 27"}},
		{"bai2/moov-sample3.txt", []string{"rows 26, rejected 0", "file, control total: declared 2508440, computed 2508440, ok true", "number of records: declared 74, computed 74",
			"Wire Transfer Credit VISA INTERNATIONAL 900 METRO CENTER BLVD FOSTER CITY CA 94404", "closing balance: declared -864.06 USD, computed -864.06 USD, ok true"}},
	} {
		t.Run(f.path, func(t *testing.T) {
			b, err := os.ReadFile(filepath.Join(folder, f.path))
			if err != nil {
				t.Fatal(err)
			}
			got := entries(t, b, bank)
			for _, want := range f.want {
				if !strings.Contains(got, want) {
					t.Errorf("want %q in\n%s", want, got)
				}
			}
			if testing.Verbose() {
				t.Log("\n" + got)
			}
		})
	}
}
