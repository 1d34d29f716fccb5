package match

import "slices"

// sets is a union-find whose sets hold at most one row of each source.
type sets struct {
	parent []int32
	next   []int32 // the members of a set, in a ring
	roots  []int32
	held   []uint16 // sources
}

func (s *sets) reset(n int) {
	s.parent, s.next = sized(s.parent, n), sized(s.next, n)
	for i := range s.parent {
		s.parent[i], s.next[i] = int32(i), int32(i)
	}
}

func (s *sets) root(i int32) int32 {
	for s.parent[i] != i {
		s.parent[i] = s.parent[s.parent[i]]
		i = s.parent[i]
	}
	return i
}

// join makes rows one set, unless a source would then be in it twice.
func (s *sets) join(sources []uint16, rows []int32) {
	s.roots, s.held = s.roots[:0], s.held[:0]
	for _, r := range rows {
		root := s.root(r)
		if slices.Contains(s.roots, root) {
			continue
		}
		s.roots = append(s.roots, root)
		for m, first := root, true; first || m != root; m, first = s.next[m], false {
			if slices.Contains(s.held, sources[m]) {
				return
			}
			s.held = append(s.held, sources[m])
		}
	}
	head := s.roots[0]
	for _, root := range s.roots[1:] {
		s.parent[root] = head
		s.next[head], s.next[root] = s.next[root], s.next[head]
	}
}
