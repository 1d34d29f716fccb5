package importer

import (
	"moneytrail/recon/money"
	"moneytrail/recon/record"
)

// digits of the row's currency, told to the row.
func (l *profiledLayout) digits(code string) (digits int, ok bool) {
	if digits, ok = money.Digits(code); ok {
		l.val.Digits, l.val.In = digits, code
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

// unnamed prepares for a row that names no currency: what it makes follows its
// merchant, whose own currency, where it is known, says how many decimals the
// amounts may have and what the row's laws are in. false: it cannot be read so.
func (l *profiledLayout) unnamed(rule *boundRule, code *string) (digits int, ok bool) {
	if why := rule.NeedsCurrency(); why != "" {
		l.c.problems = append(l.c.problems, Problem{Line: l.c.line, Message: "the row names no currency, which it must: " + why +
			"; add it to the file, or set currency in the profile"})
		return 0, false
	}
	switch own, known := l.merchantCurrency(rule); {
	case own != "" && own != *code:
		*code = own
		l.val.Set(l.c.fields, clean) // minor units of another currency are other numbers
		return l.digits(own)
	case !known && !rule.Minor():
		return record.MostDecimals, true
	}
	return l.val.Digits, true
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

// follows tells the kinds of records that are of a merchant: where no currency
// is named, their amounts are in the merchant's, told of now or later.
func follows(k record.Kind) bool { return k != record.Entries }
