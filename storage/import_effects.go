package storage

import (
	"context"
	"fmt"
	"reflect"
	"slices"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// effects is what follows from rows that are seen from now on, or no more.
type effects struct {
	db    *DB
	t     *tx
	file  File
	reg   *registry
	dirty map[touch]bool
	days  map[calendar.Date]bool // of rows that moved from one to another
	names []nameKey              // of transactions, to be written
	named bounds                 // of those names
}

// next takes the next number of a counter.
func (t *tx) next(ctx context.Context, counter string) (int64, error) {
	var n int64
	err := t.row(ctx, "UPDATE counters SET value = value + 1 WHERE name = ? RETURNING value", counter).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("count %s: %w", counter, err)
	}
	return n, nil
}

// put gives a row another body, and keeps what it is found by.
func (e *effects) put(ctx context.Context, n *noun, row int64, was, is standing) error {
	before, err := retell(n, was.body)
	if err != nil {
		return err
	}
	after, err := retell(n, is.body)
	if err != nil {
		return err
	}
	before.row, after.row = row, row
	if before.day != after.day {
		if e.days == nil {
			e.days = map[calendar.Date]bool{}
		}
		e.days[before.day], e.days[after.day] = true, true
	}
	if n.paged() {
		for i, name := range after.names[1:] { // the id is what it was
			if name != 0 && name != before.names[1+i] {
				e.names = append(e.names, nameKey{name, row})
				e.named.add(after.said.names[1+i])
			}
		}
		if err := rewrite(ctx, e.t, n, before, after, is); err != nil {
			return err
		}
		if before.said.rest().origins != after.said.rest().origins || before.party != after.party {
			if err := dropOrigins(ctx, e.t, before.origins()); err != nil {
				return err
			}
			if err := insertOrigins(ctx, e.t, after.origins()); err != nil {
				return err
			}
		}
		return e.touch(ctx, before, after)
	}
	args := []any{is.file, int64(is.line), is.body}
	if n.party {
		args = append(args, after.party)
	}
	args = append(args, after.said.rest().extra...)
	if _, err := e.t.exec(ctx, n.update(), append(args, row)...); err != nil {
		return err
	}
	if n.kind == record.Payouts && before.party != after.party {
		if err := e.leave(ctx, row); err != nil {
			return err
		}
	}
	if !slices.Equal(before.words(), after.words()) {
		if err := dropWords(ctx, e.t, before.words()); err != nil {
			return err
		}
		if err := insertWords(ctx, e.t, after.words()); err != nil {
			return err
		}
	}
	return e.touch(ctx, before, after)
}

// leave asks for the bank entries around the account of a payout that is
// another merchant's now: it may be of one that nobody knows yet.
func (e *effects) leave(ctx context.Context, payout int64) error {
	var place string
	if err := e.t.row(ctx, "SELECT pay_key FROM payouts WHERE row = ?", payout).Scan(&place); err != nil {
		return fmt.Errorf("where payout %d went: %w", payout, err)
	}
	if place != "" {
		e.dirty[touch{touchPlace, place}] = true
	}
	return nil
}

// keepNames writes the names that rows got with another body.
func (e *effects) keepNames(ctx context.Context) error {
	list, in := e.names, e.named
	e.names, e.named = nil, bounds{}
	return addNames(ctx, e.t, transactionNoun().refs, list, in, new(sorter))
}

// dropWords takes away the words that a bank entry is found by.
func dropWords(ctx context.Context, t *tx, list []named) error {
	for _, w := range list {
		if _, err := t.exec(ctx, "DELETE FROM entry_words WHERE word = ? AND entry = ?", w.ref, w.row); err != nil {
			return err
		}
	}
	return nil
}

// touch notes whose links rows of these contents may change.
func (e *effects) touch(ctx context.Context, rows ...retold) error {
	for _, r := range rows {
		parties := map[int64]alias{}
		if r.party != 0 {
			var a alias
			if err := e.t.row(ctx, "SELECT source, ref FROM parties WHERE id = ?", r.party).Scan(&a.source, &a.ref); err != nil {
				return fmt.Errorf("party %d: %w", r.party, err)
			}
			parties[r.party] = a
		}
		for _, t := range touches(r, e.reg, parties) {
			e.dirty[t] = true
		}
	}
	return nil
}

// newMerchants touches the merchants that the file changed, and those that
// rows which wait for a merchant, or were another's by alias, now belong to.
func (e *effects) newMerchants(ctx context.Context) error {
	var n int
	if err := e.t.row(ctx, "SELECT COUNT(*) FROM file_days WHERE file_id = ? AND kind = 'merchants'", e.file.ID).Scan(&n); err != nil {
		return err
	}
	if n == 0 && e.file.Kind != record.Merchants {
		return nil
	}
	if _, err := e.t.next(ctx, "merchants"); err != nil {
		return err
	}
	before := e.reg
	after, err := e.db.registryAt(ctx, e.t, nil)
	if err != nil {
		return err
	}
	e.reg = after
	for id := range after.byID {
		e.compare(id, before, after)
	}
	for id := range before.byID {
		if _, there := after.byID[id]; !there {
			if err := e.forget(ctx, id, before.keyOf(id)); err != nil {
				return err
			}
		}
	}
	moved, err := resolveParties(ctx, e.t, after)
	if err != nil {
		return err
	}
	for _, key := range moved {
		e.touchMerchant(after.byKey[key])
	}
	return nil
}

// forget takes away what was concluded of a merchant that is no more: its rows
// wait for one again.
func (e *effects) forget(ctx context.Context, id string, key int64) error {
	rows, err := e.t.query(ctx, "SELECT DISTINCT pay_key FROM payouts WHERE "+ofMerchant, key)
	places, err := collect(rows, err, func(s scanner) (place string, err error) { return place, s.Scan(&place) })
	if err != nil {
		return err
	}
	for _, place := range places {
		if place != "" {
			e.dirty[touch{touchPlace, place}] = true
		}
	}
	of := " (SELECT row FROM payouts WHERE " + ofMerchant + ")"
	for _, q := range []string{
		"DELETE FROM transaction_trails WHERE merchant = ?", "DELETE FROM line_links WHERE merchant = ?",
		"DELETE FROM rivals WHERE merchant = ?", "DELETE FROM loose_lines WHERE merchant = ?", "DELETE FROM unpaid WHERE merchant = ?",
		"DELETE FROM payout_lines WHERE payout IN" + of, "UPDATE bank_entries SET state = '' WHERE row IN " +
			"(SELECT entry FROM payout_entries WHERE payout IN" + of + ")", "DELETE FROM payout_entries WHERE payout IN" + of,
		"DELETE FROM payouts WHERE implied_for <> 0 AND " + ofMerchant,
		`UPDATE payouts SET lines_net = 0, expected_on = 0, pay_key = '', pay_last4 = '', matched_by = 'none', state = '', lands_on = 0
			WHERE ` + ofMerchant,
	} {
		if _, err := e.t.exec(ctx, q, key); err != nil {
			return fmt.Errorf("forget %s: %w", id, err)
		}
	}
	_, err = e.t.exec(ctx, "DELETE FROM merchant_sources WHERE merchant_id = ?", id)
	return err
}

func (e *effects) compare(id string, before, after *registry) {
	was, is := before.byID[id], after.byID[id]
	said := is
	said.Origin = was.Origin
	if reflect.DeepEqual(was, said) {
		return
	}
	e.touchMerchant(id)
}

func (e *effects) touchMerchant(id string) {
	if id != "" {
		e.dirty[touch{touchMerchant, id}] = true
	}
}

// newTerms touches every merchant where terms for all of them came or went.
func (e *effects) newTerms(ctx context.Context) error {
	if e.file.Kind != record.TermsRows {
		return nil
	}
	var n int
	if err := e.t.row(ctx, "SELECT COUNT(*) FROM terms WHERE file_id = ? AND merchant_id = '*'", e.file.ID).Scan(&n); err != nil || n == 0 {
		return err
	}
	for id := range e.reg.byID {
		e.touchMerchant(id)
	}
	return nil
}

// sameVoice fails while links wait to be made that are to be told where these
// are not, or the other way round.
func (e *effects) sameVoice(ctx context.Context, silent bool) error {
	var others int
	if err := e.t.row(ctx, "SELECT COUNT(*) FROM (SELECT 1 FROM dirty WHERE silent <> ? LIMIT 1) d", silent).Scan(&others); err != nil {
		return err
	}
	if others > 0 {
		return errOtherwise
	}
	return nil
}

const soilAgain = ` ON CONFLICT (what, key) DO UPDATE SET file_id = excluded.file_id,
	silent = CASE WHEN dirty.silent < excluded.silent THEN dirty.silent ELSE excluded.silent END,
	transactions_from = CASE WHEN dirty.transactions_from < excluded.transactions_from THEN dirty.transactions_from ELSE excluded.transactions_from END,
	lines_from = CASE WHEN dirty.lines_from < excluded.lines_from THEN dirty.lines_from ELSE excluded.lines_from END`

// mark asks for the links of everything that the file touched to be made again.
// What it touched of parties nobody bears yet waits for them.
func (e *effects) mark(ctx context.Context, silent bool) error {
	fresh, err := newsOf(ctx, e.t, e.file.ID)
	if err != nil {
		return fmt.Errorf("what %s brings: %w", e.file.Name, err)
	}
	for _, of := range []struct {
		q string
		news
	}{
		{`SELECT DISTINCT 'merchant', m.id, f.file_id, CAST(? AS BIGINT), CAST(? AS BIGINT), CAST(? AS BIGINT) FROM file_touches f
			JOIN parties p ON p.id = CAST(CASE f.what WHEN 'party' THEN f.key ELSE '0' END AS BIGINT)
			JOIN merchants m ON m.row = p.merchant WHERE f.file_id = ? AND f.what = 'party'`, fresh},
		{`SELECT what, key, file_id, CAST(? AS BIGINT), CAST(? AS BIGINT), CAST(? AS BIGINT) FROM file_touches
			WHERE file_id = ? AND what = 'place'`, nothingNew},
		{`SELECT what, key, file_id, CAST(? AS BIGINT), CAST(? AS BIGINT), CAST(? AS BIGINT) FROM file_touches
			WHERE file_id = ? AND what NOT IN ('party', 'place')`, news{}},
	} {
		if _, err := e.t.exec(ctx, "INSERT INTO dirty (what, key, file_id, silent, transactions_from, lines_from) "+of.q+soilAgain,
			silent, of.transactions, of.lines, e.file.ID); err != nil {
			return fmt.Errorf("note links to be made: %w", err)
		}
	}
	for t := range e.dirty {
		if err := soil(patient(ctx), e.t, t, e.file.ID, silent, news{}); err != nil {
			return err
		}
	}
	if err := e.doubt(ctx); err != nil {
		return err
	}
	if silent {
		if err := noteFirstImport(ctx, e.t, e.file.ID); err != nil {
			return err
		}
	}
	_, err = e.t.exec(ctx, "DELETE FROM file_touches WHERE file_id = ?", e.file.ID)
	return err
}

// soil asks for links to be made again.
func soil(ctx context.Context, t execer, what touch, file int64, silent bool, n news) error {
	_, err := t.exec(ctx, "INSERT INTO dirty (what, key, file_id, silent, transactions_from, lines_from) VALUES (?, ?, ?, ?, ?, ?)"+soilAgain,
		what.what, what.key, file, silent, n.transactions, n.lines)
	if err != nil {
		return fmt.Errorf("note links to be made: %w", err)
	}
	return nil
}
