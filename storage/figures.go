package storage

import (
	"context"
	"errors"
	"fmt"
	"time"

	"moneytrail/handlers/access"
	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// Figures are what an operator watches. Nothing in them names a person.
type Figures struct {
	Backlog
	// ItemsOf counts what waits to be sent by network (tg, slack).
	ItemsOf map[string]int
	// HeldSince: nothing is sent since a restore; zero otherwise.
	HeldSince time.Time
	// Cases by status, and since when the oldest unresolved one is open.
	Cases      map[string]int
	Urgent     int
	OldestCase time.Time
	// People have a place with a merchant; Merchants are in the books.
	People, Merchants int
	Promises
	Sources []trail.Freshness
	// AuditRows is the number of the last line of the audit trail.
	AuditRows int64
	// Backups lie in the folder of backups, the newest of them of that time (zero: none);
	// BacksUp tells whether there is such a folder in the settings.
	BacksUp      bool
	Backups      int
	NewestBackup time.Time
	// DatabaseBytes and JournalBytes are the sizes of the files.
	DatabaseBytes, JournalBytes int64
}

// Promises counts swipes by the date that merchants were told last.
type Promises struct {
	// Due have that date still before them, today included; Broken have it
	// behind them, and the money has not arrived.
	Due, Broken int
	// Oldest is the date of the oldest broken one, 0 none.
	Oldest calendar.Date
}

// What is looked at of promises: dates of the last days, the newest swipes first.
const (
	promisedDays = 21
	promisedRows = 2000
)

// Figures reads them all. It is no work for every second.
func (db *DB) Figures(ctx context.Context) (f Figures, err error) {
	f.ItemsOf, f.Cases = map[string]int{"tg": 0, "slack": 0}, map[string]int{"open": 0, "claimed": 0, "resolved": 0}
	if f.Backlog, err = db.Backlog(ctx); err != nil {
		return f, err
	}
	if h, is, err := db.Held(ctx); err != nil {
		return f, err
	} else if is {
		f.HeldSince = h.Since
	}
	if err := db.snapshot(ctx, func(q queryer) error { return f.read(ctx, q) }); err != nil {
		return f, fmt.Errorf("figures: %w", err)
	}
	if f.Promises, err = db.promises(ctx); err != nil {
		return f, fmt.Errorf("figures: %w", err)
	}
	if f.Sources, err = db.Sources(ctx, ""); err != nil {
		return f, err
	}
	if f.BacksUp = db.backups != ""; f.BacksUp {
		kept := Backups(db.path, db.backups)
		if f.Backups = len(kept); f.Backups > 0 {
			f.NewestBackup = kept[0].TakenAt
		}
	}
	f.DatabaseBytes, f.JournalBytes = db.bytes(ctx, db)
	return f, nil
}

func (f *Figures) read(ctx context.Context, q queryer) error {
	count := func(into map[string]int, query string) error {
		rows, err := q.query(ctx, query)
		_, err = collect(rows, err, func(s scanner) (none struct{}, err error) {
			var word string
			var n int
			err = s.Scan(&word, &n)
			into[word] = n
			return none, err
		})
		return err
	}
	var oldest int64
	err := errors.Join(
		count(f.ItemsOf, `SELECT CASE WHEN op LIKE 'slack.%' THEN 'slack' ELSE 'tg' END, COUNT(*) FROM outbox WHERE state IN ('queued', 'sending') GROUP BY 1`),
		count(f.Cases, `SELECT status, COUNT(*) FROM cases GROUP BY status`),
		q.row(ctx, `SELECT COUNT(*) FROM cases WHERE status <> 'resolved' AND urgent <> 0`).Scan(&f.Urgent),
		q.row(ctx, `SELECT COALESCE(MIN(opened_at), 0) FROM cases WHERE status <> 'resolved'`).Scan(&oldest),
		q.row(ctx, `SELECT COUNT(DISTINCT user_id) FROM members WHERE standing = 'active'`).Scan(&f.People),
		q.row(ctx, `SELECT COUNT(*) FROM merchants`).Scan(&f.Merchants),
	)
	f.OldestCase = fromMillis(oldest)
	head, headErr := auditHead(ctx, q)
	f.AuditRows = head.Rows
	return errors.Join(err, headErr)
}

// promises looks at what merchants were told last of each swipe.
func (db *DB) promises(ctx context.Context) (p Promises, err error) {
	today := calendar.DateOf(db.clock.Now().In(db.zone))
	rows, err := db.reads().query(ctx, `SELECT transaction_row, due_on FROM promises WHERE id IN (SELECT MAX(id) FROM promises GROUP BY transaction_row)
		AND due_on >= ? ORDER BY id DESC LIMIT ?`, (today - promisedDays).String(), promisedRows)
	type told struct {
		row int64
		on  calendar.Date
	}
	all, err := collect(rows, err, func(s scanner) (t told, err error) {
		var on string
		if err := s.Scan(&t.row, &on); err != nil {
			return t, err
		}
		return t, t.on.UnmarshalText([]byte(on))
	})
	if err != nil {
		return p, err
	}
	for _, t := range all {
		if err := ctx.Err(); err != nil {
			return p, err
		}
		tr, found, err := db.Trail(ctx, access.StaffScope(), t.row)
		if err != nil {
			return p, err
		}
		if !found || !onItsWay(tr.State) {
			continue
		}
		if t.on >= today {
			p.Due++
			continue
		}
		if p.Broken++; p.Oldest == 0 || t.on < p.Oldest {
			p.Oldest = t.on
		}
	}
	return p, nil
}

// onItsWay tells whether money in a state is still expected.
func onItsWay(s trail.State) bool {
	switch s {
	case trail.Captured, trail.Cleared, trail.Held, trail.PaidOut, trail.Returned:
		return true
	}
	return false
}
