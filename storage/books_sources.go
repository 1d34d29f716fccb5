package storage

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/schedule"
	"moneytrail/recon/trail"
)

// daysSeen is how many of the last business days of a source its arrivals are remembered of.
const daysSeen = 60

// arrivals is what is known of the files of one source and kind.
type arrivals struct {
	covers   calendar.Date
	imported int64                   // business time of the newest file
	first    map[calendar.Date]int64 // when the first file reached that day, of the last daysSeen days
}

// see takes a file, newest first.
func (a *arrivals) see(day calendar.Date, at int64) {
	a.covers, a.imported = max(a.covers, day), max(a.imported, at)
	if was, known := a.first[day]; known {
		a.first[day] = min(was, at)
	} else if len(a.first) < daysSeen && day != 0 {
		a.first[day] = at
	}
}

// arrived reads what came from each source, kind by kind.
func arrived(ctx context.Context, q queryer) (map[dayKey]*arrivals, error) {
	rows, err := q.query(ctx, `SELECT d.source, d.kind, d.last_day, f.imported_at FROM file_days d
		JOIN files f ON f.id = d.file_id WHERE f.state = 'published' ORDER BY f.sequence DESC`)
	all := map[dayKey]*arrivals{}
	_, err = collect(rows, err, func(s scanner) (struct{}, error) {
		var k dayKey
		var day calendar.Date
		var at int64
		err := s.Scan(&k.source, &k.kind, &day, &at)
		a := all[k]
		if a == nil {
			a = &arrivals{first: map[calendar.Date]int64{}}
			all[k] = a
		}
		a.see(day, at)
		return struct{}{}, err
	})
	if err != nil {
		return nil, fmt.Errorf("read the arrivals of files: %w", err)
	}
	return all, nil
}

// rules remembers what was learned of each source: learning looks at two months
// of arrivals, and they change only when a file comes.
type rules struct {
	plan *schedule.Plan

	mu    sync.Mutex
	known map[dayKey]learned
}

// learned is a rule, and what it was learned from.
type learned struct {
	rule      schedule.Rule
	came      []schedule.Arrival // by day
	calendars []string
}

// of gives the rule of a source for its arrivals, by day.
func (r *rules) of(k dayKey, came []schedule.Arrival, calendars []string) schedule.Rule {
	r.mu.Lock()
	defer r.mu.Unlock()
	if was, ok := r.known[k]; ok && slices.Equal(was.came, came) && slices.Equal(was.calendars, calendars) {
		return was.rule
	}
	now := learned{r.plan.Of(k.source, k.kind, came, calendars...), came, calendars}
	r.known[k] = now
	return now.rule
}

// freshness gives what is known of a source as a merchant in zone reads it.
func (r *registry) freshness(k dayKey, a *arrivals, zone *time.Location) trail.Freshness {
	came := make([]schedule.Arrival, 0, len(a.first))
	for day, at := range a.first {
		came = append(came, schedule.Arrival{Covers: day, At: fromMillis(at)})
	}
	slices.SortFunc(came, func(a, b schedule.Arrival) int { return cmp.Compare(a.Covers, b.Covers) })
	f := trail.Freshness{Source: k.source, Kind: k.kind, Covers: a.covers, Imported: fromMillis(a.imported)}
	f.Rule = r.rules.of(k, came, r.calendars)
	f.Usual = f.Rule.Usual(calendar.DateOf(f.Imported.In(zone)), zone)
	return f
}

func bySource(a, b trail.Freshness) int {
	return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Source, b.Source))
}

// sources gives the freshness of every source that speaks of the merchant. Of
// a kind that no source told of it yet, the sources of its other rows count:
// what they have not sent is what is missing.
func (s *shelf) sources(ctx context.Context) ([]trail.Freshness, error) {
	known, err := lookUp(s.ahead.spoken, []any{s.id}, func(r *sourceRow) any { return r.merchant }, func(string, []any) ([]sourceRow, error) {
		own, id := s.own()
		rows, err := s.q.query(ctx, `SELECT kind, source FROM merchant_sources WHERE merchant_id = ?
			UNION SELECT 'bank', source FROM bank_entries WHERE place <> '' AND place IN
				(SELECT account_key FROM merchants WHERE id = ? UNION SELECT pay_key FROM payouts WHERE `+own+`)`,
			s.id, s.id, id)
		return collect(rows, err, func(r scanner) (sourceRow, error) {
			k, err := scanDayKey(r)
			return sourceRow{s.id, k}, err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("read the sources of %s: %w", s.id, err)
	}
	keys := make([]dayKey, len(known))
	for i := range known {
		keys[i] = known[i].dayKey
	}
	return s.freshOf(ctx, keys)
}

// sourcesWith is sources where the accounts of the merchant are known, and
// that some sources speak of it.
func (s *shelf) sourcesWith(ctx context.Context, accounts []string, also []dayKey) ([]trail.Freshness, error) {
	told, err := s.sourcesOf(ctx, []any{s.id})
	if err != nil {
		return nil, err
	}
	var done keySet[string]
	done.add(accounts...)
	banks, err := s.banksOf(ctx, anys(done.list))
	if err != nil {
		return nil, err
	}
	known := slices.Clip(also) // what is appended is not the caller's
	for _, of := range told {
		known = append(known, of.dayKey)
	}
	for _, b := range banks {
		known = append(known, dayKey{b.source, record.Entries})
	}
	return s.freshOf(ctx, known)
}

// sourceRow is a source that speaks of a merchant.
type sourceRow struct {
	merchant string
	dayKey
}

// sourcesOf gives the sources that told rows of merchants.
func (v *view) sourcesOf(ctx context.Context, merchants []any) ([]sourceRow, error) {
	all, err := lookUp(v.ahead.sources, merchants, func(r *sourceRow) any { return r.merchant }, func(in string, args []any) ([]sourceRow, error) {
		rows, err := v.q.query(ctx, "SELECT merchant_id, kind, source FROM merchant_sources WHERE merchant_id"+in, args...)
		return collect(rows, err, func(s scanner) (r sourceRow, err error) { return r, s.Scan(&r.merchant, &r.kind, &r.source) })
	})
	if err != nil {
		return nil, fmt.Errorf("read the sources of merchants: %w", err)
	}
	return all, nil
}

// bankRow is a source that tells what a bank says of an account; seen: as its
// holder's own statement.
type bankRow struct {
	place, source string
	seen          bool
}

// banksOf gives the sources of the bank entries of accounts.
func (v *view) banksOf(ctx context.Context, places []any) ([]bankRow, error) {
	all, err := lookUp(v.ahead.banks, places, func(b *bankRow) any { return b.place }, func(in string, args []any) ([]bankRow, error) {
		rows, err := v.q.query(ctx, "SELECT DISTINCT place, source, CASE WHEN owner <> 'payer' AND "+visible+" THEN 1 ELSE 0 END FROM bank_entries WHERE place"+in, args...)
		return collect(rows, err, func(s scanner) (b bankRow, err error) { return b, s.Scan(&b.place, &b.source, &b.seen) })
	})
	if err != nil {
		return nil, fmt.Errorf("read the sources of accounts: %w", err)
	}
	return all, nil
}

func scanDayKey(s scanner) (k dayKey, err error) { return k, s.Scan(&k.kind, &k.source) }

// freshOf gives the freshness of sources, and of those that should speak too.
func (s *shelf) freshOf(ctx context.Context, sources []dayKey) ([]trail.Freshness, error) {
	came, err := s.arrived(ctx)
	if err != nil {
		return nil, err
	}
	var known keySet[dayKey]
	known.add(sources...)
	kinds, names := map[record.Kind]bool{}, map[string]bool{}
	for _, k := range known.list {
		kinds[k.kind], names[k.source] = true, true
	}
	for k := range came.all {
		if !kinds[k.kind] && names[k.source] && (k.kind == record.Lines || k.kind == record.Payouts) {
			known.add(k)
		}
	}
	var list []trail.Freshness
	for _, k := range known.list {
		if a := came.all[k]; a != nil {
			list = append(list, came.of(s.reg, k, a, s.zone()))
		}
	}
	slices.SortFunc(list, bySource)
	return list, nil
}

// freshKey is what a freshness depends on.
type freshKey struct {
	dayKey
	zone *time.Location
}

// of gives how fresh a source is.
func (c *sourcesCame) of(reg *registry, k dayKey, a *arrivals, zone *time.Location) trail.Freshness {
	key := freshKey{k, zone}
	c.mu.Lock()
	defer c.mu.Unlock()
	f, ok := c.fresh[key]
	if !ok {
		f = reg.freshness(k, a, zone)
		c.fresh[key] = f
	}
	return f
}

// Sources gives the freshness of every source that speaks of a merchant, of
// every source there is where merchant is "".
func (db *DB) Sources(ctx context.Context, merchant string) ([]trail.Freshness, error) {
	if merchant != "" {
		var list []trail.Freshness
		err := db.look(ctx, func(v *view) error {
			s, err := v.shelf(ctx, merchant)
			if err == nil {
				list, err = s.sources(ctx)
			}
			return err
		})
		return list, err
	}
	reg, err := db.currentRegistry(ctx)
	if err != nil {
		return nil, err
	}
	all, err := arrived(ctx, db.reads())
	if err != nil {
		return nil, err
	}
	list := make([]trail.Freshness, 0, len(all))
	for k, a := range all {
		list = append(list, reg.freshness(k, a, db.zone))
	}
	slices.SortFunc(list, bySource)
	return list, nil
}
