package storage

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode"

	"moneytrail/recon/money"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// exporter writes one kind of export.
type exporter struct {
	db   *DB
	w    *csv.Writer
	now  time.Time
	q    queryer
	reg  *registry
	came map[dayKey]*arrivals
}

// exportKind is a kind of export: its columns and what writes the rows.
type exportKind struct {
	name, columns string
	write         func(*exporter, context.Context) error
}

func exportKinds() []exportKind {
	return []exportKind{
		{"transactions", "transaction_id,merchant_id,state,reason,matched_by,line_id,payout_id,entry_id", (*exporter).transactions},
		{"settlements", "line_id,state,matched_by,transaction_id,payout_id", (*exporter).settlements},
		{"payouts", "payout_id,merchant_id,expected,state,matched_by,entry_id,difference", (*exporter).payouts},
		{"bank", "entry_id,state,payout_id", (*exporter).bank},
		{"breaks", "kind,id,merchant_id,amount,currency,age_days,explanation", (*exporter).breaks},
		{"cases", "case_id,merchant_id,subject,status,urgent,reason,amount,currency,claimed_by,resolution,opened_at,business_date", (*exporter).cases},
		{"audit", "id,at,actor,action,subject,detail,hash", (*exporter).audit},
	}
}

// ExportKinds names what Export can write.
func ExportKinds() []string {
	var names []string
	for _, k := range exportKinds() {
		names = append(names, k.name)
	}
	return names
}

// Export writes CSV with a header line: one kind, all merchants in order of
// their ids, the rows of each in order of source and id. now is business time:
// what has become late or missing by then says so. Everything is of one state
// of the database.
func (db *DB) Export(ctx context.Context, kind string, w io.Writer, now time.Time) error {
	all := exportKinds()
	i := slices.IndexFunc(all, func(k exportKind) bool { return k.name == kind })
	if i < 0 {
		return fmt.Errorf("there is no export %q: name one of %s", kind, strings.Join(ExportKinds(), ", "))
	}
	e := &exporter{db: db, w: csv.NewWriter(w), now: now}
	err := db.snapshot(ctx, func(q queryer) (err error) {
		e.q = preparing(q)
		if e.reg, err = db.registryAt(ctx, q, nil); err != nil {
			return err
		}
		if e.came, err = arrived(ctx, e.q); err != nil {
			return err
		}
		if err := e.w.Write(strings.Split(all[i].columns, ",")); err != nil {
			return err
		}
		return all[i].write(e, ctx)
	})
	if err == nil {
		e.w.Flush()
		err = e.w.Error()
	}
	if err != nil {
		return fmt.Errorf("export %s: %w", kind, err)
	}
	return nil
}

func (e *exporter) row(cells ...string) error {
	for i, c := range cells {
		cells[i] = escapeCell(c)
	}
	return e.w.Write(cells)
}

// escapeCell keeps a spreadsheet from taking a text for a formula.
func escapeCell(s string) string {
	if s == "" || isDecimal(s) {
		return s
	}
	switch r := []rune(s)[0]; {
	case strings.ContainsRune("=+-@＝＋－＠", r), unicode.IsControl(r):
		return "'" + s
	}
	return s
}

func isDecimal(s string) bool {
	digits, point := 0, false
	for i, r := range strings.TrimLeft(s, "+-") {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case r == '.' && !point && i > 0:
			point = true
		default:
			return false
		}
	}
	return digits > 0 && len(s)-len(strings.TrimLeft(s, "+-")) <= 1
}

// merchants lists everybody who has rows: the merchants, and numbers that rows
// printed and no merchant bears yet.
func (e *exporter) merchants(ctx context.Context) ([]string, error) {
	var parts []string
	for _, t := range []string{"transactions", "lines", "payouts"} {
		parts = append(parts, "SELECT CASE WHEN merchant_id = '' THEN merchant_ref ELSE merchant_id END AS id FROM "+t+" WHERE "+visible)
	}
	rows, err := e.q.query(ctx, strings.Join(parts, " UNION ")+" ORDER BY id")
	return collect(rows, err, func(s scanner) (string, error) {
		var id string
		return id, s.Scan(&id)
	})
}

// each hands over the facts of one merchant after the other, as read gives them.
func (e *exporter) each(ctx context.Context, read func(context.Context, *shelf) (trail.Facts, error), fn func(trail.Facts) error) error {
	ids, err := e.merchants(ctx)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := ctx.Err(); err != nil {
			return err
		}
		s := shelfOf(e.q, e.reg, id)
		s.came = e.came
		f, err := read(patient(ctx), s)
		if err != nil {
			return err
		}
		slices.SortFunc(f.Sales, func(a, b record.Transaction) int { return inOrder(a.Origin, a.ID, b.Origin, b.ID) })
		if err := fn(f); err != nil {
			return err
		}
	}
	return nil
}

func everything(ctx context.Context, s *shelf) (trail.Facts, error) {
	f, _, err := s.all(ctx)
	return f, err
}

func paidOnly(ctx context.Context, s *shelf) (trail.Facts, error) { return s.paid(ctx) }

func inOrder(a record.Origin, aid string, b record.Origin, bid string) int {
	if c := strings.Compare(a.Source, b.Source); c != 0 {
		return c
	}
	return strings.Compare(aid, bid)
}

func (e *exporter) transactions(ctx context.Context) error {
	return e.each(ctx, everything, func(f trail.Facts) error {
		for _, t := range trail.Build(f, e.db.cals, e.now) {
			reasons := make([]string, len(t.Reasons))
			for i, r := range t.Reasons {
				reasons[i] = string(r)
			}
			payout := ""
			if t.Payout != nil {
				payout = t.Payout.ID
			}
			if err := e.row(t.TransactionID, t.MerchantID, string(t.State), strings.Join(reasons, "+"), t.MatchedBy, t.LineID,
				payout, t.EntryID); err != nil {
				return err
			}
		}
		return nil
	})
}

func (e *exporter) payouts(ctx context.Context) error {
	return e.each(ctx, paidOnly, func(f trail.Facts) error {
		slices.SortFunc(f.Payouts, func(a, b trail.LinkedPayout) int { return inOrder(a.Origin, a.ID, b.Origin, b.ID) })
		for i, v := range trail.BuildPayouts(f, e.db.cals, e.now) {
			p := f.Payouts[i]
			expected, difference := p.Amount, ""
			if p.Implied {
				expected = p.LinesNet
			}
			if v.EntryID != "" {
				difference = money.Format(v.Banked-expected, p.Currency)
			}
			if err := e.row(p.ID, f.Merchant.ID, money.Format(expected, p.Currency), string(v.State), v.MatchedBy, v.EntryID,
				difference); err != nil {
				return err
			}
		}
		return nil
	})
}

func (e *exporter) breaks(ctx context.Context) error {
	err := e.each(ctx, everything, func(f trail.Facts) error {
		orphans, err := e.orphans(ctx, "place = ? AND place <> ''", f.Merchant.Account.Key)
		if err != nil {
			return err
		}
		f.Orphans = orphans
		return e.writeBreaks(trail.BreaksOf(f, trail.Build(f, e.db.cals, e.now), e.db.cals, e.now))
	})
	if err != nil {
		return err
	}
	// Entries of accounts that no merchant has, and of merchants without any other row.
	rest, err := e.orphans(ctx, `NOT EXISTS (SELECT 1 FROM merchants m WHERE m.account_key = place AND place <> ''
		AND EXISTS (SELECT 1 FROM merchant_sources s WHERE s.merchant_id = m.id AND s.kind IN ('transactions', 'settlements', 'payouts')))`)
	if err != nil {
		return err
	}
	return e.writeBreaks(trail.BreaksOf(trail.Facts{Orphans: rest, Zone: e.db.zone}, nil, e.db.cals, e.now))
}

func (e *exporter) orphans(ctx context.Context, where string, args ...any) ([]record.Entry, error) {
	rows, err := readRows(ctx, e.q, "bank_entries", entryColumns, scanEntry, "state = 'orphan' AND "+where+" ORDER BY source, id", args...)
	all := make([]record.Entry, len(rows))
	for i, r := range rows {
		all[i] = r.Entry
	}
	return all, err
}

func (e *exporter) writeBreaks(breaks []trail.Break) error {
	for _, b := range breaks {
		if err := e.row(string(b.Kind), b.ID, b.MerchantID, money.Format(b.Amount, b.Currency), b.Currency,
			fmt.Sprint(b.AgeDays), b.Explanation); err != nil {
			return err
		}
	}
	return nil
}
