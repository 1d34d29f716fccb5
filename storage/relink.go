package storage

import (
	"context"
	"fmt"

	"moneytrail/recon/record"
	"moneytrail/recon/terms"
)

// chore is one thing whose links are to be made again.
type chore struct {
	touch
	file   int64
	silent bool
}

// relinkRows ends a transaction of links once it has read so many rows.
const relinkRows = 40_000

// relinkChores is how many chores one transaction takes at most.
const relinkChores = 1000

// Relink makes the links of everything that published files touched: first
// inside each merchant (which line is of which transaction, which payout it is
// in), then between payouts and bank entries, then how far the money of each
// row came. What changed goes into the inbox in the same transaction. It is
// done when it returns; a process that is killed leaves the rest noted, and
// the next import or start goes on.
func (db *DB) Relink(ctx context.Context) error {
	var reg *registry
	for {
		busy := false
		for _, what := range [][]string{{touchMerchant}, {touchPlace, touchPayee}, {touchState}} {
			for {
				did, err := db.relinkSome(ctx, what, &reg)
				if err != nil {
					return fmt.Errorf("make links again: %w", err)
				}
				if !did {
					break
				}
				busy = true
			}
		}
		if !busy {
			return nil
		}
	}
}

// relinkSome does some chores of these kinds in one transaction.
func (db *DB) relinkSome(ctx context.Context, what []string, reg **registry) (did bool, err error) {
	var waiting int
	asked := ctx
	args := []any{what[0], what[len(what)-1]}
	if err := db.reads().row(ctx, "SELECT COUNT(*) FROM (SELECT 1 FROM dirty WHERE what IN (?, ?) LIMIT 1) d", args...).Scan(&waiting); err != nil || waiting == 0 {
		return false, err
	}
	err = db.changeWithin(ctx, longWork, func(ctx context.Context, t *tx) error {
		rows, err := t.query(ctx, "SELECT what, key, file_id, silent FROM dirty WHERE what IN (?, ?) ORDER BY what, key LIMIT ?",
			append(args, relinkChores)...)
		chores, err := collect(rows, err, func(s scanner) (chore, error) {
			var c chore
			return c, s.Scan(&c.what, &c.key, &c.file, &c.silent)
		})
		if err != nil {
			return err
		}
		if *reg, err = db.registryAt(ctx, t, *reg); err != nil {
			return err
		}
		l := &linker{db: db, t: t, q: newPrepared(t), reg: *reg, changes: map[change][][]any{}}
		for _, c := range chores {
			if l.read > relinkRows || did && asked.Err() != nil { // what is done is kept
				break
			}
			if err := ctx.Err(); err != nil {
				return err
			}
			did = true
			if _, err := t.exec(ctx, "DELETE FROM dirty WHERE what = ? AND key = ?", c.what, c.key); err != nil {
				return err
			}
			if err := l.do(patient(ctx), c); err != nil {
				return fmt.Errorf("%s %q: %w", c.what, c.key, err)
			}
		}
		return l.write(ctx)
	})
	return did && err == nil, err
}

// linker makes links inside one transaction.
type linker struct {
	db      *DB
	t       *tx
	q       *prepared // t with its statements kept
	reg     *registry
	read    int // rows read so far
	came    map[dayKey]*arrivals
	changes map[change][][]any
	waits   map[string]bool // merchants with cases that money may close or reopen
}

func (l *linker) do(ctx context.Context, c chore) error {
	switch c.what {
	case touchMerchant:
		return l.merchant(ctx, c)
	case touchPlace, touchPayee:
		return l.places(ctx, c)
	default:
		return l.states(ctx, c)
	}
}

// claim gives the merchant the rows that wait for it, and lets go of those
// that are, by an alias that is known now, another's.
func (l *linker) claim(ctx context.Context, c chore, m record.Merchant) error {
	refs := keySet[string]{}
	refs.add(c.key)
	for _, ref := range m.Aliases {
		refs.add(ref)
	}
	for _, tb := range tables() {
		if !tb.ref {
			continue
		}
		for _, ref := range refs.list {
			rows, err := l.q.query(ctx, "SELECT DISTINCT source FROM "+tb.name+" WHERE merchant_id = '' AND merchant_ref = ?", ref)
			sources, err := collect(rows, err, func(s scanner) (string, error) {
				var source string
				return source, s.Scan(&source)
			})
			if err != nil {
				return err
			}
			for _, source := range sources {
				if l.reg.resolve(source, ref) != c.key {
					continue
				}
				if _, err := l.q.exec(ctx, "UPDATE "+tb.name+" SET merchant_id = ? WHERE merchant_id = '' AND merchant_ref = ? AND source = ?",
					c.key, ref, source); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// release moves a row to the merchant it is now known to be of.
func (l *linker) release(ctx context.Context, c chore, table string, row int64, to string) error {
	if _, err := l.q.exec(ctx, "UPDATE "+table+" SET merchant_id = ? WHERE row = ?", to, row); err != nil {
		return err
	}
	if to == "" {
		return nil
	}
	return soil(ctx, l.q, touch{touchMerchant, to}, c.file, c.silent)
}

// contracts remembers the terms of one merchant by scheme, card type and day.
type contracts struct {
	merchant record.Merchant
	rows     []record.Terms
	known    map[contractKey]terms.Contract
}

type contractKey struct {
	scheme, cardType string
	on               int32
}

// businessDay gives the business day of a transaction.
func (c *contracts) businessDay(r txnRow, reg *registry, id string) int64 {
	t := r.Time.Time.In(reg.zoneOf(id))
	on := dateOf(t)
	key := contractKey{r.Scheme, r.CardType, int32(on)}
	k, ok := c.known[key]
	if !ok {
		k = terms.For(c.merchant, c.rows, r.Scheme, r.CardType, on)
		c.known[key] = k
	}
	day, _ := k.BusinessDay(t)
	return int64(day)
}

func (l *linker) contracts(ctx context.Context, id string) (*contracts, error) {
	rows, err := termsOf(ctx, l.q, id)
	return &contracts{merchant: l.reg.merchant(id), rows: rows, known: map[contractKey]terms.Contract{}}, err
}

func termsOf(ctx context.Context, q queryer, id string) ([]record.Terms, error) {
	return readRows(ctx, q, "terms", termsColumns, scanTerms, "merchant_id IN (?, '*') ORDER BY id", id)
}
