package storage

import (
	"context"
	"slices"

	"moneytrail/recon/match"
	"moneytrail/recon/record"
)

// desk is where bulk work lays out the rows of one merchant after the other,
// so that no room has to be made for each. What lies on it is gone with the
// next merchant. Answers have none: their rows have room of their own.
type desk struct {
	match.Matcher
	facts []fact
	txns  []txnRow
	said  []record.Transaction // of txns
	lines []lineRow
	told  []record.Line // of lines
	stood []stood
	joint []linked
	cells []lineCells
}

// mostOnDesk is how many rows a desk keeps room for: few merchants have more.
const mostOnDesk = 4096

// onDesk gives the room of a part of a desk, empty, for n rows.
func onDesk[T any](part *[]T, n int) []T {
	room := slices.Grow((*part)[:0], n)
	if cap(room) <= mostOnDesk {
		*part = room
	}
	return room
}

// keepRoom keeps the room of rows that were laid out one by one.
func (d *desk) keepRoom(txns []txnRow, lines []lineRow) {
	if cap(txns) <= mostOnDesk {
		d.txns = txns[:0]
	}
	if cap(lines) <= mostOnDesk {
		d.lines = lines[:0]
	}
}

// byDay groups n things by their days, each list in order of the things. All
// lists lie in one room, and none grows into the next.
func byDay[T any](room []T, n int, day func(i int) int64, thing func(i int) T) map[int64][]T {
	sizes := map[int64]int{}
	for i := range n {
		sizes[day(i)]++
	}
	days := make(map[int64][]T, len(sizes))
	for i := range n {
		d := day(i)
		list, there := days[d]
		if !there {
			end := len(room) + sizes[d]
			list, room = room[len(room):len(room):end], room[:end]
		}
		days[d] = append(list, thing(i))
	}
	return days
}

// factsOf lays the rows of the shelf that are kept under these days on a desk.
func (s *shelf) factsOf(ctx context.Context, d *desk, n *noun, from, to int64) ([]fact, error) {
	all := d.facts[:0]
	for _, p := range s.parties {
		if err := s.pagesOn(ctx, n, p, from, to, s.visible(&all)); err != nil {
			return nil, err
		}
	}
	if cap(all) <= mostOnDesk {
		d.facts = all
	}
	return all, nil
}

// layTransactions lays out the transactions of the shelf that are kept under
// these days, as they were told.
func (s *shelf) layTransactions(ctx context.Context, d *desk, from, to int64) ([]txnRow, error) {
	return lay(ctx, s, d, &d.txns, transactionNoun(), from, to, s.readTransaction)
}

// layLines lays out the lines of the shelf that settled on these days, as they were told.
func (s *shelf) layLines(ctx context.Context, d *desk, from, to int64) ([]lineRow, error) {
	return lay(ctx, s, d, &d.lines, lineNoun(), from, to, s.readSettlement)
}

// lay lays out the rows of a noun on their part of a desk.
func lay[T any](ctx context.Context, s *shelf, d *desk, part *[]T, n *noun, from, to int64, read func(context.Context, fact, *T) error) ([]T, error) {
	facts, err := s.factsOf(ctx, d, n, from, to)
	if err != nil {
		return nil, err
	}
	all := onDesk(part, len(facts))[:len(facts)]
	clear(all)
	for i, f := range facts {
		if err := read(ctx, f, &all[i]); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// recordsOf gives what the witnesses said of transactions.
func recordsOf(rows []txnRow) []record.Transaction { return recordsOn(new(desk), rows) }

// recordsOn is recordsOf, laid on a desk.
func recordsOn(d *desk, rows []txnRow) []record.Transaction {
	all := onDesk(&d.said, len(rows))[:len(rows)]
	for i := range rows {
		all[i] = rows[i].Transaction
	}
	return all
}

// anyDesk gives the desk of a view, a new one where it has none.
func (v *view) anyDesk() *desk {
	if v.desk == nil {
		return new(desk)
	}
	return v.desk
}
