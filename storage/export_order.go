package storage

import (
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"slices"
	"sync"
)

// maxTogether is how many goroutines work on one export at most.
const maxTogether = 4

// lookTogether runs fn with up to n views of one state of the database.
func (db *DB) lookTogether(ctx context.Context, n int, views []*view, fn func([]*view) error) error {
	return db.lookAnew(ctx, func(v *view) error {
		if len(views) > 0 {
			first, err := readVersions(ctx, views[0].q)
			if err != nil {
				return err
			}
			this, err := readVersions(ctx, v.q)
			if err != nil {
				return err
			}
			if first != this { // something was written between: fewer do as well
				return fn(views)
			}
		}
		views = append(views, v)
		if len(views) < n {
			return db.lookTogether(ctx, n, views, fn)
		}
		return fn(views)
	})
}

// merchants lists everybody who has rows: the merchants, and numbers that rows
// printed and no merchant bears yet.
func (e *exporter) merchants(ctx context.Context) ([]string, error) {
	v := e.views[0]
	rows, err := v.q.query(ctx, `SELECT DISTINCT COALESCE(m.id, p.ref) AS id FROM parties p LEFT JOIN merchants m ON m.row = p.merchant
		WHERE EXISTS (SELECT 1 FROM transaction_days d WHERE d.party = p.id) OR EXISTS (SELECT 1 FROM line_days d WHERE d.party = p.id)
			OR EXISTS (SELECT 1 FROM payouts d WHERE d.party = p.id) ORDER BY id`)
	return collect(rows, err, func(s scanner) (id string, err error) { return id, s.Scan(&id) })
}

// exportPortion is how many merchants one goroutine takes at once at most: as
// many as one statement asks for without asking for one twice (see padded).
const exportPortion = 64

// ofMerchants writes the rows of merchants, a portion of them at a time: some
// goroutines work side by side, and the order is kept.
func (e *exporter) ofMerchants(ctx context.Context) error {
	var theirs []sink
	var needs exportNeeds
	for _, s := range e.sinks {
		if s.each == nil {
			continue
		}
		theirs = append(theirs, s)
		needs.payouts = needs.payouts || s.needs.payouts
		for _, table := range s.needs.leaves {
			if !slices.Contains(needs.leaves, table) {
				needs.leaves = append(needs.leaves, table)
			}
		}
	}
	if len(theirs) == 0 {
		return nil
	}
	ids, err := e.merchants(ctx)
	if err != nil {
		return err
	}
	portions := slices.Collect(slices.Chunk(ids, max(1, min(exportPortion, len(ids)/(4*len(e.views)))))) // all have work to the end
	return inOrder(ctx, e.views, theirs, len(portions), func(ctx context.Context, v *view, i int, to []*csv.Writer) error {
		return v.portion(ctx, portions[i], needs, func(s *shelf) error {
			for n, k := range theirs {
				if err := k.each(e, ctx, s, to[n]); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

// portion hands over the shelves of merchants, what is needed of them being read.
func (v *view) portion(ctx context.Context, ids []string, needs exportNeeds, fn func(*shelf) error) error {
	v.ahead = ahead{parties: newKnown[party](0)}
	if needs.payouts {
		if err := v.readAhead(ctx, ids, false); err != nil {
			return err
		}
	}
	if len(needs.leaves) > 0 {
		return v.laidOut(ctx, ids, needs.leaves, mostLaid, fn)
	}
	for _, id := range ids {
		s, err := v.shelf(ctx, id)
		if err == nil {
			err = fn(s)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// part is what was written of one of the things that come in order, for each sink.
type part struct {
	at    int
	texts []*bytes.Buffer
	err   error
}

// inOrder has n things written side by side, each by a goroutine that has a
// view for itself, and puts what they wrote together in order, into each sink.
// At most a few are done ahead.
func inOrder(ctx context.Context, views []*view, sinks []sink, n int, write func(ctx context.Context, v *view, i int, to []*csv.Writer) error) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	ahead := make(chan struct{}, 4*len(views))
	next, parts := make(chan int), make(chan part)
	buffers := sync.Pool{New: func() any { return new(bytes.Buffer) }} // of parts that were put together
	var workers sync.WaitGroup
	for _, v := range views {
		workers.Go(func() {
			v.desk = new(desk)
			for i := range next {
				p := part{at: i}
				var to []*csv.Writer
				for range sinks {
					text := buffers.Get().(*bytes.Buffer)
					p.texts, to = append(p.texts, text), append(to, csv.NewWriter(text))
				}
				p.err = write(ctx, v, i, to)
				for _, w := range to {
					w.Flush()
					p.err = cmp.Or(p.err, w.Error())
				}
				parts <- p
			}
		})
	}
	go func() {
		defer close(parts)
		defer workers.Wait()
		defer close(next)
		for i := range n {
			select {
			case ahead <- struct{}{}:
			case <-ctx.Done():
				return
			}
			next <- i
		}
	}()
	var err error
	for _, s := range sinks {
		s.w.Flush()
		err = cmp.Or(err, s.w.Error())
	}
	waiting := map[int]part{}
	at := 0
	for p := range parts {
		if err = cmp.Or(err, p.err); err != nil {
			stop()
			continue
		}
		waiting[p.at] = p
		for err == nil {
			p, there := waiting[at]
			if !there {
				break
			}
			delete(waiting, at)
			at++
			<-ahead
			for i, s := range sinks {
				_, failed := s.to.Write(p.texts[i].Bytes())
				err = cmp.Or(err, failed)
				p.texts[i].Reset()
				buffers.Put(p.texts[i])
			}
		}
		if err != nil {
			stop()
		}
	}
	if err == nil && at < n {
		err = ctx.Err()
	}
	return err
}
