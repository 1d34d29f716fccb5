package storage

import (
	"context"
	"fmt"
	"slices"

	"moneytrail/recon/importer"
)

// Remarks are what the proof of an imported file said beside its rows. They are
// kept as long as the file is known: a warning that nobody reads on the day is
// still there when somebody asks. At most keptRemarks of each kind are kept.
type Remarks struct {
	Warnings []importer.Problem
	// LeftOut says what was wrong with the rows that --skip-bad left out.
	LeftOut []importer.Problem
	// Totals are the file's own sums as printed and as computed, tied or not;
	// those that do not tie come first.
	Totals []importer.Total
}

// keptRemarks is how many warnings, reasons of left out rows and totals of one
// file are kept, each.
const keptRemarks = importer.MaxErrors

// What a remark is about.
const (
	remarkWarning = "warning"
	remarkLeftOut = "left_out"
	remarkTotal   = "total"
)

// remarksOf takes from a proof what is kept with the file.
func remarksOf(p importer.Proof) Remarks {
	r := Remarks{Warnings: warnings(p), LeftOut: p.Errors}
	for _, ok := range []bool{false, true} {
		for _, t := range p.Totals {
			if t.OK == ok {
				r.Totals = append(r.Totals, t)
			}
		}
	}
	r.Warnings = r.Warnings[:min(len(r.Warnings), keptRemarks)]
	r.LeftOut = r.LeftOut[:min(len(r.LeftOut), keptRemarks)]
	r.Totals = r.Totals[:min(len(r.Totals), keptRemarks)]
	return r
}

// warnings of a proof, without those that say what a total that does not tie
// says: such a total is one remark.
func warnings(p importer.Proof) []importer.Problem {
	return slices.DeleteFunc(slices.Clone(p.Warnings), func(w importer.Problem) bool { return w.OfTotal })
}

// untied counts the totals of a proof that do not tie.
func untied(p importer.Proof) (n int) {
	for _, t := range p.Totals {
		if !t.OK {
			n++
		}
	}
	return n
}

// keepRemarks writes the remarks of a file that is being published.
func keepRemarks(ctx context.Context, t *tx, file int64, p importer.Proof) error {
	r, n := remarksOf(p), 0
	insert := func(what string, line, column int, text, declared, computed string, ok bool) error {
		n++
		_, err := t.exec(ctx, `INSERT INTO file_remarks (file_id, n, what, line_no, column_no, text, declared, computed, ok)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`, file, n, what, line, column, text, declared, computed, truth(ok))
		return err
	}
	for _, w := range r.Warnings {
		if err := insert(remarkWarning, w.Line, w.Column, w.Message, "", "", false); err != nil {
			return err
		}
	}
	for _, e := range r.LeftOut {
		if err := insert(remarkLeftOut, e.Line, e.Column, e.Message, "", "", false); err != nil {
			return err
		}
	}
	for _, v := range r.Totals {
		if err := insert(remarkTotal, 0, 0, v.Name, v.Declared, v.Computed, v.OK); err != nil {
			return err
		}
	}
	_, err := t.exec(ctx, "UPDATE files SET warnings = ?, untied = ? WHERE id = ?", len(warnings(p)), untied(p), file)
	return err
}

// Remarks gives what the proof of a file said when it was imported.
func (db *DB) Remarks(ctx context.Context, file int64) (Remarks, error) {
	var r Remarks
	rows, err := db.reads().query(ctx, `SELECT what, line_no, column_no, text, declared, computed, ok FROM file_remarks
		WHERE file_id = ? ORDER BY n`, file)
	_, err = collect(rows, err, func(s scanner) (struct{}, error) {
		var what string
		var p importer.Problem
		var t importer.Total
		if err := s.Scan(&what, &p.Line, &p.Column, &p.Message, &t.Declared, &t.Computed, &t.OK); err != nil {
			return struct{}{}, err
		}
		switch t.Name = p.Message; what {
		case remarkWarning:
			r.Warnings = append(r.Warnings, p)
		case remarkLeftOut:
			r.LeftOut = append(r.LeftOut, p)
		case remarkTotal:
			r.Totals = append(r.Totals, t)
		}
		return struct{}{}, nil
	})
	if err != nil {
		return r, fmt.Errorf("remarks of file %d: %w", file, err)
	}
	return r, nil
}
