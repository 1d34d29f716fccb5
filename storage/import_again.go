package storage

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"moneytrail/recon/importer"
)

// sighting is a row seen again by a file. body is nil where it says what the row says.
type sighting struct {
	noun  *noun
	row   int64
	line  int
	of    int // row of the batch
	body  []byte
	fresh bool
}

// again keeps that a file tells of a row that was there.
func (s *storing) again(n *noun, r *told, k knownRow) error {
	s.span(r)
	body := s.body(r)
	equal := bytes.Equal(k.body, body)
	if k.file == s.file {
		if equal {
			return nil
		}
		return s.twice(n, r)
	}
	v := sighting{noun: n, row: k.row, line: int(r.line), of: int(r.of), body: body}
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

// once leaves out records of a batch that say again what one before them says.
func (s *storing) once(n *noun, all []*told) ([]*told, error) {
	keys := s.rooms.keys(len(all))
	for i, r := range all {
		keys[i] = sortKey{r.names[0], int64(i)}
	}
	again := map[*told]bool{}
	keys = s.rooms.sort(keys)
	for i, from := 1, 0; i < len(keys); i++ {
		if keys[i].key != keys[from].key {
			from = i
			continue
		}
		b := all[keys[i].of]
		for _, k := range keys[from:i] {
			a := all[k.of]
			if s.id(a) != s.id(b) || n.bySource && s.by[a.by].source != s.by[b.by].source {
				continue // the same hash by chance
			}
			if !bytes.Equal(s.body(a), s.body(b)) {
				return nil, s.twice(n, b)
			}
			again[b] = true
			break
		}
	}
	if len(again) == 0 {
		return all, nil
	}
	return slices.DeleteFunc(all, func(r *told) bool { return again[r] }), nil
}

// twice is the refusal of a file that says two things of one id.
func (s *storing) twice(n *noun, r *told) error {
	return &refusal{importer.Problem{Line: int(r.line),
		Message: fmt.Sprintf("%s %s is in this file twice with different content: keep the row that is right", n.kind, s.id(r))}}
}
