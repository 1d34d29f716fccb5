package calendar

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
)

// The years that a calendar may speak of.
const (
	firstYear = 2000
	lastYear  = 2100
)

// File is a file that an operator adds to the calendars: name.json is a year of
// CN in the form of holiday-cn; name.toml is days of any calendar:
//
//	calendar = "HK"          # a new calendar, or one of the known ones
//	years = [2027]           # years that this file tells in full; a new calendar needs them
//	weekend = ["Sat", "Sun"] # of a new calendar only; this is what it is otherwise
//	[closed]                 # days off, or on which the bank does not book though it is a working day
//	2027-01-01 = "New Year's Day"
//	[open]                   # days that work, or on which the bank books though it is none
//	2027-02-20 = "make-up working day"
//
// The names are public: merchants read for what their money waits.
type File struct {
	Name string
	Text []byte
}

// days is what name.toml holds.
type days struct {
	Calendar string            `toml:"calendar"`
	Years    []int             `toml:"years"`
	Weekend  []string          `toml:"weekend"`
	Closed   map[string]string `toml:"closed"`
	Open     map[string]string `toml:"open"`
}

// Extend adds files to the calendars: first the years of CN, then the days of
// name.toml files, in the order of their names; a year or a day that is told of
// twice is refused, in the same words too. Errors name file, line and column, all files'
// together; on an error nothing is changed.
func (s *Set) Extend(files ...File) error {
	files = slices.Clone(files)
	slices.SortStableFunc(files, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	x := extension{set: s, made: map[string]*Calendar{}, told: map[telling]File{}}
	var wrong []error
	for _, notices := range []bool{true, false} {
		for _, f := range files {
			switch kind := strings.ToLower(path.Ext(f.Name)); {
			case kind == ".json" && notices:
				wrong = append(wrong, x.notice(f))
			case kind == ".toml" && !notices:
				wrong = append(wrong, x.days(f))
			case kind != ".json" && kind != ".toml" && notices:
				wrong = append(wrong, fmt.Errorf("calendar file %s: it must end in .json (holiday-cn) or .toml", f.Name))
			}
		}
	}
	if err := errors.Join(wrong...); err != nil {
		return err
	}
	maps.Copy(s.byName, x.made)
	return nil
}

var names = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9-]{0,19}$`)

// telling is a day, or with date 0 a year, of a calendar that a file tells of.
type telling struct {
	calendar string
	year     int
	date     Date
}

// extension is an Extend under way.
type extension struct {
	set  *Set
	made map[string]*Calendar
	told map[telling]File
}

// of gives the copy of a calendar that is being extended; nil if there is none yet.
func (x *extension) of(name string) *Calendar {
	if x.made[name] == nil {
		if c, ok := x.set.Get(name); ok {
			x.made[name] = c.clone()
		}
	}
	return x.made[name]
}

// first notes that a file tells of a day or year; an error if another one did.
func (x *extension) first(t telling, f File, needle string) error {
	if other, ok := x.told[t]; ok {
		what := t.date.String()
		if t.date == 0 {
			what = fmt.Sprint(t.year)
		}
		return f.at(needle, "%s of %s is in %s too: keep one of them", what, t.calendar, other.Name)
	}
	x.told[t] = f
	return nil
}

func (x *extension) notice(f File) error {
	c := x.of(CN)
	before := maps.Clone(c.years)
	clear(c.years) // to see which year the file tells
	err := c.year(f)
	told := slices.Collect(maps.Keys(c.years))
	maps.Copy(c.years, before)
	if err != nil {
		return err
	}
	for _, year := range told {
		if err := x.first(telling{CN, year, 0}, f, `"year"`); err != nil {
			return err
		}
	}
	return nil
}

func (x *extension) days(f File) error {
	var d days
	meta, err := toml.Decode(string(f.Text), &d)
	var parse toml.ParseError
	switch {
	case errors.As(err, &parse):
		return fmt.Errorf("calendar file %s, line %d, column %d: %s", f.Name, parse.Position.Line, parse.Position.Col, parse.Message)
	case err != nil:
		return fmt.Errorf("calendar file %s: %w", f.Name, err)
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return f.at(unknown[0][len(unknown[0])-1], "unknown key %s: the keys are calendar, years, weekend, [closed] and [open]", unknown[0])
	}
	c, err := x.opened(f, d, meta.IsDefined("weekend"))
	if err != nil {
		return err
	}
	for _, year := range d.Years {
		if year < firstYear || year > lastYear {
			return f.at("years", "%d is not a year between %d and %d", year, firstYear, lastYear)
		}
		if err := x.first(telling{d.Calendar, year, 0}, f, "years"); err != nil {
			return err
		}
		c.forget(year)
		c.years[year] = true
	}
	for _, works := range []bool{false, true} {
		table := d.Closed
		if works {
			table = d.Open
		}
		for _, day := range slices.Sorted(maps.Keys(table)) {
			if err := x.day(f, c, day, table[day], works); err != nil {
				return err
			}
		}
	}
	return nil
}

// opened gives the calendar that a file extends or begins.
func (x *extension) opened(f File, d days, ownWeekend bool) (*Calendar, error) {
	if !names.MatchString(d.Calendar) {
		return nil, f.at("calendar", "calendar = %q does not name one: write up to 20 letters, digits and hyphens, like HK", d.Calendar)
	}
	c := x.of(d.Calendar)
	if c == nil {
		rest := weekend
		if ownWeekend {
			rest = [7]bool{}
			for _, name := range d.Weekend {
				day, ok := ParseWeekday(name)
				if !ok {
					return nil, f.at("weekend", "%q is not a day of the week: write Mon Tue Wed Thu Fri Sat Sun", name)
				}
				rest[day] = true
			}
		}
		if len(d.Years) == 0 {
			return nil, f.at("calendar", "%s is a new calendar: say with years = [...] which years the file tells in full (the known calendars: %s)",
				d.Calendar, strings.Join(x.set.Names(), ", "))
		}
		if rest == [7]bool{true, true, true, true, true, true, true} {
			return nil, f.at("weekend", "no day of the week is left to work on")
		}
		c = empty(d.Calendar, rest)
		x.made[d.Calendar] = c
	} else if ownWeekend {
		return nil, f.at("weekend", "%s is a known calendar and keeps its weekend", d.Calendar)
	}
	return c, nil
}

func (x *extension) day(f File, c *Calendar, day, name string, works bool) error {
	on, err := ParseDate(day)
	if err != nil {
		return f.at(day, "%s", err)
	}
	if strings.TrimSpace(name) == "" {
		return f.at(day, "%s needs a name: merchants read for what their money waits", day)
	}
	if !c.Known(on.Year()) && !x.set.Has(c.name) {
		return f.at(day, "%s is in none of the years that the file tells in full: %d belongs into years", day, on.Year())
	}
	if err := x.first(telling{c.name, 0, on}, f, day); err != nil {
		return err
	}
	c.set(on, works, strings.TrimSpace(name))
	return nil
}

// ParseWeekday reads a day of the week, in full or by its first three letters.
func ParseWeekday(s string) (time.Weekday, bool) {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if strings.EqualFold(s, d.String()) || strings.EqualFold(s, d.String()[:3]) {
			return d, true
		}
	}
	return 0, false
}

// at is an error at the place where needle stands first outside of comments.
func (f File) at(needle, format string, args ...any) error {
	offset := 0
	for line := range bytes.Lines(f.Text) {
		code, _, _ := bytes.Cut(line, []byte("#"))
		if i := bytes.Index(code, []byte(needle)); i >= 0 && needle != "" {
			return f.fault(offset+i, format, args...)
		}
		offset += len(line)
	}
	return fmt.Errorf("calendar file %s: %s", f.Name, fmt.Sprintf(format, args...))
}

// fault is an error at a byte of the file.
func (f File) fault(offset int, format string, args ...any) error {
	before := f.Text[:max(0, min(offset, len(f.Text)))]
	column := len([]rune(string(before[bytes.LastIndexByte(before, '\n')+1:]))) + 1
	return fmt.Errorf("calendar file %s, line %d, column %d: %s", f.Name, bytes.Count(before, []byte("\n"))+1, column, fmt.Sprintf(format, args...))
}
