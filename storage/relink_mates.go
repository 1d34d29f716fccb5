package storage

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"moneytrail/recon/record"
)

// mates are transactions of one terminal and amount, of about one time.
type mates struct {
	mate
	from, to time.Time
}

type mate struct {
	terminal string
	amount   int64
}

// days are those under which they may be kept: a time may be printed in the
// merchant's zone, or with its offset.
func (of mates) days(zone *time.Location) (first, last int64) {
	first = min(dayIn(record.Stamp{Time: of.from}), int64(dateOf(of.from.In(zone))))
	return first, max(dayIn(record.Stamp{Time: of.to}), int64(dateOf(of.to.In(zone))))
}

// together makes one of mates whose times overlap: where everything costs the
// same, each row is looked at once.
func together(all []mates) []mates {
	slices.SortFunc(all, func(a, b mates) int {
		return cmp.Or(strings.Compare(a.terminal, b.terminal), cmp.Compare(a.amount, b.amount), a.from.Compare(b.from))
	})
	kept := all[:0]
	for _, of := range all {
		if n := len(kept) - 1; n >= 0 && kept[n].mate == of.mate && !of.from.After(kept[n].to) {
			if of.to.After(kept[n].to) {
				kept[n].to = of.to
			}
			continue
		}
		kept = append(kept, of)
	}
	return kept
}

// meet takes the transactions of a terminal and amount that are of about one time.
func (w *wish) meet(ctx context.Context, of mates) error {
	m := w.linker
	first, last := of.days(m.zone())
	if err := m.readDays(ctx, first, last); err != nil {
		return err
	}
	for day := first; day <= last; day++ {
		d := m.part.days[day]
		for i := d.of[of.hash()]; i > 0; i = d.next[i-1] {
			if err := w.join(ctx, of, d.facts[i-1]); err != nil {
				return err
			}
		}
		for _, f := range d.untold {
			if err := w.join(ctx, of, f); err != nil {
				return err
			}
		}
	}
	return nil
}

// join takes a transaction if it is one of mates.
func (w *wish) join(ctx context.Context, of mates, f fact) error {
	t, err := w.linker.takeTxn(ctx, f)
	if err == nil && t != nil && !(t.Amount == of.amount && t.TerminalID == of.terminal && !t.Time.Before(of.from) && !t.Time.After(of.to)) {
		w.linker.leave(t)
	}
	return err
}

// dayFacts are the transactions that are kept under a day.
type dayFacts struct {
	facts  []fact
	of     map[uint64]int32 // the first of facts with a hash of terminal and amount, from 1
	next   []int32          // the one after it
	untold []fact           // whose amount or terminal shows when they are read
}

// hash is that of a terminal and an amount.
func (m mate) hash() uint64 { return hashOfMate([]byte(m.terminal), m.amount) }

func hashOfMate(terminal []byte, amount int64) uint64 {
	const offset, prime = 14695981039346656037, 1099511628211 // FNV-1a
	h := offset ^ uint64(amount)
	for _, b := range terminal {
		h = (h ^ uint64(b)) * prime
	}
	return h
}

// readDays reads the transactions of before that are kept under these days.
func (m *merchantLinker) readDays(ctx context.Context, first, last int64) error {
	p := m.part
	for day := first; day <= last; day++ {
		if _, have := p.days[day]; have {
			continue
		}
		var facts []fact
		for _, of := range m.parties {
			if err := m.olderOn(ctx, of, day, p.transactions, m.visible(&facts)); err != nil {
				return err
			}
		}
		d := dayFacts{facts: facts, of: make(map[uint64]int32, len(facts)), next: make([]int32, len(facts))}
		for i, f := range slices.Backward(facts) {
			if amount, terminal, told := amountOf(f.body); told {
				h := hashOfMate(terminal, amount)
				d.next[i] = d.of[h]
				d.of[h] = int32(i + 1)
			} else {
				d.untold = append(d.untold, f)
			}
		}
		p.days[day] = d
	}
	return nil
}
