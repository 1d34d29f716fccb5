package storage

import (
	"context"
	"fmt"
	"sync"
)

// party is a merchant's number as a source prints it.
type party struct {
	id          int64
	source, ref string
	merchant    int64 // key of the merchant, 0 unknown
}

func scanParty(s scanner) (p party, err error) {
	return p, s.Scan(&p.id, &p.source, &p.ref, &p.merchant)
}

const partyColumns = "id, source, ref, merchant"

// ofMerchant finds the rows of a table with parties that are a merchant's.
const ofMerchant = "party IN (SELECT p.id FROM parties p WHERE p.merchant = ?)"

// partiesOf gives the parties that are a merchant; of a merchant that is not
// known, those that print its number.
func (v *view) partiesOf(ctx context.Context, id string) ([]party, error) {
	var all []party
	var err error
	if key := v.reg.keyOf(id); key != 0 {
		all, err = v.partiesBy(ctx, []any{key})
	} else {
		rows, failed := v.q.query(ctx, "SELECT "+partyColumns+" FROM parties WHERE merchant = 0 AND ref = ? ORDER BY id", id)
		all, err = collect(rows, failed, scanParty)
	}
	if err != nil {
		return nil, fmt.Errorf("read the numbers of %s: %w", id, err)
	}
	return all, nil
}

// partiesBy gives the parties of known merchants.
func (v *view) partiesBy(ctx context.Context, keys []any) ([]party, error) {
	return lookUp(v.ahead.parties, keys, func(p *party) any { return p.merchant }, func(in string, args []any) ([]party, error) {
		rows, err := v.q.query(ctx, "SELECT "+partyColumns+" FROM parties WHERE merchant"+in+" ORDER BY id", args...)
		return collect(rows, err, scanParty)
	})
}

// names keeps what never changes once it is committed: parties without their
// merchants, and the names of files.
type names struct {
	mu      sync.Mutex
	parties map[int64]alias
	files   map[int64]string
}

// partyOf gives the source and number of a party.
func (n *names) party(ctx context.Context, q queryer, id int64) (alias, error) {
	n.mu.Lock()
	a, ok := n.parties[id]
	n.mu.Unlock()
	if ok {
		return a, nil
	}
	if err := q.row(ctx, "SELECT source, ref FROM parties WHERE id = ?", id).Scan(&a.source, &a.ref); err != nil {
		return a, fmt.Errorf("party %d: %w", id, err)
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.parties == nil {
		n.parties = map[int64]alias{}
	}
	n.parties[id] = a
	return a, nil
}

// file gives the name of a file.
func (n *names) file(ctx context.Context, q queryer, id int64) (string, error) {
	if id == 0 {
		return "", nil
	}
	n.mu.Lock()
	name, ok := n.files[id]
	n.mu.Unlock()
	if ok {
		return name, nil
	}
	if err := q.row(ctx, "SELECT name FROM files WHERE id = ?", id).Scan(&name); err != nil {
		return "", fmt.Errorf("name of file %d: %w", id, err)
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.files == nil {
		n.files = map[int64]string{}
	}
	n.files[id] = name
	return name, nil
}

// resolveParties notes in every party the merchant that it is known to be now,
// and gives the merchants that lost or won one. It is asked whenever merchants changed.
func resolveParties(ctx context.Context, t *tx, reg *registry) (moved []int64, err error) {
	rows, err := t.query(ctx, "SELECT "+partyColumns+" FROM parties")
	all, err := collect(rows, err, scanParty)
	if err != nil {
		return nil, fmt.Errorf("read the parties: %w", err)
	}
	for _, p := range all {
		now := reg.keyOf(reg.resolve(p.source, p.ref))
		if now == p.merchant {
			continue
		}
		if _, err := t.exec(patient(ctx), "UPDATE parties SET merchant = ? WHERE id = ?", now, p.id); err != nil {
			return nil, err
		}
		moved = append(moved, p.merchant, now)
	}
	return moved, nil
}

// dictionary gives numbers to the parties of the rows that one import writes;
// new ones count once their transaction is committed.
type dictionary struct {
	parties map[alias]int64
	fresh   map[alias]int64 // of the transaction that runs
}

func newDictionary() *dictionary {
	return &dictionary{parties: map[alias]int64{}}
}

// begin begins a transaction, keep ends one that was committed.
func (d *dictionary) begin() { d.fresh = map[alias]int64{} }

func (d *dictionary) keep() {
	for a, id := range d.fresh {
		d.parties[a] = id
	}
}

func (d *dictionary) party(ctx context.Context, t *tx, reg *registry, a alias) (int64, error) {
	if id, ok := d.parties[a]; ok {
		return id, nil
	}
	if id, ok := d.fresh[a]; ok {
		return id, nil
	}
	var id int64
	err := t.row(ctx, `INSERT INTO parties (source, ref, merchant) VALUES (?, ?, ?)
		ON CONFLICT (source, ref) DO UPDATE SET source = excluded.source RETURNING id`,
		a.source, a.ref, reg.keyOf(reg.resolve(a.source, a.ref))).Scan(&id)
	if err != nil {
		return 0, fmt.Errorf("party %s of %s: %w", a.ref, a.source, err)
	}
	d.fresh[a] = id
	return id, nil
}
