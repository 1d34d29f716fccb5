package importer

import (
	"moneytrail/recon/money"
	"moneytrail/recon/record"
)

// digits of the row's currency, told to the row.
func (l *profiledLayout) digits(code string) (digits int, ok bool) {
	if digits, ok = money.Digits(code); ok {
		l.val.Digits = digits
		return digits, true
	}
	message := "is not a currency of ISO 4217"
	if slots := l.p.CurrencySlots(); len(slots) > 0 {
		l.wrong(slots[0], message)
	} else {
		l.c.problems = append(l.c.problems, Problem{Line: l.c.line, Message: quoteValue(code) + " " + message + ": set the currency of the profile or of the operator"})
	}
	return 0, false
}

// merchantCurrency is that of the merchant a row is about, "" where the row
// names none, or one who has none of its own.
func (l *profiledLayout) merchantCurrency(rule *boundRule) (code string, known bool) {
	if l.c.o.Book == nil {
		return "", true
	}
	for i := range rule.outputs {
		for k := range rule.outputs[i].Fields {
			if f := &rule.outputs[i].Fields[k]; f.Column == "merchant_id" {
				return l.native.ask(l.c.o.Book, l.c.source, l.text(f))
			}
		}
	}
	return "", true
}

// follows tells whether all amounts of a rule wait for the currency of a
// merchant who is told of later, and can: minor units of it cannot be read.
func (l *profiledLayout) follows(rule *boundRule) bool {
	for i := range rule.outputs {
		if !follows(rule.outputs[i].kind.kind) {
			return false
		}
	}
	return !l.p.Minor()
}

// follows tells the kinds of records whose amounts may be in a currency that
// is told of later.
func follows(k record.Kind) bool { return k == record.Lines || k == record.Events }
