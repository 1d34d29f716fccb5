package storage

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

func dateOf(t time.Time) calendar.Date { return calendar.DateOf(t) }

// verdict is what was concluded of one merchant, as far as it differs from
// what is stored.
type verdict struct {
	chore
	read int // rows that it was made of
	key  int64

	trails     []trailRow
	links      []leaf
	goneTrails []int64 // days
	goneLinks  []int64
	rivals     []int64
	loose      []int64 // lines, see part
	unpaid     map[string]int64
	implied    []impliedPayout
	gone       []int64 // payouts that no line names any more
	payouts    []payoutRow
	itemised   []leaf // lines by payout
	entries    []entryVerdict
	sources    []dayKey
	loud       moved
	quiet      moved
	look       bool // through its swipes, for suspicious patterns
	soil, done []touch
	said       []said
}

// leaf is a packed list of conclusions, and what it is kept under.
type leaf struct {
	key  int64
	body []byte
}

type trailRow struct {
	leaf
	open  bool
	lands int64
}

type impliedPayout struct {
	row, party int64
	id, source string
	body       []byte
	amount     int64
}

// merchantLinker works on one merchant.
type merchantLinker struct {
	*linker
	*shelf
	v     *verdict
	txns  []txnRow
	said  []record.Transaction // of txns
	lines []lineRow

	stored    map[int64]payoutRow // payouts as they are in the table
	part      *excerpt            // nil: all of the merchant is at hand
	was       map[int64]stood
	oldTrails map[int64][]byte
	oldLinks  map[int64][]byte
}

// merchant makes the links of a merchant: transactions of several witnesses,
// lines to transactions, lines to payouts; and, where no other merchant has
// anything to do with its accounts or the chore asks for it, payouts to bank
// entries and how far the money came.
func (l *linker) merchant(ctx context.Context, v *view, c chore, names *namesakes) (*verdict, error) {
	s, err := v.shelf(ctx, c.key)
	if err != nil {
		return nil, err
	}
	if s.key == 0 {
		return &verdict{chore: c}, nil // nobody bears the number: its rows wait
	}
	if c.part {
		m := &merchantLinker{linker: l, shelf: s, v: &verdict{chore: c, key: s.key}}
		err := m.loadPart(ctx, names)
		if err == nil {
			err = m.conclude(ctx)
		}
		m.anyDesk().keepRoom(m.txns, m.lines)
		if !errors.Is(err, errWhole) {
			return m.v, err
		}
	}
	m := &merchantLinker{linker: l, shelf: s, v: &verdict{chore: c, key: s.key}}
	if err := m.load(ctx); err != nil {
		return nil, err
	}
	return m.v, m.conclude(ctx)
}

// conclude makes the links of what is at hand.
func (m *merchantLinker) conclude(ctx context.Context) error {
	m.joins()
	if err := m.link(ctx); err != nil {
		return err
	}
	payouts, places, err := m.sort(ctx)
	if err != nil {
		return err
	}
	if err := m.note(ctx, payouts); err != nil {
		return err
	}
	if m.v.what == touchState {
		return m.states(ctx, payouts, nil)
	}
	rings, alone, err := m.rings(ctx, places, payouts)
	if err != nil {
		return err
	}
	if m.part != nil && slices.ContainsFunc(rings, m.restated) {
		return errWhole
	}
	if !alone {
		m.v.soil = append(append(m.v.soil, places...), touch{touchState, m.v.chore.key})
		m.keepStates()
		m.changed(payouts)
		return nil
	}
	for _, r := range rings {
		e, err := r.link(ctx)
		if err != nil {
			return err
		}
		m.v.entries = append(m.v.entries, e...)
		m.v.said = append(m.v.said, r.said)
	}
	m.v.done = append(places, touch{touchState, m.v.chore.key})
	return m.states(ctx, payouts, rings)
}

// load reads all of the merchant, and what was concluded before.
func (m *merchantLinker) load(ctx context.Context) (err error) {
	if m.txns, err = m.layTransactions(ctx, m.anyDesk(), firstDay, lastDay); err != nil {
		return err
	}
	if m.lines, err = m.layLines(ctx, m.anyDesk(), firstDay, lastDay); err != nil {
		return err
	}
	m.v.read = len(m.txns) + len(m.lines)
	if _, err := m.contracts(ctx); err != nil {
		return err
	}
	if m.oldTrails, err = m.leaves(ctx, "transaction_trails"); err != nil {
		return err
	}
	if m.oldLinks, err = m.leaves(ctx, "line_links"); err != nil {
		return err
	}
	m.was = map[int64]stood{}
	if len(m.oldTrails) > 0 {
		m.was = make(map[int64]stood, len(m.txns))
	}
	for day, body := range m.oldTrails {
		err := unpackTrails(day, body, func(e *stood) {
			m.was[e.row] = stood{row: e.row, state: e.state, lands: e.lands}
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// leaves reads what was concluded before, by day.
func (m *merchantLinker) leaves(ctx context.Context, table string) (map[int64][]byte, error) {
	all := map[int64][]byte{}
	return all, m.addLeaves(ctx, all, table, "")
}

func (m *merchantLinker) addLeaves(ctx context.Context, all map[int64][]byte, table, and string, args ...any) error {
	rows, err := m.q.query(ctx, "SELECT day, body FROM "+table+" WHERE merchant = ?"+and, append([]any{m.key}, args...)...)
	_, err = collect(rows, err, func(s scanner) (struct{}, error) {
		var day int64
		var body []byte
		err := s.Scan(&day, &body)
		all[day] = body
		return struct{}{}, err
	})
	return err
}

// joins settles business days, and which rows tell of one transaction.
func (m *merchantLinker) joins() {
	deals := m.deals
	for i := range m.txns {
		m.txns[i].day = deals.businessDay(&m.txns[i].Transaction)
	}
	m.said = recordsOn(m.anyDesk(), m.txns)
	joins := m.matcher().Joins(m.said)
	if len(joins) == 0 {
		return
	}
	at := m.byRow()
	for _, j := range joins {
		m.txns[at[j.Row]].Joined, m.said[at[j.Row]].Joined = j.Primary, j.Primary
		p := &m.txns[at[j.Primary]]
		p.others = append(p.others, j.Row)
	}
}

func (m *merchantLinker) byRow() map[int64]int {
	at := make(map[int64]int, len(m.txns))
	for i := range m.txns {
		at[m.txns[i].Row] = i
	}
	return at
}

// link links lines to transactions, as people decided and match finds.
func (m *merchantLinker) link(ctx context.Context) error {
	words, err := m.decided(ctx)
	if err != nil {
		return err
	}
	heard := &hearing{of: words}
	lines := onDesk(&m.anyDesk().told, len(m.lines))[:len(m.lines)]
	for i := range m.said {
		heard.row(record.Transactions, m.said[i].Source, m.said[i].ID)
	}
	for i := range m.lines {
		lines[i] = m.lines[i].Line
		heard.row(record.Lines, lines[i].Source, lines[i].ID)
	}
	res := m.matcher().Lines(m.said, lines, m.zone(), heard.words)
	if err := m.ofLines(ctx, heard, &res); err != nil {
		return err
	}
	// What people decided may speak of rows that are not at hand.
	if m.part != nil && (len(heard.seen) > 0 || m.slips(res.Links)) {
		return errWhole
	}
	m.noteLoose(res.Links)
	at := m.byRow()
	for i := range m.txns {
		m.txns[i].lines = nil
	}
	for i, link := range res.Links {
		r := &m.lines[i]
		r.TransactionRow, r.MatchedBy, r.State = link.Transaction, link.MatchedBy, link.State
		r.Explanation, r.Candidates = link.Explanation, link.Candidates
		if k, ok := at[link.Transaction]; ok && link.Transaction != 0 {
			m.txns[k].lines = append(m.txns[k].lines, r.Row)
		}
	}
	for i := range m.txns {
		slices.Sort(m.txns[i].lines)
	}
	return nil
}

// note keeps what the lines come to: their leaves, those that several
// transactions fit, the balance, the sources that speak of the merchant.
func (m *merchantLinker) note(ctx context.Context, payouts []*payoutRow) error {
	n := len(m.lines)
	days := byDay(onDesk(&m.anyDesk().joint, n), n, func(i int) int64 { return int64(m.lines[i].SettledOn) }, func(i int) linked {
		l := &m.lines[i]
		return linked{row: l.Row, transaction: l.TransactionRow, payout: l.PayoutRow,
			matchedBy: l.MatchedBy, state: l.State, explanation: l.Explanation, candidates: l.Candidates,
			waits: l.PayoutRow != 0 && !trail.PaidIn(l.Line), reserve: l.TransactionRow == 0 && l.Type == record.LineReserve}
	})
	var sources keySet[dayKey]
	for i := range m.lines {
		l := &m.lines[i]
		if len(l.Candidates) > 0 { // also of lines that sort took
			m.v.rivals = append(m.v.rivals, l.Row)
		}
		sources.add(dayKey{l.Source, record.Lines})
	}
	for i := range m.txns {
		sources.add(dayKey{m.txns[i].Source, record.Transactions})
	}
	for _, p := range payouts {
		if !p.Implied {
			sources.add(dayKey{p.Source, record.Payouts})
		}
	}
	for day, list := range days {
		list = m.part.withLinks(day, list)
		slices.SortFunc(list, func(a, b linked) int { return cmp.Compare(a.row, b.row) })
		if body := packLinks(list); !bytes.Equal(body, m.oldLinks[day]) {
			m.v.links = append(m.v.links, leaf{day, body})
		}
	}
	for day := range m.oldLinks {
		if _, there := days[day]; !there {
			m.v.goneLinks = append(m.v.goneLinks, day)
		}
	}
	m.v.sources = sources.list
	if m.part != nil {
		return m.notePart(ctx)
	}
	m.v.unpaid = unpaidAmong(m.lines)
	return nil
}

// states tells how far the money of each row came.
func (m *merchantLinker) states(ctx context.Context, payouts []*payoutRow, rings []*ring) error {
	linked, err := m.linkedBy(ctx, payouts, rings)
	if err != nil {
		return err
	}
	rows := make([]payoutRow, len(payouts))
	for i, p := range payouts {
		rows[i] = *p
	}
	if m.part != nil {
		if err := m.moving(ctx, rows, linked); err != nil {
			return err
		}
	}
	f, err := m.facts(ctx, m.said, nil, m.lines, rows, linked)
	if err != nil {
		return err
	}
	if f.SoldBefore, err = m.soldBefore(ctx, f.Terms, f.Merchant.Currency, m.txns, nil); err != nil {
		return err
	}
	if f.Sources, err = m.sourcesWith(ctx, accountsOf(&f), m.v.sources); err != nil {
		return err
	}
	f.Unpaid = new(int64)
	*f.Unpaid = m.v.unpaid[f.Merchant.Currency]
	edge := dateOf(m.now.In(f.Zone)) - quietAfter
	find, fresh := finder(m.txns, func(t *txnRow) int64 { return t.Row }), false // fresh: swipes that are new here, of the last days
	for _, tr := range trail.Standings(f, m.shelf.db.cals, m.now) {
		t, was := &m.txns[find(tr.Row)], m.was[tr.Row]
		t.state, t.landsOn = tr.State, int64(tr.Lands)
		fresh = fresh || was.state == "" && t.day >= int64(edge)
		if was.state == tr.State || was.state == "" && !tellsMore(tr.State) {
			continue
		}
		if tr.LastMove < edge || m.v.silent {
			m.v.quiet.transactions = append(m.v.quiet.transactions, tr.Row)
		} else {
			m.v.loud.transactions = append(m.v.loud.transactions, tr.Row)
		}
	}
	m.vanished()
	m.packTrails()
	m.payoutStates(f, payouts, edge)
	m.v.look = !m.v.silent && watched(f, fresh, edge)
	m.changed(payouts)
	return nil
}
