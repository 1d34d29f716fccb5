package answer

import (
	"slices"
	"strconv"

	"moneytrail/handlers/outbox"
	"moneytrail/handlers/press"
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// linesShown is how many lines of a payout one message lists.
const linesShown = 20

// fewLines is up to how many lines a payout tells with it; more are a tap away.
const fewLines = 3

// Payout answers about one payout: how far it came, the equation line by line
// down to what the bank credited, its references, and the swipes in it.
func (b *Book) Payout(a Audience, v trail.PayoutView) Reply { return b.PayoutBeside(a, v, Beside{}) }

// PayoutBeside is Payout with what is known besides.
func (b *Book) PayoutBeside(a Audience, v trail.PayoutView, known Beside) Reply {
	p := b.page(a)
	p.beside = known
	p.say("payout.title", values{"Amount": p.Money(v.Amount, v.Currency)})
	p.payoutBody(v)
	p.payoutButtons(v)
	return p.about(press.Payout, v.Row)
}

// payoutBody is the answer below the title.
func (p *page) payoutBody(v trail.PayoutView) {
	if m, ok := p.to.Shops[v.MerchantID]; ok {
		p.line(name(m))
	} else {
		p.shop()
	}
	p.say("payout.now", values{"State": p.payoutState(v)})
	if v.Late != nil && !slices.Contains(v.Reasons, trail.FileLate) {
		p.line(p.glue(p.late(*v.Late, 0), p.Say("file.calm", nil)))
	}
	p.payoutWhys(v)
	if !v.BankSeen && (v.State == trail.PayoutSent || v.State == trail.PayoutConfirmed) {
		p.unseen(&v.PayoutRef)
	}
	p.said()
	p.gap()
	p.equation(v)
	p.gap()
	p.atBank(v.PayoutRef)
	p.gap()
	p.payoutSteps(v)
	if len(v.Lines) <= fewLines {
		p.gap()
		p.payoutLines(v, 0)
	}
	p.gap()
	p.asOf(v.AsOf)
}

// PayoutPage is a further page of a payout's lines, each with its swipe to tap.
func (b *Book) PayoutPage(a Audience, v trail.PayoutView, at int) Reply {
	return b.furtherLines(a, "payout.title", v, at, func(p *page) {
		p.payoutLines(v, at)
		p.swipesOf(v, at*linesShown)
		p.moreLines(v, at)
	})
}

// furtherLines is a page of a payout's lines, said by lines where there are any.
func (b *Book) furtherLines(a Audience, title string, v trail.PayoutView, at int, lines func(*page)) Reply {
	p := b.page(a)
	p.say(title, values{"Amount": p.Money(v.Amount, v.Currency)})
	p.gap()
	if at*linesShown >= len(v.Lines) {
		p.say("open.gone", nil)
	} else {
		lines(p)
	}
	return p.about(press.Payout, v.Row)
}

// moreLines adds the button for the page behind this one.
func (p *page) moreLines(v trail.PayoutView, at int) {
	if (at+1)*linesShown < len(v.Lines) {
		p.row(p.button("more", press.Data(press.Payout, strconv.FormatInt(v.Row, 10), strconv.Itoa(at+1))))
	}
}

func (p *page) payoutButtons(v trail.PayoutView) {
	switch v.State {
	case trail.PayoutSent, trail.PayoutConfirmed, trail.PayoutMissing:
		missed := p.button("not_seen", press.Of(press.NotSeen, press.Payout, v.Row))
		if v.BankSeen { // the statement here says so already
			missed.Data = ""
		}
		p.row(p.button("seen", press.Of(press.Seen, press.Payout, v.Row)), missed)
	case trail.PayoutArrived, trail.PayoutShort, trail.PayoutOver:
		p.row(p.button("not_seen", press.Of(press.NotSeen, press.Payout, v.Row)))
	}
	p.row(p.button("proof", press.Of(press.Proof, press.Payout, v.Row)))
	if len(v.Lines) <= fewLines {
		p.swipesOf(v, 0)
	}
	p.linesButton(v)
}

// linesButton shows the lines of a payout that did not tell them with it.
func (p *page) linesButton(v trail.PayoutView) {
	if len(v.Lines) > fewLines {
		p.row(outbox.Button{Text: p.Say("button.lines", values{"Count": len(v.Lines)}), Data: press.Data(press.Payout, strconv.FormatInt(v.Row, 10), "0")})
	}
}

// swipesOf adds a button for each of the first swipes in a payout, from a line on.
func (p *page) swipesOf(v trail.PayoutView, from int) {
	n := 0
	for _, l := range v.Lines[min(from, len(v.Lines)):] {
		if l.TransactionRow == 0 || l.Gross == 0 || n == shown {
			continue
		}
		s := short(l.SwipedOn) + " " + p.Money(l.Gross, v.Currency)
		if l.Last4 != "" {
			s += " ··" + last(l.Last4)
		}
		p.row(outbox.Button{Text: s, Data: press.Row(press.Swipe, l.TransactionRow)})
		n++
	}
}

func (p *page) payoutState(v trail.PayoutView) string {
	diff := v.Difference
	if diff < 0 {
		diff = -diff
	}
	account := p.Say("word.account_unnamed", nil)
	if v.Account != "" {
		account = p.account(v.Account)
	}
	if v.Late != nil && v.State == trail.PayoutSent {
		return p.Say("state.paid_out_unknown", values{"SentOn": p.Date(v.SentOn)})
	}
	id := string(v.State)
	if v.State == trail.PayoutArrived && v.Word {
		id = "arrived_word"
	}
	if v.Even {
		id = "even"
		if v.Moved {
			id = "even_moved"
		}
	}
	return p.Say("payout_state."+id, values{"SentOn": p.Date(v.SentOn), "ArrivedOn": p.Date(v.ArrivedOn), "ReturnedOn": p.Date(v.ReturnedOn),
		"Account": account, "Difference": p.Money(diff, v.Currency)})
}

// kinds is the order in which a payout's lines are told.
var kinds = []record.LineType{record.LineSale, record.LineRefund, record.LineChargeback, record.LineFee, record.LineReserve, record.LineAdjustment}

// equation shows how the payout adds up, and what the bank made of it.
func (p *page) equation(v trail.PayoutView) {
	money := func(id string, n int64) {
		if n != 0 {
			p.say(id, values{"Amount": p.Money(n, v.Currency)})
		}
	}
	if v.Itemised {
		p.say("payout.lines", nil)
		p.parts(v)
		money("payout.fees", -v.LineFees)
	} else {
		p.say("payout.bare", nil)
	}
	money("payout.carried_in", v.CarriedIn-v.CarriedRows)
	money("payout.moved", v.CarriedRows)
	money("payout.carried_out", -v.CarriedOut)
	money("payout.fee", -v.Fee)
	money("payout.unexplained", v.Unexplained)
	p.say("payout.equals", values{"Amount": p.Money(v.Amount, v.Currency)})
	if !v.Word { // a person's word is not the bank's
		money("payout.banked", v.Banked)
		p.onStatement(v)
	}
	money("payout.difference", v.Difference)
}

// parts tells the gross by kind of line, or in one sum where the lines at hand
// are not all of them.
func (p *page) parts(v trail.PayoutView) {
	gross, count := map[record.LineType]int64{}, map[record.LineType]int{}
	var all int64
	for _, l := range v.Lines {
		gross[record.LineType(l.Type)] += l.Gross
		count[record.LineType(l.Type)]++
		all += l.Gross
	}
	if all != v.Gross || len(v.Lines) == 0 {
		p.say("payout.gross", values{"Amount": p.Money(v.Gross, v.Currency)})
		return
	}
	for _, k := range kinds {
		if count[k] > 0 && gross[k] != 0 {
			p.say("payout.part", values{"Kind": p.Say("line."+string(k), nil), "Count": count[k], "Amount": p.Money(gross[k], v.Currency)})
		}
	}
}

// payoutLines lists one page of the lines one by one.
func (p *page) payoutLines(v trail.PayoutView, at int) {
	if len(v.Lines) == 0 {
		return
	}
	p.say("payout.each", nil)
	for i, l := range v.Lines[at*linesShown:] {
		if i == linesShown {
			p.say("payout.each_more", values{"Count": len(v.Lines) - at*linesShown - i})
			return
		}
		kind := l.Type
		if id := "line." + l.Type; p.known(id) {
			kind = p.Say(id, nil)
		}
		s := p.Say("payout.each_line", values{"Day": p.Date(l.SwipedOn), "Kind": kind, "Card": p.Card(l.Last4), "Net": p.Number(l.Net, v.Currency)})
		if l.Fee > 0 && l.Gross != 0 {
			s += p.space() + p.Say("payout.each_fee", values{"Gross": p.Number(l.Gross, v.Currency), "Fee": p.Number(l.Fee, v.Currency)})
		}
		p.line(s)
	}
}

// space is what the language puts before a bracket.
func (p *page) space() string {
	if p.Chinese() {
		return ""
	}
	return " "
}

// bracket puts a remark in brackets as the language does.
func (p *page) bracket(s string) string {
	if p.Chinese() {
		return "（" + s + "）"
	}
	return " (" + s + ")"
}

// Payouts lists payouts, a button each.
func (b *Book) Payouts(a Audience, list []trail.PayoutView) Reply {
	p := b.page(a)
	p.say("payout.list", values{"Count": len(list)})
	p.shop()
	for _, v := range list {
		p.row(p.payoutButton(v))
	}
	return p.done()
}

// PayoutsShort answers whether any of several payouts came short, or back as a
// whole, before it lists them.
func (b *Book) PayoutsShort(a Audience, list []trail.PayoutView) Reply {
	p := b.page(a)
	p.whetherShort(list)
	p.shop()
	p.gap()
	p.say("payout.list", values{"Count": len(list)})
	for _, v := range list {
		p.row(p.payoutButton(v))
	}
	return p.done()
}

// whetherShort tells which payouts came short or came back, or that none did.
func (p *page) whetherShort(list []trail.PayoutView) {
	var short, back []trail.PayoutView
	unproved := 0
	for _, v := range list {
		switch v.State {
		case trail.PayoutShort:
			short = append(short, v)
		case trail.PayoutReturned:
			back = append(back, v)
		case trail.PayoutArrived, trail.PayoutOver:
		default:
			unproved++
		}
	}
	for _, v := range short {
		p.say("payout.this_short", values{"Day": p.Date(dayOf(v)), "Amount": p.Money(v.Amount, v.Currency), "Short": p.Money(size(v.Difference), v.Currency)})
	}
	for _, v := range back {
		p.say("payout.this_returned", values{"Day": p.Date(dayOf(v)), "Amount": p.Money(v.Amount, v.Currency)})
	}
	switch {
	case len(short)+len(back) > 0:
	case unproved == 0:
		p.say("payout.none_short", values{"Count": len(list)})
	default:
		p.say("payout.none_seen_short", values{"Count": unproved})
	}
	if len(short)+len(back) == 0 {
		if off := feesOff(list); len(off) > 0 {
			p.say("payout.fees_off", values{"Amount": p.sums(off)})
		}
	}
}

// NotShortBy says that no payout came short by an amount, and what is known of
// the newest ones.
func (b *Book) NotShortBy(a Audience, asked Asked, list []trail.PayoutView) Reply {
	r := b.PayoutsShort(a, list)
	p := b.page(a)
	p.say("payout.not_short_by", values{"Asked": p.asked(asked)})
	r.Text = Fit(p.blocks[0] + "\n\n" + r.Text)
	return r
}

// payoutButton gives the button that shows a payout.
func (p *page) payoutButton(v trail.PayoutView) outbox.Button {
	return outbox.Button{Text: p.prefix(v.MerchantID) + p.Say("payout.item", values{"Day": short(dayOf(v)), "Amount": p.Money(v.Amount, v.Currency),
		"Status": p.payoutShort(v.PayoutRef)}), Data: press.Row(press.Payout, v.Row)}
}

// dayOf is the day a payout is known by: its arrival, else its sending.
func dayOf(v trail.PayoutView) calendar.Date {
	if v.ArrivedOn != 0 {
		return v.ArrivedOn
	}
	return v.SentOn
}

// short gives month and day, for buttons.
func short(d calendar.Date) string {
	if s := d.String(); len(s) == 10 {
		return s[5:]
	}
	return ""
}

// NoPayout tells that no payout fits; late names the files that are missing.
func (b *Book) NoPayout(a Audience, asked Asked, late []trail.Freshness) Reply {
	p := b.page(a)
	p.say("payout.none", values{"Asked": p.asked(asked)})
	p.shop()
	p.lateFiles("nothing.late", late)
	p.gap()
	p.say("nothing.ask", nil)
	return p.done()
}

// NotSeenAdvice tells how to find a payout on the bank's statement: by its net
// amount, its reference and its text.
func (b *Book) NotSeenAdvice(a Audience, v trail.PayoutView) Reply {
	p := b.page(a)
	p.say("search.title", nil)
	p.shop()
	whole := !p.lookFor(v)
	if whole {
		p.say("search.amount", values{"Amount": p.Money(amountAtBank(v), v.Currency)})
	}
	if d := dayOf(v); d != 0 && whole {
		p.say("search.day", values{"Day": p.Date(d)})
	}
	if v.Account != "" {
		p.say("search.account", values{"Account": p.account(v.Account)})
	}
	p.atBank(v.PayoutRef)
	p.gap()
	p.say("search.unfound", nil)
	p.row(p.button("seen", press.Of(press.Seen, press.Payout, v.Row)), p.button("proof", press.Of(press.Proof, press.Payout, v.Row)))
	return p.about(press.Payout, v.Row)
}

// amountAtBank is what the statement shows: what was credited where that is known.
func amountAtBank(v trail.PayoutView) int64 {
	if v.Banked > 0 {
		return v.Banked
	}
	return v.Amount
}
