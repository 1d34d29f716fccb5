package importer_test

import (
	"fmt"
	"strings"
	"testing"
)

// Numbers of more than 15 digits that all end in zeros went through a
// spreadsheet: the file is refused, or told of where they are too few to tell.
func TestNumbersThatASpreadsheetRoundedAreTold(t *testing.T) {
	const refused, warned = "refused", "warned"
	for _, tt := range []struct{ name, ids, want string }{
		{"18 digits", "420000123456789000 420000123456790000 420000123456791000", refused},
		{"16 digits, a few", "4200001234567890 4200001234567900 4200001234567910 4200001234567920", warned},
		{"16 digits, many", "4200001234567890 4200001234567900 4200001234567910 4200001234567920 4200001234567930 4200001234567940 4200001234567950 4200001234567960", refused},
		{"28 digits", "4200001234567890000000000000 4200001234567900000000000000 4200001234567910000000000000", refused},
		{"the same again and again", "420000123456789000 420000123456789000 420000123456789000", ""},
		{"one is whole", "420000123456789000 420000123456790000 420000123456791007", ""},
		{"one begins with a zero", "420000123456789000 420000123456790000 042000012345678000", ""},
		{"short ones beside them", "42 420000123456789000 43 420000123456790000 420000123456791000", refused},
		{"of zeros alone", "0000000000000000 0000000000000000000 00000000000000000", ""},
		{"15 digits", "420000123456000 420000123457000 420000123458000", ""},
		{"with a letter", "O420000123456789000 O420000123456790000 O420000123456791000", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := prove(t, swipesWith(strings.Fields(tt.ids)), cny)
			var got string
			switch said := "14 order_id: all"; {
			case strings.Contains(tell(p.Errors), said):
				got = refused
			case strings.Contains(tell(p.Warnings), said):
				got = warned
			}
			if got != tt.want || p.Refused(cny) != (tt.want == refused) {
				t.Errorf("%q, want %q: %s%s", got, tt.want, tell(p.Errors), tell(p.Warnings))
			}
		})
	}
	merchants := "merchant_id,account\n"
	for i := range 3 {
		merchants += fmt.Sprintf("M%d,62170000%07d0000\n", i, 1234567+i)
	}
	if got := tell(prove(t, merchants, cny).Errors); !strings.HasPrefix(got, "2:2 account: all 3 numbers of more than 15 digits end in zeros") {
		t.Errorf("accounts: %s", got)
	}
}
