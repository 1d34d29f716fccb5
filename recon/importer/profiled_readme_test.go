package importer_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"moneytrail/recon/importer"
	"moneytrail/recon/importer/profile"
)

// example gives a file and the TOML beside it from a section of the profiles' README.
func example(t *testing.T, title string) (file, told string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("profile", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, section, ok := strings.Cut(string(text), "\n## "+title+"\n")
	section, _, _ = strings.Cut(section, "\n## ")
	_, rest, begun := strings.Cut(section, "\n```")
	_, rest, _ = strings.Cut(rest, "\n")
	told, _, closed := strings.Cut(rest, "```")
	if !ok || !begun || !closed {
		t.Fatalf("the README has no %s", title)
	}
	for line := range strings.Lines(section) {
		if row, is := strings.CutPrefix(line, "    "); is {
			file += row
		}
	}
	return file, told
}

// with gives options with a profile of one's own.
func with(t *testing.T, told string) importer.Options {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "own.toml"), []byte(told), 0o600); err != nil {
		t.Fatal(err)
	}
	o := cny
	var err error
	if o.Profiles, err = profile.Load(dir); err != nil {
		t.Fatal(err)
	}
	return o
}

// The worked example of the profiles' README is read as it says there, and its
// totals are held against its rows; with its totals on top as well.
func TestWorkedExample(t *testing.T) {
	file, told := example(t, "A worked example")
	top, changed := example(t, "Totals")
	before, _, _ := strings.Cut(told, "[totals]")
	before = strings.Replace(before, "[text]\ndelimiter = \";\"\n", "", 1)
	for name, x := range map[string]struct{ file, told, total string }{
		"below": {file, told, "amount"}, "on top": {top, before + changed, "Gross"},
	} {
		t.Run(name, func(t *testing.T) {
			o := with(t, x.told)
			got := story(t, input([]byte(x.file)), o)
			for _, want := range []string{"format acme, source acme, rows 2, rejected 0", "line A-1 of S100: SALE PAID 125000 - 750 = 124250 EUR on 2026-11-20",
				"line A-2 of S100: REFUND PAID -5000 - 0 = -5000 EUR on 2026-11-20", "total " + x.total + ": declared 1.200,00, computed 1200.00, ok true"} {
				if !strings.Contains(got, want) {
					t.Errorf("want %q in\n%s", want, got)
				}
			}
			if p := prove(t, strings.Replace(x.file, "1.200,00", "1.300,00", 1), o); !p.Refused(o) {
				t.Error("a total that does not tie was accepted")
			}
		})
	}
}

// Totals on top are wanted as much as those at the end, once, and whole.
func TestTotalsOnTop(t *testing.T) {
	file, changed := example(t, "Totals")
	_, told := example(t, "A worked example")
	told, _, _ = strings.Cut(strings.Replace(told, "[text]\ndelimiter = \";\"\n", "", 1), "[totals]")
	o := with(t, told+changed)
	for name, tt := range map[string]struct{ file, want string }{
		"missing":     {cutLine(cutLine(file, 3), 2), "the totals (Payout) are missing, at the end and in the 4 lines above the header"},
		"the numbers": {cutLine(file, 3), "the totals (Payout) are missing"},
		"cut":         {strings.Replace(file, ";-7,50\n", "\n", 1), "the totals have 4 names and 3 values"},
		"two payouts": {strings.Replace(file, "-7,50\n", "-7,50\n0382;9;9.999,00;-9,50\n", 1), "4:0 lines follow the totals"},
		"two heads":   {strings.Replace(file, "-7,50\n", "-7,50\nPayout;Items;Gross;Fees\n", 1), "4:0 lines follow the totals"},
		"none known":  {strings.Replace(file, "Items;Gross;Fees", "A;B;C", 1), "none of the totals that follow Payout is known"},
		"twice":       {file + "Payout;Items;Gross;Fees\n", "lines follow the totals"},
		"by rounding": {strings.NewReplacer("1.250,00", "1.250,004").Replace(file), "in the profile name what is added up as an [[amount]] with round = true, or give this total a tolerance"},
		"fractions":   {strings.NewReplacer("1.250,00", "1.250,004").Replace(file), "nothing is rounded but an [[amount]] of the profile with round = true"},
	} {
		if p := prove(t, tt.file, o); !p.Refused(o) || !strings.Contains(tell(p.Errors), tt.want) {
			t.Errorf("%s: want %q in\n%s", name, tt.want, tell(p.Errors))
		}
	}
	if p := prove(t, strings.Replace(file, "1.200,00", "1.200,01", 1), o); strings.Contains(tell(p.Errors), "tolerance") {
		t.Errorf("rows without decimals to round: %s", tell(p.Errors))
	}
	if p := prove(t, strings.Replace(file, "0381;2;1.200,00;-7,50\n", "0381;2;1.200,00;-7,50\nFor;shop;S100;Ltd\n", 1), o); p.Refused(o) {
		t.Errorf("a title below totals on top: %s", tell(p.Errors))
	}
	for _, rounds := range []string{`sum = "whole"`, "sum = \"amount\"\ntolerance = 1"} {
		o = with(t, strings.NewReplacer(`gross = "amount"`, `gross = "whole"`, `net = "amount + fee"`, `net = "whole + fee"`).Replace(told)+strings.Replace(changed, `sum = "amount"`, rounds, 1)+
			"\n[[amount]]\nname = \"whole\"\nis = \"amount\"\nround = true\n")
		p := prove(t, strings.Replace(file, "1.250,00", "1.250,004", 1), o)
		if p.Refused(o) || p.Rows != 2 || !strings.Contains(tell(p.Warnings), "were rounded") {
			t.Errorf("with %s: %d rows, errors %s, warnings %s", rounds, p.Rows, tell(p.Errors), tell(p.Warnings))
		}
	}
}
