package handlers_test

import (
	"strings"
	"testing"
	"time"

	"moneytrail/handlers/access"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// counter is the shop with a cashier: today 88.00 was swiped last, and a refund made after it.
func counter(t *testing.T) (*world, *user, *user) {
	w, li := talk(t)
	last := swipe(31, "M0001", "T31", noon.Add(-5*time.Minute), 8800, "3131")
	refund := swipe(32, "M0001", "T32", noon.Add(-2*time.Minute), 4400, "3232")
	refund.Type = record.Refund
	w.books.trails = append([]trail.Trail{refund, last}, w.books.trails...)
	wang := w.user(7, "小王", "zh-hans")
	w.binds(wang, "M0001", access.Cashier)
	return w, li, wang
}

// The one who stands at the counter asks how the swipe just made stands.
func TestHowTheLastSwipeStands(t *testing.T) {
	for lang, says := range map[string][]string{
		"zh-hans": {"刚才那笔成功没", "刚刚那笔", "刚刷的那笔过了没", "上一笔", "最后一笔是多少", "刷成功了吗", "最近一笔刷上了吗"},
		"zh-hant": {"剛才那筆成功沒", "剛剛那筆", "啱啱嗰單成功未", "上一筆", "最後一筆成功了嗎"},
		"en":      {"did the last one go through?", "the last swipe", "was the latest payment approved", "the one just now, did it work", "did it go through?"},
	} {
		for _, text := range says {
			t.Run(text, func(t *testing.T) {
				_, li, wang := counter(t)
				for _, who := range []*user{li, wang} {
					who.speaks(lang)
					if got := who.says(text); len(got) != 1 || !strings.Contains(got[0].Text, "88.00") || !strings.Contains(got[0].Text, "3131") || strings.Contains(textsOf(got), "44.00") {
						t.Errorf("%s asks %q:\n%s", who.name, text, textsOf(got))
					}
				}
			})
		}
	}
}

// The last payout, the last refund and several of the last are other questions, and what
// was just talked about is "that one just now".
func TestNotEveryLastIsTheLastSwipe(t *testing.T) {
	_, li, _ := counter(t)
	for _, text := range []string{"上一笔出款", "最后一笔退款", "最近几笔", "last payout", "which was the last refund", "昨天最后一笔"} {
		if got := textsOf(li.says(text)); strings.Contains(got, "最新的一笔") || strings.Contains(got, "newest payment") {
			t.Errorf("%q:\n%s", text, got)
		}
	}
	li.expect(li.says("今天3500到了吗"), "3,500.00")
	if got := textsOf(li.says("刚才那笔手续费多少")); strings.Contains(got, "3131") {
		t.Errorf("the one talked about is not meant:\n%s", got)
	}
}

// Where nothing was swiped today, that is said.
func TestNoSwipeToday(t *testing.T) {
	w, _, wang := counter(t)
	w.books.trails = nil
	wang.expect(wang.says("刚才那笔成功没"), "没有查到", "2026-11-20")
}

// A cashier who asks for sums is told who sees them, and shown the swipes.
func TestACashierIsToldWhoSeesSums(t *testing.T) {
	for lang, says := range map[string][]string{
		"zh-hans": {"只有店主和财务看得到", "今天一共收了多少", "我这个班收了多少", "早班收了多少钱"}, "zh-hant": {"只有店主和財務看得到", "今天一共收了多少", "我這個班收了多少"},
		"en": {"Only the owner and finance see totals", "how much did we take today", "how much did I take on my shift"},
	} {
		for _, text := range says[1:] {
			t.Run(text, func(t *testing.T) {
				_, li, wang := counter(t)
				wang.speaks(lang)
				got := textsOf(wang.says(text))
				if !strings.Contains(got, says[0]) || !strings.Contains(got, "88.00") || strings.Contains(got, "3,588.00") || strings.Contains(got, "8,800.00") {
					t.Errorf("%q:\n%s", text, got)
				}
				li.speaks(lang)
				if got := textsOf(li.says(text)); strings.Contains(got, says[0]) {
					t.Errorf("the owner asks %q:\n%s", text, got)
				}
			})
		}
	}
}
