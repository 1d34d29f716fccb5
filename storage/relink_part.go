package storage

import (
	"context"
	"errors"
	"slices"

	"moneytrail/recon/match"
	"moneytrail/recon/record"
)

// Most of a merchant's books are as they were when further rows come. Then only
// a part is linked again: the new rows, and of the others those that share
// something by which rows are linked, in as many steps as it takes. What was
// concluded of the rest stands, and is not read. A line of the rest can only be
// reached by what it is linked by (match.Loose tells which lines could be
// linked by something else: they are listed, and looked at each time).

// errWhole tells that a part is not enough: all of the merchant is to be linked.
var errWhole = errors.New("storage: all of the merchant is to be linked again")

// mostLoose is of how many loose lines of a merchant a list is kept.
const mostLoose = 200

// mostBearers is how many rows may bear one name: of more it is perhaps no name
// at all, which only all rows together can tell.
const mostBearers = 32

// excerpt is what is at hand of a merchant who is not looked at whole.
type excerpt struct {
	news
	names *namesakes // rows by the names that new rows bear or refer to

	txns, lines map[int64]int // places of rows in those of the linker
	// How many of them were followed to what they share something with.
	seenTxns, seenLines int

	trails map[int64][]stood  // of days, in order of row
	links  map[int64][]linked // of days, in order of row
	loose  looseLines
	fresh  map[int64]bool     // lines that nothing was concluded of
	told   map[string]bool    // payouts whose lines are put together again
	days   map[int64]dayFacts // transactions that are kept under days, new ones left out
	// origins are the rows that refer to others, by the names these go by;
	// manyOrigins: not all of them.
	origins     map[uint64][]int64
	manyOrigins bool
}

// enough tells whether a part is enough to look at. witnesses are the sources
// of the transactions that were linked before.
func (m *merchantLinker) enough(ctx context.Context) (witnesses []string, enough bool, err error) {
	words, err := m.decided(ctx)
	if err != nil || words.merchants[m.id] {
		return nil, false, err
	}
	told, err := m.sourcesOf(ctx, []any{m.id})
	for _, s := range told {
		if s.kind == record.Transactions {
			witnesses = append(witnesses, s.source)
		}
	}
	if err != nil || len(witnesses) > 1 {
		return nil, false, err
	}
	deals, err := m.contracts(ctx)
	if err != nil {
		return nil, false, err
	}
	capped := slices.ContainsFunc(deals.rows, func(t record.Terms) bool { return t.DayCap != nil }) // a sale counts for all after it
	return witnesses, !capped, nil
}

// loadPart reads the new rows of the merchant and all that they reach.
func (m *merchantLinker) loadPart(ctx context.Context, names *namesakes) error {
	witnesses, ok, err := m.enough(ctx)
	if err != nil {
		return err
	}
	if !ok {
		return errWhole
	}
	p := &excerpt{news: m.v.news, names: names, txns: map[int64]int{}, lines: map[int64]int{}, trails: map[int64][]stood{}, links: map[int64][]linked{},
		fresh: map[int64]bool{}, days: map[int64]dayFacts{}}
	m.part = p
	m.txns, m.lines = m.anyDesk().txns[:0], m.anyDesk().lines[:0]
	m.oldTrails, m.oldLinks, m.was = map[int64][]byte{}, map[int64][]byte{}, map[int64]stood{}
	if err := m.readLoose(ctx); err != nil {
		return err
	}
	for _, of := range m.parties {
		var txns, lines []fact
		if err := m.newRows(ctx, transactionNoun(), of, p.transactions, m.visible(&txns)); err != nil {
			return err
		}
		if err := m.newRows(ctx, lineNoun(), of, p.news.lines, m.visible(&lines)); err != nil {
			return err
		}
		if err := m.take(ctx, txns, lines); err != nil {
			return err
		}
	}
	for i := range m.txns {
		if len(witnesses) == 0 {
			witnesses = []string{m.txns[i].Source}
		}
		if m.txns[i].Source != witnesses[0] { // rows of several witnesses join
			return errWhole
		}
	}
	return m.reach(ctx, true)
}

// take adds rows of this merchant that are not at hand.
func (m *merchantLinker) take(ctx context.Context, txns, lines []fact) error {
	for _, f := range txns {
		if _, err := m.takeTxn(ctx, f); err != nil {
			return err
		}
	}
	for _, f := range lines {
		if _, have := m.part.lines[f.row]; have {
			continue
		}
		n := len(m.lines)
		m.lines = append(m.lines, lineRow{})
		if err := m.readSettlement(ctx, f, &m.lines[n]); err != nil {
			return err
		}
		if m.lines[n].MerchantID == m.id {
			m.part.lines[f.row] = n
		} else {
			m.lines = m.lines[:n]
		}
	}
	return nil
}

// takeTxn adds a transaction of this merchant; nil: it is at hand already, or
// another's. What it gives is only good until the next one is taken.
func (m *merchantLinker) takeTxn(ctx context.Context, f fact) (*txnRow, error) {
	if _, have := m.part.txns[f.row]; have {
		return nil, nil
	}
	n := len(m.txns)
	m.txns = append(m.txns, txnRow{})
	r := &m.txns[n]
	if err := m.readTransaction(ctx, f, r); err != nil {
		return nil, err
	}
	if r.MerchantID != m.id {
		m.txns = m.txns[:n]
		return nil, nil
	}
	m.part.txns[f.row] = n
	return r, nil
}

// leave gives back the transaction that was taken last.
func (m *merchantLinker) leave(r *txnRow) {
	delete(m.part.txns, r.Row)
	m.txns = m.txns[:len(m.txns)-1]
}

// reach takes what the rows at hand share something with, until nothing is
// left. deep: all by which links may be other than they were; else what the
// states of the transactions at hand depend on.
func (m *merchantLinker) reach(ctx context.Context, deep bool) error {
	p := m.part
	for p.seenTxns < len(m.txns) || p.seenLines < len(m.lines) {
		txns, lines := m.txns[p.seenTxns:], m.lines[p.seenLines:]
		p.seenTxns, p.seenLines = len(m.txns), len(m.lines)
		if err := m.recall(ctx, txns, lines); err != nil {
			return err
		}
		w := wish{deep: deep, linker: m}
		for i := range txns {
			if err := w.ofTxn(&txns[i]); err != nil {
				return err
			}
		}
		for i := range lines {
			if err := w.ofLine(&lines[i]); err != nil {
				return err
			}
		}
		if err := w.grant(ctx); err != nil {
			return err
		}
	}
	return nil
}

// leafEntry is about how long an entry of a leaf is, at the least.
const leafEntry = 8

// recall fills in what was concluded of rows.
func (m *merchantLinker) recall(ctx context.Context, txns []txnRow, lines []lineRow) error {
	p := m.part
	var days, settled keySet[int64]
	for i := range txns {
		if _, have := p.trails[txns[i].at]; !have {
			days.add(txns[i].at)
		}
	}
	for i := range lines {
		if _, have := p.links[int64(lines[i].SettledOn)]; !have {
			settled.add(int64(lines[i].SettledOn))
		}
	}
	if err := m.recallTrails(ctx, days.list); err != nil {
		return err
	}
	if err := m.recallLinks(ctx, settled.list); err != nil {
		return err
	}
	for i := range txns {
		if e := p.stood(&txns[i]); e != nil {
			if e.joined != 0 || len(e.others) > 0 {
				return errWhole
			}
			txns[i].conclude(e)
			m.was[e.row] = stood{row: e.row, state: e.state, lands: e.lands}
		}
	}
	for i := range lines {
		if e := p.linked(&lines[i]); e != nil {
			joinLine(&lines[i], *e)
		} else {
			p.fresh[lines[i].Row] = true
		}
	}
	return nil
}

func (p *excerpt) stood(t *txnRow) *stood {
	list := p.trails[t.at]
	i, found := slices.BinarySearchFunc(list, t.Row, func(e stood, row int64) int { return int(e.row - row) })
	if !found {
		return nil
	}
	return &list[i]
}

func (p *excerpt) linked(l *lineRow) *linked {
	list := p.links[int64(l.SettledOn)]
	i, found := slices.BinarySearchFunc(list, l.Row, func(e linked, row int64) int { return int(e.row - row) })
	if !found {
		return nil
	}
	return &list[i]
}

func (m *merchantLinker) recallTrails(ctx context.Context, days []int64) error {
	for _, day := range days {
		m.part.trails[day] = nil
	}
	all, err := m.leavesOf(ctx, "transaction_trails", days)
	for day, body := range all {
		m.oldTrails[day] = body
		list := make([]stood, 0, len(body)/leafEntry)
		room := make([]int64, 0, len(body)/leafEntry)
		keep := func(keys []int64) []int64 {
			if len(keys) == 0 {
				return nil
			}
			room = append(room, keys...)
			return room[len(room)-len(keys) : len(room) : len(room)]
		}
		err = errors.Join(err, unpackTrails(day, body, func(e *stood) {
			is := *e
			is.lines, is.others = keep(e.lines), keep(e.others)
			list = append(list, is)
		}))
		m.part.trails[day] = list
	}
	return err
}

func (m *merchantLinker) recallLinks(ctx context.Context, days []int64) error {
	for _, day := range days {
		m.part.links[day] = nil
	}
	all, err := m.leavesOf(ctx, "line_links", days)
	for day, body := range all {
		m.oldLinks[day] = body
		list := make([]linked, 0, len(body)/leafEntry)
		err = errors.Join(err, unpackLinks(body, func(e linked) { list = append(list, e) }))
		m.part.links[day] = list
	}
	return err
}

// leavesOf reads what was concluded before of days.
func (m *merchantLinker) leavesOf(ctx context.Context, table string, days []int64) (map[int64][]byte, error) {
	all := map[int64][]byte{}
	days = m.leavesNear(table, days, all)
	_, err := byKeys(anys(days), func(in string, args []any) ([]struct{}, error) {
		return nil, m.addLeaves(ctx, all, table, " AND day"+in, args...)
	})
	return all, err
}

// slips tells whether lines are at hand that the reference of a slip links, or
// may link: transactions are not found by it.
func (m *merchantLinker) slips(links []match.LineLink) bool {
	for i := range links {
		if match.NeedsSlip(&m.lines[i].Line, links[i]) {
			return true
		}
	}
	return false
}
