package storage

import (
	"context"
	"sync"
	"time"

	"moneytrail/recon/importer"
)

// longWork limits transactions that grow with a file.
const longWork = 10 * time.Minute

// touch is something whose links a file may change.
type touch struct{ what, key string }

// What can be touched. A party stands for the merchant it turns out to be. A
// place is an account that bank entries speak of; a payee a merchant whose
// payouts have no account.
const (
	touchParty    = "party"
	touchMerchant = "merchant"
	touchPlace    = "place"
	touchPayee    = "payee"
	touchState    = "state"
)

// writer puts the rows of one file into their tables, unseen, batch by batch.
// Rows are packed by the goroutine that reads the file and written by another.
type writer struct {
	db    *DB
	file  int64
	proof importer.Proof
	size  int   // records of a batch
	next  int64 // rows before this one were committed when the import began

	filling *batch
	given   *batch // handed over last
	full    chan *batch
	done    sync.WaitGroup

	mu  sync.Mutex
	err error // what ended the writing

	// of the goroutine that writes
	reg     *registry
	names   *dictionary
	touched map[touch]bool // committed already
}

// batch is what one transaction writes.
type batch struct {
	rows   []batchRow
	told   []told
	packed packer
}

type batchRow struct {
	index int64
	line  int
}

func (db *DB) newWriter(ctx context.Context, f File, p importer.Proof, size int) *writer {
	w := &writer{db: db, file: f.ID, proof: p, size: size, next: f.next, filling: &batch{}, full: make(chan *batch),
		names: newDictionary(), touched: map[touch]bool{}}
	w.done.Go(func() {
		for b := range w.full {
			if w.failed() == nil {
				w.fail(w.write(ctx, b))
			}
		}
	})
	return w
}

func (w *writer) failed() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.err
}

func (w *writer) fail(err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.err == nil {
		w.err = err
	}
}

// add takes a row; the error is that of a batch before it.
func (w *writer) add(r importer.Row) error {
	if int64(r.Index) < w.next {
		return nil // committed before a kill, or by another import of the same bytes
	}
	b := w.filling
	b.rows = append(b.rows, batchRow{int64(r.Index), r.Line})
	if !r.Again {
		for _, rec := range r.Records {
			t, err := tell(&b.packed, rec)
			if err != nil {
				return &refusal{importer.Problem{Line: r.Line, Message: err.Error()}}
			}
			t.line, t.of = r.Line, len(b.rows)-1
			if t.source == "" {
				t.source = w.proof.Source
			}
			b.told = append(b.told, t)
		}
	}
	if max(len(b.rows), len(b.told)) < w.size {
		return nil
	}
	return w.hand()
}

// hand gives the batch to the writer, once that has taken the one before.
func (w *writer) hand() error {
	if len(w.filling.rows) > 0 {
		w.full <- w.filling
		done := w.given // the one before is written, or this one had not been taken
		w.given = w.filling
		if done == nil {
			done = &batch{}
		}
		done.rows, done.told, done.packed.buf = done.rows[:0], done.told[:0], done.packed.buf[:0]
		w.filling = done
	}
	return w.failed()
}

// end waits for what was handed over, the last rows too if all is well.
func (w *writer) end(err error) error {
	if err == nil {
		err = w.hand()
	}
	close(w.full)
	w.done.Wait()
	if failed := w.failed(); failed != nil {
		return failed
	}
	return err
}

// write commits a batch, and how far the file is with it.
func (w *writer) write(ctx context.Context, b *batch) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s := &storing{writer: w, batch: b}
	w.names.begin()
	if err := w.db.changeWithin(ctx, longWork, s.store); err != nil {
		return err
	}
	w.names.keep()
	for t := range s.touches {
		w.touched[t] = true
	}
	return nil
}
