package match

// offer is one left side (equal lines, a bank entry) and the right sides that fit it.
type offer struct {
	first, end int32 // stretch of offers.all
	left       int32 // how many still stand
	taken      int32 // the right side it got, -1 none
	lost       bool  // every right side that fitted went to another
}

// offers are what is to be assigned, with room that is kept.
type offers struct {
	list []offer
	all  []int32 // the right sides of each offer
	// by right side, while they are assigned
	first  []int32 // 1 + the last want of it
	wants  []wanting
	gone   []bool
	rivals []int32 // offers that fit this side alone
	single []int32
	given  []int32
}

type wanting struct{ offer, next int32 }

func (o *offers) reset() { o.list, o.all = o.list[:0], o.all[:0] }

func (o *offers) add(fits []int32) {
	first := int32(len(o.all))
	o.all = append(o.all, fits...)
	o.list = append(o.list, offer{first: first, end: int32(len(o.all)), left: int32(len(fits)), taken: -1})
}

// fits gives the right sides of offer i.
func (o *offers) fits(i int) []int32 { return o.all[o.list[i].first:o.list[i].end] }

// assign gives every offer that fits exactly one right side that side, unless
// another offer fits that side alone too; what is given away no longer stands
// for the others, which may leave them with one. The end does not depend on
// the order of offers. Work is linear in the number of fits.
func (o *offers) assign() {
	most := int32(-1)
	for _, r := range o.all {
		most = max(most, r)
	}
	o.first, o.gone, o.rivals = cleared(o.first, int(most)+1), cleared(o.gone, int(most)+1), cleared(o.rivals, int(most)+1)
	o.wants, o.single = o.wants[:0], o.single[:0]
	for i := range o.list {
		for _, r := range o.fits(i) {
			o.wants = append(o.wants, wanting{int32(i), o.first[r]})
			o.first[r] = int32(len(o.wants))
		}
		if o.list[i].left == 1 {
			o.single = append(o.single, int32(i))
		}
	}
	for len(o.single) > 0 {
		o.round()
	}
}

// round gives away what offers fit alone, and finds the offers that this leaves with one side.
func (o *offers) round() {
	for _, i := range o.single {
		o.rivals[o.open(i)]++
	}
	o.given = o.given[:0]
	for _, i := range o.single {
		if r := o.open(i); o.rivals[r] == 1 {
			o.list[i].taken = r
			o.given = append(o.given, r)
		}
	}
	for _, r := range o.given {
		o.gone[r] = true
	}
	o.single = o.single[:0]
	for _, r := range o.given {
		for w := o.first[r]; w != 0; w = o.wants[w-1].next {
			x := &o.list[o.wants[w-1].offer]
			if x.taken >= 0 {
				continue
			}
			switch x.left--; x.left {
			case 0:
				x.lost = true
			case 1:
				o.single = append(o.single, o.wants[w-1].offer)
			}
		}
	}
	kept := o.single[:0] // without those that lost their last side in the same round
	for _, i := range o.single {
		if o.list[i].left == 1 {
			kept = append(kept, i)
		}
	}
	o.single = kept
}

// open gives the one right side of offer i that still stands.
func (o *offers) open(i int32) int32 {
	for _, r := range o.fits(int(i)) {
		if !o.gone[r] {
			return r
		}
	}
	return -1
}
