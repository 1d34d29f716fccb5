package storage

import (
	"context"
	"slices"
	"strings"

	"moneytrail/handlers/access"
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/terms"
	"moneytrail/recon/trail"
)

// filter collects the conditions of a query and their arguments.
type filter struct {
	where []string
	args  []any
}

func (f *filter) and(condition string, args ...any) {
	f.where = append(f.where, condition)
	f.args = append(f.args, args...)
}

func (f *filter) sql() string { return strings.Join(f.where, " AND ") }

// within limits a query to what the scope sees, and to one merchant of it
// unless merchant is "". A scope that sees nothing finds nothing.
func (f *filter) within(s access.Scope, merchant string) {
	ids := s.Merchants()
	switch {
	case s.All() && merchant == "":
		return
	case s.All():
		ids = []string{merchant}
	case merchant != "":
		ids = slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return id != merchant })
	}
	ids = slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return id == "" })
	if len(ids) == 0 {
		f.and("1 = 0")
		return
	}
	if len(ids) == 1 {
		f.and(ofMerchant, ids[0])
		return
	}
	f.and("merchant_id IN ("+marks(len(ids))+")", anys(ids)...)
}

// todayOnly limits a query to the current business day of each merchant.
func (f *filter) todayOnly(ctx context.Context, v *view, s access.Scope) error {
	if !s.TodayOnly() {
		return nil
	}
	var each []string
	var args []any
	for _, id := range s.Merchants() {
		day, err := v.today(ctx, id)
		if err != nil {
			return err
		}
		each = append(each, "(merchant_id = ? AND business_day = ?)")
		args = append(args, id, int64(day))
	}
	if len(each) == 0 {
		each = []string{"1 = 0"}
	}
	f.and("("+strings.Join(each, " OR ")+")", args...)
	return nil
}

// view is one answer: one state of the database, one moment.
type view struct {
	db  *DB
	q   queryer
	reg *registry
}

// look runs fn on one state of the database.
func (db *DB) look(ctx context.Context, fn func(v *view) error) error {
	return db.snapshot(ctx, func(q queryer) error {
		db.books.mu.Lock()
		have := db.books.registry
		db.books.mu.Unlock()
		reg, err := db.registryAt(ctx, q, have)
		if err != nil {
			return err
		}
		if reg != have {
			db.books.mu.Lock()
			db.books.registry = reg
			db.books.mu.Unlock()
		}
		return fn(&view{db: db, q: q, reg: reg})
	})
}

// today gives the business day that a swipe made now would have.
func (v *view) today(ctx context.Context, id string) (calendar.Date, error) {
	rows, err := termsOf(ctx, v.q, id)
	if err != nil {
		return 0, err
	}
	now := v.db.clock.Now().In(v.reg.zoneOf(id))
	day, _ := terms.For(v.reg.merchant(id), rows, "*", "", dateOf(now)).BusinessDay(now)
	return day, nil
}

// Merchant gives a merchant of the scope, with the operator's defaults for
// zone and currency. A cashier sees no account.
func (db *DB) Merchant(ctx context.Context, s access.Scope, id string) (m record.Merchant, found bool, err error) {
	var f filter
	f.within(s, id)
	err = db.look(ctx, func(v *view) error {
		if id == "" {
			return nil
		}
		where := strings.ReplaceAll(f.sql(), "merchant_id", "id")
		got, err := readRows(ctx, v.q, "merchants", merchantColumns, scanMerchant, where, f.args...)
		if err != nil || len(got) == 0 {
			return err
		}
		m, found = v.reg.merchant(got[0].ID), true
		return nil
	})
	if !s.Totals() {
		m.Account = record.Account{}
	}
	return m, found, err
}

// forReader takes out of a trail what the reader's role must not see: staff's
// explanations, and from a cashier the payout it is in.
func forReader(t trail.Trail, s access.Scope) trail.Trail {
	if !s.Notes() {
		t.Explanation = ""
	}
	if !s.Totals() {
		t.Payout = nil
	}
	return t
}
