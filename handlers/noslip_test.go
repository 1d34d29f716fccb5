package handlers_test

import (
	"testing"
	"time"

	"moneytrail/recon/trail"
)

// Who gets no slip is told whether the money came, and how a slip is had.
func TestWhoGotNoSlipIsToldWhetherThePaymentHappened(t *testing.T) {
	w, li := talk(t)
	li.expect(li.says("打印不出小票"), "¥3,500.00", "收成功了", "重打印")
	li.expect(li.says("小票没出来，昨天8800那笔成功了吗"), "收成功了", "¥8,800.00", "不要重刷", "参考号")
	li.expect(li.says("receipt did not print"), "CNY 3,500.00", "went through", "Reprint")
	w.books.trails[0].State = trail.Declined
	li.expect(li.says("小票没出来，3500成功了吗"), "没有成功")
	w.books.trails[0].State, w.books.trails[0].Reasons = trail.Unknown, nil
	li.expect(li.says("3500没打小票"), "还没有结果", "不要重刷")
	w.later(24 * time.Hour)
	w.books.trails = nil
	li.expect(li.says("签购单没打出来"), "不能说没成功", "不要重刷")
}

// What the answer invites to is taken so: an amount is looked up, and whether to
// charge again is answered by what the newest payments came to.
func TestAnAmountAfterNoSlipIsLookedUp(t *testing.T) {
	for _, between := range [][]string{nil, {"晕死了哎"}, {"客人在等，要不要再刷一次"}} {
		_, li := talk(t)
		li.says("刚才没出小票，成功了没")
		for _, text := range between {
			li.says(text)
		}
		li.expect(li.says("8800"), "¥8,800.00", "尾号")
	}
	w, li := talk(t)
	second := swipe(21, "M0001", "T01", noon.Add(-time.Hour), 86000, "2222")
	second.State = trail.Captured
	w.books.trails = append(w.books.trails, second)
	li.says("刚才没出小票，成功了没")
	li.expect(li.says("客人在等，要不要再刷一次"), "¥3,500.00", "¥860.00", "收成功了", "先不要重刷")
}
