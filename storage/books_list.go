package storage

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"moneytrail/handlers"
	"moneytrail/recon/importer"
	"moneytrail/recon/record"
	"moneytrail/recon/terms"
	"moneytrail/recon/trail"
)

var (
	_ handlers.Books = (*DB)(nil)
	_ importer.Book  = (*DB)(nil)
)

// Merchants lists the merchants by id, with the operator's zone and currency
// where they name none. It is part of handlers.Rolls.
func (db *DB) Merchants(ctx context.Context) ([]record.Merchant, error) {
	var all []record.Merchant
	err := db.look(ctx, func(v *view) error {
		for id := range v.reg.byID {
			all = append(all, v.reg.merchant(id))
		}
		return nil
	})
	slices.SortFunc(all, func(a, b record.Merchant) int { return strings.Compare(a.ID, b.ID) })
	return all, err
}

// MerchantRows is a merchant with what is known of it.
type MerchantRows struct {
	record.Merchant
	Terms                                []record.Terms // its own and those of all
	Transactions, Lines, Payouts, Events int
	Sources                              []trail.Freshness
}

// MerchantList lists the merchants with the number of rows of each.
func (db *DB) MerchantList(ctx context.Context) ([]MerchantRows, error) {
	var all []MerchantRows
	err := db.look(ctx, func(v *view) error {
		counts := map[int64]*[4]int{}
		for i := range 4 {
			rows, err := v.q.query(ctx, countRows(i)+" GROUP BY p.merchant")
			_, err = collect(rows, err, func(s scanner) (struct{}, error) {
				var key int64
				var n int
				err := s.Scan(&key, &n)
				if counts[key] == nil {
					counts[key] = &[4]int{}
				}
				counts[key][i] = n
				return struct{}{}, err
			})
			if err != nil {
				return err
			}
		}
		for id := range v.reg.byID {
			m := MerchantRows{Merchant: v.reg.merchant(id)}
			if n := counts[v.reg.keyOf(id)]; n != nil {
				m.Transactions, m.Lines, m.Payouts, m.Events = n[0], n[1], n[2], n[3]
			}
			all = append(all, m)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list the merchants: %w", err)
	}
	slices.SortFunc(all, func(a, b MerchantRows) int { return strings.Compare(a.ID, b.ID) })
	return all, nil
}

// MerchantShow gives one merchant with its terms, the number of its rows and
// the freshness of the sources that speak of it.
func (db *DB) MerchantShow(ctx context.Context, id string) (m MerchantRows, found bool, err error) {
	err = db.look(ctx, func(v *view) (err error) {
		if _, found = v.reg.byID[id]; !found {
			return nil
		}
		m.Merchant = v.reg.merchant(id)
		key := v.reg.keyOf(id)
		for i, to := range []*int{&m.Transactions, &m.Lines, &m.Payouts, &m.Events} {
			if err := v.q.row(ctx, countRows(i)+" AND p.merchant = ?", key).Scan(nullable{new(*int64)}, to); err != nil {
				return err
			}
		}
		if m.Terms, err = termsOf(ctx, v.q, v.reg, id); err != nil {
			return err
		}
		sh, err := v.shelf(ctx, id)
		if err == nil {
			m.Sources, err = sh.sources(ctx)
		}
		return err
	})
	if err != nil {
		return m, false, fmt.Errorf("merchant %s: %w", id, err)
	}
	return m, found, nil
}

// countRows counts the visible rows of parties: transactions, lines, payouts or events.
func countRows(what int) string {
	table := []string{"transactions", "lines", "payouts", "merchant_events"}[what]
	from, join := table+" f", "p.id = f.party"
	if what < 2 {
		days := []string{"transaction_days", "line_days"}[what]
		from = days + " d CROSS JOIN " + table + " f ON f.row BETWEEN d.first AND d.last"
		join = "p.id = d.party"
	}
	return "SELECT p.merchant, COUNT(*) FROM " + from + " JOIN parties p ON " + join + " WHERE f." + visible
}

// AddMerchant adds a merchant, or changes the one with this id, as a row of a
// merchants file would. Rows that waited for it are its own from then on.
func (db *DB) AddMerchant(ctx context.Context, m record.Merchant) (ImportResult, error) {
	if m.ID == "" || m.ID == "*" {
		return ImportResult{}, fmt.Errorf("a merchant needs an id, which %q is not", m.ID)
	}
	if fault := terms.CheckMerchant(m); fault != nil {
		return ImportResult{}, fmt.Errorf("merchant %s: %w", m.ID, fault)
	}
	unique := make([]byte, 32)
	if _, err := rand.Read(unique); err != nil {
		return ImportResult{}, err
	}
	p := importer.Proof{Known: true, Format: "merchant", Source: "native", Kind: record.Merchants,
		Hash: hex.EncodeToString(unique), Rows: 1}
	return db.importRows(ctx, "merchant add", p, ImportOptions{}, func(yield func(importer.Row) error) error {
		m.Source, m.Line = p.Source, 1
		return yield(importer.Row{Line: 1, Records: []any{m}})
	})
}
