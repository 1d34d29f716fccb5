package record

// Decimals tells of amounts whose row named no currency. They are in that of
// the merchant, who may be told of later, so until then they are kept as the
// row printed them: with so many decimals, from 2 on as few as hold them all.
// 0: the row named its currency, and amounts are in minor units of it.
type Decimals int8

// InMinor: the row printed minor units of whatever the currency turns out to be.
const InMinor Decimals = -1

// MostDecimals is how many any currency of ISO 4217 has.
const MostDecimals = 4

// fewestDecimals makes the kept form of an amount the same for whichever
// currency it was read in.
const fewestDecimals = 2

// Unnamed makes amounts that were read with digits decimals such as their row
// printed them, in place.
func Unnamed(digits int, amounts ...*int64) Decimals {
	for ; digits < fewestDecimals; digits++ {
		scale(10, amounts)
	}
	for ; digits > fewestDecimals && whole(10, amounts); digits-- {
		shorten(10, amounts)
	}
	return Decimals(digits)
}

// In makes amounts minor units of a currency of so many digits, in place.
// false, and nothing is changed: it has too few for one of them.
func (d Decimals) In(digits int, amounts ...*int64) bool {
	if d == InMinor {
		return true
	}
	by := int64(1)
	for n := int(d); n > digits; n-- {
		by *= 10
	}
	if !whole(by, amounts) {
		return false
	}
	shorten(by, amounts)
	for n := int(d); n < digits; n++ {
		scale(10, amounts)
	}
	return true
}

func whole(by int64, amounts []*int64) bool {
	for _, a := range amounts {
		if a != nil && *a%by != 0 {
			return false
		}
	}
	return true
}

func shorten(by int64, amounts []*int64) {
	for _, a := range amounts {
		if a != nil {
			*a /= by
		}
	}
}

func scale(by int64, amounts []*int64) {
	for _, a := range amounts {
		if a != nil {
			*a *= by
		}
	}
}

// Amounts gives the amounts of the terms, nil where they give none.
func (t *Terms) Amounts() []*int64 {
	return []*int64{t.SingleCap, t.DayCap, t.FeeFixed, t.FeeMin, t.FeeCap, t.PayoutFee}
}
