package handlers

import (
	"fmt"

	"moneytrail/handlers/session"
	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// statement answers with the figures of a day or of a period.
func (t *turn) statement(s session.Slots) error {
	t.session.Misses = 0
	day := t.today() - 1
	if len(s.Dates) > 0 {
		d := s.Dates[0]
		if done, err := t.arrivedIn(d); done || err != nil {
			return err
		}
		if d.From != d.To {
			return t.period(d.From, d.To)
		}
		day = d.From
	}
	if !t.scope.Totals() && day == t.today() { // no sums, but the swipes themselves
		return t.noSums(s)
	}
	return t.day(t.trading(day))
}

func (t *turn) day(day calendar.Date) error {
	if !t.scope.Totals() {
		t.reply(t.voice().notForRole())
		return nil
	}
	if t.chain != nil {
		return t.chainDays(day, day, 0)
	}
	d, err := t.Books.Day(t.ctx, t.scope, t.merchant.ID, day)
	if err != nil {
		return err
	}
	if d.Sold.SalesCount+d.Sold.RefundCount == 0 && len(d.Arrived) == 0 {
		begin, err := t.begin(day)
		if err != nil {
			return err
		}
		if begin > day {
			t.flow.About = ""
			t.answer(t.voice().noRecords(day, day, begin))
			return nil
		}
	}
	t.flow.About = daysKey(day, day)
	r := t.voice().day(d)
	if span := t.span(day); span != "" {
		r.Text = span + "\n\n" + r.Text
	}
	t.remember(r)
	t.bears(daysSubject(day, day))
	t.shield(r)
	return nil
}

// period answers with the equation by swipes of a range of days.
func (t *turn) period(from, to calendar.Date) error {
	if !t.scope.Totals() {
		t.reply(t.voice().notForRole())
		return nil
	}
	if t.chain != nil {
		return t.chainDays(from, to, 0)
	}
	eq, err := t.Books.Period(t.ctx, t.scope, t.merchant.ID, from, to)
	if err != nil {
		return err
	}
	t.flow.About = daysKey(from, to)
	newest, _, err := t.Books.Trails(t.ctx, t.scope, Query{MerchantID: t.merchant.ID, From: from, To: to, Limit: 1})
	if err != nil {
		return fmt.Errorf("read trails: %w", err)
	}
	var asOf trail.Freshness
	if len(newest) > 0 {
		asOf = newest[0].AsOf
	}
	begin, err := t.begin(from)
	switch {
	case err != nil:
		return err
	case begin > to:
		t.flow.About = ""
		t.answer(t.voice().noRecords(from, to, begin))
		return nil
	case begin > from:
		t.bears(daysSubject(begin, to))
		t.reply(t.book.Partly(t.voice().a, t.voice().period(eq, from, to, asOf), begin))
		return nil
	}
	t.bears(daysSubject(from, to))
	t.answer(t.voice().period(eq, from, to, asOf))
	return nil
}

// beforeRecords answers of days that all lie before the first record that the records
// begin later; nothing is asked. done is false where there may be some of these days.
func (t *turn) beforeRecords(from, to calendar.Date) (done bool, err error) {
	begin, err := t.begin(to)
	if err != nil || begin <= to {
		return false, err
	}
	if paid, err := t.Books.Payouts(t.ctx, t.scope, PayoutQuery{MerchantID: t.merchant.ID, From: from, To: to, Limit: 1}); err != nil || len(paid) > 0 {
		return false, err
	}
	t.session.Misses = 0
	t.flow.Slots, t.flow.About = session.Slots{Hour: -1}, ""
	t.answer(t.voice().noRecords(from, to, begin))
	return true, nil
}

// begin gives the day of the merchant's first swipe where that is after a day;
// 0 where there is one up to that day, or none at all.
func (t *turn) begin(after calendar.Date) (calendar.Date, error) {
	any := func(to calendar.Date) (bool, error) {
		found, _, err := t.Books.Trails(t.ctx, t.scope, Query{MerchantID: t.merchant.ID, To: to, Limit: 1})
		if err != nil {
			return false, fmt.Errorf("read first swipe: %w", err)
		}
		return len(found) > 0, nil
	}
	low, high := after, t.today() // none up to low, one up to high
	if there, err := any(low); err != nil || there || high <= low {
		return 0, err
	}
	if there, err := any(high); err != nil || !there {
		return 0, err
	}
	for high-low > 1 {
		middle := low + (high-low)/2
		there, err := any(middle)
		if err != nil {
			return 0, err
		}
		if there {
			high = middle
		} else {
			low = middle
		}
	}
	return high, nil
}
