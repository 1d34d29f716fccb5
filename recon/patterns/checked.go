package patterns

import (
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// Checked tells what was looked at.
type Checked struct {
	From, To calendar.Date // local days, both included
	// Sales and Refunds are approved rows of these days, Alarms what terminals told
	// of themselves in them.
	Sales, Refunds, Alarms int
	// Days is on how many days up to To the merchant sold, as far back as rules look.
	Days int
}

// Any tells whether there was anything to look at.
func (c Checked) Any() bool { return c.Sales+c.Refunds+c.Alarms > 0 }

// And adds what was looked at at another merchant.
func (c Checked) And(o Checked) Checked {
	switch {
	case !c.Any():
		return o
	case !o.Any():
		return c
	}
	c.From, c.To, c.Days = min(c.From, o.From), max(c.To, o.To), min(c.Days, o.Days)
	c.Sales, c.Refunds, c.Alarms = c.Sales+o.Sales, c.Refunds+o.Refunds, c.Alarms+o.Alarms
	return c
}

// Young tells whether the past is too short for most rules to say anything.
func (c Checked) Young() bool { return c.Days < minHistory }

// Check counts what Find looks at in the days from first to last, up to now.
func Check(a Activity, first, last calendar.Date, now time.Time) Checked {
	c := Checked{From: max(first, a.From), To: last}
	zone := a.Zone
	if zone == nil {
		zone = time.UTC
	}
	sold := map[calendar.Date]bool{}
	for _, t := range a.Transactions {
		at := t.Time.In(zone).In(zone)
		on := calendar.DateOf(at)
		if t.Joined != 0 || t.Time.IsZero() || at.After(now) || t.Status != record.Approved || on > last || on < a.From {
			continue
		}
		switch t.Type {
		case record.Sale, record.Capture:
			if on >= first-LookBack {
				sold[on] = true
			}
			if on >= first {
				c.Sales++
			}
		case record.Refund:
			if on >= first {
				c.Refunds++
			}
		}
	}
	for _, e := range a.Events {
		at := e.Time.In(zone).In(zone)
		if on := calendar.DateOf(at); Watched(e.Kind) && !at.After(now) && on >= first && on <= last {
			c.Alarms++
		}
	}
	c.Days = len(sold)
	return c
}
