package sample

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// addRare appends the shops in which something rare happened: a history of its
// own, so that the rows of all others stay what they are.
func (h *history) addRare() error {
	r := newHistory(h.now, 0, h.cals)
	r.rng = rand.New(rand.NewPCG(h.rng.Uint64(), 0x72617265))
	r.shops, r.serial = rareShops(), h.serial
	r.paidBefore, r.bookedBefore = len(h.payouts), len(h.entries)
	first := h.firstDay()
	days := r.paidDays(r.shops[0], first)
	if len(days) < 7 {
		return fmt.Errorf("sample: only %d payouts fit before %s: choose a time that the calendar knows", len(days), h.now.Format(time.DateOnly))
	}
	for _, s := range r.shops {
		r.cast.Merchants = append(r.cast.Merchants, Actor{ID: s.id, Name: s.name, Language: s.language, Group: s.group, Store: s.store, Bank: s.bank})
	}
	for d := first; d <= r.today; d++ {
		r.workday(r.shops[0], d)
	}
	charged := r.terminalStories(r.shops[0], days)
	r.smallStories(r.shops[1], days)
	r.withdrawalStories(r.shops[2], days)
	r.belowStories(r.shops[3], days)
	slices.SortStableFunc(r.sales, func(a, b *sale) int { return a.at.Compare(b.at) })
	for _, s := range r.sales {
		r.number(s)
	}
	r.settle()
	r.chargeBack(charged, days[0])
	r.pay()
	r.book()

	h.shops = append(h.shops, r.shops...)
	h.sales = append(h.sales, r.sales...)
	h.lines = append(h.lines, r.lines...)
	h.payouts = append(h.payouts, r.payouts...)
	h.entries = append(h.entries, r.entries...)
	h.events = append(h.events, r.events...)
	h.cast.Merchants = append(h.cast.Merchants, r.cast.Merchants...)
	h.cast.Stories = append(h.cast.Stories, r.cast.Stories...)
	return nil
}

// rare adds the card payment of a story.
func (h *history) rare(s *shop, kind StoryKind, day calendar.Date, clock string, yuan int64) *sale {
	t := h.swipe(s, h.at(day, clock), "UNIONPAY", "CREDIT", yuan*100)
	h.tell(kind, t)
	return t
}

// terminalStories is a shop with a second terminal that goes out of the house
// and a third that somebody forgot to close, disputes, and a small bank card.
// It gives the sale that is charged back.
func (h *history) terminalStories(s *shop, days []calendar.Date) *sale {
	outdoors, counter := "K0080002", "K0080003"
	for _, d := range days[2:6] { // both have worked before
		for _, terminal := range []string{outdoors, counter} {
			h.swipe(s, h.at(d, "14:05"), "UNIONPAY", "DEBIT", 12000+h.rng.Int64N(200)*100).terminal = terminal
			h.event(s, h.at(d, "21:39"), "BATCH_CLOSE", terminal, "", "", "")
		}
		h.event(s, h.at(d, "21:40"), "UPLOAD", outdoors, "", "", "")
	}
	h.event(s, h.at(days[1], "15:31"), "OFFLINE", outdoors, "", "", "")
	away := h.rare(s, Offline, days[1], "15:48", 860)
	away.terminal, away.noLine = outdoors, true
	open := h.rare(s, OpenBatch, days[1], "16:22", 1140)
	open.terminal, open.noLine = counter, true

	h.rare(s, Uncaptured, days[0], "11:20", 2000).kind = record.PreAuth

	h.rare(s, Differs, days[2], "13:02", 1350).cleared = 125000
	h.rare(s, Overcharge, days[2], "17:44", 980).charged = 784 // 0.80%

	asked := h.rare(s, Asked, days[3], "18:10", 1680)
	h.events = append(h.events, event{shop: s, at: h.at(days[0], "10:20"), kind: "RETRIEVAL", about: asked, dueOn: h.today + 5, publicReason: "RETRIEVAL"})

	h.swipe(s, h.at(days[0], "20:12"), "UNIONPAY", "CREDIT", 190000) // pays for the chargeback
	h.rare(s, Limited, days[1], "12:31", 2300)
	h.fates[payoutID(s, h.dueOf(s, days[1]), cards)] = fate{returned: "AM02", reason: "超过账户收款限额"}
	return h.rare(s, Disputed, days[5], "19:26", 720)
}

// chargeBack takes a sale back from the payout of a business day.
func (h *history) chargeBack(s *sale, day calendar.Date) {
	h.lines = append(h.lines, line{sale: s, kind: record.LineChargeback, id: "LC" + s.id[1:], settledOn: day + 1, gross: -s.amount, net: -s.amount,
		payout: payoutID(s.shop, h.dueOf(s.shop, day), cards), status: record.LinePaid})
}

// smallStories is a stall that is paid out when enough has come together.
func (h *history) smallStories(s *shop, days []calendar.Date) {
	h.swipe(s, h.at(days[5], "08:15"), "UNIONPAY", "DEBIT", 26000) // a company's breakfast, paid out by itself
	for i, yuan := range []int64{42, 18, 36} {
		day := days[i]
		t := h.swipe(s, h.at(day, "07:41"), "UNIONPAY", "DEBIT", yuan*100)
		t.unpaid = record.LineCarried
		if i == 0 {
			h.tell(Small, t)
		}
	}
}

// withdrawalStories is a shop that withdraws its money itself, has changed its
// account, and let its licence expire.
func (h *history) withdrawalStories(s *shop, days []calendar.Date) {
	last := len(days) - 1
	h.event(s, h.at(days[last], "09:02"), "MANUAL_WITHDRAWAL", "", "", "", "商户自行提现")
	moved := h.rare(s, Moved, days[4], "10:15", 2150)
	h.event(s, h.at(moved.due-1, "17:30"), "ACCOUNT_CHANGED", "", "", "", "")
	h.rare(s, Waits, days[1], "15:12", 1260).unpaid = record.LinePaid
	h.event(s, h.at(days[0]-3, "00:10"), "KYC_EXPIRES", "", "", "", "")
	expired := h.rare(s, Expired, days[0], "11:09", 3200)
	expired.held = "KYC"
}

// belowStories is a shop that gave back more than it took, one payment of which
// is kept in reserve, and one of a scheme that no contract names.
func (h *history) belowStories(s *shop, days []calendar.Date) {
	sold := h.swipe(s, h.at(days[5], "12:40"), "UNIONPAY", "CREDIT", 268000)
	back := h.at(days[1], "11:05")
	h.after(sold, record.Refund, back)
	h.sales[len(h.sales)-1].unpaid = record.LineCarried
	h.rare(s, Below, days[0], "16:30", 320).unpaid = record.LineCarried

	kept := h.rare(s, Reserved, days[3], "13:55", 1500)
	kept.held = "RESERVE"

	foreign := h.swipe(s, h.at(days[2], "14:20"), "JCB", "CREDIT", 26000)
	foreign.charged = 468
	h.tell(Unpriced, foreign)
}
