package storage

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"moneytrail/recon/importer"
	"moneytrail/recon/record"
)

// publisher makes a written file visible, in one transaction.
type publisher struct {
	effects
	// counts of the rows that restate or repeat what was there
	restated, unchanged, fresh int
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
		pub := &publisher{effects: effects{db: db, t: t, file: f, dirty: map[touch]bool{}}}
		if pub.reg, err = db.registryNow(ctx, t); err != nil {
			return err
		}
		silent, err := pub.firstOfSource(ctx, began)
		if err != nil {
			return err
		}
		if err := pub.sameVoice(ctx, silent); err != nil {
			return err
		}
		for _, step := range []func(context.Context) error{pub.swaps, pub.show, pub.newMerchants, pub.newTerms} {
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
		if err := keepRemarks(ctx, t, file, p); err != nil {
			return err
		}
		pub.file.First, pub.file.Last = p.First, p.Last
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

// swaps lets the file's sightings of rows that were there already take effect.
// Lines are counted: one line may give several records.
func (p *publisher) swaps(ctx context.Context) error {
	rows, err := p.t.query(ctx, "SELECT kind, row, line_no, body, fresh FROM versions WHERE file_id = ? ORDER BY line_no", p.file.ID)
	all, err := collect(rows, err, func(s scanner) (v sighting, err error) {
		var kind record.Kind
		if err := s.Scan(&kind, &v.row, &v.line, &v.body, &v.fresh); err != nil {
			return v, err
		}
		v.noun, err = nounOf(kind)
		return v, err
	})
	if err != nil {
		return err
	}
	for i := 0; i < len(all); {
		restated, fresh := false, false
		line := all[i].line
		for ; i < len(all) && all[i].line == line; i++ {
			outcome, err := p.swap(patient(ctx), all[i])
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
	return p.keepNames(ctx)
}

// swap gives a row the body of a sighting. What it said until now becomes a
// version, or, where that is told by a file which is itself still being
// written, a sighting of that file.
func (p *publisher) swap(ctx context.Context, v sighting) (outcome string, err error) {
	now, err := current(ctx, p.t, v.noun, v.row)
	if err != nil {
		return "", err
	}
	if now.file == p.file.ID { // another file that told it was taken back meanwhile
		is, err := retell(v.noun, now.body)
		if err != nil {
			return "", err
		}
		return "new", p.touch(ctx, is)
	}
	equal := v.body == nil || bytes.Equal(v.body, now.body)
	if now.state == "published" && equal {
		if v.body == nil {
			return "unchanged", nil
		}
		return "unchanged", setVersion(ctx, p.t, v.noun, v.row, p.file.ID, nil)
	}
	if now.file != 0 { // not what the product itself had concluded
		if err := keepVersion(ctx, p.t, v.noun, v.row, now, equal); err != nil {
			return "", err
		}
	}
	body := v.body
	if body == nil {
		body = now.body
	}
	if err := p.put(ctx, v.noun, v.row, now, standing{source: now.source, file: p.file.ID, line: v.line, body: body}); err != nil {
		return "", err
	}
	if err := setVersion(ctx, p.t, v.noun, v.row, p.file.ID, nil); err != nil {
		return "", err
	}
	if now.state != "published" {
		return "new", nil
	}
	return "restated", nil
}

// keepVersion notes what a row said until now beside the file that said it,
// and beside those that said the same. equal: it goes on saying that.
func keepVersion(ctx context.Context, t *tx, n *noun, row int64, now standing, equal bool) error {
	var body any = now.body
	if equal {
		body = nil
	} else if _, err := t.exec(ctx, "UPDATE versions SET body = ? WHERE kind = ? AND row = ? AND body IS NULL",
		now.body, string(n.kind), row); err != nil {
		return err
	}
	_, err := t.exec(ctx, `INSERT INTO versions (kind, row, file_id, line_no, body)
		VALUES (?, ?, ?, ?, ?) ON CONFLICT (kind, row, file_id) DO UPDATE SET body = excluded.body`,
		string(n.kind), row, now.file, now.line, body)
	return err
}

// setVersion sets the body of a file's sighting, nil for what the row says.
func setVersion(ctx context.Context, t *tx, n *noun, row, file int64, body []byte) error {
	var v any
	if body != nil {
		v = body
	}
	_, err := t.exec(ctx, "UPDATE versions SET body = ? WHERE kind = ? AND row = ? AND file_id = ?", v, string(n.kind), row, file)
	return err
}

// standing is a row as it stands.
type standing struct {
	source string // where the table has it
	file   int64
	line   int
	state  string // of its file, "" for what the product itself says
	body   []byte
}

func current(ctx context.Context, q queryer, n *noun, row int64) (s standing, err error) {
	if n.paged() {
		var p page
		if p, err = pageWith(ctx, q, n, row); err == nil {
			f := p[row-p[0].row]
			s.file, s.line, s.body = f.file, f.line, f.body
			err = q.row(ctx, "SELECT COALESCE((SELECT state FROM files WHERE id = ?), '')", f.file).Scan(&s.state)
		}
	} else {
		err = q.row(ctx, "SELECT source, file_id, line_no, body, COALESCE((SELECT state FROM files f WHERE f.id = file_id), '') FROM "+
			n.table+" WHERE row = ?", row).Scan(&s.source, &s.file, &s.line, &s.body, &s.state)
	}
	if err != nil {
		return s, fmt.Errorf("read %s %d: %w", n.table, row, err)
	}
	return s, nil
}
