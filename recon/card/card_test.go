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

// A reference that was cut in one file is the whole one of another file; whole
// ones that would be cut alike are two.
func TestReferencesThatWereCutAreTheSame(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		same bool
	}{
		{"4111111111111111", "411111******1111", true},
		{"REF-4111111111111111/2", "REF-411111******1111/2", true},
		{"4111111111111111", "4111111111111111", true},
		{"411111******1111", "411111******1111", true},
		{"4111111111111111", "4111110000061111", false}, // both have a right check digit
		{"4111111111111112", "411111******1112", false}, // which this one has not
		{"2611201234567893", "261120******7893", false}, // begins with a day
		{"4111111111111111", "411111******1112", false},
		{"A1", "A2", false},
	} {
		if got := Same(tt.a, tt.b); got != tt.same || Same(tt.b, tt.a) != got {
			t.Errorf("%s and %s: %v", tt.a, tt.b, got)
		}
	}
}
