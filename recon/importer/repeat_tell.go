package importer

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// settle finds the rows that say something of an id again, and tells those
// that say something else in the proof, in the order of their lines.
func (w *walk) settle(ctx context.Context) error {
	f, err := w.met.settle(ctx)
	if err != nil {
		return err
	}
	w.p.found = f
	differing := f.differs.count()
	if differing == 0 {
		return nil
	}
	// the rows have to be looked at again for what is told of them
	var again Proof
	second := walk{in: w.in, o: w.o, p: &again, found: f, names: newNames(f)}
	second.o.Progress = nil
	if _, err := second.run(ctx, w.p.Encoding); err != nil {
		return err
	}
	if again.Rows != w.p.Rows {
		return changed("changed while it was read")
	}
	total := len(w.p.Errors) + w.p.MoreErrors + differing
	for _, pair := range f.pairs {
		name := second.names.rows[pair.row]
		w.p.Errors = append(w.p.Errors, Problem{Line: name.line, Message: fmt.Sprintf(
			"%s is the same id as in line %d, but the row says something else: one file must say one thing of one id",
			quoteValue(name.id), second.names.rows[pair.first].line)})
		w.p.Bad = append(w.p.Bad, name.line)
	}
	slices.SortStableFunc(w.p.Errors, func(a, b Problem) int { return a.Line - b.Line })
	slices.Sort(w.p.Bad)
	w.p.Errors = w.p.Errors[:min(len(w.p.Errors), MaxErrors)]
	w.p.Bad = w.p.Bad[:min(len(w.p.Bad), MaxErrors)]
	w.p.MoreErrors = total - len(w.p.Errors)
	w.p.Rejected += differing
	w.p.First, w.p.Last = again.First, again.Last
	return nil
}

// names are the lines and ids of the rows that messages speak of.
type names struct {
	found *findings
	rows  map[int]*rowName
}

type rowName struct {
	line int
	id   string
	key  uint64
}

func newNames(f *findings) *names {
	n := &names{found: f, rows: map[int]*rowName{}}
	for _, p := range f.pairs {
		n.rows[p.first] = &rowName{}
	}
	for _, p := range f.pairs {
		n.rows[p.row] = &rowName{key: p.id}
	}
	return n
}

func (n *names) note(c *cells, made []produced) {
	name := n.rows[c.index]
	if name == nil {
		return
	}
	name.line = c.line
	for i := range made {
		if n.found.key(&made[i]) == name.key {
			name.id = strings.Clone(made[i].id)
		}
	}
}
