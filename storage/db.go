// Package storage keeps everything the product must not forget, in one
// database. All SQL of the product is in this package; callers see values of
// the packages they already know. It implements the ports of handlers (Books
// and Rolls) and the queues that the edges work on.
//
// Times are int64 milliseconds since 1970 UTC, money is int64 minor units
// beside its currency, lists and documents are JSON in TEXT columns.
package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"strings"
	"sync/atomic"
	"time"

	"moneytrail/handlers"
	"moneytrail/recon/calendar"
	"moneytrail/recon/schedule"
)

// Options are what the store needs to know besides where it is. Zero values
// are usable: no log, the machine's clock, UTC and CNY.
type Options struct {
	Logger   *slog.Logger
	Clock    handlers.Clock
	Zone     *time.Location // the operator's, for merchants that name none
	Currency string         // the operator's, for merchants that name none
	// Calendars tell working days; nil: the built-in ones.
	Calendars *calendar.Set
	// Backups is the folder of scheduled backups, "" none: where the newest good
	// one is looked for when the database is damaged.
	Backups string
	// Schedules tell when files of sources are expected; nil: it is learned, in Zone.
	Schedules *schedule.Plan
	// Version is the program's, which others are told where several processes serve.
	Version string
	// steps to the schema in place of the program's own, for tests.
	steps fs.FS
}

// DB is an open database. It is safe for concurrent use.
type DB struct {
	write *sql.DB // one connection: writers take turns
	read  *sql.DB // many connections, which cannot write
	dialect
	path    string // the file, or the server and the database there
	steps   fs.FS  // of Options
	backups string
	program string // its version
	log     *slog.Logger

	clock    handlers.Clock
	zone     *time.Location
	currency string
	cals     *calendar.Set
	rules    *rules
	books    books
	names    names

	serving atomic.Bool             // this process claimed the database by Serve
	process atomic.Pointer[process] // among those that serve from a server
	roles   roles

	calls calls // of who waits for work
	rides rides // of writes that wait for a commit

	couriers couriers // who takes items at once
}

// Open opens the database that url names, creating it where there is none yet,
// and brings its schema up to date. A url is the path of a SQLite file, with
// or without "sqlite:" before it, or the address of a PostgreSQL server. A
// damaged file, a database written by a newer version of the product and a file
// that needs a new schema while another process serves from it are refused with
// an error that says so; nothing is changed then. On a server a schema that only
// gains something is brought up to date under the processes that serve; before
// any other change Open waits until they have ended.
func Open(ctx context.Context, url string, o Options) (*DB, error) {
	db := &DB{log: o.Logger, clock: o.Clock,
		zone: o.Zone, currency: o.Currency, backups: o.Backups, program: o.Version, steps: o.steps}
	if db.log == nil {
		db.log = slog.New(slog.DiscardHandler)
	}
	if db.clock == nil {
		db.clock = machineClock{}
	}
	if db.zone == nil {
		db.zone = time.UTC
	}
	if db.currency == "" {
		db.currency = "CNY"
	}
	if db.cals = o.Calendars; db.cals == nil {
		db.cals = calendar.Builtin()
	}
	plan := o.Schedules
	if plan == nil {
		plan, _ = schedule.NewPlan(db.zone, db.cals) // nothing set, nothing wrong
	}
	db.rules = &rules{plan: plan, known: map[dayKey]learned{}}
	var err error
	if isPostgres(url) {
		err = db.openPostgres(ctx, url)
	} else {
		err = db.openSQLite(ctx, strings.TrimPrefix(url, "sqlite:"))
	}
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	if err := db.loadSalt(ctx); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// Close ends all use of the database. Closing twice is harmless.
func (db *DB) Close() error {
	var errs []error
	for _, pool := range []*sql.DB{db.read, db.write} { // the writer last: it folds the WAL in
		if pool != nil {
			errs = append(errs, pool.Close())
		}
	}
	return errors.Join(errs...)
}

// Path gives the file of the database, "" where it is on a server.
func (db *DB) Path() string {
	if file, ok := db.dialect.(*sqliteFile); ok {
		return file.path
	}
	return ""
}

// now is the machine's time in the store's unit.
func (db *DB) now() int64 { return millis(db.clock.Machine()) }

// machineClock is used where no business time was set.
type machineClock struct{}

func (machineClock) Now() time.Time              { return time.Now() }
func (machineClock) Machine() time.Time          { return time.Now() }
func (machineClock) Shift(t time.Time) time.Time { return t }

// Ping tells whether the database answers.
func (db *DB) Ping(ctx context.Context) error {
	if err := db.read.PingContext(ctx); err != nil {
		return fmt.Errorf("database %s: %w", db.path, err)
	}
	return nil
}
