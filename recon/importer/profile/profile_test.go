package profile_test

import (
	"strings"
	"testing"
	"time"

	"moneytrail/recon/importer/profile"
)

const good = `name = "shop"
currency = "{currency}"
[detect]
columns = ["Date", "Amount"]
[time]
zone = "UTC"
[columns]
date = ["Date"]
amount = ["Amount"]
fee = ["Fee"]
currency = ["Currency"]
type = ["Type"]
[[amount]]
name = "net"
is = "amount - fee"
[[row]]
when = { type = ["SALE"] }
[row.transaction]
transaction_id = "{date} {amount}"
merchant_id = "M1"
time = "{date}"
type = "SALE"
status = "APPROVED"
amount = "net"
`

// Every profile of the product is good, and says what it is.
func TestShippedProfilesAreGood(t *testing.T) {
	shipped, err := profile.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range shipped {
		if p.Title == "" || p.Kind() == "" || !p.Shipped() {
			t.Errorf("%s: title %q, kind %q, own %t", p.Name, p.Title, p.Kind(), p.Shipped())
		}
	}
}

// What the author of a profile reads when it is wrong: file, line, key and what to do.
func TestBrokenProfiles(t *testing.T) {
	tests := []struct{ name, old, new, want string }{
		{"not TOML", `name = "shop"`, `name = shop`, "line 1: "},
		{"unknown key", `name = "shop"`, "name = \"shop\"\nnmae = \"x\"", "line 2: nmae: this key is not known"},
		{"unknown key of a row", `when = { type = ["SALE"] }`, `where = { type = ["SALE"] }`, "line 17: row.where: this key is not known"},
		{"no name", `name = "shop"`, `name = ""`, "line 1: name: is empty"},
		{"a name that no alias can have", `name = "shop"`, `name = "a shop"`, `line 1: name: "a shop" must not have spaces`},
		{"no detection", `columns = ["Date", "Amount"]`, `columns = []`, "line 3: detect: has neither columns nor row"},
		{"no zone", `zone = "UTC"`, ``, "line 5: time: give zone or column"},
		{"no such zone", `zone = "UTC"`, `zone = "Beijing"`, "line 6: time.zone: unknown time zone Beijing"},
		{"bad offset", `zone = "UTC"`, "column = \"type\"\nzones = { CET = \"one\" }", `line 7: time.zones.CET: "one" is not an offset`},
		{"a form of dates that is none", `zone = "UTC"`, "zone = \"UTC\"\nformats = [\"2006-01-02\"]", `line 7: time.formats: "2006-01-02" is not a form of dates`},
		{"a letter that means nothing", `zone = "UTC"`, "zone = \"UTC\"\nformats = [\"YYYY-MM-DD HH:mm\"]", `line 7: time.formats: "YYYY-MM-DD HH:mm": "H" means nothing`},
		{"no year", `zone = "UTC"`, "zone = \"UTC\"\nformats = [\"MMDDhhmmss\"]", `line 7: time.formats: "MMDDhhmmss" has no year`},
		{"column of nowhere", `"{date} {amount}"`, `"{day}"`, "line 19: row[1].transaction.transaction_id: no column is called day"},
		{"open brace", `"{date} {amount}"`, `"{date"`, `line 19: row[1].transaction.transaction_id: "{date": a { never closes`},
		{"something after the last word", `"{date} {amount}"`, `"{date,'x',amount}"`, `nothing can follow the 'x'`},
		{"native column of nowhere", `transaction_id =`, `transactionid =`, "line 19: row[1].transaction.transactionid: transactions have no column transactionid"},
		{"a word that no row may say", "type = \"SALE\"\nstatus", "type = \"SALES\"\nstatus", `line 22: row[1].transaction.type: "SALES" is not one of SALE REFUND VOID`},
		{"native column left out", "merchant_id = \"M1\"\n", "", "line 18: row[1].transaction: merchant_id is missing"},
		{"native columns left out", "merchant_id = \"M1\"\ntime = \"{date}\"\n", "", "line 18: row[1].transaction: merchant_id, time are missing: transactions need them"},
		{"a row that becomes nothing", "[[row]]\n", "[[row]]\nwhen = { type = [\"X\"] }\n[[row]]\n", "line 16: row[1]: a row becomes records"},
		{"not a sum", `"amount - fee"`, `"amount fee"`, "line 15: amount[1].is: \"amount fee\": a sign is missing before fee"},
		{"two signs", `"amount - fee"`, `"amount - - fee"`, "two signs follow each other"},
		{"half a sum", `"amount - fee"`, `"amount -"`, "is not a sum like a + b - c"},
		{"half a function", `"amount - fee"`, `"amount - abs(fee"`, "abs( never closes"},
		{"sum of nowhere", `"amount - fee"`, `"amount - tax"`, "line 15: amount[1].is: tax is neither a column nor an amount"},
		{"sum of itself", `"amount - fee"`, `"amount - net"`, "line 15: amount[1].is: net is neither a column nor an amount"},
		{"condition of nowhere", `when = { type`, `when = { kind`, "line 17: row[1].when: no column is called kind"},
		{"condition without values", `{ type = ["SALE"] }`, `{ type = [] }`, "type has no values"},
		{"delimiter", `[detect]`, "[text]\ndelimiter = \"||\"\n[detect]", `line 4: text.delimiter: "||" must be one ASCII character`},
		{"a text for a list", `[detect]`, "[text]\nskip = \"x\"\n[detect]", `line 4: text.skip is a text ("...") and must be a list (["..."])`},
		{"a table for tables", `[[row]]`, "[row]", `there may be several of row: write [[row]]`},
		{"pattern without a group", `[detect]`, "[[derive]]\nname = \"x\"\ncolumn = \"type\"\nfind = \"a\"\n[detect]", "line 6: derive[1].find: the pattern has no group"},
		{"bad pattern", `[detect]`, "[[derive]]\nname = \"x\"\ncolumn = \"type\"\nfind = \"(a\"\n[detect]", "line 6: derive[1].find: error parsing regexp"},
		{"two columns of one name", `[detect]`, "[[derive]]\nname = \"fee\"\ncolumn = \"type\"\nfind = \"(a)\"\n[detect]", "line 4: derive[1].name: fee is the name of another column"},
		{"total without a rule", `[detect]`, "[[totals.sum]]\nnames = [\"T\"]\n[detect]", "line 3: totals.sum[1]: give count or sum"},
		{"total of nowhere", `[detect]`, "[[totals.sum]]\ncount = true\n[detect]", "line 3: totals.sum[1]: give names, column or find"},
		{"count with tolerance", `[detect]`, "[[totals.sum]]\nfind = '(\\d+)'\ncount = true\ntolerance = 1\n[detect]", "line 6: totals.sum[1].tolerance: is in minor units of money"},
		{"total without its line", `[detect]`, "[[totals.sum]]\nnames = [\"T\"]\ncount = true\n[detect]", "line 4: totals.sum[1].names: needs totals.header"},
		{"unit", `[detect]`, "[numbers.fee]\nunit = \"cents\"\n[detect]", `line 4: numbers.fee.unit: "cents" must be major or minor`},
		{"sign", `[detect]`, "[numbers.fee]\nsigns = { C = \"credit\" }\n[detect]", `line 4: numbers.fee.signs: "C" = "credit"`},
		{"position without a header", `columns = ["Date", "Amount"]`, `row = "^\\d"`, `line 9: columns.amount: "Amount": without a header line`},
		{"two ways to tell a file", `columns = ["Date", "Amount"]`, "columns = [\"Date\"]\nrow = \"x\"", "line 3: detect: has columns and row"},
		{"minor units beside major ones", "currency = \"{currency}\"\n[detect]", "[numbers.fee]\nunit = \"minor\"\n[detect]",
			`line 17: row[1]: needs currency of the profile, such as currency = "CNY" or "{column}": some of its amounts are in minor units`},
		{"rounded to no currency", "currency = \"{currency}\"\n[detect]", "[[amount]]\nname = \"net\"\nis = \"amount - fee\"\nround = true\n[detect]",
			"needs currency of the profile"},
		{"a currency for one of a row's records", `type = "SALE"`, "type = \"SALE\"\ncurrency = \"JPY\"", "row[1].transaction.currency: the currency of a row is told once"},
		{"base of nowhere", `name = "shop"`, "name = \"shop\"\nextends = \"store\"", "line 2: extends: no profile is called so: store"},
	}
	if _, err := profile.Parse("shop.toml", []byte(good)); err != nil {
		t.Fatalf("the good one: %v", err)
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			broken := strings.Replace(good, tt.old, tt.new, 1)
			if broken == good {
				t.Fatal("nothing was changed")
			}
			_, err := profile.Parse("shop.toml", []byte(broken))
			if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.HasPrefix(err.Error(), "profile shop.toml, line ") {
				t.Errorf("error %v\nwant  %s", err, tt.want)
			}
		})
	}
}

func TestOffsets(t *testing.T) {
	shipped, err := profile.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	adyen := shipped[0]
	for _, p := range shipped {
		if p.Name == "adyen_settlement" {
			adyen = p
		}
	}
	for abbreviation, hours := range map[string]int{"PST": -8, "PDT": -7, "CET": 1, "CEST": 2} {
		zone, err := adyen.Time.Offset(abbreviation)
		if err != nil {
			t.Fatal(err)
		}
		if _, offset := time.Date(2026, 1, 1, 0, 0, 0, 0, zone).Zone(); offset != hours*3600 {
			t.Errorf("%s is %d seconds", abbreviation, offset)
		}
	}
	if _, err := adyen.Time.Offset("CST"); err == nil {
		t.Error("CST is at least three zones, and was taken for one")
	}
}

// Any text is a good profile or an error that names the file.
func FuzzParse(f *testing.F) {
	f.Add(good)
	f.Add("extends = \"wechat_trade\"\nname = \"x\"\n[text]\nabove = 3\n")
	f.Add(strings.Replace(good, `columns = ["Date", "Amount"]`, "row = \"x\"\n[text]\nwidths = [3,4]\ngap = 1", 1))
	f.Fuzz(func(t *testing.T, s string) {
		p, err := profile.Parse("fuzz.toml", []byte(s))
		if (p == nil) == (err == nil) {
			t.Error("a profile and an error, or neither")
		}
		if err != nil && !strings.HasPrefix(err.Error(), "profile fuzz.toml") {
			t.Errorf("the error does not name the file: %v", err)
		}
	})
}
