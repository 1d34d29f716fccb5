package handlers_test

import (
	"strings"
	"testing"

	"moneytrail/recon/record"
)

// A whole account number is masked, and what was asked beside it is answered; where it is not
// the account that is paid into, that is said.
func TestAnAccountNumberInAQuestionDoesNotLoseIt(t *testing.T) {
	w, li := talk(t)
	for i := range w.books.merchants {
		w.books.merchants[i].Account = record.Account{Last4: "0017"}
	}
	li.expect(li.says("我的卡****5702没收到, 昨天的8800"), "¥8,800.00", "尾号 0017", "不是您写的尾号 5702")
	li.expect(li.says("my account ****5702 has not received yesterday's 9900"), "CNY 9,900.00", "ends in 0017")
	li.says("****0017这个卡没到账, 昨天的8800")
	if got := li.last.Text; strings.Contains(got, "不是您写的") {
		t.Errorf("their own account is no other:\n%s", got)
	}
	li.says("客户的卡****5702昨天刷了8800没到")
	if got := li.last.Text; strings.Contains(got, "不是您写的") {
		t.Errorf("a customer's card is no account:\n%s", got)
	}
}
