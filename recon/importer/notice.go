package importer

import (
	"fmt"
	"strings"
)

// notice is what the first pass sees of whole columns: values that a
// spreadsheet rewrote where the file can do without them, and ids that are card
// numbers, which one value alone does not tell.
type notice struct {
	ids   [columnCount]seenIDs
	lost  [columnCount]lostValues
	extra map[string]*lostValues // of columns that the layout does not know
	few   int                    // ids that look like card numbers by chance, at most
}

// seenIDs counts the values of a column that are as long as card numbers.
type seenIDs struct {
	numbers, cards int
	line, column   int
	name           string
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

// number notes an id that is a number as long as those of cards.
func (c *cells) number(k column, v string) {
	s := &c.seen.ids[k]
	for i := range len(v) {
		if !isDigit(v[i]) {
			return
		}
	}
	s.numbers++
	if !isCard(v, false) || !issued(v) {
		return
	}
	if s.cards++; s.cards == 1 {
		s.line = c.line
		s.column, s.name = c.place(k)
	}
}

// issued tells a number of the length and the first digits of a card's.
func issued(d string) bool {
	switch n := len(d); {
	case strings.HasPrefix(d, "62"):
		return n >= 16
	case d[0] == '4', d[:2] >= "51" && d[:2] <= "55", d[:4] >= "3528" && d[:4] <= "3589", d[:4] == "6011", d[:2] == "65":
		return n == 16
	case d[:2] == "34", d[:2] == "37":
		return n == 15
	case d[:2] == "36", d[:2] == "38":
		return n == 14
	}
	return false
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
	for k := range n.ids {
		if s := &n.ids[k]; s.cards > n.few && s.cards*2 > s.numbers {
			p.fatal(Problem{Line: s.line, Column: s.column, Message: fmt.Sprintf(
				"%s holds card numbers (%d of %d values), which are not kept: give the file with ids of its own, or with the first six and the last four digits of each card", s.name, s.cards, s.numbers)})
		}
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
