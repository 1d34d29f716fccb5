package storage

import (
	"context"
	"fmt"

	"moneytrail/recon/record"
)

// touches tells whose links a row of this content may change.
func touches(t retold, reg *registry, parties map[int64]alias) []touch {
	kind := t.noun().kind
	switch {
	case kind == record.Merchants:
		return nil // publishing tells them apart by id
	case kind == record.TermsRows:
		if id := t.said.rest().extra[0].(string); id != "*" {
			return []touch{{touchMerchant, id}}
		}
		return nil // publishing touches every merchant
	case kind == record.Entries:
		return []touch{{touchPlace, t.said.rest().place()}}
	}
	a := parties[t.party]
	if id := reg.resolve(a.source, a.ref); id != "" {
		return []touch{{touchMerchant, id}}
	}
	return nil
}

// noteSpans keeps what the batch touched beside the file.
func (s *storing) noteSpans(ctx context.Context) error {
	for k, d := range s.days {
		if _, err := s.t.exec(ctx, `INSERT INTO file_days (file_id, source, kind, first_day, last_day, first_row, last_row)
			VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (file_id, source, kind) DO UPDATE SET
			first_day = CASE WHEN file_days.first_day = 0 OR excluded.first_day BETWEEN 1 AND file_days.first_day
				THEN excluded.first_day ELSE file_days.first_day END,
			last_day = CASE WHEN excluded.last_day > file_days.last_day THEN excluded.last_day ELSE file_days.last_day END,
			first_row = CASE WHEN excluded.first_row < file_days.first_row THEN excluded.first_row ELSE file_days.first_row END,
			last_row = CASE WHEN excluded.last_row > file_days.last_row THEN excluded.last_row ELSE file_days.last_row END`,
			s.file, k.source, string(k.kind), int64(d.first), int64(d.last), d.firstRow, d.lastRow); err != nil {
			return err
		}
	}
	news := make([]touch, 0, len(s.touches))
	for id := range s.parties {
		s.touches[touch{touchParty, fmt.Sprint(id)}] = true
	}
	for t := range s.touches {
		if !s.touched[t] {
			news = append(news, t)
		}
	}
	_, err := s.t.feed(ctx, "INSERT INTO file_touches (file_id, what, key) SELECT "+fedNames(3)+" FROM "+fed+
		" WHERE true ON CONFLICT DO NOTHING", len(news), func(i, c int) any {
		switch c {
		case 0:
			return s.file
		case 1:
			return news[i].what
		}
		return news[i].key
	})
	return err
}
