package mt940

import (
	"fmt"
	"strconv"
	"strings"

	"moneytrail/recon/importer/statement"
)

// message is one MT940 or MT942.
type message struct {
	line            int
	interim         bool // MT942
	account, number string
	currency        string
	floor           bool // entries below a limit are left out of an MT942
	ledger          statement.Ledger
	open            bool // closes with an intermediate balance
	entry           *entry
	summed          bool // :90D: or :90C: was there
	proofs          []proof
}

// proof is a number and a sum that the message prints of its entries.
type proof struct {
	name          string
	line          int
	count, amount string
	credit        bool
}

func newMessage(line int, kind string) *message {
	return &message{line: line, interim: kind == "942"}
}

func (m *message) name() string {
	what := "statement"
	if m.interim {
		what = "interim report"
	}
	return statement.Named(what, m.number, m.account)
}

// field takes one field.
func (m *message) field(tag string, text []string, line int, r *statement.Report) error {
	joined := strings.TrimSpace(strings.Join(text, ""))
	if tag != "61" && tag != "86" && tag != "NS" {
		if err := m.yield(r); err != nil {
			return err
		}
	}
	switch tag {
	case "25", "25P":
		m.account = account(strings.TrimSpace(text[0]))
	case "28", "28C":
		m.number = short(joined)
	case "34F":
		m.interim = true
		if len(joined) >= 3 {
			m.currency = joined[:3]
			m.floor = m.floor || strings.Trim(joined[3:], "CD0, ") != ""
		}
	case "60F", "60M":
		return m.balance(&m.ledger.Opening, tag, joined, line)
	case "61":
		if err := m.yield(r); err != nil {
			return err
		}
		m.entry = m.read(text, line, r)
	case "62F", "62M":
		m.open = tag == "62M"
		return m.balance(&m.ledger.Closing, tag, joined, line)
	case "86":
		if m.entry != nil {
			if m.entry.size += len(joined); m.entry.size > maxField {
				return statement.Refuse(line, "the text of one entry is longer than %d KiB: the file is damaged or not a bank statement", maxField>>10)
			}
			m.entry.text = append(m.entry.text, text...)
		} else if m.ledger.Closing != nil {
			m.summary(joined, line)
		}
	case "90C", "90D":
		m.interim, m.summed = true, true
		n := 0
		for n < len(joined) && joined[n] >= '0' && joined[n] <= '9' {
			n++
		}
		if len(joined) < n+3 {
			return statement.Refuse(line, "field :%s: %s is not a number, a currency and a sum", tag, statement.Quote(joined))
		}
		m.sums(proof{":" + tag + ":", line, joined[:n], joined[n+3:], tag == "90C"})
	case "20", "21", "13", "13D", "64", "65", "NS", "12":
	default:
		r.Warn(line, "a field :%s: is none of MT940 and MT942: it is not read", tag)
	}
	return nil
}

// account is the number in :25:, without the bank's before it (BLZ or BIC and
// a slash) and the currency that some banks put behind an IBAN.
func account(s string) string {
	if _, after, ok := strings.Cut(s, "/"); ok && after != "" {
		s = after
	}
	s = strings.Join(strings.Fields(s), "")
	if n := len(s) - 3; n > 14 && s[0] >= 'A' && s[0] <= 'Z' && s[1] >= 'A' && s[1] <= 'Z' && digits(s[2:4]) {
		if _, ok := statement.Digits(s[n:]); ok && digits(s[n-1:n]) {
			return s[:n]
		}
	}
	return short(s)
}

func short(s string) string {
	if r := []rune(s); len(r) > 80 {
		return string(r[:80])
	}
	return s
}

// balance reads C or D, a date, a currency and an amount.
func (m *message) balance(into **statement.Balance, tag, s string, line int) error {
	bad := func(why string) error {
		return statement.Refuse(line, "the balance :%s: %s %s: it must read like C261120EUR1234,56", tag, statement.Quote(s), why)
	}
	if len(s) < 11 || s[0] != 'C' && s[0] != 'D' {
		return bad("is not one")
	}
	on, _, ok := date(s[1:7])
	if !ok {
		return bad("has no date")
	}
	n, err := statement.Amount(strings.TrimSpace(s[10:]), s[7:10], ',')
	if err != nil {
		return bad(err.Error())
	}
	if s[0] == 'D' {
		n = -n
	}
	if tag[0:2] == "60" {
		m.currency = s[7:10]
	}
	*into = &statement.Balance{Line: line, Amount: n, Currency: s[7:10], On: on}
	return nil
}

// summary takes the sums that ING prints behind the closing balance: debits
// and credits as /SUM/number/number/sum/sum/.
func (m *message) summary(s string, line int) {
	parts := strings.Split(s, "/")
	if len(parts) != 7 || parts[1] != "SUM" {
		return
	}
	m.sums(proof{"/SUM/ of debits", line, parts[2], parts[4], false})
	m.sums(proof{"/SUM/ of credits", line, parts[3], parts[5], true})
}

// sums keeps what is to be proved: a message has two sums, a damaged one may have more.
func (m *message) sums(p proof) {
	if len(m.proofs) < 8 {
		m.proofs = append(m.proofs, p)
	}
}

// finish proves the message.
func (m *message) finish(marked, torn bool, before *statement.Ledger, r *statement.Report) error {
	if err := m.yield(r); err != nil {
		return err
	}
	l := &m.ledger
	l.Name, l.Line = m.name(), m.line
	switch {
	case m.account == "":
		return statement.Refuse(m.line, "the message has no account (:25:): the file is cut off or damaged; get it again")
	case !m.interim && l.Opening == nil:
		return statement.Refuse(m.line, "%s has no opening balance (:60F:): the file is damaged; get it again", l.Name)
	case !m.interim && l.Closing == nil:
		return statement.Refuse(m.line, "%s has no closing balance (:62F:): the file is cut off; get it again", l.Name)
	case m.interim && !marked && !m.summed:
		return statement.Refuse(m.line, "%s ends neither with its sums (:90D:, :90C:) nor with a line \"-\": the file is cut off; get it again", l.Name)
	}
	l.Follow(before, r)
	if ties := l.Tell(r); !ties && torn {
		return statement.Refuse(l.Closing.Line, "%s does not balance, and the last line of the file has no end: the file is cut off; get it again", l.Name)
	}
	for _, p := range m.proofs {
		if err := m.prove(p, r); err != nil {
			return err
		}
	}
	return nil
}

// prove compares a number and a sum with the entries. Interim reports must
// agree, unless they leave small entries out.
func (m *message) prove(p proof, r *statement.Report) error {
	count, sum := m.ledger.DebitCount, m.ledger.Debits
	if p.credit {
		count, sum = m.ledger.CreditCount, m.ledger.Credits
	}
	n, err := strconv.Atoi(p.count)
	if p.count == "" {
		n, err = 0, nil
	}
	amount, wrong := statement.Amount(p.amount, m.currency, ',')
	t := statement.Total{Name: m.ledger.Name + ", " + p.name,
		Declared: fmt.Sprintf("%s entries of %s", p.count, short(p.amount)),
		Computed: fmt.Sprintf("%d entries of %s", count, statement.Format(sum, m.currency)),
		OK:       err == nil && wrong == nil && n == count && amount == sum}
	r.Add(t)
	switch {
	case t.OK:
	case !m.interim || m.floor:
		r.WarnOfTotal(p.line, "%s: the file says %s, its entries give %s", t.Name, t.Declared, t.Computed)
	default:
		return t.Refuse(p.line, "entries")
	}
	return nil
}
