package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"

	"moneytrail/recon/importer"
	"moneytrail/recon/importer/archive"
	"moneytrail/storage"
)

// fileResult is one element of import --json.
type fileResult struct {
	File      string        `json:"file"`
	Source    string        `json:"source"`
	Format    string        `json:"format,omitempty"`
	Status    string        `json:"status"`
	Rows      int           `json:"rows"`
	New       int           `json:"new"`
	Unchanged int           `json:"unchanged"`
	Restated  int           `json:"restated"`
	Rejected  int           `json:"rejected"`
	Errors    []fileError   `json:"errors"`
	More      int           `json:"more_errors,omitempty"`
	Warnings  []fileWarning `json:"warnings"`
	Totals    []fileTotal   `json:"totals"`
	Hash      string        `json:"hash,omitempty"` // SHA-256 of the bytes

	of int // found.of
	// disk is why the file could not be read, which says nothing of what is in it
	disk error
	// totalsTold: errors or warnings say of each total that does not tie that it does not
	totalsTold bool
}

type fileError struct {
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Message string `json:"message"`
}

type fileWarning struct {
	Line    int    `json:"line"`
	Message string `json:"message"`
}

type fileTotal struct {
	Name     string `json:"name"`
	Declared string `json:"declared"`
	Computed string `json:"computed"`
	OK       bool   `json:"ok"`
}

func (r *fileResult) take(p importer.Proof) {
	r.Hash, r.Source, r.Format, r.Rows, r.Rejected, r.More = p.Hash, p.Source, p.Format, p.Rows, p.Rejected, p.MoreErrors
	for _, e := range p.Errors {
		r.Errors = append(r.Errors, fileError{e.Line, e.Column, e.Message})
	}
	for _, w := range p.Warnings {
		r.Warnings = append(r.Warnings, fileWarning{w.Line, w.Message})
	}
	ofTotal := func(p importer.Problem) bool { return p.OfTotal }
	r.totalsTold = slices.ContainsFunc(p.Errors, ofTotal) || slices.ContainsFunc(p.Warnings, ofTotal)
	for _, t := range p.Totals {
		r.Totals = append(r.Totals, fileTotal{t.Name, t.Declared, t.Computed, t.OK})
	}
}

// again tells of bytes that were imported before, by what is kept of them.
func (r *fileResult) again(f storage.File, said storage.Remarks) {
	r.take(importer.Proof{Hash: f.Hash, Source: f.Source, Format: f.Format, Rows: f.Rows, Rejected: f.Rejected,
		Errors: said.LeftOut, Warnings: said.Warnings, Totals: said.Totals})
	r.Status, r.Unchanged = storage.IsDuplicate, f.Rows-f.Rejected
}

// unreadable refuses a file because of what came up while it was read, where
// that is the file's matter: the others can still be imported.
func (r fileResult) unreadable(err error) (fileResult, error) {
	var damaged archive.Refusal
	var changed *importer.ChangedError
	var disk *fs.PathError
	switch {
	case errors.As(err, &damaged):
		r.Errors = append(r.Errors, fileError{Message: damaged.Message})
	case errors.As(err, &changed):
		r.Errors = append(r.Errors, fileError{Message: changed.Error()})
	case errors.As(err, &disk):
		r.disk = disk.Err
		r.Errors = append(r.Errors, fileError{Message: fmt.Sprintf("the file cannot be read (%s)", disk.Err)})
	default:
		return r, err
	}
	r.Status = "refused"
	return r, nil
}

// print tells a person what became of the file: a line on out, and what is
// wrong on err.
func (r *fileResult) print(out, err io.Writer) {
	name := shownName(r.File)
	switch r.Status {
	case "imported":
		fmt.Fprintf(out, "%s: imported as %s: %d rows, %d new, %d restated, %d unchanged, %d rejected\n", name, r.Format, r.Rows, r.New, r.Restated, r.Unchanged, r.Rejected)
	case "duplicate":
		fmt.Fprintf(out, "%s: nothing to do: this file was imported before\n", name)
	case "skipped":
		if r.Format == "" {
			fmt.Fprintf(out, "%s: skipped: no format knows it\n", name)
		} else {
			fmt.Fprintf(out, "%s: good as %s: %d rows; nothing was written (--dry-run)\n", name, r.Format, r.Rows)
		}
	case "refused":
		fmt.Fprintf(err, "%s: refused, nothing of it was imported\n", name)
	}
	for _, e := range r.Errors {
		fmt.Fprintf(err, "  %s%s\n", where(e.Line, e.Column), e.Message)
	}
	if r.More > 0 {
		fmt.Fprintf(err, "  and %d more errors\n", r.More)
	}
	for _, w := range r.Warnings {
		fmt.Fprintf(err, "  warning: %s%s\n", where(w.Line, 0), w.Message)
	}
	for _, t := range r.untold() {
		fmt.Fprintf(err, "  %s\n", untied(t.Name, t.Declared, t.Computed))
	}
}

// untold gives the totals that do not tie where no error or warning says so
// already: those of a file that was imported before.
func (r *fileResult) untold() (all []fileTotal) {
	for _, t := range r.Totals {
		if !t.OK && !r.totalsTold {
			all = append(all, t)
		}
	}
	return all
}

func where(line, column int) string {
	switch {
	case line == 0:
		return ""
	case column == 0:
		return fmt.Sprintf("line %d: ", line)
	}
	return fmt.Sprintf("line %d, column %d: ", line, column)
}

// printJSON writes stable, indented JSON.
func printJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
