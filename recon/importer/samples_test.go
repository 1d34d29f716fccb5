package importer_test

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"moneytrail/recon/importer"
	"moneytrail/recon/record"
)

var update = flag.Bool("update", false, "rewrite golden files")

// golden compares a text with its file in testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (run with -update to write it)", err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

// story prints what a file gives, for people.
func story(t *testing.T, in importer.Input, o importer.Options) string {
	t.Helper()
	p, err := importer.Prove(t.Context(), in, o)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "known %t, format %s, source %s, rows %d, rejected %d, %s to %s\n", p.Known, p.Format, p.Source, p.Rows, p.Rejected, p.First, p.Last)
	for _, e := range p.Errors {
		fmt.Fprintf(&b, "error %d:%d %s\n", e.Line, e.Column, e.Message)
	}
	for _, e := range p.Warnings {
		fmt.Fprintf(&b, "warning %d:%d %s\n", e.Line, e.Column, e.Message)
	}
	for _, e := range p.Totals {
		fmt.Fprintf(&b, "total %s: declared %s, computed %s, ok %t\n", e.Name, e.Declared, e.Computed, e.OK)
	}
	if p.Refused(o) {
		b.WriteString("refused\n")
		return b.String()
	}
	err = importer.Read(t.Context(), in, o, p, func(r importer.Row) error {
		for _, rec := range values(r) {
			fmt.Fprintf(&b, "line %d ", r.Line)
			switch v := rec.(type) {
			case record.Transaction:
				fmt.Fprintf(&b, "transaction %s of %s: %s %s %d %s at %s %t, order %s, original %s, %s %s, %s\n", v.ID, v.MerchantID, v.Type, v.Status,
					v.Amount, v.Currency, v.Time.Time, v.Time.Floating, v.OrderID, v.OriginalID, v.Scheme, v.CardType, v.Extra)
			case record.Line:
				fmt.Fprintf(&b, "line %s of %s: %s %s %d - %d = %d %s on %s, transaction %s, payout %s, note %q\n", v.ID, v.MerchantID, v.Type, v.Status,
					v.Gross, v.Fee, v.Net, v.Currency, v.SettledOn, v.TransactionID, v.PayoutID, v.Note)
			case record.Payout:
				fmt.Fprintf(&b, "payout %s of %s: %s %d %s at %s, reference %s, text %q\n", v.ID, v.MerchantID, v.Status, v.Amount, v.Currency,
					v.SentAt.Time, v.BankReference, v.StatementText)
			case record.Entry:
				fmt.Fprintf(&b, "entry %s of %s %s: %s %d %s on %s at %s, with %s, memo %q\n", v.ID, v.Owner, v.Account.Last4, v.Direction, v.Amount, v.Currency,
					v.BookedOn, v.BookedAt.Time, v.Counterparty.Last4, v.Memo)
			case record.Event:
				fmt.Fprintf(&b, "event %s of %s: %s about %s at %s, note %q\n", v.ID, v.MerchantID, v.Kind, v.Reference, v.Time.Time, v.Note)
			default:
				fmt.Fprintf(&b, "%T\n", v)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Real files of payment companies, where the developer has them.
func TestRealFiles(t *testing.T) {
	folder := filepath.Join("..", "..", "..", "shared", "samples")
	if _, err := os.Stat(folder); err != nil {
		t.Skip("the sample files are not on this machine")
	}
	files := []struct{ path, want string }{
		{"wechat/gunsluo-trade-1.csv", "rows 3, rejected 0"},
		{"wechat/gunsluo-trade-5.csv", "refused"},
		{"wechat/gunsluo-trade-6.csv", "refused"},
		{"wechat/gunsluo-trade-9.csv", "refused"},
		{"wechat/wxjava-pay_bill_result_success_content.csv", "the file says 31, its rows give 1"},
		{"wechat/gunsluo-fundflow-2.csv", "total 资金流水总笔数: the file says 3, its rows give 2"},
		{"wechat/gunsluo-fundflow-3.csv", "refused"},
		{"adyen/oca-settlement_detail_report_batch_238.csv", "declared 0.00 USD, computed 0.00 USD, ok true"},
		{"adyen/wmf-settlement_detail_report_donation.csv", "declared 0.76 USD, computed 0.76 USD, ok true"},
		{"adyen/wmf-settlement_detail_report_ignore.csv", "declared 0.76 USD, computed 0.76 USD, ok true"},
		{"adyen/wmf-settlement_detail_report_chargeback.csv", "its payout is 4.03 USD, its other rows add up to -4.80 USD"},
		{"adyen/wmf-settlement_detail_report_refund.csv", "its payout is 4.03 USD, its other rows add up to -2.80 USD"},
		{"adyen/wmf-settlement_detail_report_deposit_correction.csv", "its payout is 0.00 USD, its other rows add up to -200.00 USD"},
		{"adyen/wmf-payments_accounting_report_chargeback.csv", "format adyen_accounting, source adyen_accounting, rows 1, rejected 0"},
		{"adyen/oca-adyen_test.xlsx", "was changed by a spreadsheet"},
		{"alipay/id21120752323-detail-2017.gbk.csv", "warning 0:0 the end of the file (明细列表结束) is missing"},
		{"stripe/wmf-settlement_report.csv", "all rows of the report does not tie: its payout is 23.05 USD, its other rows add up to 26.40 USD"},
		{"stripe/wmf-payments_activity.csv", "rows 2, rejected 0"},
		{"stripe-dbt-seeds/balance_transaction_data.csv", "format stripe_transactions"},
		{"stripe-dbt-seeds/payout_data.csv", "format stripe_payouts"},
		{"stripe-dbt-seeds/fee_data.csv", "known false"},
		{"stripe-dbt-seeds/refund_data.csv", "known false"},
		{"stripe-dbt-seeds/payout_balance_transaction_data.csv", "known false"},
	}
	var all strings.Builder
	for _, f := range files {
		t.Run(f.path, func(t *testing.T) {
			b, err := os.ReadFile(filepath.Join(folder, f.path))
			if err != nil {
				t.Fatal(err)
			}
			got := story(t, input(b), importer.Options{Currency: "CNY"})
			outline(&all, f.path, got)
			if !strings.Contains(got, f.want) {
				t.Errorf("want %q in\n%s", f.want, got)
			}
			if testing.Verbose() {
				t.Log("\n" + got)
			}
		})
	}
	golden(t, "real_files", all.String())
}

// outline keeps of a real file's story what was proved, and a sum of all that
// it gives: its rows belong to others.
func outline(b *strings.Builder, path, story string) {
	head, _, _ := strings.Cut(story, "\n")
	records := 0
	for line := range strings.SplitSeq(story, "\n") {
		if strings.HasPrefix(line, "line ") {
			records++
		}
	}
	fmt.Fprintf(b, "%s: %s; records %d, errors %d, warnings %d, totals that tie %d, that do not %d; %x\n", path, head, records,
		strings.Count(story, "\nerror "), strings.Count(story, "\nwarning "), strings.Count(story, "ok true"), strings.Count(story, "ok false"),
		sha256.Sum256([]byte(story)))
}
