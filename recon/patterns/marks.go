package patterns

import (
	"slices"
	"strings"
	"time"

	"moneytrail/recon/money"
	"moneytrail/recon/record"
	"moneytrail/recon/terms"
)

// marks are the counts of one day that rules compare with those of other days.
type marks struct {
	hours     [24]bool // something was approved
	approved  int      // swipes of all types
	burst     int      // most refunds by one hand within an hour
	declines  int      // most declines of one card within half an hour
	logins    int      // most failed log-ins of one terminal within half an hour
	again     int      // most sales on one card
	under     int      // sales just under their limit
	round     int      // sales of a round amount
	refunds   int
	unsold    int // refunds without a sale before them
	otherCard int // refunds to another card than was charged
	cancelled int // sales given back in full within a day
}

func (l *ledger) mark(d *daily) marks {
	m := marks{burst: most(d.refundsByHand(), hour), declines: most(d.declinesByCard(), halfHour), logins: most(d.loginsByTerminal(), halfHour),
		under: len(l.justUnder(d)), round: len(d.rounds()), refunds: len(d.refunds()), unsold: len(l.unsold(d)),
		otherCard: len(l.toOtherCards(d)), cancelled: len(l.givenBack(d))}
	for _, s := range d.swipes {
		if s.approved() {
			m.hours[s.at.Hour()] = true
			m.approved++
		}
	}
	for _, list := range d.salesByCard() {
		m.again = max(m.again, len(list))
	}
	return m
}

// Windows of the rules.
const (
	halfHour = 30 * time.Minute
	hour     = time.Hour
	whole    = 24 * time.Hour
)

// timed is a swipe or an event.
type timed interface{ when() time.Time }

func (s swipe) when() time.Time     { return s.at }
func (e happening) when() time.Time { return e.at }

// most is the highest number of things in one group that lie within a window.
func most[T timed](groups map[string][]T, window time.Duration) int {
	n := 0
	for _, list := range groups {
		n = max(n, len(densest(list, window)))
	}
	return n
}

// densest gives the earliest of the longest runs within a window; list is in order of time.
func densest[T timed](list []T, window time.Duration) []T {
	var best []T
	from := 0
	for to := range list {
		for list[to].when().Sub(list[from].when()) > window {
			from++
		}
		if to+1-from > len(best) {
			best = list[from : to+1]
		}
	}
	return best
}

// grouped sorts things by a name; those whose name is "" are left out.
func grouped[T any](list []T, name func(T) string) map[string][]T {
	out := map[string][]T{}
	for _, x := range list {
		if n := name(x); n != "" {
			out[n] = append(out[n], x)
		}
	}
	return out
}

// only gives the swipes that fit.
func (d *daily) only(fits func(swipe) bool) []swipe {
	var out []swipe
	for _, s := range d.swipes {
		if fits(s) {
			out = append(out, s)
		}
	}
	return out
}

func (d *daily) refunds() []swipe { return d.only(swipe.refund) }

// hand is who made a refund: the operator, else the terminal.
func hand(s swipe) string {
	if s.Operator != "" {
		return "operator " + s.Operator
	}
	if s.TerminalID != "" {
		return "terminal " + s.TerminalID
	}
	return ""
}

func (d *daily) refundsByHand() map[string][]swipe { return grouped(d.refunds(), hand) }

func (d *daily) salesByCard() map[string][]swipe { return grouped(d.only(swipe.sale), swipe.card) }

func (d *daily) declinesByCard() map[string][]swipe {
	return grouped(d.only(func(s swipe) bool {
		return s.Status == record.Declined && (s.Type == record.Sale || s.Type == record.PreAuth)
	}), swipe.card)
}

func (d *daily) loginsByTerminal() map[string][]happening {
	var failed []happening
	for _, e := range d.events {
		if e.Kind == eventLoginFailed {
			failed = append(failed, e)
		}
	}
	return grouped(failed, func(e happening) string { return "terminal " + e.TerminalID })
}

// justUnder gives sales within a twentieth below the single cap of their terms.
func (l *ledger) justUnder(d *daily) []swipe {
	type kind struct{ scheme, card string }
	caps := map[kind]*int64{}
	return d.only(func(s swipe) bool {
		if !s.sale() {
			return false
		}
		k := kind{strings.ToUpper(s.Scheme), strings.ToUpper(s.CardType)}
		limit, known := caps[k]
		if !known {
			limit = terms.For(l.Merchant, l.Terms, s.Scheme, s.CardType, d.on).SingleCap
			caps[k] = limit
		}
		return limit != nil && *limit > 0 && s.Amount <= *limit && min(s.Amount, enough)*20 > min(*limit, enough)*19
	})
}

// rounds gives sales of whole hundreds of the major unit.
func (d *daily) rounds() []swipe {
	return d.only(func(s swipe) bool {
		digits, ok := money.Digits(s.Currency)
		unit := int64(100)
		for range digits {
			unit *= 10
		}
		return ok && s.sale() && s.Amount > 0 && s.Amount%unit == 0
	})
}

// unsold gives refunds that name no sale, to cards that bought nothing of that
// amount before. Refunds of codes tell no card, so they are not among them.
func (l *ledger) unsold(d *daily) []swipe {
	return d.only(func(s swipe) bool {
		if !s.refund() || s.OriginalRRN != "" || s.OriginalID != "" || s.card() == "" {
			return false
		}
		return !slices.ContainsFunc(l.cardSales[s.card()], func(o swipe) bool { return !o.at.After(s.at) && o.Amount >= s.Amount && o.Currency == s.Currency })
	})
}

// original gives the sale that a refund names, if it is here.
func (l *ledger) original(s swipe) (swipe, bool) {
	o, ok := l.swipes[l.originals[s.Row]]
	return o, ok && l.originals[s.Row] != 0
}

// toOtherCards gives refunds to another card than the one that was charged.
func (l *ledger) toOtherCards(d *daily) []swipe {
	return d.only(func(s swipe) bool {
		if !s.refund() || s.Last4 == "" {
			return false
		}
		o, ok := l.original(s)
		return ok && o.Last4 != "" && o.Last4 != s.Last4
	})
}

// givenBack gives refunds of whole sales made within a day before.
func (l *ledger) givenBack(d *daily) []swipe {
	return d.only(func(s swipe) bool {
		if !s.refund() {
			return false
		}
		o, ok := l.original(s)
		return ok && o.Amount == s.Amount && o.Currency == s.Currency && s.at.Sub(o.at) <= whole
	})
}
