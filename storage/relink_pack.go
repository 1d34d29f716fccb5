package storage

import (
	"bytes"
	"cmp"
	"slices"
)

// keepStates writes the joins and links of transactions with the states they have.
func (m *merchantLinker) keepStates() {
	for i := range m.txns {
		was := m.was[m.txns[i].Row]
		m.txns[i].state, m.txns[i].landsOn = was.state, was.lands
	}
	m.vanished()
	m.packTrails()
}

// packTrails gives the leaves of the transactions that differ.
func (m *merchantLinker) packTrails() {
	n := len(m.txns)
	days := byDay(onDesk(&m.anyDesk().stood, n), n, func(i int) int64 { return m.txns[i].at }, func(i int) stood {
		t := &m.txns[i]
		return stood{row: t.Row, amount: t.Amount, day: t.day, state: t.state, lands: t.landsOn, joined: t.Joined, lines: t.lines, others: t.others}
	})
	for day, list := range days {
		d := trailLeaf{day: day, list: m.part.withTrails(day, list)}
		slices.SortFunc(d.list, func(a, b stood) int { return cmp.Compare(a.row, b.row) })
		open, lands, body := d.pack()
		if !bytes.Equal(body, m.oldTrails[day]) {
			m.v.trails = append(m.v.trails, trailRow{leaf{day, body}, open, lands})
		}
	}
	for day := range m.oldTrails {
		if days[day] == nil {
			m.v.goneTrails = append(m.v.goneTrails, day)
		}
	}
}
