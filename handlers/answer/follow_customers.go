package answer

import (
	"slices"

	"moneytrail/handlers/follow"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// customersOfList tells what the customers of a list can be told, or whether they
// pay once more: of those that went through in one, of those that did not by name,
// and of the others each by itself.
func (p *page) customersOfList(l Listed, aspect follow.Aspect) (Reply, bool) {
	var paid, failed, other []trail.Trail
	for _, t := range l.Trails {
		switch {
		case t.Shares != 0 || t.Type != record.Sale && t.Type != record.Capture:
		case (t.State == trail.Declined || t.State == trail.Reversed) && !t.Has(trail.DeclinedButDebited):
			failed = append(failed, t)
		case !counts(t.State) || t.State == trail.Refunded || t.State == trail.ChargedBack:
			other = append(other, t)
		default:
			paid = append(paid, t)
		}
	}
	failed = slices.DeleteFunc(failed, func(t trail.Trail) bool { return triedAgain(t, l.Trails) })
	if len(paid)+len(failed)+len(other) == 0 {
		return Reply{}, false
	}
	p.customerLines("follow.list_customer_failed", failed)
	p.customerLines("follow.list_customer_each", other)
	if len(paid) > 0 {
		p.say("follow.list_customer_paid", values{"Count": len(paid), "Rest": len(failed)+len(other) > 0})
		if aspect == follow.Tell {
			said := "follow.tell_paid"
			if !slices.ContainsFunc(paid, func(t trail.Trail) bool { return t.State != trail.Arrived }) {
				said = "follow.tell_arrived"
			}
			p.say(said, nil)
		}
		p.say("follow.list_pay_no", nil)
	}
	p.gap()
	if l.More {
		p.say("open.more", nil)
	}
	p.asOf(oldest(l.Trails))
	one := slices.Concat(failed, other)
	p.taps(one[:min(len(one), shown)])
	return p.done(), true
}

// customerLines lists payments that went another way than most.
func (p *page) customerLines(title string, list []trail.Trail) {
	if len(list) == 0 {
		return
	}
	p.say(title, nil)
	for _, t := range list[:min(len(list), shown)] {
		p.line(p.entry(t, p.brief(t)))
	}
	if n := len(list) - shown; n > 0 {
		p.say("follow.list_rest", values{"Count": n})
	}
	p.gap()
}

// triedAgain tells whether the same card came again for the same amount after a
// payment that failed, and that is no failure too: whether to charge is asked of that one.
func triedAgain(t trail.Trail, all []trail.Trail) bool {
	return slices.ContainsFunc(all, func(x trail.Trail) bool {
		return x.Row != t.Row && x.Time.After(t.Time) && x.Last4 == t.Last4 && x.Amount == t.Amount && x.Currency == t.Currency && x.MerchantID == t.MerchantID &&
			x.Shares == 0 && (x.Type == record.Sale || x.Type == record.Capture) && (x.State == trail.Unknown || x.Has(trail.DeclinedButDebited) || counts(x.State))
	})
}
