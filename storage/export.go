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

// exporter writes some kinds of export, all of one state of the database.
type exporter struct {
	db    *DB
	now   time.Time
	views []*view // of one state of the database, the first of which is for what is not done side by side
	sinks []sink
}

// sink is where the rows of a kind go.
type sink struct {
	exportKind
	to io.Writer
	w  *csv.Writer // to it
}

// exportKind is a kind of export: its columns, and what writes its rows: those of
// each merchant, and behind them those that are nobody's, or everybody's.
type exportKind struct {
	name, columns string
	needs         exportNeeds
	each          func(*exporter, context.Context, *shelf, *csv.Writer) error
	rest          func(*exporter, context.Context, *csv.Writer) error
}

// exportNeeds is what is read for many merchants at once before the rows of each are written.
type exportNeeds struct {
	payouts bool     // and what they rest on
	leaves  []string // these tables of leaves, and all transactions and lines
}

func exportKinds() []exportKind {
	whole := exportNeeds{payouts: true, leaves: []string{trailLeaves, linkLeaves}}
	return []exportKind{
		{"transactions", "transaction_id,merchant_id,state,reason,matched_by,line_id,payout_id,entry_id", whole, (*exporter).transactions, nil},
		{"settlements", "line_id,state,matched_by,transaction_id,payout_id", exportNeeds{leaves: []string{linkLeaves}}, (*exporter).settlements, nil},
		{"payouts", "payout_id,merchant_id,expected,state,matched_by,entry_id,difference", exportNeeds{payouts: true}, (*exporter).payouts, nil},
		{"bank", "entry_id,state,payout_id", exportNeeds{}, nil, (*exporter).bank},
		{"breaks", "kind,id,merchant_id,amount,currency,age_days,explanation", whole, (*exporter).breaks, (*exporter).nobodysBreaks},
		{"cases", "case_id,merchant_id,subject,status,urgent,reason,amount,currency,claimed_by,resolution,opened_at,business_date", exportNeeds{}, nil, (*exporter).cases},
		{"playbooks", "playbook,started,solved,watching,case,left,left_at,contradicted", exportNeeds{}, nil, (*exporter).playbooks},
		{"audit", "id,at,actor,action,subject,detail,hash", exportNeeds{}, nil, (*exporter).audit},
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

// Sheet is a kind of export and where it goes.
type Sheet struct {
	Kind string
	To   io.Writer
}

// Export writes CSV with a header line: one kind, all merchants in order of
// their ids, the rows of each in order of source and id. now is business time:
// what has become late or missing by then says so. Everything is of one state
// of the database.
func (db *DB) Export(ctx context.Context, kind string, w io.Writer, now time.Time) error {
	return db.ExportTogether(ctx, now, Sheet{kind, w})
}

// ExportTogether is Export of several kinds, each once, which are of the same
// state of the database. What they share is read once.
func (db *DB) ExportTogether(ctx context.Context, now time.Time, sheets ...Sheet) error {
	e := &exporter{db: db, now: now}
	all := exportKinds()
	var names []string
	for _, s := range sheets {
		i := slices.IndexFunc(all, func(k exportKind) bool { return k.name == s.Kind })
		if i < 0 {
			return fmt.Errorf("there is no export %q: name one of %s", s.Kind, strings.Join(ExportKinds(), ", "))
		}
		e.sinks = append(e.sinks, sink{all[i], s.To, csv.NewWriter(s.To)})
		names = append(names, s.Kind)
	}
	err := db.lookTogether(ctx, min(runtime.GOMAXPROCS(0), maxTogether), nil, func(views []*view) error {
		e.views = views
		return e.write(ctx)
	})
	if err != nil {
		return fmt.Errorf("export %s: %w", strings.Join(names, ", "), err)
	}
	return nil
}

func (e *exporter) write(ctx context.Context) error {
	for _, s := range e.sinks {
		if err := s.w.Write(strings.Split(s.columns, ",")); err != nil {
			return err
		}
	}
	if err := e.ofMerchants(ctx); err != nil {
		return err
	}
	for _, s := range e.sinks {
		if s.rest != nil {
			if err := s.rest(e, ctx, s.w); err != nil {
				return err
			}
		}
		s.w.Flush()
		if err := s.w.Error(); err != nil {
			return err
		}
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

func byOrigin(a record.Origin, aid string, b record.Origin, bid string) int {
	if c := strings.Compare(a.Source, b.Source); c != 0 {
		return c
	}
	return strings.Compare(aid, bid)
}

func bySourceAndID(sales []record.Transaction) {
	slices.SortFunc(sales, func(a, b record.Transaction) int { return byOrigin(a.Origin, a.ID, b.Origin, b.ID) })
}

func (e *exporter) transactions(ctx context.Context, s *shelf, w *csv.Writer) error {
	f, _, err := s.all(ctx)
	if err != nil {
		return err
	}
	bySourceAndID(f.Sales)
	return trail.Outlines(f, e.db.cals, e.now, func(t *trail.Outline) error {
		return row(w, t.TransactionID, t.MerchantID, string(t.State), trail.JoinReasons(t.Reasons), t.MatchedBy, t.LineID,
			t.PayoutID, t.EntryID)
	})
}

func (e *exporter) payouts(ctx context.Context, s *shelf, w *csv.Writer) error {
	f, err := s.paid(ctx)
	if err != nil {
		return err
	}
	slices.SortFunc(f.Payouts, func(a, b trail.LinkedPayout) int { return byOrigin(a.Origin, a.ID, b.Origin, b.ID) })
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
}

func (e *exporter) breaks(ctx context.Context, s *shelf, w *csv.Writer) error {
	f, trails, err := s.reckoned(ctx, e.now)
	if err != nil {
		return err
	}
	return writeBreaks(w, trail.BreaksOf(f, trails, e.db.cals, e.now))
}

// nobodysBreaks are of entries of accounts that no merchant has, and of merchants
// without any other row.
func (e *exporter) nobodysBreaks(ctx context.Context, w *csv.Writer) error {
	f, err := e.views[0].nobodys(ctx)
	if err != nil {
		return err
	}
	return writeBreaks(w, trail.BreaksOf(f, nil, e.db.cals, e.now))
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
