package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"moneytrail/handlers/mask"
	"moneytrail/recon/importer"
	"moneytrail/recon/record"
	"moneytrail/storage"
)

type importCmd struct {
	Paths   []string `arg:"" name:"path" help:"Files and folders."`
	Source  string   `help:"Name of the witness, for rows that name none." placeholder:"NAME"`
	SkipBad bool     `help:"Import a file without its bad rows instead of refusing it."`
	DryRun  bool     `help:"Prove the files and write nothing."`
	JSON    bool     `name:"json" help:"Print the result as JSON."`
}

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

// found is a file to import: named on the command line, or found in a folder.
type found struct {
	path   string
	inside bool // of a folder: what no format knows is skipped, not refused
	kind   record.Kind
	err    error
}

// order in which the kinds are read: what others refer to comes first, so
// that fewer rows wait. Any order gives the same end.
var order = []record.Kind{record.Merchants, record.TermsRows, record.Transactions, record.Lines, record.Payouts, record.Entries, record.Events}

// Run imports every file; it fails when one was refused.
func (c *importCmd) Run(a *app) error {
	files, err := collect(c.Paths)
	if err != nil {
		return err
	}
	db, err := a.store(slog.LevelWarn)
	if err != nil {
		return err
	}
	s, err := a.settings()
	if err != nil {
		return err
	}
	o := importer.Options{Source: c.Source, SkipBad: c.SkipBad, Currency: s.Currency, Book: db, Calendars: a.calendars}
	for i := range files {
		files[i].kind, files[i].err = importer.Recognise(input(files[i].path), o)
	}
	slices.SortStableFunc(files, func(x, y found) int {
		return cmp.Compare(slices.Index(order, x.kind), slices.Index(order, y.kind))
	})
	results := make([]fileResult, 0, len(files))
	refused := false
	for _, f := range files {
		r, err := c.one(a, db, f, o)
		if err != nil {
			return errors.Join(fmt.Errorf("%s: %w", f.path, err), db.Relink(a.ctx)) // of the files before
		}
		results = append(results, r)
		refused = refused || r.Status == "refused"
		if !c.JSON {
			r.print(a.out, a.err)
		}
	}
	if !c.DryRun {
		if err := db.Relink(a.ctx); err != nil {
			return fmt.Errorf("the files are imported, their links are still to be made: %w", err)
		}
	}
	if c.JSON {
		if err := printJSON(a.out, results); err != nil {
			return err
		}
		for _, r := range results {
			if r.Status == "refused" {
				r.print(io.Discard, a.err)
			}
		}
	}
	if refused {
		return errTold
	}
	return nil
}

func (c *importCmd) one(a *app, db *storage.DB, f found, o importer.Options) (fileResult, error) {
	in := input(f.path)
	r := fileResult{File: f.path, Status: "refused", Errors: []fileError{}, Warnings: []fileWarning{}, Totals: []fileTotal{}}
	if f.err != nil {
		r.Errors = append(r.Errors, fileError{Message: f.err.Error()})
		return r, nil
	}
	bar := newProgress(a.err, "proving "+filepath.Base(f.path), in.Size)
	o.Progress = bar.bytes
	proof, err := importer.Prove(a.ctx, in, o)
	bar.end()
	if err != nil {
		return r, err
	}
	r.take(proof)
	switch {
	case !proof.Known && f.inside:
		r.Status, r.Errors = "skipped", []fileError{}
		return r, nil
	case proof.Refused(o):
		return r, nil
	case c.DryRun:
		r.Status = "skipped"
		return r, nil
	}
	bar = newProgress(a.err, "writing "+filepath.Base(f.path), in.Size)
	o.Progress = bar.bytes
	res, err := db.Import(a.ctx, in, proof, storage.ImportOptions{Source: c.Source, SkipBad: c.SkipBad, Began: a.began(), Later: true, Progress: bar.bytes})
	bar.end()
	if err != nil {
		return r, err
	}
	r.Status, r.New, r.Unchanged, r.Restated = res.Status, res.New, res.Unchanged, res.Restated
	for _, e := range res.Errors { // what only writing finds: two sources that say different things of one merchant
		r.Errors = append(r.Errors, fileError{e.Line, e.Column, e.Message})
	}
	return r, nil
}

func (r *fileResult) take(p importer.Proof) {
	r.Source, r.Format, r.Rows, r.Rejected, r.More = p.Source, p.Format, p.Rows, p.Rejected, p.MoreErrors
	for _, e := range p.Errors {
		r.Errors = append(r.Errors, fileError{e.Line, e.Column, e.Message})
	}
	for _, w := range p.Warnings {
		r.Warnings = append(r.Warnings, fileWarning{w.Line, w.Message})
	}
	for _, t := range p.Totals {
		r.Totals = append(r.Totals, fileTotal{t.Name, t.Declared, t.Computed, t.OK})
	}
}

// print tells a person what became of the file: a line on out, and what is
// wrong on err.
func (r *fileResult) print(out, err io.Writer) {
	switch r.Status {
	case "imported":
		fmt.Fprintf(out, "%s: imported as %s: %d rows, %d new, %d restated, %d unchanged, %d rejected\n", r.File, r.Format, r.Rows, r.New, r.Restated, r.Unchanged, r.Rejected)
	case "duplicate":
		fmt.Fprintf(out, "%s: nothing to do: this file was imported before\n", r.File)
	case "skipped":
		if r.Format == "" {
			fmt.Fprintf(out, "%s: skipped: no format knows it\n", r.File)
		} else {
			fmt.Fprintf(out, "%s: good as %s: %d rows; nothing was written (--dry-run)\n", r.File, r.Format, r.Rows)
		}
	case "refused":
		fmt.Fprintf(err, "%s: refused, nothing of it was imported\n", r.File)
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
	for _, t := range r.Totals {
		if !t.OK {
			fmt.Fprintf(err, "  total %s: the file says %s, its rows give %s\n", t.Name, t.Declared, t.Computed)
		}
	}
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

// collect lists the files that paths name, folders in order of names; hidden
// files are left out.
func collect(paths []string) ([]found, error) {
	var files []found
	for _, p := range paths {
		info, err := os.Stat(p)
		if err != nil {
			return nil, fmt.Errorf("there is no file or folder %s", p)
		}
		if !info.IsDir() {
			files = append(files, found{path: p})
			continue
		}
		err = filepath.WalkDir(p, func(path string, d fs.DirEntry, err error) error {
			hidden := strings.HasPrefix(d.Name(), ".") && path != p
			switch {
			case err != nil:
				return err
			case hidden && d.IsDir():
				return fs.SkipDir
			case !hidden && d.Type().IsRegular():
				files = append(files, found{path: path, inside: true})
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return files, nil
}

// input opens a file for the importer. Its name is kept with what it brings and
// is shown as evidence, so a card number in it is masked.
func input(path string) importer.Input {
	name, _ := mask.Text(filepath.Base(path))
	in := importer.Input{Name: name, Open: func() (io.ReadCloser, error) { return os.Open(path) }}
	if info, err := os.Stat(path); err == nil {
		in.Size = info.Size()
	}
	return in
}

// printJSON writes stable, indented JSON.
func printJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
