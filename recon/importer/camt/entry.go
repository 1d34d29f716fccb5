package camt

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"moneytrail/recon/importer/statement"
	"moneytrail/recon/record"
)

var errSign = errors.New("has no CdtDbtInd of CRDT or DBIT")

// amount reads an unsigned decimal of the schema.
func amount(text, ccy string) (int64, error) {
	return statement.Amount(strings.TrimPrefix(text, "+"), ccy, '.')
}

// entry is one Ntry. Its payments (TxDtls) are taken up one by one, so that an
// entry with many stays small.
type entry struct {
	line                        int
	amount, ccy, sign, reversal string
	status                      string
	booked, valued              string
	servicer, reference         string
	domain, family, sub, own    string // bank transaction code
	announced                   string // NbOfTxs of the batch
	additional                  string
	refs                        []string
	memo                        statement.Memo
	reasons                     []string
	parts                       int
	pay                         *payment
	total                       int64 // of the payments, while all have an amount
	unpriced                    bool
	account, name               string // of the payments, while they agree
	several                     bool
}

// payment is one TxDtls.
type payment struct {
	line              int
	amount, ccy, sign string
	detail, detailCcy string // AmtDtls/TxAmt/Amt of the early versions
	refs              []string
	end               string // EndToEndId: what the payer called the payment
	text              []string
	size              int // bytes of text
	reason            string
	debtor, creditor  party
}

type party struct{ account, name string }

// maxKept bounds the references kept of one payment and of one entry.
const maxKept = 200

// begin starts a payment of the entry.
func (e *entry) begin(line int) {
	e.take()
	e.parts++
	e.pay = &payment{line: line}
}

// value takes what the entry itself says.
func (e *entry) value(path, text, ccy string) {
	switch path {
	case "Amt":
		e.amount, e.ccy = text, ccy
	case "CdtDbtInd":
		e.sign = text
	case "RvslInd":
		e.reversal = text
	case "Sts", "Sts/Cd", "Sts/Prtry":
		e.status = short(text)
	case "BookgDt/Dt", "BookgDt/DtTm":
		e.booked = text
	case "ValDt/Dt", "ValDt/DtTm":
		e.valued = short(text)
	case "AcctSvcrRef":
		e.servicer = short(text)
	case "NtryRef":
		e.reference = short(text)
	case "AddtlNtryInf":
		e.additional = text
	case "NtryDtls/Btch/NbOfTxs":
		e.announced = short(text)
	case "NtryDtls/Btch/MsgId", "NtryDtls/Btch/PmtInfId":
		e.ref(text)
	default:
		e.code(path, text)
	}
}

// code takes the parts of the bank transaction code.
func (e *entry) code(path, text string) {
	switch strings.TrimPrefix(path, "BkTxCd/") {
	case "Domn/Cd":
		e.domain = short(text)
	case "Domn/Fmly/Cd":
		e.family = short(text)
	case "Domn/Fmly/SubFmlyCd":
		e.sub = short(text)
	case "Prtry/Cd":
		e.own = short(text)
	}
}

func (e *entry) ref(text string) {
	if text = statement.Ref(text); text != "" && len(e.refs) < maxKept {
		e.refs = append(e.refs, short(text))
	}
	e.memo.Add(text)
}

// payment takes what the open TxDtls says.
func (e *entry) payment(path, text, ccy string) {
	p := e.pay
	switch path {
	case "Amt":
		p.amount, p.ccy = text, ccy
	case "AmtDtls/TxAmt/Amt":
		p.detail, p.detailCcy = text, ccy
	case "CdtDbtInd":
		p.sign = text
	case "Refs/EndToEndId":
		p.end = text
	case "Refs/InstrId", "Refs/TxId", "Refs/PmtInfId", "Refs/MsgId", "Refs/UETR", "Refs/ChqNb", "Refs/ClrSysRef",
		"Refs/AcctSvcrRef", "Refs/AcctOwnrTxId", "Refs/AcctSvcrTxId", "Refs/MndtId", "Refs/Prtry/Ref":
		if len(p.refs) < maxKept {
			p.refs = append(p.refs, text)
		}
	case "RmtInf/Ustrd", "RmtInf/Strd/CdtrRefInf/Ref", "RmtInf/Strd/RfrdDocInf/Nb", "RmtInf/Strd/AddtlRmtInf", "AddtlTxInf":
		if p.size += len(text); p.size <= statement.MaxMemo {
			p.text = append(p.text, text)
		}
	case "RtrInf/Rsn/Cd", "RtrInf/Rsn/Prtry":
		p.reason = short(text)
	default:
		p.party(path, text)
	}
}

// party takes who paid and who was paid; from version 8 on the name stands one element deeper.
func (p *payment) party(path, text string) {
	switch strings.TrimPrefix(path, "RltdPties/") {
	case "Dbtr/Nm", "Dbtr/Pty/Nm":
		p.debtor.name = text
	case "Cdtr/Nm", "Cdtr/Pty/Nm":
		p.creditor.name = text
	case "DbtrAcct/Id/IBAN", "DbtrAcct/Id/Othr/Id":
		p.debtor.account = text
	case "CdtrAcct/Id/IBAN", "CdtrAcct/Id/Othr/Id":
		p.creditor.account = text
	}
}

// take closes the open payment and adds it to the entry.
func (e *entry) take() {
	p := e.pay
	if p == nil {
		return
	}
	e.pay = nil
	e.memo.Lead(p.end)
	for _, ref := range append([]string{p.end}, p.refs...) {
		e.ref(ref)
	}
	for _, t := range p.text {
		e.memo.Add(t)
	}
	if p.reason != "" && len(e.reasons) < maxKept {
		e.reasons = append(e.reasons, p.reason)
	}
	if p.amount == "" {
		p.amount, p.ccy = p.detail, p.detailCcy
	}
	n, err := amount(p.amount, p.ccy)
	if err != nil || p.ccy != e.ccy {
		e.unpriced = true
	} else if p.sign != "" && p.sign != e.sign {
		n = -n
	}
	if e.total += n; e.total > 1<<60 || e.total < -1<<60 {
		e.unpriced, e.total = true, 0
	}
	other := p.debtor // who paid what came in
	if e.sign == "DBIT" {
		other = p.creditor
	}
	if e.parts > 1 && (other.account != e.account || other.name != e.name) {
		e.several = true
	}
	e.account, e.name = other.account, other.name
}

// finish gives the entry to the report and adds it to its statement.
func (d *reader) finish() error {
	e, a := d.entry, d.stmt
	d.entry = nil
	e.take()
	out := &statement.Entry{Line: e.line, Account: a.number(), Scope: a.id + "\x1f" + a.sequence, Parts: e.parts,
		BankRef: statement.Ref(e.servicer), ValueOn: e.valued, Code: e.codes(), Reason: distinct(e.reasons)}
	e.judge(out, a)
	if !e.several {
		out.Counterparty, out.Name = plain(e.account), e.name
	}
	if out.BankRef == "" {
		e.number()
	}
	e.memo.Add(out.BankRef)
	e.memo.Add(e.additional)
	e.memo.Came(out.Reason, out.Reversal)
	out.References, out.Memo = e.refs, e.memo.String()
	d.remark(e, out)
	a.tally(e, out)
	return d.report.Entry(out)
}

// judge reads the values of an entry and notes what is wrong with them.
func (e *entry) judge(out *statement.Entry, a *account) {
	if out.Account == "" {
		out.Wrong(e.line, "the %s names no account (Acct/Id): ask the bank for the file again", a.word)
	}
	n, err := amount(e.amount, e.ccy)
	switch {
	case e.amount == "":
		out.Wrong(e.line, "the entry has no amount (Amt)")
	case err != nil:
		out.Wrong(e.line, "the amount %s %s", statement.Quote(e.amount+" "+e.ccy), err)
	}
	out.Amount, out.Currency = n, e.ccy
	switch e.sign {
	case "CRDT":
		out.Direction = record.Credit
	case "DBIT":
		out.Direction = record.Debit
	default:
		out.Wrong(e.line, "the entry has CdtDbtInd %s: it must be CRDT or DBIT", statement.Quote(e.sign))
	}
	switch e.reversal {
	case "", "false", "0":
	case "true", "1":
		out.Reversal = true
	default:
		out.Wrong(e.line, "the entry has RvslInd %s: it must be true or false", statement.Quote(e.reversal))
	}
	if e.status != "BOOK" {
		out.Unbooked = e.status
		if e.status == "" {
			out.Wrong(e.line, "the entry has no status (Sts): whether it is booked cannot be told")
		}
	}
	e.when(out)
}

// when reads the booking date; the value date stands in where a bank gives no other.
func (e *entry) when(out *statement.Entry) {
	text := e.booked
	if text == "" {
		text = e.valued
	}
	on, ok := date(text)
	switch {
	case text == "" && out.Unbooked != "":
	case text == "":
		out.Wrong(e.line, "the entry has neither a booking date (BookgDt) nor a value date")
	case !ok || on.Year() < 1990 || on.Year() > 2100:
		out.Wrong(e.line, "the booking date %s is not a date like 2026-11-20", statement.Quote(text))
	}
	out.BookedOn = on
	if len(e.booked) <= len("2026-11-20+08:00") {
		return
	}
	if t, err := time.Parse(time.RFC3339Nano, e.booked); err == nil {
		out.BookedAt = record.Stamp{Time: t}
	} else if t, err := time.Parse("2006-01-02T15:04:05.999999999", e.booked); err == nil {
		out.BookedAt = record.Stamp{Time: t, Floating: true}
	} else if ok {
		out.Wrong(e.line, "the booking time %s is not a time like 2026-11-20T14:03:00+08:00", statement.Quote(e.booked))
	}
}

// remark warns of an entry whose parts are not what it says.
func (d *reader) remark(e *entry, out *statement.Entry) {
	r := d.report
	if n, err := strconv.Atoi(e.announced); err == nil && e.parts > 0 && n != e.parts {
		r.Warn(e.line, "the entry says that it holds %d payments (NbOfTxs), and %d are listed", n, e.parts)
	}
	if e.parts > 1 && !e.unpriced && len(out.Problems) == 0 && e.total != out.Amount {
		r.Warn(e.line, "the entry is %s, its %d payments give %s", statement.Format(out.Amount, out.Currency), e.parts, statement.Format(e.total, out.Currency))
	}
	if e.memo.Cut {
		r.Warn(e.line, "the entry has more text than is kept (%d KiB): references at its end are not searched", statement.MaxMemo>>10)
	}
}

// tally adds an entry to the sums of its statement.
func (a *account) tally(e *entry, out *statement.Entry) {
	a.entries++
	a.payments += max(1, e.parts)
	credit := out.Direction == record.Credit
	if a.count == nil {
		a.count = map[bool]int{}
	}
	a.count[credit]++
	if a.currency == "" {
		a.currency = out.Currency
	}
	a.mixed = a.mixed || a.currency != out.Currency || out.Amount > 1<<50
	if !a.mixed {
		if credit {
			a.all[1] += out.Amount
		} else {
			a.all[0] += out.Amount
		}
	}
	if out.Unbooked == "" && len(out.Problems) == 0 {
		a.booked++
		a.ledger.Add(out)
	}
}

// number keeps the reference that the entry has in its statement, unless it
// only counts.
func (e *entry) number() {
	if len(e.reference) > 5 || strings.Trim(e.reference, "0123456789") != "" {
		e.memo.Add(e.reference)
	}
}

// codes prints the bank transaction code: the standard's, else the bank's own.
func (e *entry) codes() string {
	if e.domain != "" {
		return fmt.Sprintf("%s/%s/%s", e.domain, e.family, e.sub)
	}
	return e.own
}

// distinct joins different reasons.
func distinct(list []string) string {
	var out []string
	seen := map[string]bool{}
	for _, s := range list {
		if !seen[s] && len(out) < 5 {
			out = append(out, s)
		}
		seen[s] = true
	}
	return strings.Join(out, " ")
}
