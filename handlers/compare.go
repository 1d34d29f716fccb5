package handlers

import (
	"fmt"
	"strings"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/session"
	"moneytrail/handlers/steer"
	"moneytrail/handlers/understand"
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// compared answers who sets some days beside others, with the sums of both. done is false
// where that is not asked, or more than days is named.
func (t *turn) compared(text string, r understand.Reading) (done bool, err error) {
	s := session.Of(r)
	b, ok := t.Books.(BreakdownBook)
	if !ok || !onlyDays(s) || len(s.Dates) > 2 || !steer.Compares(text) || r.Decision == understand.Act && (r.Intent == understand.ShortPayment || r.Intent == understand.FeeQuestion) {
		return false, nil
	}
	before, after, ok := t.besideEachOther(s.Dates)
	if !ok {
		return false, nil
	}
	t.session.Misses = 0
	if !t.scope.Totals() {
		t.reply(t.voice().notForRole())
		return true, nil
	}
	v := answer.SetBeside(before, after, t.today())
	for _, span := range v.Spans() {
		for _, m := range t.shopsActedFor() {
			parts, err := b.Breakdown(t.ctx, t.scope, m.ID, span.From, span.To)
			if err != nil {
				return false, fmt.Errorf("read breakdown: %w", err)
			}
			span.Parts = append(span.Parts, parts...)
			span.Shops = append(span.Shops, answer.ChainShop{Merchant: m, Parts: parts})
		}
	}
	if v.AsOf, err = t.asOfDays(before.From, v.After.To); err != nil {
		return false, err
	}
	if v.Begin, err = t.begin(before.From); err != nil {
		return false, err
	}
	t.flow.Slots = session.Slots{Intent: understand.Statement, Dates: []understand.DateRange{{From: v.After.From, To: v.After.To}}, Hour: -1}
	t.flow.Asked, t.flow.About = text, daysKey(v.After.From, v.After.To)
	t.bears(daysSubject(v.After.From, v.After.To))
	t.answer(t.book.Compared(t.voice().a, v))
	return true, nil
}

// shopsActedFor are the merchants of the chain, else the one.
func (t *turn) shopsActedFor() []record.Merchant {
	if t.chain != nil {
		return t.chain.shops
	}
	return []record.Merchant{t.merchant}
}

// asOfDays gives how old the data of some days is, zero where there are none.
func (t *turn) asOfDays(from, to calendar.Date) (trail.Freshness, error) {
	newest, _, err := t.Books.Trails(t.ctx, t.scope, Query{MerchantID: t.merchant.ID, From: from, To: to, Limit: 1})
	if err != nil || len(newest) == 0 {
		return trail.Freshness{}, err
	}
	return newest[0].AsOf, nil
}

// daysShown gives the days whose summary was shown last.
func (t *turn) daysShown() (s answer.Span, ok bool) {
	days, ok := strings.CutPrefix(t.flow.About, listDays)
	first, last, _ := strings.Cut(days, ":")
	from, err := calendar.ParseDate(first)
	if !ok || err != nil {
		return s, false
	}
	to, err := calendar.ParseDate(last)
	return answer.Span{From: from, To: to}, err == nil
}

// besideEachOther gives the two ranges of days that are compared, the earlier first: those
// that are named; of one alone the other of its kind, now or just before; of none what
// was shown last and what was before that, else this week and the last.
func (t *turn) besideEachOther(named []understand.DateRange) (before, after answer.Span, ok bool) {
	var one answer.Span
	switch {
	case len(named) == 2:
		a, b := answer.Span{From: named[0].From, To: named[0].To}, answer.Span{From: named[1].From, To: named[1].To}
		if a.From > b.From {
			a, b = b, a
		}
		return a, b, a.From != b.From && b.From <= t.today()
	case len(named) == 1:
		one = answer.Span{From: named[0].From, To: named[0].To}
	default:
		d, shown := t.daysShown()
		if !shown {
			monday := t.today() - calendar.Date((int(t.today().Weekday())+6)%7)
			one = answer.Span{From: monday, To: monday + 6}
			break
		}
		one = answer.Span{From: d.From, To: d.To}
	}
	if d, shown := t.daysShown(); shown && len(named) == 1 && d.From != one.From && d.To-d.From == one.To-one.From {
		if d.From < one.From { // what was shown last is compared with what is named
			return answer.Span{From: d.From, To: d.To}, one, one.From <= t.today()
		}
		return one, answer.Span{From: d.From, To: d.To}, true
	}
	if one.From > t.today() {
		return before, after, false
	}
	if len(named) == 1 && one.To < t.today() { // "than last week": now
		return one, answer.Following(one, t.today()), true
	}
	return answer.Preceding(one), one, true
}
