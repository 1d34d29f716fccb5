package storage

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

func sortEvents(events []record.Event) {
	slices.SortFunc(events, func(a, b record.Event) int {
		return cmp.Or(a.Time.Compare(b.Time.Time), cmp.Compare(a.Row, b.Row))
	})
}

// all gives everything of the merchant, without the names of files.
func (s *shelf) all(ctx context.Context) (trail.Facts, []txnRow, error) {
	d := s.anyDesk()
	txns, err := s.layTransactions(ctx, d, firstDay, lastDay)
	if err == nil {
		err = s.conclude(ctx, txns, firstDay, lastDay)
	}
	if err != nil {
		return trail.Facts{}, nil, err
	}
	lines, err := s.layLines(ctx, d, firstDay, lastDay)
	if err == nil {
		err = s.join(ctx, lines, firstDay, lastDay)
	}
	if err != nil {
		return trail.Facts{}, nil, err
	}
	f, err := s.whole(ctx, txns, recordsOn(d, txns), lines)
	return f, txns, err
}

// paid gives the payouts of the merchant with their bank entries, for what
// became of them: without their lines, which are summed up beside them.
func (s *shelf) paid(ctx context.Context) (trail.Facts, error) {
	payouts, err := s.ownPayouts(ctx)
	if err != nil {
		return trail.Facts{}, err
	}
	linked, err := s.linked(ctx, payouts, nil)
	if err != nil {
		return trail.Facts{}, err
	}
	f, err := s.facts(ctx, nil, nil, nil, payouts, linked)
	if err != nil {
		return f, err
	}
	f.Sources, err = s.sourcesWith(ctx, accountsOf(&f), nil)
	return f, err
}

// whole is all where the transactions, said the witnesses' part of them, and lines have been read.
func (s *shelf) whole(ctx context.Context, txns []txnRow, said []record.Transaction, lines []lineRow) (trail.Facts, error) {
	payouts, err := s.ownPayouts(ctx)
	if err != nil {
		return trail.Facts{}, err
	}
	linked, err := s.linked(ctx, payouts, netsAmong(lines))
	if err != nil {
		return trail.Facts{}, err
	}
	f, err := s.facts(ctx, said, nil, lines, payouts, linked)
	if err != nil {
		return f, err
	}
	if f.SoldBefore, err = s.soldBefore(ctx, f.Terms, f.Merchant.Currency, txns, nil); err != nil {
		return f, err
	}
	if f.Sources, err = s.sourcesWith(ctx, accountsOf(&f), nil); err != nil {
		return f, err
	}
	f.Unpaid = new(int64)
	*f.Unpaid = unpaidAmong(lines)[f.Merchant.Currency]
	return f, err
}

// netsAmong gives the nets of lines by payout.
func netsAmong(lines []lineRow) map[int64][]trail.LineNet {
	nets := map[int64][]trail.LineNet{}
	for i := range lines {
		if l := &lines[i]; l.PayoutRow != 0 && trail.PaidIn(l.Line) {
			nets[l.PayoutRow] = append(nets[l.PayoutRow], trail.LineNet{Row: l.Row, Net: l.Net})
		}
	}
	return nets
}

// unpaidAmong gives the net of the lines that are in no payout and not held, by currency.
func unpaidAmong(lines []lineRow) map[string]int64 {
	sums := map[string]int64{}
	for i := range lines {
		if l := &lines[i]; l.PayoutRow == 0 && l.Status != record.LineHeld {
			sums[l.Currency] += l.Net
		}
	}
	return sums
}

// around gives the facts that trails of these transactions need.
func (s *shelf) around(ctx context.Context, sales []txnRow) (trail.Facts, error) {
	related, err := s.related(ctx, sales)
	if err != nil {
		return trail.Facts{}, err
	}
	var rows, keys keySet[int64]
	for _, t := range sales {
		rows.add(t.Row, t.Joined)
		keys.add(t.lines...)
	}
	for _, t := range related {
		rows.add(t.Row)
		keys.add(t.lines...)
	}
	rivals, err := s.rivals(ctx)
	if err != nil {
		return trail.Facts{}, err
	}
	keys.add(rivals...)
	lines, err := s.linesAt(ctx, keys.list)
	if err != nil {
		return trail.Facts{}, err
	}
	lines = slices.DeleteFunc(lines, func(l lineRow) bool {
		return !rows.has(l.TransactionRow) && !(l.TransactionRow == 0 && slices.ContainsFunc(l.Candidates, func(c int64) bool { return rows.has(c) }))
	})
	return s.withPayouts(ctx, sales, related, lines, nil)
}

// rivalLine is a line that several transactions fit.
type rivalLine struct{ merchant, line int64 }

// rivals gives the lines of the merchant that several transactions fit.
func (s *shelf) rivals(ctx context.Context) ([]int64, error) {
	all, err := s.rivalsOf(ctx, []any{s.key})
	if err != nil {
		return nil, err
	}
	lines := make([]int64, len(all))
	for i := range all {
		lines[i] = all[i].line
	}
	return lines, nil
}

// rivalsOf gives the lines of merchants that several transactions fit.
func (v *view) rivalsOf(ctx context.Context, merchants []any) ([]rivalLine, error) {
	all, err := lookUp(v.ahead.rivals, merchants, func(r *rivalLine) any { return r.merchant }, func(in string, args []any) ([]rivalLine, error) {
		rows, err := v.q.query(ctx, "SELECT merchant, line FROM rivals WHERE merchant"+in, args...)
		return collect(rows, err, func(s scanner) (r rivalLine, err error) { return r, s.Scan(&r.merchant, &r.line) })
	})
	if err != nil {
		return nil, fmt.Errorf("read rivals: %w", err)
	}
	return all, nil
}

// withPayouts completes facts by the payouts of the lines, and further ones.
func (s *shelf) withPayouts(ctx context.Context, sales, related []txnRow, lines []lineRow, more []int64) (trail.Facts, error) {
	var rows keySet[int64]
	rows.add(more...)
	for i := range lines {
		rows.add(lines[i].PayoutRow)
	}
	payouts, err := s.payoutsBy(ctx, "row", anys(rows.list))
	if err != nil {
		return trail.Facts{}, err
	}
	takers, err := s.takers(ctx, payouts)
	if err != nil {
		return trail.Facts{}, err
	}
	for i := range takers {
		if rows.add(takers[i].Row) {
			payouts = append(payouts, takers[i])
		}
	}
	itemised, err := s.linesOf(ctx, rows.list)
	if err != nil {
		return trail.Facts{}, err
	}
	linked, err := s.linked(ctx, payouts, netsByPayout(itemised))
	if err != nil {
		return trail.Facts{}, err
	}
	f, err := s.facts(ctx, recordsOf(sales), recordsOf(related), lines, payouts, linked)
	if err != nil {
		return f, err
	}
	if f.SoldBefore, err = s.soldBefore(ctx, f.Terms, f.Merchant.Currency, sales, related); err != nil {
		return f, err
	}
	if f.Sources, err = s.sources(ctx); err != nil {
		return f, err
	}
	if f.Unpaid, err = s.unpaid(ctx, f.Merchant.Currency); err != nil {
		return f, err
	}
	return f, s.nameFiles(ctx, &f)
}

// bookedEarly is how many days before a payout that paid nothing the later one that
// took its balance over may stand in the bank's books, at the very most.
const bookedEarly = 31

// takers gives, where one of some payouts paid nothing, those of the merchant
// that arrived about its day or later and carried a balance in: one of them may
// have taken its over.
func (s *shelf) takers(ctx context.Context, payouts []payoutRow) ([]payoutRow, error) {
	first := int64(lastDay)
	for i := range payouts {
		if p := &payouts[i]; p.state == trail.PayoutCarried {
			first = min(first, p.landsOn)
		}
	}
	if first == lastDay {
		return nil, nil
	}
	own, id := s.own()
	all, err := s.payouts(ctx, allOf(own, visible, "lands_on >= ?", "state IN ('arrived', 'short', 'over')"), id, first-bookedEarly)
	return slices.DeleteFunc(all, func(p payoutRow) bool { return p.CarriedIn == 0 }), err
}

// A business day's rows are kept under printed days, in UTC, that differ from
// it by no more than these.
const (
	daysBefore = 2
	daysAfter  = 1
)

// facts puts together what was read, and reads what all answers need, but the
// sources and what was sold before.
func (s *shelf) facts(ctx context.Context, sales, related []record.Transaction, lines []lineRow, payouts []payoutRow,
	linked []trail.LinkedPayout) (f trail.Facts, err error) {
	f.Merchant, f.Zone = s.reg.merchant(s.id), s.zone()
	f.Sales, f.Related, f.Lines, f.Payouts = sales, related, lines, linked
	if f.Terms, err = s.ownTerms(ctx); err != nil {
		return f, err
	}
	if f.Events, err = s.happenings(ctx); err != nil {
		return f, err
	}
	f.BankSeen, err = s.bankSeen(ctx, payouts)
	return f, err
}

// accountsOf gives the accounts of a merchant and of its payouts.
func accountsOf(f *trail.Facts) []string {
	accounts := []string{f.Merchant.Account.Key}
	for i := range f.Payouts {
		accounts = append(accounts, f.Payouts[i].Account.Key)
	}
	return accounts
}

// bankSeen tells whether a bank speaks of an account to its holder.
type bankSeen struct {
	place string
	seen  bool
}

// bankSeen tells which accounts of the merchant have bank entries of their own.
func (s *shelf) bankSeen(ctx context.Context, payouts []payoutRow) (map[string]bool, error) {
	var keys keySet[string]
	keys.add(s.reg.byID[s.id].Account.Key)
	for i := range payouts {
		keys.add(payouts[i].Account.Key)
	}
	seen := map[string]bool{}
	if s.memory == nil && s.ahead.banks != nil { // read for many merchants
		banks, err := s.banksOf(ctx, anys(keys.list))
		for _, b := range banks {
			seen[b.place] = seen[b.place] || b.seen
		}
		return seen, err
	}
	all, err := lookUp(s.ahead.seen, anys(keys.list), func(b *bankSeen) any { return b.place }, func(_ string, places []any) (all []bankSeen, err error) {
		for i, place := range places {
			if i > 0 && place == places[i-1] { // the list is padded
				break
			}
			var one int
			err := s.q.row(ctx, "SELECT EXISTS (SELECT 1 FROM bank_entries WHERE place = ? AND owner <> 'payer' AND "+visible+")", place).Scan(&one)
			if err != nil {
				return nil, err
			}
			all = append(all, bankSeen{place.(string), one != 0})
		}
		return all, nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the bank's side: %w", err)
	}
	for _, b := range all {
		seen[b.place] = b.seen
	}
	return seen, nil
}

// unpaidNet is the net of the lines of a merchant in one currency that are in
// no payout and not held.
type unpaidNet struct {
	merchant int64
	currency string
	net      int64
}

// unpaid gives the merchant's balance by the lines: nets in no payout and not held.
func (s *shelf) unpaid(ctx context.Context, currency string) (*int64, error) {
	net := new(int64)
	if s.key == 0 { // nobody has looked at the lines yet
		lines, err := s.lines(ctx, firstDay, lastDay)
		*net = unpaidAmong(lines)[currency]
		return net, err
	}
	all, err := s.unpaidOf(ctx, []any{s.key})
	if err != nil {
		return nil, err
	}
	for _, u := range all {
		if u.currency == currency {
			*net += u.net
		}
	}
	return net, nil
}

// unpaidOf gives the balances of merchants by the lines.
func (v *view) unpaidOf(ctx context.Context, merchants []any) ([]unpaidNet, error) {
	all, err := lookUp(v.ahead.unpaid, merchants, func(u *unpaidNet) any { return u.merchant }, func(in string, args []any) ([]unpaidNet, error) {
		rows, err := v.q.query(ctx, "SELECT merchant, currency, net FROM unpaid WHERE merchant"+in, args...)
		return collect(rows, err, func(s scanner) (u unpaidNet, err error) { return u, s.Scan(&u.merchant, &u.currency, &u.net) })
	})
	if err != nil {
		return nil, fmt.Errorf("read the balance: %w", err)
	}
	return all, nil
}
