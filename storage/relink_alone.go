package storage

import (
	"context"
	"fmt"
	"slices"
)

// rings reads the rings around the accounts of a merchant. alone: they are of
// no other merchant.
func (m *merchantLinker) rings(ctx context.Context, places []touch, payouts []*payoutRow) (rings []*ring, alone bool, err error) {
	rings = []*ring{}
	for _, t := range places {
		if shared, err := m.shared(ctx, t); err != nil || shared {
			return nil, false, err
		}
	}
	done := map[string]bool{}
	for _, t := range places {
		if t.what == touchPlace && done[t.key] {
			continue // a ring before this one has it
		}
		r, err := m.view.ring(ctx, []touch{t}, m.id, payouts, m.v.gone)
		for err == nil && !r.shared {
			i := slices.IndexFunc(rings, r.meets)
			if i < 0 {
				break
			}
			around := slices.Concat(rings[i].around, r.around)
			rings = slices.Delete(rings, i, i+1)
			r, err = m.view.ring(ctx, around, m.id, payouts, m.v.gone)
		}
		if err != nil || r.shared {
			return nil, false, err
		}
		m.v.read += len(r.payouts) + len(r.entries)
		for _, key := range r.places.list {
			done[key] = true
		}
		rings = append(rings, r)
	}
	return rings, true, nil
}

// shared tells whether another merchant has the account, or is paid into it by
// its payouts' own word: also by those whose links are not made yet.
func (m *merchantLinker) shared(ctx context.Context, t touch) (bool, error) {
	if t.what != touchPlace || t.key == "" {
		return false, nil
	}
	holders := m.reg.holders[t.key]
	if m.reg.merchant(m.id).Account.Key == t.key {
		holders--
	}
	if holders > 0 {
		return true, nil
	}
	args := []any{t.key}
	for _, p := range m.parties {
		args = append(args, p.id)
	}
	var others int
	err := m.q.row(ctx, "SELECT COUNT(*) FROM (SELECT 1 FROM payouts WHERE own_key = ? AND own_key <> '' AND party NOT IN ("+
		marks(len(m.parties))+") LIMIT 1) o", args...).Scan(&others)
	if err != nil {
		return false, fmt.Errorf("who is paid into an account: %w", err)
	}
	return others > 0, nil
}
