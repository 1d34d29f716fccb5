package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"moneytrail/recon/record"
)

// unsaying takes away all that a file said. effects is nil where nobody has
// seen the file.
type unsaying struct {
	db      *DB
	t       *tx
	file    int64
	effects *effects

	returned, gone int
	merchants      bool // rows of merchants were among it
}

// unsayAtOnce is how many rows are looked at together.
const unsayAtOnce = 5000

func (u *unsaying) all(ctx context.Context) error {
	if u.effects == nil {
		u.effects = &effects{db: u.db, t: u.t, dirty: map[touch]bool{}}
		var err error
		if u.effects.reg, err = u.db.registryNow(ctx, u.t); err != nil {
			return err
		}
	}
	ctx = patient(ctx)
	for _, n := range nouns() {
		if err := u.ofNoun(ctx, n); err != nil {
			return err
		}
	}
	if err := u.effects.keepNames(ctx); err != nil {
		return err
	}
	for _, table := range []string{"versions", "file_days", "file_touches"} {
		if _, err := u.t.exec(ctx, "DELETE FROM "+table+" WHERE file_id = ?", u.file); err != nil {
			return err
		}
	}
	return nil
}

// ofNoun goes through the rows that are the file's: those it brought, and
// those it restated.
func (u *unsaying) ofNoun(ctx context.Context, n *noun) error {
	if n.paged() {
		return u.ofPages(ctx, n)
	}
	kind := string(n.kind)
	find := "SELECT row FROM (SELECT row FROM " + n.table + ` WHERE row > ? AND row BETWEEN
		(SELECT MIN(first_row) FROM file_days WHERE file_id = ? AND kind = ?) AND (SELECT MAX(last_row) FROM file_days WHERE file_id = ? AND kind = ?)
		AND file_id = ? UNION SELECT v.row FROM versions v JOIN ` + n.table + ` r ON r.row = v.row
		WHERE v.file_id = ? AND v.kind = ? AND v.row > ? AND r.file_id = ?) x ORDER BY row LIMIT ?`
	for after := int64(0); ; {
		rows, err := u.t.query(ctx, find, after, u.file, kind, u.file, kind, u.file, u.file, kind, after, u.file, unsayAtOnce)
		found, err := collect(rows, err, scanID)
		if err != nil {
			return err
		}
		if err := u.rows(ctx, n, found); err != nil {
			return err
		}
		if len(found) < unsayAtOnce {
			return nil
		}
		after = found[len(found)-1]
	}
}

// ofPages is ofNoun for rows that are kept in pages.
func (u *unsaying) ofPages(ctx context.Context, n *noun) error {
	var first, last int64
	err := u.t.row(ctx, "SELECT COALESCE(MIN(first_row), 0), COALESCE(MAX(last_row), -1) FROM file_days WHERE file_id = ? AND kind = ?",
		u.file, string(n.kind)).Scan(&first, &last)
	if err != nil {
		return err
	}
	for first <= last {
		var mine []int64
		rows, err := u.t.query(ctx, "SELECT first, body FROM "+n.table+" WHERE first BETWEEN ? AND ? ORDER BY first LIMIT ?",
			first, last, unsayAtOnce/pageRows)
		pages, err := collect(rows, err, func(s scanner) (p page, err error) {
			var at int64
			var body []byte
			if err := s.Scan(&at, &body); err != nil {
				return nil, err
			}
			return p, unpackPage(at, body, func(f fact) { p = append(p, f) })
		})
		if err != nil {
			return err
		}
		for _, p := range pages {
			for _, f := range p {
				if f.file == u.file {
					mine = append(mine, f.row)
				}
			}
			first = p[len(p)-1].row + 1
		}
		if err := u.rows(ctx, n, mine); err != nil {
			return err
		}
		if len(pages) < unsayAtOnce/pageRows {
			break
		}
	}
	rows, err := u.t.query(ctx, "SELECT row FROM versions WHERE file_id = ? AND kind = ? ORDER BY row", u.file, string(n.kind))
	told, err := collect(rows, err, scanID)
	if err != nil {
		return err
	}
	var mine []int64
	err = rowsAt(ctx, u.t, n, told, func(f fact) {
		if f.file == u.file {
			mine = append(mine, f.row)
		}
	})
	if err != nil {
		return err
	}
	return u.rows(ctx, n, mine)
}

// rows is row for several.
func (u *unsaying) rows(ctx context.Context, n *noun, all []int64) error {
	for _, row := range all {
		if err := u.row(ctx, n, row); err != nil {
			return fmt.Errorf("%s %d: %w", n.table, row, err)
		}
	}
	return nil
}

// row gives a row back to who told of it before, or takes it away.
func (u *unsaying) row(ctx context.Context, n *noun, row int64) error {
	now, err := current(ctx, u.t, n, row)
	if err != nil {
		return err
	}
	u.merchants = u.merchants || n.kind == record.Merchants
	var to standing
	err = u.t.row(ctx, `SELECT v.file_id, v.line_no, v.body FROM versions v JOIN files f ON f.id = v.file_id
		WHERE v.kind = ? AND v.row = ? AND v.file_id <> ? AND f.state IN ('published', 'writing')
		ORDER BY CASE f.state WHEN 'published' THEN f.sequence ELSE 0 END DESC, f.id LIMIT 1`,
		string(n.kind), row, u.file).Scan(&to.file, &to.line, &to.body)
	if errors.Is(err, sql.ErrNoRows) {
		return u.vanish(ctx, n, row, now)
	}
	if err != nil {
		return err
	}
	u.returned++
	if to.body == nil {
		to.body = now.body
	} else if _, err := u.t.exec(ctx, "UPDATE versions SET body = ? WHERE kind = ? AND row = ? AND body IS NULL",
		now.body, string(n.kind), row); err != nil {
		return err
	}
	if err := setVersion(ctx, u.t, n, row, to.file, nil); err != nil {
		return err
	}
	to.source = now.source
	return u.effects.put(ctx, n, row, now, to)
}

// vanish takes a row away that no other file tells of. A payout that lines may
// name becomes one that only they name: its key stays.
func (u *unsaying) vanish(ctx context.Context, n *noun, row int64, now standing) error {
	u.gone++
	before, err := retell(n, now.body)
	if err != nil {
		return err
	}
	before.row = row
	if err := u.effects.touch(ctx, before); err != nil {
		return err
	}
	if n.kind == record.Payouts {
		return u.imply(ctx, row, before)
	}
	if n.paged() {
		if err := dropOrigins(ctx, u.t, before.origins()); err != nil {
			return err
		}
		return cutRow(ctx, u.t, n, before.told)
	}
	if err := dropWords(ctx, u.t, before.words()); err != nil {
		return err
	}
	if n.kind == record.Entries {
		if err := u.unclaim(ctx, row); err != nil {
			return err
		}
	}
	_, err = u.t.exec(ctx, "DELETE FROM "+n.table+" WHERE row = ?", row)
	return err
}

// unclaim takes a bank entry from its payouts. They may go to another account
// by now, around which it would not be missed.
func (u *unsaying) unclaim(ctx context.Context, entry int64) error {
	rows, err := u.t.query(ctx, `SELECT p.pay_key, COALESCE(m.id, '') FROM payout_entries l JOIN payouts p ON p.row = l.payout
		JOIN parties o ON o.id = p.party LEFT JOIN merchants m ON m.row = o.merchant WHERE l.entry = ?`, entry)
	_, err = collect(rows, err, func(s scanner) (none struct{}, err error) {
		var place, owner string
		if err := s.Scan(&place, &owner); err != nil {
			return none, err
		}
		if place != "" {
			u.effects.dirty[touch{touchPlace, place}] = true
		} else if owner != "" {
			u.effects.dirty[touch{touchPayee, owner}] = true
		}
		return none, nil
	})
	if err != nil {
		return fmt.Errorf("payouts of bank entry %d: %w", entry, err)
	}
	_, err = u.t.exec(ctx, "DELETE FROM payout_entries WHERE entry = ?", entry)
	return err
}

// imply leaves of a payout what lines can tell. Making links takes it away
// where no line names it.
func (u *unsaying) imply(ctx context.Context, row int64, was retold) error {
	var p record.Payout
	if err := unpackPayout(was.said.body, &p); err != nil {
		return err
	}
	body := impliedBody(p.ID, p.Currency, was.party)
	n, err := u.t.changes(ctx, `UPDATE payouts SET file_id = 0, line_no = 0, body = ?, amount = 0, bank_reference = '', own_key = '', implied_for = party
		WHERE row = ? AND NOT EXISTS (SELECT 1 FROM payouts o WHERE o.id = payouts.id AND o.source = payouts.source
		AND o.implied_for = payouts.party)`, body, row)
	if err != nil || n > 0 {
		return err
	}
	for _, q := range []string{"DELETE FROM payouts WHERE row = ?", "DELETE FROM payout_entries WHERE payout = ?",
		"DELETE FROM payout_lines WHERE payout = ?"} {
		if _, err := u.t.exec(ctx, q, row); err != nil {
			return err
		}
	}
	return nil
}

// impliedBody is the body of a payout that only lines name.
func impliedBody(id, currency string, party int64) []byte {
	body := packPayout(&packer{}, &record.Payout{ID: id, Currency: currency})
	setParty(body, party)
	return body
}
