package storage

import (
	"context"
	"math"

	"moneytrail/recon/record"
)

// news tells what changed of something since its links were made.
type news struct {
	transactions, lines int64 // rows with keys from these on are new; 0: anything may be other than it was
}

// nothingNew: only what else rows rest on may have changed.
var nothingNew = news{math.MaxInt64, math.MaxInt64}

// whole tells that all is to be looked at.
func (n news) whole() bool { return n.transactions == 0 || n.lines == 0 }

// newsOf gives what a file that is published brings to those whom it only adds
// rows to. Merchants, terms and events may change how any of their rows stands.
func newsOf(ctx context.Context, q queryer, file int64) (news, error) {
	rows, err := q.query(ctx, "SELECT kind, MIN(first_row) FROM file_days WHERE file_id = ? GROUP BY kind", file)
	type first struct {
		kind record.Kind
		row  int64
	}
	all, err := collect(rows, err, func(s scanner) (f first, err error) { return f, s.Scan(&f.kind, &f.row) })
	n := nothingNew
	for _, f := range all {
		switch f.kind {
		case record.Transactions:
			n.transactions = f.row
		case record.Lines:
			n.lines = f.row
		case record.Payouts, record.Entries:
		default:
			return news{}, err
		}
	}
	return n, err
}
