package understand_test

import (
	"testing"

	"moneytrail/handlers/understand"
)

func TestSaysShortBy(t *testing.T) {
	for text, want := range map[string]bool{
		"少了88": true, "昨天到账少了88": true, "差了¥12.50": true, "少给我五百": true, "怎么少了 500 块": true, "it is 88 short": true, "short by 88": true, "I am missing 88": true, "yesterday's payout is CNY 88 less": true,
		"我怎么少收了88": true, "少收我88": true, "you shorted me 88": true, "u shorted me 88 on wed": true, "they short us by $88": true, "shortchanged me 88": true,
		"shorted me on wed": false, "88到账少了": false, "11月17号那笔2660到账怎么少了": false, "到账少了": false, "where is the 88": false, "手续费多少": false,
	} {
		if got := understand.SaysShortBy(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
