package vote

import "math/bits"

// Numbers here are fixed-point with sixteen binary places.
const one = 1 << 16

// Scale divides a sum of weights by the square root of the number of features,
// so that long messages are no surer than short ones for their length alone.
func Scale(sum, features int64) int64 { return sum * 16 / max(16, root(features*256)) }

// root gives the whole part of the square root.
func root(n int64) int64 {
	if n <= 0 {
		return 0
	}
	x := int64(1) << ((bits.Len64(uint64(n)) + 1) / 2)
	for {
		y := (x + n/x) / 2
		if y >= x {
			return x
		}
		x = y
	}
}

// Softmax turns scores into shares of one.
func Softmax(scores []int64) []int64 {
	top := scores[0]
	for _, s := range scores {
		top = max(top, s)
	}
	out := make([]int64, len(scores))
	sum := int64(0)
	for i, s := range scores {
		out[i] = exp(top - s)
		sum += out[i]
	}
	for i := range out {
		out[i] = out[i] * one / sum
	}
	return out
}

// exp gives e to the power of -x for x >= 0, by the powers of one half steps.
func exp(x int64) int64 {
	if x >= 12*one {
		return 0
	}
	y := int64(one) << 16 // so many places more on the way
	for i, factor := range powers {
		if x >= one*8>>i {
			x -= one * 8 >> i
			y = y * factor >> 16
		}
	}
	return (y + one/2) >> 16
}

// powers are e to the power of -8, -4, -2, -1, -1/2, ... in fixed point.
var powers = [...]int64{22, 1200, 8869, 24109, 39750, 51039, 57835, 61565, 63520, 64520, 65026, 65281}
