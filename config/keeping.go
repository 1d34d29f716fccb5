package config

import (
	"strconv"
	"strings"
	"time"
)

// Keeping is when backups are made and for how long things are kept.
type Keeping struct {
	// Folder of scheduled backups, "" none; the newest Kept of them stay.
	Folder string
	Kept   int
	// At is the hour of the daily work of keeping, since midnight in the operator's zone.
	At time.Duration
	// How long each class is kept; 0 is for ever.
	Messages, Cases, People, Audit time.Duration
}

// Keeping gives when backups are made and for how long things are kept.
func (s Settings) Keeping() Keeping { return s.keeping }

func (s *Settings) checkKeeping(bad func(name, format string, args ...any)) {
	k := &s.keeping
	k.Folder = s.Backups
	at, err := time.Parse("15:04", s.BackupAt)
	if err != nil {
		bad("BACKUP_AT", "%q is not an hour like 03:30", s.BackupAt)
	}
	k.At = time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute
	if k.Kept, err = strconv.Atoi(s.BackupsKept); err != nil || k.Kept < 1 {
		bad("BACKUPS_KEPT", "%q is not a number of backups like 14", s.BackupsKept)
	}
	for _, f := range []struct {
		name, text string
		least      time.Duration
		to         *time.Duration
	}{
		// Corrections go to those who were told of money in the last 45 days.
		{"KEEP_MESSAGES", s.KeepMessages, 60 * day, &k.Messages},
		{"KEEP_CASES", s.KeepCases, 60 * day, &k.Cases},
		{"KEEP_PEOPLE", s.KeepPeople, 7 * day, &k.People},
		{"KEEP_AUDIT", s.KeepAudit, 60 * day, &k.Audit},
	} {
		d, ok := span(f.text)
		switch {
		case !ok:
			bad(f.name, "%q is not a time like 180d or 3y, or forever", f.text)
		case d != 0 && d < f.least:
			bad(f.name, "%s is too short: at least %dd", f.text, f.least/day)
		}
		*f.to = d
	}
	if k.Audit != 0 && k.Audit < k.Cases {
		bad("KEEP_AUDIT", "%s is shorter than KEEP_CASES, %s: what was done with a case is kept as long as the case", s.KeepAudit, s.KeepCases)
	}
}

const day = 24 * time.Hour

// span reads a number of days or years; 0 is for ever.
func span(text string) (time.Duration, bool) {
	if text == "forever" {
		return 0, true
	}
	unit := day
	number, ok := strings.CutSuffix(text, "d")
	if !ok {
		if number, ok = strings.CutSuffix(text, "y"); !ok {
			return 0, false
		}
		unit = 365 * day
	}
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > 100*365 || unit > day && n > 100 {
		return 0, false
	}
	return time.Duration(n) * unit, true
}
