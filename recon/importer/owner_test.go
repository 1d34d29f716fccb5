package importer_test

import (
	"os"
	"path/filepath"
	"testing"

	"moneytrail/recon/importer"
	"moneytrail/recon/record"
)

// Whose account an entry is of: what the file says first, then what the
// operator said of this import, then what the settings say of the source. The
// second pass holds to what the first was told.
func TestWhoseAccountAStatementIsOf(t *testing.T) {
	const head = "entry_id,booked_on,account,amount,direction,currency,memo"
	const row = "\nB1,2026-11-19,6222020000001234,149.10,C,CNY,SETTLEMENT P1"
	details, err := os.ReadFile(filepath.Join("testdata", "formats", "bank_details.gbk.csv"))
	if err != nil {
		t.Fatal(err)
	}
	mt940 := ":20:S1\n:25:6222020000001234\n:28C:7\n:60F:C261118CNY0,00\n:61:2611191119C149,10NTRFP1//B1\n:86:SETTLEMENT P1\n:62F:C261119CNY149,10\n-\n"
	payers := []string{"icbc-pay", "mt940"}
	for name, c := range map[string]struct {
		file string
		o    importer.Options
		want record.Owner
	}{
		"nothing is said":                     {head + row + "\n", importer.Options{}, record.Payee},
		"a table, the import says it":         {head + row + "\n", importer.Options{Owner: record.Payer}, record.Payer},
		"a table, its source is a payer":      {head + row + "\n", importer.Options{Source: "icbc-pay", PayerSources: payers}, record.Payer},
		"a table, another source":             {head + row + "\n", importer.Options{Source: "icbc", PayerSources: payers}, record.Payee},
		"a table, a row names such a source":  {head + ",source" + row + ",icbc-pay\n", importer.Options{PayerSources: payers}, record.Payer},
		"the file says it":                    {head + ",owner" + row + ",payee\n", importer.Options{Owner: record.Payer}, record.Payee},
		"the import overrules the settings":   {head + row + "\n", importer.Options{Source: "icbc-pay", Owner: record.Payee, PayerSources: payers}, record.Payee},
		"a bank's own table, import says it":  {string(details), importer.Options{Owner: record.Payer}, record.Payer},
		"a bank's own table, from its source": {string(details), importer.Options{Source: "icbc-pay", PayerSources: payers}, record.Payer},
		"MT940, the import says it":           {mt940, importer.Options{Owner: record.Payer}, record.Payer},
		"MT940, its source is a payer":        {mt940, importer.Options{PayerSources: payers}, record.Payer},
		"MT940 of another source":             {mt940, importer.Options{Source: "abc", PayerSources: payers}, record.Payee},
	} {
		p, err := importer.Prove(t.Context(), input([]byte(c.file)), c.o)
		if err != nil || p.Refused(c.o) {
			t.Fatalf("%s: %v %+v", name, err, p.Errors)
		}
		n := 0
		err = importer.Read(t.Context(), input([]byte(c.file)), importer.Options{Source: c.o.Source}, p, func(r importer.Row) error {
			for _, rec := range values(r) {
				n++
				if got := rec.(record.Entry).Owner; got != c.want {
					t.Errorf("%s: %s, want %s", name, got, c.want)
				}
			}
			return nil
		})
		if err != nil || n == 0 {
			t.Errorf("%s: %d entries, %v", name, n, err)
		}
	}
}
