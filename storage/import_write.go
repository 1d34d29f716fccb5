package storage

import (
	"context"
	"strings"
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
	given   *batch           // handed over last
	tellers map[alias]uint32 // their places in aliases
	aliases []alias
	full    chan *batch
	done    sync.WaitGroup

	mu  sync.Mutex
	err error // what ended the writing

	// of the goroutine that writes
	reg     *registry
	names   *dictionary
	touched map[touch]bool // committed already
	rooms   rooms
}

// rooms are where one batch after the other is worked on, so that each does not
// leave its own behind.
type rooms struct {
	sorter
	told  []*told // by noun
	was   []*told // in another order
	names []nameKey
}

// batch is what one transaction writes.
type batch struct {
	rows   []batchRow
	told   []told
	more   []toldMore
	by     []alias // all tellers there were when the batch was handed over
	named  map[*noun]*namedWithin
	packed packer // into a block
	full   [][]byte
	spare  [][]byte
}

// namedWithin are the bounds of the names of some records.
type namedWithin struct{ ids, refs bounds }

// Bodies are packed into blocks of this size: bodies point into them, so that
// one that grew would be kept beside its copy. A new one is begun where this
// much is not left.
const (
	batchBlock = 1 << 20
	batchRest  = 2 << 10
	// batchBlocks is how many of them a batch has, whatever the size of its rows.
	batchBlocks = 10
)

// newBatch makes room for the rows of a batch.
func (w *writer) newBatch() *batch {
	n := min(w.size, w.proof.Rows)
	return &batch{rows: make([]batchRow, 0, n), told: make([]told, 0, n), named: map[*noun]*namedWithin{}}
}

// room begins another block where the last one is nearly full.
func (b *batch) room() {
	if p := &b.packed; cap(p.buf)-len(p.buf) < batchRest {
		if p.buf != nil {
			b.full = append(b.full, p.buf)
		}
		if n := len(b.spare); n > 0 {
			p.buf, b.spare = b.spare[n-1], b.spare[:n-1]
		} else {
			p.buf = make([]byte, 0, batchBlock)
		}
	}
}

// at tells where the body that was packed last is.
func (b *batch) at() bodyAt {
	return bodyAt{uint32(len(b.full)), uint32(b.packed.start), uint32(len(b.packed.buf))}
}

// body gives the body of a record.
func (b *batch) body(r *told) []byte {
	block := b.packed.buf
	if at := int(r.body.block); at < len(b.full) {
		block = b.full[at]
	}
	return block[r.body.from:r.body.to:r.body.to]
}

// rest gives what few records have, empty for the others.
func (b *batch) rest(r *told) toldMore {
	if r.more == 0 {
		return toldMore{}
	}
	return b.more[r.more-1]
}

// id gives what the record itself is called.
func (b *batch) id(r *told) string {
	if id := b.rest(r).id; id != "" {
		return id
	}
	return idOf(b.body(r))
}

// clear makes the batch empty, and keeps its room.
func (b *batch) clear() {
	for _, block := range b.full {
		if cap(block) == batchBlock {
			b.spare = append(b.spare, block[:0])
		}
	}
	clear(b.more)
	clear(b.named)
	b.rows, b.told, b.more, b.full, b.packed.buf = b.rows[:0], b.told[:0], b.more[:0], b.full[:0], b.packed.buf[:0]
}

type batchRow struct {
	index int64
	line  int
}

func (db *DB) newWriter(ctx context.Context, f File, p importer.Proof, size int) *writer {
	w := &writer{db: db, file: f.ID, proof: p, size: size, next: f.next, full: make(chan *batch),
		names: newDictionary(), tellers: map[alias]uint32{}, touched: map[touch]bool{}}
	w.filling = w.newBatch()
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
			b.room()
			t, said, err := tell(&b.packed, rec)
			if err != nil {
				return &refusal{importer.Problem{Line: r.Line, Message: err.Error()}}
			}
			t.line, t.of = uint32(r.Line), uint32(len(b.rows)-1)
			if said.by.source == "" {
				said.by.source = w.proof.Source
			}
			t.by, t.body = w.once(said.by), b.at()
			if said.more != nil {
				said.more.detach()
				b.more = append(b.more, *said.more)
				t.more = uint32(len(b.more))
			}
			b.name(t.noun(), said.names)
			b.told = append(b.told, t)
		}
	}
	if max(len(b.rows), len(b.told)) < w.size && len(b.full) < batchBlocks {
		return nil
	}
	return w.hand()
}

// name widens the bounds of what the batch names.
func (b *batch) name(n *noun, forms [namesTold]string) {
	in := b.named[n]
	if in == nil {
		in = &namedWithin{}
		b.named[n] = in
	}
	in.ids.add(forms[0])
	for _, form := range forms[1:] {
		in.refs.add(form)
	}
}

// detach copies the texts that are kept of a record, which are parts of the
// text of its row and those around it.
func (m *toldMore) detach() {
	m.id = strings.Clone(m.id)
	for i, x := range m.extra {
		if s, ok := x.(string); ok {
			m.extra[i] = strings.Clone(s)
		}
	}
	for i, s := range m.words {
		m.words[i] = strings.Clone(s)
	}
}

// once gives the number of who tells of whom, which many rows have.
func (w *writer) once(by alias) uint32 {
	n, there := w.tellers[by]
	if !there {
		n = uint32(len(w.aliases))
		w.aliases = append(w.aliases, alias{strings.Clone(by.source), strings.Clone(by.ref)})
		w.tellers[w.aliases[n]] = n
	}
	return n
}

// hand gives the batch to the writer, once that has taken the one before.
func (w *writer) hand() error {
	if len(w.filling.rows) > 0 {
		w.filling.by = w.aliases
		w.full <- w.filling
		done := w.given // the one before is written, or this one had not been taken
		w.given = w.filling
		if done == nil {
			done = w.newBatch()
		}
		done.clear()
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
