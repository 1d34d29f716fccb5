package storage

import (
	"cmp"
	"context"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"moneytrail/handlers"
	"moneytrail/handlers/inbox"
)

// putRun notes how a walk through a playbook stands: the row of its beginning is the same to its end.
func putRun(ctx context.Context, t *tx, r handlers.Run) error {
	_, err := t.exec(ctx, `INSERT INTO playbook_runs (playbook, user_id, begun, version, merchant_id, subject, step, ended, how, why)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (playbook, user_id, begun) DO UPDATE SET
		version = excluded.version, subject = excluded.subject, step = excluded.step, ended = excluded.ended, how = excluded.how, why = excluded.why`,
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
		err = db.contradicted(ctx, from, func(playbook string, n int) {
			if f := found[playbook]; f != nil { // not one that was begun since the first look
				f.Contradicted += n
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

// playbooks writes the figures of playbooks.
func (e *exporter) playbooks(ctx context.Context, w *csv.Writer) error {
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
		if err := row(w, f.Playbook, n(f.Started), n(f.Solved), n(f.Watching), n(f.Case), n(f.Left), strings.Join(left, " "), n(f.Contradicted)); err != nil {
			return err
		}
	}
	return nil
}
