package answer

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"moneytrail/handlers/outbox"
	"moneytrail/handlers/texts"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func book(t *testing.T) *Book {
	t.Helper()
	c, err := texts.New()
	if err != nil {
		t.Fatal(err)
	}
	return New(c)
}

// languages of the golden files.
var languages = []string{"zh-Hans", "zh-Hant", "en"}

// scene is one reply with its name in the golden file.
type scene struct {
	name string
	make func(b *Book, a Audience) Reply
}

// golden renders scenes in every language and compares them with testdata/FILE.LANG.golden.
func golden(t *testing.T, file string, scenes []scene) {
	b := book(t)
	for _, lang := range languages {
		var out strings.Builder
		for _, s := range scenes {
			r := s.make(b, owner(lang))
			check(t, lang+" "+s.name, lang, r)
			fmt.Fprintf(&out, "=== %s\n%s\n%s\n\n", s.name, r.Text, keyboard(r.Buttons))
		}
		compare(t, filepath.Join("testdata", file+"."+lang+".golden"), out.String())
	}
}

func compare(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("%s differs (run with -update and read what changed):\n%s", name, d)
	}
}

func keyboard(rows [][]outbox.Button) string {
	var out []string
	for _, row := range rows {
		var line []string
		for _, b := range row {
			line = append(line, fmt.Sprintf("[%s | %s%s]", b.Text, b.Data, b.URL))
		}
		out = append(out, strings.Join(line, " "))
	}
	return strings.Join(out, "\n")
}

// check holds what every reply must hold.
func check(t *testing.T, name, lang string, r Reply) {
	t.Helper()
	if r.Text == "" || Units(r.Text) > Limit {
		t.Errorf("%s: %d UTF-16 units", name, Units(r.Text))
	}
	person := false
	for _, row := range r.Buttons {
		for _, b := range row {
			if b.Text == "" || len(b.Data) > 64 || b.Data == "" && b.URL == "" {
				t.Errorf("%s: a button %+v", name, b)
			}
			person = person || strings.HasPrefix(b.Data, "h")
		}
	}
	if !person {
		t.Errorf("%s: no button brings a person", name)
	}
	if strings.Contains(r.Text, "<no value>") || strings.Contains(r.Text, "{{") || strings.Contains(r.Text, "  ") || strings.Contains(r.Text, " \n") || strings.Contains(r.Text, "。。") || strings.Contains(r.Text, "..") {
		t.Errorf("%s: a hole in the text:\n%s", name, r.Text)
	}
	text := strings.NewReplacer("老李面馆", "", "小王", "", "阿May", "").Replace(r.Text)
	if lang == "en" && hasHan(text) {
		t.Errorf("%s: Chinese in an English text:\n%s", name, r.Text)
	}
	if strings.Contains(text, "6222020000001234") {
		t.Errorf("%s: a whole account number", name)
	}
}
