package storage

import (
	"context"
	"fmt"

	"moneytrail/recon/calendar"
)

// SummaryMerchant is a merchant that has active members to tell its days to.
type SummaryMerchant struct {
	ID string
	// Zone is the merchant's IANA zone, the operator's where it names none.
	Zone string
	// Since is the local date on which the first of its active members joined:
	// nobody is told of days before.
	Since calendar.Date
}

// SummaryMerchants gives the merchants whose days are to be summed up, by ID.
func (db *DB) SummaryMerchants(ctx context.Context) ([]SummaryMerchant, error) {
	var all []SummaryMerchant
	err := db.look(ctx, func(v *view) error {
		rows, err := v.q.query(ctx, "SELECT merchant_id, MIN(joined_at) FROM members WHERE standing = 'active' GROUP BY merchant_id ORDER BY merchant_id")
		all, err = collect(rows, err, func(s scanner) (m SummaryMerchant, err error) {
			var joined int64
			if err := s.Scan(&m.ID, &joined); err != nil {
				return m, err
			}
			zone := v.reg.zoneOf(m.ID)
			m.Zone = zone.String()
			m.Since = calendar.DateOf(fromMillis(joined).In(zone))
			return m, nil
		})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("merchants to tell of their days: %w", err)
	}
	return all, nil
}
