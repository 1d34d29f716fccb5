package storage

import (
	"context"
	"fmt"
	"reflect"

	"moneytrail/recon/record"
)

// next takes the next number of a counter.
func (t *tx) next(ctx context.Context, counter string) (int64, error) {
	var n int64
	err := t.row(ctx, "UPDATE counters SET value = value + 1 WHERE name = ? RETURNING value", counter).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("count %s: %w", counter, err)
	}
	return n, nil
}

// newMerchants touches the merchants that the file changed, and those that
// rows which wait for a merchant, or were another's by alias, now belong to.
func (p *publisher) newMerchants(ctx context.Context) error {
	var n int
	if err := p.t.row(ctx, "SELECT COUNT(*) FROM file_days WHERE file_id = ? AND kind = 'merchants'", p.file.ID).Scan(&n); err != nil {
		return err
	}
	if n == 0 && p.file.Kind != record.Merchants {
		return nil
	}
	if _, err := p.t.next(ctx, "merchants"); err != nil {
		return err
	}
	before := p.reg
	after, err := p.db.registryAt(ctx, p.t, nil)
	if err != nil {
		return err
	}
	p.reg = after
	for id := range after.byID {
		p.compare(id, before, after)
	}
	for id := range before.byID {
		if _, there := after.byID[id]; !there {
			p.compare(id, before, after)
		}
	}
	return nil
}

func (p *publisher) compare(id string, before, after *registry) {
	was, is := before.byID[id], after.byID[id]
	said := is
	said.Origin = was.Origin
	if reflect.DeepEqual(was, said) {
		return
	}
	p.touchMerchant(id)
	for _, m := range []record.Merchant{was, is} {
		for source, ref := range m.Aliases {
			p.touchMerchant(before.resolve(source, ref))
			p.touchMerchant(after.resolve(source, ref))
		}
	}
}

func (p *publisher) touchMerchant(id string) {
	if id != "" {
		p.dirty[touch{touchMerchant, id}] = true
	}
}

// newTerms touches every merchant where terms for all of them came.
func (p *publisher) newTerms(ctx context.Context) error {
	if p.file.Kind != record.TermsRows {
		return nil
	}
	var n int
	if err := p.t.row(ctx, "SELECT COUNT(*) FROM terms WHERE file_id = ? AND merchant_id = '*'", p.file.ID).Scan(&n); err != nil || n == 0 {
		return err
	}
	for id := range p.reg.byID {
		p.touchMerchant(id)
	}
	return nil
}

// lateRefs finds rows of the file that were resolved with merchants as they
// were before another file changed them.
func (p *publisher) lateRefs(ctx context.Context) error {
	if p.file.resolved == p.reg.version {
		return nil
	}
	for _, tb := range tables() {
		if !tb.ref {
			continue
		}
		rows, err := p.t.query(ctx, "SELECT DISTINCT source, merchant_ref, merchant_id FROM "+tb.name+
			" WHERE file_id = ? AND row BETWEEN (SELECT MIN(first_row) FROM file_days WHERE file_id = ? AND kind = ?)"+
			" AND (SELECT MAX(last_row) FROM file_days WHERE file_id = ? AND kind = ?)",
			p.file.ID, p.file.ID, string(tb.kind), p.file.ID, string(tb.kind))
		refs, err := collect(rows, err, func(s scanner) ([3]string, error) {
			var r [3]string
			return r, s.Scan(&r[0], &r[1], &r[2])
		})
		if err != nil {
			return err
		}
		for _, r := range refs {
			if id := p.reg.resolve(r[0], r[1]); id != r[2] {
				p.touchMerchant(id)
				p.touchMerchant(r[2])
			}
		}
	}
	return nil
}

// mark asks for the links of everything that the file touched to be made again.
func (p *publisher) mark(ctx context.Context, silent bool) error {
	_, err := p.t.exec(ctx, `INSERT INTO dirty (what, key, file_id, silent)
		SELECT what, key, file_id, ? FROM file_touches WHERE file_id = ?
		ON CONFLICT (what, key) DO UPDATE SET file_id = excluded.file_id, silent = CASE WHEN dirty.silent < excluded.silent THEN dirty.silent ELSE excluded.silent END`,
		silent, p.file.ID)
	if err != nil {
		return err
	}
	for t := range p.dirty {
		if err := soil(ctx, p.t, t, p.file.ID, silent); err != nil {
			return err
		}
	}
	if silent {
		if err := noteFirstImport(ctx, p.t, p.file.ID); err != nil {
			return err
		}
	}
	_, err = p.t.exec(ctx, "DELETE FROM file_touches WHERE file_id = ?", p.file.ID)
	return err
}

// soil asks for links to be made again.
func soil(ctx context.Context, t execer, what touch, file int64, silent bool) error {
	_, err := t.exec(ctx, `INSERT INTO dirty (what, key, file_id, silent) VALUES (?, ?, ?, ?)
		ON CONFLICT (what, key) DO UPDATE SET file_id = excluded.file_id, silent = CASE WHEN dirty.silent < excluded.silent THEN dirty.silent ELSE excluded.silent END`,
		what.what, what.key, file, silent)
	if err != nil {
		return fmt.Errorf("note links to be made: %w", err)
	}
	return nil
}
