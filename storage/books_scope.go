package storage

import (
	"context"
	"slices"
	"strings"

	"moneytrail/handlers/access"
	"moneytrail/recon/calendar"
	"moneytrail/recon/match"
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

// within limits a query on a table with parties to what the scope sees, and to
// one merchant of it unless merchant is "". A scope that sees nothing finds nothing.
func (f *filter) within(reg *registry, s access.Scope, merchant string) {
	if keys, some := f.only(reg, s, merchant); some {
		f.and("party IN (SELECT p.id FROM parties p WHERE p.merchant IN ("+marks(len(keys))+"))", keys...)
	}
}

// only gives the keys of the merchants that a query is to be limited to.
// some is false where it needs no further condition: everything is seen, or
// nothing, which is then said already.
func (f *filter) only(reg *registry, s access.Scope, merchant string) (keys []any, some bool) {
	if s.All() && merchant == "" {
		return nil, false
	}
	for _, id := range seen(s, merchant) {
		if key := reg.keyOf(id); key != 0 {
			keys = append(keys, key)
		}
	}
	if len(keys) == 0 {
		f.and("1 = 0")
	}
	return keys, len(keys) > 0
}

// seen lists the merchants that a scope sees, or the one of them that is asked
// for; nil for all there are.
func seen(s access.Scope, merchant string) []string {
	ids := s.Merchants()
	switch {
	case s.All() && merchant == "":
		return nil
	case s.All():
		ids = []string{merchant}
	case merchant != "":
		ids = slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return id != merchant })
	}
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return id == "" })
}

// view is one answer: one state of the database, one moment.
type view struct {
	db     *DB
	q      queryer
	reg    *registry
	unseen map[int64]string // states of files that are not published
	known  map[int64]who
	at     edition
	drafts drafts
	// came tells what came from each source, once somebody asked.
	came   *sourcesCame
	words  *decided // what people decided, once somebody asked
	ahead  ahead    // what was read for several merchants at once, or before
	memory *memory  // nil: none
	desk   *desk    // of bulk work
	laid   *laid    // of what bulk work is at; nil: none
	near   *near    // of whose parts are linked; nil: none
	// scattered: pages of merchants that follow each other do not lie together.
	scattered bool
	own       *match.Matcher // where there is no desk
}

// matcher gives the room in which the view's rows are matched.
func (v *view) matcher() *match.Matcher {
	if v.desk != nil {
		return &v.desk.Matcher
	}
	if v.own == nil {
		v.own = new(match.Matcher)
	}
	return v.own
}

// look runs fn on one state of the database.
func (db *DB) look(ctx context.Context, fn func(v *view) error) error {
	return db.snapshot(ctx, func(q queryer) error {
		v, err := db.viewWith(ctx, q, db.books.memoryOf)
		if err != nil {
			return err
		}
		return fn(v)
	})
}

// lookAnew is look for bulk work, which reads what nobody asks for again: nothing
// of it is remembered.
func (db *DB) lookAnew(ctx context.Context, fn func(v *view) error) error {
	return db.snapshot(ctx, func(q queryer) error {
		v, err := db.viewOf(ctx, q)
		if err != nil {
			return err
		}
		return fn(v)
	})
}

// viewOf begins a view of what q reads, which may be what it wrote itself.
func (db *DB) viewOf(ctx context.Context, q queryer) (*view, error) {
	return db.viewWith(ctx, q, func(edition) *memory { return nil })
}

// viewWith begins a view with what is remembered of its edition.
func (db *DB) viewWith(ctx context.Context, q queryer, remembered func(edition) *memory) (v *view, err error) {
	v = &view{db: db, q: q}
	if v.at, v.drafts, err = readEdition(ctx, q); err != nil {
		return nil, err
	}
	if v.reg, err = db.registryOf(ctx, q, v.at.merchants); err != nil {
		return nil, err
	}
	if v.memory = remembered(v.at); v.memory != nil {
		v.ahead = v.memory.ahead
	}
	v.unseen, err = v.unseenNow(ctx)
	return v, err
}

// hides tells whether the rows of a file are not seen. What was remembered by
// views that began later may have rows of a file that began after this one.
func (v *view) hides(file int64) bool {
	return v.unseen[file] != "" || v.memory != nil && file > v.drafts.file
}

// days limits a column to an inclusive range; 0 is open.
func (f *filter) days(column string, from, to calendar.Date) {
	if from != 0 {
		f.and(column+" >= ?", int64(from))
	}
	if to != 0 {
		f.and(column+" <= ?", int64(to))
	}
	if from != 0 || to != 0 {
		f.and(column + " <> 0")
	}
}

func (f *filter) amounts(column string, from, to *int64) {
	if from != nil {
		f.and(column+" >= ?", *from)
	}
	if to != nil {
		f.and(column+" <= ?", *to)
	}
}

// today gives the business day that a swipe made now would have.
func (v *view) today(ctx context.Context, id string) (calendar.Date, error) {
	rows, err := v.termsOf(ctx, id)
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
	err = db.look(ctx, func(v *view) error {
		if _, known := v.reg.byID[id]; known && slices.Contains(seen(s, id), id) {
			m, found = v.reg.merchant(id), true
		}
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
