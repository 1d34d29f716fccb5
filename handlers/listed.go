package handlers

import (
	"fmt"
	"slices"
	"strings"

	"moneytrail/handlers/answer"
	"moneytrail/handlers/follow"
	"moneytrail/recon/calendar"
	"moneytrail/recon/trail"
)

// What a list or a summary showed is what was talked about last, as one swipe is:
// the general picture, what some days show, or the rows of a list, which may name
// days among them.
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

// lastListed reads what the list or summary told of last, as it stands now: of days
// what needs a look or is to come. ok is false where none was.
func (t *turn) lastListed() (l answer.Listed, ok bool, err error) {
	return t.listedIn(t.flow.About, true)
}

// listedIn reads what a list or summary told of; open false is with every swipe of its days.
func (t *turn) listedIn(key string, open bool) (l answer.Listed, ok bool, err error) {
	switch {
	case key == listOpen:
		o, err := t.open()
		return answer.Listed{Trails: o.Trails, Payouts: o.Payouts, More: o.More, Gathers: o.Gathers}, true, err
	case strings.HasPrefix(key, listDays):
		from, to, _ := strings.Cut(strings.TrimPrefix(key, listDays), ":")
		return l, true, t.listedDays(&l, from, to, open)
	case strings.HasPrefix(key, listRows):
		for k := range strings.SplitSeq(strings.TrimPrefix(key, listRows), ",") {
			if k == "+" {
				l.More = true
				continue
			}
			if d, ok := daysIn(k); ok {
				err = t.listedDays(&l, d.From.String(), d.To.String(), open)
			} else {
				err = t.listedRow(&l, k)
			}
			if err != nil {
				return l, false, err
			}
		}
		return l, len(l.Trails)+len(l.Payouts) > 0, nil
	}
	return l, false, nil
}

// listedDays adds what some days show: their swipes, and of a single day what its
// summary says needs a look or arrived.
func (t *turn) listedDays(l *answer.Listed, first, last string, open bool) error {
	from, err := calendar.ParseDate(first)
	if err != nil {
		return nil
	}
	to, err := calendar.ParseDate(last)
	if err != nil {
		return nil
	}
	var o answer.Open
	if o.Trails, o.More, err = t.Books.Trails(t.ctx, t.scope, Query{MerchantID: t.merchant.ID, From: from, To: to, Open: open, Limit: openDeep}); err != nil {
		return fmt.Errorf("read trails of days: %w", err)
	}
	if from == to && t.scope.Totals() {
		if err := t.shownOf(&o, from, open); err != nil {
			return err
		}
	}
	known := map[int64]bool{}
	for _, v := range o.Payouts {
		known[v.Row] = true
	}
	if err := t.addTroubled(&o, known); err != nil {
		return err
	}
	l.More = l.More || o.More
	l.Add(o.Trails, o.Payouts)
	return nil
}

// shownOf adds what the summary of a day shows beside the day's own swipes; open
// false leaves out what other customers paid, and no customer asks of.
func (t *turn) shownOf(o *answer.Open, day calendar.Date, open bool) error {
	shops := []string{t.merchant.ID}
	if t.chain != nil {
		shops = nil
		for _, m := range t.chain.shops {
			shops = append(shops, m.ID)
		}
	}
	for _, id := range shops {
		d, err := t.Books.Day(t.ctx, t.scope, id, day)
		if err != nil {
			return fmt.Errorf("read day: %w", err)
		}
		o.Trails = append(o.Trails, slices.DeleteFunc(slices.Clone(d.Exceptions), func(tr trail.Trail) bool { return !open && tr.State != trail.Unknown })...)
		o.Payouts = slices.Concat(o.Payouts, d.Troubled, d.Arrived)
	}
	return nil
}

func (t *turn) listedRow(l *answer.Listed, key string) error {
	a, ok := subjectFrom(key)
	if !ok {
		return nil
	}
	if a.payout {
		v, there, err := t.payoutIn(a.row)
		if err == nil && there {
			l.Add(nil, []trail.PayoutView{v})
		}
		return err
	}
	tr, there, err := t.Books.Trail(t.ctx, t.scope, a.row)
	if err == nil && there {
		l.Add([]trail.Trail{tr}, nil)
	}
	return err
}

// followList answers a question that follows on a list: of the one thing that it
// can be about, else of all of it, or by asking which.
func (t *turn) followList(q follow.Question) (reply answer.Reply, ok bool, err error) {
	if t.flow.About == listNone {
		return t.followNone(q)
	}
	ofCustomers := q.Aspect == follow.Tell || q.Aspect == follow.Swipe // what was declined is asked of as well
	l, ok, err := t.listedIn(t.flow.About, !ofCustomers)
	if err != nil || !ok {
		return reply, false, err
	}
	few := l.Narrow(q)
	if q.Aspect == follow.When && t.flow.About != listOpen && few.Over() { // of what is still to come, then
		o, err := t.open()
		if err != nil {
			return reply, false, err
		}
		if len(o.Trails)+len(o.Payouts) > 0 {
			t.flow.About = listOpen
			few = answer.Listed{Trails: o.Trails, Payouts: o.Payouts, More: o.More, Gathers: o.Gathers}.Narrow(q)
		}
	}
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
