package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"
)

// made are files that somebody made up, and what is true of every row in them:
// by kind of export and id, the columns that follow the id's own.
type made struct {
	rng   *rand.Rand
	files map[string][]string // name -> rows, the header first
	truth map[string]map[string]string
	n     int
}

// The headers of the made up files.
var madeHeads = map[string]string{
	"merchants.csv":    "merchant_id,account,name,settlement_cycle,cutoff,fee_bps",
	"transactions.csv": "transaction_id,merchant_id,terminal_id,time,type,amount,currency,card_last4,scheme,auth_code,rrn,original_rrn,status",
	"settlements.csv":  "line_id,settled_on,merchant_id,terminal_id,time,type,gross,fee,net,rrn,payout_id,status",
	"payouts.csv":      "payout_id,merchant_id,sent_at,amount,currency,account,status",
	"bank.csv":         "entry_id,booked_on,account,amount,direction,currency,memo",
}

// madeDays are the working days of the swipes, each with the day it settles on;
// the last has not settled on the Friday of the stories.
var madeDays = []string{"2026-11-11", "2026-11-12", "2026-11-13", "2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20"}

// makeShops makes up the days of some shops.
func makeShops(seed uint64, shops int) *made {
	w := &made{rng: rand.New(rand.NewPCG(seed, 11)), files: map[string][]string{}, truth: map[string]map[string]string{}}
	for name, head := range madeHeads {
		w.files[name] = []string{head}
	}
	for s := range shops {
		m := &madeShop{made: w, id: fmt.Sprintf("M%03d", s), account: fmt.Sprintf("62220200%011d", s)}
		w.add("merchants.csv", m.id, m.account, "Shop "+m.id, "T+1", "24:00", "60")
		for d, day := range madeDays {
			m.day(d, day)
		}
	}
	return w
}

func (w *made) add(file string, values ...string) {
	w.files[file] = append(w.files[file], strings.Join(values, ","))
}

// is notes what is true of a row.
func (w *made) is(kind, id string, values ...string) {
	if w.truth[kind] == nil {
		w.truth[kind] = map[string]string{}
	}
	w.truth[kind][id] = strings.Join(values, ",")
}

// number counts whatever is made.
func (w *made) number() int { w.n++; return w.n }

// madeShop is one shop, with what is to be settled next.
type madeShop struct {
	*made
	id, account string
	lines       []madeLine
	charged     []madeSwipe // whose money is asked back on a later day
}

// reasons puts what is said of a sale and of its payout together, in no order.
func reasons(of ...string) string {
	of = slices.DeleteFunc(of, func(r string) bool { return r == "" })
	slices.Sort(of)
	return strings.Join(of, "+")
}

type madeSwipe struct {
	id, rrn, terminal string
	at                time.Time
	amount            int64
}

// madeLine is a line of the day that comes, and what hangs on its payout.
type madeLine struct {
	madeSwipe
	kind        string // SALE, REFUND, CHARGEBACK
	gross       int64
	rrn, status string
	is          string // state of the line
	by          string
	of          string // transaction, "" for none
	sale        string // state of the sale instead of the payout's, "" the payout's
	reason      string // of the sale, beside that of the payout
	second      bool   // the sale has a better line
}

// day settles what was swiped before, and swipes.
func (m *madeShop) day(n int, day string) {
	if n > 0 {
		m.settle(n, day)
	}
	at, err := time.Parse(time.RFC3339, day+"T08:00:00+08:00")
	if err != nil {
		panic(err)
	}
	for range 3 + m.rng.IntN(6) {
		at = at.Add(time.Duration(10+m.rng.IntN(50)) * time.Minute)
		m.swipe(at, len(madeDays)-1-n)
	}
}

// record adds a row of the gateway. Amounts differ, so that details tell swipes apart.
func (m *madeShop) record(s madeSwipe, kind, original, status string) {
	m.add("transactions.csv", s.id, m.id, s.terminal, s.at.Format(time.RFC3339), kind, cents(s.amount), "CNY", "1234", "UNIONPAY", "A1", s.rrn, original, status)
}

func (m *madeShop) newSwipe(at time.Time) madeSwipe {
	n := m.number()
	return madeSwipe{id: fmt.Sprintf("T%05d", n), rrn: fmt.Sprintf("6311%08d", n), terminal: "K" + m.id, at: at, amount: int64(2000 + 7*n)}
}

// swipe makes a sale, so many working days ago, and what became of it.
func (m *madeShop) swipe(at time.Time, ago int) {
	s := m.newSwipe(at)
	line := madeLine{madeSwipe: s, kind: "SALE", gross: s.amount, rrn: s.rrn, status: "PAID", is: "matched", by: "reference", of: s.id}
	class := m.rng.IntN(16)
	if class == 0 {
		m.record(s, "SALE", "", "DECLINED")
		m.is("transactions", s.id, "declined", "", "none", "", "", "")
		return
	}
	m.record(s, "SALE", "", "APPROVED")
	if class == 1 {
		r := m.newSwipe(at.Add(time.Minute))
		r.amount = s.amount
		m.record(r, "REVERSAL", s.rrn, "APPROVED")
		m.is("transactions", s.id, "reversed", "", "none", "", "", "")
		m.is("transactions", r.id, "reversed", "", "none", "", "", "")
		return
	}
	if ago == 0 {
		m.is("transactions", s.id, "captured", "before_cutoff", "none", "", "", "")
		return
	}
	switch class {
	case 2: // the acquirer forgot it
		why := "missing_in_settlement"
		if ago == 1 { // it is due today
			why = "in_cycle"
		}
		m.is("transactions", s.id, "captured", why, "none", "", "", "")
		return
	case 3:
		line.rrn, line.by = "", "details"
	case 4:
		line.gross, line.is, line.reason = s.amount+100, "mismatch", "amount_mismatch"
	case 5:
		line.status, line.sale, line.reason = "HELD", "held", "risk_hold"
	case 6:
		twice := line
		twice.is, twice.second = "duplicate", true
		line.reason = "duplicate_settlement"
		m.lines = append(m.lines, line, twice)
		return
	case 7:
		r := m.newSwipe(at.Add(5 * time.Minute))
		r.amount = s.amount
		m.record(r, "REFUND", s.rrn, "APPROVED")
		line.sale, line.reason = "refunded", "refund_netted"
		m.lines = append(m.lines, line, madeLine{madeSwipe: r, kind: "REFUND", gross: -r.amount, rrn: r.rrn, status: "PAID", is: "matched", by: "reference", of: r.id, reason: "refund_netted"})
		return
	case 8:
		m.charged = append(m.charged, s)
	case 9: // nobody knows of this one
		o := m.newSwipe(at.Add(time.Minute))
		m.lines = append(m.lines, madeLine{madeSwipe: o, kind: "SALE", gross: o.amount, rrn: o.rrn, status: "PAID", is: "orphan", by: "none"})
	}
	m.lines = append(m.lines, line)
}

// settle writes the lines of a day, its payout and what the bank saw of it.
func (m *madeShop) settle(n int, day string) {
	lines := m.lines
	m.lines = nil
	if n > 2 && len(m.charged) > 0 && m.rng.IntN(2) == 0 {
		s := m.charged[0]
		m.charged = m.charged[1:]
		defer m.chargedBack(s)
		lines = append(lines, madeLine{madeSwipe: s, kind: "CHARGEBACK", gross: -s.amount, rrn: s.rrn, status: "PAID", is: "matched", by: "reference", of: s.id, second: true})
	}
	payout := "P" + strings.ReplaceAll(day, "-", "") + m.id
	var net int64
	ids := make([]string, len(lines))
	paid := false
	for i := range lines {
		l := &lines[i]
		ids[i] = fmt.Sprintf("L%05d", m.number())
		fee := int64(0)
		if l.kind == "SALE" {
			fee = (l.gross*60 + 5000) / 10000
		}
		in := payout
		if l.status == "HELD" {
			in = ""
		} else {
			net += l.gross - fee
			paid = true
		}
		m.add("settlements.csv", ids[i], day, m.id, l.terminal, l.at.Format(time.RFC3339), l.kind, cents(l.gross), cents(fee), cents(l.gross-fee), l.rrn, in, l.status)
		m.is("settlements", ids[i], l.is, l.by, l.of, in)
	}
	if !paid {
		m.sales(lines, ids, "", "", "", "")
		return
	}
	state, sale, reason, entry := m.pay(n, day, payout, net)
	m.is("payouts", payout, state, entry)
	m.sales(lines, ids, payout, sale, reason, entry)
}

// chargedBack notes that a sale's money was asked back.
func (m *madeShop) chargedBack(s madeSwipe) {
	was := strings.SplitN(m.truth["transactions"][s.id], ",", 3)
	m.is("transactions", s.id, "charged_back", reasons("chargeback", was[1]), was[2])
}

// sales notes what is true of the transactions of settled lines.
func (m *madeShop) sales(lines []madeLine, ids []string, payout, state, reason, entry string) {
	for i := range lines {
		l := &lines[i]
		if l.of == "" || l.second {
			continue
		}
		is, in, at := state, payout, entry
		if l.sale != "" {
			is = l.sale
		}
		why := reasons(l.reason, reason)
		if state == "returned" { // no entry holds the money any more
			at = ""
		}
		if l.status == "HELD" {
			in, at, why = "", "", l.reason
		}
		m.is("transactions", l.of, is, why, l.by, ids[i], in, at)
	}
}

// pay sends a payout, or does not, and tells how it went: the state of the
// payout and of its sales, their reason, and the bank's entry.
func (m *madeShop) pay(n int, day, payout string, net int64) (state, sale, reason, entry string) {
	if net <= 0 {
		return "carried", "cleared", "carried_over", ""
	}
	m.add("payouts.csv", payout, m.id, day+" 02:00:00", cents(net), "CNY", m.account, "SENT")
	booked := func(amount int64, direction, memo, state string) string {
		id := fmt.Sprintf("B%05d", m.number())
		m.add("bank.csv", id, day, m.account, cents(amount), direction, "CNY", memo)
		of := payout
		if state == "orphan" {
			of = ""
		}
		m.is("bank", id, state, of)
		return id
	}
	if m.rng.IntN(5) == 0 {
		booked(int64(90_000_000+m.number()), "C", "TRANSFER", "orphan")
	}
	switch class := m.rng.IntN(10); {
	case class == 0 && n < 5:
		return "missing", "paid_out", "payout_missing", ""
	case class == 1:
		return "short", "arrived", "payout_short", booked(net-100, "C", "PAYOUT "+payout, "payout")
	case class == 2:
		entry = booked(net, "C", "PAYOUT "+payout, "payout")
		booked(net, "D", "RETURN "+payout, "return")
		return "returned", "returned", "payout_returned", entry
	case class < 5:
		return "arrived", "arrived", "", booked(net, "C", "SETTLEMENT", "payout")
	}
	return "arrived", "arrived", "", booked(net, "C", "PAYOUT "+payout, "payout")
}

// cents prints an amount of yuan.
func cents(n int64) string {
	if n < 0 {
		return "-" + cents(-n)
	}
	return strconv.FormatInt(n/100, 10) + fmt.Sprintf(".%02d", n%100)
}
