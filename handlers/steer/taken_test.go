package steer_test

import (
	"testing"

	"moneytrail/handlers/steer"
)

// A sum that was taken off is asked after in many ways; what a customer paid is not it.
func TestWhoAsksWhatWasTaken(t *testing.T) {
	for _, text := range []string{"是谁扣的88", "88块是谁扣的", "为什么扣了我88", "这88是什么费", "扣掉的88是怎么回事", "凭什么扣我88", "少的88是谁收的我不知道，扣的什么", "who took 88 from me", "what is this 88 deduction", "why was 88 deducted", "what fee is the 88", "88 was deducted, why?", "收了我88是什么", "收走的88是谁收的", "收的88手续费是怎么回事"} {
		if !steer.AsksTaken(text) {
			t.Errorf("%q asks what was taken", text)
		}
	}
	for _, text := range []string{"客人被扣了88为什么", "昨天的88怎么没到", "why was the customer charged 88 twice", "手续费多少", "where is my 88", "88到账了吗", "3369.00 到账了，这是什么钱", "今天收了88是哪里的", "收到的88是谁付的", "收款88怎么回事"} {
		if steer.AsksTaken(text) {
			t.Errorf("%q asks something else", text)
		}
	}
}
