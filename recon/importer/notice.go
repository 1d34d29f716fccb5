package importer

import "fmt"

// notice is what the first pass sees of whole columns: values that a
// spreadsheet rewrote where the file can do without them, and what one value
// alone does not tell: ids that are card numbers, numbers that were rounded.
type notice struct {
	cards   [columnCount]cardColumn
	rounded [columnCount]roundedColumn
	// profiled: the file is of a payment company's layout
	profiled bool
	lost     [columnCount]lostValues
	extra    map[string]*lostValues // of columns that the layout does not know
}

// lostValues counts values that a spreadsheet rewrote.
type lostValues struct {
	n, line, column int
	name            string
}

func (l *lostValues) add(line, column int, name string) {
	if l.n++; l.n == 1 {
		l.line, l.column, l.name = line, column, name
	}
}

// dispensable tells the columns of native rows without whose exact text money
// is found all the same.
func dispensable(k column) bool {
	switch k {
	case colAuthCode, colBatchNo, colSlipNo, colCardType, colScheme, colFailureCode:
		return true
	}
	return false
}

// lose notes that a spreadsheet rewrote the value of a column.
func (c *cells) lose(k column) {
	if c.seen != nil {
		at, name := c.place(k)
		c.seen.lost[k].add(c.line, at, name)
	}
}

// loseExtra does so of a column that the layout does not know.
func (c *cells) loseExtra(k *keptColumn) {
	if c.seen == nil {
		return
	}
	l := c.seen.extra[k.name]
	if l == nil {
		l = &lostValues{}
		c.seen.extra[k.name] = l
	}
	l.add(c.line, k.at+1, k.name)
}

// place is where a native column stands in the file, and its name there.
func (c *cells) place(k column) (at int, name string) {
	name = columnNames[k]
	i, ok := c.head.index[name]
	if !ok {
		return 0, name
	}
	if printed := c.head.names[i]; printed != name {
		name += " (" + printed + ")"
	}
	return i + 1, name
}

// tell puts what was seen into the proof.
func (n *notice) tell(p *Proof) {
	p.cards = make(map[column]cardGroups)
	for k := range n.cards {
		n.cards[k].tell(p, column(k), n.profiled)
		n.rounded[k].tell(p, column(k))
	}
	for k := range n.lost {
		n.lost[k].tell(p, "were left out")
	}
	for _, name := range sortedKeys(n.extra) {
		n.extra[name].tell(p, "are kept as they are")
	}
}

func (l *lostValues) tell(p *Proof, what string) {
	if l.n > 0 {
		p.Warnings = append(p.Warnings, Problem{Line: l.line, Column: l.column, Message: fmt.Sprintf(
			"%s: %d values were changed by a spreadsheet (they end in E+..), the first of them here; they %s: export the file again with this column as text", l.name, l.n, what)})
	}
}
