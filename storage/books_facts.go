package storage

import (
	"context"
	"fmt"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// shelf reads the facts of one merchant from one state of the database.
type shelf struct {
	q   queryer
	reg *registry
	id  string // the merchant, or the printed number of one that is not known yet
	own string // condition of its rows, with one argument: id
	// came tells what came from each source, where somebody has read it already.
	came map[dayKey]*arrivals
}

// shelfOf gives the shelf of a merchant. Rows that wait for their merchant are
// on the shelf of the number they printed.
func shelfOf(q queryer, reg *registry, id string) *shelf {
	s := &shelf{q: q, reg: reg, id: id, own: ofMerchant}
	if _, known := reg.byID[id]; !known {
		s.own = "merchant_id = '' AND merchant_ref = ?"
	}
	return s
}

// all gives everything of the merchant, without the names of files.
func (s *shelf) all(ctx context.Context) (trail.Facts, []txnRow, error) {
	txns, err := readRows(ctx, s.q, "transactions", txnColumns, scanTxn, s.own, s.id)
	if err != nil {
		return trail.Facts{}, nil, err
	}
	lines, err := readRows(ctx, s.q, "lines", lineColumns, scanLine, s.own, s.id)
	if err != nil {
		return trail.Facts{}, nil, err
	}
	f, err := s.whole(ctx, txns, lines)
	return f, txns, err
}

// paid is all without the transactions, for what became of the payouts.
func (s *shelf) paid(ctx context.Context) (trail.Facts, error) {
	lines, err := readRows(ctx, s.q, "lines", lineColumns, scanLine, s.own, s.id)
	if err != nil {
		return trail.Facts{}, err
	}
	return s.whole(ctx, nil, lines)
}

// whole is all where the transactions and lines have been read.
func (s *shelf) whole(ctx context.Context, txns []txnRow, lines []lineRow) (trail.Facts, error) {
	payouts, err := readRows(ctx, s.q, "payouts", payoutColumns, scanPayout, s.own, s.id)
	if err != nil {
		return trail.Facts{}, err
	}
	nets := map[int64][]trail.LineNet{}
	for _, l := range lines {
		if l.PayoutRow != 0 && l.Status != record.LineHeld {
			nets[l.PayoutRow] = append(nets[l.PayoutRow], trail.LineNet{Row: l.Row, Net: l.Net})
		}
	}
	f, err := s.facts(ctx, txns, nil, lines, payouts, nets)
	var unpaid int64
	for _, l := range lines {
		if l.PayoutRow == 0 && l.Status != record.LineHeld && l.Currency == f.Merchant.Currency {
			unpaid += l.Net
		}
	}
	f.Unpaid = &unpaid
	return f, err
}

// around gives the facts that trails of these transactions need.
func (s *shelf) around(ctx context.Context, sales []txnRow) (trail.Facts, error) {
	related, err := s.related(ctx, sales)
	if err != nil {
		return trail.Facts{}, err
	}
	var rows keySet[int64]
	for _, t := range sales {
		rows.add(t.Row, t.Joined)
	}
	for _, t := range related {
		rows.add(t.Row)
	}
	lines, err := readByKeys(ctx, s.q, "lines", lineColumns, scanLine, "transaction_row", rows.list, "")
	if err != nil {
		return trail.Facts{}, err
	}
	rivals, err := readRows(ctx, s.q, "lines", lineColumns, scanLine, s.own+" AND candidates <> ''", s.id)
	if err != nil {
		return trail.Facts{}, err
	}
	for _, l := range rivals {
		for _, c := range l.Candidates {
			if rows.seen[c] && l.TransactionRow == 0 {
				lines = append(lines, l)
				break
			}
		}
	}
	return s.withPayouts(ctx, sales, related, lines, nil)
}

// withPayouts completes facts by the payouts of the lines, and further ones.
func (s *shelf) withPayouts(ctx context.Context, sales, related []txnRow, lines []lineRow, more []int64) (trail.Facts, error) {
	var rows keySet[int64]
	rows.add(more...)
	for _, l := range lines {
		rows.add(l.PayoutRow)
	}
	payouts, err := readByKeys(ctx, s.q, "payouts", payoutColumns, scanPayout, "row", rows.list, "")
	if err != nil {
		return trail.Facts{}, err
	}
	type lineNet struct {
		trail.LineNet
		payout int64
	}
	found, err := readByKeys(ctx, s.q, "lines", "row, net, payout_row", func(r scanner) (lineNet, error) {
		var n lineNet
		return n, r.Scan(&n.Row, &n.Net, &n.payout)
	}, "payout_row", rows.list, "status <> 'HELD'")
	if err != nil {
		return trail.Facts{}, err
	}
	nets := map[int64][]trail.LineNet{}
	for _, n := range found {
		nets[n.payout] = append(nets[n.payout], n.LineNet)
	}
	f, err := s.facts(ctx, sales, related, lines, payouts, nets)
	if err != nil {
		return f, err
	}
	if f.Unpaid, err = s.unpaid(ctx, f.Merchant.Currency); err != nil {
		return f, err
	}
	return f, nameFiles(ctx, s.q, &f)
}

// related gives the other transactions that trails of sales depend on: what
// they refer to and what refers to them, rows of other witnesses, and swipes
// that look like the same one made twice.
func (s *shelf) related(ctx context.Context, sales []txnRow) ([]txnRow, error) {
	seen := map[int64]bool{}
	for _, t := range sales {
		seen[t.Row] = true
	}
	var all []txnRow
	for front, round := sales, 0; len(front) > 0 && round < 4; round++ {
		var next []txnRow
		take := func(column, and string, keys []any, more ...any) error {
			got, err := readByKeys(ctx, s.q, "transactions", txnColumns, scanTxn, column, keys, and, more...)
			for _, t := range got {
				if !seen[t.Row] && t.MerchantID == s.id {
					seen[t.Row] = true
					next = append(next, t)
				}
			}
			return err
		}
		var ids, rrns, originals, originalRRNs, amounts keySet[any]
		var rows, primaries keySet[any]
		first, last := front[0].day, front[0].day
		for _, t := range front {
			ids.add(text0(t.ID))
			rrns.add(text0(t.RRN))
			originals.add(text0(t.OriginalID))
			originalRRNs.add(text0(t.OriginalRRN))
			rows.add(t.Row)
			if t.Joined != 0 {
				primaries.add(t.Joined)
			}
			if t.Last4 != "" {
				amounts.add(t.Amount)
			}
			first, last = min(first, t.day), max(last, t.day)
		}
		for _, find := range []struct {
			column, and string
			keys        []any
			more        []any
		}{
			{"original_id", "", ids.list, nil}, {"original_rrn", "", rrns.list, nil}, {"id", "", originals.list, nil},
			{"rrn", "", originalRRNs.list, nil}, {"joined", "", rows.list, nil}, {"row", "", primaries.list, nil},
			{"amount", words(s.own, "business_day BETWEEN ? AND ?"), amounts.list, []any{s.id, first - 1, last + 1}},
		} {
			if find.column == "amount" && round > 0 {
				continue
			}
			if err := take(find.column, find.and, find.keys, find.more...); err != nil {
				return nil, err
			}
		}
		all, front = append(all, next...), next
	}
	return all, nil
}

// text0 is nil for "", so that key sets leave it out.
func text0(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// facts puts together what was read, and reads what all answers need.
func (s *shelf) facts(ctx context.Context, sales, related []txnRow, lines []lineRow, payouts []payoutRow, nets map[int64][]trail.LineNet) (trail.Facts, error) {
	f := trail.Facts{Merchant: s.reg.merchant(s.id), Zone: s.reg.zoneOf(s.id)}
	f.Sales = make([]record.Transaction, 0, len(sales))
	for _, t := range sales {
		f.Sales = append(f.Sales, t.Transaction)
	}
	for _, t := range related {
		f.Related = append(f.Related, t.Transaction)
	}
	f.Lines = make([]trail.LinkedLine, 0, len(lines))
	for _, l := range lines {
		f.Lines = append(f.Lines, l.LinkedLine)
	}
	var err error
	if f.Payouts, err = s.linked(ctx, payouts, nets); err != nil {
		return f, err
	}
	if f.Terms, err = termsOf(ctx, s.q, s.id); err != nil {
		return f, err
	}
	if f.SoldBefore, err = s.soldBefore(ctx, f.Terms, f.Merchant.Currency, sales, related); err != nil {
		return f, err
	}
	f.Events, err = readRows(ctx, s.q, "merchant_events", eventColumns, scanHappening, s.own+" ORDER BY time, row", s.id)
	if err != nil {
		return f, err
	}
	if f.BankSeen, err = s.bankSeen(ctx, payouts); err != nil {
		return f, err
	}
	f.Sources, err = s.sources(ctx)
	return f, err
}

// linked gives payouts with their lines' nets and bank entries.
func (s *shelf) linked(ctx context.Context, payouts []payoutRow, nets map[int64][]trail.LineNet) ([]trail.LinkedPayout, error) {
	keys := make([]int64, len(payouts))
	for i, p := range payouts {
		keys[i] = p.Row
	}
	type claim struct {
		entry, payout int64
		role, rule    string
	}
	var claims []claim
	var entries keySet[int64]
	for rest := keys; len(rest) > 0; {
		n := min(len(rest), maxArgs)
		args := padded(anys(rest[:n]))
		rows, err := s.q.query(ctx, "SELECT entry, payout, role, rule FROM payout_entries WHERE payout IN ("+marks(len(args))+") ORDER BY entry", args...)
		got, err := collect(rows, err, func(r scanner) (claim, error) {
			var c claim
			return c, r.Scan(&c.entry, &c.payout, &c.role, &c.rule)
		})
		if err != nil {
			return nil, fmt.Errorf("read bank links: %w", err)
		}
		claims, rest = append(claims, got...), rest[n:]
	}
	for _, c := range claims {
		entries.add(c.entry)
	}
	found, err := readByKeys(ctx, s.q, "bank_entries", entryColumns, scanEntry, "row", entries.list, "")
	if err != nil {
		return nil, err
	}
	byRow := map[int64]entryRow{}
	for _, e := range found {
		byRow[e.Row] = e
	}
	linked := map[int64][]trail.LinkedEntry{}
	for _, c := range claims {
		if e, ok := byRow[c.entry]; ok {
			linked[c.payout] = append(linked[c.payout], trail.LinkedEntry{Entry: e.Entry, Role: c.role, Rule: c.rule})
		}
	}
	all := make([]trail.LinkedPayout, len(payouts))
	for i, p := range payouts {
		all[i] = trail.LinkedPayout{Payout: p.Payout, LinesNet: p.linesNet, LineRows: nets[p.Row], Entries: linked[p.Row],
			MatchedBy: p.matchedBy, ExpectedOn: calendar.Date(p.expectedOn)}
	}
	return all, nil
}

// bankSeen tells which accounts of the merchant have bank entries of their own.
func (s *shelf) bankSeen(ctx context.Context, payouts []payoutRow) (map[string]bool, error) {
	var keys keySet[string]
	keys.add(s.reg.byID[s.id].Account.Key)
	for _, p := range payouts {
		keys.add(p.Account.Key)
	}
	seen := map[string]bool{}
	for _, k := range keys.list {
		var one int
		err := s.q.row(ctx, "SELECT EXISTS (SELECT 1 FROM bank_entries WHERE place = ? AND owner <> 'payer' AND "+visible+")", k).Scan(&one)
		if err != nil {
			return nil, fmt.Errorf("read the bank's side: %w", err)
		}
		seen[k] = one != 0
	}
	return seen, nil
}

// unpaid gives the merchant's balance by the lines: nets in no payout and not held.
func (s *shelf) unpaid(ctx context.Context, currency string) (*int64, error) {
	var net int64
	err := s.q.row(ctx, "SELECT COALESCE(SUM(net), 0) FROM lines WHERE "+words(s.own, visible,
		"payout_row = 0 AND status <> 'HELD' AND currency = ?"), s.id, currency).Scan(&net)
	if err != nil {
		return nil, fmt.Errorf("read the balance: %w", err)
	}
	return &net, nil
}
