package storage

import (
	"context"
	"fmt"

	"moneytrail/recon/card"
	"moneytrail/recon/match"
	"moneytrail/recon/record"
)

// looseLines are the lines of a merchant that a new transaction may take, by
// what they look for.
type looseLines struct {
	rows      map[int64]bool // 0: too many, see mostLoose
	names     map[string][]int64
	mates     map[mate][]int64
	terminals map[string][]int64 // of those with the reference of a slip
}

// readLoose reads which lines of the merchant are loose and, where rows are new
// that may take them, what they look for.
func (m *merchantLinker) readLoose(ctx context.Context) error {
	list, err := m.looseOf(ctx, []any{m.key})
	if err != nil {
		return err
	}
	keys := make([]int64, len(list))
	l := &m.part.loose
	l.rows = make(map[int64]bool, len(keys))
	for i, of := range list {
		keys[i], l.rows[of.line] = of.line, true
	}
	if len(keys) == 0 || m.part.news == nothingNew {
		return nil
	}
	if l.rows[0] {
		return errWhole
	}
	facts, err := m.factsAt(ctx, lineNoun(), keys)
	if err != nil {
		return err
	}
	l.names, l.mates, l.terminals = map[string][]int64{}, map[mate][]int64{}, map[string][]int64{}
	for _, f := range facts {
		r, err := m.settlement(ctx, f)
		if err != nil {
			return err
		}
		for _, n := range []string{cutName(r.TransactionID), rrnOf(r.RRN), cutName(r.OrderID)} {
			if n != "" {
				l.names[n] = append(l.names[n], r.Row)
			}
		}
		at := mate{r.TerminalID, max(r.Gross, -r.Gross)}
		l.mates[at] = append(l.mates[at], r.Row)
		if r.TerminalID != "" && r.BatchNo != "" && r.SlipNo != "" {
			l.terminals[r.TerminalID] = append(l.terminals[r.TerminalID], r.Row)
		}
	}
	return nil
}

// looseOf gives the loose lines of merchants.
func (v *view) looseOf(ctx context.Context, merchants []any) ([]rivalLine, error) {
	all, err := lookUp(v.ahead.loose, merchants, func(r *rivalLine) any { return r.merchant }, func(in string, args []any) ([]rivalLine, error) {
		rows, err := v.q.query(ctx, "SELECT merchant, line FROM loose_lines WHERE merchant"+in, args...)
		return collect(rows, err, func(s scanner) (r rivalLine, err error) { return r, s.Scan(&r.merchant, &r.line) })
	})
	if err != nil {
		return nil, fmt.Errorf("read loose lines: %w", err)
	}
	return all, nil
}

// cutName is name for what may be shown whole or cut as a card's number.
func cutName(reference string) string { return card.Cut(name(reference), nil) }

func (l *looseLines) has(row int64) bool { return l.rows[row] }

// near gives the lines that a transaction, or what it refers to, may be meant by.
func (l *looseLines) near(t *record.Transaction) []int64 {
	if len(l.rows) == 0 {
		return nil
	}
	var found []int64
	for _, n := range []string{cutName(t.ID), rrnOf(t.RRN), cutName(t.OrderID), cutName(t.OriginalID), rrnOf(t.OriginalRRN)} {
		found = append(found, l.names[n]...)
	}
	found = append(found, l.mates[mate{t.TerminalID, t.Amount}]...)
	if t.BatchNo != "" && t.SlipNo != "" {
		found = append(found, l.terminals[t.TerminalID]...)
	}
	return found
}

// noteLoose keeps which lines are loose now.
func (m *merchantLinker) noteLoose(links []match.LineLink) {
	if m.part != nil {
		for row := range m.part.loose.rows {
			if _, again := m.part.lines[row]; !again {
				m.v.loose = append(m.v.loose, row)
			}
		}
	}
	for i := range links {
		if match.Loose(&m.lines[i].Line, links[i]) {
			m.v.loose = append(m.v.loose, m.lines[i].Row)
		}
	}
	if len(m.v.loose) > mostLoose {
		m.v.loose = []int64{0}
	}
}
