package storage

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// origin is read in front of every row: key, source, file, line. The name of
// the file is looked up for answers only (shelf.nameFiles).
const origin = "row, source, file_id, line_no, "

// ofMerchant finds the rows of a merchant. Without the plus SQLite would
// compare the value with the ” that some indexes are limited to, and for
// that plan the statement anew for every merchant.
const ofMerchant = "merchant_id = +?"

// txnRow is a transaction with what was derived from it.
type txnRow struct {
	record.Transaction
	ref      string // the merchant as printed
	wall     int64
	floating bool
	day      int64
	state    trail.State
	landsOn  int64
}

const txnColumns = origin + `id, merchant_ref, merchant_id, terminal_id, wall, floating, time, type, amount, currency, last4,
	scheme, auth_code, rrn, original_rrn, status, card_type, batch_no, slip_no, order_id, operator, place, original_id,
	business_day, joined, state, lands_on`

func scanTxn(s scanner) (txnRow, error) {
	var r txnRow
	var at int64
	err := s.Scan(&r.Row, &r.Source, &r.FileID, &r.Line, &r.ID, &r.ref, &r.MerchantID, &r.TerminalID, &r.wall,
		&r.floating, &at, &r.Type, &r.Amount, &r.Currency, &r.Last4, &r.Scheme, &r.AuthCode, &r.RRN, &r.OriginalRRN,
		&r.Status, &r.CardType, &r.BatchNo, &r.SlipNo, &r.OrderID, &r.Operator, &r.Place, &r.OriginalID,
		&r.day, &r.Joined, &r.state, &r.landsOn)
	r.Time = record.Stamp{Time: fromMillis(at)}
	if r.MerchantID == "" {
		r.MerchantID = r.ref
	}
	return r, err
}

// lineRow is a settlement line with its links.
type lineRow struct {
	trail.LinkedLine
	ref      string
	owner    string // the merchant, "" unknown
	wall     int64
	floating bool
	marks    string // candidates as stored
	moved    bool   // its links are other than those stored
}

const lineColumns = origin + `id, merchant_ref, merchant_id, settled_on, terminal_id, wall, floating, time, type, gross, fee,
	net, currency, rrn, order_id, transaction_id, batch_no, slip_no, payout_id, status, due_on, hold_reason, note,
	transaction_row, matched_by, state, candidates, payout_row, explanation`

func scanLine(s scanner) (lineRow, error) {
	var r lineRow
	var at int64
	l := &r.LinkedLine
	err := s.Scan(&l.Row, &l.Source, &l.FileID, &l.Line.Line, &l.ID, &r.ref, &r.owner, &l.SettledOn, &l.TerminalID,
		&r.wall, &r.floating, &at, &l.Type, &l.Gross, &l.Fee, &l.Net, &l.Currency, &l.RRN, &l.OrderID, &l.TransactionID,
		&l.BatchNo, &l.SlipNo, &l.PayoutID, &l.Status, &l.DueOn, &l.HoldReason, &l.Note,
		&l.TransactionRow, &l.MatchedBy, &l.State, &r.marks, &l.PayoutRow, &l.Explanation)
	if err != nil {
		return r, err
	}
	l.Time = record.Stamp{Time: fromMillis(at)}
	if l.MerchantID = r.owner; r.owner == "" {
		l.MerchantID = r.ref
	}
	return r, fromJSON(r.marks, &l.Candidates)
}

// payoutRow is a payout with what was derived from it.
type payoutRow struct {
	record.Payout
	ref                 string
	owner               string
	wall, confirmedWall int64
	floating, confirmed bool // confirmed: its time is floating
	own                 record.Account
	linesNet            int64
	expectedOn          int64
	matchedBy           string
	state               trail.PayoutState
	landsOn             int64
}

const payoutColumns = origin + `id, merchant_ref, merchant_id, wall, floating, time, confirmed_wall, confirmed_floating,
	confirmed_at, amount, currency, account_key, account_last4, pay_key, pay_last4, status, fee, carried_in,
	bank_reference, statement_text, failure_code, failure_reason, implied_for <> '', lines_net, expected_on, matched_by,
	state, lands_on`

func scanPayout(s scanner) (payoutRow, error) {
	var r payoutRow
	var at, confirmed int64
	err := s.Scan(&r.Row, &r.Source, &r.FileID, &r.Line, &r.ID, &r.ref, &r.owner, &r.wall, &r.floating, &at,
		&r.confirmedWall, &r.confirmed, &confirmed, &r.Amount, &r.Currency, &r.own.Key, &r.own.Last4, &r.Account.Key,
		&r.Account.Last4, &r.Status, &r.Fee, &r.CarriedIn, &r.BankReference, &r.StatementText, &r.FailureCode,
		&r.FailureReason, &r.Implied, &r.linesNet, &r.expectedOn, &r.matchedBy, &r.state, &r.landsOn)
	r.SentAt = record.Stamp{Time: fromMillis(at)}
	r.ConfirmedAt = record.Stamp{Time: fromMillis(confirmed)}
	if r.MerchantID = r.owner; r.owner == "" {
		r.MerchantID = r.ref
	}
	return r, err
}

// entryRow is a bank entry with what was derived from it.
type entryRow struct {
	record.Entry
	place, state, explanation string
}

const entryColumns = origin + `id, booked_on, time, account_key, account_last4, amount, direction, currency, memo, owner,
	counterparty_key, counterparty_last4, place, state, explanation`

func scanEntry(s scanner) (entryRow, error) {
	var r entryRow
	var at int64
	err := s.Scan(&r.Row, &r.Source, &r.FileID, &r.Line, &r.ID, &r.BookedOn, &at, &r.Account.Key,
		&r.Account.Last4, &r.Amount, &r.Direction, &r.Currency, &r.Memo, &r.Owner, &r.Counterparty.Key,
		&r.Counterparty.Last4, &r.place, &r.state, &r.explanation)
	r.BookedAt = record.Stamp{Time: fromMillis(at)}
	return r, err
}

const eventColumns = origin + `id, merchant_id, time, kind, terminal_id, reference, amount, currency, due_on, public_reason, note`

func scanHappening(s scanner) (record.Event, error) {
	var r record.Event
	var at int64
	var amount sql.NullInt64
	err := s.Scan(&r.Row, &r.Source, &r.FileID, &r.Line, &r.ID, &r.MerchantID, &at, &r.Kind, &r.TerminalID,
		&r.Reference, &amount, &r.Currency, &r.DueOn, &r.PublicReason, &r.Note)
	r.Time = record.Stamp{Time: fromMillis(at)}
	if amount.Valid {
		r.Amount = &amount.Int64
	}
	return r, err
}

const termsColumns = origin + `merchant_id, scheme, card_type, valid_from, cycle, cut_off, calendar, window_from, window_to,
	single_cap, day_cap, fallback_cycle, fee_bps, fee_fixed, fee_min, fee_cap, payout_fee, refund_fee`

func scanTerms(s scanner) (record.Terms, error) {
	var r record.Terms
	var n [6]sql.NullInt64
	var bps sql.NullString
	err := s.Scan(&r.Row, &r.Source, &r.FileID, &r.Line, &r.MerchantID, &r.Scheme, &r.CardType, &r.ValidFrom,
		&r.Cycle, &r.CutOff, &r.Calendar, &r.WindowFrom, &r.WindowTo, &n[0], &n[1], &r.FallbackCycle, &bps,
		&n[2], &n[3], &n[4], &n[5], &r.RefundFee)
	for i, to := range []**int64{&r.SingleCap, &r.DayCap, &r.FeeFixed, &r.FeeMin, &r.FeeCap, &r.PayoutFee} {
		if n[i].Valid {
			v := n[i].Int64
			*to = &v
		}
	}
	if bps.Valid {
		r.FeeBPS = &bps.String
	}
	return r, err
}

// readRows reads the visible rows of a table that a condition names.
func readRows[T any](ctx context.Context, q queryer, table, cols string, scan func(scanner) (T, error), where string, args ...any) ([]T, error) {
	rows, err := q.query(ctx, "SELECT "+cols+" FROM "+table+" WHERE "+visible+" AND "+where, args...)
	all, err := collect(rows, err, scan)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", table, err)
	}
	return all, nil
}

// maxArgs is how many keys one statement is given.
const maxArgs = 500

// readByKeys reads the visible rows whose column is one of keys.
func readByKeys[K comparable, T any](ctx context.Context, q queryer, table, cols string, scan func(scanner) (T, error),
	column string, keys []K, and string, more ...any) ([]T, error) {
	var all []T
	for len(keys) > 0 {
		n := min(len(keys), maxArgs)
		args := padded(anys(keys[:n]))
		where := column + " IN (" + marks(len(args)) + ")" + partial(column)
		if and != "" {
			where += " AND " + and
		}
		got, err := readRows(ctx, q, table, cols, scan, where, append(args, more...)...)
		if err != nil {
			return nil, err
		}
		all, keys = append(all, got...), keys[n:]
	}
	return all, nil
}

// partial repeats the condition of the index on a column that leaves empty
// values out: only then is the index used.
func partial(column string) string {
	switch column {
	case "transaction_row", "payout_row", "joined":
		return " AND " + column + " <> 0"
	case "bank_reference", "pay_key", "rrn", "order_id", "original_rrn", "original_id":
		return " AND " + column + " <> ''"
	}
	return ""
}

// keySet collects keys, each once, in the order of their coming; zero keys are left out.
type keySet[K comparable] struct {
	seen map[K]bool
	list []K
}

func (s *keySet[K]) add(keys ...K) (fresh bool) {
	var zero K
	if s.seen == nil {
		s.seen = map[K]bool{}
	}
	for _, k := range keys {
		if k != zero && !s.seen[k] {
			s.seen[k], fresh = true, true
			s.list = append(s.list, k)
		}
	}
	return fresh
}

// words joins conditions that all must hold.
func words(conditions ...string) string { return strings.Join(conditions, " AND ") }
