package trail_test

import (
	"fmt"

	"pgregory.net/rapid"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// world is a shop with a random fortnight, and beside it what the books must
// come to, reckoned from what was made and not from trails.
type world struct {
	*shop
	t   *rapid.T
	cal *calendar.Calendar
	now string
	// unexplained is all that was broken on purpose; banked is what the bank's
	// credits and debits come to, less carry and plus fee of their payouts.
	unexplained, banked int64
	sales, refunds      int64
	reserve             int64
	byDue               map[string][]int64 // due day -> line rows waiting for a payout
	n                   int
}

func newWorld(t *rapid.T) *world {
	w := &world{shop: open(), t: t, byDue: map[string][]int64{}}
	name, cal := "Asia/Shanghai", calendar.CN
	if rapid.Bool().Draw(t, "berlin") {
		name, cal = "Europe/Berlin", calendar.Weekends
	}
	w.Zone, w.Merchant.Calendar = zone(name), cal
	w.Merchant.CutOff = rapid.SampledFrom([]string{"23:00", "02:00", "24:00"}).Draw(t, "cut-off")
	w.BankSeen = map[string]bool{"acc": rapid.IntRange(0, 4).Draw(t, "bank seen") > 0}
	w.cal, _ = calendar.Builtin().Get(cal)
	for d := day("2026-10-22"); d <= day("2026-11-04"); d++ { // summer time ends in between
		for range rapid.IntRange(0, 4).Draw(t, "sales") {
			w.aSale(d)
		}
		if rapid.IntRange(0, 3).Draw(t, "account") == 0 {
			w.anAccountLine(d)
		}
	}
	w.payouts()
	last := day("2026-10-23") + calendar.Date(rapid.IntRange(0, 16).Draw(t, "now"))
	w.now = last.String() + " 08:30"
	return w
}

func (w *world) amount(label string) int64 { return rapid.Int64Range(1, 500000).Draw(w.t, label) }

func (w *world) id(prefix string) string {
	w.n++
	return fmt.Sprintf("%s%04d", prefix, w.n)
}

func (w *world) when(d calendar.Date) string {
	clock := rapid.SampledFrom([]string{"00:30", "01:59", "02:00", "02:30", "11:42", "22:59", "23:00", "23:59"}).Draw(w.t, "clock")
	return d.String() + " " + clock
}

// aSale makes a sale and what may befall one.
func (w *world) aSale(d calendar.Date) {
	id, amount := w.id("T"), w.amount("amount")
	fate := rapid.SampledFrom([]string{"plain", "plain", "plain", "plain", "missing", "declined", "unknown", "voided", "reversed", "voided but settled",
		"mismatch", "duplicate", "held", "reserve", "carried", "refunded", "charged back"}).Draw(w.t, "fate")
	other := func(t *record.Transaction) { t.Last4 = id[1:] }
	switch fate {
	case "declined":
		w.swipe(id, w.when(d), amount, other, status(record.Declined))
		return
	case "unknown":
		w.swipe(id, w.when(d), amount, other, status(record.Unknown))
		return
	}
	row := w.swipe(id, w.when(d), amount, other)
	switch fate {
	case "voided", "reversed", "voided but settled":
		kind := record.Void
		if fate == "reversed" {
			kind = record.Reversal
		}
		w.swipe(w.id("T"), d.String()+" 23:59", amount, other, as(kind, id))
		if fate == "voided but settled" {
			w.unexplained -= w.settle(d, row, amount)
		}
		return
	}
	w.sales += amount
	switch fate {
	case "missing":
	case "mismatch":
		other := w.amount("settled")
		w.settle(d, row, other, func(l *trail.LinkedLine) { l.State = "mismatch" })
		w.unexplained += amount - other
	case "duplicate":
		w.settle(d, row, amount)
		w.unexplained -= w.settle(d, row, amount, func(l *trail.LinkedLine) { l.State = "duplicate" })
	case "held":
		w.settle(d, row, amount, heldFor("RISK_REVIEW"))
	case "reserve":
		w.settle(d, row, amount, heldFor("RESERVE"))
	case "carried":
		w.settle(d, row, amount, func(l *trail.LinkedLine) { l.Status = record.LineCarried })
	case "refunded":
		w.settle(d, row, amount)
		back := rapid.Int64Range(1, amount).Draw(w.t, "refund")
		later := d + calendar.Date(rapid.IntRange(0, 5).Draw(w.t, "refund later"))
		r := w.swipe(w.id("T"), w.when(later), back, other, as(record.Refund, id))
		w.refunds += back
		if rapid.Bool().Draw(w.t, "refund settled") {
			w.settle(later, r, -back)
		}
	case "charged back":
		w.settle(d, row, amount)
		w.settle(d+5, row, -amount, chargeback)
	default:
		w.settle(d, row, amount)
	}
}

// settle makes a line on the working day after d, with any fee; it gives the net.
func (w *world) settle(d calendar.Date, txn, gross int64, change ...func(*trail.LinkedLine)) int64 {
	on := w.cal.Add(d, 1).On.String()
	least, most := -gross/50, gross/50+9
	if gross < 0 { // a refund gives some of it back
		least, most = gross/50, 0
	}
	fee := rapid.Int64Range(least, most).Draw(w.t, "fee")
	payout := ""
	if rapid.IntRange(0, 9).Draw(w.t, "in a payout") > 0 {
		payout = "P" + on
	}
	l := trail.LinkedLine{}
	for _, c := range change {
		c(&l)
	}
	if l.Status == record.LineHeld || l.Status == record.LineCarried {
		payout = ""
	}
	w.line(w.id("L"), on, txn, gross, fee, payout, change...)
	return gross - fee
}

func (w *world) anAccountLine(d calendar.Date) {
	n := w.amount("account amount")
	account := func(kind record.LineType) func(*trail.LinkedLine) {
		return func(l *trail.LinkedLine) { l.Type, l.State, l.MatchedBy = kind, "account", "none" }
	}
	switch rapid.SampledFrom([]string{"fee", "fee as gross", "reserve", "release", "adjustment", "orphan"}).Draw(w.t, "account line") {
	case "fee":
		w.line(w.id("L"), d.String(), 0, 0, n, "P"+d.String(), account(record.LineFee))
	case "fee as gross":
		w.line(w.id("L"), d.String(), 0, -n, 0, "P"+d.String(), account(record.LineFee))
	case "reserve":
		w.reserve += n
		w.line(w.id("L"), d.String(), 0, -n, 0, "P"+d.String(), account(record.LineReserve))
	case "release":
		w.reserve -= n
		w.line(w.id("L"), d.String(), 0, n, 0, "", account(record.LineReserve))
	case "adjustment":
		w.line(w.id("L"), d.String(), 0, -n, 0, "", account(record.LineAdjustment))
	case "orphan":
		w.line(w.id("L"), d.String(), 0, n, 0, "P"+d.String(), func(l *trail.LinkedLine) { l.State, l.MatchedBy = "orphan", "none" })
		w.unexplained -= n
	}
}

// carries counts what a payout of less than 0 held as arrived where a later one
// says that it carried just that balance in, and arrived itself.
func (w *world) carries(arrived map[string]bool) {
	for _, p := range w.Payouts {
		owed, gap := p.Amount, int64(0)
		switch {
		case p.Implied:
			owed = p.LinesNet
		case p.Amount == 0:
			owed = p.LinesNet + p.CarriedIn - p.Fee
		default:
			gap = p.Amount - (p.LinesNet + p.CarriedIn - p.Fee)
		}
		for _, q := range w.Payouts {
			if owed < 0 && q.CarriedIn == owed && q.ID > p.ID && arrived[q.ID] {
				w.banked += p.LinesNet + gap
				break
			}
		}
	}
}

// payouts gives what the lines named rows of their own, or not, and a bank.
func (w *world) payouts() {
	arrived := map[string]bool{}
	defer func() { w.carries(arrived) }()
	for i := range w.Payouts {
		p := &w.Payouts[i]
		if rapid.Bool().Draw(w.t, "has a row") {
			st := rapid.SampledFrom([]record.PayoutStatus{record.PayoutSent, record.PayoutConfirmed, record.PayoutPending, record.PayoutFailed}).Draw(w.t, "status")
			w.pay(p.ID, p.ID[1:]+" 09:00", st)
			if rapid.Bool().Draw(w.t, "has carry and fee") {
				p.CarriedIn, p.Fee = rapid.Int64Range(-1000, 1000).Draw(w.t, "carry"), rapid.Int64Range(0, 200).Draw(w.t, "payout fee")
				p.Amount += p.CarriedIn - p.Fee
			}
		}
		gap := int64(0)
		if !p.Implied && rapid.IntRange(0, 4).Draw(w.t, "gap") == 0 {
			gap = rapid.Int64Range(-500, 500).Draw(w.t, "gap amount")
			p.Amount += gap
		}
		amount := p.Amount
		if p.Implied {
			amount = p.LinesNet
		}
		if amount != 0 {
			w.unexplained -= gap
		}
		if amount <= 0 { // carried
			continue
		}
		if !w.BankSeen["acc"] {
			continue
		}
		moved := int64(0)
		switch rapid.SampledFrom([]string{"full", "full", "short", "over", "returned", "none"}).Draw(w.t, "bank") {
		case "none":
			continue
		case "short":
			moved = -rapid.Int64Range(0, amount-1).Draw(w.t, "short by")
		case "over":
			moved = rapid.Int64Range(1, 500).Draw(w.t, "over by")
		case "returned":
			w.bank(w.id("B"), p.ID[1:], p.ID, "payout", amount)
			w.bank(w.id("B"), p.ID[1:], p.ID, "return", amount)
			continue
		}
		w.bank(w.id("B"), p.ID[1:], p.ID, "payout", amount+moved)
		w.unexplained -= moved
		arrived[p.ID] = true
		w.banked += amount + moved - p.CarriedIn + p.Fee
	}
}
