package importer

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"time"

	"moneytrail/recon/record"
)

// The closed lists of the contract.
var (
	transactionTypes    = record.Words(record.Transactions, "type")
	transactionStatuses = record.Words(record.Transactions, "status")
	lineTypes           = record.Words(record.Lines, "type")
	lineStatuses        = record.Words(record.Lines, "status")
	payoutStatuses      = record.Words(record.Payouts, "status")
	directions          = record.Words(record.Entries, "direction")
	owners              = record.Words(record.Entries, "owner")
	eventKinds          = record.Words(record.Events, "kind")
	publicReasons       = record.Words(record.Events, "public_reason")
)

// transaction reads a row of `transactions`.
func (r *nativeRow) transaction() any {
	if r.layout.transaction == nil {
		r.layout.transaction = new(record.Transaction)
	}
	t := r.layout.transaction
	*t = record.Transaction{Origin: r.begin()}
	t.ID = r.name(colTransactionID, true)
	r.id = t.ID
	t.MerchantID = r.name(colMerchantID, true)
	t.TerminalID = r.name(colTerminalID, false)
	t.Time = r.stamp(colTime, true, false)
	r.day = r.stamped
	t.Type = record.TransactionType(r.one(colType, true, transactionTypes))
	var digits int
	t.Currency, digits = r.rowCurrency(t.Source, t.MerchantID)
	t.Amount = r.amount(colAmount, digits, "positive")
	t.Decimals = r.unnamed(&t.Currency, digits, &t.Amount)
	t.Last4 = r.last4(colCardLast4)
	t.Scheme = r.name(colScheme, false)
	t.AuthCode = r.name(colAuthCode, false)
	t.RRN = r.name(colRRN, false)
	t.OriginalRRN = r.name(colOriginalRRN, false)
	t.Status = record.TransactionStatus(r.one(colStatus, true, transactionStatuses))
	t.CardType = r.name(colCardType, false)
	t.BatchNo, t.SlipNo = r.name(colBatchNo, false), r.name(colSlipNo, false)
	t.OrderID, t.OriginalID = r.name(colOrderID, false), r.name(colOriginalID, false)
	t.Operator, t.Place = r.text(colOperator), r.text(colPlace)
	if r.proving() {
		return nil
	}
	return t
}

// settlement reads a row of `settlements` and holds its law: net = gross - fee.
func (r *nativeRow) settlement() any {
	if r.layout.line == nil {
		r.layout.line = new(record.Line)
	}
	l := r.layout.line
	*l = record.Line{Origin: r.begin()}
	l.ID = r.name(colLineID, true)
	r.id = l.ID
	l.SettledOn = r.date(colSettledOn, true)
	r.day = l.SettledOn
	l.MerchantID = r.name(colMerchantID, true)
	l.TerminalID = r.name(colTerminalID, false)
	l.Time = r.stamp(colTime, false, true)
	l.Type = record.LineType(r.one(colType, true, lineTypes))
	var digits int
	l.Currency, digits = r.ownCurrency(l.Source, l.MerchantID)
	before := len(r.problems)
	l.Gross = r.amount(colGross, digits, "")
	l.Fee = r.amount(colFee, digits, "")
	l.Net = r.amount(colNet, digits, "")
	if len(r.problems) == before {
		r.settlementLaws(l, digits)
	}
	l.Decimals = r.unnamed(&l.Currency, digits, &l.Gross, &l.Fee, &l.Net)
	l.RRN = r.name(colRRN, false)
	l.OrderID = r.name(colOrderID, false)
	l.TransactionID = r.name(colTransactionID, false)
	l.BatchNo, l.SlipNo = r.name(colBatchNo, false), r.name(colSlipNo, false)
	l.PayoutID = r.name(colPayoutID, false)
	l.Status = record.LineStatus(r.one(colStatus, true, lineStatuses))
	l.DueOn = r.date(colDueOn, false)
	l.HoldReason = r.one(colHoldReason, false, publicReasons)
	l.Note = r.text(colNote)
	if r.proving() {
		return nil
	}
	return l
}

func (r *nativeRow) settlementLaws(l *record.Line, digits int) {
	if gross, fee, net := l.Gross, l.Fee, l.Gross-l.Fee; l.Net != net {
		if digits == record.MostDecimals { // of a currency that is not known: as few as hold them
			digits = int(record.Unnamed(digits, &gross, &fee, &net))
		}
		r.bad(colNet, "%s is not gross - fee: %s - %s is %s", quoteValue(r.value(colNet)),
			formatAmount(gross, digits), formatAmount(fee, digits), formatAmount(net, digits))
	}
	if l.Type == record.LineSale && l.Gross < 0 {
		r.bad(colGross, "%s is negative on a SALE: money going back is a REFUND, CHARGEBACK or ADJUSTMENT", quoteValue(r.value(colGross)))
	}
}

// payout reads a row of `payouts`.
func (r *nativeRow) payout() any {
	p := record.Payout{Origin: r.begin()}
	p.ID = r.name(colPayoutID, true)
	r.id = p.ID
	p.MerchantID = r.name(colMerchantID, true)
	p.Status = record.PayoutStatus(r.one(colStatus, true, payoutStatuses))
	sent := p.Status == record.PayoutSent || p.Status == record.PayoutConfirmed
	p.SentAt = r.stamp(colSentAt, sent, true)
	r.day = r.stamped
	var digits int
	p.Currency, digits = r.rowCurrency(p.Source, p.MerchantID)
	p.Amount = r.amount(colAmount, digits, "")
	p.Account = r.account(colAccount, false)
	if f := r.maybeAmount(colFee, digits); f != nil {
		p.Fee = *f
	}
	if r.value(colCarriedIn) != "" {
		p.CarriedIn = r.amount(colCarriedIn, digits, "")
	} else {
		r.note("")
	}
	p.Decimals = r.unnamed(&p.Currency, digits, &p.Amount, &p.Fee, &p.CarriedIn)
	p.ConfirmedAt = r.stamp(colConfirmedAt, false, true)
	p.BankReference = r.name(colBankReference, false)
	p.StatementText = r.memo(colStatementText)
	p.FailureCode = r.name(colFailureCode, false)
	p.FailureReason = r.text(colFailureReason)
	if r.proving() {
		return nil
	}
	return new(p)
}

// entry reads a row of `bank`.
func (r *nativeRow) entry() any {
	e := record.Entry{Origin: r.begin()}
	e.ID = r.name(colEntryID, true)
	r.id = e.ID
	e.BookedOn = r.date(colBookedOn, true)
	r.day = e.BookedOn
	e.BookedAt = r.stamp(colBookedAt, false, true)
	e.Account = r.account(colAccount, true)
	var digits int
	e.Currency, digits = r.currency(colCurrency, true, nil)
	e.Amount = r.amount(colAmount, digits, "positive")
	e.Direction = record.Direction(r.one(colDirection, true, directions))
	e.Memo = r.memo(colMemo)
	e.Owner = record.Owner(r.one(colOwner, false, owners))
	if e.Owner == "" {
		e.Owner = r.o.ownerFor(e.Source)
	}
	e.Counterparty = r.account(colCounterparty, false)
	if r.proving() {
		return nil
	}
	return new(e)
}

// event reads a row of `events`. Events have no id of their own; what
// happened, to whom and when makes one, and the note is not part of it.
func (r *nativeRow) event() any {
	e := record.Event{Origin: r.begin()}
	e.MerchantID = r.name(colMerchantID, true)
	e.Time = r.stamp(colTime, true, true)
	r.day = r.stamped
	e.Kind = r.one(colKind, true, eventKinds)
	e.TerminalID = r.name(colTerminalID, false)
	e.Reference = r.name(colReference, false)
	if r.value(colAmount) != "" {
		var digits int
		e.Currency, digits = r.ownCurrency(e.Source, e.MerchantID)
		e.Amount = r.maybeAmount(colAmount, digits)
		e.Decimals = r.unnamed(&e.Currency, digits, e.Amount)
	}
	e.DueOn = r.date(colDueOn, false)
	e.ID = r.name(colEventID, false)
	e.PublicReason = r.one(colPublicReason, false, publicReasons)
	e.Note = r.text(colNote)
	if e.ID == "" {
		e.ID, r.made = eventID(e), true
		if n := r.found.number(r.index, &produced{kind: record.Events, source: r.source, id: e.ID, unnamed: true}); n > 1 {
			e.ID += "#" + strconv.Itoa(n)
		}
	}
	r.id = e.ID
	if r.proving() {
		return nil
	}
	return new(e)
}

// eventID names an event by what happened. A second event of one file with the
// same facts and another note or reason gets a number behind it, which the proof
// of the whole file tells.
func eventID(e record.Event) string {
	var b []byte
	for _, part := range []string{e.MerchantID, e.Time.UTC().Format(time.RFC3339Nano), strconv.FormatBool(e.Time.Floating),
		e.Kind, e.TerminalID, e.Reference, e.Currency, e.DueOn.String()} {
		b = strconv.AppendQuote(b, part)
	}
	if e.Amount != nil {
		b = strconv.AppendInt(b, *e.Amount, 10)
	}
	sum := sha256.Sum256(b)
	return "ev_" + hex.EncodeToString(sum[:12])
}
