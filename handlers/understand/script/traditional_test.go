package script

import (
	"strings"
	"testing"
)

func TestWritingIsToldByItsCharacters(t *testing.T) {
	count := func(text string) (traditional, simple int) {
		for _, r := range text {
			if _, ok := Simplify(r); ok {
				traditional++
			}
			if Simplified(r) {
				simple++
			}
		}
		return traditional, simple
	}
	for _, c := range []struct {
		text                string
		traditional, simple bool
	}{
		{"錢還沒到帳", true, false},
		{"钱还没到账", false, true},
		{"昨天刷的到了", false, false},
		{"我台刷卡那里出了事", false, false}, // these stand in both writings
		{"帳單", true, false},
		{"where is my money 3500", false, false},
	} {
		traditional, simple := count(c.text)
		if traditional > 0 != c.traditional || simple > 0 != c.simple {
			t.Errorf("%s: %d traditional, %d simplified characters", c.text, traditional, simple)
		}
	}
}

func TestPairsKeepTheirLength(t *testing.T) {
	// places in a message are places in its simplified form
	for traditional, simple := range simplified {
		if len(string(traditional)) != len(string(simple)) {
			t.Errorf("%c is longer or shorter than %c", traditional, simple)
		}
		if _, again := simplified[simple]; again {
			t.Errorf("%c becomes %c, which is traditional too", traditional, simple)
		}
	}
}

func TestCantoneseIsReadAsItsWords(t *testing.T) {
	if got := strings.TrimSpace(Fold("錢係佢嘅")); got != "钱是他的" {
		t.Error(got)
	}
}
