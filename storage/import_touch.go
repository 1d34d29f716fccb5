package storage

import (
	"context"
	"math"
	"strings"
	"unicode"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// touch notes whose links a record may change.
func (b *batch) touch(tb *table, r told) {
	for _, t := range touches(tb, r.source, r.values, b.reg) {
		b.touches[t] = true
	}
}

// touches tells whose links a row of these values may change.
func touches(tb *table, source string, values []any, reg *registry) []touch {
	switch {
	case tb.kind == record.Merchants:
		return nil // publishing tells them apart by id
	case tb.kind == record.TermsRows:
		if id := values[0].(string); id != "*" {
			return []touch{{touchMerchant, id}}
		}
		return nil // publishing touches every merchant
	case tb.place:
		return []touch{{touchPlace, tb.derive(values, source, reg)[len(tb.stamps)].(string)}}
	default:
		if id := reg.resolve(source, values[0].(string)); id != "" {
			return []touch{{touchMerchant, id}}
		}
		return nil
	}
}

// span notes the day of a row, and its key where the row was added.
func (b *batch) span(r told, key int64) {
	k := dayKey{r.source, r.table.kind}
	s := b.days[k]
	if s == nil {
		s = &daySpan{firstRow: math.MaxInt64}
		b.days[k] = s
	}
	if key != 0 {
		s.firstRow, s.lastRow = min(s.firstRow, key), max(s.lastRow, key)
	}
	s.add(r.day)
}

func (s *daySpan) add(day calendar.Date) {
	if day == 0 {
		return
	}
	if s.first == 0 || day < s.first {
		s.first = day
	}
	s.last = max(s.last, day)
}

// noteSpans keeps what the batch touched beside the file.
func (b *batch) noteSpans(ctx context.Context) error {
	for k, s := range b.days {
		if _, err := b.t.exec(ctx, `INSERT INTO file_days (file_id, source, kind, first_day, last_day, first_row, last_row)
			VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (file_id, source, kind) DO UPDATE SET
			first_day = CASE WHEN file_days.first_day = 0 OR excluded.first_day BETWEEN 1 AND file_days.first_day
				THEN excluded.first_day ELSE file_days.first_day END,
			last_day = CASE WHEN excluded.last_day > file_days.last_day THEN excluded.last_day ELSE file_days.last_day END,
			first_row = CASE WHEN excluded.first_row < file_days.first_row THEN excluded.first_row ELSE file_days.first_row END,
			last_row = CASE WHEN excluded.last_row > file_days.last_row THEN excluded.last_row ELSE file_days.last_row END`,
			b.file, k.source, string(k.kind), int64(s.first), int64(s.last), s.firstRow, s.lastRow); err != nil {
			return err
		}
	}
	stmt, err := b.t.prepare(ctx, "INSERT INTO file_touches (file_id, what, key) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
	if err != nil {
		return err
	}
	for t := range b.touches {
		if b.touched[t] {
			continue
		}
		if _, err := stmt.ExecContext(ctx, b.file, t.what, t.key); err != nil {
			return err
		}
	}
	return nil
}

// memoWords gives the words of a memo that could be a payout's id or
// reference: at least four characters, one of them a digit, in upper case.
func memoWords(memo string) []string {
	var words []string
	for _, w := range strings.FieldsFunc(strings.ToUpper(memo), func(r rune) bool {
		return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '_'
	}) {
		if len(w) >= 4 && strings.ContainsAny(w, "0123456789") && len(words) < 16 {
			words = append(words, w)
		}
	}
	return words
}
