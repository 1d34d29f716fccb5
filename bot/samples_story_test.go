package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Real files of a wallet and of a processor, not made for this product: their
// rows become the same records as everybody's.
func TestRealFilesOfAWalletAndAProcessor(t *testing.T) {
	t.Parallel()
	shared := filepath.Join("..", "..", "shared", "samples")
	wechat := filepath.Join(shared, "wechat", "gunsluo-trade-1.csv")
	adyen := filepath.Join(shared, "adyen", "oca-settlement_detail_report_batch_238.csv")
	for _, f := range []string{wechat, adyen} {
		if _, err := os.Stat(f); err != nil {
			t.Skipf("the real files are not beside this repository: %v", err)
		}
	}
	h := newHouse(t)
	h.imports(map[string]string{"merchants.csv": "merchant_id,name,account,language,currency,timezone,settlement_cycle,cutoff,aliases\n" +
		"M0001,老李面馆,6222020000001234,zh,CNY,Asia/Shanghai,T+1,24:00,wechat_trade=1601959334\n" +
		"M0002,Harbour Shop,NL91ABNA0417164300,en,USD,Europe/Amsterdam,T+2,24:00,adyen_settlement=YOURCOMPANY_ACCOUNT\n"})

	type file struct {
		File, Source, Status                     string
		Rows, New, Unchanged, Restated, Rejected int
		Totals                                   []struct {
			Name, Declared, Computed string
			OK                       bool
		}
	}
	imported := func() (files []file) {
		t.Helper()
		if err := json.Unmarshal([]byte(h.does("import", "--json", wechat, adyen)), &files); err != nil {
			t.Fatal(err)
		}
		return files
	}
	first := imported()
	if len(first) != 2 {
		t.Fatalf("%d files", len(first))
	}
	for i, want := range []struct {
		source, total, declared, computed string
	}{
		{"wechat_trade", "应结订单总金额", "0.03", "0.03"},
		{"adyen_settlement", "YOURCOMPANY_ACCOUNT batch 238", "0.00 USD", "0.00 USD"},
	} {
		f := first[i]
		if f.Source != want.source || f.Status != "imported" || f.Rows != 3 || f.New != 3 || f.Rejected != 0 {
			t.Errorf("%+v", f)
		}
		proved := false
		for _, p := range f.Totals {
			if !p.OK {
				t.Errorf("%s: total %s: declared %s, computed %s", f.File, p.Name, p.Declared, p.Computed)
			}
			proved = proved || p.Name == want.total && p.Declared == want.declared && p.Computed == want.computed
		}
		if !proved {
			t.Errorf("%s: no total %s %s in %+v", f.File, want.total, want.declared, f.Totals)
		}
	}
	for _, f := range imported() {
		if f.Status != "duplicate" || f.New != 0 || f.Unchanged != 3 {
			t.Errorf("once more: %+v", f)
		}
	}

	for kind, want := range map[string]string{
		"transactions": `transaction_id,merchant_id,state,reason,matched_by,line_id,payout_id,entry_id
4200000910202101282955148400,M0001,cleared,payout_pending,id,4200000910202101282955148400,,
4200000925202101284997714292,M0001,cleared,payout_pending,id,4200000925202101284997714292,,
4200000926202101281412639609,M0001,cleared,payout_pending,id,4200000926202101281412639609,,
`,
		"settlements": `line_id,state,matched_by,transaction_id,payout_id
4200000910202101282955148400,matched,id,4200000910202101282955148400,
4200000925202101284997714292,matched,id,4200000925202101284997714292,
4200000926202101281412639609,matched,id,4200000926202101281412639609,
YOURCOMPANY_ACCOUNT batch 238 Balancetransfer from batch 237,account,none,,YOURCOMPANY_ACCOUNT batch 238
YOURCOMPANY_ACCOUNT batch 238 Balancetransfer to batch 239,account,none,,YOURCOMPANY_ACCOUNT batch 238
YOURCOMPANY_ACCOUNT batch 238 Fee Transaction Fees March 01 2022,account,none,,YOURCOMPANY_ACCOUNT batch 238
`,
		"payouts": `payout_id,merchant_id,expected,state,matched_by,entry_id,difference
YOURCOMPANY_ACCOUNT batch 238,M0002,0.00,carried,none,,
`,
	} {
		if diff := cmp.Diff(want, h.does("export", kind)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", kind, diff)
		}
	}
	if got := h.does("trace", "S20210128170702357723"); !strings.Contains(got, "4200000925202101284997714292") || !strings.Contains(got, "gunsluo-trade-1.csv:2") {
		t.Errorf("by the merchant's own order number:\n%s", got)
	}
	if got := h.does("ask", "--merchant", "M0001", "2021年1月28日 0.01 那几笔到哪了"); !strings.Contains(got, "¥0.01") {
		t.Errorf("asked in words:\n%s", got)
	}
}
