package profile

import "slices"

// Get gives the text of a column in a row, cleaned; "" if the file lacks it.
type Get func(column string) string

// CurrencyOf gives the currency of a row.
func (p *Profile) CurrencyOf(get Get) string { return p.currency.Fill(get) }

// CurrencyColumns are the columns that the currency comes from.
func (p *Profile) CurrencyColumns() []string { return p.currency.Columns() }

// Outputs are the native rows that the rule makes.
func (r *Rule) Outputs() []Output { return r.outputs }

// Fits tells whether the rule is about this row; zero evaluates a sum.
func (r *Rule) Fits(get Get, zero func(Sum) bool) bool {
	if !r.When.Fits(get) {
		return false
	}
	if r.nonzero != nil && zero(*r.nonzero) {
		return false
	}
	return r.zero == nil || zero(*r.zero)
}

// Fits tells whether every column has one of its listed values. A list with
// "*" takes any value that is not empty.
func (w When) Fits(get Get) bool {
	for column, values := range w {
		v := get(column)
		if !slices.Contains(values, v) && !(v != "" && slices.Contains(values, "*")) {
			return false
		}
	}
	return true
}

// Find gives what the pattern catches in the text of its column.
func (d *Derive) Text(get Get) string {
	if m := d.find.FindStringSubmatch(get(d.Column)); m != nil {
		return m[1]
	}
	return ""
}

// Sum of the amount, and whether it applies to this row.
func (a *Amount) Sum(get Get) (Sum, bool) { return a.sum, same(a.Same, get) }

// Sides of the law, and whether it applies to this row.
func (c *Check) Sides(get Get) (left, right Sum, applies bool) {
	return c.left, c.right, c.When.Fits(get) && same(c.Same, get)
}

// Expr is the sum that the total prints.
func (t *Total) Expr() Sum { return t.sum }

// Group names the group that a row belongs to, and the sum it adds.
func (b *Balance) Group(get Get) (string, Sum) { return b.name.Fill(get), b.sum }

func same(columns []string, get Get) bool {
	for _, c := range columns {
		if get(c) != get(columns[0]) || get(c) == "" {
			return false
		}
	}
	return true
}
