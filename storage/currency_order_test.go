package storage_test

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"moneytrail/handlers"
	"moneytrail/handlers/access"
	"moneytrail/recon/importer"
	"moneytrail/recon/importer/profile"
	"moneytrail/recon/money"
	"moneytrail/storage"
	"moneytrail/storage/testdb"
)

// unnamedLayouts are the profiles of two acquirers whose files name no currency:
// one prints minor units, the other decimals.
func unnamedLayouts(t *testing.T) []*profile.Profile {
	t.Helper()
	const layout = `name = %q
title = "An acquirer that names no currency"

[detect]
columns = [%q, "Shop", "Kind", "Batch"]

[time]
zone = "Asia/Shanghai"

[columns]
id = [%[2]q]
shop = ["Shop"]
kind = ["Kind"]
time = ["When"]
amount = ["Amount"]
fee = ["Fee"]
batch = ["Batch"]

[numbers.default]
unit = %[3]q

[[row]]
when = { kind = ["PAY"] }

[row.transaction]
transaction_id = "{id}"
merchant_id = "{shop}"
time = "{time}"
type = "SALE"
amount = "amount"
status = "APPROVED"

[row.line]
line_id = "{id}"
transaction_id = "{id}"
settled_on = "{time}"
merchant_id = "{shop}"
time = "{time}"
type = "SALE"
gross = "amount"
fee = "fee"
net = "amount - fee"
payout_id = "{batch}"
status = "PAID"

[[row]]
when = { kind = ["OUT"] }

[row.payout]
payout_id = "{batch}"
merchant_id = "{shop}"
sent_at = "{time}"
amount = "amount"
status = "SENT"

[[row]]
when = { kind = ["RISK"] }

[row.event]
merchant_id = "{shop}"
time = "{time}"
kind = "HOLD"
reference = "{id}"
amount = "amount"
`
	dir := t.TempDir()
	for _, p := range [][3]string{{"small", "SmallRef", "minor"}, {"plain", "PlainRef", "major"}} {
		if err := os.WriteFile(filepath.Join(dir, p[0]+".toml"), fmt.Appendf(nil, layout, p[0], p[1], p[2]), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	all, err := profile.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// unnamedFile gives a file of an acquirer with a swipe, its line and its payout.
func unnamedFile(name, ref string, swipes ...[4]string) benchFile {
	var b strings.Builder
	fmt.Fprintf(&b, "%s,Shop,Kind,When,Amount,Fee,Batch\n", ref)
	for _, s := range swipes { // merchant, amount, fee, net
		id := name + "-" + s[0]
		fmt.Fprintf(&b, "%s,%s,PAY,2026-03-02 12:00:00,%s,%s,P-%[1]s\n", id, s[0], s[1], s[2])
		fmt.Fprintf(&b, "%s,%s,OUT,2026-03-03 09:00:00,%s,,P-%[1]s\n", id, s[0], s[3])
		fmt.Fprintf(&b, "%s,%s,RISK,2026-03-02 18:00:00,%s,,\n", id, s[0], s[1])
	}
	return benchFile{name + ".csv", b.String()}
}

const (
	yenAndDinar = "merchant_id,account,currency\nJ,6222020000001111,JPY\nK,6222020000002222,KWD\nC,6222020000003333,CNY\nO,6222020000004444,\n"
	allInYuan   = "merchant_id,account,currency\nJ,6222020000001111,CNY\nK,6222020000002222,CNY\nC,6222020000003333,JPY\nO,6222020000004444,KWD\n"
)

func bringAs(t *testing.T, db *storage.DB, f benchFile, profiles []*profile.Profile) {
	t.Helper()
	in := fileOf(f)
	proof, err := importer.Prove(t.Context(), in, importer.Options{Currency: "CNY", Book: db, Profiles: profiles})
	if err != nil {
		t.Fatal(err)
	}
	if res, err := db.Import(t.Context(), in, proof, storage.ImportOptions{Began: benchNow, Batch: 2}); err != nil || res.Status != storage.Imported {
		t.Fatal(f.name, res, err, proof.Errors)
	}
}

// sums gives swipes and payouts as the books tell them.
func sums(t *testing.T, db *storage.DB) []string {
	t.Helper()
	var all []string
	found, _, err := db.Trails(t.Context(), access.StaffScope(), handlers.Query{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		all = append(all, fmt.Sprintf("%s %s %s fee %s net %s, %s", f.TransactionID, f.Currency, money.Format(f.Amount, f.Currency),
			money.Format(f.Arithmetic.Fee, f.Currency), money.Format(f.Arithmetic.Net, f.Currency), f.State))
	}
	payouts, err := db.Payouts(t.Context(), access.StaffScope(), handlers.PayoutQuery{})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range payouts {
		all = append(all, fmt.Sprintf("%s %s sent %s", p.ID, p.Currency, money.Format(p.Amount, p.Currency)))
		n := p.Amount
		same, err := db.Payouts(t.Context(), access.StaffScope(), handlers.PayoutQuery{MerchantID: p.MerchantID, AmountMin: &n, AmountMax: &n})
		if err != nil || len(same) == 0 {
			t.Errorf("payout %s is not found by its amount: %v", p.ID, err)
		}
	}
	slices.Sort(all)
	return all
}

// Files that name no currency are in that of their merchants, to the unit,
// whenever those are told of, told anew or taken back, and whether they print
// minor units or decimals.
func TestAmountsWaitForTheCurrencyOfTheirMerchant(t *testing.T) {
	profiles := unnamedLayouts(t)
	files := []benchFile{
		unnamedFile("small", "SmallRef", [4]string{"J", "1200", "36", "1164"}, [4]string{"K", "1234", "34", "1200"},
			[4]string{"C", "1250", "38", "1212"}, [4]string{"O", "990", "30", "960"}),
		unnamedFile("plain", "PlainRef", [4]string{"J", "3500", "105", "3395"}, [4]string{"K", "1.500", "0.05", "1.45"},
			[4]string{"C", "13", "0.00", "13.0"}, [4]string{"O", "9.90", "0.30", "9.60"}),
		{"merchants.csv", yenAndDinar},
		{"bank.csv", "entry_id,booked_on,account,amount,direction,currency,memo\nB1,2026-03-03,6222020000001111,1164,C,JPY,P-small-J\n" +
			"B2,2026-03-03,6222020000002222,1.450,C,KWD,P-plain-K\n"},
	}
	want := []string{
		"P-plain-C CNY sent 13.00", "P-plain-J JPY sent 3395", "P-plain-K KWD sent 1.450", "P-plain-O CNY sent 9.60",
		"P-small-C CNY sent 12.12", "P-small-J JPY sent 1164", "P-small-K KWD sent 1.200", "P-small-O CNY sent 9.60",
		"plain-C CNY 13.00 fee 0.00 net 13.00, paid_out", "plain-J JPY 3500 fee 105 net 3395, paid_out",
		"plain-K KWD 1.500 fee 0.050 net 1.450, arrived", "plain-O CNY 9.90 fee 0.30 net 9.60, paid_out",
		"small-C CNY 12.50 fee 0.38 net 12.12, paid_out", "small-J JPY 1200 fee 36 net 1164, arrived",
		"small-K KWD 1.234 fee 0.034 net 1.200, paid_out", "small-O CNY 9.90 fee 0.30 net 9.60, paid_out",
	}
	check := func(t *testing.T, db *storage.DB) {
		t.Helper()
		if err := db.Relink(t.Context()); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, sums(t, db)); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	}
	wrongAtFirst := benchFile{"merchants, wrong.csv", allInYuan}
	testdb.OnEach(t, func(t *testing.T, fresh func(t *testing.T) string) {
		for n, order := range orders(len(files)) {
			t.Run(fmt.Sprint(order), func(t *testing.T) {
				db := lawBooks(t, fresh(t))
				told := files
				if n%3 == 1 { // the merchants are told wrongly before all
					bringAs(t, db, wrongAtFirst, profiles)
				}
				for _, i := range order {
					bringAs(t, db, told[i], profiles)
				}
				switch n % 3 {
				case 0:
					check(t, db)
				case 1: // told right later
					check(t, db)
				case 2: // taken back, told wrongly, and told right again
					check(t, db)
					takeBack(t, db, "merchants.csv")
					bringAs(t, db, wrongAtFirst, profiles)
					bringAs(t, db, benchFile{"merchants.csv", yenAndDinar + "\n"}, profiles)
					check(t, db)
					takeBack(t, db, wrongAtFirst.name)
					check(t, db)
				}
			})
		}
	})
}

// orders gives all orders of n things.
func orders(n int) [][]int {
	if n == 0 {
		return [][]int{nil}
	}
	var all [][]int
	for _, o := range orders(n - 1) {
		for at := range n {
			all = append(all, slices.Insert(slices.Clone(o), at, n-1))
		}
	}
	return all
}

// What its merchant's currency cannot hold is not brought to it: it shows as a
// difference.
func TestAmountsThatTheirMerchantsCurrencyCannotHold(t *testing.T) {
	profiles := unnamedLayouts(t)
	testdb.OnEach(t, func(t *testing.T, fresh func(t *testing.T) string) {
		db := lawBooks(t, fresh(t))
		bringAs(t, db, unnamedFile("plain", "PlainRef", [4]string{"J", "12.5", "0.5", "12.0"}, [4]string{"C", "1.234", "0.034", "1.2"}), profiles)
		bringAs(t, db, benchFile{"merchants.csv", yenAndDinar}, profiles)
		want := []string{"P-plain-C CNY sent 1.20", "P-plain-J JPY sent 12", "plain-C XXX 1.2340 fee 0.0340 net 1.2000, paid_out", "plain-J CNY 12.50 fee 0.50 net 12.00, paid_out"}
		if diff := cmp.Diff(want, sums(t, db)); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
		r := csv.NewReader(strings.NewReader(ends(t, db)["breaks"]))
		rows, err := r.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		var breaks []string
		for _, row := range rows[1:] {
			breaks = append(breaks, strings.Join(row[:5], " "))
		}
		if want := []string{"currency_mismatch P-plain-C C 1.20 CNY", "currency_mismatch P-plain-J J 12 JPY"}; !slices.Equal(breaks, want) {
			t.Errorf("breaks %q, want %q", breaks, want)
		}
		in := fileOf(unnamedFile("known", "PlainRef", [4]string{"J", "12.5", "0.5", "12.0"}))
		proof, err := importer.Prove(t.Context(), in, importer.Options{Currency: "CNY", Book: db, Profiles: profiles})
		if err != nil || !proof.Refused(importer.Options{}) {
			t.Fatal(err, proof)
		}
		if got := proof.Errors[0]; got.Line != 2 || got.Column != 5 || !strings.Contains(got.Message, `"12.5" is not a whole number of minor units: JPY has 0 decimals`) {
			t.Errorf("told so: %v", got)
		}
	})
}
