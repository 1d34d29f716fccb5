package storage

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"moneytrail/recon/calendar"
)

// SummaryMerchant is a merchant that has active members to tell its days to, or
// a group of merchants that somebody may see as one.
type SummaryMerchant struct {
	ID    string // "" for a group
	Group string // "" for a merchant
	// Zone is the merchant's IANA zone, the operator's where it names none; of a
	// group that of its first merchant.
	Zone string
	// Since is the local date on which the first of its active members joined:
	// nobody is told of days before.
	Since calendar.Date
}

// SummaryMerchants gives the merchants whose days are to be summed up, by ID,
// then the groups of at least two of them.
func (db *DB) SummaryMerchants(ctx context.Context) ([]SummaryMerchant, error) {
	var all []SummaryMerchant
	err := db.look(ctx, func(v *view) error {
		joined, bound := map[string]int64{}, map[string]int64{} // by merchant, by group
		rows, err := v.q.query(ctx, "SELECT merchant_id, group_id, MIN(joined_at) FROM members WHERE standing = 'active' GROUP BY merchant_id, group_id")
		_, err = collect(rows, err, func(s scanner) (struct{}, error) {
			var merchant, group string
			var at int64
			err := s.Scan(&merchant, &group, &at)
			if group != "" {
				bound[group] = at
			} else {
				joined[merchant] = at
			}
			return struct{}{}, err
		})
		if err != nil {
			return err
		}
		groups := map[string][]SummaryMerchant{}
		for _, m := range v.reg.byID {
			if at, ok := bound[m.Group]; ok && m.Group != "" {
				if own, also := joined[m.ID]; !also || at < own {
					joined[m.ID] = at
				}
			}
		}
		for id, at := range joined {
			zone := v.reg.zoneOf(id)
			one := SummaryMerchant{ID: id, Zone: zone.String(), Since: calendar.DateOf(fromMillis(at).In(zone))}
			all = append(all, one)
			if g := v.reg.byID[id].Group; g != "" {
				groups[g] = append(groups[g], one)
			}
		}
		byID := func(a, b SummaryMerchant) int { return strings.Compare(a.ID, b.ID) }
		slices.SortFunc(all, byID)
		for _, g := range slices.Sorted(maps.Keys(groups)) {
			shops := groups[g]
			if len(shops) < 2 {
				continue
			}
			slices.SortFunc(shops, byID)
			one := SummaryMerchant{Group: g, Zone: shops[0].Zone, Since: shops[0].Since}
			for _, s := range shops {
				one.Since = min(one.Since, s.Since)
			}
			all = append(all, one)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("merchants to tell of their days: %w", err)
	}
	return all, nil
}
