package profile_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"moneytrail/recon/importer/profile"
)

func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// An operator's folder adds profiles, changes those of the product, and
// replaces them by their name.
func TestOperatorsProfiles(t *testing.T) {
	dir := folder(t, map[string]string{
		"a_bank.toml":  "name = \"east\"\nextends = \"shop\"\n[time]\nzone = \"Asia/Shanghai\"\n", // its base stands in a later file
		"shop.toml":    good,
		"wechat.toml":  "name = \"wechat_trade\"\nextends = \"wechat_trade\"\ntitle = \"ours\"\n",
		"notes.txt":    "not a profile",
		"replace.toml": strings.Replace(good, `"shop"`, `"adyen_settlement"`, 1),
	})
	all, err := profile.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]*profile.Profile{}
	for _, p := range all {
		found[p.Name] = p
	}
	own, err := profile.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != len(own)+2 {
		t.Errorf("%d profiles, %d are the product's", len(all), len(own))
	}
	east, shop := found["east"], found["shop"]
	if !east.Extending(shop) || shop.Extending(east) || len(east.Rules) != 1 || east.Time.Zone != "Asia/Shanghai" || shop.Time.Zone != "UTC" {
		t.Errorf("east %+v", east)
	}
	if w := found["wechat_trade"]; !w.Replaces || w.Shipped() || w.Title != "ours" || w.Text.Prefix != "`" {
		t.Errorf("wechat_trade %+v", w)
	}
	if a := found["adyen_settlement"]; !a.Replaces || a.Detect.Columns[0] != "Date" {
		t.Errorf("adyen_settlement %+v", a)
	}
	for _, p := range own { // the product's own stay as they were
		if p.Replaces || p.Title == "ours" || !p.Shipped() {
			t.Errorf("%s was changed", p.Name)
		}
	}
}

// What a list says anew replaces the list it extends, whole.
func TestExtendingReplacesLists(t *testing.T) {
	child := "name = \"x\"\nextends = \"wechat_trade\"\n[detect]\ncolumns = [\"交易时间\"]\n[[row]]\nignore = \"nothing to see\"\n"
	p, err := profile.Parse("x.toml", []byte(child))
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Rules) != 1 || p.Rules[0].Line != nil || len(p.Detect.Columns) != 1 || len(p.Totals.Sums) == 0 {
		t.Errorf("%d rules, first %+v, columns %v, %d totals", len(p.Rules), p.Rules[0], p.Detect.Columns, len(p.Totals.Sums))
	}
}

func TestFoldersThatAreWrong(t *testing.T) {
	tests := []struct {
		name  string
		files map[string]string
		want  string
	}{
		{"two of one name", map[string]string{"a.toml": good, "b.toml": good}, "profile b.toml: the name shop is taken"},
		{"each waits for the other", map[string]string{
			"a.toml": "name = \"a\"\nextends = \"b\"\n", "b.toml": "name = \"b\"\nextends = \"a\"\n"}, "profile a.toml, line 2: extends: no profile is called so: b"},
		{"one is broken", map[string]string{"a.toml": good, "b.toml": "name = 1"}, "profile b.toml"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := profile.Load(folder(t, tt.files)); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want %s", err, tt.want)
			}
		})
	}
	if _, err := profile.Load("/nowhere/at/all"); err == nil || !strings.Contains(err.Error(), "there is no folder /nowhere/at/all") {
		t.Errorf("error %v", err)
	}
}
