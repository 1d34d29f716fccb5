package storage

import (
	"context"
	"fmt"
	"sync"
)

// pageMemory remembers pages by where their keys are, and which pages a party has
// under a day.
type pageMemory struct {
	mu   sync.Mutex
	rows int
	near map[int64][]page // by key / pageRows: a page is in two of them at most
	on   map[partyDay][]page
}

type partyDay struct{ party, day int64 }

func newPageMemory() *pageMemory {
	m := &pageMemory{}
	m.forget()
	return m
}

func (m *pageMemory) forget() { m.near, m.on, m.rows = map[int64][]page{}, map[partyDay][]page{}, 0 }

func (m *pageMemory) get(row int64) page {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.at(row)
}

func (m *pageMemory) at(row int64) page {
	for _, p := range m.near[row/pageRows] {
		if p[0].row <= row && row <= p[len(p)-1].row {
			return p
		}
	}
	return nil
}

func (m *pageMemory) put(p page) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.add(p)
}

func (m *pageMemory) add(p page) {
	if len(p) == 0 || m.at(p[0].row) != nil { // another view put it there meanwhile
		return
	}
	if m.rows += len(p); m.rows > pagedRemembered {
		m.forget()
		m.rows = len(p)
	}
	first, last := p[0].row/pageRows, p[len(p)-1].row/pageRows
	m.near[first] = append(m.near[first], p)
	if last != first {
		m.near[last] = append(m.near[last], p)
	}
}

// days gives the pages of a party under days that follow each other, unless those
// of one are not remembered.
func (m *pageMemory) days(party, from, to int64) (pages []page, known bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for day := from; day <= to; day++ {
		list, there := m.on[partyDay{party, day}]
		if !there {
			return nil, false
		}
		pages = append(pages, list...)
	}
	return pages, true
}

// putDays remembers all pages that a party has under days that follow each other.
func (m *pageMemory) putDays(party, from int64, days [][]page) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for i, list := range days {
		if m.rows++; m.rows > pagedRemembered {
			m.forget()
		}
		for _, p := range list {
			m.add(p)
		}
		m.on[partyDay{party, from + int64(i)}] = list
	}
}

// pageAt is pageOf for a view.
func (v *view) pageAt(ctx context.Context, n *noun, row int64) (page, error) {
	if v.memory == nil {
		return pageOf(ctx, v.q, n, row)
	}
	m := v.memory.pages[n.table]
	if p := m.get(row); p != nil {
		return p, nil
	}
	p, err := pageOf(ctx, v.q, n, row)
	if err == nil {
		m.put(p)
	}
	return p, err
}

// pagesOn hands over the rows of a party that are kept under these days, both included.
func (v *view) pagesOn(ctx context.Context, n *noun, of party, from, to int64, yield func(fact)) error {
	if there, err := v.laidOn(n, of, from, to, yield); there || err != nil {
		return err
	}
	if v.memory == nil || to-from >= fewDays {
		return pagesOn(ctx, v.q, n, of, from, to, yield)
	}
	m := v.memory.pages[n.table]
	if pages, known := m.days(of.id, from, to); known {
		for _, p := range pages {
			for _, f := range p {
				yield(f)
			}
		}
		return nil
	}
	days := make([][]page, max(0, to-from+1))
	rows, err := v.q.query(ctx, "SELECT d.day, p.first, p.body FROM "+n.days+" d CROSS JOIN "+n.table+
		" p WHERE p.first = d.first AND d.party = ? AND d.day BETWEEN ? AND ? ORDER BY d.day, d.first", of.id, from, to)
	_, err = collect(rows, err, func(s scanner) (none struct{}, err error) {
		var day, first int64
		var body []byte
		if err := s.Scan(&day, &first, &body); err != nil {
			return none, err
		}
		var p page
		err = unpackPage(first, body, func(f fact) {
			p = append(p, f)
			yield(f)
		})
		days[day-from] = append(days[day-from], p)
		return none, err
	})
	if err != nil {
		return fmt.Errorf("read pages: %w", err)
	}
	m.putDays(of.id, from, days)
	return nil
}
