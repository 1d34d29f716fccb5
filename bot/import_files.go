package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/importer"
	"moneytrail/recon/record"
	"moneytrail/storage"
)

// importing imports files: for the command, the watched folder and uploads.
type importing struct {
	db *storage.DB
	// options of all files: the book, the operator's currency, the source and owner that were named.
	options importer.Options
	dryRun  bool
	began   time.Time // business time at which the call began
	// watched shows progress; io.Discard: nobody looks.
	watched io.Writer
	// linking is called before the links are made, what it gives after; nil: nothing is.
	linking func() func()
	// told is called with each result as soon as it is there.
	told func(*fileResult)
}

// order in which the kinds are read: what others refer to comes first, so
// that fewer rows wait. Any order gives the same end.
var order = []record.Kind{record.Merchants, record.TermsRows, record.Transactions, record.Lines, record.Payouts, record.Entries, record.Events}

// refused tells whether a file of these was.
func refused(results []fileResult) bool {
	return slices.ContainsFunc(results, func(r fileResult) bool { return r.Status == "refused" })
}

// files imports files that came together, one result for each, in the order in
// which they were read, and makes the links of all of them at the end. What is
// wrong with a file is in its result; after an error the files before are in.
func (i *importing) files(ctx context.Context, files []found) ([]fileResult, error) {
	for n := range files {
		if files[n].err == nil {
			files[n].kind, files[n].err = importer.Recognise(files[n].in, i.options)
		}
	}
	slices.SortStableFunc(files, func(x, y found) int {
		return cmp.Compare(slices.Index(order, x.kind), slices.Index(order, y.kind))
	})
	reading, stop := context.WithCancel(ctx)
	defer stop()
	results := make([]fileResult, 0, len(files))
	var ahead *proving
	for n := range files {
		p := ahead
		if p == nil {
			p = i.prove(reading, files[n], i.watched)
		}
		if ahead = nil; n+1 < len(files) && !tellsOfMerchants(files[n].kind) {
			// Beside this one, and while it is written. Of two native files of 0.9 and 1 GiB
			// both proofs took 74 MiB over idle, one and the writing of the other 122.
			ahead = i.prove(reading, files[n+1], io.Discard)
		}
		<-p.done
		r, err := i.file(ctx, files[n], p)
		if err != nil {
			stop()
			if ahead != nil {
				<-ahead.done
			}
			err = fmt.Errorf("%s: %w", files[n].path, err)
			if errors.Is(err, storage.ErrFull) {
				return results, fmt.Errorf("%w; nothing of this file counts before all of it is in: import it again when there is room", err)
			}
			return results, errors.Join(err, i.relink(ctx)) // of the files before
		}
		results = append(results, r)
		if i.told != nil {
			i.told(&r)
		}
	}
	return results, i.relink(ctx)
}

// tellsOfMerchants tells whether the proofs of other files rest on what files
// of a kind say.
func tellsOfMerchants(k record.Kind) bool { return k == record.Merchants || k == record.TermsRows }

// proving is the proof of a file, there once done is closed.
type proving struct {
	done  chan struct{}
	was   storage.File // of the same bytes
	there bool         // they are imported already: nothing was proved
	proof importer.Proof
	err   error
}

// prove begins to prove a file, unless its bytes are imported already.
func (i *importing) prove(ctx context.Context, f found, watched io.Writer) *proving {
	p := &proving{done: make(chan struct{})}
	go func() {
		defer close(p.done)
		if f.err != nil {
			return
		}
		if !i.dryRun {
			if p.was, p.there, p.err = i.imported(ctx, &f.in); p.there || p.err != nil {
				return
			}
		}
		o := i.options
		bar := newProgress(watched, "proving "+shownName(filepath.Base(f.path)), f.in.Size)
		o.Progress = bar.bytes
		p.proof, p.err = importer.Prove(ctx, f.in, o)
		bar.end()
		if last := p.proof.Last; last > calendar.DateOf(i.began)+farAhead {
			p.proof.Warnings = append(p.proof.Warnings, importer.Problem{Message: fmt.Sprintf("it speaks of days up to %s, more than a year ahead: look at its dates", last)})
		}
	}()
	return p
}

// farAhead is how many days ahead no file speaks of.
const farAhead = 366

// imported finds the file that was imported with the bytes of this one, which are known from then on.
func (i *importing) imported(ctx context.Context, in *importer.Input) (storage.File, bool, error) {
	hash, err := importer.Digest(ctx, in)
	if err != nil {
		return storage.File{}, false, err
	}
	return i.db.Imported(ctx, hash)
}

// relink makes the links of what was written; of a dry run that is nothing.
func (i *importing) relink(ctx context.Context) error {
	if i.dryRun {
		return nil
	}
	if i.linking != nil {
		defer i.linking()()
	}
	if err := i.db.Relink(ctx); err != nil {
		return fmt.Errorf("the files are imported, their links are still to be made: %w", err)
	}
	return nil
}

// file imports one file that was proved, leaving the links for later.
func (i *importing) file(ctx context.Context, f found, p *proving) (fileResult, error) {
	r := fileResult{of: f.of, File: f.path, Status: "refused", Errors: []fileError{}, Warnings: []fileWarning{}, Totals: []fileTotal{}}
	if f.err != nil {
		if r, err := r.unreadable(f.err); err == nil {
			return r, nil
		}
		r.Errors = append(r.Errors, fileError{Message: f.err.Error()})
		return r, nil
	}
	if p.err != nil {
		return r.unreadable(p.err)
	}
	if p.there {
		said, err := i.db.Remarks(ctx, p.was.ID)
		r.again(p.was, said)
		return r, err
	}
	r.take(p.proof)
	o := i.options
	switch {
	case !p.proof.Known && f.inside:
		r.Status, r.Errors = "skipped", []fileError{}
		return r, nil
	case p.proof.Refused(o):
		return r, nil
	case i.dryRun:
		r.Status = "skipped"
		return r, nil
	}
	bar := newProgress(i.watched, "writing "+shownName(filepath.Base(f.path)), f.in.Size)
	res, err := i.db.Import(ctx, f.in, p.proof, storage.ImportOptions{Source: o.Source, SkipBad: o.SkipBad, Began: i.began, Later: true, Progress: bar.bytes})
	bar.end()
	if err != nil {
		return r.unreadable(err)
	}
	r.Status, r.New, r.Unchanged, r.Restated = res.Status, res.New, res.Unchanged, res.Restated
	for _, e := range res.Errors { // what only writing finds: two sources that say different things of one merchant
		r.Errors = append(r.Errors, fileError{e.Line, e.Column, e.Message})
	}
	return r, nil
}
