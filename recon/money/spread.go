package money

import (
	"math/big"
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
	parts := make([]int64, len(weights))
	size := make([]*big.Int, len(weights))
	sum := new(big.Int)
	for i, w := range weights {
		size[i] = new(big.Int).Abs(big.NewInt(w))
		sum.Add(sum, size[i])
	}
	if sum.Sign() == 0 {
		for i := range size {
			size[i].SetInt64(1)
		}
		sum.SetInt64(int64(len(size)))
	}
	whole := new(big.Int).Abs(big.NewInt(total))
	rest := make([]*big.Int, len(weights))
	left := new(big.Int).Set(whole)
	unit := sign(total)
	for i := range size {
		q, r := new(big.Int).QuoRem(new(big.Int).Mul(whole, size[i]), sum, new(big.Int))
		left.Sub(left, q)
		rest[i] = r
		if unit < 0 {
			q.Neg(q)
		}
		parts[i] = q.Int64()
	}
	order := make([]int, len(weights))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return rest[b].Cmp(rest[a]) })
	for _, i := range order[:left.Int64()] { // fewer units are left than there are weights
		parts[i] += unit
	}
	return parts
}
