package money

import (
	"cmp"
	"math/big"
	"math/bits"
	"slices"
)

// Spread shares total out over the weights, pro rata by the largest remainder:
// the parts add up to total to the last minor unit, and no part is more than
// one unit away from its exact share. Only the sizes of weights count, not
// their signs: a line of -300 bears as much as one of 300. Where all are zero
// the parts are equal. Equal remainders go to the earlier weight. No weights:
// no parts.
func Spread(total int64, weights []int64) []int64 {
	if len(weights) == 0 {
		return nil
	}
	sizes := make([]uint64, len(weights))
	var sum, carry, over uint64
	for i, w := range weights {
		sizes[i] = size(w)
		sum, carry = bits.Add64(sum, sizes[i], 0)
		over += carry
	}
	switch {
	case over > 0:
		return spreadWide(total, sizes)
	case sum == 0:
		for i := range sizes {
			sizes[i] = 1
		}
		sum = uint64(len(sizes))
	}
	whole, unit := size(total), sign(total)
	left := whole
	parts, rests := make([]int64, len(sizes)), make([]uint64, len(sizes))
	for i, s := range sizes {
		hi, lo := bits.Mul64(whole, s)
		q, r := bits.Div64(hi, lo, sum) // s is at most sum, so q is at most whole
		parts[i], rests[i] = unit*int64(q), r
		left -= q
	}
	for _, i := range largest(len(sizes), func(a, b int) int { return cmp.Compare(rests[b], rests[a]) })[:left] {
		parts[i] += unit
	}
	return parts
}

// spreadWide is Spread for sizes whose sum is beyond 64 bits.
func spreadWide(total int64, sizes []uint64) []int64 {
	sum := new(big.Int)
	for _, s := range sizes {
		sum.Add(sum, new(big.Int).SetUint64(s))
	}
	whole, unit := size(total), sign(total)
	left := whole
	parts, rests := make([]int64, len(sizes)), make([]*big.Int, len(sizes))
	for i, s := range sizes {
		share := new(big.Int).Mul(new(big.Int).SetUint64(whole), new(big.Int).SetUint64(s))
		q, r := share.QuoRem(share, sum, new(big.Int))
		parts[i], rests[i] = unit*int64(q.Uint64()), r
		left -= q.Uint64()
	}
	for _, i := range largest(len(sizes), func(a, b int) int { return rests[b].Cmp(rests[a]) })[:left] {
		parts[i] += unit
	}
	return parts
}

// largest gives 0 to n-1 in an order, equal ones as they come. Fewer units are
// left over than there are parts.
func largest(n int, compare func(a, b int) int) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, compare)
	return order
}

// size is the absolute value, that of the smallest int64 as well.
func size(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}
