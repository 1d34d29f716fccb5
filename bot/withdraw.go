package main

import (
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/jedib0t/go-pretty/v6/table"

	"moneytrail/storage"
)

// withdrawn is the result of `import --withdraw`. Its JSON is stable.
type withdrawn struct {
	File     string `json:"file"`
	Hash     string `json:"hash"`
	Status   string `json:"status"` // withdrawn
	Rows     int    `json:"rows"`
	Returned int    `json:"returned"` // rows that say again what other files said
	Gone     int    `json:"gone"`     // rows that no other file told of
}

// withdraw takes an imported file back. It may run while serve runs: who was
// told what is no longer true hears of it from there.
func (a *app) withdraw(hash string, asJSON bool) error {
	db, err := a.store(slog.LevelWarn)
	if err != nil {
		return err
	}
	res, err := db.Withdraw(a.ctx, hash, "cli")
	if errors.Is(err, storage.ErrNoSuchFile) {
		return fmt.Errorf("%w; import --files lists the digests of the files that are imported", err)
	}
	if err != nil {
		return err
	}
	if asJSON {
		return printJSON(a.out, withdrawn{res.File.Name, res.File.Hash, "withdrawn", res.File.Rows, res.Returned, res.Gone})
	}
	_, err = fmt.Fprintf(a.out, "%s: taken back: %d rows say again what other files said, %d rows are gone\n", res.File.Name, res.Returned, res.Gone)
	return err
}

// listed is one file of `import --files`. Its JSON is stable.
type listed struct {
	File      string `json:"file"`
	Hash      string `json:"hash"`
	Source    string `json:"source"`
	Format    string `json:"format"`
	Kind      string `json:"kind"`
	Imported  string `json:"imported_at"`
	FirstDay  string `json:"first_day"`
	LastDay   string `json:"last_day"`
	Rows      int    `json:"rows"`
	New       int    `json:"new"`
	Unchanged int    `json:"unchanged"`
	Restated  int    `json:"restated"`
	Rejected  int    `json:"rejected"`
	// What was odd about the file when it was imported, at most 100 of each.
	Errors   []fileError   `json:"errors"` // of the rows that were left out
	Warnings []fileWarning `json:"warnings"`
	Totals   []fileTotal   `json:"totals"`
}

// remarked adds what the proof of a file said.
func (l *listed) remarked(r storage.Remarks) {
	l.Errors, l.Warnings, l.Totals = []fileError{}, []fileWarning{}, []fileTotal{}
	for _, e := range r.LeftOut {
		l.Errors = append(l.Errors, fileError{e.Line, e.Column, e.Message})
	}
	for _, w := range r.Warnings {
		l.Warnings = append(l.Warnings, fileWarning{w.Line, w.Message})
	}
	for _, t := range r.Totals {
		l.Totals = append(l.Totals, fileTotal{t.Name, t.Declared, t.Computed, t.OK})
	}
}

// listFiles prints the files that are imported, the newest first.
func (a *app) listFiles(asJSON bool) error {
	db, err := a.store(slog.LevelWarn)
	if err != nil {
		return err
	}
	all, err := db.Files(a.ctx)
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(f storage.File) bool { return f.State != "published" })
	slices.Reverse(all)
	s, err := a.settings()
	if err != nil {
		return err
	}
	if asJSON {
		out := make([]listed, 0, len(all))
		for _, f := range all {
			l := listed{File: f.Name, Hash: f.Hash, Source: f.Source, Format: f.Format, Kind: string(f.Kind),
				Imported: f.Imported.In(s.Zone()).Format(time.RFC3339), FirstDay: f.First.String(), LastDay: f.Last.String(),
				Rows: f.Rows, New: f.New, Unchanged: f.Unchanged, Restated: f.Restated, Rejected: f.Rejected}
			r, err := db.Remarks(a.ctx, f.ID)
			if err != nil {
				return err
			}
			l.remarked(r)
			out = append(out, l)
		}
		return printJSON(a.out, out)
	}
	if len(all) == 0 {
		_, err := fmt.Fprintln(a.out, "no file is imported yet")
		return err
	}
	w := table.NewWriter()
	w.SetOutputMirror(a.out)
	w.SetStyle(table.StyleLight)
	w.AppendHeader(table.Row{"digest", "imported", "format", "days", "rows", "remarks", "file"})
	for _, f := range all {
		days := f.First.String()
		if f.Last != f.First {
			days += " to " + f.Last.String()
		}
		remarks := ""
		if f.Remarked() > 0 {
			remarks = fmt.Sprint(f.Remarked())
		}
		w.AppendRow(table.Row{f.Digest(), f.Imported.In(s.Zone()).Format("2006-01-02 15:04"), f.Format, days, f.Rows, remarks, f.Name})
	}
	w.Render()
	return nil
}
