package importer

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// texts are made of what makes values odd, and of what does not.
func texts() *rapid.Generator[string] {
	parts := rapid.SampledFrom([]string{"a", "Z9", "~", " ", "\t", "+", "\x00", "\x1f", "\x7f", "代付", "，", "é", "\u00a0", "\u3000", "\ufeff", "\u200b", "\u0085", "\ufffd", "\U0001f35c"})
	return rapid.Custom(func(t *rapid.T) string { return strings.Join(rapid.SliceOfN(parts, 0, 12).Draw(t, "parts"), "") })
}

// A line in which nothing is odd has no value that needs a closer look.
func TestWhatIsNotOddNeedsNoCloserLook(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := texts().Draw(t, "line")
		sound := !strings.ContainsAny(s, "\u00a0\ufeff\u200b\u0085\ufffd，")
		want := suspect(s) || strings.Contains(s, "+")
		if plain, got := odd([]byte(s)); plain == want || got != sound {
			t.Fatalf("%q: plain %v, sound %v; want %v, %v", s, plain, got, !want, sound)
		}
		if quoted := newSplitter(strings.NewReader(`"`+s+`",b`), ',', true); s == strings.Trim(s, "\n\"") {
			if _, _, err := quoted.next(); err != nil || quoted.plainText == want || quoted.soundText != sound {
				t.Fatalf("%q in quotes: plain %v, %v", s, quoted.plainText, err)
			}
		}
		if plain := newSplitter(strings.NewReader("a,"+s), ',', true); !strings.ContainsAny(s, "\n\"") {
			if _, _, err := plain.next(); err != nil || plain.plainText == want || plain.soundText != sound {
				t.Fatalf("%q: plain %v, %v", s, plain.plainText, err)
			}
		}
	})
}

// Values lose the space of exports at both ends, whatever writing it is of.
func TestValuesLoseTheSpaceAroundThem(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := texts().Draw(t, "value")
		if got, want := clean(s), strings.Trim(s, " \t\u00a0\u3000\ufeff"); got != want {
			t.Fatalf("%q became %q, want %q", s, got, want)
		}
	})
}
