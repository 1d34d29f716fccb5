package calendar

import (
	"embed"
	"maps"
	"slices"
)

//go:embed data/*.json
var builtin embed.FS

// Names of the built-in calendars that are no country's and no payment system's.
const (
	CN       = "CN"       // mainland China, from the notices of the State Council
	None     = "none"     // every day works
	Weekends = "weekends" // Monday to Friday
)

// Set is the calendars that terms may name. Extend it before it is shared;
// reading it from many goroutines is safe.
type Set struct {
	byName map[string]*Calendar
	rules  map[string]func() *Calendar // worked out when first asked for
}

// Builtin gives CN from the embedded data, none, weekends, TARGET, and the
// countries whose bank holidays follow a rule.
func Builtin() *Set {
	s := &Set{rules: countries(), byName: map[string]*Calendar{
		CN:       empty(CN, weekend),
		None:     {name: None, everyDay: true},
		Weekends: {name: Weekends, rest: weekend},
	}}
	files, err := builtin.ReadDir("data")
	for _, f := range files {
		var text []byte
		if err == nil {
			text, err = builtin.ReadFile("data/" + f.Name())
		}
		if err == nil {
			err = s.byName[CN].year(File{f.Name(), text})
		}
	}
	if err != nil {
		panic("calendar: the embedded data is broken: " + err.Error()) // a build fault, held by a test
	}
	return s
}

// Get gives the calendar of that name; "" is CN.
func (s *Set) Get(name string) (*Calendar, bool) {
	if name == "" {
		name = CN
	}
	if c, ok := s.byName[name]; ok {
		return c, true
	}
	if rule, ok := s.rules[name]; ok {
		return rule(), true
	}
	return nil, false
}

// Has says whether there is a calendar of that name; "" is CN.
func (s *Set) Has(name string) bool {
	return name == "" || s.byName[name] != nil || s.rules[name] != nil
}

// Names lists the calendars, sorted, for messages.
func (s *Set) Names() []string {
	names := slices.AppendSeq(slices.Collect(maps.Keys(s.byName)), maps.Keys(s.rules))
	slices.Sort(names)
	return slices.Compact(names)
}
