package importer_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"moneytrail/recon/importer"
	"moneytrail/recon/importer/profile"
)

// formats lists the files of testdata/formats; README.md there says what each
// is modelled on.
func formats(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "formats", "*"))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, f := range files {
		if name := filepath.Base(f); !strings.HasSuffix(name, ".golden") && name != "README.md" {
			out = append(out, name)
		}
	}
	return out
}

// named is a file under its own name: some layouts are told things by it.
func named(name string, b []byte) importer.Input {
	in := input(b)
	in.Name = name
	return in
}

// withTestProfiles adds the profiles that an operator wrote for other payment companies.
func withTestProfiles(t testing.TB) importer.Options {
	t.Helper()
	all, err := profile.Load(filepath.Join("testdata", "profiles"))
	if err != nil {
		t.Fatal(err)
	}
	return importer.Options{Currency: "CNY", Profiles: all}
}

// What a file of each format gives, to the last field, and what was proved.
func TestFormats(t *testing.T) {
	o := withTestProfiles(t)
	for _, name := range formats(t) {
		t.Run(name, func(t *testing.T) {
			b, err := os.ReadFile(filepath.Join("testdata", "formats", name))
			if err != nil {
				t.Fatal(err)
			}
			golden(t, filepath.Join("formats", name), story(t, named(name, b), o))
		})
	}
}
