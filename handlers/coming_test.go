package handlers_test

import (
	"strings"
	"testing"

	"moneytrail/recon/terms"
	"moneytrail/recon/trail"
)

// A day that is still to come is answered with the calendar and the contract, and
// with what is on record for it: never with the last such day.
func TestADayToComeIsAnsweredWithTheCalendar(t *testing.T) {
	w, li, _ := shop(t)
	w.reads()
	tr := w.about(trail.Captured, trail.InCycle)
	tr.Due = terms.Due{On: tr.Business + 3, Rule: "T+1", BusinessDay: tr.Business, Weekend: true}
	for text, want := range map[string][]string{
		"周一能到吗":                     {"2026-11-23 周一", "是工作日", "2026-11-20", "T+1", "1 笔", "3,500.00"},
		"明天周六也到吗":                   {"2026-11-21", "不是工作日", "下一个到账日是 2026-11-23", "还没有预计这天"},
		"周末会打款吗":                    {"2026-11-21", "2026-11-22", "都不是工作日"},
		"国庆期间打款吗":                   {"2027-10-01", "还没公布", "下一个工作日到账"},
		"will it arrive on Monday?": {"2026-11-23", "is a working day", "1 payment"},
		"will you pay on Sunday":    {"2026-11-22", "is not a working day"},
		"元旦能到账嗎":                    {"2027-01-01", "還沒公佈"},
	} {
		li.says("/start")
		li.expect(li.says(text), want...)
		if len(w.cases) > 0 {
			t.Fatalf("%q opened a case", text)
		}
	}
	for _, text := range []string{"周五刷的3500周一能到吗", "will the 3500 from today arrive on Monday"} {
		li.expect(li.says(text), "3,500.00", "2026-11-23")
	}
	got := li.says("周一能到吗") // of what was just shown, alone
	li.expect(got, "3,500.00", "2026-11-23")
	if strings.Contains(got[0].Text, "1 笔") {
		t.Errorf("more than was asked:\n%s", got[0].Text)
	}
}
