package storage

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"moneytrail/handlers"
	"moneytrail/handlers/access"
	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// wanted is what a query asks for.
type wanted struct {
	v     *view
	scope access.Scope
	q     handlers.Query
	// today is the current business day of each merchant whose others are not
	// shown, nil where all are.
	today map[string]int64
	// named are the rows that bear the names asked for; by names is false where none are.
	named   []int64
	byNames bool
}

// wanted turns a query into what is looked for.
func (v *view) wanted(ctx context.Context, s access.Scope, q handlers.Query) (*wanted, error) {
	w := &wanted{v: v, scope: s, q: q}
	if s.TodayOnly() {
		w.today = map[string]int64{}
		for _, id := range s.Merchants() {
			day, err := v.today(ctx, id)
			if err != nil {
				return nil, err
			}
			w.today[id] = int64(day)
		}
	}
	if q.RRN != "" {
		if err := w.bear(ctx, []string{q.RRN}, false); err != nil {
			return nil, err
		}
	}
	if ref := strings.TrimSpace(q.Reference); ref != "" {
		names := []string{ref}
		if up := strings.ToUpper(ref); up != ref {
			names = append(names, up)
		}
		if err := w.bear(ctx, names, true); err != nil {
			return nil, err
		}
	}
	return w, nil
}

// bear limits the rows to those whose RRN, or with any whose id or order, is
// one of the names. A short order number may be that of thousands of other
// merchants' swipes.
func (w *wanted) bear(ctx context.Context, names []string, any bool) error {
	var keys keySet[int64]
	if any {
		found, err := w.v.identified(ctx, transactionNoun(), names)
		if err != nil {
			return err
		}
		keys.add(found...)
	}
	found, err := w.v.called(ctx, names, any)
	if err != nil {
		return err
	}
	keys.add(found...)
	if w.byNames {
		w.named = slices.DeleteFunc(w.named, func(k int64) bool { return !keys.has(k) })
	} else {
		w.named, w.byNames = keys.list, true
	}
	return nil
}

// find gives the newest rows that are wanted.
func (w *wanted) find(ctx context.Context, limit int) ([]txnRow, error) {
	if w.byNames {
		rows, err := w.among(ctx, w.named)
		return rows[:min(len(rows), limit)], err
	}
	ids := seen(w.scope, w.q.MerchantID)
	if ids == nil && w.scope.All() {
		var err error
		if ids, err = w.v.everybody(ctx, "transaction_days"); err != nil {
			return nil, err
		}
	}
	var all []txnRow
	for _, id := range ids {
		if w.v.reg.keyOf(id) == 0 && !w.scope.All() {
			continue
		}
		got, err := w.ofMerchant(ctx, id, limit)
		if err != nil {
			return nil, err
		}
		all = append(all, got...)
		if len(all) > 4*limit {
			newestFirst(all)
			all = all[:limit]
		}
	}
	newestFirst(all)
	return all[:min(len(all), limit)], nil
}

// everybody lists the merchants with rows in a table of runs, and the numbers
// that rows print and nobody bears yet.
func (v *view) everybody(ctx context.Context, days string) ([]string, error) {
	rows, err := v.q.query(ctx, "SELECT DISTINCT COALESCE(m.id, p.ref) AS id FROM parties p LEFT JOIN merchants m ON m.row = p.merchant"+
		" WHERE EXISTS (SELECT 1 FROM "+days+" d WHERE d.party = p.id) ORDER BY id")
	all, err := collect(rows, err, func(s scanner) (id string, err error) { return id, s.Scan(&id) })
	if err != nil {
		return nil, fmt.Errorf("list the merchants: %w", err)
	}
	return all, nil
}

// ofMerchant gives the newest rows of one merchant that are wanted. It goes
// back from the last day until it has enough.
func (w *wanted) ofMerchant(ctx context.Context, id string, limit int) ([]txnRow, error) {
	s, err := w.v.shelf(ctx, id)
	if err != nil {
		return nil, err
	}
	from, to := w.days(id)
	var all []txnRow
	for days := int64(1); ; days *= 2 {
		last, found, err := s.lastDay(ctx, from, to)
		if err != nil || !found {
			newestFirst(all)
			return all[:min(len(all), limit)], err
		}
		first := max(from, last-days+1)
		got, err := s.transactions(ctx, first, last)
		if err != nil {
			return nil, err
		}
		for i := range got {
			if got[i].Joined == 0 && w.fits(&got[i]) {
				all = append(all, got[i])
			}
		}
		// a day more: printed days are not those of the merchant's zone
		if newestFirst(all); len(all) >= limit && dayIn(all[limit-1].Time) > first+daysAfter {
			return all[:limit], nil
		}
		to = first - 1
	}
}

// lastDay gives the last day of a range under which the merchant has rows.
func (s *shelf) lastDay(ctx context.Context, from, to int64) (day int64, found bool, err error) {
	for _, p := range s.parties {
		var last *int64
		if err := s.q.row(ctx, "SELECT MAX(day) FROM transaction_days WHERE party = ? AND day BETWEEN ? AND ?", p.id, from, to).
			Scan(nullable{&last}); err != nil {
			return 0, false, fmt.Errorf("read days: %w", err)
		}
		if last != nil && (!found || *last > day) {
			day, found = *last, true
		}
	}
	return day, found, nil
}

// nullable scans a number that may be NULL.
type nullable struct{ to **int64 }

// Scan is part of sql.Scanner.
func (n nullable) Scan(v any) error {
	switch v := v.(type) {
	case nil:
	case int64:
		*n.to = &v
	default:
		return fmt.Errorf("a number of type %T", v)
	}
	return nil
}

// days gives the printed days under which the wanted rows of a merchant can be.
func (w *wanted) days(id string) (from, to int64) {
	from, to = firstDay, lastDay
	limit := func(first, last calendar.Date) {
		if first != 0 {
			from = max(from, int64(first)-daysBefore)
		}
		if last != 0 {
			to = min(to, int64(last)+daysAfter)
		}
	}
	limit(w.q.From, w.q.To)
	if w.q.ArrivedFrom != 0 {
		limit(w.q.ArrivedFrom-landing, 0)
	}
	limit(0, w.q.ArrivedTo)
	if day, only := w.today[id]; only {
		limit(calendar.Date(day), calendar.Date(day))
	}
	return from, to
}

// sees tells whether the scope and the query allow a merchant's rows.
func (w *wanted) sees(who who) bool {
	if w.scope.All() {
		return w.q.MerchantID == "" || w.q.MerchantID == who.merchant
	}
	return who.owner != "" && slices.Contains(seen(w.scope, w.q.MerchantID), who.owner)
}

// fits tells whether a row is as the query wants it.
func (w *wanted) fits(t *txnRow) bool {
	q := &w.q
	if w.today != nil {
		if day, ok := w.today[t.MerchantID]; !ok || t.day != day {
			return false
		}
	}
	if !within(t.day, q.From, q.To) {
		return false
	}
	if q.ArrivedFrom != 0 || q.ArrivedTo != 0 {
		from := q.ArrivedFrom
		if from != 0 {
			from -= landing
		}
		if t.state == trail.Voided || t.state == trail.Reversed || !within(t.landsOn, q.ArrivedFrom, q.ArrivedTo) || !within(t.day, from, q.ArrivedTo) {
			return false
		}
	}
	if q.AmountMin != nil && t.Amount < *q.AmountMin || q.AmountMax != nil && t.Amount > *q.AmountMax {
		return false
	}
	for _, is := range []struct{ value, want string }{
		{t.Currency, q.Currency}, {t.Last4, q.Last4}, {t.TerminalID, q.Terminal}, {t.SlipNo, q.Slip},
	} {
		if is.want != "" && is.value != is.want && is.value != strings.ToUpper(is.want) {
			return false
		}
	}
	return !q.Open || !settled(t.state)
}

// within tells whether a day is in an inclusive range; 0 is open, and no day
// is in no range.
func within(day int64, from, to calendar.Date) bool {
	if from == 0 && to == 0 {
		return true
	}
	return day != 0 && (from == 0 || day >= int64(from)) && (to == 0 || day <= int64(to))
}
