package storage

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"time"

	"moneytrail/handlers/sheet"
	"moneytrail/recon/money"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// exporter writes one kind of export.
type exporter struct {
	db    *DB
	to    io.Writer
	w     *csv.Writer // to it
	now   time.Time
	views []*view // of one state of the database, the first of which is for what is not done side by side
}

// exportKind is a kind of export: its columns and what writes the rows.
type exportKind struct {
	name, columns string
	write         func(*exporter, context.Context) error
}

func exportKinds() []exportKind {
	return []exportKind{
		{"transactions", "transaction_id,merchant_id,state,reason,matched_by,line_id,payout_id,entry_id", (*exporter).transactions},
		{"settlements", "line_id,state,matched_by,transaction_id,payout_id", (*exporter).settlements},
		{"payouts", "payout_id,merchant_id,expected,state,matched_by,entry_id,difference", (*exporter).payouts},
		{"bank", "entry_id,state,payout_id", (*exporter).bank},
		{"breaks", "kind,id,merchant_id,amount,currency,age_days,explanation", (*exporter).breaks},
		{"cases", "case_id,merchant_id,subject,status,urgent,reason,amount,currency,claimed_by,resolution,opened_at,business_date", (*exporter).cases},
		{"playbooks", "playbook,started,solved,watching,case,left,left_at,contradicted", (*exporter).playbooks},
		{"audit", "id,at,actor,action,subject,detail,hash", (*exporter).audit},
	}
}

// ExportKinds names what Export can write.
func ExportKinds() []string {
	var names []string
	for _, k := range exportKinds() {
		names = append(names, k.name)
	}
	return names
}

// Export writes CSV with a header line: one kind, all merchants in order of
// their ids, the rows of each in order of source and id. now is business time:
// what has become late or missing by then says so. Everything is of one state
// of the database.
func (db *DB) Export(ctx context.Context, kind string, w io.Writer, now time.Time) error {
	all := exportKinds()
	i := slices.IndexFunc(all, func(k exportKind) bool { return k.name == kind })
	if i < 0 {
		return fmt.Errorf("there is no export %q: name one of %s", kind, strings.Join(ExportKinds(), ", "))
	}
	e := &exporter{db: db, to: w, w: csv.NewWriter(w), now: now}
	err := db.lookTogether(ctx, min(runtime.GOMAXPROCS(0), maxTogether), nil, func(views []*view) error {
		e.views = views
		if err := e.w.Write(strings.Split(all[i].columns, ",")); err != nil {
			return err
		}
		return all[i].write(e, ctx)
	})
	if err == nil {
		e.w.Flush()
		err = e.w.Error()
	}
	if err != nil {
		return fmt.Errorf("export %s: %w", kind, err)
	}
	return nil
}

// row writes cells, and changes them.
func row(w *csv.Writer, cells ...string) error {
	for i, c := range cells {
		cells[i] = sheet.Cell(c)
	}
	return w.Write(cells)
}

// merchants lists everybody who has rows: the merchants, and numbers that rows
// printed and no merchant bears yet.
func (e *exporter) merchants(ctx context.Context) ([]string, error) {
	v := e.views[0]
	rows, err := v.q.query(ctx, `SELECT DISTINCT COALESCE(m.id, p.ref) AS id FROM parties p LEFT JOIN merchants m ON m.row = p.merchant
		WHERE EXISTS (SELECT 1 FROM transaction_days d WHERE d.party = p.id) OR EXISTS (SELECT 1 FROM line_days d WHERE d.party = p.id)
			OR EXISTS (SELECT 1 FROM payouts d WHERE d.party = p.id) ORDER BY id`)
	return collect(rows, err, func(s scanner) (id string, err error) { return id, s.Scan(&id) })
}

// exportPortion is how many merchants one goroutine takes at once at most: as
// many as one statement asks for without asking for one twice (see padded).
const exportPortion = 64

// portions has the rows of merchants written by write, some of them at a time:
// some goroutines work side by side, and the order is kept.
func (e *exporter) portions(ctx context.Context, ids []string, write func(context.Context, *view, []string, *csv.Writer) error) error {
	portions := slices.Collect(slices.Chunk(ids, max(1, min(exportPortion, len(ids)/(4*len(e.views)))))) // all have work to the end
	return e.inOrder(ctx, len(portions), func(ctx context.Context, v *view, i int, w *csv.Writer) error {
		return write(ctx, v, portions[i], w)
	})
}

// each has the rows of one merchant after the other written by write.
func (e *exporter) each(ctx context.Context, write func(context.Context, *shelf, *csv.Writer) error) error {
	return e.ahead(ctx, func(ctx context.Context, v *view, ids []string, w *csv.Writer) error {
		for _, id := range ids {
			s, err := v.shelf(ctx, id)
			if err != nil {
				return err
			}
			if err := write(ctx, s, w); err != nil {
				return err
			}
		}
		return nil
	})
}

// eachWhole is each for what needs all transactions and lines of a merchant.
func (e *exporter) eachWhole(ctx context.Context, write func(context.Context, *shelf, *csv.Writer) error) error {
	return e.ahead(ctx, func(ctx context.Context, v *view, ids []string, w *csv.Writer) error {
		return v.laidOut(ctx, ids, []string{trailLeaves, linkLeaves}, mostLaid, func(s *shelf) error { return write(ctx, s, w) })
	})
}

// ahead has the rows of all merchants written by write, a portion at a time, what
// their payouts rest on being read.
func (e *exporter) ahead(ctx context.Context, write func(context.Context, *view, []string, *csv.Writer) error) error {
	ids, err := e.merchants(ctx)
	if err != nil {
		return err
	}
	return e.portions(ctx, ids, func(ctx context.Context, v *view, ids []string, w *csv.Writer) error {
		if err := v.readAhead(ctx, ids, false); err != nil {
			return err
		}
		return write(ctx, v, ids, w)
	})
}

func inOrder(a record.Origin, aid string, b record.Origin, bid string) int {
	if c := strings.Compare(a.Source, b.Source); c != 0 {
		return c
	}
	return strings.Compare(aid, bid)
}

func bySourceAndID(sales []record.Transaction) {
	slices.SortFunc(sales, func(a, b record.Transaction) int { return inOrder(a.Origin, a.ID, b.Origin, b.ID) })
}

func (e *exporter) transactions(ctx context.Context) error {
	return e.eachWhole(ctx, func(ctx context.Context, s *shelf, w *csv.Writer) error {
		f, _, err := s.all(ctx)
		if err != nil {
			return err
		}
		bySourceAndID(f.Sales)
		return trail.Outlines(f, e.db.cals, e.now, func(t *trail.Outline) error {
			return row(w, t.TransactionID, t.MerchantID, string(t.State), trail.JoinReasons(t.Reasons), t.MatchedBy, t.LineID,
				t.PayoutID, t.EntryID)
		})
	})
}

func (e *exporter) payouts(ctx context.Context) error {
	return e.each(ctx, func(ctx context.Context, s *shelf, w *csv.Writer) error {
		f, err := s.paid(ctx)
		if err != nil {
			return err
		}
		slices.SortFunc(f.Payouts, func(a, b trail.LinkedPayout) int { return inOrder(a.Origin, a.ID, b.Origin, b.ID) })
		for i, v := range trail.BuildPayouts(f, e.db.cals, e.now) {
			p := f.Payouts[i]
			expected, difference := p.Amount, ""
			if p.Implied {
				expected = p.LinesNet
			}
			if v.EntryID != "" {
				difference = money.Format(v.Banked-expected, p.Currency)
			}
			if err := row(w, p.ID, f.Merchant.ID, money.Format(expected, p.Currency), string(v.State), v.MatchedBy, v.EntryID,
				difference); err != nil {
				return err
			}
		}
		return nil
	})
}

func (e *exporter) breaks(ctx context.Context) error {
	err := e.eachWhole(ctx, func(ctx context.Context, s *shelf, w *csv.Writer) error {
		f, trails, err := s.reckoned(ctx, e.now)
		if err != nil {
			return err
		}
		return writeBreaks(w, trail.BreaksOf(f, trails, e.db.cals, e.now))
	})
	if err != nil {
		return err
	}
	// Entries of accounts that no merchant has, and of merchants without any other row.
	f, err := e.views[0].nobodys(ctx)
	if err != nil {
		return err
	}
	return writeBreaks(e.w, trail.BreaksOf(f, nil, e.db.cals, e.now))
}

func (v *view) orphans(ctx context.Context, where string, args ...any) ([]record.Entry, error) {
	rows, err := v.entries(ctx, "state = 'orphan' AND "+where+" ORDER BY source, id", args...)
	all := make([]record.Entry, len(rows))
	for i, r := range rows {
		all[i] = r.Entry
	}
	return all, err
}

func writeBreaks(w *csv.Writer, breaks []trail.Break) error {
	for _, b := range breaks {
		if n := len(b.Suggested); n > 0 {
			b.Explanation += "; accepting " + strings.Join(b.Suggested[:min(n, 3)], " or ") + " would close it"
		}
		if err := row(w, string(b.Kind), b.ID, b.MerchantID, money.Format(b.Amount, b.Currency), b.Currency,
			fmt.Sprint(b.AgeDays), b.Explanation); err != nil {
			return err
		}
	}
	return nil
}
