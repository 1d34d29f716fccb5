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
[[row]]
when = { type = ["SALE"] }
[row.transaction]
transaction_id = "{date} {amount}"
time = "{date}"
amount = "amount - fee"
`

func TestShippedProfilesAreGood(t *testing.T) {
	shipped, err := profile.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, p := range shipped {
		names = append(names, p.Name)
		if p.Title == "" {
			t.Errorf("%s has no title", p.Name)
		}
	}
	if got := strings.Join(names, " "); got != "adyen_settlement wechat_trade" {
		t.Errorf("shipped %s", got)
	}
}

// What the author of a profile reads when it is wrong.
func TestBrokenProfiles(t *testing.T) {
	tests := []struct{ name, old, new, want string }{
		{"not TOML", `name = "shop"`, `name = shop`, "profile shop.toml, line 1: "},
		{"unknown key", `name = "shop"`, "name = \"shop\"\nnmae = \"x\"", "unknown key nmae"},
		{"no name", `name = "shop"`, `name = ""`, "name is empty"},
		{"no detection", `columns = ["Date", "Amount"]`, `columns = []`, "detect.columns is empty"},
		{"no zone", `zone = "UTC"`, ``, "time: give zone or column"},
		{"no such zone", `zone = "UTC"`, `zone = "Beijing"`, "time.zone: unknown time zone Beijing"},
		{"bad offset", `zone = "UTC"`, "column = \"type\"\nzones = { CET = \"one\" }", "time.zones.CET"},
		{"column of nowhere", `"{date} {amount}"`, `"{day}"`, "row 1, transaction_id: no column is called day"},
		{"open brace", `"{date} {amount}"`, `"{date"`, `"{date": a { never closes`},
		{"native column of nowhere", `transaction_id =`, `transactionid =`, "row 1: transactions have no column transactionid"},
		{"not a sum", `"amount - fee"`, `"amount fee"`, "a sign is missing before fee"},
		{"two signs", `"amount - fee"`, `"amount - - fee"`, "two signs follow each other"},
		{"half a sum", `"amount - fee"`, `"amount -"`, "is not a sum like a + b - c"},
		{"sum of nowhere", `"amount - fee"`, `"amount - tax"`, "tax is neither a column nor an amount"},
		{"condition of nowhere", `when = { type`, `when = { kind`, "row 1, when: no column is called kind"},
		{"delimiter", `[detect]`, "[text]\ndelimiter = \"||\"\n[detect]", `text.delimiter "||" must be one ASCII character`},
		{"pattern without a group", `[detect]`, "[[derive]]\nname = \"x\"\ncolumn = \"type\"\nfind = \"a\"\n[detect]", "the pattern has no group"},
		{"bad pattern", `[detect]`, "[[derive]]\nname = \"x\"\ncolumn = \"type\"\nfind = \"(a\"\n[detect]", "derive x: error parsing regexp"},
		{"total without a rule", `[detect]`, "[[totals.sum]]\nnames = [\"T\"]\n[detect]", "total T: give count or sum"},
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
			if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.HasPrefix(err.Error(), "profile shop.toml") {
				t.Errorf("error %v, want %s", err, tt.want)
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

func FuzzParse(f *testing.F) {
	f.Add(good)
	f.Fuzz(func(t *testing.T, s string) {
		p, err := profile.Parse("fuzz.toml", []byte(s))
		if (p == nil) == (err == nil) {
			t.Error("a profile and an error, or neither")
		}
	})
}
