package storage

import (
	"cmp"
	"context"
	"slices"
)

// Work is claimed where several processes serve: the number of the process
// stands in the row of an item at the head of its lane, so the lane is its own.
// A claim is void once its process is not listed any more (see process). Where
// one process serves alone, and for whoever only looks, heads are given as they
// stand.

// laneTable is a table of work in lanes.
type laneTable struct {
	table   string
	columns string
	open    string // what is not finished: the first of these of a lane is its head
	ready   string // which heads may be worked
	first   string // heads in the order in which they are to be worked
}

// heads finds the first unfinished row of every lane by leaping from lane to
// lane in the index: a chat that sends ten thousand messages costs one leap.
func (q laneTable) heads() string {
	return `WITH RECURSIVE lanes (lane) AS (
		SELECT MIN(lane) FROM ` + q.table + ` WHERE ` + q.open + `
		UNION ALL
		SELECT (SELECT MIN(i.lane) FROM ` + q.table + ` i WHERE ` + q.open + ` AND i.lane > lanes.lane)
		FROM lanes WHERE lanes.lane IS NOT NULL
	), heads (id) AS (
		SELECT (SELECT MIN(i.id) FROM ` + q.table + ` i WHERE ` + q.open + ` AND i.lane = lanes.lane)
		FROM lanes WHERE lanes.lane IS NOT NULL
	)`
}

// look gives heads as they stand, and first of each whether others wait behind it.
func (q laneTable) look() string {
	return q.heads() + ` SELECT EXISTS (SELECT 1 FROM ` + q.table + ` f WHERE ` + q.open + ` AND f.lane = ` + q.table + `.lane AND f.id > ` + q.table + `.id), ` +
		q.columns + ` FROM ` + q.table + ` WHERE id IN (SELECT id FROM heads) AND ` + q.ready + ` ORDER BY ` + q.first + ` LIMIT ?`
}

// claim gives heads that become the process's own as long as it is listed: what
// others have, or are claiming at this moment, is passed over.
func (q laneTable) claim() string {
	return q.heads() + `, free (id) AS (SELECT id FROM ` + q.table + ` WHERE id IN (SELECT id FROM heads) AND ` + q.ready + `
			AND lane <> ALL (?) AND (process IN (0, ?) OR NOT EXISTS (SELECT 1 FROM processes p WHERE p.id = process))
			AND EXISTS (SELECT 1 FROM processes p WHERE p.id = ?)
			ORDER BY ` + q.first + ` LIMIT ? FOR UPDATE SKIP LOCKED)
		UPDATE ` + q.table + ` SET process = ? WHERE id IN (SELECT id FROM free) RETURNING ` + q.columns
}

// headsOf gives at most limit heads of lanes that are not in skip, and claims
// them where others serve too: then, as they may add to a lane unheard, each may
// be followed. args are those of ready; of gives lane and id of a head, and where
// to put whether it is followed.
func headsOf[T any](ctx context.Context, db *DB, q laneTable, args []any, skip []string, limit int,
	scan func(scanner) (T, error), of func(*T) (lane string, id int64, followed *bool)) (heads []T, err error) {
	s := db.process.Load()
	if s == nil {
		rows, err := db.looks().query(ctx, q.look(), append(args, limit+len(skip))...)
		heads, err = collect(rows, err, func(row scanner) (head T, err error) {
			var behind bool
			head, err = scan(prefixed{row, []any{&behind}})
			_, _, followed := of(&head)
			*followed = behind
			return head, err
		})
		heads = slices.DeleteFunc(heads, func(h T) bool {
			lane, _, _ := of(&h)
			return slices.Contains(skip, lane)
		})
		return heads[:min(limit, len(heads))], err
	}
	if skip == nil {
		skip = []string{} // NULL would leave out every lane
	}
	rows, err := s.claims.QueryContext(ctx, s.p.bind(q.claim()), plain(append(args, skip, s.id, s.id, limit, s.id))...)
	heads, err = collect(rows, err, scan)
	for i := range heads {
		_, _, followed := of(&heads[i])
		*followed = true
	}
	slices.SortFunc(heads, func(a, b T) int {
		_, first, _ := of(&a)
		_, second, _ := of(&b)
		return cmp.Compare(first, second)
	})
	return heads, err
}

// number is that of this process, 0 where it does not serve or serves alone.
func (db *DB) number() int64 {
	if s := db.process.Load(); s != nil {
		return s.id
	}
	return 0
}
