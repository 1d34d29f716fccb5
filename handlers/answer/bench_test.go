package answer

import (
	"testing"

	"moneytrail/handlers/texts"
	"moneytrail/handlers/understand"
	"moneytrail/recon/trail"
)

// What it costs to write the answers that are given most.
func BenchmarkWriting(b *testing.B) {
	catalog, err := texts.New()
	if err != nil {
		b.Fatal(err)
	}
	book := New(catalog)
	for _, lang := range languages {
		a := owner(lang)
		b.Run("one swipe/"+lang, func(b *testing.B) {
			for b.Loop() {
				book.Trail(a, landed())
			}
		})
		b.Run("what is open/"+lang, func(b *testing.B) {
			open := []trail.Trail{swipe(), priced(), paid(), landed()}
			for b.Loop() {
				book.General(a, understand.WhereIsMyMoney, Open{Trails: open})
			}
		})
	}
}
