package sample

import (
	"fmt"
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// fate is what the stories do to a payout.
type fate struct {
	returned, reason string // code and reason of the bank
	short            int64
	unseen           bool
}

// amounts of the stories, in yuan, by merchant. No usual sale is as large.
func amounts(s *shop) map[StoryKind]int64 {
	if s.id == "M0002" {
		return map[StoryKind]int64{Due: 320, Arrived: 185, Held: 2400, Returned: 1460, Short: 740, Refunded: 196, Declined: 158, Debited: 264,
			Overdue: 412, Duplicate: 145, Reversed: 228, NotSeen: 530, Absent: 777}
	}
	return map[StoryKind]int64{Due: 3500, Arrived: 1280, Held: 6000, Returned: 8800, Short: 2660, Refunded: 468, Declined: 399, Debited: 520,
		Overdue: 1999, Duplicate: 366, Reversed: 888, NotSeen: 1500, Absent: 7777}
}

// stories puts one swipe in every state that matters into a shop's history.
func (h *history) stories(s *shop, first calendar.Date) error {
	days := h.paidDays(s, first)
	if len(days) < 6 {
		return fmt.Errorf("sample: only %d payouts fit before %s: choose a time that the calendar knows", len(days), h.now.Format(time.DateOnly))
	}
	yuan := amounts(s)
	card := func(kind StoryKind, day calendar.Date, clock string) *sale {
		t := h.swipe(s, h.at(day, clock), "UNIONPAY", "CREDIT", yuan[kind]*100)
		h.tell(kind, t)
		return t
	}
	moment := func(kind StoryKind, before time.Duration) *sale {
		t := h.swipe(s, h.now.Add(-before).Truncate(time.Second), "UNIONPAY", "CREDIT", yuan[kind]*100)
		h.tell(kind, t)
		return t
	}
	moment(Due, 35*time.Minute)
	moment(Declined, 50*time.Minute).status = record.Declined
	debited := moment(Debited, 95*time.Minute)
	debited.status, debited.auth = record.Unknown, ""

	card(Arrived, days[0], "19:12")
	held := card(Held, days[0], "20:05")
	held.held = "DOCUMENTS"
	h.holds = append(h.holds, held)

	once := card(Duplicate, days[0], "18:40")
	twice := h.swipe(s, once.at.Add(41*time.Second), once.scheme, once.cardType, once.amount)
	twice.terminal, twice.last4 = once.terminal, once.last4

	back := card(Reversed, days[0], "13:21")
	h.after(back, record.Reversal, back.at.Add(90*time.Second))

	card(Returned, days[1], "20:31")
	h.fates[payoutID(s, h.dueOf(s, days[1]), cards)] = h.refusal(s)

	card(Short, days[2], "12:48")
	h.fates[payoutID(s, h.dueOf(s, days[2]), cards)] = fate{short: 8800}
	card(Overdue, days[2], "19:55").noLine = true

	given := card(Refunded, days[3], "12:15")
	h.after(given, record.Refund, h.at(days[0], "15:30"))

	card(NotSeen, days[4], "18:05")
	h.fates[payoutID(s, h.dueOf(s, days[4]), cards)] = fate{unseen: true}

	h.tell(Absent, &sale{shop: s, at: h.at(days[0], "12:00"), amount: yuan[Absent] * 100})
	return nil
}

// refusal is how the merchant's bank sends a payout back.
func (h *history) refusal(s *shop) fate {
	if s.language == "en" {
		return fate{returned: "AC01", reason: "Account number incorrect"}
	}
	return fate{returned: "AC04", reason: "账户已销户"}
}

func (h *history) dueOf(s *shop, day calendar.Date) calendar.Date {
	_, due := h.dated(s, "UNIONPAY", "CREDIT", h.at(day, "12:00"), 100)
	return due
}

// after adds what follows on a sale: a refund, or the terminal's own reversal.
func (h *history) after(s *sale, kind record.TransactionType, at time.Time) {
	t := *s
	t.kind, t.at, t.original = kind, at, s
	t.auth = fmt.Sprintf("%06d", h.rng.IntN(1_000_000))
	t.business, t.due = h.dated(s.shop, s.scheme, s.cardType, at, s.amount)
	h.sales = append(h.sales, &t)
	if kind == record.Reversal {
		s.noLine, t.noLine = true, true
	}
}

// alarms is what the second terminal of a shop told of itself in the night
// before: somebody tried its password, and opened it.
func (h *history) alarms(s *shop) {
	terminal := s.terminals[len(s.terminals)-1]
	for _, at := range []string{"02:51", "02:53", "02:58"} {
		h.event(s, h.at(h.today, at), "LOGIN_FAILED", terminal, "", "", "")
	}
	h.event(s, h.at(h.today, "03:12"), "TAMPER", terminal, "", "", "外壳开关触发")
}
