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
		counts, err := v.countRows(ctx, "")
		for id := range v.reg.byID {
			all = append(all, counts.of(v.reg, id))
		}
		return err
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
		counts, err := v.countRows(ctx, id)
		if err != nil {
			return err
		}
		m = counts.of(v.reg, id)
		if m.Terms, err = v.termsOf(ctx, id); err != nil {
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

// rowCounts are numbers of rows, by the key of the merchant.
type rowCounts struct{ transactions, lines, payouts, events map[int64]int }

func (c rowCounts) of(reg *registry, id string) MerchantRows {
	key := reg.keyOf(id)
	return MerchantRows{Merchant: reg.merchant(id), Transactions: c.transactions[key], Lines: c.lines[key],
		Payouts: c.payouts[key], Events: c.events[key]}
}

// countRows counts the visible rows of a merchant, "" for all of them.
func (v *view) countRows(ctx context.Context, id string) (c rowCounts, err error) {
	and, args := "", []any{}
	if id != "" {
		and, args = " AND p.merchant = ?", []any{v.reg.keyOf(id)}
	}
	for _, count := range []struct {
		kind record.Kind
		to   *map[int64]int
	}{{record.Transactions, &c.transactions}, {record.Lines, &c.lines}, {record.Payouts, &c.payouts}, {record.Events, &c.events}} {
		n, err := nounOf(count.kind)
		if err != nil {
			return c, err
		}
		of := map[int64]int{}
		*count.to = of
		q := "SELECT p.merchant, COUNT(*), NULL FROM " + n.table + " f JOIN parties p ON p.id = f.party WHERE f." + visible + and + " GROUP BY p.merchant"
		if n.paged() {
			q = "SELECT p.merchant, 0, f.body FROM " + n.days + " d CROSS JOIN " + n.table + " f JOIN parties p ON p.id = d.party WHERE f.first = d.first" + and
		}
		rows, err := v.q.query(ctx, q, args...)
		_, err = collect(rows, err, func(s scanner) (struct{}, error) {
			var key int64
			var many int
			var page []byte
			if err := s.Scan(&key, &many, &page); err != nil {
				return struct{}{}, err
			}
			of[key] += many
			return struct{}{}, unpackPage(0, page, func(f fact) {
				if !v.hides(f.file) {
					of[key]++
				}
			})
		})
		if err != nil {
			return c, fmt.Errorf("count rows: %w", err)
		}
	}
	return c, nil
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
		return yield(importer.Row{Line: 1, Records: []any{&m}})
	})
}
