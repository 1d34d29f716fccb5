package profile

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"sort"
	"time"
)

// Output is one native row that a rule makes.
type Output struct {
	// Kind is transactions, settlements or payouts.
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

// amountColumns are the native columns that hold amounts.
var amountColumns = []string{"amount", "gross", "fee", "net", "carried_in"}

// nativeColumns are the columns that a rule may set, by kind.
var nativeColumns = map[string][]string{
	"transactions": {"transaction_id", "merchant_id", "terminal_id", "time", "type", "amount", "currency", "card_last4", "scheme", "auth_code",
		"rrn", "original_rrn", "original_id", "status", "card_type", "batch_no", "slip_no", "order_id", "operator", "place"},
	"settlements": {"line_id", "settled_on", "merchant_id", "terminal_id", "time", "type", "gross", "fee", "net", "rrn", "payout_id", "status",
		"currency", "transaction_id", "due_on", "hold_reason", "note", "order_id", "batch_no", "slip_no"},
	"payouts": {"payout_id", "merchant_id", "sent_at", "amount", "currency", "account", "status", "fee", "carried_in", "confirmed_at",
		"bank_reference", "statement_text", "failure_code", "failure_reason"},
}

// compile checks the profile and prepares its expressions.
func (p *Profile) compile() error {
	switch {
	case p.Name == "":
		return errors.New("name is empty")
	case len(p.Detect.Columns) == 0:
		return errors.New("detect.columns is empty: nothing would tell this layout")
	case len(p.Text.Delimiter) > 1 || p.Text.Delimiter == `"`:
		return fmt.Errorf("text.delimiter %q must be one ASCII character other than a quote", p.Text.Delimiter)
	case len(p.Rules) == 0:
		return errors.New("no [[row]]: rows would become nothing")
	case (p.Time.Zone == "") == (p.Time.Column == ""):
		return errors.New("time: give zone or column, and not both")
	}
	k := &known{columns: map[string]bool{}, amounts: map[string]bool{}}
	for name, printed := range p.Columns {
		if len(printed) == 0 {
			return fmt.Errorf("columns.%s has no printed name", name)
		}
		k.columns[name] = true
	}
	var err error
	if p.Time.Zone != "" {
		if p.Time.location, err = time.LoadLocation(p.Time.Zone); err != nil {
			return fmt.Errorf("time.zone: %w", err)
		}
	} else if err := k.has("time.column", p.Time.Column); err != nil {
		return err
	}
	for abbreviation := range p.Time.Zones {
		if _, err := p.Time.Offset(abbreviation); err != nil {
			return fmt.Errorf("time.zones.%s: %w", abbreviation, err)
		}
	}
	for i := range p.Derive {
		if err := p.Derive[i].compile(k); err != nil {
			return err
		}
	}
	for name := range p.Empty {
		if err := k.has("empty", name); err != nil {
			return err
		}
	}
	for _, name := range p.Keep {
		if err := k.has("keep", name); err != nil {
			return err
		}
	}
	if p.currency, err = k.template("currency", p.Currency); err != nil {
		return err
	}
	for i := range p.Amounts {
		a := &p.Amounts[i]
		if a.sum, err = k.sum("amount "+a.Name, a.Is); err != nil {
			return err
		}
		if err := k.has("amount "+a.Name, a.Same...); err != nil {
			return err
		}
		k.amounts[a.Name] = true
	}
	for i := range p.Checks {
		c := &p.Checks[i]
		if c.left, err = k.sum("check "+c.Name, c.Left); err != nil {
			return err
		}
		if c.right, err = k.sum("check "+c.Name, c.Right); err != nil {
			return err
		}
		if err := errors.Join(k.has("check "+c.Name, c.Same...), k.when("check "+c.Name, c.When)); err != nil {
			return err
		}
	}
	for i := range p.Rules {
		if err := p.Rules[i].compile(k, fmt.Sprintf("row %d", i+1)); err != nil {
			return err
		}
	}
	for i := range p.Totals.Sums {
		t := &p.Totals.Sums[i]
		if len(t.Names) == 0 {
			return errors.New("totals.sum: a total has no name")
		}
		if t.Count == (t.Sum != "") {
			return fmt.Errorf("total %s: give count or sum", t.Names[0])
		}
		if !t.Count {
			if t.sum, err = k.sum("total "+t.Names[0], t.Sum); err != nil {
				return err
			}
		}
	}
	for i := range p.Balances {
		b := &p.Balances[i]
		if b.name, err = k.template("balance", b.Name); err != nil {
			return err
		}
		if b.sum, err = k.sum("balance "+b.Name, b.Sum); err != nil {
			return err
		}
		if err := k.when("balance "+b.Name, b.Payout); err != nil {
			return err
		}
	}
	return nil
}

func (d *Derive) compile(k *known) error {
	if err := k.has("derive "+d.Name, d.Column); err != nil {
		return err
	}
	find, err := regexp.Compile(d.Find)
	if err != nil {
		return fmt.Errorf("derive %s: %w", d.Name, err)
	}
	if find.NumSubexp() < 1 {
		return fmt.Errorf("derive %s: the pattern has no group ( ) that says what to take", d.Name)
	}
	d.find = find
	k.columns[d.Name] = true
	return nil
}

func (r *Rule) compile(k *known, at string) error {
	if err := k.when(at, r.When); err != nil {
		return err
	}
	for _, s := range []struct {
		text string
		to   **Sum
	}{{r.Nonzero, &r.nonzero}, {r.Zero, &r.zero}, {r.AdjustmentUnless0, &r.adjust}} {
		if s.text == "" {
			continue
		}
		sum, err := k.sum(at, s.text)
		if err != nil {
			return err
		}
		*s.to = &sum
	}
	for _, out := range []struct {
		kind   string
		fields map[string]string
		unless *Sum
	}{{"transactions", r.Transaction, nil}, {"settlements", r.Line, nil}, {"settlements", r.Adjustment, r.adjust}, {"payouts", r.Payout, nil}} {
		if len(out.fields) == 0 {
			continue
		}
		o := Output{Kind: out.kind, Unless0: out.unless}
		for column, text := range out.fields {
			if !slices.Contains(nativeColumns[out.kind], column) {
				return fmt.Errorf("%s: %s have no column %s", at, out.kind, column)
			}
			f := Field{Column: column}
			if slices.Contains(amountColumns, column) {
				sum, err := k.sum(at+", "+column, text)
				if err != nil {
					return err
				}
				f.Amount = &sum
			} else {
				t, err := k.template(at+", "+column, text)
				if err != nil {
					return err
				}
				f.Text = &t
			}
			o.Fields = append(o.Fields, f)
		}
		sort.Slice(o.Fields, func(i, j int) bool { return o.Fields[i].Column < o.Fields[j].Column })
		r.outputs = append(r.outputs, o)
	}
	return nil
}

// known are the names that expressions may use.
type known struct {
	columns, amounts map[string]bool
}

func (k *known) has(at string, names ...string) error {
	for _, n := range names {
		if !k.columns[n] {
			return fmt.Errorf("%s: no column is called %s", at, n)
		}
	}
	return nil
}

func (k *known) when(at string, w When) error {
	for name := range w {
		if err := k.has(at+", when", name); err != nil {
			return err
		}
	}
	return nil
}

func (k *known) template(at, s string) (Template, error) {
	t, err := parseTemplate(s)
	if err != nil {
		return t, fmt.Errorf("%s: %w", at, err)
	}
	return t, k.has(at, t.Columns()...)
}

func (k *known) sum(at, s string) (Sum, error) {
	sum, err := parseSum(s)
	if err != nil {
		return sum, fmt.Errorf("%s: %w", at, err)
	}
	for _, t := range sum.Terms {
		if !k.columns[t.Column] && !k.amounts[t.Column] {
			return sum, fmt.Errorf("%s: %s is neither a column nor an amount", at, t.Column)
		}
	}
	return sum, nil
}
