package importer

import (
	"encoding/json"
	"testing"

	"pgregory.net/rapid"
)

// Unknown columns are kept as encoding/json writes a map of them.
func TestExtraIsThatOfAMap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := cells{head: &header{}}
		want := map[string]string{}
		for i := range rapid.IntRange(0, 6).Draw(t, "columns") {
			name := rapid.SampledFrom([]string{"a", "b", "a<b", "区域", "z \"q\""}).Draw(t, "name")
			value := clean(rapid.OneOf(rapid.Just(""), rapid.String()).Draw(t, "value"))
			c.head.names, c.head.unknown = append(c.head.names, name), append(c.head.unknown, i)
			c.fields = append(c.fields, value)
			if value = printable(value); value != "" {
				want[name] = hideAccounts(hideCards(value, false))
			}
		}
		b, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		for range 2 { // the second row uses what the first made
			if got := c.extra(); got != string(b) && !(got == "" && len(want) == 0) {
				t.Fatalf("got %s, a map gives %s", got, b)
			}
		}
	})
}
