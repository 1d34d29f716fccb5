package terms

import (
	"cmp"
	"slices"
	"strings"

	"moneytrail/recon/calendar"
	"moneytrail/recon/money"
	"moneytrail/recon/record"
)

// Contract is what holds for one merchant, scheme and card type on one day.
// Amounts are minor units of the merchant's settlement currency.
type Contract struct {
	Cycle    Cycle
	CutOff   int    // minutes since midnight; Midnight never moves a sale
	Calendar string // calendar.CN and so on
	// WindowFrom and WindowTo bound a T+0 cycle, in minutes since midnight, the
	// end excluded; 0 to Midnight where the terms give none.
	WindowFrom, WindowTo int
	SingleCap, DayCap    *int64 // T+0: above them, Fallback; nil: no cap
	Fallback             Cycle  // of a T+0 cycle outside its window or above a cap
	Rate                 money.Rate
	RateKnown            bool
	FeeFixed             int64
	FeeMin, FeeCap       *int64
	PayoutFee            *int64
	RefundPolicy         string // kept, returned, "" not known
}

// For gives the contract of m for a sale of that scheme and card type on a
// day. Rows of other merchants, schemes, card types, and of days to come are
// passed over; of the rest the more specific row wins, by merchant before "*",
// then scheme before "*", then card type before any, then the later
// valid_from. What it leaves open is filled from the next row and at last from
// the merchant's own columns; but what belongs together stays together: a
// window and caps come from no row less specific than the one that names the
// cycle, fixed fee, minimum and cap from none less specific than the one that
// names the rate. A text that cannot be read counts as not given (the importer
// refuses such rows, see Check).
func For(m record.Merchant, rows []record.Terms, scheme, cardType string, on calendar.Date) Contract {
	fit := make([]record.Terms, 0, len(rows))
	for _, r := range rows {
		if applies(r, m.ID, scheme, cardType, on) {
			fit = append(fit, r)
		}
	}
	slices.SortFunc(fit, bySpecific)
	return merge(append(fit, ofMerchant(m)))
}

func applies(r record.Terms, merchant, scheme, cardType string, on calendar.Date) bool {
	return (r.MerchantID == merchant || r.MerchantID == "*") &&
		(anyScheme(r) || strings.EqualFold(r.Scheme, scheme)) &&
		(r.CardType == "" || strings.EqualFold(r.CardType, cardType)) &&
		r.ValidFrom <= on
}

func anyScheme(r record.Terms) bool { return r.Scheme == "*" || r.Scheme == "" }

// bySpecific orders the more specific row first.
func bySpecific(a, b record.Terms) int {
	rank := func(r record.Terms) int {
		n := 0
		if r.MerchantID != "*" {
			n += 4
		}
		if !anyScheme(r) {
			n += 2
		}
		if r.CardType != "" {
			n++
		}
		return n
	}
	return cmp.Or(cmp.Compare(rank(b), rank(a)), cmp.Compare(b.ValidFrom, a.ValidFrom),
		cmp.Compare(a.Source, b.Source), cmp.Compare(b.Row, a.Row))
}

// ofMerchant gives the merchant's columns as the least specific terms row.
func ofMerchant(m record.Merchant) record.Terms {
	t := record.Terms{Cycle: m.Cycle, CutOff: m.CutOff, Calendar: m.Calendar}
	if m.FeeBPS != nil {
		bps := formatInt(*m.FeeBPS)
		t.FeeBPS = &bps
	}
	return t
}

// merge takes rows from the most specific to the least.
func merge(rows []record.Terms) Contract {
	c := Contract{
		Cycle: Cycle{Days: 1}, CutOff: -1, WindowFrom: -1, WindowTo: -1, Fallback: Cycle{Days: 1},
	}
	var haveCycle, haveFallback bool
	var fixed *int64
	for _, r := range rows {
		if !haveCycle {
			setClock(&c.WindowFrom, r.WindowFrom)
			setClock(&c.WindowTo, r.WindowTo)
			c.SingleCap = cmp.Or(c.SingleCap, r.SingleCap)
			c.DayCap = cmp.Or(c.DayCap, r.DayCap)
			if f, err := ParseCycle(r.FallbackCycle); err == nil && !haveFallback {
				c.Fallback, haveFallback = f, true
			}
			if y, err := ParseCycle(r.Cycle); err == nil {
				c.Cycle, haveCycle = y, true
			}
		}
		if !c.RateKnown {
			fixed = cmp.Or(fixed, r.FeeFixed)
			c.FeeMin = cmp.Or(c.FeeMin, r.FeeMin)
			c.FeeCap = cmp.Or(c.FeeCap, r.FeeCap)
			if r.FeeBPS != nil {
				if rate, err := money.ParseBPS(*r.FeeBPS); err == nil {
					c.Rate, c.RateKnown = rate, true
				}
			}
		}
		setClock(&c.CutOff, r.CutOff)
		c.Calendar = cmp.Or(c.Calendar, r.Calendar)
		c.PayoutFee = cmp.Or(c.PayoutFee, r.PayoutFee)
		c.RefundPolicy = cmp.Or(c.RefundPolicy, r.RefundFee)
	}
	if fixed != nil {
		c.FeeFixed = *fixed
	}
	c.Calendar = cmp.Or(c.Calendar, calendar.CN)
	if c.CutOff < 0 {
		c.CutOff = Midnight
	}
	if c.WindowFrom < 0 {
		c.WindowFrom = 0
	}
	if c.WindowTo < 0 {
		c.WindowTo = Midnight
	}
	return c
}

// setClock sets an open (negative) time of day from text, if it can be read.
func setClock(minutes *int, text string) {
	if *minutes >= 0 || text == "" {
		return
	}
	if m, err := ParseClock(text); err == nil {
		*minutes = m
	}
}
