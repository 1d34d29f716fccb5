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

// factsOf lays the rows of the shelf that are kept under these days on a desk.
func (s *shelf) factsOf(ctx context.Context, d *desk, n *noun, from, to int64) ([]fact, error) {
	all := d.facts[:0]
	for _, p := range s.parties {
		if err := pagesOn(ctx, s.q, n, p, from, to, s.visible(&all)); err != nil {
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
	facts, err := s.factsOf(ctx, d, transactionNoun(), from, to)
	if err != nil {
		return nil, err
	}
	all := onDesk(&d.txns, len(facts))[:len(facts)]
	clear(all)
	for i, f := range facts {
		if err := s.readTransaction(ctx, f, &all[i]); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// layLines lays out the lines of the shelf that settled on these days, as they were told.
func (s *shelf) layLines(ctx context.Context, d *desk, from, to int64) ([]lineRow, error) {
	facts, err := s.factsOf(ctx, d, lineNoun(), from, to)
	if err != nil {
		return nil, err
	}
	all := onDesk(&d.lines, len(facts))[:len(facts)]
	clear(all)
	for i, f := range facts {
		if err := s.readSettlement(ctx, f, &all[i]); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// anyDesk gives the desk of a view, a new one where it has none.
func (v *view) anyDesk() *desk {
	if v.desk == nil {
		return new(desk)
	}
	return v.desk
}
