package importer

import (
	"context"
	"encoding/binary"
	"fmt"
	"hash/maphash"
	"math"
	"os"

	"moneytrail/recon/record"
)

// A repeats knows which ids the rows of a file have, in memory that does not
// grow with the file: 24 bytes a record are logged, chunk by chunk cut into
// parts by the hash of the id. Beyond the first chunk they wait in a temporary
// file, and settle looks at one part after the other.
type repeats struct {
	seeds   [2]maphash.Seed
	said    witness
	log     []sighting
	cut     []sighting // the log, part by part
	limit   int        // records of a chunk
	several bool       // rows with more than one record came
	last    int        // the row of the last record
	counted uint32     // records that are told apart by their order alone
	spilled *os.File
	size    int64
	chunks  []chunk
	bytes   []byte
}

const (
	chunkRecords = 1 << 17
	parts        = 256
	sightingSize = 24
)

// A sighting is a record of a row: 96 bits tell its id, 64 what it says.
type sighting struct {
	id, content uint64
	check       uint32 // the last bits: unnamed, counted
	row         uint32 // of a counted record: its ordinal among those of the file
}

// unnamed: the record has no id of its own.
func (s *sighting) unnamed() bool { return s.check&1 != 0 }

// counted: records with its id are told apart by their order.
func (s *sighting) counted() bool { return s.check&2 != 0 }

func (s *sighting) same(o *sighting) bool { return s.id == o.id && s.check == o.check }

// witness is what ids are unique for, as hashed.
type witness struct {
	kind   record.Kind
	source string
	mix    [2]uint64
}

// chunk tells where the parts of a spilled log begin.
type chunk struct {
	at    int64
	first [parts + 1]uint32
}

// newRepeats makes room for the rows of a file of so many bytes.
func newRepeats(size int64) *repeats {
	return &repeats{seeds: [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}, limit: chunkRecords, last: -1,
		log: make([]sighting, 0, min(size/64, chunkRecords))}
}

// witness gives the hashes of a kind and source.
func (r *repeats) witness(m *produced) witness {
	w := witness{kind: m.kind, source: m.source}
	for i, seed := range r.seeds {
		w.mix[i] = maphash.Comparable(seed, [2]string{string(m.kind), m.source})
	}
	return w
}

// key is the hash of an id among those of its kind and source.
func (r *repeats) key(w *witness, m *produced) (id uint64, check uint32) {
	check = uint32(maphash.String(r.seeds[1], m.id)^w.mix[1]) &^ 3
	if m.unnamed {
		check |= 1
	}
	if m.counted > 0 {
		check |= 2
	}
	return maphash.String(r.seeds[0], m.id) ^ w.mix[0], check
}

// meet notes a record of a row. Rows come in their order.
func (r *repeats) meet(row int, m *produced, content []byte) error {
	r.several = r.several || r.last == row
	r.last = row
	if r.said.kind != m.kind || r.said.source != m.source {
		r.said = r.witness(m)
	}
	id, check := r.key(&r.said, m)
	at := row
	if m.counted > 0 {
		at, r.counted = int(m.counted), m.counted
	}
	return r.note(at, sighting{id: id, check: check, content: maphash.Bytes(r.seeds[0], content)})
}

// note logs a sighting of a row.
func (r *repeats) note(row int, s sighting) error {
	if row >= math.MaxUint32 {
		return refuse(0, "the file has more than 4 billion rows: split it")
	}
	if len(r.log) >= r.limit {
		if err := r.spill(); err != nil {
			return fmt.Errorf("keep the ids of a large file for comparison: %w", err)
		}
	}
	s.row = uint32(row)
	r.log = append(r.log, s)
	return nil
}

// parted cuts the log into its parts, each in the order of the rows.
func (r *repeats) parted() (first [parts + 1]uint32) {
	for i := range r.log {
		first[r.log[i].id>>56+1]++
	}
	for p := range parts {
		first[p+1] += first[p]
	}
	if cap(r.cut) < len(r.log) {
		r.cut = make([]sighting, len(r.log))
	}
	r.cut = r.cut[:len(r.log)]
	next := first
	for i := range r.log {
		p := r.log[i].id >> 56
		r.cut[next[p]] = r.log[i]
		next[p]++
	}
	return first
}

// eachPart gives the records that were met part by part, in the order of the
// rows; a list is valid until the next.
func (r *repeats) eachPart(ctx context.Context, yield func(list []sighting) error) error {
	last := r.parted()
	var list []sighting
	for p := range parts {
		if err := ctx.Err(); err != nil {
			return err
		}
		var err error
		if list, err = r.part(p, &last, list[:0]); err != nil {
			return err
		}
		if err := yield(list); err != nil {
			return err
		}
	}
	return nil
}

// spill moves the log to the temporary file, which has no name where the
// system allows that: nothing stays behind after a kill.
func (r *repeats) spill() error {
	if r.spilled == nil {
		f, err := os.CreateTemp("", "moneytrail-ids-*")
		if err != nil {
			return err
		}
		r.spilled = f
		_ = os.Remove(f.Name()) // else close does it
	}
	c := chunk{at: r.size, first: r.parted()}
	r.bytes = r.bytes[:0]
	for i := range r.cut {
		s := &r.cut[i]
		r.bytes = binary.LittleEndian.AppendUint64(r.bytes, s.id)
		r.bytes = binary.LittleEndian.AppendUint64(r.bytes, s.content)
		r.bytes = binary.LittleEndian.AppendUint32(r.bytes, s.check)
		r.bytes = binary.LittleEndian.AppendUint32(r.bytes, s.row)
		if len(r.bytes) >= 64<<10 || i == len(r.cut)-1 {
			n, err := r.spilled.Write(r.bytes)
			if r.size += int64(n); err != nil {
				return err
			}
			r.bytes = r.bytes[:0]
		}
	}
	r.chunks = append(r.chunks, c)
	r.log = r.log[:0]
	return nil
}

// part gives all records of a part in the order of the rows; last is where the
// parts of the log that is still in memory begin.
func (r *repeats) part(p int, last *[parts + 1]uint32, into []sighting) ([]sighting, error) {
	for i := range r.chunks {
		c := &r.chunks[i]
		n := int(c.first[p+1]-c.first[p]) * sightingSize
		if cap(r.bytes) < n {
			r.bytes = make([]byte, n)
		}
		b := r.bytes[:n]
		if _, err := r.spilled.ReadAt(b, c.at+int64(c.first[p])*sightingSize); err != nil {
			return nil, fmt.Errorf("compare the ids of a large file: %w", err)
		}
		for ; len(b) > 0; b = b[sightingSize:] {
			into = append(into, sighting{id: binary.LittleEndian.Uint64(b), content: binary.LittleEndian.Uint64(b[8:]),
				check: binary.LittleEndian.Uint32(b[16:]), row: binary.LittleEndian.Uint32(b[20:])})
		}
	}
	return append(into, r.cut[last[p]:last[p+1]]...), nil
}

// close takes the temporary file away.
func (r *repeats) close() {
	if r.spilled != nil {
		_ = r.spilled.Close()
		_ = os.Remove(r.spilled.Name())
	}
}
