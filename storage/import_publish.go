package storage

import (
	"context"
	"fmt"
	"time"

	"moneytrail/recon/importer"
	"moneytrail/recon/record"
)

// publisher makes a written file visible, in one transaction.
type publisher struct {
	db   *DB
	t    *tx
	file File
	reg  *registry
	// counts of the rows that restate or repeat what was there
	restated, unchanged, fresh int
	dirty                      map[touch]bool
}

// publish makes the file visible and notes whose links are to be made again.
func (db *DB) publish(ctx context.Context, file int64, p importer.Proof, began time.Time) error {
	return db.changeWithin(ctx, longWork, func(ctx context.Context, t *tx) error {
		f, err := scanFile(t.row(ctx, "SELECT "+fileColumns+" FROM files WHERE id = ?", file))
		if err != nil {
			return err
		}
		if f.State == "published" {
			return errPublished
		}
		if f.State != "writing" {
			return fmt.Errorf("%s was taken back while it was being imported: import it again", f.Name)
		}
		pub := &publisher{db: db, t: t, file: f, dirty: map[touch]bool{}}
		if pub.reg, err = db.registryAt(ctx, t, nil); err != nil {
			return err
		}
		silent, err := pub.firstOfSource(ctx, began)
		if err != nil {
			return err
		}
		var others int
		if err := t.row(ctx, "SELECT COUNT(*) FROM (SELECT 1 FROM dirty WHERE silent <> ? LIMIT 1) d", silent).Scan(&others); err != nil {
			return err
		}
		if others > 0 {
			return errOtherwise
		}
		for _, step := range []func(context.Context) error{pub.swaps, pub.show, pub.newMerchants, pub.newTerms, pub.lateRefs} {
			if err := step(ctx); err != nil {
				return fmt.Errorf("publish %s: %w", f.Name, err)
			}
		}
		_, err = t.exec(ctx, `UPDATE files SET rows = ?, rejected = ?, new = new + ?, unchanged = unchanged + ?,
			restated = restated + ?, first_day = ?, last_day = ? WHERE id = ?`, p.Rows, p.Rejected, pub.fresh, pub.unchanged,
			pub.restated, int64(p.First), int64(p.Last), file)
		if err != nil {
			return err
		}
		return pub.mark(ctx, silent)
	})
}

// firstOfSource tells whether no earlier call imported this source and kind.
func (p *publisher) firstOfSource(ctx context.Context, began time.Time) (bool, error) {
	var earlier int
	err := p.t.row(ctx, `SELECT COUNT(*) FROM files WHERE source = ? AND kind = ? AND sequence > 0 AND imported_at < ?`,
		p.file.Source, string(p.file.Kind), millis(began)).Scan(&earlier)
	return earlier == 0, err
}

// show flips the state of the file: from here on its rows are seen.
func (p *publisher) show(ctx context.Context) error {
	n, err := p.t.next(ctx, "published")
	if err != nil {
		return err
	}
	_, err = p.t.exec(ctx, "UPDATE files SET state = 'published', imported_at = ?, sequence = ? WHERE id = ?",
		millis(p.db.clock.Now()), n, p.file.ID)
	return err
}

// pending is a sighting of the file, beside the row as it stands now.
type pending struct {
	sighting
	fresh bool
}

// swaps lets the file's sightings of rows that were there already take effect.
// Lines are counted: one line may give several records.
func (p *publisher) swaps(ctx context.Context) error {
	rows, err := p.t.query(ctx, "SELECT kind, row, line_no, hash, body, fresh FROM versions WHERE file_id = ? ORDER BY line_no", p.file.ID)
	all, err := collect(rows, err, func(s scanner) (pending, error) {
		var v pending
		var kind record.Kind
		if err := s.Scan(&kind, &v.row, &v.line, &v.hash, &v.body, &v.fresh); err != nil {
			return v, err
		}
		var err error
		v.table, err = tableOf(kind)
		return v, err
	})
	if err != nil {
		return err
	}
	for i := 0; i < len(all); {
		restated, fresh := false, false
		line := all[i].line
		for ; i < len(all) && all[i].line == line; i++ {
			outcome, err := p.swap(ctx, all[i].sighting)
			if err != nil {
				return fmt.Errorf("line %d: %w", line, err)
			}
			restated = restated || outcome == "restated"
			fresh = fresh || outcome == "new" || all[i].fresh
		}
		switch {
		case restated:
			p.restated++
		case fresh:
			p.fresh++
		default:
			p.unchanged++
		}
	}
	return nil
}

// swap gives a row the body of a sighting. What it said until now becomes a
// version, or, where that is told by a file which is itself still being
// written, a sighting of that file.
func (p *publisher) swap(ctx context.Context, v sighting) (outcome string, err error) {
	now, err := current(ctx, p.t, v.table, v.row)
	if err != nil {
		return "", err
	}
	if now.state == "published" && now.hash == v.hash {
		_, err := p.t.exec(ctx, "UPDATE versions SET body = '' WHERE kind = ? AND row = ? AND file_id = ?",
			string(v.table.kind), v.row, p.file.ID)
		return "unchanged", err
	}
	if now.file != 0 { // not what the product itself had concluded
		body, err := encodeBody(now.values)
		if err != nil {
			return "", err
		}
		if _, err := p.t.exec(ctx, `INSERT INTO versions (kind, row, file_id, line_no, hash, body)
			VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (kind, row, file_id) DO UPDATE SET body = excluded.body, hash = excluded.hash`,
			string(v.table.kind), v.row, now.file, now.line, now.hash, body); err != nil {
			return "", err
		}
	}
	values, err := p.contentOf(ctx, v, now)
	if err != nil {
		return "", err
	}
	if err := p.write(ctx, v, now, values); err != nil {
		return "", err
	}
	outcome = "restated"
	if now.state != "published" {
		outcome = "new"
	}
	return outcome, nil
}

// contentOf gives the content of a sighting.
func (p *publisher) contentOf(ctx context.Context, v sighting, now standing) ([]any, error) {
	if v.hash == now.hash {
		return now.values, nil
	}
	body := v.body
	if body == "" { // it was equal to what the row said when it was written
		err := p.t.row(ctx, "SELECT body FROM versions WHERE kind = ? AND row = ? AND hash = ? AND body <> '' LIMIT 1",
			string(v.table.kind), v.row, v.hash).Scan(&body)
		if err != nil {
			return nil, fmt.Errorf("content of a version of %s %d: %w", v.table.name, v.row, err)
		}
	}
	return decodeBody(body, v.table)
}

// write puts values into the row of a sighting.
func (p *publisher) write(ctx context.Context, v sighting, now standing, values []any) error {
	tb := v.table
	args := append([]any{now.source, p.file.ID, v.line, v.hash}, values...)
	args = append(args, tb.derive(values, now.source, p.reg)...)
	if tb.kind == record.Payouts {
		args = append(args, "") // a file speaks of it now
	}
	if _, err := p.t.exec(ctx, tb.update(), append(args, v.row)...); err != nil {
		return err
	}
	if _, err := p.t.exec(ctx, "UPDATE versions SET body = '', hash = ? WHERE kind = ? AND row = ? AND file_id = ?",
		v.hash, string(tb.kind), v.row, p.file.ID); err != nil {
		return err
	}
	for _, both := range [][]any{now.values, values} {
		for _, t := range touches(tb, now.source, both, p.reg) {
			p.dirty[t] = true
		}
	}
	if tb.kind == record.Entries {
		return reindex(ctx, p.t, v.row, values[tb.at("memo")].(string))
	}
	return nil
}

// standing is a row as it stands.
type standing struct {
	id, source string
	file, hash int64
	line       int
	state      string // of its file
	values     []any
}

func current(ctx context.Context, q queryer, tb *table, row int64) (standing, error) {
	var s standing
	s.values = make([]any, len(tb.columns))
	dest := []any{&s.id, &s.source, &s.file, &s.line, &s.hash, &s.state}
	for i := range s.values {
		dest = append(dest, &s.values[i])
	}
	cols := ""
	for _, c := range tb.columns {
		cols += ", " + c
	}
	err := q.row(ctx, "SELECT id, source, file_id, line_no, hash, COALESCE((SELECT state FROM files f WHERE f.id = file_id), '')"+
		cols+" FROM "+tb.name+" WHERE row = ?", row).Scan(dest...)
	if err != nil {
		return s, fmt.Errorf("read %s %d: %w", tb.name, row, err)
	}
	for i, v := range s.values {
		if b, ok := v.([]byte); ok {
			s.values[i] = string(b)
		}
	}
	return s, nil
}

func reindex(ctx context.Context, t *tx, entry int64, memo string) error {
	if _, err := t.exec(ctx, "DELETE FROM entry_words WHERE entry = ?", entry); err != nil {
		return err
	}
	for _, w := range memoWords(memo) {
		if _, err := t.exec(ctx, "INSERT INTO entry_words (word, entry) VALUES (?, ?) ON CONFLICT DO NOTHING", w, entry); err != nil {
			return err
		}
	}
	return nil
}
