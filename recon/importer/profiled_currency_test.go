package importer_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"moneytrail/recon/importer"
	"moneytrail/recon/importer/profile"
	"moneytrail/recon/record"
)

// acquirer gives a profile whose files may name a currency, with the unit of
// its amounts and of its fees.
func acquirer(t *testing.T, amounts, fees string) []*profile.Profile {
	t.Helper()
	text := fmt.Sprintf(`name = "acquirer"
title = "An acquirer"
currency = "{currency}"
optional = ["currency"]
[detect]
columns = ["Ref", "Shop", "Amount"]
[time]
zone = "UTC"
[columns]
id = ["Ref"]
shop = ["Shop"]
amount = ["Amount"]
fee = ["Fee"]
currency = ["Currency"]
[numbers.amount]
unit = %q
[numbers.fee]
unit = %q
[[row]]
[row.line]
line_id = "{id}"
settled_on = "2026-11-20"
merchant_id = "{shop}"
type = "SALE"
gross = "amount"
fee = "fee"
net = "amount - fee"
status = "PAID"
`, amounts, fees)
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "acquirer.toml"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	all, err := profile.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// A row that names no currency gives the same record whether its merchant is
// known or not; one that names it, minor units of that.
func TestRowsThatNameNoCurrency(t *testing.T) {
	tests := []struct {
		name, amounts, fees, row string
		currency                 string // of the merchant, "" not known
		want                     string
	}{
		{"yen in minor units, told of later", "minor", "minor", "A,S,1200,36,", "", "1200 36 1164 in , -1 decimals"},
		{"yen in minor units", "minor", "minor", "A,S,1200,36,", "JPY", "1200 36 1164 in , -1 decimals"},
		{"dinars in minor units", "minor", "minor", "A,S,1200,36,", "KWD", "1200 36 1164 in , -1 decimals"},
		{"minor units of a named currency", "minor", "minor", "A,S,1200,36,KWD", "JPY", "1200 36 1164 in KWD, 0 decimals"},
		{"yen, told of later", "major", "major", "A,S,1200,36,", "", "120000 3600 116400 in , 2 decimals"},
		{"yen", "major", "major", "A,S,1200,36,", "JPY", "120000 3600 116400 in , 2 decimals"},
		{"dinars, told of later", "major", "major", "A,S,1.234,0.034,", "", "1234 34 1200 in , 3 decimals"},
		{"dinars", "major", "major", "A,S,1.234,0.034,", "KWD", "1234 34 1200 in , 3 decimals"},
		{"a sum that only a currency of few decimals needs", "major", "major", "A,S,20000000000,0,", "", "2000000000000 0 2000000000000 in , 2 decimals"},
		{"fractions of yen", "major", "major", "A,S,12.5,0,", "JPY", `2:3 amount (Amount) "12.5" is not a whole number of minor units: JPY has 0 decimals`},
		{"fractions of nothing", "major", "major", "A,S,1.23456,0,", "", `2:3 amount (Amount) "1.23456" is not a whole number of minor units: a currency has at most 4 decimals`},
		{"one unit beside the other", "minor", "major", "A,S,1200,0.36,", "CNY", "2:0 the row names no currency, which it must: some of its amounts are in minor units, others are not"},
		{"one unit beside the other, named", "minor", "major", "A,S,1200,0.36,CNY", "", "1200 36 1164 in CNY, 0 decimals"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			book := ledger{}
			if tt.currency != "" {
				book["S"] = tt.currency
			}
			o := importer.Options{Currency: "CNY", Book: book, Profiles: acquirer(t, tt.amounts, tt.fees)}
			file := "Ref,Shop,Amount,Fee,Currency\n" + tt.row + "\n"
			p := prove(t, file, o)
			got := tell(p.Errors)
			if !p.Refused(o) {
				l := rows(t, file, o)[0].Records[0].(record.Line)
				got = fmt.Sprintf("%d %d %d in %s, %d decimals", l.Gross, l.Fee, l.Net, l.Currency, l.Decimals)
			}
			if !strings.HasPrefix(got, tt.want) {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}
