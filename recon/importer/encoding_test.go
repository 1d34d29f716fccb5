package importer_test

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/traditionalchinese"
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

// A file of a bank in Taiwan or Hong Kong gives the same rows as in UTF-8.
func TestBig5(t *testing.T) {
	plain := "entry_id,booked_on,account,amount,direction,currency,memo\n" +
		"B1,2026-11-21,012345678901,99.40,C,TWD,特約商店撥款 台灣聯合支付股份有限公司 P1\nB2,2026-11-21,012345678901,30.00,D,TWD,手續費，十一月\n"
	file, err := traditionalchinese.Big5.NewEncoder().String(plain)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := story(t, input([]byte(file)), cny), story(t, input([]byte(plain)), cny); got != want {
		t.Errorf("Big5 gives\n%s\nUTF-8 gives\n%s", got, want)
	}
	if p := prove(t, file, cny); p.Encoding != "big5" {
		t.Errorf("encoding %s", p.Encoding)
	}
	cut := prove(t, strings.Replace(file, "\n", "\xa5\n", 2), cny)
	if !cut.Refused(cny) {
		t.Error("half a character was accepted")
	}
}
