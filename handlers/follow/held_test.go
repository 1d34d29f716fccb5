package follow_test

import (
	"testing"

	"moneytrail/handlers/follow"
)

// What is asked of money that is held is told from what only sounds like it.
func TestWhatIsAskedOfHeldMoney(t *testing.T) {
	for aspect, texts := range map[follow.Aspect][]string{
		follow.Enough: {"小票掉了只有监控", "签购单找不到了", "只有监控录像行不行", "没有发票怎么办", "發票冇留咗", "小票唔見咗", "送货单可以吗", "i have only the paper slip with signature, is enough?", "I lost the receipt", "is the camera footage ok?", "the invoice is missing", "the camera video is all i have, ok?", "we only have the delivery note"},
		follow.Fee:    {"6000的手续费也扣我36吗", "手续费还要付吗", "那还扣手续费吗", "仲要俾手續費㗎?", "do i still pay the fee on it?", "is the fee charged too", "do you also take a commission"},
		follow.Unwant: {"那算了我不要这6000了", "这笔我不要了", "钱我不要了", "呢單我唔要喇", "i dont want it any more", "I don't want this 6000 anymore", "i do not want the money"},
		follow.Guess:  {"是不是因为客人投诉", "系咪因為個客投訴", "是因为没开发票吗", "is it because the customer complain?", "is this due to the holiday", "会不会是因为金额太大", "是不是因为金额太大"},
		follow.None: {"小票打不出来", "机器不出小票", "你们开发票给我吗", "手续费多少", "how much is the fee", "不要再刷了", "不要紧", "我不要现金", "i want my money", "为什么", "where is my receipt",
			"退给客人要不要手续费", "i dont want to wait any more", "因为下雨没开门", "没有收到钱", "don't want that", "小票丢了还能退吗", "what documents do you need", "手续费是商家出还是买家出", "为什么付款要收手续费", "do i pay a fee on refunds"},
	} {
		for _, text := range texts {
			if got := follow.OfHeld(text); got != aspect {
				t.Errorf("%q is read as %q, not %q", text, got, aspect)
			}
		}
	}
	for text, want := range map[string]bool{"小票掉了只有监控": true, "I lost the slip": true, "没有发票怎么办": false, "i have only the paper slip": false} {
		if follow.LostSlip(text) != want {
			t.Errorf("%q: the slip is said to be lost: %v", text, !want)
		}
	}
}
