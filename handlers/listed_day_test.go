package handlers_test

import (
	"strings"
	"testing"
	"time"

	"moneytrail/handlers/inbox"
	"moneytrail/recon/calendar"
	"moneytrail/recon/terms"
	"moneytrail/recon/trail"
)

// aDay is a shop on whose yesterday one swipe is to come, one was declined, one
// payout arrived and one was returned.
func aDay(t *testing.T) (*world, *user) {
	w, li := talk(t)
	day := calendar.DateOf(noon) - 1
	w.becomes(21, func(tr *trail.Trail) { tr.Due = terms.Due{On: day + 4, Rule: "T+1", BusinessDay: day} })
	w.becomes(22, func(tr *trail.Trail) { tr.State, tr.Reasons, tr.Next = trail.Declined, nil, trail.Nobody })
	w.books.payouts = append(w.books.payouts,
		trail.PayoutView{PayoutRef: trail.PayoutRef{Row: 51, ID: "P51", State: trail.PayoutArrived, SentOn: day, ArrivedOn: day, Amount: 251080}, MerchantID: "M0001", Currency: "CNY", Next: trail.Nobody},
		trail.PayoutView{PayoutRef: trail.PayoutRef{Row: 52, ID: "P52", State: trail.PayoutReturned, SentOn: day, Amount: 985014}, MerchantID: "M0001", Currency: "CNY", Next: trail.Merchant,
			Reasons: []trail.Reason{trail.PayoutWasReturned}})
	return w, li
}

// What is asked after a summary is answered of all that it shows, whether the words
// reply to it or follow it: what is to come, what went wrong, and what arrived as arrived.
func TestAQuestionAfterASummaryIsAboutAllOfIt(t *testing.T) {
	for lang, says := range map[string]struct{ day, when, lost, waits, done, notDue, sale string }{
		"zh-hans": {"昨天的账", "什么时候到账", "会不会丢", "在等的，不用您办", "其余 1 笔，已经到账或了结", "要重新打", "11-23"},
		"zh-hant": {"昨天的帳", "什麼時候到賬", "會不會丟", "在等的，不用您辦", "其餘 1 筆，已經入帳或了結", "要重新打", "11-23"},
		"en":      {"yesterday's summary", "when does it arrive?", "is it lost?", "Waiting", "The other 1 has arrived or is closed", "sent again", "11-23"},
	} {
		t.Run(lang, func(t *testing.T) {
			for _, reply := range []bool{false, true} {
				w, li := aDay(t)
				li.speaks(lang)
				w.later(time.Minute)
				summary := li.says(says.day)[0].Text
				title, _, _ := strings.Cut(summary, "\n")
				asks := func(text string) string {
					w.later(time.Minute)
					e := inbox.TelegramEvent{Text: text}
					if reply {
						e.ReplyTo = li.messageWith(title)
					}
					return textsOf(li.sends(e))
				}
				when := asks(says.when)
				for _, part := range []string{says.sale, "8,800.00", "9,850.14", says.done} {
					if !strings.Contains(when, part) {
						t.Errorf("%q (reply %t): no %q in\n%s", says.when, reply, part, when)
					}
				}
				if strings.Contains(when, says.waits) || strings.Contains(when, "2,510.80") {
					t.Errorf("%q (reply %t): what arrived is told as waiting:\n%s", says.when, reply, when)
				}
				lost := asks(says.lost)
				for _, part := range []string{"9,850.14", says.notDue, "2,510.80", "8,800.00"} {
					if !strings.Contains(lost, part) {
						t.Errorf("%q (reply %t): no %q in\n%s", says.lost, reply, part, lost)
					}
				}
			}
		})
	}
}

// Asked whether to charge again after a summary, a swipe of the day that was
// declined is named as the one that may be, until its card came again.
func TestTheDeclinedSwipeOfADayIsNamed(t *testing.T) {
	for lang, says := range map[string]struct{ day, again, may string }{
		"zh-hans": {"昨天的账", "要让客户再刷一次吗", "可以再刷一次"},
		"zh-hant": {"昨天的帳", "要讓客戶再刷一次嗎", "可以再刷一次"},
		"en":      {"yesterday's summary", "should the customer pay again?", "you can charge once more"},
	} {
		t.Run(lang, func(t *testing.T) {
			w, li := aDay(t)
			li.speaks(lang)
			li.says(says.day)
			got := textsOf(li.says(says.again))
			_, after, ok := strings.Cut(got, says.may)
			if line, _, _ := strings.Cut(after, "\n\n"); !ok || !strings.Contains(line, "9,900.00") || strings.Contains(line, "8,800.00") {
				t.Errorf("the one that may be charged again is not named:\n%s", got)
			}
			w.books.trails = append(w.books.trails, swipe(24, "M0001", "T24", noon.Add(-24*time.Hour), 990000, "7001"))
			li.says(says.day)
			if got := textsOf(li.says(says.again)); strings.Contains(got, says.may) {
				t.Errorf("it went through since:\n%s", got)
			}
		})
	}
}
