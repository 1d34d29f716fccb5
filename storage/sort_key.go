package storage

// sortKey is something of many that are sorted by a number.
type sortKey struct {
	key uint64
	of  int64
}

// sorter sorts one list after the other in the same room. Its zero value has none yet.
type sorter struct{ list, other []sortKey }

// keys gives room for n keys, to be filled and sorted. It is that of the keys
// before: those, and what sort made of them, must not be used any more.
func (s *sorter) keys(n int) []sortKey {
	if cap(s.list) < n {
		s.list = make([]sortKey, n)
	}
	return s.list[:n]
}

// sort brings keys into order; those that are equal stay in theirs. The answer
// lies in list or in the sorter's other room, what is in list is lost.
func (s *sorter) sort(list []sortKey) []sortKey {
	const digits, values = 8, 256
	var counts [digits][values]int
	for _, k := range list {
		for d := range digits {
			counts[d][byte(k.key>>(8*d))]++
		}
	}
	if cap(s.other) < len(list) {
		s.other = make([]sortKey, len(list))
	}
	other := s.other[:len(list)]
	for d := range digits {
		at, same := 0, false
		for v, n := range counts[d] {
			same = same || n == len(list)
			counts[d][v] = at
			at += n
		}
		if same {
			continue // the digit is the same in all
		}
		for _, k := range list {
			v := byte(k.key >> (8 * d))
			other[counts[d][v]] = k
			counts[d][v]++
		}
		list, other = other, list
	}
	return list
}
