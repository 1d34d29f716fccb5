package importer

import "testing"

func TestNothingInTextActsOnAScreen(t *testing.T) {
	for text, want := range map[string]string{
		"老李面馆":                  "老李面馆",
		"Café “Löwe” €5\u00a0":  "Café “Löwe” €5",
		"a\x1b[31mred\x07":      "a [31mred",
		"line\nbreak\tand tab":  "line break and tab",
		"c1\u009bcontrol":       "c1 control",
		"abc\u202egnp.csv":      "abcgnp.csv",
		"zero\u200bwidth\ufeff": "zerowidth",
		"👨\u200d👩\u200d👧 stays": "👨\u200d👩\u200d👧 stays",
		"":                      "",
	} {
		if got := printable(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
