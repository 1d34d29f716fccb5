package storage

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"moneytrail/recon/calendar"
	"moneytrail/recon/importer"
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
	parties  map[int64]bool // touched
	inserted []bool         // by row: it brought a record
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

// sighting is a row seen again by a file. body is nil where it says what the row says.
type sighting struct {
	noun  *noun
	row   int64
	line  int
	of    int // row of the batch
	body  []byte
	fresh bool
}

func (s *storing) store(ctx context.Context, t *tx) error {
	s.t, s.days, s.touches, s.parties, s.seen = t, map[dayKey]*daySpan{}, map[touch]bool{}, map[int64]bool{}, nil
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
	for _, n := range nouns() {
		var told []*told
		for i := range s.told {
			if r := &s.told[i]; r.noun == n && s.rows[r.of].index >= f.next {
				told = append(told, r)
			}
		}
		if err := s.add(patient(ctx), n, told); err != nil {
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
		byPartyAndDay(news)
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
	return insertTold(ctx, s.t, s.file, news)
}

// byPartyAndDay brings rows into the order in which they are kept.
func byPartyAndDay(all []*told) {
	places := make([]sortKey, len(all))
	for i, r := range all {
		places[i] = sortKey{uint64(r.party)<<32 | uint64(uint32(r.at)^1<<31), int64(i)}
	}
	was := slices.Clone(all)
	for i, p := range sortByKey(places) {
		all[i] = was[p.of]
	}
}

// identify gives each record its party, and notes what it touches.
func (s *storing) identify(ctx context.Context, n *noun, all []*told) error {
	var was alias
	var id int64
	for _, r := range all {
		switch {
		case n.party:
			if a := (alias{r.source, r.ref}); a != was || id == 0 {
				var err error
				if id, err = s.names.party(ctx, s.t, s.reg, a); err != nil {
					return err
				}
				was = a
				s.parties[id] = true
			}
			r.party = id
			setParty(r.body, id)
		case n.kind == record.TermsRows:
			if id := r.extra[0].(string); id != "*" { // publishing touches every merchant for those
				s.touches[touch{touchMerchant, id}] = true
			}
		case n.kind == record.Entries:
			s.touches[touch{touchPlace, r.place()}] = true
		}
	}
	return nil
}

func (t *told) place() string { return t.extra[3].(string) }

// knownRow is a row that bears the id of a record.
type knownRow struct {
	row, file int64
	body      []byte
}

// known finds the rows that are there already, by the positions of the records in all.
func (s *storing) known(ctx context.Context, n *noun, all []*told) (map[int]knownRow, error) {
	if n.paged() {
		return s.knownInPages(ctx, n, all)
	}
	found := map[int]knownRow{}
	on := "k.id = c0"
	if n.bySource {
		on += " AND k.source = c1"
	}
	if n.kind == record.Payouts {
		on += " AND (k.implied_for = 0 OR EXISTS (SELECT 1 FROM parties a JOIN parties b ON b.merchant = a.merchant" +
			" WHERE a.id = k.implied_for AND b.id = c3 AND a.merchant <> 0))"
	}
	q := "SELECT c2, k.row, k.file_id, k.body FROM " + fed + " CROSS JOIN " + n.table + " k ON " + on
	cell := func(i, c int) any {
		r := all[i]
		switch c {
		case 0:
			return r.id
		case 1:
			return r.source
		case 2:
			return int64(i)
		case 3:
			return r.party
		}
		return nil
	}
	err := s.t.feedQuery(ctx, q, len(all), cell, func(sc scanner) error {
		var i int
		var k knownRow
		err := sc.Scan(&i, &k.row, &k.file, &k.body)
		if was, twice := found[i]; !twice || was.file == 0 { // what a file tells comes before what lines imply
			found[i] = k
		}
		return err
	})
	return found, err
}

// knownInPages is known for rows that are kept in pages. Ids mostly come in
// order: then no segment of the index can have any of them.
func (s *storing) knownInPages(ctx context.Context, n *noun, all []*told) (map[int]knownRow, error) {
	low, high := all[0].id, all[0].id
	for _, r := range all {
		low, high = min(low, r.id), max(high, r.id)
	}
	segments, err := segmentsOf(ctx, s.t, n.ids)
	if err != nil {
		return nil, err
	}
	segments = slices.DeleteFunc(segments, func(g segment) bool { return g.high < low || high < g.low })
	if len(segments) == 0 {
		return nil, nil
	}
	of := make([]sortKey, len(all))
	for i, r := range all {
		of[i] = sortKey{hashOf(refID, r.id), int64(i)}
	}
	of = sortByKey(of)
	var rows []int64
	hit := map[int64]int{} // the first in of with the hash, by row
	for _, g := range segments {
		err := g.lookThrough(ctx, s.t, n.ids, len(of), func(i int) uint64 { return of[i].key }, func(i int, row int64) {
			rows, hit[row] = append(rows, row), i
		})
		if err != nil {
			return nil, err
		}
	}
	found := map[int]knownRow{}
	var failed error
	err = rowsAt(ctx, s.t, n, rows, func(f fact) {
		a, err := s.db.names.party(ctx, s.t, partyOf(f.body))
		if err != nil {
			failed = err
		}
		id := idOf(f.body)
		for i := hit[f.row]; i < len(of) && of[i].key == of[hit[f.row]].key; i++ {
			if r := all[of[i].of]; r.id == id && r.source == a.source {
				found[int(of[i].of)] = knownRow{f.row, f.file, f.body}
			}
		}
	})
	return found, errors.Join(err, failed)
}

// again keeps that a file tells of a row that was there.
func (s *storing) again(n *noun, r *told, k knownRow) error {
	s.span(r)
	equal := bytes.Equal(k.body, r.body)
	if k.file == s.file {
		if equal {
			return nil
		}
		return twice(n, r)
	}
	v := sighting{noun: n, row: k.row, line: r.line, of: r.of, body: r.body}
	if equal && k.file != 0 && s.unseen[k.file] == "" {
		v.body = nil
	}
	s.seen = append(s.seen, v)
	return nil
}

// keepSightings notes the rows that were there already beside the file.
func (s *storing) keepSightings(ctx context.Context) error {
	_, err := s.t.feed(ctx, "INSERT INTO versions (kind, row, file_id, line_no, body, fresh) SELECT "+fedNames(6)+" FROM "+fed+
		" WHERE true ON CONFLICT DO NOTHING", len(s.seen), func(i, c int) any {
		v := &s.seen[i]
		switch c {
		case 0:
			return string(v.noun.kind)
		case 1:
			return v.row
		case 2:
			return s.file
		case 3:
			return int64(v.line)
		case 4:
			if v.body == nil {
				return nil
			}
			return v.body
		}
		return truth(v.fresh)
	})
	return err
}

func truth(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// span notes the day of a row, and its key where the row was added.
func (s *storing) span(r *told) {
	k := dayKey{r.source, r.noun.kind}
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

// once leaves out records of a batch that say again what one before them says.
func (s *storing) once(n *noun, all []*told) ([]*told, error) {
	sorted := byID(all)
	var again map[*told]bool
	for i := 1; i < len(sorted); i++ {
		a, b := sorted[i-1], sorted[i]
		if a.id != b.id || n.bySource && a.source != b.source {
			continue
		}
		if !bytes.Equal(a.body, b.body) {
			return nil, twice(n, b)
		}
		if again == nil {
			again = map[*told]bool{}
		}
		again[b], sorted[i] = true, a
	}
	if again == nil {
		return all, nil
	}
	return slices.DeleteFunc(all, func(r *told) bool { return again[r] }), nil
}

// twice is the refusal of a file that says two things of one id.
func twice(n *noun, r *told) error {
	return &refusal{importer.Problem{Line: r.line,
		Message: fmt.Sprintf("%s %s is in this file twice with different content: keep the row that is right", n.kind, r.id)}}
}

// byID orders records by id, which mostly they are already.
func byID(all []*told) []*told {
	order := func(a, b *told) int {
		return cmp.Or(strings.Compare(a.id, b.id), strings.Compare(a.source, b.source), cmp.Compare(a.of, b.of))
	}
	sorted := slices.Clone(all)
	slices.SortFunc(sorted, func(a, b *told) int { return cmp.Compare(a.of, b.of) })
	if !slices.IsSortedFunc(sorted, order) {
		slices.SortFunc(sorted, order)
	}
	return sorted
}
