package answer

import (
	"fmt"

	"moneytrail/handlers/chart"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/press"
	"moneytrail/handlers/sheet"
	"moneytrail/recon/calendar"
	"moneytrail/recon/money"
	"moneytrail/recon/trail"
)

// FileReply is a reply that is a file, with its caption.
type FileReply struct {
	Reply
	File outbox.File
}

// columns of the file of swipes, each with what it holds.
var columns = []struct {
	id   string
	cell func(p *page, t trail.Trail) string
}{
	{"time", func(_ *page, t trail.Trail) string { return t.Time.Format("2006-01-02 15:04:05") }},
	{"day", func(_ *page, t trail.Trail) string { return t.Business.String() }},
	{"shop", func(_ *page, t trail.Trail) string { return t.MerchantName }},
	{"kind", func(p *page, t trail.Trail) string { return p.did(t) }},
	{"currency", func(_ *page, t trail.Trail) string { return t.Currency }},
	{"amount", func(_ *page, t trail.Trail) string { return money.Format(t.Signed(), t.Currency) }},
	{"fee", ofPrice(func(a trail.Arithmetic) int64 { return a.Fee })},
	{"net", ofPrice(func(a trail.Arithmetic) int64 { return a.Net })},
	{"state", func(p *page, t trail.Trail) string { return p.short(t) }},
	{"why", func(p *page, t trail.Trail) string { return p.why(t) }},
	{"due", func(_ *page, t trail.Trail) string { return dayText(t.Due.On) }},
	{"arrived", ofPayout(func(r trail.PayoutRef) string { return dayText(r.ArrivedOn) })},
	{"payout", ofPayout(func(r trail.PayoutRef) string { return r.ID })},
	{"bank_reference", ofPayout(func(r trail.PayoutRef) string { return r.BankReference })},
	{"source", func(p *page, t trail.Trail) string { return p.source(t.Source) }},
	{"card", func(_ *page, t trail.Trail) string { return starred(t.Last4) }},
	{"terminal", func(_ *page, t trail.Trail) string { return t.TerminalID }},
	{"slip", func(_ *page, t trail.Trail) string { return t.SlipNo }},
	{"rrn", func(_ *page, t trail.Trail) string { return t.RRN }},
	{"order", func(_ *page, t trail.Trail) string { return t.OrderID }},
	{"id", func(_ *page, t trail.Trail) string { return t.TransactionID }},
}

// ofPrice gives a sum of a swipe that has its price and moves its own money.
func ofPrice(of func(trail.Arithmetic) int64) func(*page, trail.Trail) string {
	return func(_ *page, t trail.Trail) string {
		if !t.Arithmetic.Priced || !counts(t.State) || t.Shares != 0 {
			return ""
		}
		return money.Format(of(t.Arithmetic), t.Currency)
	}
}

func ofPayout(of func(trail.PayoutRef) string) func(*page, trail.Trail) string {
	return func(_ *page, t trail.Trail) string {
		if t.Payout == nil {
			return ""
		}
		return of(*t.Payout)
	}
}

func dayText(d calendar.Date) string {
	if d == 0 {
		return ""
	}
	return d.String()
}

// why is the main reason in few words, as far as the reader may hear of it.
func (p *page) why(t trail.Trail) string {
	r := p.main(t)
	if r == "" || !p.tells(r) || !p.known(ofReason(t, r)+".short") {
		return ""
	}
	return p.Say(ofReason(t, r)+".short", nil)
}

// Sheet is the swipes of some days as a file for a spreadsheet: in the reader's
// language, with the public reasons alone. more: there are swipes beyond list.
func (b *Book) Sheet(a Audience, list []trail.Trail, from, to calendar.Date, more bool) FileReply {
	p := b.page(a)
	if !a.totals() {
		p.say("daily.cashier", nil)
		return FileReply{Reply: p.done()}
	}
	if len(list) == 0 {
		p.say("sheet.none", values{"Days": p.days(from, to)})
		return FileReply{Reply: p.done()}
	}
	header := make([]string, len(columns))
	for i, c := range columns {
		header[i] = p.Say("sheet."+c.id, nil)
	}
	rows := make([][]string, len(list))
	for n, t := range list {
		rows[n] = make([]string, len(columns))
		for i, c := range columns {
			rows[n][i] = c.cell(p, t)
		}
	}
	p.say("sheet.caption", values{"Merchant": a.Merchant, "Days": p.days(from, to), "Count": len(list)})
	if more {
		p.say("sheet.more", nil)
	}
	return FileReply{Reply: p.done(), File: outbox.File{Name: fileName(from, to, "csv"), MIME: "text/csv", Content: sheet.File(header, rows)}}
}

// fileName names a file by its days alone: file names are shown where people are not asked.
func fileName(from, to calendar.Date, kind string) string {
	if from == to {
		return from.String() + "." + kind
	}
	return from.String() + "_" + to.String() + "." + kind
}

// Chart is a picture of what each day's swipes come to and how much of that
// arrived, for each currency one; none where there is nothing to see.
func (b *Book) Chart(a Audience, parts []trail.Breakdown, from, to calendar.Date) ([]FileReply, error) {
	if !a.totals() || !chart.Fits(int(to-from)+1) {
		return nil, nil
	}
	var out []FileReply
	for _, e := range summed([]ChainShop{{Parts: parts}}, func(ChainShop, trail.Breakdown) string { return "" })[""] {
		days := make([]chart.Day, int(to-from)+1)
		for i := range days {
			days[i].On = from + calendar.Date(i)
		}
		for _, x := range parts {
			if i := int(x.On - from); x.Currency == e.Currency && i >= 0 && i < len(days) {
				days[i].Total, days[i].Arrived = days[i].Total+x.Left(), days[i].Arrived+x.Arrived
			}
		}
		picture, err := chart.Days(e.Currency, days)
		if err != nil {
			return nil, fmt.Errorf("chart of %s to %s: %w", from, to, err)
		}
		p := b.page(a)
		p.say("sheet.chart", values{"Merchant": a.Merchant, "Days": p.days(from, to), "Net": p.Money(e.Left(), e.Currency), "Arrived": p.Money(e.Arrived, e.Currency)})
		out = append(out, FileReply{Reply: p.done(), File: outbox.File{Name: fileName(from, to, "png"), MIME: "image/png", Content: picture}})
	}
	return out, nil
}

// files adds the buttons that give the same days as a file and as a picture;
// shop is the store key of the one merchant they are of, 0 all that one acts for.
func (p *page) files(from, to calendar.Date, shop int64) {
	args := []string{from.String(), to.String(), fmt.Sprint(shop)}
	picture := p.button("chart", "")
	if chart.Fits(int(to-from) + 1) {
		picture.Data = press.Data(press.Chart, args...)
	}
	p.row(p.button("csv", press.Data(press.Sheet, args...)), picture)
}
