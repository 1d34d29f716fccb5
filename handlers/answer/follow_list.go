package answer

import (
	"slices"

	"moneytrail/handlers/follow"
	"moneytrail/recon/trail"
)

// Listed is what a list or a summary told of, as it stands now.
type Listed struct {
	Trails  []trail.Trail
	Payouts []trail.PayoutView
	// More: there are others beside Trails.
	More    bool
	Gathers *Balance
}

// Add puts to it what is not in it yet.
func (l *Listed) Add(trails []trail.Trail, payouts []trail.PayoutView) {
	seen := make(map[int64]bool, len(l.Trails)+len(trails))
	for _, t := range l.Trails {
		seen[t.Row] = true
	}
	for _, t := range trails {
		if !seen[t.Row] {
			seen[t.Row], l.Trails = true, append(l.Trails, t)
		}
	}
	for _, v := range payouts {
		if !slices.ContainsFunc(l.Payouts, func(x trail.PayoutView) bool { return x.Row == v.Row }) {
			l.Payouts = append(l.Payouts, v)
		}
	}
}

// Narrow leaves what is in the matter that a question names, and of papers what
// waits for the merchant, where there is any.
func (l Listed) Narrow(q follow.Question) Listed {
	if q.Of != follow.Any {
		l.Trails = slices.DeleteFunc(slices.Clone(l.Trails), func(t trail.Trail) bool { return !swipeFits(t, q.Of) })
		l.Payouts = slices.DeleteFunc(slices.Clone(l.Payouts), func(v trail.PayoutView) bool { return !payoutFits(v, q.Of) })
	}
	if held := slices.DeleteFunc(slices.Clone(l.Trails), func(t trail.Trail) bool { return t.State != trail.Held }); q.Of == follow.Held && len(held) > 0 {
		l.Trails, l.Payouts = held, nil
	}
	if asked := q.Papers || q.Aspect == follow.Do || q.Aspect == follow.WhereTo || q.Aspect == follow.Ignored; asked {
		mine := l
		mine.Trails = slices.DeleteFunc(slices.Clone(l.Trails), func(t trail.Trail) bool { return t.Next != trail.Merchant })
		mine.Payouts = slices.DeleteFunc(slices.Clone(l.Payouts), func(v trail.PayoutView) bool { return v.Next != trail.Merchant })
		if len(mine.Trails)+len(mine.Payouts) > 0 {
			return mine
		}
	}
	return l
}

// One gives the only thing in a list: a payout with all of its swipes that are
// listed is one.
func (l Listed) One() (payout bool, row int64) {
	for _, v := range l.Payouts {
		if row != 0 && row != v.Row {
			return false, 0
		}
		payout, row = true, v.Row
	}
	for _, t := range l.Trails {
		switch {
		case payout && t.Payout != nil && t.Payout.Row == row:
		case row != 0:
			return false, 0
		default:
			row = t.Row
		}
	}
	return payout, row
}

// Over tells whether nothing in a list waits for anything any more.
func (l Listed) Over() bool {
	return !l.More && !slices.ContainsFunc(l.Trails, func(t trail.Trail) bool { return !isSettled(t) }) &&
		!slices.ContainsFunc(l.Payouts, func(v trail.PayoutView) bool { return !isLanded(v, follow.When) })
}

// FollowList answers a question that follows on a list: of all of it as the states
// prove, worst first, or by asking which one is meant. ok is false where nothing
// of it is in the matter that the question names.
func (b *Book) FollowList(a Audience, l Listed, q follow.Question) (r Reply, ok bool) {
	p := b.page(a)
	if len(l.Trails)+len(l.Payouts) == 0 {
		p.say("follow.list_settled", nil)
		return p.done(), q.Of == follow.Any && slices.Contains([]follow.Aspect{follow.Lost, follow.When, follow.Next, follow.Who, follow.Do}, q.Aspect)
	}
	troubled, coming, sent := p.split(l.Trails)
	settled := take(&troubled, func(t trail.Trail) bool { return isSettled(t) && !toAct(t.Next, q.Aspect) })
	landed := take(&l.Payouts, func(v trail.PayoutView) bool { return isLanded(v, q.Aspect) })
	settled = besides(settled, landed)
	all := p.troubles(troubled, l.Payouts)
	over := len(all)+len(coming)+len(sent) == 0 && !l.More
	if over && slices.Contains([]follow.Aspect{follow.When, follow.Next, follow.Who, follow.Do}, q.Aspect) {
		p.say("follow.list_settled", nil)
		return p.done(), true
	}
	switch p.shop(); q.Aspect {
	case follow.Lost:
		if over {
			p.say("follow.list_settled", nil)
		}
		all = p.troubles(troubled, slices.Concat(l.Payouts, landed))
		p.lostOfList(all, len(coming)+len(sent) > 0, settled)
		p.onItsWay(l, coming, sent)
	case follow.When:
		p.whenOfList(all, func() { p.onItsWay(l, coming, sent) }, len(settled)+len(landed))
	case follow.Next, follow.Who, follow.Do, follow.Blame:
		switch {
		case q.Aspect == follow.Blame && len(all) > 0:
			p.say("follow.blame", nil)
		case q.Aspect == follow.Blame:
			p.say("follow.list_blame_none", nil)
		}
		p.nextOfList(all)
		p.onItsWay(l, coming, sent)
		p.settledCount(len(settled) + len(landed))
	case follow.Tell, follow.Swipe:
		return p.customersOfList(l, q.Aspect)
	default:
		if len(all)+len(coming)+len(sent) == 0 { // of what arrived, then
			return p.whichOf(append(troubled, settled...), landed, nil), true
		}
		return p.whichOf(troubled, l.Payouts, append(coming, sent...)), true
	}
	if l.More {
		p.say("open.more", nil)
	}
	p.gap()
	p.say("open.which", nil)
	p.gap()
	p.asOf(oldest(l.Trails))
	p.buttonsOf(all, coming)
	return p.done(), true
}

// isSettled tells whether nothing of a swipe is to come, or to be cleared up.
func isSettled(t trail.Trail) bool {
	return !waits(t.State) && t.State != trail.Returned && t.State != trail.Unknown &&
		!slices.ContainsFunc(t.Reasons, func(r trail.Reason) bool { return !inOrder[r] })
}

// isLanded tells whether a payout has arrived, and nothing that is asked of it is left to say.
func isLanded(v trail.PayoutView, aspect follow.Aspect) bool {
	return v.Unexplained == 0 && (v.State == trail.PayoutArrived && !toAct(v.Next, aspect) || v.State == trail.PayoutOver && aspect == follow.When)
}

// toAct tells whether it is asked who does what, and somebody has to.
func toAct(next trail.Actor, aspect follow.Aspect) bool {
	return aspect != follow.Lost && aspect != follow.When && trouble{next: next}.rank() < 2
}

// besides leaves the swipes that are in none of some payouts.
func besides(swipes []trail.Trail, payouts []trail.PayoutView) []trail.Trail {
	return slices.DeleteFunc(slices.Clone(swipes), func(t trail.Trail) bool {
		return t.Payout != nil && slices.ContainsFunc(payouts, func(v trail.PayoutView) bool { return v.Row == t.Payout.Row })
	})
}

// take moves what fits out of a list.
func take[T any](list *[]T, fits func(T) bool) (taken []T) {
	for _, t := range *list {
		if fits(t) {
			taken = append(taken, t)
		}
	}
	*list = slices.DeleteFunc(slices.Clone(*list), fits)
	return taken
}

// buttonsOf gives a button for each of the first things of a list.
func (p *page) buttonsOf(all []trouble, coming []trail.Trail) {
	for _, x := range all[:min(len(all), shown)] {
		if len(x.swipes) < 2 || x.payout != nil {
			p.row(p.troubleButton(x, openPart))
			continue
		}
		p.taps(x.swipes[:min(len(x.swipes), max(0, shown-len(p.buttons)))])
	}
	p.taps(coming[:min(len(coming), max(0, shown-len(p.buttons)))])
}

// onItsWay tells what comes by itself, by day.
func (p *page) onItsWay(l Listed, coming, sent []trail.Trail) {
	if !p.to.totals() {
		if n := len(coming) + len(sent); n > 0 { // no sums for who sees single swipes only
			p.say("open.coming_count", values{"Count": n, "More": false})
		}
		return
	}
	p.coming(p.gathering(coming, l.Gathers))
	p.sentUnseen(sent)
	p.buttons = nil // what was listed has its buttons below
}

// lostRanks are what can be said of whether money is lost, worst first; what is on
// its way stands below the last.
var lostRanks = []string{"missing", "unsure", "open", "back", "none_yet", "taken", "none", "arrived", "kept"}

// lostOfList says of all of a list whether it is lost: in groups of which the same can be said.
func (p *page) lostOfList(all []trouble, onItsWay bool, settled []trail.Trail) {
	groups := map[string][]trouble{}
	for _, x := range all {
		groups[x.lost()] = append(groups[x.lost()], x)
	}
	count := map[string]int{}
	for _, t := range settled {
		count[lostOf(t)]++
	}
	for _, rank := range lostRanks {
		if len(groups[rank])+count[rank] == 0 && !(rank == "kept" && onItsWay) {
			continue
		}
		p.gap()
		if len(groups[rank])+count[rank] == 0 { // what is on its way follows under its own heading
			rank = "coming"
		}
		p.say("follow.list_lost_"+rank, nil)
		p.someLines(groups[rank])
		if n := count[rank]; n > 0 {
			p.say("follow.list_count", values{"Count": n})
		}
	}
}

// lost tells what can be said of whether the money of a thing in a list is lost.
func (x trouble) lost() string {
	if x.payout == nil {
		worst := lostRanks[len(lostRanks)-1]
		for _, t := range x.swipes {
			if slices.Index(lostRanks, lostOf(t)) < slices.Index(lostRanks, worst) {
				worst = lostOf(t)
			}
		}
		return worst
	}
	switch v := *x.payout; {
	case v.State == trail.PayoutReturned:
		return "back"
	case v.State == trail.PayoutMissing:
		return "missing"
	case v.State == trail.PayoutShort || v.Unexplained != 0 || slices.ContainsFunc(v.Reasons, func(r trail.Reason) bool { return !inOrder[r] && r != trail.PayoutIsOver }):
		return "unsure"
	case v.State == trail.PayoutArrived || v.State == trail.PayoutOver:
		return "arrived"
	}
	return "kept"
}

// someLines writes the first of some things, and how many more there are.
func (p *page) someLines(list []trouble) {
	for _, x := range list[:min(len(list), shown)] {
		p.line(p.troubleLine(x))
	}
	if n := len(list) - shown; n > 0 {
		p.say("follow.list_rest", values{"Count": n})
	}
}

// whenOfList tells the days first, and then what has none yet, by who acts.
func (p *page) whenOfList(all []trouble, coming func(), settled int) {
	var dated, undated []trouble
	for _, x := range all {
		if p.dueOf(x) != "" {
			dated = append(dated, x)
		} else {
			undated = append(undated, x)
		}
	}
	coming()
	if len(dated) > 0 {
		p.gap()
		p.say("follow.list_dated", nil)
		for _, x := range dated[:min(len(dated), shown)] {
			p.line(p.troubleLine(x) + p.dueOf(x))
		}
	}
	if len(undated) > 0 {
		p.gap()
		p.say("follow.list_undated", nil)
		some := undated[:min(len(undated), fewOpen)]
		p.nextOfList(some)
		if n := len(undated) - len(some); n > 0 { // they were listed just now
			p.say("follow.list_told", values{"Count": n})
		}
	}
	p.settledCount(settled)
}

// dueOf tells the day still to come on which a thing in a list is due, "" none.
func (p *page) dueOf(x trouble) string {
	switch {
	case x.payout == nil && len(x.swipes) == 1:
		if d := x.swipes[0].Due; d.On != 0 && waits(x.swipes[0].State) && !p.passed(d) {
			return comma(p.Texts) + p.Say("follow.list_due", values{"Day": p.Day(d.On, p.to.today())})
		}
	case x.payout != nil && (x.payout.State == trail.PayoutSent || x.payout.State == trail.PayoutConfirmed) && x.payout.CheckBy >= p.to.today():
		return p.showsBy(x.payout.CheckBy)
	}
	return ""
}

// nextOfList lists things under the headings of who acts next.
func (p *page) nextOfList(all []trouble) {
	last := -1
	for _, x := range all[:min(len(all), shown)] {
		if x.rank() != last {
			last = x.rank()
			p.gap()
			p.say(sections[last], nil)
		}
		p.line(p.troubleLine(x))
	}
	if n := len(all) - shown; n > 0 {
		p.say("follow.list_rest", values{"Count": n})
	}
}

// settledCount says how many of a list wait for nothing.
func (p *page) settledCount(n int) {
	if n > 0 {
		p.gap()
		p.say("follow.list_done", values{"Count": n})
	}
}

// whichOf asks which of a list is meant, worst first.
func (p *page) whichOf(troubled []trail.Trail, payouts []trail.PayoutView, usual []trail.Trail) Reply {
	p.say("follow.list_which", nil)
	p.buttonsOf(p.troubles(troubled, payouts), usual)
	return p.done()
}
