package profile

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"moneytrail/recon/record"
)

// Output is one native row that a rule makes.
type Output struct {
	// Kind is transactions, settlements, payouts, bank or events.
	Kind string
	// Fields are the native columns; exactly one of Text and Amount is set.
	Fields []Field
	// Unless0: no row when this sum is 0.
	Unless0 *Sum
}

// Field is one native column of an output.
type Field struct {
	Column string
	Text   *Template
	Amount *Sum
}

// signed is a condition on a sum: its sign must be one of those.
type signed struct {
	sum                      Sum
	negative, zero, positive bool
}

// condition is what a column must hold; conditions must all be true.
type condition struct {
	slot   int
	values []string
	any    bool
	match  *regexp.Regexp
}

type conditions []condition

// amountColumns are the native columns that hold amounts.
var amountColumns = []string{"amount", "gross", "fee", "net", "carried_in"}

// nativeColumns are the columns that a rule may set, by kind. The currency is
// the profile's: it says how amounts are read.
var nativeColumns = map[string][]string{
	"transactions": {"transaction_id", "merchant_id", "terminal_id", "time", "type", "amount", "card_last4", "scheme", "auth_code",
		"rrn", "original_rrn", "original_id", "status", "card_type", "batch_no", "slip_no", "order_id", "operator", "place"},
	"settlements": {"line_id", "settled_on", "merchant_id", "terminal_id", "time", "type", "gross", "fee", "net", "rrn", "payout_id", "status",
		"transaction_id", "due_on", "hold_reason", "note", "order_id", "batch_no", "slip_no"},
	"payouts": {"payout_id", "merchant_id", "sent_at", "amount", "account", "status", "fee", "carried_in", "confirmed_at",
		"bank_reference", "statement_text", "failure_code", "failure_reason"},
	"bank":   {"entry_id", "booked_on", "booked_at", "account", "amount", "direction", "memo", "owner", "counterparty"},
	"events": {"event_id", "merchant_id", "time", "kind", "terminal_id", "reference", "amount", "due_on", "public_reason", "note"},
}

// neededColumns must be set by a rule, whatever a row says.
var neededColumns = map[string][]string{
	"transactions": {"transaction_id", "merchant_id", "time", "type", "amount", "status"},
	"settlements":  {"line_id", "settled_on", "merchant_id", "type", "gross", "fee", "net", "status"},
	"payouts":      {"payout_id", "merchant_id", "amount", "status"},
	"bank":         {"entry_id", "booked_on", "account", "amount", "direction"},
	"events":       {"merchant_id", "time", "kind"},
}

func (p *Profile) compileAmounts() error {
	p.amounts, p.groups = map[string]int{}, nil
	for i := range p.Amounts {
		a, key := &p.Amounts[i], fmt.Sprintf("amount[%d]", i+1)
		if _, taken := p.slots[a.Name]; taken || a.Name == "" {
			return wrong(key+".name", "%q must be a name that no column has", a.Name)
		}
		var err error
		if a.sum, err = p.sum(key+".is", a.Is); err != nil {
			return err
		}
		if a.same, err = p.has(key+".same", a.Same); err != nil {
			return err
		}
		if a.when, err = p.when(key+".when", a.When, nil); err != nil {
			return err
		}
		g, ok := p.amounts[a.Name]
		if !ok || i == 0 || p.Amounts[i-1].Name != a.Name {
			if ok {
				return wrong(key+".name", "the amounts called %s must follow each other", a.Name)
			}
			g = len(p.groups)
			p.groups = append(p.groups, nil)
			p.amounts[a.Name] = g
		}
		for _, t := range a.sum.terms {
			if t.slot < 0 && t.group == g {
				return wrong(key+".is", "%s is made of itself", a.Name)
			}
		}
		p.groups[g] = append(p.groups[g], a)
	}
	for i := range p.Checks {
		c, key := &p.Checks[i], fmt.Sprintf("check[%d]", i+1)
		var err error
		if c.left, err = p.sum(key+".left", c.Left); err != nil {
			return err
		}
		if c.right, err = p.sum(key+".right", c.Right); err != nil {
			return err
		}
		if c.same, err = p.has(key+".same", c.Same); err != nil {
			return err
		}
		if c.when, err = p.when(key+".when", c.When, nil); err != nil {
			return err
		}
	}
	return nil
}

func (p *Profile) compileRules() error {
	if len(p.Rules) == 0 {
		return wrong("row", "no [[row]]: rows would become nothing")
	}
	for i := range p.Rules {
		if err := p.compileRule(&p.Rules[i], fmt.Sprintf("row[%d]", i+1)); err != nil {
			return err
		}
	}
	return nil
}

func (p *Profile) compileRule(r *Rule, key string) error {
	var err error
	if r.when, err = p.when(key+".when", r.When, r.Match); err != nil {
		return err
	}
	for _, s := range []struct {
		key, text string
		signed
	}{
		{"nonzero", r.Nonzero, signed{negative: true, positive: true}}, {"zero", r.Zero, signed{zero: true}},
		{"positive", r.Positive, signed{positive: true}}, {"negative", r.Negative, signed{negative: true}},
	} {
		if s.text == "" {
			continue
		}
		if s.sum, err = p.sum(key+"."+s.key, s.text); err != nil {
			return err
		}
		r.signs = append(r.signs, s.signed)
	}
	var unless *Sum
	if r.AdjustmentUnless0 != "" {
		sum, err := p.sum(key+".adjustment_unless_zero", r.AdjustmentUnless0)
		if err != nil {
			return err
		}
		unless = &sum
	}
	for _, out := range []struct {
		key, kind string
		fields    map[string]string
		unless    *Sum
	}{
		{"transaction", "transactions", r.Transaction, nil}, {"line", "settlements", r.Line, nil}, {"adjustment", "settlements", r.Adjustment, unless},
		{"payout", "payouts", r.Payout, nil}, {"entry", "bank", r.Entry, nil}, {"event", "events", r.Event, nil},
	} {
		if len(out.fields) == 0 {
			continue
		}
		o := Output{Kind: out.kind, Unless0: out.unless}
		if err := p.compileOutput(&o, key+"."+out.key, out.fields); err != nil {
			return err
		}
		r.outputs = append(r.outputs, o)
	}
	if (len(r.outputs) == 0) == (r.Ignore == "") {
		return wrong(key, "a row becomes records (transaction, line, payout, entry, event), or ignore says why it becomes none")
	}
	p.compileUnits(r)
	if why := r.needsCurrency; why != "" && len(p.currency.parts) == 0 {
		return wrong(key, "needs currency of the profile, such as currency = \"CNY\" or \"{column}\": %s", why)
	}
	return nil
}

func (p *Profile) compileOutput(o *Output, key string, fields map[string]string) error {
	for _, column := range slices.Sorted(maps.Keys(fields)) {
		at := key + "." + column
		if column == "currency" {
			return wrong(at, "the currency of a row is told once for all that it becomes: set currency of the profile")
		}
		if !slices.Contains(nativeColumns[o.Kind], column) {
			return wrong(at, "%s have no column %s", o.Kind, column)
		}
		f := Field{Column: column}
		if slices.Contains(amountColumns, column) {
			sum, err := p.sum(at, fields[column])
			if err != nil {
				return err
			}
			f.Amount = &sum
		} else {
			t, err := p.template(at, fields[column])
			if err != nil {
				return err
			}
			f.Text = &t
			words := record.Words(record.Kind(o.Kind), column)
			if word, fixed := t.fixed(); fixed && word != "" && words != nil && !slices.Contains(words, word) {
				return wrong(at, "%q is not one of %s", word, strings.Join(words, " "))
			}
		}
		o.Fields = append(o.Fields, f)
	}
	var missing []string
	for _, need := range neededColumns[o.Kind] {
		if _, ok := fields[need]; !ok {
			missing = append(missing, need)
		}
	}
	switch len(missing) {
	case 0:
		return nil
	case 1:
		return wrong(key, "%s is missing: %s need it", missing[0], o.Kind)
	}
	return wrong(key, "%s are missing: %s need them", strings.Join(missing, ", "), o.Kind)
}

func (p *Profile) compileTotals() error {
	var err error
	if p.Totals.rows, err = p.when("totals.rows", p.Totals.Rows, nil); err != nil {
		return err
	}
	for i := range p.Totals.Sums {
		if err := p.compileTotal(&p.Totals.Sums[i], fmt.Sprintf("totals.sum[%d]", i+1)); err != nil {
			return err
		}
	}
	for i := range p.Balances {
		b, key := &p.Balances[i], fmt.Sprintf("balance[%d]", i+1)
		if b.name, err = p.template(key+".name", b.Name); err != nil {
			return err
		}
		if b.sum, err = p.sum(key+".sum", b.Sum); err != nil {
			return err
		}
		if b.payout, err = p.when(key+".payout", b.Payout, nil); err != nil {
			return err
		}
		if b.when, err = p.when(key+".when", b.When, nil); err != nil {
			return err
		}
	}
	for i := range p.Running {
		r, key := &p.Running[i], fmt.Sprintf("running[%d]", i+1)
		if r.name, err = p.template(key+".name", r.Name); err != nil {
			return err
		}
		if r.balance, err = p.sum(key+".balance", r.Balance); err != nil {
			return err
		}
		if r.change, err = p.sum(key+".change", r.Change); err != nil {
			return err
		}
	}
	return nil
}

func (p *Profile) compileTotal(t *Total, key string) error {
	given := 0
	for _, is := range []bool{len(t.Names) > 0, t.Column != "", t.Find != ""} {
		if is {
			given++
		}
	}
	switch {
	case given != 1:
		return wrong(key, "give names, column or find: where the file prints the total")
	case t.Count == (t.Sum != ""):
		return wrong(key, "give count or sum: what the total is of")
	case t.Count && t.Tolerance != 0:
		return wrong(key+".tolerance", "is in minor units of money: a count of rows ties or it does not")
	case len(t.Names) > 0 && p.Totals.Header == "":
		return wrong(key+".names", "needs totals.header, the beginning of the line that names the totals")
	case t.Column != "" && len(p.Totals.Rows) == 0:
		return wrong(key+".column", "needs totals.rows, which rows hold totals")
	}
	var err error
	if t.Column != "" {
		slots, err := p.has(key+".column", []string{t.Column})
		if err != nil {
			return err
		}
		t.slot = slots[0]
	}
	if t.Find != "" {
		if t.find, err = regexp.Compile(t.Find); err != nil {
			return fault{key + ".find", err}
		}
		if t.find.NumSubexp() < 1 {
			return wrong(key+".find", "the pattern has no group ( ) that says which number to take")
		}
	}
	if !t.Count {
		if t.sum, err = p.sum(key+".sum", t.Sum); err != nil {
			return err
		}
	}
	t.when, err = p.when(key+".when", t.When, nil)
	return err
}

func (p *Profile) has(key string, names []string) ([]int, error) {
	var out []int
	for _, n := range names {
		slot, ok := p.slots[n]
		if !ok {
			return nil, wrong(key, "no column is called %s", n)
		}
		out = append(out, slot)
	}
	return out, nil
}

func (p *Profile) when(key string, w When, match map[string]string) (conditions, error) {
	var out conditions
	for _, name := range slices.Sorted(maps.Keys(w)) {
		slots, err := p.has(key, []string{name})
		if err != nil {
			return nil, err
		}
		if len(w[name]) == 0 {
			return nil, wrong(key, "%s has no values: \"*\" is any that is not empty", name)
		}
		out = append(out, condition{slot: slots[0], values: w[name], any: slices.Contains(w[name], "*")})
	}
	for _, name := range slices.Sorted(maps.Keys(match)) {
		slots, err := p.has(key, []string{name})
		if err != nil {
			return nil, err
		}
		re, err := regexp.Compile(match[name])
		if err != nil {
			return nil, fault{key, err}
		}
		out = append(out, condition{slot: slots[0], match: re})
	}
	return out, nil
}

func (p *Profile) template(key, s string) (Template, error) {
	t, err := parseTemplate(s)
	if err != nil {
		return t, fault{key, err}
	}
	for i := range t.parts {
		if t.parts[i].slots, err = p.has(key, t.parts[i].names); err != nil {
			return t, err
		}
	}
	return t, nil
}

func (p *Profile) sum(key, s string) (Sum, error) {
	sum, err := parseSum(s)
	if err != nil {
		return sum, fault{key, err}
	}
	for i := range sum.terms {
		t := &sum.terms[i]
		slot, isColumn := p.slots[t.name]
		group, isAmount := p.amounts[t.name]
		switch {
		case isColumn:
			t.slot, p.summed[slot] = slot, true
		case isAmount:
			t.slot, t.group = -1, group
		default:
			return sum, wrong(key, "%s is neither a column nor an amount", t.name)
		}
	}
	return sum, nil
}
