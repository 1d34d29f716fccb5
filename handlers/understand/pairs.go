package understand

import "unicode/utf8"

// pairs tells which pairs of characters may stand beside each other in the
// words of a message: most phrases are ruled out by it without a search.
type pairs [64]uint64

func pairsOf(words string) pairs {
	var p pairs
	before := rune(0)
	for _, r := range words {
		if before != 0 {
			at := pairAt(before, r)
			p[at/64] |= 1 << (at % 64)
		}
		before = r
	}
	return p
}

// pairAt gives the place of a pair; different pairs may share one.
func pairAt(a, b rune) uint32 { return (uint32(a)*31 + uint32(b)) * 2654435761 >> 20 }

// have tells whether any of the places is marked; none at all is any.
func (p *pairs) have(places []uint32) bool {
	for _, at := range places {
		if p[at/64]&(1<<(at%64)) != 0 {
			return true
		}
	}
	return len(places) == 0
}

// firstPairs gives a pair of each way to begin a pattern; nothing where a way is
// too short to have one.
func (p pattern) firstPairs() []uint32 {
	var places []uint32
	for _, way := range p[0] {
		if way[0] == ' ' && len(way) > 3 {
			way = way[1:] // the space says little
		}
		a, n := utf8.DecodeRuneInString(way)
		b, _ := utf8.DecodeRuneInString(way[n:])
		if n == len(way) {
			return nil
		}
		places = append(places, pairAt(a, b))
	}
	return places
}
