package answer

import (
	"testing"

	"moneytrail/handlers/press"
	"moneytrail/recon/trail"
)

func TestCorrections(t *testing.T) {
	base := Correction{Subject: press.Row(press.Swipe, 7), Currency: "CNY", Gross: 350000, Day: day(20), Told: day(20).In(shanghai),
		Amount: 347900, On: day(21), Found: true, State: trail.PaidOut}
	but := func(change func(*Correction)) Correction {
		c := base
		change(&c)
		return c
	}
	returned := but(func(c *Correction) { c.State = trail.Returned })
	gone := but(func(c *Correction) { c.Found = false })
	less := but(func(c *Correction) { c.State, c.NowAmount, c.NowOn = trail.Arrived, 340000, day(21) })
	again := but(func(c *Correction) { c.Not, c.State, c.NowAmount, c.NowOn = true, trail.Arrived, 347900, day(21) })
	later := but(func(c *Correction) { c.Due, c.NowOn = true, day(23) })
	undated := but(func(c *Correction) { c.Due = true })
	whole := but(func(c *Correction) { c.Payout, c.Subject, c.Gross = true, press.Row(press.Payout, 3), 402780 })
	one := func(name string, list ...Correction) scene {
		return scene{name, func(b *Book, a Audience) Reply { return b.Corrections(a, list) }}
	}
	golden(t, "corrections", []scene{
		one("not seen any more", base), one("a payout not seen any more", whole), one("returned", returned), one("no record is left", gone),
		one("less", less), one("arrived after all", again), one("later", later), one("no day", undated), one("several", base, less, returned),
		one("more than one message tells", base, base, base, base, base, base, base, base, base, base),
		{"summaries", func(b *Book, a Audience) Reply {
			return b.DayCorrections(a, []DayCorrection{{Day: day(19), Currency: "CNY", Sold: 100, NowSold: 90, Refunds: -10, NowRefunds: -20, Arrived: 50, NowArrived: 0}})
		}},
	})
}
