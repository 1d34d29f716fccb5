package metrics

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"moneytrail/storage"
)

// Store gives the figures of the database.
type Store interface {
	Figures(ctx context.Context) (storage.Figures, error)
}

// Clock gives business time.
type Clock interface{ Now() time.Time }

// fresh is for how long figures are given again without asking the database.
const fresh = 10 * time.Second

// stored gives what the database tells. Figures that cannot be read are left
// out, and moneytrail_database_up is 0.
type stored struct {
	store Store
	clock Clock

	mu   sync.Mutex
	at   time.Time
	last storage.Figures
}

// desc describes a figure.
func desc(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc("moneytrail_"+name, help, labels, nil)
}

// flag is 1 where something is so.
func flag(is bool) float64 {
	if is {
		return 1
	}
	return 0
}

// Describe gives nothing: what is collected depends on the sources there are.
func (s *stored) Describe(chan<- *prometheus.Desc) {}

// Collect reads the figures and hands them over.
func (s *stored) Collect(to chan<- prometheus.Metric) {
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		to <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	up := desc("database_up", "1 where the database answers.")
	f, err := s.figures()
	if err != nil {
		gauge(up, 0)
		return
	}
	gauge(up, 1)
	age := func(t time.Time) float64 {
		if t.IsZero() {
			return 0
		}
		return time.Since(t).Seconds()
	}
	one := func(name, help string, v float64) { gauge(desc(name, help), v) }
	one("inbox_events", "Number of events that wait to be worked.", float64(f.Events))
	one("inbox_oldest_seconds", "Age of the oldest event that waits, in seconds; 0: none waits.", age(f.OldestEvent))
	one("inbox_set_aside", "Number of events whose turn failed for good.", float64(f.SetAside))
	items := desc("outbox_items", "Number of messages that wait to be sent, by network.", "network")
	for _, n := range slices.Sorted(maps.Keys(f.ItemsOf)) {
		gauge(items, float64(f.ItemsOf[n]), n)
	}
	one("outbox_oldest_seconds", "Age of the oldest message that waits, in seconds; 0: none waits.", age(f.OldestItem))
	one("outbox_failed_day", "Number of messages of the last 24 hours that could not be delivered.", float64(f.Failed))
	one("outbox_held", "Number of messages that wait for somebody's word.", float64(f.Held))
	one("sending_held", "1 where nothing is sent since a restore.", flag(!f.HeldSince.IsZero()))
	states := desc("cases", "Number of cases by status.", "status")
	for _, c := range slices.Sorted(maps.Keys(f.Cases)) {
		gauge(states, float64(f.Cases[c]), c)
	}
	one("cases_urgent", "Number of urgent cases that are not resolved.", float64(f.Urgent))
	one("case_oldest_seconds", "Age of the oldest case that is not resolved, in seconds; 0: all are.", age(f.OldestCase))
	one("promises_due", "Number of open promises: swipes on their way whose promised date is not over.", float64(f.Due))
	one("promises_broken", "Number of overdue promises: swipes not arrived whose promised date, of the last 21 days, is over.", float64(f.Broken))
	one("people", "Number of people who have a place with a merchant.", float64(f.People))
	one("merchants", "Number of merchants in the books.", float64(f.Merchants))
	one("audit_lines", "Number of the last line of the audit trail.", float64(f.AuditRows))
	if f.BacksUp {
		one("backups", "Number of backups in the folder of backups, as this process sees it.", float64(f.Backups))
	}
	if f.Backups > 0 {
		one("backup_age_seconds", "Age of the newest backup, in seconds.", age(f.NewestBackup))
	}
	one("database_bytes", "Size of the database in bytes.", float64(f.DatabaseBytes))
	one("database_journal_bytes", "Size of the journal beside the database in bytes; 0 on a server.", float64(f.JournalBytes))
	s.sources(f, gauge)
}

func (s *stored) sources(f storage.Figures, gauge func(*prometheus.Desc, float64, ...string)) {
	since := desc("source_import_age_seconds", "Age of the newest file of a source in seconds (business time).", "source", "kind")
	behind := desc("source_behind_days", "Days from the last day that a source's files tell of until today.", "source", "kind")
	late := desc("source_late", "1 where a file of a source is late.", "source", "kind")
	now := s.clock.Now()
	for _, x := range f.Sources {
		gauge(since, now.Sub(x.Imported).Seconds(), x.Source, string(x.Kind))
		if x.Covers != 0 {
			gauge(behind, now.Sub(x.Covers.In(time.UTC)).Hours()/24, x.Source, string(x.Kind))
		}
		_, _, is := x.Rule.Late(x.Covers, x.Imported, now)
		gauge(late, flag(is), x.Source, string(x.Kind))
	}
}

func (s *stored) figures() (storage.Figures, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.at.IsZero() && time.Since(s.at) < fresh {
		return s.last, nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), 15*time.Second)
	defer cancel()
	f, err := s.store.Figures(ctx)
	if err == nil {
		s.last, s.at = f, time.Now()
	}
	return f, err
}

// healthOf gives 1 for each part of the product that works.
type healthOf func() map[string]bool

// Describe gives nothing: the parts are those that there are.
func (h healthOf) Describe(chan<- *prometheus.Desc) {}

// Collect asks for the parts.
func (h healthOf) Collect(to chan<- prometheus.Metric) {
	d := desc("part_up", "1 where a part of the product works.", "part")
	for part, ok := range h() {
		to <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, flag(ok), part)
	}
}
