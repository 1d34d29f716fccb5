package profile

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// group is what a balance law knows of one group of rows.
type group struct {
	law        *Balance
	name       string
	paid, rest numeral
	broken     bool // an overflow, or a number that could not be read
	currency   string
	digits     int
	first      int // line
	payouts    int
}

// chain is what a running law knows of one account: each direction in which
// the balances may follow each other, and where it breaks first.
type chain struct {
	law           *Running
	name          string
	currency      string
	digits, pairs int
	balance       numeral // of the row before
	change        numeral
	down, up      int // breaks
	downAt, upAt  broken
	started       bool
}

type broken struct {
	line            int
	printed, wanted numeral
}

func (t *Tally) group(currency string, line int) {
	for i := range t.p.Balances {
		b := &t.p.Balances[i]
		if !t.row.Fits(b.when) {
			continue
		}
		name := t.row.Fill(&b.name)
		key := fmt.Sprint(i) + " " + name + " " + currency
		g := t.balances[key]
		if g == nil {
			g = &group{law: b, name: strings.Clone(name), currency: strings.Clone(currency), digits: t.row.Digits, first: line}
			t.balances[key] = g
		}
		n, ok := t.row.sum(&b.sum)
		if t.row.Fits(b.payout) {
			g.paid, ok = addOK(g.paid, n.negative(), ok)
			g.payouts++
		} else {
			g.rest, ok = addOK(g.rest, n, ok)
		}
		g.broken = g.broken || !ok
	}
}

func (t *Tally) chain(currency string, line int) {
	for i := range t.p.Running {
		law := &t.p.Running[i]
		if slot := t.p.sumOrigin(&law.balance); slot >= 0 && t.row.At(slot) < 0 {
			continue // this file prints no balance
		}
		name := t.row.Fill(&law.name)
		key := fmt.Sprint(i) + " " + name + " " + currency
		c := t.running[key]
		if c == nil {
			c = &chain{law: law, name: strings.Clone(name), currency: strings.Clone(currency), digits: t.row.Digits}
			t.running[key] = c
		}
		balance, ok := t.row.sum(&law.balance)
		change, read := t.row.sum(&law.change)
		if ok && read {
			c.next(balance, change, line)
		}
	}
}

func (c *chain) next(balance, change numeral, line int) {
	if c.started {
		c.pairs++
		if want, ok := c.balance.add(change); !ok || !want.equals(balance) {
			if c.down++; c.down == 1 {
				c.downAt = broken{line, balance, want}
			}
		}
		if want, ok := c.balance.add(c.change.negative()); !ok || !want.equals(balance) {
			if c.up++; c.up == 1 {
				c.upAt = broken{line, balance, want}
			}
		}
	}
	c.balance, c.change, c.started = balance, change, true
}

func (t *Tally) groups() []Result {
	var out []Result
	for _, k := range slices.Sorted(maps.Keys(t.balances)) {
		g := t.balances[k]
		if g.law.Paid && g.payouts == 0 {
			continue
		}
		r := Result{Name: g.name, Declared: g.paid.in(g.digits) + " " + g.currency, Computed: g.rest.in(g.digits) + " " + g.currency,
			Line: g.first, Fatal: g.law.Refuse}
		off, ok := g.paid.add(g.rest.negative())
		r.OK = ok && !g.broken && off.within(g.law.Tolerance, g.digits)
		if !r.OK {
			r.Wrong = fmt.Sprintf("%s does not tie: its payout is %s, its other rows add up to %s: %s", g.name, r.Declared, r.Computed,
				cmp.Or(g.law.Why, "the file is an excerpt, or something is missing"))
		}
		r.Fatal = r.Fatal && !r.OK
		out = append(out, r)
	}
	return out
}

func (t *Tally) chains() []Result {
	var out []Result
	for _, k := range slices.Sorted(maps.Keys(t.running)) {
		c := t.running[k]
		r := Result{Name: c.name, OK: c.down == 0 || c.up == 0}
		at := c.downAt
		if c.up < c.down {
			at = c.upAt
		}
		money := func(n numeral) string { return n.in(c.digits) + " " + c.currency }
		if r.OK {
			r.Declared, r.Computed = money(c.balance), money(c.balance)
		} else {
			r.Declared, r.Computed, r.Line, r.Fatal = money(at.printed), money(at.wanted), at.line, c.law.Refuse
			r.Wrong = fmt.Sprintf("%s: the balance is %s here, the row beside it and the amount give %s: a row is missing, changed or not in its place", c.name, r.Declared, r.Computed)
		}
		out = append(out, r)
	}
	return out
}
