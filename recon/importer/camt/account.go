package camt

import (
	"strconv"
	"strings"

	"moneytrail/recon/calendar"
	"moneytrail/recon/importer/statement"
)

// account is one statement, report or notification of an account.
type account struct {
	line               int
	word               string
	id, sequence       string
	iban, other, money string
	paged              bool // not the only page of its statement
	page, lastPage     string
	balance            *balance
	opening, closing   *statement.Balance
	previous           *statement.Balance   // closing balance of the one before (PRCD)
	interim            []*statement.Balance // ITBD, at most the first and the last
	declared           []total
	bad                []statement.Problem
	ledger             statement.Ledger
	entries, payments  int
	all                [2]int64 // sums of all entries, unbooked too: D and C
	booked             int
	count              map[bool]int // of all entries, by credit
	mixed              bool
	currency           string
}

// total is one of TxsSummry.
type total struct {
	what      string // TtlNtries, TtlCdtNtries, TtlDbtNtries
	count     string
	sum       string
	net, sign string
}

func (a *account) number() string {
	if a.iban != "" {
		return plain(a.iban)
	}
	return plain(a.other)
}

func plain(s string) string { return strings.Join(strings.Fields(s), "") }

func (a *account) name() string {
	n := a.sequence
	if n == "" {
		n = a.id
	}
	return statement.Named(a.word, n, a.number())
}

// value takes what stands beside balances and entries.
func (a *account) value(path, text string) {
	switch path {
	case "Id":
		a.id = short(text)
	case "ElctrncSeqNb":
		a.sequence = short(text)
	case "StmtPgntn/PgNb", "RptPgntn/PgNb", "NtfctnPgntn/PgNb":
		a.page = text
	case "StmtPgntn/LastPgInd", "RptPgntn/LastPgInd", "NtfctnPgntn/LastPgInd":
		a.lastPage = text
	case "Acct/Id/IBAN":
		a.iban = short(text)
	case "Acct/Id/Othr/Id":
		a.other = short(text)
	case "Acct/Ccy":
		a.money = text
	}
	what, field, ok := strings.Cut(strings.TrimPrefix(path, "TxsSummry/"), "/")
	if !ok || !strings.HasPrefix(path, "TxsSummry/") || what == "TtlNtriesPerBkTxCd" {
		return
	}
	if n := len(a.declared); n == 0 || a.declared[n-1].what != what {
		a.declared = append(a.declared, total{what: what})
	}
	t := &a.declared[len(a.declared)-1]
	switch field {
	case "NbOfNtries":
		t.count = text
	case "Sum":
		t.sum = text
	case "TtlNetNtryAmt", "TtlNetNtry/Amt":
		t.net = text
	case "CdtDbtInd", "TtlNetNtry/CdtDbtInd":
		t.sign = text
	}
}

// short bounds what a message or an id may carry of a damaged file.
func short(s string) string {
	if r := []rune(s); len(r) > 140 {
		return string(r[:140])
	}
	return s
}

// balance is a Bal element.
type balance struct {
	line              int
	code, amount, ccy string
	sign, date        string
}

func (b *balance) value(path, text, ccy string) {
	switch path {
	case "Tp/CdOrPrtry/Cd", "Tp/Cd":
		b.code = text
	case "Amt":
		b.amount, b.ccy = text, ccy
	case "CdtDbtInd":
		b.sign = text
	case "Dt/Dt", "Dt/DtTm":
		b.date = text
	}
}

// keep notes a booked balance; available and forward ones prove nothing.
func (a *account) keep(b *balance) {
	switch b.code {
	case "OPBD", "CLBD", "PRCD", "ITBD":
	default:
		return
	}
	n, err := amount(b.amount, b.ccy)
	if err == nil && b.sign != "CRDT" && b.sign != "DBIT" {
		err = errSign
	}
	if err != nil {
		a.bad = append(a.bad, statement.Problem{Line: b.line, Message: "the balance " + b.code + " " + statement.Quote(b.amount+" "+b.ccy) + " " + err.Error()})
		return
	}
	if b.sign == "DBIT" {
		n = -n
	}
	on, _ := date(b.date)
	sb := &statement.Balance{Line: b.line, Amount: n, Currency: b.ccy, On: on}
	switch {
	case b.code == "OPBD" && a.opening == nil:
		a.opening = sb
	case b.code == "CLBD":
		a.closing = sb
	case b.code == "PRCD":
		a.previous = sb
	case b.code == "ITBD" && len(a.interim) < 2:
		a.interim = append(a.interim, sb)
	case b.code == "ITBD":
		a.interim[1] = sb
	}
}

// close proves a statement at its end.
func (d *reader) close() error {
	a, r := d.stmt, d.report
	a.paged = a.page != "" && (a.page != "1" || a.lastPage == "false")
	name := a.name()
	for _, p := range a.bad {
		r.Warn(p.Line, "%s: %s; the balance is not proved by it", name, p.Message)
	}
	l := &a.ledger
	l.Name, l.Line, l.Opening, l.Closing = name, a.line, a.opening, a.closing
	if l.Opening == nil {
		l.Opening = a.previous
	}
	// pages and reports of a day may print the balance that they begin and end with as interim ones
	switch n := len(a.interim); {
	case n == 2 && l.Opening == nil && l.Closing == nil:
		l.Opening, l.Closing = a.interim[0], a.interim[1]
	case n > 0 && l.Opening == nil && l.Closing != nil:
		l.Opening = a.interim[0]
	case n > 0 && l.Closing == nil && l.Opening != nil:
		l.Closing = a.interim[n-1]
	}
	if a.word == words["Stmt"] && (l.Opening == nil || l.Closing == nil) {
		r.Warn(a.line, "%s prints no opening and closing balance: it cannot be proved that no entry is missing", name)
	}
	l.Tell(r)
	if d.last == a.number() && a.word == words["Stmt"] {
		l.Follow(d.before, r)
	}
	d.before, d.last = l, a.number()
	return a.summary(r)
}

// summary proves TxsSummry. Banks count booked entries, all of them, or the
// payments in them; a page may carry the totals of its whole statement.
func (a *account) summary(r *statement.Report) error {
	name := a.name()
	for _, t := range a.declared {
		var count []int
		var sums []int64
		net := []int64{a.ledger.Net(), a.all[1] - a.all[0]}
		switch t.what {
		case "TtlNtries":
			count = []int{a.booked, a.entries, a.payments}
			sums = []int64{a.ledger.Credits + a.ledger.Debits, a.all[0] + a.all[1], a.ledger.Net(), -a.ledger.Net()}
		case "TtlCdtNtries":
			count = []int{a.ledger.CreditCount, a.count[true]}
			sums = []int64{a.ledger.Credits, a.all[1]}
		case "TtlDbtNtries":
			count = []int{a.ledger.DebitCount, a.count[false]}
			sums = []int64{a.ledger.Debits, a.all[0]}
		default:
			continue
		}
		if err := a.prove(r, name+", "+t.what+" number", t.count, strconv.Itoa(count[0]), func() bool { return one(t.count, count) }); err != nil {
			return err
		}
		if a.mixed || a.currency == "" && t.sum == "" {
			continue
		}
		money := a.currency
		if money == "" {
			money = a.money
		}
		if err := a.prove(r, name+", "+t.what+" sum", t.sum, statement.Format(sums[0], money), func() bool { return same(t.sum, money, false, sums) }); err != nil {
			return err
		}
		if err := a.prove(r, name+", "+t.what+" net", t.net, statement.Format(net[0], money), func() bool { return same(t.net, money, t.sign == "DBIT", net) }); err != nil {
			return err
		}
	}
	return nil
}

func (a *account) prove(r *statement.Report, name, declared, computed string, ok func() bool) error {
	if declared == "" {
		return nil
	}
	t := statement.Total{Name: name, Declared: short(declared), Computed: computed, OK: ok()}
	r.Add(t)
	switch {
	case t.OK:
		return nil
	case a.paged:
		r.WarnOfTotal(a.line, "%s: the file says %s, this page has %s; it is one page of several", t.Name, t.Declared, t.Computed)
		return nil
	}
	return t.Refuse(a.line, "entries")
}

func one(text string, counts []int) bool {
	n, err := strconv.Atoi(text)
	for _, c := range counts {
		if err == nil && n == c {
			return true
		}
	}
	return false
}

func same(text, ccy string, negative bool, sums []int64) bool {
	n, err := statement.Amount(strings.TrimPrefix(text, "+"), ccy, '.')
	if negative {
		n = -n
	}
	for _, s := range sums {
		if err == nil && n == s {
			return true
		}
	}
	return false
}

// date reads the day of a Dt or DtTm.
func date(s string) (calendar.Date, bool) {
	if len(s) < 10 {
		return 0, false
	}
	d, err := calendar.ParseDate(s[:10])
	return d, err == nil
}
