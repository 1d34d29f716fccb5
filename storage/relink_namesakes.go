package storage

// namesakes are rows by the hashes of the names that they may bear. There are
// many: nothing in it points anywhere.
type namesakes struct {
	of   map[uint64]bearersOfName
	rows []namesake
}

type bearersOfName struct{ count, last int32 }

type namesake struct {
	row  int64
	next int32 // the one before it, from 1
}

// add adds a row, unless it is already known that there are too many.
func (n *namesakes) add(hash uint64, row int64) {
	b := n.of[hash]
	if b.count > mostBearers {
		return
	}
	n.rows = append(n.rows, namesake{row, b.last})
	n.of[hash] = bearersOfName{b.count + 1, int32(len(n.rows))}
}

// with gives the rows of a hash; many: more than a name is borne by.
func (n *namesakes) with(hash uint64, yield func(row int64)) (many bool) {
	if n == nil {
		return false
	}
	b := n.of[hash]
	if b.count > mostBearers {
		return true
	}
	for i := b.last; i > 0; i = n.rows[i-1].next {
		yield(n.rows[i-1].row)
	}
	return false
}
