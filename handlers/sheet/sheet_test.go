package sheet

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestCell(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "3500.00": "3500.00", "-468.00": "-468.00", "+1": "+1", "=1+1": "'=1+1", "+1+1": "'+1+1", "-2-3": "'-2-3",
		"@SUM(A1)": "'@SUM(A1)", "\t=1": "'\t=1", "\r=1": "'\r=1", "＝1": "'＝1", "老李面馆": "老李面馆", "a=1": "a=1", "--1": "'--1", "-": "'-", "1=1": "1=1",
	} {
		if got := Cell(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestFile(t *testing.T) {
	got := string(File([]string{"时间", "金额", "参考号"}, [][]string{{"2026-11-20", "-468.00", "632318000956"}, {`a "b"`, "=cmd()", "000123"}}))
	want := "\ufeff时间,金额,参考号\r\n2026-11-20,-468.00,632318000956\t\r\n\"a \"\"b\"\"\",'=cmd(),000123\t\r\n"
	if got != want {
		t.Errorf("%q\nwant %q", got, want)
	}
}

// Whatever a cell holds, it is read back as one cell that begins no formula.
func TestNoCellIsAFormula(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		row := rapid.SliceOfN(rapid.String(), 1, 5).Draw(t, "row")
		file := File([]string{"head"}, [][]string{row})
		r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(file, []byte(mark))))
		r.FieldsPerRecord = -1
		all, err := r.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		if len(row) == 1 && row[0] == "" { // an empty line
			return
		}
		if len(all) != 2 || len(all[1]) != len(row) {
			t.Fatalf("%q became %q", row, all)
		}
		for _, c := range all[1] {
			if c != "" && strings.ContainsRune("=+-@\t\r\n", rune(c[0])) && !isDecimal(strings.TrimSuffix(c, "\t")) {
				t.Fatalf("a cell %q", c)
			}
		}
	})
}
