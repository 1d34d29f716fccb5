package slip_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"moneytrail/handlers/slip"
	"moneytrail/recon/calendar"
)

// layouts print the same fields as different makers of terminals do.
var layouts = []string{
	"商户编号(MERCHANT NO.): %[1]s\n终端编号(TERMINAL NO.): %[2]s\n卡号(CARD NO.): 622202******%[3]s\n批次号:%[4]s 凭证号:%[5]s\n参考号:%[6]s\n日期/时间:%[7]s %[8]s\n金额(AMOUNT): RMB %[9]s\n",
	"商户号 %[1]s\n终端号 %[2]s\n卡号 6222 **** **** %[3]s\n批次号 %[4]s\n凭证号 %[5]s\n检索参考号 %[6]s\n交易时间 %[7]s %[8]s\n交易金额 ￥%[9]s\n",
	"MID: %[1]s TID: %[2]s\nCARD NO: ************%[3]s\nBATCH NO: %[4]s TRACE NO: %[5]s\nREF NO: %[6]s\nDATE: %[7]s\nTIME: %[8]s\nAMOUNT: CNY %[9]s\n",
	"商户编号\n%[1]s\n终端编号\n%[2]s\n卡号\n622202******%[3]s\n批次号\n%[4]s\n凭证号\n%[5]s\n参考号\n%[6]s\n日期时间\n%[7]s %[8]s\n金额\nRMB%[9]s\n",
}

// Whatever the numbers are, and however a reader of characters spoils them,
// what is read is what was printed.
func TestWhatWasPrintedIsRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		digits := func(name string, n int) string {
			return rapid.StringOfN(rapid.RuneFrom([]rune("0123456789")), n, n, n).Draw(t, name)
		}
		day := calendar.NewDate(2026, time.January, 1) + calendar.Date(rapid.IntRange(0, 364).Draw(t, "day"))
		at := time.Date(2026, 1, 1, 0, 0, rapid.IntRange(0, 86399).Draw(t, "time"), 0, time.UTC)
		minor := rapid.Int64Range(1, 99_999_999).Draw(t, "amount")
		want := slip.Fields{Merchant: "8" + digits("merchant", 14), Terminal: digits("terminal", 8), Last4: digits("last4", 4), Batch: digits("batch", 6),
			Slip: digits("slip", 6), RRN: digits("rrn", 12), Date: day, Time: at.Format("15:04:05"),
			Amount: fmt.Sprintf("%d.%02d", minor/100, minor%100), Currency: "CNY"}
		spoil := func(s string) string { return spoiled(t, s) }
		text := fmt.Sprintf(rapid.SampledFrom(layouts).Draw(t, "layout"), spoil(want.Merchant), spoil(want.Terminal), spoil(want.Last4), spoil(want.Batch),
			spoil(want.Slip), spoil(want.RRN), day.String(), want.Time, thousands(want.Amount))
		got := slip.Read(text)
		got.Card = false // sixteen digits in a row may happen to be one
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%s\n-want +got:\n%s", text, diff)
		}
	})
}

// spoiled is a number as a reader of characters may print it. A number keeps
// its first digit, so that it is still seen to be one.
func spoiled(t *rapid.T, s string) string {
	var b strings.Builder
	for i, r := range s {
		switch rapid.IntRange(0, 5).Draw(t, "spoil") {
		case 0:
			if r == '0' && i > 0 && i%3 != 0 {
				r = 'O'
			}
		case 1:
			if r == '1' && i > 0 && i%3 != 0 {
				r = 'l'
			}
		case 2:
			r = '０' + (r - '0')
		}
		b.WriteRune(r)
	}
	return b.String()
}

func thousands(s string) string {
	whole, cents, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	return whole + "." + cents
}

// No text makes it panic, and nothing that it gives is longer than a field is.
func FuzzRead(f *testing.F) {
	for _, s := range slips {
		f.Add(s.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := slip.Read(text)
		for name, s := range map[string]string{"merchant": got.Merchant, "terminal": got.Terminal, "rrn": got.RRN, "slip": got.Slip, "batch": got.Batch,
			"auth": got.Auth, "order": got.Order, "last4": got.Last4, "amount": got.Amount, "time": got.Time} {
			if len(s) > 64 {
				t.Errorf("%s has %d bytes", name, len(s))
			}
		}
		if got.Last4 != "" && len(got.Last4) != 4 {
			t.Errorf("last four digits %q", got.Last4)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	for b.Loop() {
		slip.Read(slips[0].text)
	}
}
