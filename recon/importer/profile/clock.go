package profile

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// layout is a printed form of times, in Go's words.
type layout struct {
	printed, golang string
	yearless        bool
	dateOnly        bool
}

// tokens of formats and what Go calls them, longest first.
var tokens = []struct{ ours, golang string }{
	{"YYYY", "2006"}, {"MMM", "Jan"}, {"YY", "06"}, {"MM", "01"}, {"DD", "02"}, {"hh", "15"}, {"mm", "04"}, {"ss", "05"}, {"AM", "PM"},
	{"M", "1"}, {"D", "2"}, {"h", "15"}, {"zone", "-0700"}, {"Z", "Z07:00"},
}

func parseLayout(s string) (layout, error) {
	l := layout{printed: s, yearless: !strings.Contains(s, "YY"), dateOnly: !strings.Contains(s, "h")}
	if strings.ContainsAny(s, "123456789") || !strings.Contains(s, "M") || !strings.Contains(s, "D") {
		return l, fmt.Errorf("%q is not a form of dates: write it in letters, such as DD/MM/YYYY hh:mm:ss", s)
	}
	var b strings.Builder
	for rest := s; rest != ""; {
		found := false
		for _, t := range tokens {
			if after, ok := strings.CutPrefix(rest, t.ours); ok {
				golang := t.golang
				if strings.Contains(s, "AM") && t.golang == "15" {
					golang = map[string]string{"hh": "03", "h": "3"}[t.ours]
				}
				b.WriteString(golang)
				rest, found = after, true
				break
			}
		}
		if found {
			continue
		}
		if c := rest[0]; c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' && c != 'T' {
			return l, fmt.Errorf("%q: %q means nothing: the letters are YYYY YY MM MMM DD hh mm ss AM zone", s, rest[:1])
		}
		b.WriteByte(rest[0])
		rest = rest[1:]
	}
	l.golang = b.String()
	return l, nil
}

var errForm = errors.New("is not a time in a form that this layout knows")

// Moment is a time as a row prints it: with an offset of its own, or wall time.
type Moment struct {
	time.Time
	Offset   bool // the text itself named its offset
	DateOnly bool
}

// Parse reads a time in one of the layout's formats. day, YYYYMMDD or YYMMDD, tells the
// year of formats without one.
func (t *Time) Parse(s, day string) (Moment, error) {
	s = strings.TrimSpace(s)
	for i := range t.layouts {
		l := &t.layouts[i]
		at, err := time.Parse(l.golang, s)
		if err != nil {
			continue
		}
		if l.yearless {
			if at, err = yearOf(at, day); err != nil {
				return Moment{}, err
			}
		}
		if at.Year() < 1990 || at.Year() > 2100 {
			return Moment{}, errors.New("lies outside the years 1990 to 2100")
		}
		return Moment{Time: at, DateOnly: l.dateOnly, Offset: strings.Contains(l.golang, "07")}, nil
	}
	var forms []string
	for _, l := range t.layouts {
		forms = append(forms, l.printed)
	}
	return Moment{}, fmt.Errorf("%w: %s", errForm, strings.Join(forms, ", "))
}

// yearOf gives a month and day the latest year in which they are not later
// than the day after the one given.
func yearOf(at time.Time, day string) (time.Time, error) {
	day = strings.ReplaceAll(day, "-", "")
	form := "20060102"
	if len(day) == 6 {
		form = "060102"
	}
	d, err := time.Parse(form, day)
	if err != nil {
		return at, errors.New("has no year, and neither the file's name nor the row tells one: keep the name that the sender gave the file")
	}
	limit := d.AddDate(0, 0, 2) // the next day is whole
	for y := limit.Year(); y > limit.Year()-5; y-- {
		when := time.Date(y, at.Month(), at.Day(), at.Hour(), at.Minute(), at.Second(), 0, time.UTC)
		if when.Day() == at.Day() && when.Before(limit) {
			return when, nil
		}
	}
	return at, errors.New("is not a day near that of the file")
}

// Formatted tells whether times are in forms of the layout's own.
func (t *Time) Formatted() bool { return len(t.layouts) > 0 }

// Offset gives the zone of a row's times: the profile's, or the one that the
// abbreviation stands for.
func (t *Time) Offset(abbreviation string) (*time.Location, error) {
	if t.Column == "" {
		return t.location, nil
	}
	if at, ok := t.offsets[abbreviation]; ok {
		return at, nil
	}
	return nil, fmt.Errorf("%q is no time zone that this layout knows: add it to [time.zones] of the profile", abbreviation)
}
