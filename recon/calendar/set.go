package calendar

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
)

//go:embed data/*.json
var builtin embed.FS

// Names of the built-in calendars.
const (
	CN       = "CN"       // mainland China, from the notices of the State Council
	None     = "none"     // every day works
	Weekends = "weekends" // Monday to Friday
)

// Set is the calendars that terms may name. Load before it is shared; reading
// it from many goroutines is safe.
type Set struct{ byName map[string]*Calendar }

// Builtin gives CN from the embedded data, none, and weekends.
func Builtin() *Set {
	s := &Set{byName: map[string]*Calendar{
		CN:       {name: CN, official: true, off: map[Date]string{}, work: map[Date]string{}, years: map[int]bool{}},
		None:     {name: None, everyDay: true},
		Weekends: {name: Weekends},
	}}
	files, err := builtin.ReadDir("data")
	for _, f := range files {
		if err == nil {
			err = s.loadBuiltin(f.Name())
		}
	}
	if err != nil {
		panic("calendar: the embedded data is broken: " + err.Error()) // a build fault, held by a test
	}
	return s
}

func (s *Set) loadBuiltin(name string) error {
	f, err := builtin.Open("data/" + name)
	if err != nil {
		return err
	}
	defer f.Close()
	return s.Load(f)
}

// Get gives the calendar of that name; "" is CN.
func (s *Set) Get(name string) (*Calendar, bool) {
	if name == "" {
		name = CN
	}
	c, ok := s.byName[name]
	return c, ok
}

// Names lists the calendars, sorted, for messages.
func (s *Set) Names() []string { return slices.Sorted(maps.Keys(s.byName)) }

// Load reads one year of CN in the form of holiday-cn,
// {"year":2027,"days":[{"name":"元旦","date":"2027-01-01","isOffDay":true}]}, and
// replaces what was known of that year. A year without days stays unknown.
// On an error nothing is changed.
func (s *Set) Load(r io.Reader) error {
	var file struct {
		Year int `json:"year"`
		Days []struct {
			Name     string `json:"name"`
			Date     Date   `json:"date"`
			IsOffDay *bool  `json:"isOffDay"`
		} `json:"days"`
	}
	if err := json.NewDecoder(r).Decode(&file); err != nil {
		return fmt.Errorf("holiday file is not of the form of holiday-cn: %w", err)
	}
	if file.Year < 2000 || file.Year > 2200 {
		return fmt.Errorf("holiday file: year %d is not a year between 2000 and 2200", file.Year)
	}
	seen := map[Date]bool{}
	for i, d := range file.Days {
		switch {
		case d.Date == 0 || d.Name == "" || d.IsOffDay == nil:
			return fmt.Errorf("holiday file %d: day %d needs name, date and isOffDay", file.Year, i+1)
		case d.Date.Year() != file.Year:
			// The notices sometimes arrange days of the neighbouring year; those stand in that year's file too.
			if y := d.Date.Year(); y < file.Year-1 || y > file.Year+1 {
				return fmt.Errorf("holiday file %d: day %d is %s, of another year", file.Year, i+1, d.Date)
			}
		case seen[d.Date]:
			return fmt.Errorf("holiday file %d: %s stands there twice", file.Year, d.Date)
		}
		seen[d.Date] = true
	}
	c, ok := s.byName[CN]
	if !ok {
		return errors.New("no calendar CN to load holidays into")
	}
	for _, days := range []map[Date]string{c.off, c.work} {
		maps.DeleteFunc(days, func(d Date, _ string) bool { return d.Year() == file.Year })
	}
	delete(c.years, file.Year)
	for _, d := range file.Days {
		delete(c.off, d.Date)
		delete(c.work, d.Date)
		if *d.IsOffDay {
			c.off[d.Date] = d.Name
		} else {
			c.work[d.Date] = d.Name
		}
	}
	if len(file.Days) > 0 {
		c.years[file.Year] = true
	}
	return nil
}
