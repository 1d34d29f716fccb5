package match

// mostMembers bounds the members that sets are searched among: 2^24 sets, met
// in the middle, so that one search looks at 2 * 4,096 sums. Among more
// members sums agree by chance more often than not, and a search would find
// noise.
const mostMembers = 24

// partial is the sum of some members of one half.
type partial struct {
	sum  int64
	mask uint32
}

// subsets finds which of a few positive amounts add up to a target, all of
// them, in an order that depends on nothing but the order of the amounts.
type subsets struct {
	low, high []partial // the sums of both halves, ascending
	room      []partial
}

// load makes the sums of at most mostMembers amounts.
func (s *subsets) load(amounts []int64) {
	half := len(amounts) / 2
	s.low = s.sums(s.low[:0], amounts[:half], 0)
	s.high = s.sums(s.high[:0], amounts[half:], half)
}

func (s *subsets) sums(out []partial, amounts []int64, shift int) []partial {
	out = append(out, partial{})
	for i, a := range amounts {
		s.room = append(s.room[:0], out...)
		bit, was := uint32(1)<<(shift+i), s.room
		out = out[:0]
		for x, y := 0, 0; y < len(was); {
			if x < len(was) && was[x].sum <= was[y].sum+a {
				out = append(out, was[x])
				x++
			} else {
				out = append(out, partial{was[y].sum + a, was[y].mask | bit})
				y++
			}
		}
	}
	return out
}

// each gives every set of amounts that adds up to target, as bits by their
// order, until yield says false.
func (s *subsets) each(target int64, yield func(mask uint32) bool) {
	i, j := 0, len(s.high)-1
	for i < len(s.low) && j >= 0 {
		switch sum := s.low[i].sum + s.high[j].sum; {
		case sum < target:
			i++
		case sum > target:
			j--
		default:
			end, first := i, j
			for end < len(s.low) && s.low[end].sum == s.low[i].sum {
				end++
			}
			for first >= 0 && s.high[first].sum == s.high[j].sum {
				first--
			}
			for _, l := range s.low[i:end] {
				for _, h := range s.high[first+1 : j+1] {
					if !yield(l.mask | h.mask) {
						return
					}
				}
			}
			i, j = end, first
		}
	}
}
