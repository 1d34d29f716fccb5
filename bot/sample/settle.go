package sample

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/money"
	"moneytrail/recon/record"
)

// rail is a way of paying out: cards and codes are paid by separate payouts.
type rail string

const (
	cards rail = "C"
	codes rail = "Q"
)

func railOf(s *sale) rail {
	if s.scheme == "WECHAT" || s.scheme == "ALIPAY" {
		return codes
	}
	return cards
}

func payoutID(s *shop, due calendar.Date, r rail) string {
	return fmt.Sprintf("PO%s%s%s", strings.ReplaceAll(due.String(), "-", ""), s.id[1:], r)
}

// line is one row of settlements.
type line struct {
	sale            *sale
	kind            record.LineType
	dueOn           calendar.Date
	id              string
	settledOn       calendar.Date
	gross, fee, net int64
	payout          string
	status          record.LineStatus
}

// payout is one row of payouts.
type payout struct {
	shop              *shop
	id                string
	due               calendar.Date
	amount            int64
	status            record.PayoutStatus
	sent, confirmed   time.Time
	reference, code   string
	reason, statement string
}

// entry is one row of bank.
type entry struct {
	payout *payout
	id     string
	amount int64
}

// event is one row of events.
type event struct {
	shop                      *shop
	at                        time.Time
	kind, terminal, reference string
	publicReason, note        string
	about                     *sale // in place of reference
	dueOn                     calendar.Date
}

// names is the reference of what the event is about.
func (e event) names() string {
	if e.about != nil {
		return e.about.id
	}
	return e.reference
}

func (h *history) event(s *shop, at time.Time, kind, terminal, reference, reason, note string) {
	if !at.After(h.now) {
		h.events = append(h.events, event{shop: s, at: at, kind: kind, terminal: terminal, reference: reference, publicReason: reason, note: note})
	}
}

// reserveDays is how long what is in reserve is still kept.
const reserveDays = 30

// settle makes the settlement lines of every day whose clearing file has come.
func (h *history) settle() {
	for _, s := range h.sales {
		if s.noLine || s.status != record.Approved || s.kind != record.Sale && s.kind != record.Refund || !h.past(s.business+1, clearedAt) {
			continue
		}
		l := line{sale: s, kind: record.LineType(s.kind), id: "L" + s.id[1:], settledOn: s.business + 1, gross: s.amount, fee: h.fee(s), status: record.LinePaid}
		if s.kind == record.Refund { // the sale's fee is kept
			l.gross, l.fee = -s.amount, 0
		}
		if s.cleared != 0 {
			l.gross = s.cleared
		}
		if s.charged != 0 {
			l.fee = s.charged
		}
		l.net = l.gross - l.fee
		switch {
		case s.unpaid != "":
			l.status = s.unpaid
		case s.held != "":
			l.status = record.LineHeld
			if s.held == "RESERVE" {
				l.dueOn = h.today + reserveDays
			}
		case h.past(s.due, paidAt):
			l.payout = payoutID(s.shop, s.due, railOf(s))
		}
		h.lines = append(h.lines, l)
	}
	for _, s := range h.holds {
		h.event(s.shop, s.at.Add(14*time.Minute), "HOLD", "", s.id, "DOCUMENTS", "金额高于该商户平时单笔，请核对小票与消费清单")
	}
	slices.SortStableFunc(h.lines, func(a, b line) int { return int(a.settledOn - b.settledOn) })
	slices.SortStableFunc(h.events, func(a, b event) int { return a.at.Compare(b.at) })
}

// pay makes the payouts that the lines name.
func (h *history) pay() {
	byID := map[string]*payout{}
	for i := range h.lines {
		l := &h.lines[i]
		if l.payout == "" {
			continue
		}
		p := byID[l.payout]
		if p == nil {
			due := l.sale.due
			p = &payout{shop: l.sale.shop, id: l.payout, due: due, status: record.PayoutSent, sent: h.at(due, paidAt),
				reference: fmt.Sprintf("BR%s%04d", due.In(time.UTC).Format("060102"), h.paidBefore+len(h.payouts)+1), statement: "商户结算款 " + l.payout}
			byID[l.payout] = p
			h.payouts = append(h.payouts, p)
		}
		p.amount += l.net
	}
	for _, p := range h.payouts {
		f := h.fates[p.id]
		switch {
		case f.returned != "":
			p.status, p.code, p.reason = record.PayoutReturned, f.returned, f.reason
		case h.past(p.due, confirmedAt):
			p.status, p.confirmed = record.PayoutConfirmed, h.at(p.due, confirmedAt)
		}
	}
	slices.SortFunc(h.payouts, func(a, b *payout) int { return strings.Compare(a.id, b.id) })
}

// book makes the entries of the merchants' bank statements.
func (h *history) book() {
	for _, p := range h.payouts {
		f := h.fates[p.id]
		if !p.shop.bank || f.returned != "" || f.unseen || !h.past(p.due, bookedAt) {
			continue
		}
		h.entries = append(h.entries, entry{payout: p, amount: p.amount - f.short,
			id: fmt.Sprintf("BK%s%05d", p.due.In(time.UTC).Format("060102"), h.bookedBefore+len(h.entries)+1)})
	}
}

func yuan(n int64) string { return money.Format(n, currency) }
