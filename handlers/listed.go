package handlers

import (
	"fmt"
	"strings"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/follow"
	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// What a list or a summary showed is what was talked about last, as one swipe is:
// the general picture, the open money of some days, or the rows of a list.
const (
	listOpen = "l:open"
	listDays = "l:days:"
	listRows = "l:rows:"
	listNone = "l:none" // nothing was found of what was asked
)

// mostListed is how many rows of a list are kept.
const mostListed = 60

// rowsKey is what Flow.About holds after a list of these.
func rowsKey(trails []trail.Trail, payouts []trail.PayoutView) string {
	var keys []string
	for _, p := range payouts {
		keys = append(keys, about{payout: true, row: p.Row}.key())
	}
	for _, tr := range trails {
		keys = append(keys, about{row: tr.Row}.key())
	}
	if len(keys) == 0 {
		return ""
	}
	more := ""
	if len(keys) > mostListed {
		keys, more = keys[:mostListed], ",+"
	}
	return listRows + strings.Join(keys, ",") + more
}

// daysKey is what it holds after a summary of days.
func daysKey(from, to calendar.Date) string { return listDays + from.String() + ":" + to.String() }

// lastListed reads what the list or summary told of last, as it stands now; ok is
// false where none was.
func (t *turn) lastListed() (l answer.Listed, ok bool, err error) {
	key := t.flow.About
	switch {
	case key == listOpen:
		o, err := t.open()
		return answer.Listed{Trails: o.Trails, Payouts: o.Payouts, More: o.More, Gathers: o.Gathers}, true, err
	case strings.HasPrefix(key, listDays):
		l, err = t.listedDays(strings.TrimPrefix(key, listDays))
		return l, true, err
	case strings.HasPrefix(key, listRows):
		for k := range strings.SplitSeq(strings.TrimPrefix(key, listRows), ",") {
			if k == "+" {
				l.More = true
				continue
			}
			if err := t.listedRow(&l, k); err != nil {
				return l, false, err
			}
		}
		return l, len(l.Trails)+len(l.Payouts) > 0, nil
	}
	return l, false, nil
}

// listedDays reads what is open of some days.
func (t *turn) listedDays(days string) (l answer.Listed, err error) {
	first, last, _ := strings.Cut(days, ":")
	from, err := calendar.ParseDate(first)
	if err != nil {
		return l, nil
	}
	to, err := calendar.ParseDate(last)
	if err != nil {
		return l, nil
	}
	var o answer.Open
	o.Trails, o.More, err = t.Books.Trails(t.ctx, t.scope, Query{MerchantID: t.merchant.ID, From: from, To: to, Open: true, Limit: openDeep})
	if err != nil {
		return l, fmt.Errorf("read open trails: %w", err)
	}
	if err := t.addTroubled(&o, map[int64]bool{}); err != nil {
		return l, err
	}
	return answer.Listed{Trails: o.Trails, Payouts: o.Payouts, More: o.More}, nil
}

func (t *turn) listedRow(l *answer.Listed, key string) error {
	a, ok := subjectFrom(key)
	if !ok {
		return nil
	}
	if a.payout {
		v, there, err := t.payoutIn(a.row)
		if err == nil && there {
			l.Payouts = append(l.Payouts, v)
		}
		return err
	}
	tr, there, err := t.Books.Trail(t.ctx, t.scope, a.row)
	if err == nil && there {
		l.Trails = append(l.Trails, tr)
	}
	return err
}

// followList answers a question that follows on a list: of the one thing that it
// can be about, else of all of it, or by asking which.
func (t *turn) followList(q follow.Question) (reply answer.Reply, ok bool, err error) {
	if t.flow.About == listNone {
		return t.followNone(q)
	}
	l, ok, err := t.lastListed()
	if err != nil || !ok {
		return reply, false, err
	}
	few := l.Narrow(q)
	if payout, row := few.One(); row != 0 {
		if reply, ok, err = t.followOne(about{payout: payout, row: row}, q); err != nil || ok {
			if ok {
				t.flow.About = about{payout: payout, row: row}.key()
			}
			return reply, ok, err
		}
	}
	reply, ok = t.book.FollowList(t.voice().a, few, q)
	return reply, ok, nil
}
