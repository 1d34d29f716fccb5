// Package schedule tells when a merchant's day is to be summed up: once for
// each merchant and business day, at the same hour of each merchant's own
// zone, through restarts, downtime and shifted clocks.
package schedule

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"moneytrail/handlers/inbox"
	"moneytrail/recon/calendar"
	"moneytrail/storage"
)

// Job is the name under which summaries are claimed.
const Job = "summary"

// lateDays bounds what is caught up after downtime: the newest days, the
// earlier ones of them marked late.
const lateDays = 3

// Store keeps who wants summaries and which were claimed.
type Store interface {
	SummaryMerchants(ctx context.Context) ([]storage.SummaryMerchant, error)
	LastJob(ctx context.Context, name, prefix string) (storage.Job, bool, error)
	ClaimJob(ctx context.Context, name, key string, ev *inbox.Event) (bool, error)
}

// Options of a Schedule.
type Options struct {
	Store Store
	Clock Clock
	At    time.Duration // since local midnight
	Log   *slog.Logger
}

// Schedule looks at the clock until its context ends.
type Schedule struct {
	o Options
	// told is the newest day claimed per merchant, as far as this process knows.
	told map[string]calendar.Date
	// zones are those of merchants: loading one reads a file.
	zones map[string]*time.Location
}

// New makes a schedule.
func New(o Options) *Schedule {
	return &Schedule{o: o, told: map[string]calendar.Date{}, zones: map[string]*time.Location{}}
}

// Run looks at once and then every few seconds.
func (s *Schedule) Run(ctx context.Context) error {
	return keepLooking(ctx, often, s.o.Log, "summaries", s.Look)
}

// Look claims every summary that is due now. What goes wrong with one merchant
// is reported and keeps no other from its summary.
func (s *Schedule) Look(ctx context.Context) error {
	merchants, err := s.o.Store.SummaryMerchants(ctx)
	if err != nil {
		return err
	}
	var errs []error
	for _, m := range merchants {
		zone, err := s.zone(m.Zone)
		if err != nil {
			s.o.Log.Error("summaries: time zone", "merchant", name(m), "zone", m.Zone)
			continue
		}
		if err := s.merchant(ctx, m, s.o.Clock.Now().In(zone)); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", name(m), err))
		}
	}
	return errors.Join(errs...)
}

func (s *Schedule) zone(name string) (*time.Location, error) {
	if zone := s.zones[name]; zone != nil {
		return zone, nil
	}
	zone, err := time.LoadLocation(name)
	if err == nil {
		s.zones[name] = zone
	}
	return zone, err
}

func (s *Schedule) merchant(ctx context.Context, m storage.SummaryMerchant, now time.Time) error {
	newest, who := Newest(now, s.o.At), name(m)
	told := s.told[who]
	if told >= newest {
		return nil
	}
	last, ok, err := s.o.Store.LastJob(ctx, Job, who+":")
	if err != nil {
		return err
	}
	if ok {
		if told, err = calendar.ParseDate(last.Key[len(who)+1:]); err != nil {
			return fmt.Errorf("job %s: %w", last.Key, err)
		}
	}
	if told > newest { // business time was ahead once: what is due now is still owed, and its keys keep it from coming twice
		told = newest - lateDays
	}
	for day := max(told+1, m.Since, newest-lateDays+1); day <= newest; day++ {
		ev := Event(m.ID, day, day < newest)
		if m.Group != "" {
			ev = GroupEvent(m.Group, day, day < newest)
		}
		if _, err := s.o.Store.ClaimJob(ctx, Job, Key(who, day), &ev); err != nil {
			return err
		}
	}
	s.told[who] = newest
	return nil
}

// Newest gives the newest business day whose summary is due at local time now:
// the day before the last time the hour struck. A day without that hour (the
// clock was put forward) is due when the hour would have been.
func Newest(now time.Time, at time.Duration) calendar.Date {
	y, mo, d := now.Date()
	struck := time.Date(y, mo, d, int(at/time.Hour), int(at%time.Hour/time.Minute), 0, 0, now.Location())
	today := calendar.DateOf(now)
	if now.Before(struck) {
		today--
	}
	return today - 1
}

// Key names the claim of a merchant's day.
func Key(merchant string, day calendar.Date) string { return merchant + ":" + day.String() }

// name is what a merchant or a group is called in the names of claims.
func name(m storage.SummaryMerchant) string {
	if m.Group != "" {
		return GroupName(m.Group)
	}
	return m.ID
}

// GroupName is what a group is called where merchants are: in claims and lanes.
func GroupName(group string) string { return "group:" + group }

// GroupEvent asks the desk for the summary of the day of a group of merchants,
// for those who see them as one.
func GroupEvent(group string, day calendar.Date, late bool) inbox.Event {
	ev := Event("", day, late)
	ev.Key, ev.Lane, ev.System.Group = "sys:summary:"+Key(GroupName(group), day), "sys:"+GroupName(group), group
	return ev
}

// Event asks the desk for the summary of a merchant's day.
func Event(merchant string, day calendar.Date, late bool) inbox.Event {
	return inbox.Event{Key: "sys:summary:" + Key(merchant, day), Lane: "sys:" + merchant, Network: inbox.System, Kind: inbox.SummaryDue,
		At: time.Now(), System: &inbox.SystemEvent{MerchantID: merchant, Day: day.String(), Late: late}}
}
