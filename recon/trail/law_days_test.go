package trail_test

import (
	"slices"
	"time"

	"pgregory.net/rapid"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// A day of the books: what is sold and undone, what the clearing, the payer and
// the bank tell of it, and what people change of days before.

func (b *books) nextDay() {
	b.today++
	b.sell()
	b.takeBack()
	if !b.chance("the clearing file is late", 5) {
		b.clear()
		b.accountLines()
		b.covers[record.Lines] = b.today
	}
	b.pay()
	if b.bank && !b.chance("the bank file is late", 5) {
		b.book()
		b.covers[record.Entries] = b.today
	}
	b.happen()
	b.restate()
	if b.chance("a file is withdrawn", 8) {
		b.withdraw()
	}
	b.covers[record.Transactions], b.covers[record.Payouts] = b.today, b.today
}

func (b *books) sell() {
	for range rapid.IntRange(0, 3).Draw(b.t, "sales") {
		switch b.pick("a sale", "plain", "plain", "plain", "dollars", "declined", "unknown", "preauth") {
		case "plain":
			b.swipe(record.Sale, b.amount("sold"))
		case "dollars":
			b.swipe(record.Sale, b.amount("sold"), func(t *record.Transaction) { t.Currency = "USD" })
		case "declined":
			b.swipe(record.Sale, b.amount("sold"), status(record.Declined))
		case "unknown":
			b.swipe(record.Sale, b.amount("sold"), status(record.Unknown))
		case "preauth":
			held := *b.swipe(record.PreAuth, b.amount("held"))
			for range rapid.IntRange(0, 2).Draw(b.t, "captures") {
				b.swipe(record.Capture, rapid.Int64Range(1, held.Amount).Draw(b.t, "captured"), of(&held))
			}
		}
	}
}

// of makes a row one about another.
func of(t *record.Transaction) func(*record.Transaction) {
	return func(r *record.Transaction) { r.OriginalID, r.OriginalRRN, r.Currency = t.ID, t.RRN, t.Currency }
}

// some gives a random row that fits, nil where none does.
func (b *books) some(label string, fit func(*record.Transaction) bool) *record.Transaction {
	var found []int
	for i := range b.txns {
		if fit(&b.txns[i]) {
			found = append(found, i)
		}
	}
	if len(found) == 0 {
		return nil
	}
	t := b.txns[rapid.SampledFrom(found).Draw(b.t, label)]
	return &t
}

func (b *books) takeBack() {
	sale := func(t *record.Transaction) bool { return t.Type == record.Sale || t.Type == record.Capture }
	switch b.pick("after the sale", "nothing", "nothing", "void", "reversal", "refund", "refund", "void of a refund", "too much") {
	case "void":
		if t := b.some("voided", sale); t != nil {
			b.swipe(record.Void, t.Amount, of(t))
		}
	case "reversal":
		if t := b.some("reversed", func(t *record.Transaction) bool { return t.Type != record.Reversal }); t != nil {
			b.swipe(record.Reversal, t.Amount, of(t))
		}
	case "refund":
		if t := b.some("refunded", sale); t != nil {
			b.swipe(record.Refund, rapid.Int64Range(1, t.Amount).Draw(b.t, "refund"), of(t))
		}
	case "too much":
		if t := b.some("refunded", sale); t != nil {
			b.swipe(record.Refund, t.Amount+b.amount("more"), of(t))
		}
	case "void of a refund":
		if t := b.some("refund", func(t *record.Transaction) bool { return t.Type == record.Refund }); t != nil {
			b.swipe(record.Void, t.Amount, of(t))
		}
	}
}

// into gives the payout of the day that a line is in, or none.
func (b *books) into(l *record.Line) {
	if !b.chance("in no payout", 8) {
		l.PayoutID = "P" + l.Currency + b.today.String()
	}
}

// clear settles what is not settled yet, rightly or not.
func (b *books) clear() {
	told := map[int64]bool{}
	for _, l := range b.lines {
		told[b.settles[l.Row]] = true
	}
	for i := range b.txns {
		t := b.txns[i]
		if told[t.Row] || t.Type == record.Void || t.Type == record.Reversal || t.Status == record.Declined && !b.chance("settled though declined", 6) {
			continue
		}
		kind, gross := record.LineSale, t.Amount
		if t.Type == record.Refund {
			kind, gross = record.LineRefund, -t.Amount
		}
		fee := rapid.Int64Range(-50, 3000).Draw(b.t, "fee")
		switch b.pick("it is settled", "well", "well", "well", "well", "not", "held", "in reserve", "carried", "twice", "otherwise", "in euros", "in two parts", "and charged back") {
		case "not":
		case "well":
			b.line(kind, &t, gross, fee, b.into)
		case "held":
			b.line(kind, &t, gross, fee, b.into, held("RISK_REVIEW"))
		case "in reserve":
			b.line(kind, &t, gross, fee, b.into, held("RESERVE"))
		case "carried":
			b.line(kind, &t, gross, fee, b.into, func(l *record.Line) { l.Status = record.LineCarried })
		case "twice":
			b.line(kind, &t, gross, fee, b.into)
			b.line(kind, &t, gross, fee, b.into)
		case "otherwise":
			b.line(kind, &t, gross+b.amount("more"), fee, b.into)
		case "in euros":
			euros := func(l *record.Line) { l.Currency = "EUR" }
			if b.chance("in a payout of the other currency", 2) {
				b.line(kind, &t, gross/7, fee/7, b.into, euros)
			} else {
				b.line(kind, &t, gross/7, fee/7, euros, b.into)
			}
		case "in two parts":
			b.line(kind, &t, gross/3, fee, b.into)
			b.line(kind, &t, gross-gross/3, 0, b.into)
		case "and charged back":
			b.line(kind, &t, gross, fee, b.into)
			if kind == record.LineSale {
				b.line(record.LineChargeback, &t, -gross, 15, b.into)
				if b.chance("won", 2) {
					b.line(record.LineChargeback, &t, gross, 0, b.into)
				}
			}
		}
	}
}

func held(reason string) func(*record.Line) {
	return func(l *record.Line) { l.Status, l.HoldReason = record.LineHeld, reason }
}

// accountLines are the lines of no sale.
func (b *books) accountLines() {
	n := b.amount("of the account")
	switch b.pick("account", "nothing", "fee", "fee as gross", "reserve", "release", "adjustment", "balance in", "orphan") {
	case "fee":
		b.line(record.LineFee, nil, 0, n, b.into)
	case "fee as gross":
		b.line(record.LineFee, nil, -n, 0, b.into)
	case "reserve":
		b.line(record.LineReserve, nil, -n, 0, b.into)
	case "release":
		b.line(record.LineReserve, nil, n, 0, b.into)
	case "adjustment":
		b.line(record.LineAdjustment, nil, -n, 3, b.into)
	case "balance in":
		b.line(record.LineAdjustment, nil, -n, 0, b.into, func(l *record.Line) { l.Status = record.LineCarried })
	case "orphan":
		b.line(record.LineSale, nil, n, 5, b.into, func(l *record.Line) { l.RRN = "nobody's" })
	}
}

// pay gives payouts that lines name rows of their own.
func (b *books) pay() {
	have := map[string]bool{}
	for _, p := range b.payouts {
		have[p.ID] = true
	}
	for _, p := range b.linked(b.links()) {
		if have[p.ID] || b.chance("no row of its own", 4) {
			continue
		}
		row := p.Payout
		row.Origin, row.Implied, row.SentAt, row.Amount = b.origin(), false, b.at(), p.LinesNet
		row.Status = rapid.SampledFrom([]record.PayoutStatus{record.PayoutSent, record.PayoutSent, record.PayoutConfirmed, record.PayoutPending, record.PayoutFailed}).Draw(b.t, "status")
		for _, q := range b.payouts { // what an earlier one owed is carried in
			if q.Amount < 0 && q.Currency == row.Currency && b.chance("carried in", 2) {
				row.CarriedIn = q.Amount
			}
		}
		row.Fee = rapid.Int64Range(0, 200).Draw(b.t, "payout fee")
		row.Amount += row.CarriedIn - row.Fee
		if b.chance("differs from its lines", 6) {
			row.Amount += b.amount("gap")
		}
		b.payouts = append(b.payouts, row)
	}
}

func (b *books) entry(amount int64, direction record.Direction, currency, memo string) {
	id := b.id("B")
	b.entries = append(b.entries, record.Entry{Origin: b.origin(), ID: id, BookedOn: b.today, Account: b.m.Account, Amount: amount,
		Direction: direction, Currency: currency, Memo: memo, Owner: record.Payee})
}

// book brings the bank's entries of payouts that it did not tell of yet.
func (b *books) book() {
	named := map[string]bool{}
	for _, e := range b.entries {
		named[e.Memo] = true
	}
	for _, p := range b.linked(b.links()) {
		amount := p.Amount
		if p.Implied {
			amount = p.LinesNet
		}
		if named[p.ID] || amount <= 1 || p.Status == record.PayoutFailed || p.Status == record.PayoutPending {
			continue
		}
		switch b.pick("the bank", "nothing", "all", "all", "without a word", "halves", "short", "over", "returned", "returned and paid again") {
		case "all":
			b.entry(amount, record.Credit, p.Currency, p.ID)
		case "without a word":
			b.entry(amount, record.Credit, p.Currency, "")
		case "halves":
			b.entry(amount/2, record.Credit, p.Currency, p.ID)
			b.entry(amount-amount/2, record.Credit, p.Currency, p.ID)
		case "short":
			b.entry(amount/2, record.Credit, p.Currency, p.ID)
		case "over":
			b.entry(amount+7, record.Credit, p.Currency, p.ID)
		case "returned":
			b.entry(amount, record.Credit, p.Currency, p.ID)
			b.entry(amount, record.Debit, p.Currency, p.ID)
		case "returned and paid again":
			b.entry(amount, record.Credit, p.Currency, p.ID)
			b.entry(amount, record.Debit, p.Currency, p.ID)
			b.entry(amount, record.Credit, p.Currency, p.ID)
		}
	}
	if b.chance("a stranger pays", 6) {
		b.entry(b.amount("strange"), record.Credit, "CNY", "rent")
	}
}

// happen brings events.
func (b *books) happen() {
	kind := b.pick("event", "", "", "HOLD", "RELEASE", "RETRIEVAL", "CHARGEBACK_WON", "REFUND_FAILED", "REFUND_PENDING", "MANUAL_WITHDRAWAL", "ACCOUNT_CHANGED", "OFFLINE", "BATCH_CLOSE")
	if kind == "" {
		return
	}
	id := b.id("E")
	e := record.Event{Origin: b.origin(), ID: id, MerchantID: "M1", Time: b.at(), Kind: kind}
	switch kind {
	case "OFFLINE", "BATCH_CLOSE":
		e.TerminalID = "K1"
	case "MANUAL_WITHDRAWAL", "ACCOUNT_CHANGED":
	default:
		if t := b.some("of", func(t *record.Transaction) bool { return kind[:3] != "REF" || t.Type == record.Refund }); t != nil {
			e.Reference = t.ID
		}
	}
	b.events = append(b.events, e)
}

// restate changes what a file said before.
func (b *books) restate() {
	switch what := b.pick("restated", "nothing", "nothing", "fee", "released", "sent again", "approved"); {
	case what == "fee" && len(b.lines) > 0:
		l := &b.lines[rapid.IntRange(0, len(b.lines)-1).Draw(b.t, "line")]
		l.Fee += 10
		l.Net -= 10
	case what == "released":
		for i := range b.lines {
			if l := &b.lines[i]; l.Status == record.LineHeld {
				l.Status, l.HoldReason, l.SettledOn = record.LinePaid, "", b.today
				l.PayoutID = ""
				b.into(l)
				return
			}
		}
	case what == "sent again":
		for i := range b.payouts {
			if p := &b.payouts[i]; p.Status == record.PayoutFailed {
				p.Status, p.SentAt = record.PayoutSent, b.at()
				return
			}
		}
	case what == "approved":
		for i := range b.txns {
			if t := &b.txns[i]; t.Status == record.Unknown {
				t.Status = record.Approved
				return
			}
		}
	}
}

// withdraw takes a day's clearing or bank file back.
func (b *books) withdraw() {
	on := b.today - calendar.Date(rapid.IntRange(0, 4).Draw(b.t, "days ago"))
	if b.chance("of the bank", 2) {
		b.entries = slices.DeleteFunc(b.entries, func(e record.Entry) bool { return e.BookedOn == on })
		return
	}
	b.lines = slices.DeleteFunc(b.lines, func(l record.Line) bool { return l.SettledOn == on })
}

// end is the moment at which the day's rows are looked at.
func (b *books) end() time.Time { return (b.today + 1).In(b.zone).Add(-time.Hour) }
