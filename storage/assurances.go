package storage

import (
	"context"
	"fmt"
	"slices"
	"time"

	"moneytrail/handlers"
	"moneytrail/handlers/press"
	"moneytrail/recon/calendar"
)

const assuranceColumns = "merchant_id, user_id, subject, chat, ref, payout, claim, currency, amount, gross, refunds, day, on_day, told_at"

// putAssurance keeps what a person was told, instead of what they were told of
// the same before.
func putAssurance(ctx context.Context, t *tx, a handlers.Assurance) error {
	_, err := t.exec(ctx, "INSERT INTO assurances ("+assuranceColumns+") VALUES ("+marks(14)+`)
		ON CONFLICT (merchant_id, user_id, subject) DO UPDATE SET chat = excluded.chat, ref = excluded.ref, payout = excluded.payout,
		claim = excluded.claim, currency = excluded.currency, amount = excluded.amount, gross = excluded.gross, refunds = excluded.refunds,
		day = excluded.day, on_day = excluded.on_day, told_at = excluded.told_at, doubtful = 0`, a.MerchantID, a.User, a.Subject,
		a.Chat, a.Ref, a.Payout, string(a.Claim), a.Currency, a.Amount, a.Gross, a.Refunds, int64(a.Day), int64(a.On), millis(a.At))
	if err != nil {
		return fmt.Errorf("assurance %s: %w", a.Subject, err)
	}
	return nil
}

// Assurances gives what people of a merchant were told of swipes and payouts,
// in order of people and subjects.
func (db *DB) Assurances(ctx context.Context, merchant string) ([]handlers.Assurance, error) {
	return db.assurances(ctx, "merchant_id = ? AND claim <> 'day'", merchant)
}

// DoubtfulDays gives the summaries told to people of a merchant whose days
// files have spoken of since; none while links are still to be made.
func (db *DB) DoubtfulDays(ctx context.Context, merchant string) ([]handlers.Assurance, error) {
	return db.assurances(ctx, "merchant_id = ? AND claim = 'day' AND doubtful <> 0 AND NOT EXISTS (SELECT 1 FROM dirty)", merchant)
}

func (db *DB) assurances(ctx context.Context, where string, args ...any) ([]handlers.Assurance, error) {
	rows, err := db.reads().query(ctx, "SELECT "+assuranceColumns+" FROM assurances WHERE "+where+" ORDER BY user_id, subject", args...)
	all, err := collect(rows, err, func(s scanner) (a handlers.Assurance, err error) {
		var at int64
		err = s.Scan(&a.MerchantID, &a.User, &a.Subject, &a.Chat, &a.Ref, &a.Payout, &a.Claim, &a.Currency, &a.Amount, &a.Gross, &a.Refunds,
			&a.Day, &a.On, &at)
		a.At = fromMillis(at)
		return a, err
	})
	if err != nil {
		return nil, fmt.Errorf("read what was told: %w", err)
	}
	return all, nil
}

// doubt marks the summaries told of the days that a file speaks of, and of
// those that its rows spoke of before, to people of merchants that it touches,
// a day around them too: business days begin at other hours than printed ones.
// Links are not made again yet.
func (e *effects) doubt(ctx context.Context) error {
	spans := [][2]calendar.Date{{e.file.First, e.file.Last}}
	for day := range e.days {
		if day < e.file.First || day > e.file.Last {
			spans = append(spans, [2]calendar.Date{day, day})
		}
	}
	for _, s := range spans {
		if s[0] == 0 && s[1] == 0 {
			continue
		}
		_, err := e.t.exec(ctx, `UPDATE assurances SET doubtful = 1 WHERE claim = 'day' AND day BETWEEN ? AND ? AND merchant_id IN
			(SELECT key FROM dirty WHERE what IN ('merchant', 'payee', 'state') UNION
			SELECT m.id FROM dirty d JOIN merchants m ON m.account_key = d.key WHERE d.what = 'place' AND d.key <> '' UNION
			SELECT m.id FROM dirty d JOIN payouts p ON p.pay_key = d.key AND p.pay_key <> '' JOIN parties y ON y.id = p.party
			JOIN merchants m ON m.row = y.merchant WHERE d.what = 'place' AND d.key <> '')`, int64(s[0])-1, int64(s[1])+1)
		if err != nil {
			return fmt.Errorf("doubt summaries: %w", err)
		}
	}
	return nil
}

// freshlyTold is for how long what was told of a row is looked at whenever
// anything of its merchant is linked again; later only when the row's state changes.
const freshlyTold = 45 * 24 * time.Hour

// toldOf gives the swipes and payouts that people of a merchant were told of
// lately; any: they were told of some at any time.
func (l *linker) toldOf(ctx context.Context, q queryer, merchant string) (lately moved, any bool, err error) {
	if l.told == nil {
		rows, err := q.query(ctx, "SELECT DISTINCT merchant_id FROM assurances WHERE claim <> 'day'")
		all, err := collect(rows, err, func(s scanner) (id string, err error) { return id, s.Scan(&id) })
		if err != nil {
			return moved{}, false, fmt.Errorf("merchants that were told of money: %w", err)
		}
		l.told = make(map[string]bool, len(all))
		for _, id := range all {
			l.told[id] = true
		}
	}
	if !l.told[merchant] {
		return moved{}, false, nil
	}
	rows, err := q.query(ctx, "SELECT DISTINCT subject FROM assurances WHERE merchant_id = ? AND claim <> 'day' AND told_at >= ? ORDER BY subject",
		merchant, millis(l.db.clock.Now().Add(-freshlyTold)))
	subjects, err := collect(rows, err, func(s scanner) (id string, err error) { return id, s.Scan(&id) })
	if err != nil {
		return moved{}, true, fmt.Errorf("what was told lately: %w", err)
	}
	for _, s := range subjects {
		switch p := press.Parse(s); p.Verb {
		case press.Swipe:
			lately.transactions = append(lately.transactions, p.Row(0))
		case press.Payout:
			lately.payouts = append(lately.payouts, p.Row(0))
		}
	}
	return lately, true, nil
}

// with adds the rows of more that neither m nor other has.
func (m moved) with(more, other moved) moved {
	add := func(list, more, other []int64) []int64 {
		for _, row := range more {
			if !slices.Contains(list, row) && !slices.Contains(other, row) {
				list = append(list, row)
			}
		}
		return list
	}
	return moved{transactions: add(m.transactions, more.transactions, other.transactions), payouts: add(m.payouts, more.payouts, other.payouts)}
}

// vanished adds the swipes that are not there any more and whose money had come
// some way: who was told of them may have to hear it.
func (m *merchantLinker) vanished() {
	m.v.quiet.payouts = append(m.v.quiet.payouts, m.v.gone...)
	left := len(m.was)
	for i := range m.txns {
		if _, was := m.was[m.txns[i].Row]; was {
			left--
		}
	}
	if left == 0 {
		return
	}
	there := make(map[int64]bool, len(m.txns))
	for i := range m.txns {
		there[m.txns[i].Row] = true
	}
	var gone []int64
	for row := range m.was {
		if !there[row] {
			gone = append(gone, row)
		}
	}
	slices.Sort(gone)
	m.v.quiet.transactions = append(m.v.quiet.transactions, gone...)
}
