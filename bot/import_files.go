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
	results := make([]fileResult, 0, len(files))
	for _, f := range files {
		r, err := i.file(ctx, f)
		if err != nil {
			return results, errors.Join(fmt.Errorf("%s: %w", f.path, err), i.relink(ctx)) // of the files before
		}
		results = append(results, r)
		if i.told != nil {
			i.told(&r)
		}
	}
	return results, i.relink(ctx)
}

// relink makes the links of what was written; of a dry run that is nothing.
func (i *importing) relink(ctx context.Context) error {
	if i.dryRun {
		return nil
	}
	if err := i.db.Relink(ctx); err != nil {
		return fmt.Errorf("the files are imported, their links are still to be made: %w", err)
	}
	return nil
}

// file proves one file and imports it, leaving the links for later.
func (i *importing) file(ctx context.Context, f found) (fileResult, error) {
	r := fileResult{of: f.of, File: f.path, Status: "refused", Errors: []fileError{}, Warnings: []fileWarning{}, Totals: []fileTotal{}}
	if f.err != nil {
		r.Errors = append(r.Errors, fileError{Message: f.err.Error()})
		return r, nil
	}
	o := i.options
	bar := newProgress(i.watched, "proving "+shownName(filepath.Base(f.path)), f.in.Size)
	o.Progress = bar.bytes
	proof, err := importer.Prove(ctx, f.in, o)
	bar.end()
	if err != nil {
		return r.unreadable(err)
	}
	r.take(proof)
	switch {
	case !proof.Known && f.inside:
		r.Status, r.Errors = "skipped", []fileError{}
		return r, nil
	case proof.Refused(o):
		return r, nil
	case i.dryRun:
		r.Status = "skipped"
		return r, nil
	}
	bar = newProgress(i.watched, "writing "+shownName(filepath.Base(f.path)), f.in.Size)
	res, err := i.db.Import(ctx, f.in, proof, storage.ImportOptions{Source: o.Source, SkipBad: o.SkipBad, Began: i.began, Later: true, Progress: bar.bytes})
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
