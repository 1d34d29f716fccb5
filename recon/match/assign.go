package match

// offer is one left side (equal lines, a bank entry) and the right sides that fit it.
type offer struct {
	fits  []int32
	taken int32 // the right side it got, -1 none
	lost  bool  // every right side that fitted went to another
}

// assign gives every offer that fits exactly one right side that side, unless
// another offer fits that side alone too; what is given away no longer stands
// for the others, which may leave them with one. The end does not depend on
// the order of offers. Work is linear in the number of fits.
func assign(offers []offer) {
	wanted := map[int32][]int32{} // right side -> offers
	left := make([]int, len(offers))
	var single []int32
	for i := range offers {
		o := &offers[i]
		o.taken = -1
		left[i] = len(o.fits)
		for _, r := range o.fits {
			wanted[r] = append(wanted[r], int32(i))
		}
		if left[i] == 1 {
			single = append(single, int32(i))
		}
	}
	gone := map[int32]bool{}
	rivals := map[int32]int{} // offers that fit this side alone
	open := func(o *offer) int32 {
		for _, r := range o.fits {
			if !gone[r] {
				return r
			}
		}
		return -1
	}
	for len(single) > 0 {
		for _, i := range single {
			rivals[open(&offers[i])]++
		}
		var taken []int32
		for _, i := range single {
			if r := open(&offers[i]); rivals[r] == 1 {
				offers[i].taken = r
				taken = append(taken, r)
			}
		}
		for _, r := range taken {
			gone[r] = true
		}
		single = single[:0:0]
		for _, r := range taken {
			for _, i := range wanted[r] {
				if offers[i].taken >= 0 {
					continue
				}
				left[i]--
				switch left[i] {
				case 0:
					offers[i].lost = true
				case 1:
					single = append(single, i)
				}
			}
		}
		single = stillOne(single, left)
	}
}

// stillOne drops offers that lost their last side in the same round.
func stillOne(single []int32, left []int) []int32 {
	kept := single[:0]
	for _, i := range single {
		if left[i] == 1 {
			kept = append(kept, i)
		}
	}
	return kept
}
