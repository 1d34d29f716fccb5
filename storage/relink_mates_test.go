package storage

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// Whatever mates are put together, the same swipes are met, and each is looked
// at once.
func TestMatesTogetherMeetTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := func(minutes int) time.Time { return time.Unix(int64(minutes)*60, 0) }
		all := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) mates {
			from := rapid.IntRange(0, 60).Draw(t, "from")
			return mates{mate{rapid.SampledFrom([]string{"T1", "T2"}).Draw(t, "terminal"), int64(rapid.IntRange(1, 2).Draw(t, "amount"))},
				at(from), at(from + rapid.IntRange(0, 20).Draw(t, "long"))}
		}), 0, 20).Draw(t, "mates")
		times := func(list []mates, of mate, minute int) (n int) {
			for _, m := range list {
				if m.mate == of && !at(minute).Before(m.from) && !at(minute).After(m.to) {
					n++
				}
			}
			return n
		}
		kept := together(slices.Clone(all))
		for _, terminal := range []string{"T1", "T2"} {
			for amount := range int64(3) {
				of := mate{terminal, amount}
				for minute := range 90 {
					want := min(1, times(all, of, minute))
					if got := times(kept, of, minute); got != want {
						t.Fatalf("%v at minute %d is looked at %d times, not %d: %v of %v", of, minute, got, want, kept, all)
					}
				}
			}
		}
	})
}
