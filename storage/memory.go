package storage

import (
	"context"
	"fmt"
	"sync"

	"moneytrail/recon/trail"
)

// edition is the state of the books that an answer is given from. Whatever is
// published, taken back, linked or decided makes another one, whichever process
// does it; what a file writes before it is published does not, and is not seen.
type edition struct{ merchants, published, linked, decisions int64 }

// after tells whether e is later than another.
func (e edition) after(o edition) bool {
	return e != o && e.merchants >= o.merchants && e.published >= o.published && e.linked >= o.linked && e.decisions >= o.decisions
}

// drafts is how far files are that nobody sees yet: the last file that began,
// and the version of the indexes, which rows are put into when they are written.
type drafts struct{ file, names int64 }

// readEdition reads what tells whether anything changed.
func readEdition(ctx context.Context, q queryer) (e edition, d drafts, err error) {
	const counter = "(SELECT value FROM counters WHERE name = "
	err = q.row(ctx, "SELECT "+counter+"'merchants'), "+counter+"'published'), "+counter+"'linked'), "+counter+"'decisions'), "+
		counter+"'names'), (SELECT COALESCE(MAX(id), 0) FROM files)").
		Scan(&e.merchants, &e.published, &e.linked, &e.decisions, &d.names, &d.file)
	if err != nil {
		return e, d, fmt.Errorf("read the edition of the books: %w", err)
	}
	return e, d, nil
}

// memory is what answers remember of one edition of the books, for those that
// follow: who asks once mostly asks again of the same merchant and days. It is
// bounded, and forgotten as a whole at the next edition. Only views that look
// have it; those that see their own writes do not.
type memory struct {
	at    edition
	ahead ahead
	// pages of transactions and lines that rows were read from, by table
	pages map[string]*pageMemory
	// bodies of leaves, by table
	leaves map[string]*leafMemory

	mu       sync.Mutex
	unseen   map[int64]string     // files at these drafts, nil not read yet; shared: never changed
	segments map[string][]segment // of indexes at these drafts, by table
	bearers  map[nameHash][]int64 // and what they say of a name
	drafts   drafts
}

// What is remembered at most: rows of each kind, rows in the pages of each table,
// and bytes of the leaves of each table.
const (
	rowsRemembered   = 20_000
	pagedRemembered  = 50_000
	leavesRemembered = 8 << 20
)

func newMemory(at edition) *memory {
	m := &memory{at: at, ahead: newAhead(rowsRemembered), segments: map[string][]segment{}, bearers: map[nameHash][]int64{},
		pages: map[string]*pageMemory{}, leaves: map[string]*leafMemory{}}
	for _, n := range []*noun{transactionNoun(), lineNoun()} {
		m.pages[n.table] = newPageMemory()
	}
	for _, table := range []string{trailLeaves, linkLeaves} {
		m.leaves[table] = &leafMemory{of: map[leafKey][]byte{}}
	}
	return m
}

// memoryOf gives the memory of an edition; nil where there is one of a later edition.
func (b *books) memoryOf(at edition) *memory {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.memory == nil || at.after(b.memory.at) {
		b.memory = newMemory(at)
	}
	if b.memory.at != at {
		return nil
	}
	return b.memory
}

// drafted runs fn on what is remembered at the view's drafts, one view at a
// time; false where it remembers what is later.
func (v *view) drafted(fn func(m *memory) error) (bool, error) {
	m := v.memory
	if m == nil {
		return false, nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.drafts != v.drafts {
		if v.drafts.file < m.drafts.file || v.drafts.names < m.drafts.names {
			return false, nil
		}
		m.drafts, m.unseen, m.segments, m.bearers = v.drafts, nil, map[string][]segment{}, map[nameHash][]int64{}
	}
	return true, fn(m)
}

// unseenNow gives the states of the files whose rows are not seen. A file that
// begins is the last one, what becomes of it makes an edition.
func (v *view) unseenNow(ctx context.Context) (unseen map[int64]string, err error) {
	known, err := v.drafted(func(m *memory) (err error) {
		if m.unseen == nil {
			m.unseen, err = unseenFiles(ctx, v.q)
		}
		unseen = m.unseen
		return err
	})
	if known || err != nil {
		return unseen, err
	}
	return unseenFiles(ctx, v.q)
}

// segmentsOf gives the segments of an index.
func (v *view) segmentsOf(ctx context.Context, table string) (list []segment, err error) {
	known, err := v.drafted(func(m *memory) (err error) {
		if m.segments[table] == nil {
			m.segments[table], err = segmentsOf(ctx, v.q, table)
		}
		list = m.segments[table]
		return err
	})
	if known || err != nil {
		return list, err
	}
	return segmentsOf(ctx, v.q, table)
}

// nameHash is a name in an index.
type nameHash struct {
	table string
	hash  uint64
}

// Tables of leaves: a leaf is a body for a merchant and a day.
const (
	trailLeaves = "transaction_trails"
	linkLeaves  = "line_links"
)

type leafKey struct{ merchant, day int64 }

// leafMemory remembers the bodies of leaves, nil where there is none.
type leafMemory struct {
	mu    sync.Mutex
	bytes int
	of    map[leafKey][]byte
}

// fewDays is up to how many days leaves are remembered one by one.
const fewDays = 16

// all gives the bodies of days that follow each other, unless one is not remembered.
func (m *leafMemory) all(merchant, from, to int64) (bodies [][]byte, known bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for day := from; day <= to; day++ {
		body, there := m.of[leafKey{merchant, day}]
		if !there {
			return nil, false
		}
		bodies = append(bodies, body)
	}
	return bodies, true
}

func (m *leafMemory) put(merchant, from int64, bodies [][]byte) {
	const each = 100 // about what a leaf costs besides its body
	m.mu.Lock()
	defer m.mu.Unlock()
	for i, body := range bodies {
		if m.bytes += each + len(body); m.bytes > leavesRemembered {
			m.of, m.bytes = map[leafKey][]byte{}, each+len(body)
		}
		m.of[leafKey{merchant, from + int64(i)}] = body
	}
}

// leavesOn hands over the leaves of a merchant for these days, both included, in their order.
func (v *view) leavesOn(ctx context.Context, table string, merchant, from, to int64, yield func(day int64, body []byte) error) error {
	if there, err := v.laidLeaves(table, merchant, from, to, yield); there || err != nil {
		return err
	}
	few := v.memory != nil && to-from < fewDays
	if few {
		if bodies, known := v.memory.leaves[table].all(merchant, from, to); known {
			for i, body := range bodies {
				if body == nil {
					continue
				}
				if err := yield(from+int64(i), body); err != nil {
					return err
				}
			}
			return nil
		}
	}
	var bodies [][]byte
	if few {
		bodies = make([][]byte, max(0, to-from+1))
	}
	rows, err := v.q.query(ctx, "SELECT day, body FROM "+table+" WHERE merchant = ? AND day BETWEEN ? AND ? ORDER BY day", merchant, from, to)
	_, err = collect(rows, err, func(s scanner) (none struct{}, err error) {
		var day int64
		var body []byte
		if err := s.Scan(&day, &body); err != nil {
			return none, err
		}
		if few {
			bodies[day-from] = body
		}
		return none, yield(day, body)
	})
	if err == nil && few {
		v.memory.leaves[table].put(merchant, from, bodies)
	}
	return err
}

// sourcesCame is what came from each source, and how fresh that is, until the
// next file is published.
type sourcesCame struct {
	merchants, published int64
	all                  map[dayKey]*arrivals

	mu    sync.Mutex
	fresh map[freshKey]trail.Freshness
}

// arrived gives what came from each source.
func (v *view) arrived(ctx context.Context) (*sourcesCame, error) {
	if v.came != nil {
		return v.came, nil
	}
	b := &v.db.books
	b.mu.Lock()
	have := b.came
	b.mu.Unlock()
	if have != nil && have.merchants == v.at.merchants && have.published == v.at.published {
		v.came = have
		return have, nil
	}
	all, err := arrived(ctx, v.q)
	if err != nil {
		return nil, err
	}
	v.came = &sourcesCame{merchants: v.at.merchants, published: v.at.published, all: all, fresh: map[freshKey]trail.Freshness{}}
	if v.memory != nil {
		b.mu.Lock()
		b.came = v.came
		b.mu.Unlock()
	}
	return v.came, nil
}
