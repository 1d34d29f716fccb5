package importer

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"time"

	"moneytrail/recon/record"
)

var publicReasons = []string{"RISK_REVIEW", "DOCUMENTS", "KYC", "RETRIEVAL", "RESERVE", "ACCOUNT", "OTHER"}

// transaction reads a row of `transactions`.
func (r *nativeRow) transaction() any {
	t := record.Transaction{Origin: r.origin()}
	t.ID = r.cells.id("transaction_id", true)
	r.id = t.ID
	t.MerchantID = r.cells.id("merchant_id", true)
	t.TerminalID = r.cells.id("terminal_id", false)
	t.Time = r.stamp("time", true, false)
	t.Type = record.TransactionType(r.one("type", true, "SALE", "REFUND", "VOID", "REVERSAL", "PREAUTH", "CAPTURE"))
	var digits int
	t.Currency, digits = r.currency("currency", true, nil)
	t.Amount = r.amount("amount", digits, "positive")
	t.Last4 = r.last4("card_last4")
	t.Scheme = r.cells.id("scheme", false)
	t.AuthCode = r.cells.id("auth_code", false)
	t.RRN = r.cells.id("rrn", false)
	t.OriginalRRN = r.cells.id("original_rrn", false)
	t.Status = record.TransactionStatus(r.one("status", true, "APPROVED", "DECLINED", "UNKNOWN"))
	t.CardType = r.cells.id("card_type", false)
	t.BatchNo, t.SlipNo = r.cells.id("batch_no", false), r.cells.id("slip_no", false)
	t.OrderID, t.OriginalID = r.cells.id("order_id", false), r.cells.id("original_id", false)
	t.Operator, t.Place = r.text("operator"), r.text("place")
	return t
}

// settlement reads a row of `settlements` and holds its law: net = gross - fee.
func (r *nativeRow) settlement() any {
	l := record.Line{Origin: r.origin()}
	l.ID = r.cells.id("line_id", true)
	r.id = l.ID
	l.SettledOn = r.date("settled_on", true)
	l.MerchantID = r.cells.id("merchant_id", true)
	l.TerminalID = r.cells.id("terminal_id", false)
	l.Time = r.stamp("time", false, true)
	l.Type = record.LineType(r.one("type", true, "SALE", "REFUND", "CHARGEBACK", "FEE", "RESERVE", "ADJUSTMENT"))
	var digits int
	l.Currency, digits = r.currency("currency", false, r.merchantCurrency(l.Source, l.MerchantID))
	before := len(r.problems)
	l.Gross = r.amount("gross", digits, "")
	l.Fee = r.amount("fee", digits, "")
	l.Net = r.amount("net", digits, "")
	if len(r.problems) == before {
		r.settlementLaws(l, digits)
	}
	l.RRN = r.cells.id("rrn", false)
	l.OrderID = r.cells.id("order_id", false)
	l.TransactionID = r.cells.id("transaction_id", false)
	l.BatchNo, l.SlipNo = r.cells.id("batch_no", false), r.cells.id("slip_no", false)
	l.PayoutID = r.cells.id("payout_id", false)
	l.Status = record.LineStatus(r.one("status", true, "PAID", "HELD", "CARRIED"))
	l.DueOn = r.date("due_on", false)
	l.HoldReason = r.one("hold_reason", false, publicReasons...)
	l.Note = r.text("note")
	return l
}

func (r *nativeRow) settlementLaws(l record.Line, digits int) {
	if l.Net != l.Gross-l.Fee {
		r.wrong("net", "%s is not gross - fee: %s - %s is %s", quoteValue(r.raw("net")),
			formatAmount(l.Gross, digits), formatAmount(l.Fee, digits), formatAmount(l.Gross-l.Fee, digits))
	}
	if l.Type == record.LineSale && l.Gross < 0 {
		r.wrong("gross", "%s is negative on a SALE: money going back is a REFUND, CHARGEBACK or ADJUSTMENT", quoteValue(r.raw("gross")))
	}
}

// payout reads a row of `payouts`.
func (r *nativeRow) payout() any {
	p := record.Payout{Origin: r.origin()}
	p.ID = r.cells.id("payout_id", true)
	r.id = p.ID
	p.MerchantID = r.cells.id("merchant_id", true)
	p.Status = record.PayoutStatus(r.one("status", true, "PENDING", "SENT", "CONFIRMED", "FAILED", "RETURNED"))
	sent := p.Status == record.PayoutSent || p.Status == record.PayoutConfirmed
	p.SentAt = r.stamp("sent_at", sent, true)
	var digits int
	p.Currency, digits = r.currency("currency", true, nil)
	p.Amount = r.amount("amount", digits, "")
	p.Account = r.account("account", false)
	if f := r.maybeAmount("fee", digits); f != nil {
		p.Fee = *f
	}
	if r.raw("carried_in") != "" {
		p.CarriedIn = r.amount("carried_in", digits, "")
	} else {
		r.note("")
	}
	p.ConfirmedAt = r.stamp("confirmed_at", false, true)
	p.BankReference = r.cells.id("bank_reference", false)
	p.StatementText = r.memo("statement_text")
	p.FailureCode = r.cells.id("failure_code", false)
	p.FailureReason = r.text("failure_reason")
	return p
}

// entry reads a row of `bank`.
func (r *nativeRow) entry() any {
	e := record.Entry{Origin: r.origin()}
	e.ID = r.cells.id("entry_id", true)
	r.id = e.ID
	e.BookedOn = r.date("booked_on", true)
	e.BookedAt = r.stamp("booked_at", false, true)
	e.Account = r.account("account", true)
	var digits int
	e.Currency, digits = r.currency("currency", true, nil)
	e.Amount = r.amount("amount", digits, "positive")
	e.Direction = record.Direction(r.one("direction", true, "C", "D"))
	e.Memo = r.memo("memo")
	e.Owner = record.Owner(r.one("owner", false, "payee", "payer"))
	if e.Owner == "" {
		e.Owner = record.Payee
	}
	e.Counterparty = r.account("counterparty", false)
	return e
}

// event reads a row of `events`. Events have no id of their own; what
// happened, to whom and when makes one, and the note is not part of it.
func (r *nativeRow) event() any {
	e := record.Event{Origin: r.origin()}
	e.MerchantID = r.cells.id("merchant_id", true)
	e.Time = r.stamp("time", true, true)
	e.Kind = r.one("kind", true, "HOLD", "RELEASE", "RETRIEVAL", "CHARGEBACK_WON", "ACCOUNT_CHANGED", "KYC_EXPIRES",
		"REFUND_PENDING", "REFUND_FAILED", "MANUAL_WITHDRAWAL", "SIGN_IN", "OFFLINE", "UPLOAD", "BATCH_CLOSE",
		"LOGIN_FAILED", "FIRMWARE", "TAMPER", "MOVED")
	e.TerminalID = r.cells.id("terminal_id", false)
	e.Reference = r.cells.id("reference", false)
	if r.raw("amount") != "" {
		var digits int
		e.Currency, digits = r.currency("currency", false, r.merchantCurrency(e.Source, e.MerchantID))
		e.Amount = r.maybeAmount("amount", digits)
	}
	e.DueOn = r.date("due_on", false)
	e.ID = r.cells.id("event_id", false)
	e.PublicReason = r.one("public_reason", false, publicReasons...)
	e.Note = r.text("note")
	if e.ID == "" {
		e.ID = r.layout.eventID(e, r.digest)
	}
	r.id = e.ID
	return e
}

// eventID names an event by what happened. A second event of one file with
// the same facts and another note or reason gets a number behind it.
func (l *nativeLayout) eventID(e record.Event, content []byte) string {
	var b []byte
	for _, part := range []string{e.MerchantID, e.Time.UTC().Format(time.RFC3339Nano), strconv.FormatBool(e.Time.Floating),
		e.Kind, e.TerminalID, e.Reference, e.Currency, e.DueOn.String()} {
		b = strconv.AppendQuote(b, part)
	}
	if e.Amount != nil {
		b = strconv.AppendInt(b, *e.Amount, 10)
	}
	sum := sha256.Sum256(b)
	id := "ev_" + hex.EncodeToString(sum[:12])
	said := sha256.Sum256(content)
	n := slices.Index(l.events[id], said)
	if n < 0 {
		n = len(l.events[id])
		l.events[id] = append(l.events[id], said)
	}
	if n > 0 {
		id += "#" + strconv.Itoa(n+1)
	}
	return id
}
