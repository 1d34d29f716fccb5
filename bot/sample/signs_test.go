package sample

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/patterns"
	"moneytrail/recon/record"
)

// activity is what the terminals of a shop said, as patterns see it.
func (h *history) activity(s *shop) patterns.Activity {
	a := patterns.Activity{Merchant: s.merchant(), Zone: h.zone, Terms: h.terms, From: h.today - 400}
	a.Merchant.Opens, a.Merchant.Closes = s.opens, s.closes
	for i, t := range h.sales {
		if t.shop != s {
			continue
		}
		x := record.Transaction{Origin: record.Origin{Row: int64(i + 1)}, ID: t.id, MerchantID: s.id, TerminalID: t.terminal, Time: record.Stamp{Time: t.at},
			Type: t.kind, Amount: t.amount, Currency: currency, Last4: t.last4, Scheme: t.scheme, RRN: t.rrn, OriginalRRN: t.originalRRN, Status: t.status,
			CardType: t.cardType, Place: s.place}
		a.Transactions = append(a.Transactions, x)
	}
	for i, e := range h.events {
		if e.shop == s {
			a.Events = append(a.Events, record.Event{Origin: record.Origin{Row: int64(i + 1)}, MerchantID: s.id, Kind: e.kind, TerminalID: e.terminal, Time: record.Stamp{Time: e.at}})
		}
	}
	return a
}

// longer lets ninety days pass as they pass in a shop: busy days, large tables,
// regulars who pay each drink, things brought back, cards declined and tried again.
func longer(t *testing.T, seed int64) *history {
	t.Helper()
	h := newHistory(time.Date(2026, 11, 20, 22, 30, 0, 0, time.FixedZone("CST", 8*3600)), seed, calendar.Builtin())
	for _, s := range h.shops {
		for d := h.today - 90; d <= h.today; d++ {
			before := len(h.sales)
			for range []int{1, 1, 1, 1, 1, 1, 1, 2}[h.rng.IntN(8)] { // a busy day is two
				h.workday(s, d)
			}
			if today := h.sales[before:]; len(today) > 0 {
				h.happens(s, d, today)
			}
		}
	}
	for _, s := range h.sales {
		h.number(s)
	}
	return h
}

// happens is what makes one day unlike the other.
func (h *history) happens(s *shop, d calendar.Date, today []*sale) {
	any := func() *sale { return today[h.rng.IntN(len(today))] }
	for range h.rng.IntN(3) * h.rng.IntN(2) { // a large table
		any().amount *= 2 + h.rng.Int64N(4)
	}
	if h.rng.IntN(3) == 0 { // a regular
		regular := fmt.Sprintf("%04d", 7000+h.rng.IntN(3))
		for range 1 + h.rng.IntN(3) {
			if x := any(); x.last4 != "" {
				x.last4 = regular
			}
		}
	}
	for range h.rng.IntN(3) * h.rng.IntN(2) { // somebody brings something back
		h.after(any(), record.Refund, h.mealtime(h.at(d+1, s.opens), h.at(d+1, s.closes)))
	}
	if x := any(); h.rng.IntN(3) == 0 {
		for i := range 1 + h.rng.IntN(3) {
			no := *x
			no.status, no.at = record.Declined, x.at.Add(-time.Duration(i+1)*40*time.Second)
			h.sales = append(h.sales, &no)
		}
	}
	if h.rng.IntN(20) == 0 { // a password mistyped
		for i := range 1 + h.rng.IntN(2) {
			h.event(s, h.at(d, s.opens).Add(time.Duration(i)*time.Minute), "LOGIN_FAILED", s.terminals[0], "", "", "")
		}
	}
	if h.rng.IntN(30) == 0 { // the last guests stay
		any().at = h.at(d, s.closes).Add(time.Duration(h.rng.IntN(55)) * time.Minute)
	}
}

// Ordinary shops are left alone: of thousands of days of seven shops hardly any
// is told to an owner, and few are shown to the risk team.
func TestOrdinaryDaysGiveHardlyAnySign(t *testing.T) {
	days := 0
	told := map[patterns.Rule]int{}
	count := map[patterns.Audience]int{}
	for seed := range int64(3) {
		h := longer(t, seed)
		for _, s := range h.shops {
			from := h.today - 75
			days += int(h.today-from) + 1
			for _, f := range patterns.Find(h.activity(s), from, h.today, h.cals, h.now) {
				told[f.Rule]++
				count[f.Audience]++
			}
		}
	}
	t.Logf("%d days of shops: owners %d, risk %d: %v", days, count[patterns.Owner], count[patterns.Risk], told)
	if count[patterns.Owner]*1000 > days*2 {
		t.Errorf("owners are told of %d signs on %d ordinary days: %v", count[patterns.Owner], days, told)
	}
	if count[patterns.Risk]*1000 > days*5 {
		t.Errorf("the risk team is told of %d signs on %d ordinary days: %v", count[patterns.Risk], days, told)
	}
}

// copied gives the history with sales of its own.
func (h *history) copied() *history {
	c := *h
	c.sales = nil
	for _, s := range h.sales {
		own := *s
		c.sales = append(c.sales, &own)
	}
	return &c
}

// What is put into the same ordinary days is found in every shop.
func TestSignsAreFoundAmongOrdinaryDays(t *testing.T) {
	ordinary := longer(t, 1)
	for rule, plant := range map[patterns.Rule]func(h *history, s *shop, one *sale){
		patterns.RefundOutsideHours: func(h *history, s *shop, one *sale) { h.after(one, record.Refund, h.at(h.today, "03:10")) },
		patterns.TerminalNew:        func(h *history, s *shop, one *sale) { one.terminal = "K9999999" },
		patterns.CardTested: func(h *history, s *shop, one *sale) {
			one.last4 = "4242"
			for i := range 8 {
				no := *one
				no.status, no.at = record.Declined, one.at.Add(-time.Duration(i+1)*time.Minute)
				h.sales = append(h.sales, &no)
			}
		},
		patterns.CardAgain: func(h *history, s *shop, one *sale) {
			for i := range 12 {
				again := *one
				again.last4, again.at = "4242", one.at.Add(time.Duration(i)*time.Minute)
				h.sales = append(h.sales, &again)
			}
		},
		patterns.OddHours: func(h *history, s *shop, one *sale) {
			for i := range 3 {
				late := *one
				late.at = h.at(h.today, "03:10").Add(time.Duration(i) * time.Minute)
				h.sales = append(h.sales, &late)
			}
		},
	} {
		t.Run(string(rule), func(t *testing.T) {
			h := ordinary.copied()
			for _, s := range h.shops {
				for _, x := range h.sales {
					if x.shop == s && x.last4 != "" && x.kind == record.Sale && x.status == record.Approved && calendar.DateOf(x.at) == h.today {
						plant(h, s, x)
						break
					}
				}
				found := patterns.Find(h.activity(s), h.today, h.today, h.cals, h.now)
				if !slices.ContainsFunc(found, func(f patterns.Finding) bool { return f.Rule == rule }) {
					t.Errorf("%s: not found among %+v", s.name, found)
				}
			}
		})
	}
}

// One shop of the sample has something to tell its owner.
func TestTheSampleHasAShopWithSigns(t *testing.T) {
	h := newHistory(time.Date(2026, 11, 20, 15, 20, 0, 0, time.FixedZone("CST", 8*3600)), 1, calendar.Builtin())
	if err := h.live(); err != nil {
		t.Fatal(err)
	}
	for i, s := range h.shops {
		found := patterns.For(patterns.Find(h.activity(s), h.today-14, h.today, h.cals, h.now), patterns.Owner)
		if signs := i == 5; signs != (len(found) > 0) || signs && found[0].Rule != patterns.TerminalTampered {
			t.Errorf("%s: %+v", s.name, found)
		}
	}
}
