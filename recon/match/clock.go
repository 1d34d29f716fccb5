package match

import (
	"math"
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// wallClock tells a merchant's local days. It keeps the zone's offset for as
// long as it holds, because rows come by the hundred thousand.
type wallClock struct {
	zone     *time.Location
	from, to int64 // Unix seconds between which offset holds
	offset   int64 // seconds east of Greenwich
}

func newWallClock(zone *time.Location) wallClock {
	if zone == nil {
		zone = time.UTC
	}
	return wallClock{zone: zone}
}

// micros gives a stamp in microseconds since 1970, whatever its zone.
func (c *wallClock) micros(s record.Stamp) int64 { return s.In(c.zone).UnixMicro() }

// day gives the merchant's local day of a stamp, 0 for none.
func (c *wallClock) day(s record.Stamp) calendar.Date {
	if s.IsZero() {
		return 0
	}
	t := s.In(c.zone)
	sec := t.Unix()
	if sec < c.from || sec >= c.to {
		c.turn(t)
	}
	sec += c.offset
	day := sec / 86400
	if sec%86400 < 0 {
		day--
	}
	return calendar.Date(day)
}

// turn learns the offset that holds at t.
func (c *wallClock) turn(t time.Time) {
	t = t.In(c.zone)
	_, offset := t.Zone()
	start, end := t.ZoneBounds()
	c.offset, c.from, c.to = int64(offset), math.MinInt64, math.MaxInt64
	if !start.IsZero() {
		c.from = start.Unix()
	}
	if !end.IsZero() {
		c.to = end.Unix()
	}
}
