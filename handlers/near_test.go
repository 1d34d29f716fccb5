package handlers

import "testing"

// A slip of the finger is a nought, a point, two digits swapped, one wrong or
// one missing; of few digits it is another amount.
func TestASlipOfTheFinger(t *testing.T) {
	for _, c := range []struct {
		a, b int64
		want bool
	}{
		{880100, 880000, true}, {120800, 128000, true}, {204000, 240000, true}, {35000, 350000, true}, {350000, 3500, true}, {12800, 12300, true},
		{128000, 1288000, true}, {6000000, 600000, true}, {123400, 12340, true},
		{777700, 600000, false}, {6000, 5000, false}, {60000, 70000, false}, {52000, 53000, false}, {350000, 350000, false}, {350000, 35, false}, {120800, 21600, false}, {8800, 18800, false},
	} {
		if slipOfAmount(c.a, c.b) != c.want || slipOfAmount(c.b, c.a) != c.want {
			t.Errorf("%d and %d: not %v", c.a, c.b, c.want)
		}
	}
	for _, c := range []struct {
		a, b string
		want bool
	}{{"6688", "6868", true}, {"6688", "6687", true}, {"6688", "6688", false}, {"6688", "1234", false}} {
		if oneSlip(c.a, c.b) != c.want {
			t.Errorf("cards %s and %s: not %v", c.a, c.b, c.want)
		}
	}
}
