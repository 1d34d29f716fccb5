package storage

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"moneytrail/handlers"
	"moneytrail/handlers/access"
	"moneytrail/handlers/inbox"
	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// putRun notes how a walk through a playbook stands: the row of its beginning is the same to its end.
func putRun(ctx context.Context, t *tx, r handlers.Run) error {
	_, err := t.exec(ctx, `INSERT INTO playbook_runs (playbook, user_id, begun, version, merchant_id, subject, step, ended, how, why)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (playbook, user_id, begun) DO UPDATE SET
		version = excluded.version, step = excluded.step, ended = excluded.ended, how = excluded.how, why = excluded.why`,
		r.Playbook, r.User, millis(r.Begun), r.Version, r.MerchantID, r.Subject, r.Step, millis(r.Ended), r.How, r.Why)
	if err != nil {
		return fmt.Errorf("playbook %s: %w", r.Playbook, err)
	}
	return nil
}

// Playbooks gives what became of the walks that were begun from a time on
// (machine clock; zero: ever), for every playbook that was begun, by name.
func (db *DB) Playbooks(ctx context.Context, from time.Time) ([]inbox.Walks, error) {
	found := map[string]*inbox.Walks{}
	rows, err := db.reads().query(ctx, `SELECT playbook, how, step, COUNT(*) FROM playbook_runs WHERE begun >= ? GROUP BY playbook, how, step`, millis(from))
	_, err = collect(rows, err, func(s scanner) (none struct{}, err error) {
		var playbook, how, step string
		var n int
		if err := s.Scan(&playbook, &how, &step, &n); err != nil {
			return none, err
		}
		f := found[playbook]
		if f == nil {
			f = &inbox.Walks{Playbook: playbook}
			found[playbook] = f
		}
		f.Started += n
		switch how {
		case "solved":
			f.Solved += n
		case "watching":
			f.Watching += n
		case "case":
			f.Case += n
		case "left":
			f.Left, f.LeftAt = f.Left+n, append(f.LeftAt, inbox.StepCount{Step: step, Count: n})
		}
		return none, nil
	})
	if err == nil {
		err = db.contradicted(ctx, from, func(playbook string) {
			if f := found[playbook]; f != nil { // not one that was begun since the first look
				f.Contradicted++
			}
		})
	}
	if err != nil {
		return nil, fmt.Errorf("figures of playbooks: %w", err)
	}
	var out []inbox.Walks
	for _, f := range found {
		slices.SortFunc(f.LeftAt, func(a, b inbox.StepCount) int { return cmp.Or(b.Count-a.Count, strings.Compare(a.Step, b.Step)) })
		out = append(out, *f)
	}
	slices.SortFunc(out, func(a, b inbox.Walks) int { return strings.Compare(a.Playbook, b.Playbook) })
	return out, nil
}

// contradictedMost is how many walks are held against the books, the newest first.
const contradictedMost = 2000

// contradicted names the playbook of every walk that ended solved or watching
// and of which the end was not true: a case about the same was opened later, or
// the day is over on which the money was to come and it has not.
func (db *DB) contradicted(ctx context.Context, from time.Time, is func(playbook string)) error {
	type walk struct {
		playbook, subject string
		reopened          bool
	}
	rows, err := db.reads().query(ctx, `SELECT r.playbook, r.subject, EXISTS (SELECT 1 FROM cases c
		WHERE c.merchant_id = r.merchant_id AND c.subject = r.subject AND c.opened_at > r.ended)
		FROM playbook_runs r WHERE r.begun >= ? AND r.how IN ('solved', 'watching') AND r.subject <> '' ORDER BY r.ended DESC LIMIT ?`, millis(from), contradictedMost)
	all, err := collect(rows, err, func(s scanner) (w walk, err error) {
		err = s.Scan(&w.playbook, &w.subject, &w.reopened)
		return w, err
	})
	if err != nil {
		return err
	}
	missed := map[string]bool{} // of a subject that several walks are about
	for _, w := range all {
		if err := ctx.Err(); err != nil {
			return err
		}
		late, known := missed[w.subject]
		if !known && !w.reopened {
			if late, err = db.didNotCome(ctx, w.subject); err != nil {
				return err
			}
			missed[w.subject] = late
		}
		if w.reopened || late {
			is(w.playbook)
		}
	}
	return nil
}

// didNotCome tells whether the money of a case's subject was to be there before
// today, by what its merchant was told last or else by its terms, and is not.
func (db *DB) didNotCome(ctx context.Context, subject string) (bool, error) {
	kind, id, _ := strings.Cut(subject, ":")
	row, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return false, nil // a subject without a row: a person, a sign
	}
	if kind == "payout" {
		p, found, err := db.Payout(ctx, access.StaffScope(), row)
		return found && (p.State == trail.PayoutMissing || p.State == trail.PayoutReturned), err
	}
	tr, found, err := db.Trail(ctx, access.StaffScope(), row)
	if err != nil || !found || !onItsWay(tr.State) {
		return false, err
	}
	due := tr.Due.On
	told, err := db.Promises(ctx, row)
	if err != nil {
		return false, err
	}
	if len(told) > 0 {
		due = told[len(told)-1].On
	}
	return due != 0 && due < calendar.DateOf(db.clock.Now().In(db.zone)), nil
}

// exportPlaybooks writes the figures of playbooks.
func (e *exporter) playbooks(ctx context.Context) error {
	all, err := e.db.Playbooks(ctx, time.Time{})
	if err != nil {
		return err
	}
	n := strconv.Itoa
	for _, f := range all {
		var left []string
		for _, s := range f.LeftAt {
			left = append(left, s.Step+":"+n(s.Count))
		}
		if err := row(e.w, f.Playbook, n(f.Started), n(f.Solved), n(f.Watching), n(f.Case), n(f.Left), strings.Join(left, " "), n(f.Contradicted)); err != nil {
			return err
		}
	}
	return nil
}
