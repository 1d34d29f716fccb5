package storage

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"strings"
	"sync"

	"moneytrail/recon/record"
)

// visible limits a read of rows to what published files and the product itself say.
const visible = "file_id NOT IN (SELECT id FROM files WHERE state <> 'published')"

// table is where the rows of one kind are kept. The order of columns is part
// of the stored form of older versions: new ones are added at the end.
type table struct {
	kind    record.Kind
	name    string
	columns []string // content, as the witness said it
	// bySource: ids are those of the source; else they are the operator's own.
	bySource bool
	ref      bool         // columns[0] is merchant_ref, and merchant_id is derived from it
	stamps   []wallColumn // times that follow the merchant's zone
	place    bool         // bank entries: place is derived
}

// wallColumn is a printed wall time (its floating flag is the next column) and the column of the time itself.
type wallColumn struct {
	at   int
	time string
}

const stampColumns = "wall floating"

func columns(s string) []string { return strings.Fields(s) }

// tables lists the kinds, merchants and terms first. They are made once and never changed.
var tables = sync.OnceValue(func() []*table {
	return []*table{
		{kind: record.Merchants, name: "merchants", columns: columns(`account_key account_last4 name language
			zone currency calendar cycle cut_off fee_bps min_payout group_id store opens closes aliases`)},
		{kind: record.TermsRows, name: "terms", columns: columns(`merchant_id scheme card_type valid_from cycle cut_off
			calendar window_from window_to single_cap day_cap fallback_cycle fee_bps fee_fixed fee_min fee_cap
			payout_fee refund_fee`)},
		{kind: record.Transactions, name: "transactions", bySource: true, ref: true, stamps: []wallColumn{{1, "time"}},
			columns: columns("merchant_ref " + stampColumns + ` terminal_id type amount currency last4 scheme auth_code
			rrn original_rrn status card_type batch_no slip_no order_id operator place original_id`)},
		{kind: record.Lines, name: "lines", bySource: true, ref: true, stamps: []wallColumn{{1, "time"}},
			columns: columns("merchant_ref " + stampColumns + ` settled_on terminal_id type gross fee net currency rrn
			order_id transaction_id batch_no slip_no payout_id status due_on hold_reason note`)},
		{kind: record.Payouts, name: "payouts", bySource: true, ref: true,
			stamps: []wallColumn{{1, "time"}, {3, "confirmed_at"}},
			columns: columns("merchant_ref " + stampColumns + ` confirmed_wall confirmed_floating amount currency
			account_key account_last4 status fee carried_in bank_reference statement_text failure_code failure_reason`)},
		{kind: record.Entries, name: "bank_entries", bySource: true, place: true, stamps: []wallColumn{{0, "time"}},
			columns: columns(stampColumns + ` booked_on account_key account_last4 amount direction currency memo owner
			counterparty_key counterparty_last4`)},
		{kind: record.Events, name: "merchant_events", bySource: true, ref: true, stamps: []wallColumn{{1, "time"}},
			columns: columns("merchant_ref " + stampColumns + ` kind terminal_id reference amount currency due_on
			public_reason note`)},
	}
})

// tableOf finds the table of a kind.
func tableOf(kind record.Kind) (*table, error) {
	for _, t := range tables() {
		if t.kind == kind {
			return t, nil
		}
	}
	return nil, fmt.Errorf("no rows of kind %q are kept", kind)
}

// at gives the position of a content column.
func (t *table) at(column string) int {
	for i, c := range t.columns {
		if c == column {
			return i
		}
	}
	panic("storage: table " + t.name + " has no column " + column)
}

// derivedColumns are those that follow from the content and the merchant.
func (t *table) derivedColumns() []string {
	var cols []string
	if t.ref {
		cols = append(cols, "merchant_id")
	}
	for _, s := range t.stamps {
		cols = append(cols, s.time)
	}
	if t.place {
		cols = append(cols, "place")
	}
	return cols
}

// derive gives the values of derivedColumns.
func (t *table) derive(values []any, source string, reg *registry) []any {
	var out []any
	zone := reg.zone
	if t.ref {
		id := reg.resolve(source, values[0].(string))
		zone = reg.zoneOf(id)
		out = append(out, id)
	}
	for _, s := range t.stamps {
		out = append(out, resolveWall(values[s.at].(int64), values[s.at+1].(int64) != 0, zone))
	}
	if t.place {
		place := values[t.at("account_key")]
		if values[t.at("owner")] == string(record.Payer) {
			place = values[t.at("counterparty_key")]
		}
		out = append(out, place)
	}
	return out
}

// insert is the statement that adds a row where its id is not taken: id,
// source, file, line, hash, content, derived.
func (t *table) insert() string {
	cols := append([]string{"id", "source", "file_id", "line_no", "hash"}, t.columns...)
	cols = append(cols, t.derivedColumns()...)
	return "INSERT INTO " + t.name + " (" + strings.Join(cols, ", ") + ") VALUES (" + marks(len(cols)) +
		") ON CONFLICT DO NOTHING"
}

// update is the statement that gives a row another body: source, file, line,
// hash, content, derived, then its key.
func (t *table) update() string {
	cols := append([]string{"source", "file_id", "line_no", "hash"}, t.columns...)
	cols = append(cols, t.derivedColumns()...)
	if t.kind == record.Payouts {
		cols = append(cols, "implied_for")
	}
	return "UPDATE " + t.name + " SET " + strings.Join(cols, " = ?, ") + " = ? WHERE row = ?"
}

// marks gives n placeholders.
func marks(n int) string { return strings.TrimSuffix(strings.Repeat("?, ", n), ", ") }

// hashOf gives a digest of a row's content; equal content has equal hashes.
func hashOf(values []any, buf []byte) (int64, []byte) {
	buf = buf[:0]
	for _, v := range values {
		switch v := v.(type) {
		case nil:
			buf = append(buf, 0)
		case int64:
			buf = binary.AppendVarint(append(buf, 1), v)
		case string:
			buf = append(binary.AppendUvarint(append(buf, 2), uint64(len(v))), v...)
		default:
			panic(fmt.Sprintf("storage: a column of type %T", v))
		}
	}
	sum := sha256.Sum256(buf)
	return int64(binary.BigEndian.Uint64(sum[:8])), buf
}

// encodeBody and decodeBody are the stored form of a version's content.
func encodeBody(values []any) (string, error) {
	b, err := json.Marshal(values)
	if err != nil {
		return "", fmt.Errorf("encode a version: %w", err)
	}
	return string(b), nil
}

func decodeBody(body string, t *table) ([]any, error) {
	d := json.NewDecoder(bytes.NewReader([]byte(body)))
	d.UseNumber()
	var values []any
	if err := d.Decode(&values); err != nil {
		return nil, fmt.Errorf("decode a version of %s: %w", t.name, err)
	}
	if len(values) > len(t.columns) {
		return nil, fmt.Errorf("a version of %s has %d columns, at most %d are known", t.name, len(values), len(t.columns))
	}
	for i, v := range values {
		if n, ok := v.(json.Number); ok {
			whole, err := n.Int64()
			if err != nil {
				return nil, fmt.Errorf("decode a version of %s: %w", t.name, err)
			}
			values[i] = whole
		}
	}
	return values, nil
}
