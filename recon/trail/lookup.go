package trail

// rowIndex finds the position of a store row. A merchant's rows mostly lie
// close together; then it is an array.
type rowIndex struct {
	first  int64
	dense  []int32 // position + 1, 0 for none
	sparse map[int64]int32
}

// newRowIndex makes room for n rows between first and last.
func newRowIndex(n int, first, last int64) rowIndex {
	if span := last - first + 1; n > 0 && span > 0 && span <= int64(8*n+64) {
		return rowIndex{first: first, dense: make([]int32, span)}
	}
	return rowIndex{sparse: make(map[int64]int32, n)}
}

func (x *rowIndex) set(row int64, position int32) {
	if x.dense != nil {
		x.dense[row-x.first] = position + 1
		return
	}
	x.sparse[row] = position + 1
}

// at gives the position of a row, -1 where it has none.
func (x *rowIndex) at(row int64) int32 {
	if x.dense == nil {
		return x.sparse[row] - 1
	}
	if i := row - x.first; i >= 0 && i < int64(len(x.dense)) {
		return x.dense[i] - 1
	}
	return -1
}

// groups is a list for each of n things, all in one array.
type groups[T any] struct {
	starts []int32
	all    []T
}

// group gives item i to the thing owners[i]; below 0 to none. Each list keeps
// the order of items.
func group[T any](n int, items []T, owners []int32) groups[T] {
	if len(items) == 0 {
		return groups[T]{}
	}
	starts := make([]int32, n+1)
	for _, o := range owners {
		if o >= 0 {
			starts[o]++
		}
	}
	var sum int32
	for i, count := range starts {
		starts[i] = sum
		sum += count
	}
	g := groups[T]{starts: starts, all: make([]T, sum)}
	for i, o := range owners { // starts[o] runs to the end of its list, which is the start of the next
		if o >= 0 {
			g.all[starts[o]] = items[i]
			starts[o]++
		}
	}
	return g
}

// of gives the list of one thing.
func (g *groups[T]) of(i int32) []T {
	if g.starts == nil || i < 0 {
		return nil
	}
	var from int32
	if i > 0 {
		from = g.starts[i-1]
	}
	return g.all[from:g.starts[i]:g.starts[i]]
}

// slab hands out pieces of large arrays, so that a million trails are not
// several million small ones. size is how many to make room for at a time.
type slab[T any] struct {
	free []T
	size int
}

// take gives an empty slice with room for exactly n.
func (s *slab[T]) take(n int) []T {
	if n == 0 {
		return nil
	}
	if len(s.free) < n {
		s.free = make([]T, max(n, s.size))
	}
	piece := s.free[:0:n]
	s.free = s.free[n:]
	return piece
}
