package storage

import (
	"context"
	"slices"

	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// again tells whether the lines that name a payout are put together again: of
// a part, those that new lines name, and those that a file told of first.
func (m *merchantLinker) again(payout string) bool { return m.part == nil || m.part.told[payout] }

// retold finds which payouts' lines are to be put together again, and takes them all.
func (m *merchantLinker) retold(ctx context.Context, payouts []payoutRow) error {
	p := m.part
	p.told = map[string]bool{}
	for i := range m.lines {
		if l := &m.lines[i]; p.fresh[l.Row] && l.PayoutID != "" {
			p.told[l.PayoutID] = true
		}
	}
	for i := range payouts {
		if !payouts[i].Implied && payouts[i].state == "" {
			p.told[payouts[i].ID] = true
		}
	}
	var rows []int64
	for i := range payouts {
		if p.told[payouts[i].ID] {
			rows = append(rows, payouts[i].Row)
		}
	}
	return m.takeLinesOf(ctx, rows)
}

// takeLinesOf takes the lines of payouts as they are stored, and what their
// states depend on.
func (m *merchantLinker) takeLinesOf(ctx context.Context, payouts []int64) error {
	if len(payouts) == 0 {
		return nil
	}
	was, err := m.linesOf(ctx, payouts)
	if err != nil {
		return err
	}
	var keys keySet[int64]
	for _, list := range was {
		for _, l := range list {
			if _, have := m.part.lines[l.row]; !have {
				keys.add(l.row)
			}
		}
	}
	var lines []fact
	if err := m.rowsNear(ctx, lineNoun(), keys.list, m.visible(&lines)); err != nil {
		return err
	}
	if err := m.take(ctx, nil, lines); err != nil {
		return err
	}
	return m.reach(ctx, false)
}

// moving takes the lines of payouts that are otherwise than they were, and
// tells of the payouts of all lines at hand what those come to.
func (m *merchantLinker) moving(ctx context.Context, payouts []payoutRow, linked []trail.LinkedPayout) error {
	seen, err := m.bankSeen(ctx, payouts)
	if err != nil {
		return err
	}
	cal, _ := m.shelf.db.cals.Get(calendarName(m.reg.merchant(m.id).Calendar))
	now := m.now.In(m.zone())
	var moved []int64
	for _, p := range linked {
		was, there := m.stored[p.Row]
		state, day := trail.PayoutStateOf(p, seen[p.Account.Key], cal, now), int64(payoutDay(p, m.zone()))
		// Of several entries the last day does not tell the day of arrival, and
		// a balance that is carried depends on other payouts.
		if !there || was.state != state || was.landsOn != day || len(p.Entries) > 1 || state == trail.PayoutCarried {
			moved = append(moved, p.Row)
		}
	}
	if err := m.takeLinesOf(ctx, moved); err != nil {
		return err
	}
	m.said = recordsOf(m.txns)
	var touched keySet[int64]
	for i := range m.lines {
		if row := m.lines[i].PayoutRow; row != 0 {
			if _, there := m.stored[row]; there { // else it has no other lines
				touched.add(row)
			}
		}
	}
	nets := netsAmong(m.lines)
	itemised, err := m.linesOf(ctx, touched.list)
	if err != nil {
		return err
	}
	for i := range linked {
		p := &linked[i]
		if list, ok := itemised[p.Row]; ok && !m.again(p.ID) {
			p.LineRows = netsOf(list)
		} else {
			p.LineRows = nets[p.Row]
		}
	}
	return nil
}

// restated tells whether bank entries of a ring are otherwise than they were.
func (m *merchantLinker) restated(r *ring) bool {
	return m.linker.restated[""] || slices.ContainsFunc(r.places.list, func(key string) bool { return m.linker.restated[key] })
}

// notePart keeps what changed of the balance, and of the lines that several
// transactions fit.
func (m *merchantLinker) notePart(ctx context.Context) error {
	was, err := m.unpaidOf(ctx, []any{m.key})
	if err != nil {
		return err
	}
	m.v.unpaid = map[string]int64{}
	for _, u := range was {
		m.v.unpaid[u.currency] = u.net
	}
	for i := range m.lines {
		l := &m.lines[i]
		if was := m.part.linked(l); was != nil && was.payout == 0 && l.Status != record.LineHeld {
			m.v.unpaid[l.Currency] -= l.Net
		}
	}
	for currency, net := range unpaidAmong(m.lines) {
		m.v.unpaid[currency] += net
	}
	rivals, err := m.rivals(ctx)
	if err != nil {
		return err
	}
	m.v.rivals = append(m.v.rivals, slices.DeleteFunc(rivals, func(row int64) bool {
		_, again := m.part.lines[row]
		return again
	})...)
	return nil
}

// withLinks adds to the links of a day those of lines that are not at hand.
func (p *excerpt) withLinks(day int64, list []linked) []linked {
	if p == nil {
		return list
	}
	list = slices.Grow(list, len(p.links[day]))
	for _, e := range p.links[day] {
		if _, again := p.lines[e.row]; !again {
			list = append(list, e)
		}
	}
	return list
}

// withTrails adds to what was concluded of a day that of the transactions that are not at hand.
func (p *excerpt) withTrails(day int64, list []stood) []stood {
	if p == nil {
		return list
	}
	list = slices.Grow(list, len(p.trails[day]))
	for _, e := range p.trails[day] {
		if _, again := p.txns[e.row]; !again {
			list = append(list, e)
		}
	}
	return list
}
