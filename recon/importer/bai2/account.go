package bai2

import (
	"strconv"
	"strings"

	"moneytrail/recon/importer/statement"
	"moneytrail/recon/record"
)

// account is one account of a group, from its header (03) to its trailer (49).
type account struct {
	level
	line             int
	number, currency string
	ledger           statement.Ledger
	declared         []summary
}

// summary is a total that the header prints of the transactions: of credits (100) or debits (400).
type summary struct {
	line   int
	credit bool
	amount int64
	count  string
}

func (d *reader) beginAccount(p *physical) error {
	if d.group == nil || d.account != nil {
		return statement.Refuse(p.line, "an account (03) stands where none may: the trailer (49) of the account before is missing")
	}
	f, err := p.fields(2)
	if err != nil {
		return err
	}
	a := &account{line: p.line, number: strings.Join(strings.Fields(f[0]), ""), currency: f[1]}
	a.records = p.records
	if a.number == "" || len(a.number) > 80 {
		return statement.Refuse(p.line, "the account (03) has no number")
	}
	if a.currency == "" {
		a.currency = d.group.currency
	}
	if _, ok := statement.Digits(a.currency); !ok {
		return statement.Refuse(p.line, "the account (03) has the currency %s, which is none of ISO 4217", statement.Quote(a.currency))
	}
	a.ledger.Name = statement.Named("report of "+d.group.on.String(), "", a.number)
	for f = f[2:]; len(f) > 1; {
		if f, err = a.status(p, f, d); err != nil {
			return err
		}
	}
	d.account = a
	return nil
}

// status reads one balance or total of an account: type, amount, number of
// items, funds type and what belongs to it.
func (a *account) status(p *physical, f []string, d *reader) ([]string, error) {
	kind, amount := f[0], f[1]
	count, funds := "", ""
	if len(f) > 2 {
		count = f[2]
	}
	if len(f) > 3 {
		funds = f[3]
	}
	rest := f[min(4, len(f)):]
	switch funds {
	case "V":
		rest = rest[min(2, len(rest)):]
	case "S":
		rest = rest[min(3, len(rest)):]
	case "D":
		if len(rest) > 0 {
			n, _ := strconv.Atoi(rest[0])
			rest = rest[min(1+2*max(0, min(n, 1000)), len(rest)):]
		}
	}
	if kind == "" && amount == "" {
		return rest, nil
	}
	if len(kind) != 3 || !digits(kind) {
		return nil, statement.Refuse(p.line, "the account (03) has a balance of type %s: types are three digits", statement.Quote(kind))
	}
	if amount == "" {
		return rest, nil
	}
	n, err := signed(amount)
	if err != nil {
		return nil, statement.Refuse(p.line, "the balance %s of the account (03) is %s, which %s", kind, statement.Quote(amount), err)
	}
	a.add(n)
	balance := &statement.Balance{Line: p.line, Amount: n, Currency: a.currency, On: d.group.on}
	switch kind {
	case "010":
		a.ledger.Opening = balance
	case "015":
		a.ledger.Closing = balance
	case "100", "400":
		if len(a.declared) < 10 {
			a.declared = append(a.declared, summary{p.line, kind == "100", n, count})
		}
	}
	return rest, nil
}

func (d *reader) endAccount(p *physical) error {
	a := d.account
	if a == nil {
		return statement.Refuse(p.line, "an account trailer (49) stands where none may: no account (03) is open")
	}
	f, err := p.fields(2)
	if err != nil {
		return err
	}
	a.records++
	if err := d.prove(p, "account "+statement.Last4(a.number)+" of "+d.group.on.String(), "", &a.level, a.currency, f[:2]); err != nil {
		return err
	}
	if a.parts > 0 { // reports of balances alone have no transactions
		a.ledger.Tell(d.report)
		a.totals(d.report)
	}
	part := a.level
	d.group.take(part)
	d.account = nil
	return nil
}

// totals compares the totals of credits and debits with the transactions.
// Banks may leave some transactions out, so they warn.
func (a *account) totals(r *statement.Report) {
	for _, s := range a.declared {
		name, sum, count := "total debits (400)", a.ledger.Debits, a.ledger.DebitCount
		if s.credit {
			name, sum, count = "total credits (100)", a.ledger.Credits, a.ledger.CreditCount
		}
		items, err := strconv.Atoi(s.count)
		t := statement.Total{Name: a.ledger.Name + ", " + name, Declared: statement.Format(s.amount, a.currency), Computed: statement.Format(sum, a.currency),
			OK: s.amount == sum && (err != nil || items == count)}
		if err == nil {
			t.Declared += " in " + strconv.Itoa(items)
			t.Computed += " in " + strconv.Itoa(count)
		}
		r.Add(t)
		if !t.OK {
			r.WarnOfTotal(s.line, "%s: the file says %s, its transactions give %s", t.Name, t.Declared, t.Computed)
		}
	}
}

// transaction reads a 16: type, amount, funds type, the bank's and the
// customer's reference, text.
func (d *reader) transaction(p *physical) error {
	a := d.account
	if a == nil {
		return statement.Refuse(p.line, "a transaction (16) stands outside of an account")
	}
	a.records += p.records
	a.parts++
	c := cursor{parts: p.parts}
	kind, amount, funds := c.field(), c.field(), strings.ToUpper(c.field())
	e := &statement.Entry{Line: p.line, Account: a.number, Currency: a.currency, BookedOn: d.group.on, Code: kind, Scope: d.group.on.String()}
	switch funds {
	case "V":
		if on, ok := date(c.field()); ok {
			e.ValueOn = on.String()
		}
		c.field()
	case "S":
		c.field()
		c.field()
		c.field()
	case "D":
		n, _ := strconv.Atoi(c.field())
		for range 2 * max(0, min(n, 1000)) {
			c.field()
		}
	case "", "0", "1", "2", "Z":
	default:
		e.Wrong(p.line, "the transaction (16) has the funds type %s: it must be one of 0 1 2 V S D Z", statement.Quote(funds))
	}
	e.BankRef = statement.Ref(c.field())
	customer := statement.Ref(c.field())
	d.money(e, kind, amount)
	var memo statement.Memo
	if customer != "" {
		e.References = []string{customer}
	}
	memo.Add(customer)
	memo.Add(c.rest())
	memo.Add(e.BankRef)
	if returned(kind) {
		memo.Add("RETURN")
	}
	memo.Came("", e.Reversal)
	e.Memo = memo.String()
	if len(e.Problems) == 0 && e.Direction != "" {
		a.ledger.Add(e)
	}
	return d.report.Entry(e)
}

// money reads amount and direction. Types 100 to 399 are credits, 400 to 699
// debits; 890 moves nothing; of others the standard does not say.
func (d *reader) money(e *statement.Entry, kind, amount string) {
	if len(kind) != 3 || !digits(kind) {
		e.Wrong(e.Line, "the transaction (16) has the type %s: types are three digits", statement.Quote(kind))
		return
	}
	n := int64(0)
	if amount != "" || kind != "890" {
		var err error
		if n, err = signed(amount); err != nil || n < 0 {
			if err == nil {
				e.Wrong(e.Line, "the transaction (16) has the amount %s: its type tells the direction, and it has no sign", statement.Quote(amount))
			} else {
				e.Wrong(e.Line, "the transaction (16) has the amount %s, which %s", statement.Quote(amount), err)
			}
			return
		}
	}
	d.account.add(n)
	e.Amount, e.Reversal = n, kind == "252" || kind == "258" || kind == "552" || kind == "558"
	switch {
	case kind >= "100" && kind <= "399":
		e.Direction = record.Credit
	case kind >= "400" && kind <= "699":
		e.Direction = record.Debit
	case n != 0:
		e.Unclear = "type " + kind + ", which is neither a credit (100-399) nor a debit (400-699)"
	}
}

// returned tells the types of items that came back.
func returned(kind string) bool {
	switch kind {
	case "168", "257", "468", "555", "557":
		return true
	}
	return false
}

// cursor reads the fields of a transaction over its continuations.
type cursor struct {
	parts []string
	begun bool
}

// field gives the next field, "" behind the last.
func (c *cursor) field() string {
	for c.begun && len(c.parts) > 0 && c.parts[0] == "" {
		c.parts, c.begun = c.parts[1:], false
	}
	if len(c.parts) == 0 {
		return ""
	}
	v, rest, more := strings.Cut(c.parts[0], ",")
	c.parts[0], c.begun = rest, true
	if more && rest == "" { // a last field that is empty
		c.parts[0], c.begun = "", false
	}
	return strings.TrimSpace(v)
}

// rest is the text: all that is left.
func (c *cursor) rest() string { return strings.Join(c.parts, " ") }
