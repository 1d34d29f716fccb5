package handlers

import (
	"fmt"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/session"
	"moneytrail/handlers/understand"
	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// asked turns the facts of a question into what is said back.
func (v voice) asked(s session.Slots) answer.Asked {
	q := answer.Asked{Currency: v.t.currency(v.t.merchant), Last4: s.Last4, RRN: s.RRN, Terminal: s.Terminal, Slip: s.Slip, Reference: s.Reference}
	if len(s.Dates) > 0 {
		q.From, q.To, q.Of = s.Dates[0].From, s.Dates[0].To, s.Dates[0].Of
		for _, d := range s.Dates[1:] {
			q.From, q.To = min(q.From, d.From), max(q.To, d.To)
		}
	}
	if len(s.Amounts) > 0 {
		q.Currency = v.t.currencyOf(s.Amounts[0])
		q.AmountMin, q.AmountMax = v.t.bounds(s.Amounts[0], q.Currency)
		for _, a := range s.Amounts[1:] {
			more := answer.Asked{Currency: v.t.currencyOf(a)}
			more.AmountMin, more.AmountMax = v.t.bounds(a, more.Currency)
			q.Others = append(q.Others, more)
		}
	}
	return q
}

// swipes lists the swipes from..to of those that fit, a page.
func (v voice) swipes(s session.Slots, all []trail.Trail, from, to int) answer.Reply {
	l := answer.List{Asked: v.asked(s), Trails: all[from:to], More: to < len(all), Page: from / pageSize}
	l.Part = s.Part
	if s.Hour >= 0 && !s.Part {
		l.Hour, l.Nearest = fmt.Sprintf("%02d:00", s.Hour), nearest(all, s.Hour)
	}
	return v.t.book.Trails(v.a, l)
}

// nothing tells that nothing fits, and what is near; all: near is all of that.
func (v voice) nothing(s session.Slots, near []trail.Trail, all bool, late []trail.Freshness) answer.Reply {
	return v.t.book.NothingFound(v.a, v.asked(s), near, all, late)
}

func (v voice) payouts(l []trail.PayoutView) answer.Reply   { return v.t.book.Payouts(v.a, l) }
func (v voice) notSeen(p trail.PayoutView) answer.Reply     { return v.t.book.NotSeenAdvice(v.a, p) }
func (v voice) proof(tr trail.Trail) answer.Reply           { return v.t.book.Proof(v.a, tr) }
func (v voice) payoutProof(p trail.PayoutView) answer.Reply { return v.t.book.PayoutProof(v.a, p) }

func (v voice) day(d trail.Day) answer.Reply { return v.t.book.Day(v.a, d) }

// summary is a day told unasked; late: it should have come earlier.
func (v voice) summary(d trail.Day, late bool) answer.Reply { return v.t.book.Summary(v.a, d, late) }

// noRecords says that the days asked for lie before the first record.
func (v voice) noRecords(from, to, begin calendar.Date) answer.Reply {
	return v.t.book.NoRecords(v.a, from, to, begin)
}

func (v voice) period(eq trail.Equation, from, to calendar.Date, asOf trail.Freshness) answer.Reply {
	return v.t.book.Period(v.a, nameOf(v.t.merchant), eq, from, to, asOf)
}

// notice tells unasked that a swipe is held, was returned, or arrived.
func (v voice) notice(tr trail.Trail) answer.Reply {
	switch tr.State {
	case trail.Held:
		return v.t.book.Notice(v.a, tr, answer.Held)
	case trail.Arrived:
		return v.t.book.Notice(v.a, tr, answer.Landed)
	}
	return v.t.book.Notice(v.a, tr, answer.Returned)
}

// payoutNotice tells unasked that a payout came short or was returned.
func (v voice) payoutNotice(p trail.PayoutView) answer.Reply {
	if p.State == trail.PayoutShort {
		return v.t.book.PayoutNotice(v.a, p, answer.Short)
	}
	return v.t.book.PayoutNotice(v.a, p, answer.Returned)
}

func (v voice) moreNotices(n int) answer.Reply {
	return v.plain("notice.more", map[string]any{"N": n})
}

func (v voice) glad(amount int64, currency string) answer.Reply {
	return v.t.book.SeenThanks(v.a, amount, currency)
}

// general answers a question that names no swipe.
func (v voice) general(intent understand.Intent, o answer.Open) answer.Reply {
	return v.t.book.General(v.a, intent, o)
}
