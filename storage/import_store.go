package storage

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
)

// storing is one transaction of a writer.
type storing struct {
	*writer
	*batch
	t        *tx
	unseen   map[int64]string // states of files that are not published
	days     map[dayKey]*daySpan
	touches  map[touch]bool
	parties  map[int64]bool   // touched
	met      map[uint32]int64 // parties by their tellers
	inserted []bool           // by row: it brought a record
	seen     []sighting
}

type dayKey struct {
	source string
	kind   record.Kind
}

type daySpan struct {
	first, last       calendar.Date
	firstRow, lastRow int64
}

func (s *storing) store(ctx context.Context, t *tx) error {
	s.t, s.days, s.touches, s.parties, s.seen = t, map[dayKey]*daySpan{}, map[touch]bool{}, map[int64]bool{}, nil
	s.met = map[uint32]int64{}
	f, err := scanFile(t.row(ctx, "SELECT "+fileColumns+" FROM files WHERE id = ?", s.file))
	if err != nil {
		return err
	}
	switch f.State {
	case "published":
		return errPublished
	case "writing":
	default:
		return fmt.Errorf("%s was taken back while it was being imported: import it again", f.Name)
	}
	if s.reg, err = s.db.registryNow(ctx, t); err != nil {
		return err
	}
	if s.unseen, err = unseenFiles(ctx, t); err != nil {
		return err
	}
	s.inserted = make([]bool, len(s.rows))
	told := slices.Grow(s.rooms.told[:0], len(s.told))
	s.rooms.told = told
	for what, n := range nouns() {
		if s.named[n] == nil { // the batch has none of them
			continue
		}
		from := len(told)
		for i := range s.told {
			if r := &s.told[i]; int(r.what) == what && s.rows[r.of].index >= f.next {
				told = append(told, r)
			}
		}
		if err := s.add(patient(ctx), n, told[from:]); err != nil {
			return fmt.Errorf("add to %s: %w", n.table, err)
		}
	}
	fresh, same := s.count(f.next)
	if err := s.keepSightings(patient(ctx)); err != nil {
		return err
	}
	if err := s.noteSpans(patient(ctx)); err != nil {
		return err
	}
	_, err = t.exec(ctx, `UPDATE files SET next_row = ?, new = new + ?, unchanged = unchanged + ? WHERE id = ?`,
		max(f.next, s.rows[len(s.rows)-1].index+1), fresh, same, s.file)
	return err
}

// count counts the rows that are new as a whole and those that say nothing new.
// What the others are shows when the file is published.
func (s *storing) count(from int64) (fresh, same int) {
	pending := make([]bool, len(s.rows))
	for i := range s.seen {
		v := &s.seen[i]
		pending[v.of], v.fresh = true, s.inserted[v.of]
	}
	for i, r := range s.rows {
		switch {
		case r.index < from || pending[i]:
		case s.inserted[i]:
			fresh++
		default:
			same++
		}
	}
	return fresh, same
}

// add writes the records of a noun that are new, and keeps those whose ids
// were there before as sightings. Rows of one party and day get keys beside
// each other: they are asked for together.
func (s *storing) add(ctx context.Context, n *noun, all []*told) error {
	if len(all) == 0 {
		return nil
	}
	if err := s.identify(ctx, n, all); err != nil {
		return err
	}
	known, err := s.known(ctx, n, all)
	if err != nil {
		return err
	}
	news := all
	if len(known) > 0 {
		news = make([]*told, 0, len(all)-len(known))
		for i, r := range all {
			k, there := known[i]
			if !there {
				news = append(news, r)
				continue
			}
			if err := s.again(n, r, k); err != nil {
				return err
			}
		}
	}
	if news, err = s.once(n, news); err != nil || len(news) == 0 {
		return err
	}
	if n.paged() {
		s.rooms.byPartyAndDay(news)
	}
	last, err := s.t.reserve(ctx, n, len(news))
	if err != nil {
		return err
	}
	for i, r := range news {
		r.row = last + 1 + int64(i)
		s.inserted[r.of] = true
		s.span(r)
	}
	return s.insert(ctx, n, news)
}

// byPartyAndDay brings rows into the order in which they are kept.
func (r *rooms) byPartyAndDay(all []*told) {
	places := r.keys(len(all))
	for i, t := range all {
		places[i] = sortKey{uint64(t.party)<<32 | uint64(uint32(t.at)^1<<31), int64(i)}
	}
	r.was = append(r.was[:0], all...)
	for i, p := range r.sort(places) {
		all[i] = r.was[p.of]
	}
}

// identify gives each record its party, and notes what it touches.
func (s *storing) identify(ctx context.Context, n *noun, all []*told) error {
	if n.party {
		if err := s.meet(ctx, all); err != nil {
			return err
		}
	}
	for _, r := range all {
		switch {
		case n.party:
			r.party = s.met[r.by]
			setParty(s.body(r), r.party)
		case n.kind == record.TermsRows:
			if id := s.rest(r).extra[0].(string); id != "*" { // publishing touches every merchant for those
				s.touches[touch{touchMerchant, id}] = true
			}
		case n.kind == record.Entries:
			s.touches[touch{touchPlace, s.rest(r).place()}] = true
		}
	}
	return nil
}

// meet finds the parties of records. Those that are new get their numbers in the
// order of their names: so merchants, who are worked on in that order, have
// their rows beside each other.
func (s *storing) meet(ctx context.Context, all []*told) error {
	var news []uint32
	for _, r := range all {
		if _, met := s.met[r.by]; !met {
			s.met[r.by] = 0
			news = append(news, r.by)
		}
	}
	slices.SortFunc(news, func(x, y uint32) int {
		a, b := s.by[x], s.by[y]
		return cmp.Or(strings.Compare(a.source, b.source), strings.Compare(a.ref, b.ref))
	})
	for _, by := range news {
		id, err := s.names.party(ctx, s.t, s.reg, s.by[by])
		if err != nil {
			return err
		}
		s.met[by], s.parties[id] = id, true
	}
	return nil
}

func (m toldMore) place() string { return m.extra[3].(string) }

// span notes the day of a row, and its key where the row was added.
func (s *storing) span(r *told) {
	k := dayKey{s.by[r.by].source, r.noun().kind}
	d := s.days[k]
	if d == nil {
		d = &daySpan{firstRow: math.MaxInt64}
		s.days[k] = d
	}
	if r.row != 0 {
		d.firstRow, d.lastRow = min(d.firstRow, r.row), max(d.lastRow, r.row)
	}
	if r.day == 0 {
		return
	}
	if d.first == 0 || r.day < d.first {
		d.first = r.day
	}
	d.last = max(d.last, r.day)
}

// reserve takes the next keys of a noun and gives the last one given before:
// a key is never given twice.
func (t *tx) reserve(ctx context.Context, n *noun, count int) (last int64, err error) {
	err = t.row(ctx, "UPDATE counters SET value = value + ? WHERE name = ? RETURNING value", int64(count), "row:"+n.table).Scan(&last)
	if err != nil {
		return 0, fmt.Errorf("keys of %s: %w", n.table, err)
	}
	return last - int64(count), nil
}
