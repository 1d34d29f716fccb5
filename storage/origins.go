package storage

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"moneytrail/recon/card"
	"moneytrail/recon/record"
)

// origin is what a transaction says its original is called.
type origin struct {
	party, row int64
	hash       uint64
}

// originsOf gives what a transaction says its original is called.
func (m toldMore) originsOf(r *told) (list []origin) {
	for _, h := range m.origins {
		if h != 0 {
			list = append(list, origin{r.party, r.row, h})
		}
	}
	return list
}

// insertOrigins keeps what transactions say their originals are called.
func insertOrigins(ctx context.Context, t *tx, list []origin) error {
	slices.SortFunc(list, func(a, b origin) int {
		return cmp.Or(cmp.Compare(a.party, b.party), cmp.Compare(a.hash, b.hash), cmp.Compare(a.row, b.row))
	})
	_, err := t.feed(ctx, "INSERT INTO transaction_origins (party, hash, row) SELECT "+fedNames(3)+" FROM "+fed+
		" WHERE true ON CONFLICT DO NOTHING", len(list), func(i, c int) any {
		switch c {
		case 0:
			return list[i].party
		case 1:
			return int64(list[i].hash)
		}
		return list[i].row
	})
	if err != nil {
		return fmt.Errorf("write what transactions refer to: %w", err)
	}
	return nil
}

// dropOrigins takes away what transactions say their originals are called.
func dropOrigins(ctx context.Context, t *tx, list []origin) error {
	for _, o := range list {
		if _, err := t.exec(ctx, "DELETE FROM transaction_origins WHERE party = ? AND hash = ? AND row = ?", o.party, int64(o.hash), o.row); err != nil {
			return fmt.Errorf("drop what a transaction refers to: %w", err)
		}
	}
	return nil
}

// referring gives the transactions of the merchant whose original has one of
// these RRNs or ids.
func (s *shelf) referring(ctx context.Context, rrns, ids []string) ([]int64, error) {
	rrns = plainRRNs(rrns)
	wanted := make(map[uint64]bool, len(rrns)+len(ids))
	for _, name := range rrns {
		wanted[hashOf(refOriginalRRN, name)] = true
	}
	for _, name := range ids {
		wanted[hashOf(refOriginalID, name)] = true
	}
	if len(wanted) == 0 {
		return nil, nil
	}
	var may []int64
	for _, p := range s.parties {
		found, err := s.originsOf(ctx, p.id, wanted)
		if err != nil {
			return nil, fmt.Errorf("read what transactions refer to: %w", err)
		}
		may = append(may, found...)
	}
	facts, err := s.factsAt(ctx, transactionNoun(), may)
	if err != nil {
		return nil, err
	}
	var rows []int64
	for _, f := range facts {
		var r record.Transaction
		if err := unpackTransaction(f.body, &r); err != nil {
			return nil, err
		}
		if rrn := originalRRN(&r); rrn != "" && slices.Contains(rrns, record.PlainRRN(rrn)) ||
			r.OriginalID != "" && slices.ContainsFunc(ids, func(id string) bool { return card.Same(id, r.OriginalID) }) {
			rows = append(rows, f.row)
		}
	}
	return rows, nil
}

// originsOf gives the rows of a party that may refer to what has these hashes.
// Of a party with few such rows all are read, which takes one short statement.
func (v *view) originsOf(ctx context.Context, party int64, wanted map[uint64]bool) (rows []int64, err error) {
	some := 64 + 4*len(wanted)
	take := func(list []origin) []int64 {
		for _, o := range list {
			if wanted[o.hash] {
				rows = append(rows, o.row)
			}
		}
		return rows
	}
	scan := func(s scanner) (o origin, err error) {
		var hash int64
		err = s.Scan(&o.party, &hash, &o.row)
		o.hash = uint64(hash)
		return o, err
	}
	if v.ahead.origins != nil {
		if few, news := v.ahead.origins.those([]any{party}); len(news) == 0 {
			return take(few), nil
		}
	}
	found, err := v.q.query(ctx, "SELECT party, hash, row FROM transaction_origins WHERE party = ? ORDER BY hash, row LIMIT ?", party, some)
	few, err := collect(found, err, scan)
	if err != nil {
		return nil, err
	}
	if len(few) < some {
		if v.ahead.origins != nil {
			v.ahead.origins.keep([]any{party}, few, func(o *origin) any { return o.party })
		}
		return take(few), nil
	}
	hashes := make([]any, 0, len(wanted))
	for h := range wanted {
		hashes = append(hashes, int64(h))
	}
	of, err := byKeys(hashes, func(in string, args []any) ([]origin, error) {
		found, err := v.q.query(ctx, "SELECT party, hash, row FROM transaction_origins WHERE party = ? AND hash"+in, append([]any{party}, args...)...)
		return collect(found, err, scan)
	})
	return take(of), err
}
