package calendar

import (
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/aa"
	"github.com/rickar/cal/v2/at"
	"github.com/rickar/cal/v2/be"
	"github.com/rickar/cal/v2/bg"
	"github.com/rickar/cal/v2/br"
	"github.com/rickar/cal/v2/cz"
	"github.com/rickar/cal/v2/de"
	"github.com/rickar/cal/v2/ecb"
	"github.com/rickar/cal/v2/es"
	"github.com/rickar/cal/v2/fr"
	"github.com/rickar/cal/v2/gb"
	"github.com/rickar/cal/v2/hr"
	"github.com/rickar/cal/v2/ie"
	"github.com/rickar/cal/v2/it"
	"github.com/rickar/cal/v2/jp"
	"github.com/rickar/cal/v2/lt"
	"github.com/rickar/cal/v2/lv"
	"github.com/rickar/cal/v2/no"
	"github.com/rickar/cal/v2/pl"
	"github.com/rickar/cal/v2/se"
	"github.com/rickar/cal/v2/si"
	"github.com/rickar/cal/v2/us"
	"github.com/rickar/cal/v2/za"
)

// Target is TARGET, the calendar of euro payments.
const Target = "TARGET"

// countries are the calendars that follow a rule: ISO 3166 codes, the states of
// Germany, and TARGET, which is what euro accounts go by whatever the country.
// Left out are countries whose list in the library lacks days, and those where
// a government sets days anew each year, as no rule knows them: these come from
// a file (Set.Extend), as does any single day that was proclaimed.
func countries() map[string]func() *Calendar {
	all := map[string]func() *Calendar{}
	for name, list := range map[string][]*cal.Holiday{
		"AT": at.Holidays, "BE": be.Holidays, "BG": bg.Holidays, "CZ": cz.Holidays, "DE": de.Holidays, "ES": es.Holidays,
		"FR": fr.Holidays, "GB": gb.Holidays, "HR": hr.Holidays, "IT": it.Holidays, "LT": lt.Holidays, "LV": lv.Holidays,
		"NO": no.Holidays, "SE": se.Holidays, "SI": si.Holidays, "ZA": za.Holidays, Target: ecb.Holidays,
		"BR": with(br.Holidays, // banks are closed on both days of Carnival; Lei 14.759/2023
			&cal.Holiday{Name: "Carnaval", Offset: -48, Func: cal.CalcEasterOffset},
			&cal.Holiday{Name: "Consciência Negra", StartYear: 2024, Month: time.November, Day: 20, Func: cal.CalcDayOfMonth}),
		"IE": with(ie.Holidays, aa.GoodFriday), // no public holiday, but the banks are closed
		"PL": with(pl.Holidays, // off since 2025
			&cal.Holiday{Name: "Wigilia Bożego Narodzenia", StartYear: 2025, Month: time.December, Day: 24, Func: cal.CalcDayOfMonth}),
		"DE-BB": de.HolidaysBB, "DE-BE": de.HolidaysBE, "DE-BW": de.HolidaysBW, "DE-BY": de.HolidaysBY, "DE-HB": de.HolidaysHB, "DE-HE": de.HolidaysHE,
		"DE-HH": de.HolidaysHH, "DE-MV": de.HolidaysMV, "DE-NI": de.HolidaysNI, "DE-NW": de.HolidaysNW, "DE-RP": de.HolidaysRP, "DE-SH": de.HolidaysSH,
		"DE-SL": de.HolidaysSL, "DE-SN": de.HolidaysSN, "DE-ST": de.HolidaysST, "DE-TH": de.HolidaysTH,
		"JP": japan(), "US": fed(),
	} {
		all[name] = sync.OnceValue(func() *Calendar { return ruled(name, list) })
	}
	return all
}

// fed is the holidays of the Federal Reserve: one that falls on a Sunday is
// observed on Monday, and one on a Saturday leaves the Friday before it open.
// https://www.federalreserve.gov/aboutthefed/k8.htm
func fed() []*cal.Holiday {
	var list []*cal.Holiday
	for _, h := range us.Holidays {
		if h.Observed != nil {
			h = h.Clone(&cal.Holiday{Observed: []cal.AltDay{{Day: time.Sunday, Offset: 1}}})
		}
		list = append(list, h)
	}
	return list
}

// japan is the national holidays and the bank holidays around the new year
// (Order for Enforcement of the Banking Act, article 5).
func japan() []*cal.Holiday {
	var banks []*cal.Holiday
	for _, d := range []struct {
		month time.Month
		day   int
	}{{time.December, 31}, {time.January, 2}, {time.January, 3}} {
		banks = append(banks, &cal.Holiday{Name: "Bank holiday at the new year", Month: d.month, Day: d.day, Func: cal.CalcDayOfMonth})
	}
	return with(jp.Holidays, banks...)
}

// with adds holidays that the library does not have.
func with(list []*cal.Holiday, more ...*cal.Holiday) []*cal.Holiday {
	return slices.Concat(list, more)
}

// inUTC keeps the days from depending on the zone of the machine. Nothing else uses the package.
var inUTC = sync.OnceFunc(func() { cal.DefaultLoc = time.UTC })

// ruled works the rules of a country out, for every year that a calendar may speak of.
func ruled(name string, list []*cal.Holiday) *Calendar {
	inUTC()
	c := empty(name, weekend)
	for year := firstYear - 1; year <= lastYear+1; year++ { // a holiday may be observed in the year beside its own
		for _, h := range list {
			if _, observed := h.Calc(year); !observed.IsZero() {
				c.off[DateOf(observed)] = strings.TrimSpace(h.Name)
			}
		}
		if year >= firstYear && year <= lastYear {
			c.years[year] = true
		}
	}
	return c
}
