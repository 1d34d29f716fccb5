package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"moneytrail/handlers/access"
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/terms"
	"moneytrail/storage"
)

// holidaysFrom is where the official Chinese holidays are had as data.
const holidaysFrom = "https://github.com/NateScarlet/holiday-cn"

// calendars reads the operator's calendar files. Where they are wrong, what
// else there is to look at is looked at with the built-in calendars.
func (x *examination) calendars() {
	_, err := x.app.cals()
	switch {
	case err != nil:
		for line := range strings.SplitSeq(err.Error(), "\n") {
			x.wrong("calendar", "config/example.toml shows the form", "%s", strings.TrimPrefix(line, "settings: "))
		}
		x.app.calendars = calendar.Builtin()
	case x.settings.Calendars != "":
		x.ok("calendar", "days read from %s", x.settings.Calendars)
	}
}

// contracts looks at what merchants and terms name: the calendars, and whether
// there is a fee to hold the charged one against.
func (x *examination) contracts(db *storage.DB) {
	merchants, err := db.Merchants(x.ctx)
	if err != nil {
		x.unread("terms", err)
		return
	}
	users := map[string][]string{calendar.CN: nil} // merchants by calendar
	var free []string
	today := calendar.DateOf(x.now())
	for _, m := range merchants {
		rows, err := db.Terms(x.ctx, access.For(access.Owner, m.ID), m.ID)
		if err != nil {
			x.unread("terms", err)
			return
		}
		for _, name := range calendarsOf(m, rows) {
			users[name] = append(users[name], m.ID)
		}
		if m.FeeBPS == nil && !slices.ContainsFunc(rows, func(r record.Terms) bool { return r.FeeBPS != nil && r.ValidFrom <= today }) {
			free = append(free, m.ID)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(users)) {
		x.calendar(name, users[name])
	}
	if len(free) > 0 {
		x.warn("terms", "import terms for them, or fee_bps in merchants: until then a wrong rate is not found",
			"no fee is agreed with %s", some(free))
	} else if len(merchants) > 0 {
		x.ok("terms", "a fee is agreed with every merchant")
	}
}

// calendarsOf names the calendars that a merchant's money may wait for, each once.
func calendarsOf(m record.Merchant, rows []record.Terms) []string {
	names := []string{terms.For(m, nil, "", "", 0).Calendar}
	for _, r := range rows {
		names = append(names, cmp.Or(r.Calendar, names[0]))
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// calendar tells whether the days of this year are known, and from 1 November
// on those of the next.
func (x *examination) calendar(name string, users []string) {
	c, ok := x.app.calendars.Get(name)
	if !ok {
		x.wrong("calendar", "correct the row and import it again, or tell the days of "+name+" in a file that MONEYTRAIL_CALENDARS names",
			"there is no calendar %s, which %s names: due dates there are estimates", name, some(users))
		return
	}
	what := "the holidays of %d in " + name + " are not loaded"
	mend := "add %d to the file of " + name + " that MONEYTRAIL_CALENDARS names"
	year := x.now().Year()
	if name == calendar.CN {
		what = "the official holidays of %d are not loaded"
		mend = "the State Council publishes them in November: put %d.json of " + holidaysFrom + " into the folder that MONEYTRAIL_CALENDARS names"
	}
	switch {
	case !c.Known(year):
		x.warn("calendar", numbered(mend, year), what+": due dates are estimates", year)
	case !c.Known(year+1) && x.now().Month() >= time.November:
		x.warn("calendar", numbered(mend, year+1), what+": due dates after %d-12-31 are estimates", year+1, year)
	case c.Known(year + 1):
		x.ok("calendar", "%s is known for %d and %d", name, year, year+1)
	default:
		x.ok("calendar", "%s is known for %d", name, year)
	}
}

// numbered puts a year where a text has a place for it.
func numbered(text string, year int) string {
	return strings.ReplaceAll(text, "%d", fmt.Sprint(year))
}

// some names the first few of a list.
func some(list []string) string {
	const few = 5
	if len(list) <= few {
		return strings.Join(list, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(list[:few], ", "), len(list)-few)
}

// now is the business time in the operator's zone.
func (x *examination) now() time.Time {
	return shifted(x.settings.Offset()).Now().In(x.settings.Zone())
}
