package answer

import (
	"moneytrail/recon/calendar"
	"moneytrail/recon/patterns"
	"moneytrail/recon/trail"
)

// ArrivedIn answers how much arrived in a range of days: the sum of what the
// bank credited, in each currency, and the payouts behind it, a button each.
// Where no bank record of the account is to be had it is the sum of what was
// sent, and says so. Payouts of these days that did not arrive are listed, not added.
func (b *Book) ArrivedIn(a Audience, list []trail.PayoutView, from, to calendar.Date) Reply {
	p := b.page(a)
	if !a.totals() {
		p.say("daily.cashier", nil)
		return p.done()
	}
	var got, sent []trail.PayoutView
	for _, v := range list {
		switch v.State {
		case trail.PayoutArrived, trail.PayoutShort, trail.PayoutOver:
			got = append(got, v)
		case trail.PayoutSent, trail.PayoutConfirmed:
			if !v.BankSeen {
				sent = append(sent, v)
			}
		}
	}
	title := "daily.got_days"
	if len(got) == 0 && len(sent) > 0 {
		title, got = "daily.got_days_sent", sent
	}
	p.say(title, values{"Days": p.days(from, to)})
	p.shop()
	p.say("daily.got_sum", values{"Amount": p.sums(credited(got)), "Count": len(got)})
	p.gap()
	p.say("payout.list", values{"Count": len(list)})
	for i, v := range list {
		if i == payoutsTapped {
			p.say("daily.got_more", values{"Count": len(list) - i})
			break
		}
		p.row(p.payoutButton(v))
	}
	return p.done()
}

// payoutsTapped is how many payouts are offered as buttons.
const payoutsTapped = 12

// credited adds up what the bank credited, by currency in the order of the list.
func credited(list []trail.PayoutView) []patterns.Sum {
	var out []patterns.Sum
next:
	for _, v := range list {
		for i := range out {
			if out[i].Currency == v.Currency {
				out[i].Amount += amountAtBank(v)
				continue next
			}
		}
		out = append(out, patterns.Sum{Currency: v.Currency, Amount: amountAtBank(v)})
	}
	return out
}
