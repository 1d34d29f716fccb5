package storage

import (
	"context"
	"fmt"
	"time"

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
	rows, err := db.reads().query(ctx, `SELECT m.merchant_id, COALESCE(r.zone, ''), MIN(m.joined_at)
		FROM members m LEFT JOIN merchants r ON r.id = m.merchant_id
		WHERE m.standing = 'active' GROUP BY m.merchant_id, r.zone ORDER BY m.merchant_id`)
	all, err := collect(rows, err, func(s scanner) (m SummaryMerchant, err error) {
		var joined int64
		if err := s.Scan(&m.ID, &m.Zone, &joined); err != nil {
			return m, err
		}
		zone := db.zone
		if m.Zone == "" {
			m.Zone = db.zone.String()
		} else if z, err := time.LoadLocation(m.Zone); err == nil {
			zone = z
		}
		m.Since = calendar.DateOf(fromMillis(joined).In(zone))
		return m, nil
	})
	if err != nil {
		return nil, fmt.Errorf("merchants to tell of their days: %w", err)
	}
	return all, nil
}
