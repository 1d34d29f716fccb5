package storage

import (
	"bytes"
	"context"
	"encoding/csv"
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

// part is what was written of one of the things that come in order.
type part struct {
	at   int
	text *bytes.Buffer
	err  error
}

// inOrder has n things written side by side, each by a goroutine that has a
// view for itself, and puts what they wrote together in order. At most a few
// are done ahead.
func (e *exporter) inOrder(ctx context.Context, n int, write func(ctx context.Context, v *view, i int, w *csv.Writer) error) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	ahead := make(chan struct{}, 4*len(e.views))
	next, parts := make(chan int), make(chan part)
	buffers := sync.Pool{New: func() any { return new(bytes.Buffer) }} // of parts that were put together
	var workers sync.WaitGroup
	for _, v := range e.views {
		workers.Go(func() {
			v.desk = new(desk)
			for i := range next {
				p := part{at: i, text: buffers.Get().(*bytes.Buffer)}
				w := csv.NewWriter(p.text)
				if p.err = write(ctx, v, i, w); p.err == nil {
					w.Flush()
					p.err = w.Error()
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
	e.w.Flush()
	err := e.w.Error()
	waiting := map[int]part{}
	at := 0
	for p := range parts {
		if err == nil {
			err = p.err
		}
		if err != nil {
			stop()
			continue
		}
		waiting[p.at] = p
		for {
			p, there := waiting[at]
			if !there {
				break
			}
			delete(waiting, at)
			at++
			<-ahead
			if _, err = e.to.Write(p.text.Bytes()); err != nil {
				stop()
				break
			}
			p.text.Reset()
			buffers.Put(p.text)
		}
	}
	if err == nil && at < n {
		err = ctx.Err()
	}
	return err
}
