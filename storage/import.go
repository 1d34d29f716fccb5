package storage

import (
	"context"
	"errors"
	"fmt"
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/importer"
)

// ImportOptions of one file.
type ImportOptions struct {
	// Source names the witness where rows do not; "" = the profile's name.
	Source string
	// SkipBad leaves out the rows that the proof found bad.
	SkipBad bool
	// Began is the business time at which the whole call began: files of the same
	// call do not count as earlier imports of a source. Zero: now.
	Began time.Time
	// Progress is told the bytes read so far.
	Progress func(bytes int64)
	// Later leaves the links to the next Relink, which the caller must ask for:
	// files that are imported together are then linked once.
	Later bool
	// Batch is the number of rows of one transaction; 0: 100,000.
	Batch int
}

// ImportResult tells what an import did. Rows = New + Unchanged + Restated + Rejected.
type ImportResult struct {
	Status                                   string // imported, duplicate, refused
	Rows, New, Unchanged, Restated, Rejected int
	FileID                                   int64
	// Errors say why a file was refused that its proof had let through.
	Errors []importer.Problem
}

// Statuses of an import.
const (
	Imported    = "imported"
	IsDuplicate = "duplicate"
	Refused     = "refused"
)

const defaultBatch = 70_000

// Import writes a proved file: its rows in batches, each one transaction that
// also notes how far it came, so that an import which was killed goes on where
// it stopped; then the file becomes visible in one transaction; then the links
// of everything it touches are made again. The same bytes under whatever name
// are imported once, also when several imports of them run at the same time;
// those of a file without rows once a day.
// A file whose proof refuses it, or whose bytes are no longer those that were
// proved, changes nothing. After an error the import can be called again.
func (db *DB) Import(ctx context.Context, in importer.Input, p importer.Proof, o ImportOptions) (ImportResult, error) {
	opts := importer.Options{Source: o.Source, SkipBad: o.SkipBad, Currency: db.currency, Book: db, Calendars: db.cals, Progress: o.Progress}
	if p.Refused(opts) {
		return ImportResult{Status: Refused, Rows: p.Rows, Rejected: p.Rejected, Errors: p.Errors}, nil
	}
	return db.importRows(ctx, in.Name, p, o, func(yield func(importer.Row) error) error {
		return importer.Read(ctx, in, opts, p, yield)
	})
}

// refusal ends an import because of what the file says.
type refusal struct{ problem importer.Problem }

func (r *refusal) Error() string { return r.problem.Message }

// errPublished ends an import whose file another import has published meanwhile.
var errPublished = errors.New("the file was imported meanwhile")

// errOtherwise ends a publishing that would mix what is told of it with what
// waits to be told silently, or the other way round.
var errOtherwise = errors.New("links of another kind wait to be made")

func (db *DB) importRows(ctx context.Context, name string, p importer.Proof, o ImportOptions,
	read func(yield func(importer.Row) error) error) (ImportResult, error) {
	if !o.Later {
		if err := db.Relink(ctx); err != nil { // what an import that was killed left to do
			return ImportResult{}, err
		}
	}
	if o.Began.IsZero() {
		o.Began = db.clock.Now()
	}
	if o.Batch <= 0 {
		o.Batch = defaultBatch
	}
	if p.Rows == 0 { // each day without rows has its file, which are all alike
		p.Hash += "@" + calendar.DateOf(o.Began.In(db.zone)).String()
	}
	f, err := db.beginFile(ctx, name, p)
	if err != nil {
		return ImportResult{}, err
	}
	if f.State == "published" {
		return f.duplicate(), nil
	}
	w := db.newWriter(ctx, f, p, o.Batch)
	var failed error
	err = read(func(r importer.Row) error {
		failed = w.add(r)
		return failed
	})
	theirs := err != nil && failed == nil && ctx.Err() == nil // not the store's fault: the bytes are not those of the proof
	if end := w.end(err); end != nil && (err == nil || !theirs) {
		err = end
	}
	if theirs {
		_, gone := db.abandon(ctx, f.ID)
		return ImportResult{}, errors.Join(err, gone)
	}
	if err == nil {
		err = db.publish(ctx, f.ID, p, o.Began)
	}
	if errors.Is(err, errOtherwise) {
		if err = db.Relink(ctx); err == nil {
			err = db.publish(ctx, f.ID, p, o.Began)
		}
	}
	return db.finish(ctx, f.ID, err, o.Later)
}

// finish turns the end of a write into a result, and makes the links unless
// that is for later.
func (db *DB) finish(ctx context.Context, file int64, err error, later bool) (ImportResult, error) {
	var no *refusal
	switch {
	case errors.Is(err, errPublished):
		f, err := db.fileByID(ctx, file)
		return f.duplicate(), err
	case errors.As(err, &no):
		f, gone := db.abandon(ctx, file)
		return ImportResult{Status: Refused, Rows: f.Rows, FileID: file, Errors: []importer.Problem{no.problem}}, gone
	case err != nil:
		return ImportResult{}, err
	}
	db.forgetRegistry()
	f, err := db.fileByID(ctx, file)
	if err != nil {
		return ImportResult{}, err
	}
	res := f.result(Imported)
	if later {
		return res, nil
	}
	if err := db.Relink(ctx); err != nil {
		return res, fmt.Errorf("%s is imported, its links are still to be made: %w", f.Name, err)
	}
	return res, nil
}
