package match

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"moneytrail/recon/record"
)

// of tells a transaction from another witness.
func of(source, order string) func(*record.Transaction) {
	return func(t *record.Transaction) { t.Source, t.OrderID = source, order }
}

func TestJoins(t *testing.T) {
	const minuteLater = "2026-03-05 12:01:00"
	tests := []struct {
		name string
		txns []record.Transaction
		want []Join
	}{
		{"the wallet's row by the order id", []record.Transaction{
			sale("W1", minuteLater, 8800, "", of("wechat", "O1")), sale("T1", noon, 8800, "R1", of("native", "O1"))}, []Join{{1, 2}}},
		{"the acquirer's row by the RRN", []record.Transaction{
			sale("T1", noon, 8800, "R1"), sale("A1", minuteLater, 8800, "R1", of("adyen", ""))}, []Join{{2, 1}}},
		{"three witnesses; without a native one the lowest source is the first", []record.Transaction{
			sale("X1", noon, 8800, "R1", of("wechat", "O1")), sale("X2", noon, 8800, "R1", of("gateway", "")), sale("X3", noon, 8800, "", of("bank", "O1"))},
			[]Join{{1, 3}, {2, 3}}},
		{"one source never joins with itself", []record.Transaction{
			sale("T1", noon, 8800, "R1"), sale("T2", noon, 8800, "R1"), sale("W1", "2026-01-01 09:00:00", 1, "", of("wechat", ""))}, nil},
		{"two attempts of one order at one witness: which is meant is not known", []record.Transaction{
			sale("T1", noon, 8800, "", of("native", "O1")), sale("T2", minuteLater, 8800, "", of("native", "O1")), sale("W1", noon, 8800, "", of("wechat", "O1"))}, nil},
		{"another amount, type, currency or merchant is another transaction", []record.Transaction{
			sale("T1", noon, 8800, "R1"),
			sale("A1", noon, 8801, "R1", of("adyen", "")),
			sale("A2", noon, 8800, "R1", of("adyen", ""), typed(record.Refund)),
			sale("A3", noon, 8800, "R1", of("adyen", ""), func(t *record.Transaction) { t.Currency = "HKD" }),
			sale("A4", noon, 8800, "R1", of("adyen", ""), func(t *record.Transaction) { t.MerchantID = "M2" })}, nil},
		{"the RRN came round again", []record.Transaction{
			sale("T1", noon, 8800, "R1"), sale("A1", "2027-03-05 12:00:00", 8800, "R1", of("adyen", ""))}, nil},
	}
	for _, tt := range tests {
		numbered(tt.txns, nil)
		if diff := cmp.Diff(tt.want, Joins(tt.txns)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestOriginals(t *testing.T) {
	original := func(rrn string) func(*record.Transaction) {
		return func(t *record.Transaction) { t.OriginalRRN = rrn }
	}
	terminal := func(k string) func(*record.Transaction) {
		return func(t *record.Transaction) { t.TerminalID = k }
	}
	const before, earlier = "2026-03-05 11:00:00", "2026-03-04 12:00:00"
	tests := []struct {
		name string
		txns []record.Transaction
		want map[int64]int64
	}{
		{"a refund by its original's id", []record.Transaction{
			sale("T1", before, 100, ""), sale("T2", noon, 50, "", typed(record.Refund), func(t *record.Transaction) { t.OriginalID = "T1" })}, map[int64]int64{2: 1}},
		{"a refund by the RRN, of two the nearest before it", []record.Transaction{
			sale("T1", earlier, 100, "R1"), sale("T2", before, 100, "R1"), sale("T3", "2026-03-06 12:00:00", 100, "R1"),
			sale("T4", noon, 50, "R2", typed(record.Refund), original("R1"))}, map[int64]int64{4: 2}},
		{"the same terminal goes before the nearer one", []record.Transaction{
			sale("T1", earlier, 100, "R1"), sale("T2", before, 100, "R1", terminal("K2")),
			sale("T3", noon, 100, "R2", typed(record.Reversal), original("R1"))}, map[int64]int64{3: 1}},
		{"a void that shares the RRN", []record.Transaction{
			sale("T1", before, 100, "R1"), sale("T2", noon, 100, "R1", typed(record.Void))}, map[int64]int64{2: 1}},
		{"a capture of a pre-authorisation, not of a sale", []record.Transaction{
			sale("T1", before, 100, "R1"), sale("T2", before, 100, "R1", typed(record.PreAuth)),
			sale("T3", noon, 90, "R2", typed(record.Capture), original("R1"))}, map[int64]int64{3: 2}},
		{"a refund of a sale that is not here", []record.Transaction{sale("T1", noon, 50, "R2", typed(record.Refund), original("R1"))}, map[int64]int64{}},
		{"the reversal of a void leaves the sale alone", []record.Transaction{
			sale("T1", before, 100, "R1"), sale("T2", "2026-03-05 11:30:00", 100, "R2", typed(record.Void), original("R1")),
			sale("T3", noon, 100, "R3", typed(record.Reversal), original("R2"))}, map[int64]int64{2: 1, 3: 2}},
		{"a reversal whose clock is ten minutes behind the sale's, and not eleven", []record.Transaction{
			sale("T1", "2026-03-05 12:10:00", 100, "R1"), sale("T2", noon, 100, "R2", typed(record.Reversal), original("R1")),
			sale("T3", "2026-03-05 12:11:00", 100, "R3"), sale("T4", noon, 100, "R4", typed(record.Reversal), original("R3"))}, map[int64]int64{2: 1}},
		{"an original that another witness told first", []record.Transaction{
			sale("T1", before, 100, ""), sale("W1", before, 100, "R1", func(t *record.Transaction) { t.Source, t.Joined = "wechat", 1 }),
			sale("T3", noon, 100, "R3", typed(record.Refund), original("R1"))}, map[int64]int64{3: 1}},
	}
	for _, tt := range tests {
		numbered(tt.txns, nil)
		if diff := cmp.Diff(tt.want, Originals(tt.txns)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}
