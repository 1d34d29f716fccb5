package flow

import (
	"testing"
	"time"
)

// What comes back is brought forward to the hours at which people are written
// to, never back, and what is due at their end is not yet night.
func TestNobodyIsWrittenToAtNight(t *testing.T) {
	zone := time.FixedZone("+08", 8*3600)
	at := func(day, hour, minute int) time.Time { return time.Date(2026, 11, day, hour, minute, 0, 0, zone) }
	for _, c := range []struct {
		now, awake time.Time
		night      bool
	}{
		{at(20, 2, 0), at(20, 9, 0), true}, {at(20, 8, 59), at(20, 9, 0), true}, {at(20, 9, 0), at(20, 9, 0), false}, {at(20, 15, 20), at(20, 15, 20), false},
		{at(20, 20, 0), at(20, 20, 0), false}, {at(20, 20, 1), at(21, 9, 0), false}, {at(20, 21, 0), at(21, 9, 0), true}, {at(30, 23, 59), time.Date(2026, 12, 1, 9, 0, 0, 0, zone), true},
	} {
		if got := Awake(c.now); !got.Equal(c.awake) || Night(c.now) != c.night {
			t.Errorf("%s: awake at %s, night %t; want %s, %t", c.now, got, Night(c.now), c.awake, c.night)
		}
	}
}
