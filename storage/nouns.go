package storage

import (
	"fmt"
	"strings"
	"sync"

	"moneytrail/recon/record"
)

// noun is a kind of row and where its rows are kept.
type noun struct {
	kind  record.Kind
	table string
	// days is the table that tells the pages of a party's days, ids and refs the
	// indexes of ids and of further names; "" where table has a row for each and
	// its columns tell them.
	ids, days, refs string
	bySource        bool // ids are those of the source; else they are the operator's own
	party           bool // rows speak of a party
	// extra are columns that are searched beside the body; they follow from it.
	extra []string
}

// nouns lists the kinds, merchants and terms first. They are made once and never changed.
var nouns = sync.OnceValue(func() []*noun {
	return []*noun{
		{kind: record.Merchants, table: "merchants", extra: []string{"account_key"}},
		{kind: record.TermsRows, table: "terms", extra: []string{"merchant_id"}},
		{kind: record.Transactions, table: "transactions", ids: "transaction_ids", days: "transaction_days",
			refs: "transaction_refs", bySource: true, party: true},
		{kind: record.Lines, table: "lines", ids: "line_ids", days: "line_days", bySource: true, party: true},
		{kind: record.Payouts, table: "payouts", bySource: true, party: true, extra: []string{"amount", "bank_reference", "own_key"}},
		{kind: record.Entries, table: "bank_entries", bySource: true, extra: []string{"booked_on", "amount", "owner", "place"}},
		{kind: record.Events, table: "merchant_events", bySource: true, party: true},
	}
})

// paged tells whether the rows are kept in pages.
func (n *noun) paged() bool { return n.days != "" }

// nounOf finds the noun of a kind.
func nounOf(kind record.Kind) (*noun, error) {
	for _, n := range nouns() {
		if n.kind == kind {
			return n, nil
		}
	}
	return nil, fmt.Errorf("no rows of kind %q are kept", kind)
}

// columns lists what is written of a row of its own besides its key, id and source.
func (n *noun) columns() []string {
	cols := []string{"file_id", "line_no", "body"}
	if n.party {
		cols = append(cols, "party")
	}
	return append(cols, n.extra...)
}

// insertFed is the statement that adds the rows that are fed: key, id and source, then columns.
func (n *noun) insertFed() string {
	cols := append([]string{"row", "id", "source"}, n.columns()...)
	return "INSERT INTO " + n.table + " (" + strings.Join(cols, ", ") + ") SELECT " + fedNames(len(cols)) + " FROM " + fed
}

// update is the statement that gives a row another body: columns, then its key.
func (n *noun) update() string {
	set := strings.Join(n.columns(), " = ?, ") + " = ?"
	if n.kind == record.Payouts {
		set += ", implied_for = 0" // a file speaks of it now
	}
	return "UPDATE " + n.table + " SET " + set + " WHERE row = ?"
}

// marks gives n placeholders.
func marks(n int) string { return strings.TrimSuffix(strings.Repeat("?, ", n), ", ") }
