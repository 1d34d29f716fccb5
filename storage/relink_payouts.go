package storage

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"moneytrail/recon/record"
)

// sum is what the lines of a payout come to.
type sum struct {
	net        int64
	expectedOn int64
}

// payouts puts the lines of a merchant into their payouts, makes the payouts
// that only lines name, and settles the account that each goes to. It gives
// the accounts whose bank entries are to be looked at.
func (l *linker) payouts(ctx context.Context, c chore, m record.Merchant, lines []lineRow) (map[touch]bool, error) {
	rows, err := l.ownPayouts(ctx, c)
	if err != nil {
		return nil, err
	}
	told := map[alias]*payoutRow{} // by source and id
	byID := map[string]*payoutRow{}
	implied := map[alias]*payoutRow{}
	slices.SortFunc(rows, func(a, b payoutRow) int { return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Source, b.Source)) })
	for i := range rows {
		r := &rows[i]
		if r.Implied {
			implied[alias{r.Source, r.ID}] = r
			continue
		}
		told[alias{r.Source, r.ID}] = r
		if _, taken := byID[r.ID]; !taken {
			byID[r.ID] = r
		}
	}
	slices.SortFunc(lines, func(a, b lineRow) int { return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Source, b.Source)) })
	sums, named := map[int64]*sum{}, map[int64]bool{}
	for i := range lines {
		line := &lines[i]
		var p *payoutRow
		if line.PayoutID != "" {
			key := alias{line.Source, line.PayoutID}
			if p = cmp.Or(told[key], byID[line.PayoutID], implied[key]); p == nil {
				if p, err = l.imply(ctx, c, line.Line); err != nil {
					return nil, err
				}
				implied[key] = p
			}
			named[p.Row] = true
			if line.Status != record.LineHeld && line.Currency == p.Currency {
				s := sums[p.Row]
				if s == nil {
					s = &sum{}
					sums[p.Row] = s
				}
				s.net += line.Net
				s.expectedOn = max(s.expectedOn, int64(line.SettledOn))
			}
		}
		var to int64
		if p != nil {
			to = p.Row
		}
		if to == line.PayoutRow && !line.moved {
			continue
		}
		l.later(changeLine, line.Row, millis(line.Time.Time), line.TransactionRow, line.MatchedBy, line.State, line.Explanation,
			line.marks, to)
		line.PayoutRow = to
	}
	return l.settle(ctx, c, m, append(values(told), values(implied)...), sums, named)
}

func values(m map[alias]*payoutRow) []*payoutRow {
	all := make([]*payoutRow, 0, len(m))
	for _, p := range m {
		all = append(all, p)
	}
	return all
}

// ownPayouts reads the payouts of the merchant and settles their times.
func (l *linker) ownPayouts(ctx context.Context, c chore) ([]payoutRow, error) {
	rows, err := readRows(ctx, l.q, "payouts", payoutColumns, scanPayout, ofMerchant, c.key)
	if err != nil {
		return nil, err
	}
	l.read += len(rows)
	zone := l.reg.zoneOf(c.key)
	kept := rows[:0]
	for _, r := range rows {
		if owner := l.reg.resolve(r.Source, r.ref); owner != c.key && !r.Implied {
			if err := l.release(ctx, c, "payouts", r.Row, owner); err != nil {
				return nil, err
			}
			continue
		}
		sent, confirmed := resolveWall(r.wall, r.floating, zone), resolveWall(r.confirmedWall, r.confirmed, zone)
		if sent != millis(r.SentAt.Time) || confirmed != millis(r.ConfirmedAt.Time) {
			if _, err := l.q.exec(ctx, "UPDATE payouts SET time = ?, confirmed_at = ? WHERE row = ?", sent, confirmed, r.Row); err != nil {
				return nil, err
			}
		}
		kept = append(kept, r)
	}
	var sources keySet[dayKey]
	for _, r := range kept {
		if !r.Implied {
			sources.add(dayKey{r.Source, record.Payouts})
		}
	}
	return kept, noteSources(ctx, l.q, c.key, sources.list)
}

// imply makes the payout that a line names and no row tells of.
func (l *linker) imply(ctx context.Context, c chore, line record.Line) (*payoutRow, error) {
	p := &payoutRow{}
	p.ID, p.Source, p.Currency, p.Implied = line.PayoutID, line.Source, line.Currency, true
	err := l.q.row(ctx, `INSERT INTO payouts (id, source, file_id, line_no, hash, merchant_ref, merchant_id, wall, floating,
		amount, currency, account_key, account_last4, status, fee, carried_in, confirmed_wall, confirmed_floating,
		bank_reference, statement_text, failure_code, failure_reason, time, confirmed_at, implied_for)
		VALUES (?, ?, 0, 0, 0, ?, ?, 0, 0, 0, ?, '', '', '', 0, 0, 0, 0, '', '', '', '', 0, 0, ?) RETURNING row`,
		p.ID, p.Source, line.MerchantID, c.key, p.Currency, c.key).Scan(&p.Row)
	if err != nil {
		return nil, fmt.Errorf("payout %s: %w", p.ID, err)
	}
	return p, nil
}

// settle writes what follows from lines and merchant, drops payouts that no
// line names any more, and gives the accounts of them all.
func (l *linker) settle(ctx context.Context, c chore, m record.Merchant, payouts []*payoutRow, sums map[int64]*sum, named map[int64]bool) (map[touch]bool, error) {
	places := map[touch]bool{}
	place := func(key string) {
		if key == "" {
			places[touch{touchPayee, c.key}] = true
		} else {
			places[touch{touchPlace, key}] = true
		}
	}
	for _, p := range payouts {
		if p.Implied && !named[p.Row] {
			for _, q := range []string{"DELETE FROM payouts WHERE row = ?", "DELETE FROM payout_entries WHERE payout = ?"} {
				if _, err := l.q.exec(ctx, q, p.Row); err != nil {
					return nil, err
				}
			}
			place(p.Account.Key)
			continue
		}
		s := sums[p.Row]
		if s == nil {
			s = &sum{}
		}
		to := p.own
		if to.Key == "" {
			to = m.Account
		}
		amount := p.Amount
		if p.Implied {
			amount = s.net
		}
		if p.linesNet != s.net || p.expectedOn != s.expectedOn || p.Account != to || p.Amount != amount {
			if _, err := l.q.exec(ctx, `UPDATE payouts SET lines_net = ?, expected_on = ?, pay_key = ?, pay_last4 = ?, amount = ?
				WHERE row = ?`, s.net, s.expectedOn, to.Key, to.Last4, amount, p.Row); err != nil {
				return nil, err
			}
			if p.Account.Key != "" {
				place(p.Account.Key)
			}
		}
		place(to.Key)
	}
	return places, nil
}
