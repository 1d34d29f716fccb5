package importer_test

import (
	"bytes"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"

	"moneytrail/recon/importer"
	"moneytrail/recon/record"
)

// ledger is a Book that keeps accounts readable for tests.
type ledger map[string]string

func (l ledger) Currency(_, merchant string) (code string, known bool) {
	code, known = l[merchant]
	return code, known
}

func (l ledger) Seal(account string) record.Account {
	return record.Account{Key: "key of " + account, Last4: account[max(0, len(account)-4):]}
}

func input(b []byte) importer.Input {
	return importer.Input{Name: "test.csv", Size: int64(len(b)),
		Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(b)), nil }}
}

var cny = importer.Options{Currency: "CNY", Book: ledger{"M0009": "HKD"}}

func prove(t *testing.T, file string, o importer.Options) importer.Proof {
	t.Helper()
	p, err := importer.Prove(t.Context(), input([]byte(file)), o)
	if err != nil {
		t.Fatalf("Prove: %v", err)
	}
	return p
}

// rows proves and reads a file that must be accepted.
func rows(t *testing.T, file string, o importer.Options) []importer.Row {
	t.Helper()
	p := prove(t, file, o)
	if p.Refused(o) {
		t.Fatalf("refused: %s", tell(p.Errors))
	}
	var out []importer.Row
	err := importer.Read(t.Context(), input([]byte(file)), o, p, func(r importer.Row) error {
		r.Records = values(r)
		out = append(out, r)
		return nil
	})
	if err != nil {
		t.Fatalf("Read: %v", err)
	}
	if len(out) != p.Rows-p.Rejected {
		t.Fatalf("Read gave %d rows, the proof %d of %d", len(out), p.Rows-p.Rejected, p.Rows)
	}
	return out
}

// values gives the records of a row, which are the row's no longer than until the next one.
func values(r importer.Row) (all []any) {
	for _, rec := range r.Records {
		all = append(all, reflect.ValueOf(rec).Elem().Interface())
	}
	return all
}

func tell(problems []importer.Problem) string {
	var b strings.Builder
	for _, p := range problems {
		fmt.Fprintf(&b, "%d:%d %s\n", p.Line, p.Column, p.Message)
	}
	return b.String()
}

const transactionsHead = "transaction_id,merchant_id,terminal_id,time,type,amount,currency,card_last4,scheme,auth_code,rrn,original_rrn,status\n"
const settlementsHead = "line_id,settled_on,merchant_id,terminal_id,time,type,gross,fee,net,rrn,payout_id,status\n"

// Lines that end in CR alone are not one long line: the file is refused with
// what to do; XML, which knows no lines, is read.
func TestLinesThatEndInReturns(t *testing.T) {
	for name, file := range map[string]string{
		"native":    settlementsHead + "L1,2026-11-21,M1,,,SALE,1.00,0.00,1.00,1,P1,PAID\n",
		"statement": string(statementFiles(t)["mt940_pages.sta"]),
		"wechat":    string(fixture(t, "wechat_all.csv")),
	} {
		p := prove(t, strings.ReplaceAll(strings.ReplaceAll(file, "\r\n", "\n"), "\n", "\r"), cny)
		if got := tell(p.Errors); p.Known || len(p.Errors) != 1 || !strings.Contains(got, "its lines end in CR alone") || len(p.Hash) != 64 {
			t.Errorf("%s: %s", name, got)
		}
	}
	xml := strings.ReplaceAll(string(statementFiles(t)["camt053_v08.xml"]), "\n", "\r")
	if p := prove(t, xml, bank); p.Refused(bank) || p.Rows == 0 {
		t.Errorf("camt: %s", tell(p.Errors))
	}
}
