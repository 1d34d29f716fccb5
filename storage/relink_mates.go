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
	// A time may be printed in the merchant's zone, or with its offset.
	zone := m.zone()
	first := min(dayIn(record.Stamp{Time: of.from}), int64(dateOf(of.from.In(zone))))
	last := max(dayIn(record.Stamp{Time: of.to}), int64(dateOf(of.to.In(zone))))
	if err := m.readDays(ctx, first, last); err != nil {
		return err
	}
	for day := first; day <= last; day++ {
		facts := m.part.days[day]
		for _, f := range slices.Concat(facts.of[of.mate], facts.untold) {
			t, err := m.transaction(ctx, f)
			if err != nil {
				return err
			}
			if t.Amount == of.amount && t.TerminalID == of.terminal && !t.Time.Before(of.from) && !t.Time.After(of.to) {
				m.takeTxn(&t)
			}
		}
	}
	return nil
}

// dayFacts are the transactions that are kept under a day.
type dayFacts struct {
	of     map[mate][]fact
	untold []fact // whose amount or terminal shows when they are read
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
			err := pagesWhere(ctx, m.q, transactionNoun(), of, m.visible(&facts), "d.day = ? AND d.first < ?", day, p.transactions)
			if err != nil {
				return err
			}
		}
		d := dayFacts{of: map[mate][]fact{}}
		for _, f := range facts {
			if amount, terminal, told := amountOf(f.body); told {
				of := mate{string(terminal), amount}
				d.of[of] = append(d.of[of], f)
			} else {
				d.untold = append(d.untold, f)
			}
		}
		p.days[day] = d
	}
	return nil
}
