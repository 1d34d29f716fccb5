package storage

// sortKey is something of many that are sorted by a number.
type sortKey struct {
	key uint64
	of  int64
}

// sortByKey brings keys into order; those that are equal stay in theirs. The
// answer may be list or not, whose content is lost.
func sortByKey(list []sortKey) []sortKey {
	const digits, values = 8, 256
	var counts [digits][values]int
	for _, k := range list {
		for d := range digits {
			counts[d][byte(k.key>>(8*d))]++
		}
	}
	other := make([]sortKey, len(list))
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
