package understand_test

import (
	"testing"

	"moneytrail/handlers/understand"
)

// 上周三家店 is of three shops and of the whole week; 上周三店里 is of a Wednesday.
func TestACountAfterAWeekIsNoWeekday(t *testing.T) {
	reader := understand.New()
	for text, want := range map[string]string{
		"上周三家店手续费一共多少": "2026-11-09 2026-11-15",
		"上週三間店嘅手續費":    "2026-11-09 2026-11-15",
		"上周三笔交易没到":     "2026-11-09 2026-11-15",
		"上周五个客人没到账":    "2026-11-09 2026-11-15",
		"上周3台机器收了多少":   "2026-11-09 2026-11-15",
		"上周三的手续费":      "2026-11-11 2026-11-11",
		"上周三店里的钱":      "2026-11-11 2026-11-11",
		"上周三家里没人":      "2026-11-11 2026-11-11",
		"上周三次日到账的":     "2026-11-11 2026-11-11",
		"上周三三家店的手续费":   "2026-11-11 2026-11-11",
		"上周三3500那笔":    "2026-11-11 2026-11-11",
	} {
		r := reader.Read(text, friday)
		if len(r.Dates) != 1 || r.Dates[0].From.String()+" "+r.Dates[0].To.String() != want {
			t.Errorf("%s: %v, want %s", text, r.Dates, want)
		}
	}
}
