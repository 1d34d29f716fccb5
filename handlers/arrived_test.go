package handlers_test

import (
	"strings"
	"testing"
	"time"

	"moneytrail/recon/record"
	"moneytrail/recon/terms"
	"moneytrail/recon/trail"
)

// What arrived today rests on the bank's file: where that does not tell of today
// yet, nothing is denied; and what waits for its day or for the merchant's own tap
// is never what should have arrived.
func TestWhatArrivedSaysHowFarTheBankFileGoes(t *testing.T) {
	w, li, _ := shop(t)
	w.reads()
	w.books.payouts = nil
	w.books.sources = []trail.Freshness{
		{Source: "acquirer", Kind: record.Lines, Covers: w.books.today},
		{Source: "old bank", Kind: record.Entries, Covers: w.books.today - 90},
		{Source: "bank", Kind: record.Entries, Covers: w.books.today - 1, Imported: noon.Add(-9 * time.Hour)},
	}
	w.books.trails = append(w.books.trails, swipe(23, "M0001", "T23", noon.AddDate(0, 0, -8), 35000, "7002"))
	tr := w.about(trail.Cleared, trail.ManualWithdrawal)
	tr.Due = terms.Due{On: w.books.today}
	got := li.says("今天到账多少")
	li.expect(got, "还没查到到账", "银行流水只到 2026-11-19", "数据截至 2026-11-19", "还在等的", "3,500.00")
	for _, wrong := range []string{"没有到账", "该到、还没到的"} {
		if strings.Contains(got[0].Text, wrong) {
			t.Errorf("%q is said:\n%s", wrong, got[0].Text)
		}
	}
	li.expect(li.says("how much arrived yesterday"), "nothing arrived", "Data as of 2026-11-19")
	w.books.sources[2].Covers = w.books.today
	li.expect(li.says("今天到账多少"), "到现在还没有到账", "数据截至 2026-11-20")
	tr.Reasons, tr.Due.On = []trail.Reason{trail.MissingInSettlement}, w.books.today
	li.expect(li.says("今天到账多少"), "该到、还没到的", "3,500.00")
}
