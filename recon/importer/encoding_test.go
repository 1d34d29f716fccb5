package importer_test

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/unicode"
)

// A table that a spreadsheet saved as UTF-16 gives the same rows as in UTF-8,
// with and without a byte order mark, and Recognise knows it too.
func TestUTF16(t *testing.T) {
	plain := settlementsHead + "L1,2026-11-21,M1,面馆,2026-11-20 12:00:00,SALE,100.00,0.60,99.40,1,P1,PAID\n"
	for _, tt := range []struct {
		name, encoding string
		order          unicode.Endianness
		bom            unicode.BOMPolicy
	}{
		{"little endian", "utf-16le", unicode.LittleEndian, unicode.UseBOM},
		{"big endian", "utf-16be", unicode.BigEndian, unicode.UseBOM},
		{"little endian without a mark", "utf-16le", unicode.LittleEndian, unicode.IgnoreBOM},
		{"big endian without a mark", "utf-16be", unicode.BigEndian, unicode.IgnoreBOM},
	} {
		t.Run(tt.name, func(t *testing.T) {
			wide, err := unicode.UTF16(tt.order, tt.bom).NewEncoder().String(plain)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := story(t, input([]byte(wide)), cny), story(t, input([]byte(plain)), cny); got != want {
				t.Errorf("UTF-16 gives\n%s\nUTF-8 gives\n%s", got, want)
			}
			if p := prove(t, wide, cny); p.Encoding != tt.encoding {
				t.Errorf("encoding %s", p.Encoding)
			}
			half := prove(t, wide[:len(wide)-1], cny)
			if !half.Refused(cny) {
				t.Error("half a character at the end was accepted")
			}
			nul := strings.Replace(plain, "P1", "P\x00", 1)
			wide, err = unicode.UTF16(tt.order, tt.bom).NewEncoder().String(nul)
			if err != nil {
				t.Fatal(err)
			}
			if got := tell(prove(t, wide, cny).Errors); !strings.HasPrefix(got, "2:0 the line has a NUL character") {
				t.Errorf("a NUL gives %s", got)
			}
		})
	}
}
