package handlers

import (
	"time"

	"moneytrail/handlers/understand"
	"moneytrail/recon/calendar"
	"moneytrail/recon/terms"
	"moneytrail/recon/trail"
)

// smallHours is until when a cut-off is the end of the evening before: a cafe
// that closes at 02:00 calls the evening by the day on which it began.
const smallHours = 6 * time.Hour

// endsAfterMidnight gives the hour at which the business day of the current
// merchant ends, where that is in the small hours.
func (t *turn) endsAfterMidnight() (time.Duration, bool) {
	if t.chain != nil {
		return 0, false
	}
	at, err := terms.ParseClock(t.merchant.CutOff)
	end := time.Duration(at) * time.Minute
	return end, err == nil && end > 0 && end <= smallHours
}

// trading gives the business day of a day that a person speaks of: where the day
// ends after midnight, "yesterday" is the evening that began then, which at 01:00
// is still open; before the end "today" is that evening too.
func (t *turn) trading(day calendar.Date) calendar.Date {
	end, after := t.endsAfterMidnight()
	if !after || day == t.today() && sinceMidnight(t.now) < end {
		return day
	}
	return day + 1
}

func sinceMidnight(at time.Time) time.Duration {
	return time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute
}

// swipedOn asks for the swipes of days that a person speaks of.
func (t *turn) swipedOn(d understand.DateRange) Query {
	if _, after := t.endsAfterMidnight(); !after || d.From == 0 && d.To == 0 {
		return Query{From: d.From, To: d.To}
	}
	return Query{From: d.From, To: d.To + 1}
}

// spokenOf keeps the swipes that were made on such a day by the clock on the
// wall, or belong to its evening.
func (t *turn) spokenOf(d understand.DateRange, tr trail.Trail) bool {
	if _, after := t.endsAfterMidnight(); !after || d.From == 0 && d.To == 0 {
		return true
	}
	on := calendar.DateOf(tr.Time.In(t.now.Location()))
	return on >= d.From && on <= d.To || tr.Business >= t.trading(d.From) && tr.Business <= t.trading(d.To)
}

// span says when a business day that ends after midnight begins and ends, "" of
// every other.
func (t *turn) span(day calendar.Date) string {
	end, after := t.endsAfterMidnight()
	if !after {
		return ""
	}
	at := func(d calendar.Date) time.Time { return d.In(t.now.Location()).Add(end) }
	return t.voice().say("daily.span", map[string]any{"From": t.Texts.For(t.lang).Time(at(day - 1)), "To": t.Texts.For(t.lang).Time(at(day)), "Open": t.now.Before(at(day))})
}
