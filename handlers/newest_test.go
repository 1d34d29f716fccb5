package handlers_test

import (
	"slices"
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

// isNewest tells whether the newest swipe on record was shown.
func isNewest(got string) bool {
	return strings.Contains(got, "最新的一") || strings.Contains(got, "newest payment")
}

// A swipe behind the cut-off is of tomorrow's business day and was made last all the same.
func TestTheLastSwipeBehindTheCutOff(t *testing.T) {
	for lang, text := range map[string]string{"zh-hans": "刚才那笔成功没", "zh-hant": "今天最後一筆成功了嗎", "en": "did the last one go through?"} {
		t.Run(lang, func(t *testing.T) {
			w, li, wang := counter(t)
			li.speaks(lang)
			wang.speaks(lang)
			w.later(7 * time.Hour)
			late := swipe(33, "M0001", "T33", w.now.Add(-time.Minute), 7700, "3333")
			late.Business, w.books.today = late.Business+1, late.Business+1
			w.books.trails = append(w.books.trails, late)
			for _, who := range []*user{li, wang} {
				if got := textsOf(who.says(text)); !strings.Contains(got, "77.00") || !strings.Contains(got, "3333") {
					t.Errorf("%s asks %q:\n%s", who.name, text, got)
				}
			}
		})
	}
}

// The last one of today is none of yesterday.
func TestTheLastSwipeOfToday(t *testing.T) {
	w, li, _ := counter(t)
	w.books.trails = w.books.trails[len(w.books.trails)-3:] // none of today
	li.expect(li.says("今天最后一笔成功没"), "没有查到", "2026-11-20")
	li.expect(li.says("最后一笔成功没"), "9,900.00", "2026-11-19")
}

// What is answered to a message, and what is asked of a list, is not about the newest swipe.
func TestTheLastOneOfAMessageOrAList(t *testing.T) {
	for lang, says := range map[string][]string{
		"zh-hans": {"11月19号8800的到了吗", "昨天刷的到了吗", "最后那笔到了吗", "最后一单到账了吗", "刚才刷的那笔成功没"},
		"zh-hant": {"11月19號8800到賬了嗎", "昨天刷的到賬了嗎", "最後那筆到了嗎", "最後一單到賬了嗎", "剛才刷的那筆成功沒"},
		"en":      {"where is the 8800 of 2026-11-19", "has the money swiped yesterday arrived", "has the last one arrived?", "when does the last payment arrive", "I just swiped a card, did it go through?"},
	} {
		t.Run(lang, func(t *testing.T) {
			_, li, _ := counter(t)
			li.speaks(lang)
			lists := func() {
				if got := textsOf(li.says(says[1])); !strings.Contains(got, "8,800.00") || !strings.Contains(got, "9,900.00") {
					t.Fatalf("%q is no list:\n%s", says[1], got)
				}
			}
			li.expect(li.says(says[0]), "8,800.00")
			for _, text := range says[2:4] {
				if got := textsOf(li.replies("8,800.00", text)); isNewest(got) || !strings.Contains(got, "8,800.00") {
					t.Errorf("the reply %q:\n%s", text, got)
				}
			}
			for _, text := range says[2:4] {
				lists()
				if got := textsOf(li.says(text)); isNewest(got) || !strings.Contains(got, "9,900.00") || !strings.Contains(got, "8,800.00") {
					t.Errorf("%q of a list:\n%s", text, got)
				}
			}
			lists()
			if got := textsOf(li.says(says[4])); !strings.Contains(got, "3131") {
				t.Errorf("%q is just made, and of no list:\n%s", says[4], got)
			}
		})
	}
}

// Where the last row is the one made last of a list, it is shown.
func TestTheLastRowOfAListIsShown(t *testing.T) {
	w, li, _ := counter(t)
	slices.Reverse(w.books.trails)
	li.says("昨天刷的到了吗")
	if got := textsOf(li.says("最后那笔到了吗")); !strings.Contains(got, "查到了：¥9,900.00") || isNewest(got) {
		t.Error(got)
	}
}

// Rent and wages are paid and work is done as well: only a swipe that is named was just made.
func TestWhatIsPaidIsNotAlwaysASwipe(t *testing.T) {
	for lang, says := range map[string][2][]string{
		"zh-hans": {{"刚付了房租，我的钱什么时候到", "刚付完工资，钱什么时候到账", "刚做好饭，今天会到账吗"}, {"刚付的那笔成功没", "刚做的一单过了没"}},
		"zh-hant": {{"剛付了房租，我的錢什麼時候到", "剛付完人工，錢幾時到"}, {"剛付的那筆成功沒"}},
		"en":      {{"just paid rent, when does my money come", "I just paid the staff, when will I get my payout", "just took a walk, where is my money"}, {"customer just paid, did it go through?", "just took a payment, was it approved", "just ran a card, did it work?"}},
	} {
		t.Run(lang, func(t *testing.T) {
			for i, all := range says {
				for _, text := range all {
					_, li, _ := counter(t)
					li.speaks(lang)
					if got := textsOf(li.says(text)); isNewest(got) != (i == 1) {
						t.Errorf("%q:\n%s", text, got)
					}
				}
			}
		})
	}
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
