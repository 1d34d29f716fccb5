package schedule

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/terms"
)

// Setting is what an operator says of a source, as written.
type Setting struct {
	Source string
	Kind   string // transactions, settlements, payouts, bank or events; "" all of them
	Days   string // "working" (also ""), "every", or days of the week as "Mon Wed Fri"
	By     string // the usual hour, hh:mm
	Lag    *int   // Rule.Lag; nil is 1
	// Calendar of the working days; "" is CN. Grace as "45m"; "" is an hour.
	Calendar, Grace string
	// Place names the setting in errors, as "moneytrail.toml, line 12".
	Place string
}

// feed is the files of one source and kind.
type feed struct {
	source string
	kind   record.Kind
}

// Plan is what is expected of all sources: what the operator set, and for the
// rest what can be learned.
type Plan struct {
	set       map[feed]Rule
	zone      *time.Location
	calendars *calendar.Set
}

// kinds are those of the rows that come day by day.
var kinds = []record.Kind{record.Transactions, record.Lines, record.Payouts, record.Entries, record.Events}

// NewPlan reads the settings. zone is the operator's, in which hours are meant.
// All that is wrong is told at once.
func NewPlan(zone *time.Location, calendars *calendar.Set, settings ...Setting) (*Plan, error) {
	p := &Plan{set: map[feed]Rule{}, zone: zone, calendars: calendars}
	places := map[feed]string{}
	var wrong []error
	for _, s := range settings {
		r, err := s.rule(zone, calendars)
		f := feed{s.Source, record.Kind(s.Kind)}
		if before, twice := places[f]; err == nil && twice {
			err = fmt.Errorf("the schedule of %s is set twice, also in %s: keep one", f, before)
		}
		if err != nil {
			wrong = append(wrong, fmt.Errorf("%s: %w", s.Place, err))
			continue
		}
		p.set[f], places[f] = r, s.Place
	}
	return p, errors.Join(wrong...)
}

// String names a feed for people.
func (f feed) String() string {
	if f.kind == "" {
		return f.source
	}
	return f.source + " " + string(f.kind)
}

func (s Setting) rule(zone *time.Location, calendars *calendar.Set) (Rule, error) {
	r := Rule{Set: true, Zone: zone, Lag: 1, Grace: time.Hour}
	if s.Source == "" {
		return r, errors.New("source is missing: name whose files they are, like native")
	}
	if s.Kind != "" && !slices.Contains(kinds, record.Kind(s.Kind)) {
		return r, fmt.Errorf("kind %q is not one of transactions, settlements, payouts, bank and events", s.Kind)
	}
	minutes, err := terms.ParseClock(s.By)
	if err != nil {
		return r, fmt.Errorf("by %w", err)
	}
	r.By = minutes
	if s.Lag != nil {
		r.Lag = *s.Lag
	}
	if r.Lag < 0 || r.Lag > maxLag {
		return r, fmt.Errorf("lag %d is not from 0 to %d: the file of a business day comes on the lag-th day after it", r.Lag, maxLag)
	}
	if s.Grace != "" {
		if r.Grace, err = time.ParseDuration(s.Grace); err != nil || r.Grace < 0 || r.Grace > 24*time.Hour {
			return r, fmt.Errorf("grace %q is not a time up to 24h: write it like 45m or 2h", s.Grace)
		}
	}
	cal, ok := calendars.Get(s.Calendar)
	if !ok {
		return r, fmt.Errorf("%q is not a calendar: write one of %s", s.Calendar, strings.Join(calendars.Names(), " "))
	}
	switch days := cmp.Or(s.Days, "working"); days {
	case "working":
		r.Pattern, r.Calendar = Working, cal
	case "every":
		r.Pattern = Every
	default:
		r.Pattern = Weekly
		for _, name := range strings.Fields(days) {
			day, ok := calendar.ParseWeekday(name)
			if !ok {
				return r, fmt.Errorf("days %q: %q is no day; write working, every, or days like Mon Wed Fri", days, name)
			}
			r.Week[day] = true
		}
	}
	if s.Calendar != "" && r.Pattern != Working {
		return r, fmt.Errorf("calendar %s says nothing for days %q: leave it out, or write days = \"working\"", s.Calendar, s.Days)
	}
	return r, nil
}

// Of gives the rule of a source's files of a kind: as set for that kind, as set
// for the source, else learned from its arrivals. The calendars in use may be
// named, the likeliest first; CN counts where none is. A nil Plan learns in UTC.
func (p *Plan) Of(source string, kind record.Kind, arrivals []Arrival, inUse ...string) Rule {
	if p == nil {
		return Learn(arrivals, time.UTC)
	}
	for _, f := range []feed{{source, kind}, {source, ""}} {
		if r, ok := p.set[f]; ok && slices.Contains(kinds, kind) {
			return r
		}
	}
	if len(inUse) == 0 {
		inUse = []string{calendar.CN}
	}
	var calendars []*calendar.Calendar
	for _, name := range inUse {
		if c, ok := p.calendars.Get(name); ok {
			calendars = append(calendars, c)
		}
	}
	return Learn(arrivals, p.zone, calendars...)
}

// Unused names the settings, sorted, that fit none of the sources and kinds
// that have(source, kind) knows; kind "" asks for any.
func (p *Plan) Unused(have func(source string, kind record.Kind) bool) []string {
	var names []string
	for f := range p.set {
		if !have(f.source, f.kind) {
			names = append(names, f.String())
		}
	}
	slices.Sort(names)
	return names
}
