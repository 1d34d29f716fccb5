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
	if len(s) != 10 {
		return 0, errDate
	}
	d, y, ok := ymd(s)
	if !ok {
		return 0, errDate
	}
	if y < 1990 || y > 2100 {
		return 0, errYear
	}
	return d, nil
}

// parseStampDay is parseStamp, and the day that is printed.
func parseStampDay(s string, dateOnly bool) (record.Stamp, calendar.Date, error) {
	d, y, ok := ymd(s)
	if !ok {
		return record.Stamp{}, 0, errTime
	}
	if y < 1990 || y > 2100 {
		return record.Stamp{}, 0, errYear
	}
	if stamp, ok := usualStamp(s, d); ok {
		return stamp, d, nil
	}
	stamp, err := anyStamp(s, d, dateOnly)
	return stamp, d, err
}

// usualStamp reads the times that nearly all rows have: seconds, and no offset
// or one of whole minutes. What it does not take, anyStamp judges.
func usualStamp(s string, d calendar.Date) (record.Stamp, bool) {
	if len(s) < 19 || s[10] != ' ' && s[10] != 'T' {
		return record.Stamp{}, false
	}
	h, m, sec, ok := hms(s[11:19])
	if !ok {
		return record.Stamp{}, false
	}
	at := int64(d)*86400 + int64(h*3600+m*60+sec)
	switch {
	case len(s) == 19:
		return record.Stamp{Time: time.Unix(at, 0).UTC(), Floating: true}, true
	case len(s) == 20 && s[19] == 'Z':
		return record.Stamp{Time: time.Unix(at, 0).UTC()}, true
	case len(s) == 25 && s[22] == ':':
		oh, ok1 := number(s[20:22])
		om, ok2 := number(s[23:25])
		if !ok1 || !ok2 || oh > 23 || om > 59 || oh+om == 0 {
			return record.Stamp{}, false
		}
		offset := oh*3600 + om*60
		switch s[19] {
		case '-':
			offset = -offset
		case '+':
		default:
			return record.Stamp{}, false
		}
		return record.Stamp{Time: time.Unix(at-int64(offset), 0).In(time.FixedZone("", offset))}, true
	}
	return record.Stamp{}, false
}

// parseStamp reads RFC 3339, or wall time without an offset, which floats.
// Seconds may be missing; a date alone only where dateOnly allows it.
func parseStamp(s string, dateOnly bool) (record.Stamp, error) {
	stamp, _, err := parseStampDay(s, dateOnly)
	return stamp, err
}

// offsetLayouts are the shapes of times with an offset: RFC 3339, without seconds, and with
// the offsets of ISO 8601's basic form (+0800) and of PostgreSQL (+08).
var offsetLayouts = [...]string{time.RFC3339Nano, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05Z0700", "2006-01-02T15:04:05Z07"}

// anyStamp is parseStamp for every shape, with what is wrong; d is the date
// that s begins with.
func anyStamp(s string, d calendar.Date, dateOnly bool) (record.Stamp, error) {
	rest := s[10:]
	if rest == "" {
		if !dateOnly {
			return record.Stamp{}, errors.New("has no time of day: write 2026-11-20 14:03:00")
		}
		return record.Stamp{Time: d.In(time.UTC), Floating: true}, nil
	}
	if rest[0] != ' ' && rest[0] != 'T' && rest[0] != 't' {
		return record.Stamp{}, errTime
	}
	rest = strings.TrimLeft(rest[1:], " ")
	if zone := strings.IndexAny(rest, "Zz+-"); zone >= 0 {
		for _, layout := range offsetLayouts {
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
		return record.Stamp{Time: d.In(time.UTC).Add(time.Duration(h*3600+mi*60+se) * time.Second), Floating: true}, nil
	}
	t, err := time.Parse("15:04:05.999999999", rest)
	if err != nil {
		return record.Stamp{}, errTime
	}
	return record.Stamp{Time: d.In(time.UTC).Add(time.Duration(t.Hour()*3600+t.Minute()*60+t.Second())*time.Second + time.Duration(t.Nanosecond())), Floating: true}, nil
}

// ymd reads the date that s begins with, and its year.
func ymd(s string) (calendar.Date, int, bool) {
	if len(s) < 10 || s[4] != '-' || s[7] != '-' {
		return 0, 0, false
	}
	y, ok1 := number(s[0:4])
	m, ok2 := number(s[5:7])
	d, ok3 := number(s[8:10])
	if !ok1 || !ok2 || !ok3 || m < 1 || m > 12 || d < 1 || d > daysIn(y, m) {
		return 0, 0, false
	}
	return civil(y, m, d), y, true
}

// daysIn gives how many days a month has.
func daysIn(y, m int) int {
	switch m {
	case 2:
		if y%4 == 0 && (y%100 != 0 || y%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// civil counts the days since 1970-01-01, over years that begin in March and
// so end with the day that only leap years have.
func civil(y, m, d int) calendar.Date {
	if m < 3 {
		y, m = y-1, m+12
	}
	return calendar.Date(365*y + y/4 - y/100 + y/400 + (153*(m-3)+2)/5 + d - 1 - 719468)
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
