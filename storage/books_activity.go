package storage

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"

	"moneytrail/handlers/access"
	"moneytrail/recon/calendar"
	"moneytrail/recon/patterns"
	"moneytrail/recon/trail"
)

// mostActivity is how many swipes are read to find patterns in: of a merchant
// with more the past is shorter.
const mostActivity = 60_000

// firstImport names the jobs that remember which files were the first import of
// their source: what they tell is no news.
const firstImport = "first import"

// Activity gives what the merchant's terminals and gateways said from a day on,
// with the events of all days, for patterns.Find. For roles that see no totals,
// and of a merchant outside the scope or not known, it is empty.
func (db *DB) Activity(ctx context.Context, s access.Scope, merchant string, from calendar.Date) (a patterns.Activity, err error) {
	err = db.ofOne(ctx, s, merchant, func(sh *shelf) error {
		a = patterns.Activity{Merchant: sh.reg.merchant(merchant), Zone: sh.zone(), From: from, Past: map[int64]bool{}}
		txns, err := sh.transactions(ctx, int64(from)-daysBefore, lastDay)
		if err != nil {
			return err
		}
		txns = slices.DeleteFunc(txns, func(t txnRow) bool { return t.day < int64(from) })
		slices.SortFunc(txns, func(a, b txnRow) int {
			return cmp.Or(cmp.Compare(b.day, a.day), b.Time.Compare(a.Time.Time), cmp.Compare(b.Row, a.Row))
		})
		txns = txns[:min(len(txns), mostActivity)]
		for _, t := range txns {
			a.Transactions = append(a.Transactions, t.Transaction)
		}
		if n := len(txns); n == mostActivity { // the day of the oldest row may be cut
			a.From = max(from, dateOf(txns[n-1].Time.Time.In(a.Zone))+2)
		}
		if a.Terms, err = sh.termsOf(ctx, merchant); err != nil {
			return err
		}
		if a.Events, err = sh.happenings(ctx); err != nil {
			return err
		}
		if err := firstImports(ctx, sh.q, a.Past); err != nil {
			return err
		}
		return sh.nameFiles(ctx, &trail.Facts{Sales: a.Transactions, Events: a.Events}) // they share their rows
	})
	if err != nil {
		return patterns.Activity{}, fmt.Errorf("activity of %s from %s: %w", merchant, from, err)
	}
	return a, nil
}

// noteFirstImport remembers that a file was the first import of its source.
func noteFirstImport(ctx context.Context, t *tx, file int64) error {
	_, err := t.exec(ctx, `INSERT INTO jobs (name, key, claimed_at) VALUES (?, ?, ?) ON CONFLICT (name, key) DO NOTHING`,
		firstImport, strconv.FormatInt(file, 10), t.db.now())
	if err != nil {
		return fmt.Errorf("note the first import of a source: %w", err)
	}
	return nil
}

// firstImports gives the files that were the first import of their source.
func firstImports(ctx context.Context, q queryer, into map[int64]bool) error {
	rows, err := q.query(ctx, "SELECT key FROM jobs WHERE name = ?", firstImport)
	keys, err := collect(rows, err, func(s scanner) (key string, err error) { return key, s.Scan(&key) })
	if err != nil {
		return fmt.Errorf("read the first imports: %w", err)
	}
	for _, key := range keys {
		if file, err := strconv.ParseInt(key, 10, 64); err == nil {
			into[file] = true
		}
	}
	return nil
}
