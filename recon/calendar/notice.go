package calendar

import (
	"encoding/json"
	"errors"
	"fmt"
)

// year reads one year of public holidays in the form of holiday-cn,
// {"year":2027,"days":[{"name":"元旦","date":"2027-01-01","isOffDay":true}]}, and
// replaces what was known of that year. A file without days, as it stands there
// before the notice is published, changes nothing. On an error the calendar is
// not to be used any more.
func (c *Calendar) year(f File) error {
	var notice struct {
		Year int `json:"year"`
		Days []struct {
			Name     string `json:"name"`
			Date     string `json:"date"`
			IsOffDay *bool  `json:"isOffDay"`
		} `json:"days"`
	}
	if err := json.Unmarshal(f.Text, &notice); err != nil {
		return f.broken(err)
	}
	if notice.Year < firstYear || notice.Year > lastYear {
		return f.at(`"year"`, "year %d is not a year between %d and %d", notice.Year, firstYear, lastYear)
	}
	if len(notice.Days) == 0 {
		return nil
	}
	c.forget(notice.Year)
	c.years[notice.Year] = true
	seen := map[Date]bool{}
	for i, d := range notice.Days {
		on, err := ParseDate(d.Date)
		switch {
		case d.Date == "" || d.Name == "" || d.IsOffDay == nil:
			return f.at(`"`+d.Date+`"`, "day %d needs name, date and isOffDay", i+1)
		case err != nil:
			return f.at(`"`+d.Date+`"`, "day %d: %s", i+1, err)
		// The notices sometimes arrange days of the neighbouring year; those stand in that year's file too.
		case on.Year() < notice.Year-1 || on.Year() > notice.Year+1:
			return f.at(`"`+d.Date+`"`, "day %d is %s, of another year than %d", i+1, on, notice.Year)
		case seen[on]:
			return f.at(`"`+d.Date+`"`, "%s stands there twice", on)
		}
		seen[on] = true
		c.set(on, !*d.IsOffDay, d.Name)
	}
	return nil
}

// broken tells where JSON ends to be JSON, or has a value of another kind.
func (f File) broken(err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return f.fault(int(syntax.Offset)-1, "it is not JSON: %s", err)
	case errors.As(err, &kind):
		return f.fault(int(kind.Offset)-1, "%s must not be a %s; the form is that of holiday-cn", kind.Field, kind.Value)
	}
	return fmt.Errorf("calendar file %s is not of the form of holiday-cn: %w", f.Name, err)
}
