package importer

import (
	"errors"
	"strings"
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

var (
	errTime = errors.New("is not a time: write 2026-11-20 14:03:00, or RFC 3339 with its offset")
	errDate = errors.New("is not a date of the form YYYY-MM-DD")
	errYear = errors.New("lies outside the years 1990 to 2100")
)

// parseDate reads YYYY-MM-DD.
func parseDate(s string) (calendar.Date, error) {
	y, m, d, ok := ymd(s)
	if !ok || len(s) != 10 {
		return 0, errDate
	}
	if y < 1990 || y > 2100 {
		return 0, errYear
	}
	return calendar.NewDate(y, m, d), nil
}

// parseStamp reads RFC 3339, or wall time without an offset, which floats.
// Seconds may be missing; a date alone only where dateOnly allows it.
func parseStamp(s string, dateOnly bool) (record.Stamp, error) {
	y, m, d, ok := ymd(s)
	if !ok {
		return record.Stamp{}, errTime
	}
	if y < 1990 || y > 2100 {
		return record.Stamp{}, errYear
	}
	rest := s[10:]
	if rest == "" {
		if !dateOnly {
			return record.Stamp{}, errors.New("has no time of day: write 2026-11-20 14:03:00")
		}
		return record.Stamp{Time: time.Date(y, m, d, 0, 0, 0, 0, time.UTC), Floating: true}, nil
	}
	if rest[0] != ' ' && rest[0] != 'T' && rest[0] != 't' {
		return record.Stamp{}, errTime
	}
	rest = strings.TrimLeft(rest[1:], " ")
	if zone := strings.IndexAny(rest, "Zz+-"); zone >= 0 {
		for _, layout := range [2]string{time.RFC3339Nano, "2006-01-02T15:04Z07:00"} {
			if t, err := time.Parse(layout, s[:10]+"T"+strings.ToUpper(strings.TrimSpace(rest[:zone])+rest[zone:])); err == nil {
				return record.Stamp{Time: t}, nil
			}
		}
		return record.Stamp{}, errTime
	}
	if len(rest) == 8 || len(rest) == 5 {
		h, mi, se, ok := hms(rest)
		if !ok {
			return record.Stamp{}, errTime
		}
		return record.Stamp{Time: time.Date(y, m, d, h, mi, se, 0, time.UTC), Floating: true}, nil
	}
	t, err := time.Parse("15:04:05.999999999", rest)
	if err != nil {
		return record.Stamp{}, errTime
	}
	return record.Stamp{Time: time.Date(y, m, d, t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC), Floating: true}, nil
}

func ymd(s string) (int, time.Month, int, bool) {
	if len(s) < 10 || s[4] != '-' || s[7] != '-' {
		return 0, 0, 0, false
	}
	y, ok1 := number(s[0:4])
	m, ok2 := number(s[5:7])
	d, ok3 := number(s[8:10])
	if !ok1 || !ok2 || !ok3 || m < 1 || m > 12 || d < 1 || d > 31 {
		return 0, 0, 0, false
	}
	if d > 28 && time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC).Day() != d {
		return 0, 0, 0, false
	}
	return y, time.Month(m), d, true
}

func hms(s string) (h, m, sec int, ok bool) {
	if s[2] != ':' || len(s) == 8 && s[5] != ':' {
		return 0, 0, 0, false
	}
	h, ok1 := number(s[0:2])
	m, ok2 := number(s[3:5])
	ok3 := true
	if len(s) == 8 {
		sec, ok3 = number(s[6:8])
	}
	return h, m, sec, ok1 && ok2 && ok3 && h < 24 && m < 60 && sec < 60
}

func number(s string) (int, bool) {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}
