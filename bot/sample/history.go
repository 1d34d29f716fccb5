package sample

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/terms"
)

// sale is one row of transactions, and what becomes of it.
type sale struct {
	shop             *shop
	id, rrn, auth    string
	originalRRN      string
	original         *sale
	terminal, last4  string
	scheme, cardType string
	batch, slip      string
	kind             record.TransactionType
	status           record.TransactionStatus
	at               time.Time
	amount           int64

	business calendar.Date
	due      calendar.Date
	// fate that the stories choose
	noLine bool
	held   string // public reason
	// what clearing says of it, where that is not what was swiped and agreed
	cleared, charged int64
	unpaid           record.LineStatus // of its line, which is in no payout
}

// history grows day by day up to now.
type history struct {
	now   time.Time
	today calendar.Date
	zone  *time.Location
	cals  *calendar.Set
	rng   *rand.Rand
	shops []*shop
	terms []record.Terms

	sales   []*sale
	lines   []line
	payouts []*payout
	entries []entry
	events  []event
	cast    Cast

	serial int
	// how many payouts and bank entries another part of the history has
	paidBefore, bookedBefore int
	slips                    map[string]int
	fates                    map[string]fate // by payout id
	holds                    []*sale
}

func newHistory(now time.Time, seed int64, cals *calendar.Set) *history {
	return &history{now: now, today: calendar.DateOf(now), zone: now.Location(), cals: cals,
		rng: rand.New(rand.NewPCG(uint64(seed), 0x6d6f6e6579)), shops: shops(), terms: contracts(),
		slips: map[string]int{}, fates: map[string]fate{}}
}

// Hours of the operator's day: clearing files come, payouts leave, the bank
// accepts them, the statement shows them.
const (
	clearedAt   = "03:10"
	paidAt      = "06:40"
	confirmedAt = "08:05"
	bookedAt    = "09:20"
)

// at gives a wall-clock time of a day.
func (h *history) at(d calendar.Date, clock string) time.Time {
	minutes, err := terms.ParseClock(clock)
	if err != nil {
		panic("sample: " + err.Error()) // clocks are written in this package
	}
	return d.In(h.zone).Add(time.Duration(minutes) * time.Minute)
}

func (h *history) past(d calendar.Date, clock string) bool { return !h.at(d, clock).After(h.now) }

// live lets the days pass.
func (h *history) live() error {
	first := h.firstDay()
	for _, s := range h.shops {
		h.cast.Merchants = append(h.cast.Merchants, Actor{ID: s.id, Name: s.name, Language: s.language, Group: s.group, Store: s.store, Bank: s.bank})
		for d := first; d <= h.today; d++ {
			h.workday(s, d)
		}
	}
	for _, s := range h.shops[:2] {
		if err := h.stories(s, first); err != nil {
			return err
		}
	}
	h.alarms(h.shops[5])
	slices.SortStableFunc(h.sales, func(a, b *sale) int { return a.at.Compare(b.at) })
	for _, s := range h.sales {
		h.number(s)
	}
	h.settle()
	h.pay()
	h.book()
	return h.addRare()
}

// firstDay lies 14 days back, more where holidays left too few payout days.
func (h *history) firstDay() calendar.Date {
	first := h.today - 14
	for len(h.paidDays(h.shops[0], first)) < 7 && first > h.today-60 {
		first--
	}
	return first
}

// paidDays lists business days of cards whose payout is in the bank, one for
// each payout, the latest first.
func (h *history) paidDays(s *shop, first calendar.Date) []calendar.Date {
	var out []calendar.Date
	last := calendar.Date(0)
	for d := h.today; d >= first; d-- {
		_, due := h.dated(s, "UNIONPAY", "CREDIT", h.at(d, "12:00"), 100)
		if due != last && h.past(due, "09:30") {
			out = append(out, d)
			last = due
		}
	}
	return out
}

// dated gives the business day and the due day of a swipe.
func (h *history) dated(s *shop, scheme, cardType string, at time.Time, amount int64) (business, due calendar.Date) {
	c := terms.For(s.merchant(), h.terms, scheme, cardType, calendar.DateOf(at))
	business, _ = c.BusinessDay(at)
	return business, c.Due(at, amount, h.cals).On
}

func (h *history) fee(s *sale) int64 {
	c := terms.For(s.shop.merchant(), h.terms, s.scheme, s.cardType, calendar.DateOf(s.at))
	fee, _ := c.Fee(s.amount)
	return fee
}

// workday lets customers come.
func (h *history) workday(s *shop, d calendar.Date) {
	opens, closes := h.at(d, s.opens), h.at(d, s.closes)
	n := s.daily*3/4 + h.rng.IntN(s.daily/2+1)
	if w := d.Weekday(); w == time.Saturday || w == time.Sunday {
		n += n / 3
	}
	for range n {
		at := h.mealtime(opens, closes)
		scheme, cardType := h.wallet(s)
		amount := s.low + h.rng.Int64N(s.high-s.low)
		amount -= amount % 50
		if at.After(h.now.Add(-20 * time.Minute)) {
			continue
		}
		h.swipe(s, at, scheme, cardType, amount)
	}
	for _, terminal := range s.terminals {
		h.event(s, opens.Add(-12*time.Minute), "SIGN_IN", terminal, "", "", "")
		h.event(s, closes.Add(9*time.Minute), "BATCH_CLOSE", terminal, "", "", "")
	}
}

// mealtime is a time of the day when people come.
func (h *history) mealtime(opens, closes time.Time) time.Time {
	span := closes.Sub(opens)
	middle := 0.2 + 0.15*h.rng.NormFloat64()
	if h.rng.IntN(2) == 0 {
		middle = 0.7 + 0.12*h.rng.NormFloat64()
	}
	middle = min(max(middle, 0), 0.99)
	return opens.Add(time.Duration(middle * float64(span))).Truncate(time.Second)
}

// wallet is what the customer pays with.
func (h *history) wallet(s *shop) (scheme, cardType string) {
	switch {
	case h.rng.IntN(10) >= s.cards:
		return []string{"WECHAT", "WECHAT", "ALIPAY"}[h.rng.IntN(3)], ""
	case s.foreign && h.rng.IntN(3) == 0:
		return []string{"VISA", "MASTERCARD"}[h.rng.IntN(2)], "CREDIT"
	}
	return "UNIONPAY", []string{"DEBIT", "DEBIT", "CREDIT"}[h.rng.IntN(3)]
}

// swipe adds an approved sale.
func (h *history) swipe(s *shop, at time.Time, scheme, cardType string, amount int64) *sale {
	t := &sale{shop: s, kind: record.Sale, status: record.Approved, at: at, amount: amount, scheme: scheme, cardType: cardType,
		terminal: s.terminals[h.rng.IntN(len(s.terminals))], last4: fmt.Sprintf("%04d", h.rng.IntN(10000)), auth: fmt.Sprintf("%06d", h.rng.IntN(1_000_000))}
	if scheme == "WECHAT" || scheme == "ALIPAY" {
		t.last4, t.auth = "", ""
	}
	t.business, t.due = h.dated(s, scheme, cardType, at, amount)
	h.sales = append(h.sales, t)
	return t
}

// number gives a row its ids, in the order of time: a reference number begins
// with the last digit of the year, the day of the year and the hour.
func (h *history) number(s *sale) {
	h.serial++
	s.id = fmt.Sprintf("T%s%06d", s.at.Format("060102"), h.serial)
	s.rrn = fmt.Sprintf("%d%03d%02d%06d", s.at.Year()%10, s.at.YearDay(), s.at.Hour(), h.serial%1_000_000)
	s.batch = s.at.Format("000102")
	day := s.terminal + s.at.Format("20060102")
	h.slips[day]++
	s.slip = fmt.Sprintf("%06d", h.slips[day])
	if s.original != nil {
		s.originalRRN = s.original.rrn
	}
	for i := range h.cast.Stories {
		if st := &h.cast.Stories[i]; st.TransactionID == "" && st.MerchantID == s.shop.id && st.Amount == s.amount && st.At.Equal(s.at) && (s.kind == record.Sale || s.kind == record.PreAuth) {
			st.TransactionID, st.RRN, st.Last4 = s.id, s.rrn, s.last4
		}
	}
}
