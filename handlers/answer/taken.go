package answer

import (
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// TakenRow is what took a sum off a payout: one of its lines, a line's fee, or one of the
// terms of its sum, as How says.
type TakenRow struct {
	How  string // the text that tells it
	Line trail.PayoutLine
}

// TakenIn gives what in a payout took off a sum in minor units, what says it most exactly first.
func TakenIn(v trail.PayoutView, by int64) (rows []TakenRow) {
	for _, l := range v.Lines {
		if (l.Net == -by || l.Gross == -by) && l.Type != string(record.LineSale) {
			rows = append(rows, TakenRow{How: "taken.line", Line: l})
		}
	}
	for _, l := range v.Lines {
		if l.Fee == by && l.Type == string(record.LineSale) {
			rows = append(rows, TakenRow{How: "taken.line_fee", Line: l})
		}
	}
	for _, x := range []struct {
		how string
		is  bool
	}{{"taken.fee", v.Fee == by}, {"taken.carried", v.CarriedIn == -by || v.CarriedOut == by}, {"taken.difference", v.Difference == -by}} {
		if x.is {
			rows = append(rows, TakenRow{How: x.how})
		}
	}
	if len(rows) == 0 && v.LineFees == by {
		rows = append(rows, TakenRow{How: "taken.fees"})
	}
	return rows
}

// Taken tells which rows of payouts took a sum off, a button for each payout.
func (b *Book) Taken(a Audience, list []trail.PayoutView, by int64, currency string) Reply {
	p := b.page(a)
	if len(list) > 1 {
		p.say("taken.several", values{"Amount": p.Money(by, currency), "Count": len(list)})
	}
	told := 0
	for _, v := range list {
		for _, row := range TakenIn(v, by) {
			if told++; told > shown {
				break
			}
			kind := row.Line.Type
			if id := "line." + kind; p.known(id) {
				kind = p.Say(id, nil)
			}
			ref := row.Line.RRN
			if ref == "" {
				ref = row.Line.LineID
			}
			swiped := ""
			if row.Line.SwipedOn != 0 {
				swiped = p.Date(row.Line.SwipedOn)
			}
			p.line(p.prefix(v.MerchantID) + p.Say(row.How, values{"Amount": p.Money(by, currency), "Day": p.Date(dayOf(v)), "Payout": p.Money(v.Amount, v.Currency),
				"Kind": kind, "Swiped": swiped, "Card": p.Card(row.Line.Last4), "Sale": p.Money(row.Line.Gross, v.Currency), "Ref": ref}))
		}
		if len(list) > 1 {
			p.row(p.payoutButton(v))
		}
	}
	if rest := told - shown; rest > 0 {
		p.say("follow.list_rest", values{"Count": rest})
	}
	return p.done()
}
