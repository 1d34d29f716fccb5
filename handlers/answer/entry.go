package answer

import (
	"strings"

	"moneytrail/handlers/outbox"
	"moneytrail/handlers/press"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// Entry answers what an amount on the bank statement is: the payouts in it and
// what they are made of, down to the amount itself, or that nobody can say.
func (b *Book) Entry(a Audience, v trail.EntryView) Reply {
	p := b.page(a)
	if !a.totals() {
		p.say("daily.cashier", nil)
		return p.done()
	}
	account := ""
	if v.Account != "" {
		account = p.account(v.Account)
	}
	facts := values{"Amount": p.Money(v.Amount, v.Currency), "Day": p.Date(v.BookedOn), "Account": account}
	if len(v.Payouts) == 0 {
		p.say("entry.stray", facts)
		p.shop()
		p.gap()
		p.asOf(v.AsOf)
		return p.done()
	}
	p.say("entry.title", facts)
	p.shop()
	p.gap()
	p.say("entry.payouts", values{"Count": len(v.Payouts)})
	for _, part := range v.Payouts {
		p.say("entry.part", values{"Day": p.Date(part.Payout.SentOn), "Amount": p.Money(part.Amount, v.Currency)})
	}
	p.gap()
	if v.Itemised {
		p.say("entry.sums", nil)
		p.entryTerm("sales", v.Sales, v.Currency)
		p.entryTerm("refunds", -v.Refunds, v.Currency)
		p.entryTerm("chargebacks", -v.Chargebacks, v.Currency)
		p.entryTerm("fees", -v.Fees, v.Currency)
		p.entryTerm("adjustments", v.Adjustments, v.Currency)
		p.entryTerm("reserved", -v.Reserved, v.Currency)
		p.entryTerm("carried", v.CarriedIn-v.CarriedOut, v.Currency)
		p.entryTerm("payout_fees", -v.PayoutFees, v.Currency)
		p.entryTerm("elsewhere", -v.Elsewhere, v.Currency)
		p.entryTerm("unexplained", v.Unexplained+v.Stray, v.Currency)
		p.entryTerm("others", v.Others, v.Currency)
	} else {
		p.entryTerm("others", v.Others, v.Currency)
		p.entryTerm("unexplained", v.Stray, v.Currency)
	}
	p.say("entry.equals", values{"Amount": p.Money(v.Amount, v.Currency)})
	p.gap()
	p.asOf(v.AsOf)
	for i, part := range v.Payouts {
		if i == shown {
			break
		}
		p.row(p.payoutButton(part.Payout))
	}
	return p.done()
}

// EntryMaybe tells of an amount on the statement that names no payout which ones
// it may be, and that nobody knows yet: they are listed, none is chosen.
func (b *Book) EntryMaybe(a Audience, v trail.EntryView, maybe []trail.PayoutView) Reply {
	p := b.page(a)
	account := ""
	if v.Account != "" {
		account = p.account(v.Account)
	}
	p.say("entry.maybe", values{"Amount": p.Money(v.Amount, v.Currency), "Day": p.Date(v.BookedOn), "Account": account, "Count": len(maybe)})
	p.shop()
	p.gap()
	p.asOf(v.AsOf)
	for _, x := range maybe {
		p.row(p.payoutButton(x))
	}
	return p.done()
}

func (p *page) entryTerm(id string, n int64, currency string) { p.unless0("entry."+id, n, currency) }

// Entries lists amounts on the statement, a button each.
func (b *Book) Entries(a Audience, list []trail.EntryView) Reply {
	p := b.page(a)
	p.say("entry.list", values{"Count": len(list)})
	p.shop()
	p.entries(list)
	return p.done()
}

// NoEntry tells that no amount on the statement is the one asked for, and offers those of the last days.
func (b *Book) NoEntry(a Audience, asked Asked, list []trail.EntryView) Reply {
	p := b.page(a)
	p.say("entry.none", values{"Asked": p.asked(asked)})
	p.shop()
	p.entries(list)
	return p.done()
}

// entries are amounts on the statement, a button each.
func (p *page) entries(list []trail.EntryView) {
	for i, v := range list {
		if i == shown {
			break
		}
		p.row(outbox.Button{Text: p.prefix(shopOf(v)) + p.Say("entry.item", values{"Day": p.Date(v.BookedOn), "Amount": p.Money(v.Amount, v.Currency)}), Data: press.Row(press.Entry, v.Row)})
	}
}

// shopOf is the merchant whose payouts alone an amount on the statement pays, ""
// where they are of several, or of none that is known.
func shopOf(v trail.EntryView) (merchant string) {
	for i, part := range v.Payouts {
		if id := part.Payout.MerchantID; i == 0 {
			merchant = id
		} else if id != merchant {
			return ""
		}
	}
	return merchant
}

// credits are the amounts on the merchant's own statement that pay a payout.
func credits(v trail.PayoutView) []trail.Booking {
	var out []trail.Booking
	for _, e := range v.Booked {
		if e.Owner != record.Payer && e.Share > 0 {
			out = append(out, e)
		}
	}
	return out
}

// onStatement tells how a payout is shown on the statement, where that is not
// as one amount of its own.
func (p *page) onStatement(v trail.PayoutView) {
	list := credits(v)
	if len(list) > 1 {
		var pieces []string
		for _, e := range list {
			pieces = append(pieces, p.Say("entry.piece", values{"Amount": p.Money(e.Amount, v.Currency), "Day": p.Date(e.On)}))
		}
		p.say("entry.pieces", values{"Count": len(list), "List": strings.Join(pieces, comma(p.Texts))})
		return
	}
	if len(list) == 1 && list[0].Share != list[0].Amount {
		p.say("entry.together", values{"Amount": p.Money(list[0].Amount, v.Currency), "Day": p.Date(list[0].On)})
	}
}

// lookFor tells the amounts to look for on the statement; false where they are
// the payout's own.
func (p *page) lookFor(v trail.PayoutView) bool {
	list := credits(v)
	if len(list) == 0 || len(list) == 1 && list[0].Share == list[0].Amount {
		return false
	}
	for _, e := range list {
		p.say("entry.shown", values{"Amount": p.Money(e.Amount, v.Currency), "Day": p.Date(e.On)})
	}
	return true
}
