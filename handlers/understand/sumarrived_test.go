package understand_test

import (
	"testing"

	"moneytrail/handlers/understand"
)

func TestHowMuchArrivedIsNotHowMuchWasTaken(t *testing.T) {
	for text, want := range map[string]bool{
		"昨天到账多少": true, "昨天到了多少钱": true, "今天打了多少钱给我": true, "昨日入咗几多": true, "上周进账一共多少": true, "昨天收到多少钱": true, "有多少钱到账": true,
		"how much came in yesterday": true, "how much arrived on Tuesday": true, "what did i get yesterday": true, "how much was i paid last week": true,
		"昨天收了多少": false, "昨天卖了多少": false, "昨天营业额多少": false, "昨天刷了多少": false, "how much did i sell yesterday": false, "昨天的账单": false, "how much did we take": false,
	} {
		if got := understand.AsksSumArrived(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
