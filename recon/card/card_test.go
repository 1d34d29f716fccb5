package card

import "testing"

// The test numbers that the schemes publish, and numbers that are none.
func TestCardNumbersAreTold(t *testing.T) {
	for _, tt := range []struct {
		digits         string
		issued, checks bool
	}{
		{"4111111111111111", true, true},       // Visa
		{"5555555555554444", true, true},       // Mastercard
		{"2223003122003222", true, true},       // Mastercard, the newer range
		{"378282246310005", true, true},        // American Express
		{"6222021001098550814", true, true},    // UnionPay
		{"3530111333300000", true, true},       // JCB
		{"30569309025904", true, true},         // Diners Club
		{"6011111111111117", true, true},       // Discover
		{"4111111111111112", true, false},      // the check digit is another
		{"411111111111", false, false},         // too short
		{"2026112000000017", false, true},      // begins with a year
		{"37828224631000", false, false},       // one digit short of American Express
		{"62220210010985508149", false, false}, // one too many
	} {
		if got := Issued(tt.digits); got != tt.issued {
			t.Errorf("%s: issued %v", tt.digits, got)
		}
		if got := Checks([]byte(tt.digits)); got != tt.checks {
			t.Errorf("%s: checks %v", tt.digits, got)
		}
	}
}
