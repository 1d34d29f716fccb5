package importer_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"moneytrail/recon/importer"
)

func fixture(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// What our own small bills and reports give, to the last field.
func TestProfiles(t *testing.T) {
	for _, name := range []string{"wechat_all", "wechat_legacy", "adyen_32"} {
		t.Run(name, func(t *testing.T) {
			golden(t, name, story(t, input(fixture(t, name+".csv")), importer.Options{Currency: "CNY"}))
		})
	}
}

// A bill in GB18030 gives the same rows as in UTF-8.
func TestProfileInGB18030(t *testing.T) {
	plain := strings.TrimPrefix(string(fixture(t, "wechat_all.csv")), "\ufeff")
	b, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(plain))
	if err != nil {
		t.Fatal(err)
	}
	o := importer.Options{Currency: "CNY"}
	if got, want := story(t, input(b), o), story(t, input([]byte(plain)), o); got != want {
		t.Errorf("GB18030 gives\n%s\nUTF-8 gives\n%s", got, want)
	}
	p := prove(t, string(b), o)
	if p.Encoding != "gb18030" {
		t.Errorf("encoding %s", p.Encoding)
	}
}

// Damage of a bill, and what the operator reads.
func TestProfileRefusals(t *testing.T) {
	bill, report := string(fixture(t, "wechat_all.csv")), string(fixture(t, "adyen_32.csv"))
	tests := []struct{ name, file, want string }{
		{"a row is missing", cutLine(bill, 2), "8:1 total 总交易单数: the file says 6, its rows give 5"},
		{"a fee was changed", strings.Replace(bill, "0.38000", "0.37000", 1), "9:5 total 手续费总金额: the file says 0.14000, its rows give 0.13"},
		{"a fee that no currency has", strings.Replace(bill, "`0.38000", "`0.38100", 1), `2:23 fee (手续费) "0.38100" is not a whole number of minor units`},
		{"a day with something behind it", strings.Replace(report, "01:00:00,CET,Fee", "01:0x:00,CET,Fee", 1), `8:8 settled_on (Booking Date) "2026-11-18 01:0x:00" is not a date`},
		{"the totals are missing", cutLine(cutLine(bill, 9), 8), "the totals (总交易单数) are missing at the end: the file is cut off"},
		{"half of the totals", bill[:strings.LastIndex(bill, "`0.14000")-1], "9:0 the totals have 7 names and 4 values"},
		{"something follows", bill + "`1\n", "lines follow the totals"},
		{"an unknown state", strings.Replace(bill, "`SUCCESS", "`PAID", 1), `no rule of wechat_trade is about this row: refund "", refund_state "", state "PAID"`},
		{"a zone nobody knows", strings.Replace(report, ",CET,", ",CST,", 1), `2:7 zone (TimeZone) "CST" is no time zone that this layout knows`},
		{"an id twice", strings.Replace(report, "ABCD000000000012", "ABCD000000000011", 1), `3:0 "ABCD000000000011" is the same id as in line 2`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := prove(t, tt.file, cny)
			if !p.Refused(cny) {
				t.Fatal("accepted")
			}
			if got := tell(p.Errors); !strings.Contains(got, tt.want) {
				t.Errorf("want %s\ngot  %s", tt.want, got)
			}
		})
	}
	o := cny
	o.SkipBad = true
	if p := prove(t, cutLine(bill, 2), o); !p.Refused(o) {
		t.Error("totals that fail were skipped over")
	}
}

// cutLine removes the n-th line, from 1.
func cutLine(s string, n int) string {
	lines := strings.SplitAfter(s, "\n")
	return strings.Join(append(lines[:n-1:n-1], lines[n:]...), "")
}
